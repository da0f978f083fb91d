"""What the runner's display shows, and how seldom it changes. Time is data; no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gaitcoach.language import tr, tr_later
from gaitcoach.live.view import LiveView
from gaitcoach.types import Limits, Quality, Side, StanceRecord
from gaitcoach.ui.calm import CalmQuality
from gaitcoach.ui.texts import DASH, STEPS_FOR_A_MEAN, cadence_text, time_text

CALM_S = 0.5
"""It changes twice a second at most."""
CALM_DEG = 0.5
"""A hip that was too low is level again only this far under the limit: no flicker at the limit."""
RECENT_STEPS = 8
"""A hip's number is the mean of its last steps: what the coach looks at."""
LABELS = {Side.LEFT: tr_later("LEFT HIP"), Side.RIGHT: tr_later("RIGHT HIP")}
CADENCE = tr_later("{cadence} /min")
CANNOT_TELL = tr_later("cannot tell now")
PAUSED = tr_later("paused")


@dataclass(frozen=True, slots=True)
class Hip:
    """One half of the field. over : None while there is no number, or none that is of now."""

    label: str
    number: str
    over: bool | None


@dataclass(frozen=True, slots=True)
class Face:
    """The whole display. foot : cadence, or why there is none"""

    hips: tuple[Hip, Hip]
    foot: str
    elapsed: str

    @property
    def spoken(self) -> str:
        """The same for a screen reader."""
        return ", ".join((*(f"{hip.label} {hip.number}" for hip in self.hips), self.foot))


def hip_of(
    side: Side, steps: Sequence[StanceRecord], limits: Limits, was_over: bool | None = None
) -> Hip:
    """Return a hip by the steps in which it may hang: those on the other leg."""
    own = _newest(steps, side.other)
    if len(own) < STEPS_FOR_A_MEAN:
        return Hip(tr(LABELS[side]), DASH, None)
    mean_deg = sum(step.drop_deg for step in own) / len(own)
    number = f"{round(mean_deg) + 0}°".replace("-", "−")
    limit_deg = limits.of(side.other) - (CALM_DEG if was_over else 0.0)
    return Hip(tr(LABELS[side]), number, mean_deg > limit_deg)


def _newest(steps: Sequence[StanceRecord], side: Side) -> list[StanceRecord]:
    """Return the newest usable steps of one leg; looks no further back than it must."""
    own: list[StanceRecord] = []
    for step in reversed(steps):
        if step.side is side and step.usable:
            own.append(step)
            if len(own) == RECENT_STEPS:
                break
    return own


def face_of(
    view: LiveView,
    quality: Quality,
    steps: Sequence[StanceRecord],
    limits: Limits,
    before: Face,
) -> Face:
    """Return what is to be shown after `before`; quality : one that has lasted"""
    left, right = (
        hip_of(side, steps, limits, hip.over)
        for side, hip in zip((Side.LEFT, Side.RIGHT), before.hips, strict=True)
    )
    word = _word(view, quality)
    if word:
        # The numbers are of a while ago: they stay, but nothing is said by them any more.
        left, right = replace(left, over=None), replace(right, over=None)
    foot = word or tr(CADENCE, cadence=cadence_text(view.update))
    return Face((left, right), foot, time_text(view.stats.active_s))


def _word(view: LiveView, quality: Quality) -> str:
    if view.stats.on_break:
        return tr(PAUSED)
    return "" if quality in (Quality.OK, Quality.TOO_FEW_STEPS) else tr(CANNOT_TELL)


class CalmFace:
    """push(now, ...) -> True when `face` is another one; never sooner than `CALM_S` after that."""

    def __init__(self) -> None:
        left, right = (Hip(tr(LABELS[side]), DASH, None) for side in (Side.LEFT, Side.RIGHT))
        self.face = Face((left, right), tr(CADENCE, cadence=DASH), time_text(0))
        self._quality = CalmQuality()
        self._changed_s: float | None = None

    def push(
        self, now_s: float, view: LiveView, steps: Sequence[StanceRecord], limits: Limits
    ) -> bool:
        """Take what is known at a time, seconds of any clock."""
        if view.update is not None:
            self._quality.push(view.update.quality, view.update.t_s)
        if self._changed_s is not None and now_s - self._changed_s < CALM_S:
            return False
        face = face_of(view, self._quality.shown, steps, limits, self.face)
        if face == self.face:
            return False
        self.face, self._changed_s = face, now_s
        return True
