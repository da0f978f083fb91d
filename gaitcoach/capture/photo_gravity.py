"""The roll of an iPhone's picture by its motion sensor, which the phone wrote beside the picture.

Apple's maker note has gravity in units of g, as seen on the phone's screen: x to the right, y to
the top. So say ExifTool's notes on tag 8 (which read it as the push against gravity, every axis
turned round), and so it is in published dumps: (0.02, -0.94, 0.35) upright, (-0.90, -0.08, 0.44)
with the phone's top at the left.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from typing import Any

from PIL.TiffImagePlugin import ImageFileDirectory_v2

MAKER_NOTE, LENS = 0x927C, 0xA434
_HEAD = b"Apple iOS\0"
_ORDER = slice(12, 14)
_FIRST_ENTRY = 14
_GRAVITY = 8
ON_BACK = "back"
"""So the lens is called; the one on the front sees left and right the other way round."""
STILL_G = (0.9, 1.1)
"""A hand that swings adds to gravity: outside this the vector is none."""
LEAST_UPRIGHT_G = 0.7
"""A camera that looks down or up by more than 45 degrees has hardly a roll."""
MAX_ROLL_DEG = 20.0
"""Nobody holds a phone so: the picture was turned since."""


def roll_by_sensor(inner: Mapping[int, Any]) -> float | None:
    """Return how much higher the upright picture's left side looks, degrees; None = not told.

    The phone may be held any way round: an upright picture is the nearest quarter turn.

    inner : EXIF tags of the camera; raises what Pillow raises on data that are not what they say
    """
    note, lens = inner.get(MAKER_NOTE), str(inner.get(LENS, ""))
    if not isinstance(note, bytes) or not note.startswith(_HEAD) or ON_BACK not in lens:
        return None
    x, y, z = _gravity(note)
    if not STILL_G[0] <= math.hypot(x, y, z) <= STILL_G[1] or math.hypot(x, y) < LEAST_UPRIGHT_G:
        return None
    to_right_deg = math.degrees(math.atan2(x, -y))
    roll_deg = 45.0 - (to_right_deg + 45.0) % 90.0
    return roll_deg if abs(roll_deg) <= MAX_ROLL_DEG else None


def _gravity(note: bytes) -> tuple[float, float, float]:
    """Return the vector, without length when there is none."""
    entries = ImageFileDirectory_v2(prefix=note[_ORDER])
    stream = io.BytesIO(note)
    stream.seek(_FIRST_ENTRY)
    entries.load(stream)
    found = entries.get(_GRAVITY)
    if not isinstance(found, tuple) or len(found) != 3:
        return 0.0, 0.0, 0.0
    x, y, z = (float(part) for part in found)
    return x, y, z
