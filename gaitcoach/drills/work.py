"""Work as events: holds with their seconds, repetitions with their faults."""

from __future__ import annotations

from dataclasses import dataclass

from gaitcoach.drills.body import Body
from gaitcoach.drills.definitions import Drill, Measure
from gaitcoach.drills.faults import FaultWatch
from gaitcoach.drills.holds import HoldClock, Running
from gaitcoach.drills.reps import Counted, RepCounter
from gaitcoach.drills.values import DrillEvent, Fault, FaultKind, HeldFor, Rep
from gaitcoach.types import Side

SECOND_S = 1.0
"""Faults of a hold are told second by second."""
LEAST_SECOND_S = 0.5
"""The last, unfinished second of a hold is judged from here on."""


@dataclass(frozen=True, slots=True)
class Busy:
    """Work under way. hold_s : None for a repetition."""

    side: Side | None
    hold_s: float | None = None


class HoldWork:
    """Times holds and judges each of their seconds."""

    def __init__(self, drill: Drill, measure: Measure, faults: FaultWatch) -> None:
        self._drill, self._measure, self._faults = drill, measure, faults
        self._clock = HoldClock(*drill.hold_at)
        self._clock_is_over = False
        self._count: dict[Side | None, int] = {}
        self._judged_s = self._good_s = 0.0
        self._drop = next((r for r in drill.faults if r.kind is FaultKind.DROP), None)

    @property
    def busy(self) -> Busy | None:
        """The hold that lasts."""
        now = self._clock.now
        return Busy(now.side, now.hold_s) if now is not None and now.is_real else None

    def push(self, body: Body) -> list[DrillEvent]:
        """Take one frame; return the faults of a finished second, and a finished hold."""
        measures = {side: self._measure(body, side or Side.LEFT) for side in self._drill.sides}
        before = self._clock.now
        ended = self._clock.push(body.t_s, measures, self._may_count(body.t_s))
        events = [] if ended is None else self._end(ended)
        now = self._clock.now
        if now is None:
            return events
        if before is None or now.t_start_s != before.t_start_s:
            self._judged_s, self._good_s = now.t_start_s, 0.0
        if now.is_real:
            while now.t_last_s - self._judged_s >= SECOND_S:
                events += self._judge(now.side, self._judged_s + SECOND_S)
        return events

    def finish(self) -> list[DrillEvent]:
        """End the hold that lasts."""
        self._clock_is_over = True
        ended = self._clock.finish()
        return [] if ended is None else self._end(ended)

    def look_from(self, faults: FaultWatch, below: Side | None) -> None:
        """Go on where the body is seen otherwise; what has been done stays."""
        self._faults = faults

    def pause(self) -> list[DrillEvent]:
        """End the hold that lasts: that is no touching down. Another may follow."""
        events = self.finish()
        self._clock_is_over = False
        return events

    def _may_count(self, t_s: float) -> bool:
        """Tell whether the clock may run: always, or only while the hips are level."""
        now = self._clock.now
        if not self._drill.level_clock or self._drop is None or now is None:
            return True
        return not self._faults.is_over(self._drop, now.side, t_s)

    def _judge(self, side: Side | None, end_s: float) -> list[DrillEvent]:
        found = self._faults.between(side, self._judged_s, end_s)
        self._good_s += 0.0 if found else end_s - self._judged_s
        self._judged_s = end_s
        return [*found]

    def _end(self, held: Running) -> list[DrillEvent]:
        rest_s = held.t_last_s - self._judged_s
        events = self._judge(held.side, held.t_last_s) if rest_s >= LEAST_SECOND_S else []
        good_s = min(self._good_s, held.hold_s)
        self._count[held.side] = count = self._count.get(held.side, 0) + 1
        hold = HeldFor(held.t_start_s, held.t_last_s, held.side, held.hold_s, good_s, count)
        return [*events, hold, *self._touched_down(hold)]

    def _touched_down(self, hold: HeldFor) -> list[DrillEvent]:
        """A foot that came down too early; the end of the picture is none."""
        if self._clock_is_over or hold.hold_s >= self._drill.hold_s:
            return []
        end_s = hold.t_end_s
        kind = FaultKind.TOUCHED_DOWN
        return [Fault(end_s, end_s, hold.side, kind, hold.hold_s, self._drill.hold_s)]


class RepWork:
    """Counts repetitions and judges each. below : see `look_from`"""

    def __init__(
        self, drill: Drill, measure: Measure, faults: FaultWatch, below: Side | None
    ) -> None:
        self._drill, self._measure = drill, measure
        self.look_from(faults, below)
        self._counts: dict[Side | None, int] = {}

    @property
    def busy(self) -> Busy | None:
        """A movement under way; which leg stands is known at its end."""
        return Busy(None) if self._counter.is_out else None

    def push(self, body: Body) -> list[DrillEvent]:
        """Take one frame; return a finished repetition and its faults."""
        counted = self._counter.push(body)
        return [] if counted is None else self._book(counted)

    def finish(self) -> list[DrillEvent]:
        """A movement under way does not count."""
        return []

    def look_from(self, faults: FaultWatch, below: Side | None) -> None:
        """Go on where the body is seen otherwise; what has been counted stays.

        below : side that somebody lies on
        """
        self._faults, self._counter = faults, RepCounter(self._drill, self._measure, below)

    def pause(self) -> list[DrillEvent]:
        """Forget the movement under way."""
        self._counter.reset()
        return []

    def _book(self, counted: Counted) -> list[DrillEvent]:
        swing, side = counted.swing, counted.side
        self._counts[side] = count = self._counts.get(side, 0) + 1
        lost_s = self._faults.form_lost_s(side, swing.t_rest_s, swing.t_peak_s)
        good_deg = self._counter.far_at(counted, lost_s)
        rep = Rep(swing.t_start_s, swing.t_end_s, side, counted.range_deg, good_deg, count)
        faults = self._faults.between(side, swing.t_start_s, swing.t_end_s)
        lasted_s = swing.t_end_s - swing.t_start_s
        if lasted_s < self._drill.fastest_s:
            span_s, kind = (swing.t_start_s, swing.t_end_s), FaultKind.TOO_FAST
            faults.append(Fault(*span_s, side, kind, lasted_s, self._drill.fastest_s))
        return [rep, *faults]
