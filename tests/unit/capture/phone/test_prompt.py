"""Pictures from packets, on packets made up."""

from __future__ import annotations

import asyncio

import pytest
from aiortc import RTCPeerConnection
from aiortc.jitterbuffer import JitterBuffer
from aiortc.rtp import RtpPacket

from gaitcoach.capture.phone.prompt import _PLACE, PromptBuffer, make_prompt


def packet(number: int, picture: int, marker: bool = False) -> RtpPacket:
    made = RtpPacket(sequence_number=number, timestamp=picture * 3000, marker=int(marker))
    made._data = bytes([number])
    return made


def told(buffer: JitterBuffer, *packets: RtpPacket) -> list[tuple[int, bytes] | None]:
    frames = [buffer.add(one)[1] for one in packets]
    return [None if frame is None else (frame.timestamp // 3000, frame.data) for frame in frames]


@pytest.fixture
def buffer() -> PromptBuffer:
    return PromptBuffer(16, is_video=True)


def test_a_picture_is_there_with_its_last_packet(buffer):
    """Mutant: the library's own buffer, which waits for the next picture."""
    packets = packet(1, 1), packet(2, 1, True), packet(3, 2, True)
    assert told(buffer, *packets) == [None, (1, b"\1\2"), (2, b"\3")]
    assert told(JitterBuffer(16, is_video=True), *packets) == [None, None, (1, b"\1\2")]


def test_a_hole_is_waited_for(buffer):
    """Mutant: the mark alone counts, and half a picture is decoded."""
    assert told(buffer, packet(1, 1), packet(3, 1, True)) == [None, None]
    assert told(buffer, packet(2, 1)) == [(1, b"\1\2\3")]


def test_pictures_behind_a_hole_follow_in_order(buffer):
    seen = told(
        buffer, packet(1, 1), packet(3, 2, True), packet(4, 3, True), packet(2, 1, True),
        packet(5, 4, True), packet(6, 5, True), packet(7, 6),
    )  # fmt: skip
    pictures = [one[0] for one in seen if one is not None]
    assert pictures == sorted(pictures)
    assert pictures[0] == 1


def test_a_stream_without_marks_still_comes(buffer):
    assert told(buffer, packet(1, 1), packet(2, 2)) == [None, (1, b"\1")]


def test_the_library_keeps_its_buffer_where_it_is_replaced():
    """Fails when a new aiortc has moved it: then pictures come 33 ms later and nobody notices."""

    async def look() -> object:
        connection = RTCPeerConnection()
        receiver = connection.addTransceiver("video", "recvonly").receiver
        make_prompt(receiver)
        await connection.close()
        return getattr(receiver, _PLACE)

    assert isinstance(asyncio.run(look()), PromptBuffer)
