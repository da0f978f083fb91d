"""A coach that is fed with made-up steps of known drops."""

from __future__ import annotations

from made_up import step, update

from gaitcoach.coaching import Coach
from gaitcoach.types import Cue, CueKind, Side, StanceRecord

STEP_S = 0.36
LEFT, RIGHT = Side.LEFT, Side.RIGHT


class Run:
    """Feeds a coach one step at a time, left and right in turn, and keeps what it said.

    jitter_deg : the steps of a side differ by this much in turn, as real ones do
    """

    def __init__(self, coach: Coach, **how: object) -> None:
        self.coach = coach
        self.how = how
        self.t_s = 0.0
        self.cues: list[Cue] = []
        self.usable = dict.fromkeys(Side, 0)
        self.said_after: list[int] = []

    def go(self, n_steps: int, left_deg: float, right_deg: float, **change: object) -> Run:
        """Add `n_steps` of each side."""
        usable = bool(change.pop("usable", True))
        for i in range(n_steps):
            jitter_deg = 0.3 if i % 2 else -0.3
            for side, drop_deg in ((LEFT, left_deg), (RIGHT, right_deg)):
                self.t_s += STEP_S
                one = step(side, self.t_s, drop_deg + jitter_deg, usable)
                self.push(one, **change)
        return self

    def push(self, one: StanceRecord, **change: object) -> None:
        self.usable[one.side] += one.usable
        cues = self.coach.push(update(self.t_s, one, **(self.how | change)))
        self.cues.extend(cues)
        self.said_after.extend(self.usable[cue.side] for cue in cues)

    def wait(self, wait_s: float) -> Run:
        self.t_s += wait_s
        return self

    @property
    def corrections(self) -> list[Cue]:
        return [cue for cue in self.cues if cue.kind is CueKind.CORRECT]

    @property
    def spoken(self) -> list[Cue]:
        return [cue for cue in self.cues if cue.spoken]

    @property
    def praise(self) -> list[Cue]:
        return [cue for cue in self.cues if cue.kind is CueKind.PRAISE]
