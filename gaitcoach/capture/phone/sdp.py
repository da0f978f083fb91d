"""What is let through of the phone's offer, and what is added to our answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from gaitcoach.capture.phone.addresses import is_in_own_network
from gaitcoach.errors import SourceError

MAX_SDP_CHARS = 32_000
"""An honest offer has some 6,000."""
MAX_CANDIDATES = 32
MAX_SIDE_PX = 4096
MAX_FPS = 120.0

START_KBPS_PER_MPX = 2600
"""Without a start value 1280x720 begins at 14 pictures a second and takes half a minute to grow."""
LEAST_START_KBPS = 1500
LEAST_KBPS = 150
"""Low, so that a weak network shrinks the picture instead of choking on it."""
MOST_KBPS = 8000


@dataclass(frozen=True, slots=True)
class Offer:
    """A phone's offer, looked through.

    sdp : its session description, with candidates of its own network only
    size_px : (width, height) its camera delivers, as it is held now
    fps : pictures a second its camera delivers
    """

    sdp: str
    size_px: tuple[int, int]
    fps: float


def read_offer(body: Any) -> Offer:
    """Look through what a phone sent.

    Raises
    ------
    SourceError
        It is no offer to send exactly one picture stream.
    """
    sdp = body.get("sdp") if isinstance(body, dict) else None
    if not isinstance(sdp, str) or not sdp.startswith("v=0") or len(sdp) > MAX_SDP_CHARS:
        raise _no_offer("it is no session description")
    if len(re.findall(r"^m=video ", sdp, re.MULTILINE)) != 1:
        raise _no_offer("it must hold one picture stream")
    if re.search(r"^m=audio ", sdp, re.MULTILINE):
        raise _no_offer("sound is not wanted")
    sizes = [_number(body, name, 16, MAX_SIDE_PX) for name in ("width", "height")]
    fps = _number(body, "fps", 1, MAX_FPS)
    return Offer(_own_network_only(sdp), (round(sizes[0]), round(sizes[1])), fps)


def _no_offer(why: str) -> SourceError:
    return SourceError(f"The phone's offer cannot be used: {why}.", "Reload the page.")


def _number(body: dict[str, Any], name: str, low: float, high: float) -> float:
    value = body.get(name)
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not is_number or not low <= value <= high:
        raise _no_offer(f"{name} must be {low:g} to {high:g}")
    return float(value)


def _own_network_only(sdp: str) -> str:
    """Leave out addresses elsewhere, and names: our side would look those up."""
    kept, candidates = [], 0
    for line in sdp.splitlines():
        if line.startswith("a=candidate:"):
            candidates += 1
            if candidates > MAX_CANDIDATES or not _is_own(line):
                continue
        kept.append(line)
    return "\r\n".join(kept) + "\r\n"


def _is_own(line: str) -> bool:
    """Tell whether a candidate is a UDP address in this network."""
    words = line.split()
    return len(words) > 5 and words[2].lower() == "udp" and is_in_own_network(words[4])


def with_bitrates(answer: str, size_px: tuple[int, int], fps: float) -> str:
    """Return the answer with lines that let the phone begin fast and shrink when it must."""
    pixels_m = size_px[0] * size_px[1] / 1e6 * max(1.0, fps / 30.0) ** 0.5
    start = round(min(MOST_KBPS, max(LEAST_START_KBPS, START_KBPS_PER_MPX * pixels_m)))
    wish = (
        f"x-google-start-bitrate={start};x-google-min-bitrate={LEAST_KBPS};"
        f"x-google-max-bitrate={MOST_KBPS}"
    )
    lines, with_parameters = [], set(re.findall(r"^a=fmtp:(\d+) ", answer, re.MULTILINE))
    for line in answer.splitlines():
        codec = re.match(r"a=(fmtp|rtpmap):(\d+) (.*)", line)
        if codec and codec[1] == "fmtp" and "apt=" not in codec[3]:
            line = f"{line};{wish}"
        lines.append(line)
        is_video = codec and re.match(r"(VP8|VP9|H264|AV1)/90000", codec[3], re.IGNORECASE)
        if is_video and codec[1] == "rtpmap" and codec[2] not in with_parameters:
            lines.append(f"a=fmtp:{codec[2]} {wish}")
    return "\r\n".join(lines) + "\r\n"
