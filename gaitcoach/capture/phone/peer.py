"""One connection with the phone: pictures in, cues out. Everything runs in the asyncio thread."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import aioice.ice
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError
from aiortc.rtp import RtcpSrPacket
from av import VideoFrame

from gaitcoach.capture.phone.messages import News, read_news
from gaitcoach.capture.phone.prompt import make_prompt
from gaitcoach.capture.phone.sdp import Offer, with_bitrates
from gaitcoach.capture.phone.timing import PhoneClock, SenderReports
from gaitcoach.errors import SourceError

ASK_CLOCK_S = 1.0
MAX_WAITING_BYTES = 20_000
"""A phone that takes no more messages gets none: nothing piles up for it."""
NTP_TO_UNIX_S = 2_208_988_800

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Picture:
    """One decoded picture.

    image : as the library decoded it
    stamp_s : the phone's own time stamp, from 0 in each connection
    arrived_s : our clock
    latency_s : taken on the phone -> arrived, None while the clocks are not tied
    stream : which connection it came through; time stamps of two cannot be compared
    """

    image: VideoFrame
    stamp_s: float
    arrived_s: float
    latency_s: float | None
    stream: int


class Peer:
    """answer(offer) once, send(...) while it lasts, close().

    Parameters
    ----------
    stream : number of this connection
    on_picture, on_news : called with what comes
    figures : asked every second what to show on the page
    addresses : the only addresses pictures may come to
    """

    def __init__(
        self,
        stream: int,
        addresses: Sequence[str],
        on_picture: Callable[[Picture], None],
        on_news: Callable[[News], None],
        figures: Callable[[], dict[str, Any]] = dict,
    ) -> None:
        self._stream, self._figures = stream, figures
        self._on_picture, self._on_news = on_picture, on_news
        self._clock, self._reports = PhoneClock(), SenderReports()
        self._channel: Any = None
        self._tasks: list[asyncio.Task] = []
        _bind_only(addresses)
        # Without an empty list the library would ask a server on the internet for our address.
        self._pc = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self._pc.on("track", self._take_track)
        self._pc.on("datachannel", self._take_channel)

    async def answer(self, offer: Offer) -> str:
        """Return our session description for the phone's.

        Raises
        ------
        SourceError
            The offer makes no sense.
        """
        try:
            await self._pc.setRemoteDescription(RTCSessionDescription(offer.sdp, "offer"))
            await self._pc.setLocalDescription(await self._pc.createAnswer())
        except Exception as error:
            # The library raises whatever its parser stumbles over.
            log.info("the phone's offer was refused: %r", error)
            what = "The phone's offer cannot be used: it makes no sense."
            raise SourceError(what, "Reload the page.") from error
        return with_bitrates(self._pc.localDescription.sdp, offer.size_px, offer.fps)

    def send(self, message: dict[str, Any]) -> bool:
        """Send a message to the page; False when it cannot be taken now."""
        channel = self._channel
        if channel is None or channel.readyState != "open":
            return False
        if channel.bufferedAmount > MAX_WAITING_BYTES:
            return False
        channel.send(json.dumps(message))
        return True

    async def close(self) -> None:
        """Let go of the connection."""
        for task in self._tasks:
            task.cancel()
        await self._pc.close()

    def _take_track(self, track: Any) -> None:
        receivers = [one for one in self._pc.getReceivers() if one.track is track]
        origin = _watch_reports(receivers[0], self._reports)
        make_prompt(receivers[0])
        self._tasks.append(asyncio.ensure_future(self._pump(track, origin)))

    async def _pump(self, track: Any, origin: Callable[[], int | None]) -> None:
        while True:
            try:
                image = await track.recv()
            except MediaStreamError:
                return
            arrived_s = time.monotonic()
            stamp_s = float(image.pts * image.time_base)
            late_s = self._latency_s(origin(), image.pts, arrived_s)
            self._on_picture(Picture(image, stamp_s, arrived_s, late_s, self._stream))

    def _latency_s(self, origin: int | None, ticks: int, arrived_s: float) -> float | None:
        taken_s = None if origin is None else self._reports.taken_s(origin + ticks)
        ahead_s = self._clock.ahead_s
        if taken_s is None or ahead_s is None:
            return None
        return arrived_s - (taken_s - ahead_s)

    def _take_channel(self, channel: Any) -> None:
        self._channel = channel
        channel.on("message", self._take_message)
        self._tasks.append(asyncio.ensure_future(self._ask_clock()))

    async def _ask_clock(self) -> None:
        while True:
            self.send(self._figures() | {"asked_s": time.monotonic()})
            await asyncio.sleep(ASK_CLOCK_S)

    def _take_message(self, text: Any) -> None:
        news = read_news(text)
        if news.asked_s is not None and news.phone_s is not None:
            self._clock.take(news.asked_s, news.phone_s, time.monotonic())
        self._on_news(news)


def _bind_only(addresses: Sequence[str]) -> None:
    """Let the library listen on our own network's addresses alone, not on every interface."""
    aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: list(addresses)


def _watch_reports(receiver: Any, reports: SenderReports) -> Callable[[], int | None]:
    """Read the sender's clock on its way through the library, which keeps only half of it.

    Returns what tells the time stamp that counts as 0, None while that is unknown. Both reach into
    the library: should a new version lack them, latency is not shown, and all else goes on.
    """
    inner = getattr(receiver, "_handle_rtcp_packet", None)
    mapper = getattr(receiver, "_RTCRtpReceiver__timestamp_mapper", None)
    if inner is None or mapper is None:
        return lambda: None

    async def handle(packet: Any) -> None:
        if isinstance(packet, RtcpSrPacket):
            info = packet.sender_info
            reports.take(info.ntp_timestamp / 2**32 - NTP_TO_UNIX_S, info.rtp_timestamp)
        await inner(packet)

    receiver._handle_rtcp_packet = handle
    return lambda: getattr(mapper, "_origin", None)
