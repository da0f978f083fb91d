"""The last steps of each side, as the gauges show them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from gaitcoach.types import Side, StanceRecord

SHOWN_STEPS = 10
"""Ten steps a side, about seven seconds: more would be too small to read while running."""


def last_steps(steps: Sequence[StanceRecord], side: Side) -> tuple[StanceRecord, ...]:
    """Return the newest steps standing on this leg, oldest first."""
    newest_first = (step for step in reversed(steps) if step.side is side)
    return tuple(islice(newest_first, SHOWN_STEPS))[::-1]
