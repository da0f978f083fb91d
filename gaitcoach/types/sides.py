"""The runner's two sides, and which leg carries."""

from __future__ import annotations

from enum import StrEnum


class Side(StrEnum):
    """The runner's anatomical side. In a step, event or cue: the STANCE leg."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> Side:
        return Side.RIGHT if self is Side.LEFT else Side.LEFT

    def drop_deg(self, obliquity_deg: float) -> float:
        """Contralateral drop while standing on this leg, degrees; + = the other hip hangs lower."""
        return obliquity_deg if self is Side.LEFT else -obliquity_deg


class Stance(StrEnum):
    """Which feet carry the runner now."""

    LEFT = "left"
    RIGHT = "right"
    FLIGHT = "flight"
    DOUBLE = "double"
    UNKNOWN = "unknown"

    @property
    def leg(self) -> Side | None:
        """The one leg that carries, None when it is both, none or not known."""
        return Side(self.value) if self in (Stance.LEFT, Stance.RIGHT) else None
