"""Puts pictures together without waiting longer than it must.

aiortc hands a picture on with the first packet of the NEXT one, a whole picture's time late: 33 ms
at 30 a second. The last packet of a picture carries a mark (RFC 7741 for VP8, RFC 6184 for H.264).
And where a packet is lost for good it holds back some 500 more: ten seconds of a thin stream. Here
a hole is given up after a quarter of a second; the phone is asked for a picture that needs no
earlier one, and none is decoded before that: a smeared pelvis would be measured as if it were true.
"""

from __future__ import annotations

from typing import Any

from aiortc.jitterbuffer import JitterBuffer, JitterFrame
from aiortc.utils import uint16_add

from gaitcoach.capture.phone.timing import RTP_HZ

CAPACITY = 512
"""Packets, as in the library."""
HOLD_S = 0.25
"""A lost packet that was asked for again is here within a few tens of milliseconds at home."""
ASK_AGAIN_S = 0.5
OLD_PACKETS = 4096
"""A packet this far behind is a late double; further behind, the count began anew."""
_PLACE = "_RTCRtpReceiver__jitter_buffer"
_START_CODE = b"\x00\x00\x00\x01"
_H264_KEYS = (5, 7)


class PromptBuffer(JitterBuffer):
    """The library's buffer, which also trusts the mark, and gives up holes."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        super().__init__(capacity, is_video=True)
        self._needs_key = False
        self._asked: int | None = None

    def add(self, packet: Any) -> tuple[bool, JitterFrame | None]:
        """Take a packet; return whether to ask for a whole picture, and one that is complete."""
        if self._is_old(packet):
            return False, None
        ask, frame = super().add(packet)
        if frame is None and self._is_stuck(packet):
            self._give_up(packet)
            ask = True
        if frame is not None and self._needs_key:
            self._needs_key = not is_key(frame.data)
            if self._needs_key:
                frame, ask = None, ask or self._may_ask(packet)
        if ask:
            self._asked = packet.timestamp
        return ask, frame

    def _is_old(self, packet: Any) -> bool:
        """The library would take a late double for a new beginning."""
        if self._origin is None:
            return False
        return 0 < uint16_add(self._origin, -packet.sequence_number) < OLD_PACKETS

    def _is_stuck(self, packet: Any) -> bool:
        """What is held back has waited too long for what is missing."""
        held = next(filter(None, self._in_order()), packet)
        return _ticks_between(held.timestamp, packet.timestamp) > HOLD_S * RTP_HZ

    def _in_order(self) -> Any:
        return (
            self._packets[(self._origin + count) % self._capacity]
            for count in range(self._capacity)
        )

    def _give_up(self, packet: Any) -> None:
        self.remove(self._capacity)
        self._origin = uint16_add(packet.sequence_number, 1)
        self._needs_key = True

    def _may_ask(self, packet: Any) -> bool:
        asked = self._asked
        return asked is None or _ticks_between(asked, packet.timestamp) > ASK_AGAIN_S * RTP_HZ

    def _remove_frame(self, sequence_number: int) -> JitterFrame | None:
        frame = super()._remove_frame(sequence_number)
        return frame or self._marked_frame()

    def _marked_frame(self) -> JitterFrame | None:
        """Return the oldest picture when it is here up to its mark, without a hole."""
        packets: list[Any] = []
        for packet in self._in_order():
            if packet is None or (packets and packet.timestamp != packets[0].timestamp):
                return None
            packets.append(packet)
            if packet.marker:
                self.remove(len(packets))
                return JitterFrame(b"".join(one._data for one in packets), packets[0].timestamp)
        return None


def is_key(data: bytes) -> bool:
    """Tell whether a picture needs no earlier one: H.264 by its units, VP8 by its first bit."""
    if data.startswith(_START_CODE):
        units = data.split(_START_CODE)
        return any(unit and unit[0] & 0x1F in _H264_KEYS for unit in units)
    return bool(data) and not data[0] & 1


def _ticks_between(earlier: int, later: int) -> int:
    """Time stamps are counted with 32 bits."""
    return (later - earlier + (1 << 31)) % (1 << 32) - (1 << 31)


def make_prompt(receiver: Any) -> None:
    """Give a receiver this buffer; a library that keeps it elsewhere stays as it is."""
    if isinstance(getattr(receiver, _PLACE, None), JitterBuffer):
        setattr(receiver, _PLACE, PromptBuffer())
