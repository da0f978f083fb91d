"""Puts a picture together as soon as its last packet is here.

aiortc waits for the first packet of the NEXT picture, which is a whole picture's time later: 33 ms
at 30 a second. The last packet of a picture carries a mark (RFC 7741 for VP8, RFC 6184 for H.264).
"""

from __future__ import annotations

from typing import Any

from aiortc.jitterbuffer import JitterBuffer, JitterFrame

CAPACITY = 512
"""Packets, as in the library: 2 s of a 1280x720 stream."""
_PLACE = "_RTCRtpReceiver__jitter_buffer"


class PromptBuffer(JitterBuffer):
    """The library's buffer, which also trusts the mark."""

    def _remove_frame(self, sequence_number: int) -> JitterFrame | None:
        frame = super()._remove_frame(sequence_number)
        return frame or self._marked_frame()

    def _marked_frame(self) -> JitterFrame | None:
        """Return the oldest picture when it is here up to its mark, without a hole."""
        packets: list[Any] = []
        for count in range(self._capacity):
            packet = self._packets[(self._origin + count) % self._capacity]
            if packet is None or (packets and packet.timestamp != packets[0].timestamp):
                return None
            packets.append(packet)
            if packet.marker:
                self.remove(len(packets))
                return JitterFrame(b"".join(one._data for one in packets), packets[0].timestamp)
        return None


def make_prompt(receiver: Any) -> None:
    """Give a receiver this buffer; a library that keeps it elsewhere stays as it is."""
    if isinstance(getattr(receiver, _PLACE, None), JitterBuffer):
        setattr(receiver, _PLACE, PromptBuffer(CAPACITY, is_video=True))
