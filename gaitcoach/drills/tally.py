"""What each leg did, and what it is worth."""

from __future__ import annotations

from collections import Counter

from gaitcoach.drills.definitions import Drill
from gaitcoach.drills.values import DrillEvent, Fault, FaultKind, HeldFor, Rep, SideScore
from gaitcoach.types import Side


class Tally:
    """push(event); reps, hold_s and the score of each leg."""

    def __init__(self, drill: Drill) -> None:
        self._drill = drill
        self._reps: dict[Side | None, list[Rep]] = {}
        self._holds: dict[Side | None, list[HeldFor]] = {}
        self._faults: dict[Side | None, list[Fault]] = {}

    def push(self, event: DrillEvent) -> None:
        """Take one event; states are of no account."""
        kinds = {Rep: self._reps, HeldFor: self._holds, Fault: self._faults}
        if (where := kinds.get(type(event))) is not None:
            where.setdefault(event.side, []).append(event)  # type: ignore[arg-type]

    @property
    def sides(self) -> tuple[Side | None, ...]:
        """The legs that have done something."""
        return tuple(side for side in (Side.LEFT, Side.RIGHT, None) if self.reps(side))

    def reps(self, side: Side | None) -> int:
        """Repetitions of a leg; where nothing is counted but time, holds."""
        counted = self._holds if self._drill.wave is None else self._reps
        return len(counted.get(side, []))

    def hold_s(self, side: Side | None) -> float:
        """Time that a leg held."""
        return sum(hold.hold_s for hold in self._holds.get(side, []))

    def is_done(self, side: Side | None) -> bool:
        """The target is reached."""
        if self._drill.wave is not None:
            return self.reps(side) >= self._drill.reps
        full = [hold for hold in self._holds.get(side, []) if hold.hold_s >= self._drill.hold_s]
        return len(full) >= self._drill.reps

    def score(self, side: Side | None) -> SideScore:
        """Return what a leg did. 100 percent = the whole target in good form."""
        faults = self._faults.get(side, [])
        bad = {(fault.t_start_s, fault.t_end_s) for fault in faults}
        reps = self._reps.get(side, [])
        good_reps = sum((rep.t_start_s, rep.t_end_s) not in bad for rep in reps)
        good_s = sum(hold.good_s for hold in self._holds.get(side, []))
        wanted = self._drill.reps * (1.0 if self._drill.wave else self._drill.hold_s)
        share = (good_reps if self._drill.wave else good_s) / wanted
        return SideScore(
            reps=self.reps(side),
            good_reps=good_reps,
            hold_s=self.hold_s(side),
            good_s=good_s,
            faults=dict(Counter(fault.kind for fault in faults)),
            score_percent=100.0 * min(1.0, share),
            findings=self._findings(side),
            range_deg=max((rep.range_deg for rep in reps), default=None),
            good_deg=max((rep.good_deg for rep in reps), default=None),
        )

    def _findings(self, side: Side | None) -> tuple[str, ...]:
        """Standing test: what the clinic notes. A drop or a lean counts when it lasts a second."""
        if self._drill.hold is None:
            return ()
        kinds = {fault.kind for fault in self._faults.get(side, [])}
        held = any(hold.hold_s >= self._drill.hold_s for hold in self._holds.get(side, []))
        found = [str(kind) for kind in FaultKind if kind in kinds]
        if FaultKind.DROP not in kinds and FaultKind.HIPS_SAG not in kinds:
            found.append("level")
        return (*found, "held") if held else tuple(found)
