"""Which stills belong together: a burst, put in order by the time they were taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from gaitcoach.capture.photos import PhotoFacts

BURST_GAP_S = 1.0
"""Pictures of one camera no further apart belong together; many cameras write whole seconds."""
MIN_BURST = 3
"""Two pictures within a second are two pictures."""


def in_order(facts: Iterable[PhotoFacts]) -> list[PhotoFacts]:
    """Return them by time, those without one last; the same time by their numbered names."""
    return sorted(facts, key=lambda one: (one.taken or datetime.max, _numbered(one.path)))


def bursts_of(facts: Iterable[PhotoFacts]) -> list[list[PhotoFacts]]:
    """Return the bursts among stills: one camera, one size, each within a second of the last."""
    found: list[list[PhotoFacts]] = []
    for one in in_order(facts):
        if found and _belongs(found[-1][-1], one):
            found[-1].append(one)
        else:
            found.append([one])
    return [burst for burst in found if len(burst) >= MIN_BURST]


def times_s(burst: Sequence[PhotoFacts]) -> tuple[float, ...] | None:
    """Return seconds since the first, None when they are not told apart by their times."""
    taken = [one.taken for one in burst]
    first = taken[0]
    if first is None or len(set(taken)) < len(taken):
        return None
    return tuple((moment - first).total_seconds() for moment in taken if moment is not None)


def _belongs(last: PhotoFacts, one: PhotoFacts) -> bool:
    if last.taken is None or one.taken is None:
        return False
    near = (one.taken - last.taken).total_seconds() <= BURST_GAP_S
    return near and (last.camera, last.size_px) == (one.camera, one.size_px)


def _numbered(path: Path) -> tuple[tuple[int, str], ...]:
    """Return what sorts IMG_2 before IMG_10."""
    pieces = re.findall(r"\d+|\D+", path.name.lower())
    return tuple((int(piece), "") if piece.isdecimal() else (-1, piece) for piece in pieces)
