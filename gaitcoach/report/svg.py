"""SVG as text: the few shapes that the drawings of a run are made of."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from gaitcoach.language import in_digits
from gaitcoach.types import Side, StanceRecord

SMOOTH_STEPS = 20
"""A moving mean is taken over so many steps of a leg."""
TICKS_MIN = (0.25, 0.5, 1, 2, 5, 10, 15, 30)


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of a drawing. within, beyond : the ground of a gauge under and over the limit"""

    ink: str = "#1b1f24"
    soft: str = "#5c6773"
    edge: str = "#d5dbe1"
    left: str = "#1f6fb2"
    right: str = "#b8610a"
    limit: str = "#b3261e"
    within: str = "#dfe9f2"
    beyond: str = "#f8e6d3"

    def of(self, side: Side) -> str:
        return self.left if side is Side.LEFT else self.right


PAPER = Inks()


class Plane:
    """A drawing with axes: maps x and y to its inside and gathers what is drawn."""

    def __init__(
        self,
        height: float,
        x: tuple[float, float],
        y: tuple[float, float],
        inks: Inks = PAPER,
        width: float = 680.0,
    ) -> None:
        self.width, self.height, self.inks = width, height, inks
        self.left, self.right, self.top, self.bottom = 34.0, width - 14.0, 8.0, height - 22.0
        self._x, self._y = x, y
        self._parts: list[str] = []

    def x(self, value: float) -> float:
        low, high = self._x
        return self.left + (self.right - self.left) * (value - low) / max(high - low, 1e-9)

    def y(self, value: float) -> float:
        """A deeper drop lies lower."""
        low, high = self._y
        inside = min(max(value, low), high)
        return self.top + (self.bottom - self.top) * (inside - low) / max(high - low, 1e-9)

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str, more: str = "") -> None:
        self._parts.append(
            f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
            f"{more}/>"
        )

    def text(self, x: float, y: float, words: str, colour: str = "", anchor: str = "start") -> None:
        fill = colour or self.inks.soft
        self._parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" fill="{fill}" text-anchor="{anchor}">'
            f"{escape(words)}</text>"
        )

    def area(self, x1: float, y1: float, x2: float, y2: float, fill: str, more: str = "") -> None:
        self._parts.append(
            f'<rect x="{x1:.1f}" y="{y1:.1f}" width="{x2 - x1:.1f}" height="{y2 - y1:.1f}" '
            f'fill="{fill}" {more}/>'
        )

    def mark(self, side: Side, x: float, y: float, size: float, more: str = "") -> None:
        """Draw a disc for the left leg, a square for the right: readable without colour."""
        if side is Side.LEFT:
            fill = self.inks.left
            self._parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:g}" fill="{fill}" {more}/>'
            )
        else:
            self.area(x - size, y - size, x + size, y + size, self.inks.right, more)

    def dots(self, places: Iterable[tuple[float, float]], side: Side) -> None:
        """Draw many points as one path: a thousand elements would take seconds to print."""
        # Qt does not draw a line of no length.
        path = " ".join(f"M{x:.1f} {y:.1f}h.01" for x, y in places)
        cap = "round" if side is Side.LEFT else "square"
        self._parts.append(
            f'<path d="{path}" stroke="{self.inks.of(side)}" stroke-width="2.4" '
            f'stroke-linecap="{cap}" opacity=".45" fill="none"/>'
        )

    def polyline(self, places: Iterable[tuple[float, float]], colour: str, more: str = "") -> None:
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        self._parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" {more}/>')

    def drop_axis(self, low: float, high: float, limit_deg: float) -> None:
        """Draw lines at even degrees, and the limit."""
        for tick in range(2 * math.ceil(low / 2), math.floor(high) + 1, 2):
            y = self.y(tick)
            self.line(self.left, y, self.right, y, self.inks.edge, 'stroke-width=".6"')
            self.text(self.left - 4, y + 3, f"{tick}°".replace("-", "−"), anchor="end")
        y = self.y(limit_deg)
        dashed = 'stroke-width="1.2" stroke-dasharray="5 3"'
        self.line(self.left, y, self.right, y, self.inks.limit, dashed)

    def minute_axis(self, begin_s: float, end_s: float) -> None:
        minutes = (end_s - begin_s) / 60
        every = next((n for n in TICKS_MIN if minutes / n <= 8), 60)
        for i in range(int(minutes / every) + 1):
            x = self.x(begin_s + 60 * i * every)
            self.text(x, self.height - 8, in_digits(f"{i * every:g} min"), anchor="middle")

    def done(self, label: str) -> str:
        """Return the drawing. label : what it shows, for those who do not see it"""
        return (
            f'<svg viewBox="0 0 {self.width:g} {self.height:g}" role="img" '
            f'aria-label="{escape(label)}" xmlns="http://www.w3.org/2000/svg" font-size="9.5">'
            + "".join(self._parts)
            + "</svg>"
        )


def moving_mean(own: Sequence[StanceRecord], most: int) -> list[tuple[float, float]]:
    """Return (time, mean of the last `SMOOTH_STEPS` drops) of one leg, thinned to `most`."""
    found, total = [], 0.0
    every = max(1, math.ceil(len(own) / most))
    for i, step in enumerate(own):
        total += step.drop_deg - (own[i - SMOOTH_STEPS].drop_deg if i >= SMOOTH_STEPS else 0.0)
        if i >= SMOOTH_STEPS - 1 and i % every == 0:
            found.append((step.t_start_s, total / SMOOTH_STEPS))
    return found
