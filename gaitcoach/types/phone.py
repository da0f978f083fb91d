"""A phone as the camera, as the screen shows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PhoneStage(StrEnum):
    """How far a phone is with being the camera."""

    STARTING = "starting"
    WAITING = "waiting"
    JOINED = "joined"
    STREAMING = "streaming"
    AWAY = "away"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class PhoneView:
    """The phone as camera, as the screen shows it.

    urls : the links that open now, the likeliest first; none = nobody may come in
    code : the first link as a QR code, rows of dark (True) and light fields
    moved : the network changed, so that an older link leads nowhere
    fps, latency_ms, lost_percent : of the last 2 s; latency from taken on the phone to decoded here
    size_px : (width, height) the phone sends now; None before the first picture
    battery_percent : None where the phone does not tell
    lean_deg : how far upright leans in the picture by the phone's motion sensor, + = to the right
    """

    stage: PhoneStage = PhoneStage.STARTING
    urls: tuple[str, ...] = ()
    code: tuple[tuple[bool, ...], ...] = ()
    moved: bool = False
    fps: float | None = None
    latency_ms: float | None = None
    lost_percent: float | None = None
    size_px: tuple[int, int] | None = None
    battery_percent: float | None = None
    lean_deg: float | None = None
