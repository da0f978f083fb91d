"""The coach: watches finished steps and decides when to say what."""

from __future__ import annotations

from collections import deque

from gaitcoach.coaching.fading import Fading
from gaitcoach.coaching.rules import (
    DROPS_TOO_FAR,
    RULES,
    WINDOW_S,
    WINDOW_STEPS,
    Evidence,
    Rule,
    gather,
)
from gaitcoach.gait.stats import MIN_STEPS
from gaitcoach.types import (
    CameraRoll,
    Cue,
    CueKind,
    CueReason,
    GaitUpdate,
    Limits,
    Quality,
    Side,
    StanceRecord,
)

CLEARLY_WORSE_DEG = 1.0
"""One hip is named only when its interval lies this far above the other side's."""
WORDS_HOLD_S = 4.0
"""General words are meant for both hips: a side that proves to need them this soon has had them."""
USUAL = Limits.both(5.0)
"""Often called too much; no limit is proven, so every user sets their own."""
MAY_SPEAK = frozenset({Quality.OK, Quality.TOO_FEW_STEPS})
"""Any other quality means that the picture cannot be trusted now: silence.

Too few steps may be one side's only; the side that speaks is counted by itself.
"""


class Coach:
    """push(update) -> cues (none or one). Words for both sides: spoken once, booked for each.

    Parameters
    ----------
    limits : drop above the standing baseline that is too much, for each stance leg
    phrase : key of the words for a correction
    share_percent : of the running time with cues, in blocks; 100 = always
    """

    def __init__(
        self, limits: Limits = USUAL, phrase: str = "hips_level", share_percent: int = 100
    ) -> None:
        self._limits = limits
        self._phrase = phrase
        self._fading = Fading(share_percent)
        self._told_quiet = self._was_quiet = False
        self._may_cue = True
        self.reset()

    def reset(self) -> None:
        """Forget all steps and cues."""
        self._steps: dict[Side, deque[StanceRecord]] = {
            side: deque(maxlen=WINDOW_STEPS) for side in Side
        }
        self._since_cue: dict[Side, int | None] = dict.fromkeys(Side)
        self._last_said_s: float | None = None
        self._last_side: Side | None = None
        self._also_for: Side | None = None
        self._baseline_deg: float | None = None
        self._level: CameraRoll | None = None

    @property
    def is_quiet(self) -> bool:
        """True while it only measures: it was told to, or the cues are fading."""
        return self._told_quiet or not self._may_cue

    def set_quiet(self, on: bool) -> None:
        """Only measure, or coach."""
        self._told_quiet = on

    def set_limits(self, limits: Limits) -> None:
        """Change what is too much from the next step on."""
        self._limits = limits

    def push(self, update: GaitUpdate) -> tuple[Cue, ...]:
        """Take one update; return what to say now."""
        if update.baseline_deg != self._baseline_deg:
            # Steps measured against another baseline cannot be compared with the next ones.
            self._baseline_deg = update.baseline_deg
            self._forget_steps()
        self._level = _level(update)
        self._may_cue = self._fading.push(update)
        if self._was_quiet and not self.is_quiet:
            # Whoever begins to coach begins with fresh steps.
            self._forget_steps()
        self._was_quiet = self.is_quiet
        new = [step for step in update.new_steps if step.usable]
        for step in new:
            self._take(step)
        if self.is_quiet or not new or update.quality not in MAY_SPEAK:
            return ()
        return self._decide(update)

    def _forget_steps(self) -> None:
        for steps in self._steps.values():
            steps.clear()

    def _take(self, step: StanceRecord) -> None:
        self._steps[step.side].append(step)
        since = self._since_cue[step.side]
        if since is not None:
            self._since_cue[step.side] = since + 1

    def _decide(self, update: GaitUpdate) -> tuple[Cue, ...]:
        evidence = {side: self._evidence(side, update.t_s) for side in self._order()}
        for rule in RULES:
            if self._last_said_s is not None and update.t_s - self._last_said_s < rule.wait_s:
                continue
            for seen in evidence.values():
                if seen is not None and rule.holds(seen):
                    return (self._say(rule, seen, evidence, update.t_s),)
        return self._tell_also(evidence, update.t_s)

    def _tell_also(self, evidence: dict[Side, Evidence | None], t_s: float) -> tuple[Cue, ...]:
        """Book the general words just spoken for the other side too, if it needs them."""
        side, said_s = self._also_for, self._last_said_s
        if side is None or said_s is None or t_s - said_s > WORDS_HOLD_S:
            return ()
        seen = evidence[side]
        if seen is None or not DROPS_TOO_FAR.holds(seen):
            return ()
        self._since_cue[side] = 0
        self._also_for = None
        return (_cue(DROPS_TOO_FAR, seen, self._phrase, t_s, spoken=False),)

    def _order(self) -> list[Side]:
        """Ask the side first that was not spoken to last, so that both get their turn."""
        return sorted(Side, key=lambda side: side is self._last_side)

    def _evidence(self, side: Side, now_s: float) -> Evidence | None:
        fresh = [step for step in self._steps[side] if now_s - step.t_end_s <= WINDOW_S]
        if len(fresh) < MIN_STEPS:
            return None
        return gather(side, fresh, self._limits.of(side), self._level, self._since_cue[side])

    def _say(
        self, rule: Rule, seen: Evidence, evidence: dict[Side, Evidence | None], t_s: float
    ) -> Cue:
        self._last_said_s = t_s
        self._last_side = seen.side
        if rule.kind is CueKind.CORRECT:
            self._since_cue[seen.side] = 0
            phrase = self._words(seen, evidence[seen.side.other])
        else:
            self._since_cue[seen.side] = None
            phrase = "better"
        general = rule.kind is CueKind.CORRECT and phrase == self._phrase
        self._also_for = seen.side.other if general else None
        return _cue(rule, seen, phrase, t_s)

    def _words(self, seen: Evidence, other: Evidence | None) -> str:
        """Name the hip that drops when it is clearly the worse one, else the general words.

        Both are meant when both drop too far. Without a baseline camera roll looks like a
        difference between the sides: never name one.
        """
        if self._baseline_deg is None or other is None or other.mean_deg > other.threshold_deg:
            return self._phrase
        if seen.lower_deg <= other.upper_deg + CLEARLY_WORSE_DEG:
            return self._phrase
        return "left_hip" if seen.side.other is Side.LEFT else "right_hip"


def _level(update: GaitUpdate) -> CameraRoll | None:
    """Return what is not yet taken off the drops, None when nothing tells what level is."""
    if update.baseline_deg is not None:
        return CameraRoll(0.0, update.baseline_sigma_deg or 0.0)
    return update.roll


def _cue(rule: Rule, seen: Evidence, phrase: str, t_s: float, spoken: bool = True) -> Cue:
    reason = CueReason(
        rule=rule.name,
        metric="drop_deg",
        value_deg=seen.mean_deg,
        lower_bound_deg=seen.lower_deg,
        threshold_deg=seen.threshold_deg,
        n_steps=seen.n,
    )
    return Cue(t_s, rule.kind, phrase, seen.side, reason, spoken)
