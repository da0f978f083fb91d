"""What the page tells beside the pictures, read with mistrust. Everything else is ignored."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import Any

MAX_CHARS = 1000
MAX_LEAN_DEG = 45.0
MAX_NUMBER = 1e12
"""Larger than any clock in seconds."""


@dataclass(frozen=True, slots=True)
class News:
    """One message; None = not told by it.

    lean_deg : how far what is upright leans in the picture, + = to the right; NaN = not known
    battery_percent : charge left, negative = not known
    asked_s, phone_s : our time in the question that is answered, and the phone's clock then
    shown_s : our time in the cue that has just been shown
    """

    lean_deg: float | None = None
    battery_percent: float | None = None
    asked_s: float | None = None
    phone_s: float | None = None
    shown_s: float | None = None


def read_news(text: Any) -> News:
    """Return what a message tells; nothing when it is no message of the page's."""
    if not isinstance(text, str) or len(text) > MAX_CHARS:
        return News()
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return News()
    if not isinstance(told, dict):
        return News()
    lean_deg = _number(told, "lean_deg")
    if "lean_deg" in told and (lean_deg is None or abs(lean_deg) > MAX_LEAN_DEG):
        lean_deg = math.nan
    battery = _number(told, "battery_percent")
    return News(
        lean_deg=lean_deg,
        battery_percent=battery if battery is None else min(100.0, max(-1.0, battery)),
        asked_s=_number(told, "asked_s"),
        phone_s=_number(told, "phone_s"),
        shown_s=_number(told, "shown_s"),
    )


def _number(told: dict[str, Any], name: str) -> float | None:
    value = told.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if abs(value) < MAX_NUMBER else None
