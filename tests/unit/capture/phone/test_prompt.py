"""Pictures from packets, on packets made up."""

from __future__ import annotations

import asyncio

import pytest
from aiortc import RTCPeerConnection
from aiortc.jitterbuffer import JitterBuffer
from aiortc.rtp import RtpPacket

from gaitcoach.capture.phone.prompt import _PLACE, PromptBuffer, is_key, make_prompt


def packet(number: int, picture: int, marker: bool = False, data: bytes | None = None):
    made = RtpPacket(
        sequence_number=number % 2**16, timestamp=picture * 3000 % 2**32, marker=int(marker)
    )
    made._data = bytes([number % 256]) if data is None else data
    return made


DELTA, KEY = b"\x01", b"\x00"
"""First bytes of a VP8 picture that needs an earlier one, and of one that does not."""


def told(buffer: JitterBuffer, *packets: RtpPacket) -> list[tuple[int, bytes] | None]:
    frames = [buffer.add(one)[1] for one in packets]
    return [None if frame is None else (frame.timestamp // 3000, frame.data) for frame in frames]


@pytest.fixture
def buffer() -> PromptBuffer:
    return PromptBuffer(64)


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


def play(buffer, pictures, first=0, data=DELTA):
    """Give one packet for each picture; return what was asked for and the pictures that came."""
    asked, seen = [], []
    for n in pictures:
        ask, frame = buffer.add(packet(first + n, n, True, data))
        if ask:
            asked.append(n)
        if frame is not None:
            seen.append(n)
    return asked, seen


@pytest.mark.parametrize("first", [0, 2**16 - 6])
def test_a_packet_that_never_comes_holds_back_a_quarter_of_a_second_only(buffer, first):
    """Mutants: the library's wait for 512 packets; pictures decoded without what they build on."""
    assert play(buffer, range(5), first) == ([], [0, 1, 2, 3, 4])
    # WHEN picture 5 is lost for good THEN a whole picture is asked for, again and again
    asked, seen = play(buffer, range(6, 46), first)
    assert asked[0] in range(12, 16)
    assert seen == []
    assert 2 <= len(asked) <= 4
    # AND the stream goes on with it at once
    assert play(buffer, [46], first, KEY) == ([], [46])
    assert play(buffer, range(47, 50), first) == ([], [47, 48, 49])


def test_a_camera_that_pauses_is_no_hole(buffer):
    """Mutant: the age of the last picture counts, not of what is held back."""
    play(buffer, range(3))
    assert buffer.add(packet(3, 90, False, DELTA)) == (False, None)
    ask, frame = buffer.add(packet(4, 90, True, DELTA))
    assert not ask
    assert frame is not None


def test_a_late_double_does_not_turn_the_stream_back(buffer):
    """Mutant: the library takes a packet that is 100 behind for a new beginning."""
    play(buffer, range(200))
    assert buffer.add(packet(50, 50, True, DELTA)) == (False, None)
    assert play(buffer, range(200, 203)) == ([], [200, 201, 202])


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"\x10\x02", True),
        (b"\x11\x02", False),
        (b"\0\0\0\1\x67abc\0\0\0\1\x68\0\0\0\1\x65x", True),
        (b"\0\0\0\1\x41abc", False),
        (b"", False),
    ],
)
def test_whole_pictures_are_known(data, key):
    assert is_key(data) is key


def test_the_library_keeps_its_buffer_where_it_is_replaced():
    """Fails when a new aiortc has moved it: then pictures come 33 ms later and nobody notices."""

    async def look() -> object:
        connection = RTCPeerConnection()
        receiver = connection.addTransceiver("video", "recvonly").receiver
        make_prompt(receiver)
        await connection.close()
        return getattr(receiver, _PLACE)

    assert isinstance(asyncio.run(look()), PromptBuffer)
