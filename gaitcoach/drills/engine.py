"""The patient coach: takes frames, counts, times, watches, and knows what comes next."""

from __future__ import annotations

import math
from dataclasses import replace

from gaitcoach.drills.body import Body, BodyReader
from gaitcoach.drills.definitions import Drill, Place
from gaitcoach.drills.faults import FaultWatch
from gaitcoach.drills.gestures import CrossedArms
from gaitcoach.drills.others import OtherDrill
from gaitcoach.drills.place import PlaceWatch
from gaitcoach.drills.prompter import Prompter
from gaitcoach.drills.standing import StandStill
from gaitcoach.drills.support import SupportWatch
from gaitcoach.drills.tally import Tally
from gaitcoach.drills.values import (
    DrillEvent,
    DrillState,
    DrillUpdate,
    Entered,
    Fault,
    FaultKind,
    HeldFor,
    Rep,
)
from gaitcoach.drills.work import Busy, HoldWork, RepWork
from gaitcoach.types import GaitSample, Level, Quality, Viewpoint

POSITION_S = 1.0
"""Standing in view for so long, one is told to begin; who begins earlier is counted too."""
LEFT_S = 4.0
"""Out of the picture for so long after the first work, the drill is over."""
_WAITING = (DrillState.GET_READY, DrillState.CANNOT_TELL)
_READY = (DrillState.POSITION, DrillState.REST, DrillState.SWITCH_SIDES)


class DrillCoach:
    """push(sample) -> DrillUpdate, finish() -> the last one; samples in order of time.

    Parameters
    ----------
    drill : row of `definitions.DRILLS`
    threshold_deg : drop above level that is too much
    level : from an upright edge; None = quiet standing before the drill tells
    look_for_standing : False leaves the camera's roll in
    """

    def __init__(
        self,
        drill: Drill,
        viewpoint: Viewpoint,
        threshold_deg: float,
        level: Level | None = None,
        look_for_standing: bool = True,
    ) -> None:
        self.drill, self.tally = drill, Tally(drill)
        self.threshold_deg = threshold_deg
        self._look = look_for_standing
        self._standing = StandStill(viewpoint, level, look_for_standing)
        self._prompter = Prompter(drill)
        self._other, self._support = OtherDrill(drill), SupportWatch()
        self._worked_lying: bool | None = None
        self._works: list[HoldWork | RepWork] = []
        self.look_from(viewpoint)
        if drill.hold is not None:
            self._works.append(HoldWork(drill, drill.hold, self._faults))
        if drill.wave is not None:
            self._works.append(RepWork(drill, drill.wave, self._faults, viewpoint.lies_on))
        self._state, self._side = DrillState.GET_READY, None
        self._t_s, self._here_s, self._ready_s = math.nan, math.nan, math.nan
        self._reason = Quality.OK
        self._wants_pause: bool | None = None
        self._events: list[DrillEvent] = []

    @property
    def is_done(self) -> bool:
        """Both legs have reached their target, or whoever worked has left."""
        return self._state is DrillState.DONE

    @property
    def level(self) -> Level | None:
        """What counts as level, None while nothing tells."""
        return self._standing.level

    @property
    def holds_on(self) -> bool:
        """A hand was seen to hold on to something: see `support`."""
        return self._support.holds_on

    @property
    def is_lying(self) -> bool:
        """It was, or is to be, done lying; a drill that is seen from the side always is."""
        if self.drill.place is Place.SIDE:
            return True
        return self._lies if self._worked_lying is None else self._worked_lying

    def look_from(self, viewpoint: Viewpoint) -> None:
        """Go on where the body is seen otherwise: it lies down, turns over, gets up.

        Gravity points across the body of who lies: no drop and no lean is a fault then.
        """
        below = viewpoint.lies_on
        self._viewpoint, self._lies = viewpoint, below is not None
        self._reader, self._arms = BodyReader(viewpoint), CrossedArms(viewpoint)
        self._place = PlaceWatch(self.drill.place, viewpoint)
        self._faults = FaultWatch(() if self._lies else self.drill.faults, self.threshold_deg)
        self._prompter.lies = self._lies
        for work in self._works:
            work.look_from(self._faults, below)

    def wait(self, t_s: float, anew: bool) -> DrillUpdate:
        """Let a frame pass in which the body lies down, turns over or gets up.

        anew : it must get ready again
        """
        self._begin(t_s)
        self._here_s = t_s
        if anew and self._state not in (DrillState.PAUSED, DrillState.DONE):
            self._enter(DrillState.GET_READY)
        return self._update(None)

    def _begin(self, t_s: float) -> None:
        self._events = []
        if math.isnan(self._t_s):
            self._events.append(Entered(t_s, self._state, None))
        self._t_s = t_s

    def push(self, sample: GaitSample) -> DrillUpdate:
        """Take one frame."""
        self._begin(sample.t_s)
        if sample.camera_moved:
            self._standing = StandStill(self._viewpoint, None, self._look)
        reason = self._place.push(sample)
        self._look_for_sign(sample)
        if self._state is DrillState.PAUSED:
            self._end_if_left(reason)
            return self._update(None)
        if reason is not Quality.OK:
            self._not_seen(reason)
            return self._update(None)
        body = self._body(sample)
        self._get_ready()
        self._work(body)
        return self._update(body)

    def finish(self) -> DrillUpdate:
        """End the drill: a hold that lasts ends here; a movement under way does not count."""
        self._events = []
        for work in self._works:
            self._book(work.finish())
        if self._state is not DrillState.DONE:
            self._enter(DrillState.DONE)
        return self._update(None)

    def _body(self, sample: GaitSample) -> Body:
        assert sample.pose is not None
        tilt_deg = None if sample.angle is None else sample.angle.obliquity_deg
        body = self._reader.read(sample.pose, tilt_deg)
        self._support.push(sample.pose, body.leg_px)
        if sample.angle is not None and tilt_deg is not None:
            self._standing.push(sample.pose, sample.angle, body)
            body = replace(body, obliquity_deg=tilt_deg - self._standing.own.level_deg)
        self._faults.push(body, self._standing.own)
        return body

    def _get_ready(self) -> None:
        """From first sight to "go"; one good picture among bad ones is no sight yet."""
        self._here_s = self._t_s
        if self._state is DrillState.CANNOT_TELL and self._place.said is not Quality.OK:
            return
        self._reason = Quality.OK
        if self._state in _WAITING:
            self._ready_s = self._t_s
            self._enter(DrillState.POSITION)
        elif self._state is DrillState.POSITION and self._t_s - self._ready_s >= POSITION_S:
            self._enter(DrillState.WORK)

    def pause(self, on: bool) -> None:
        """Pause from the next frame on, or go on: as arms crossed overhead do."""
        self._wants_pause = on

    def _look_for_sign(self, sample: GaitSample) -> None:
        """Arms crossed overhead pause the drill, or let it go on; so does who asks for it."""
        wanted, self._wants_pause = self._wants_pause, None
        if wanted is not None and wanted is not (self._state is DrillState.PAUSED):
            self._turn_pause()
        upright = self.drill.place is Place.FRONT_OR_BEHIND and not self._lies
        if sample.pose is not None and upright and self._arms.push(sample.pose):
            self._turn_pause()

    def _turn_pause(self) -> None:
        if self._state is DrillState.PAUSED:
            self._enter(DrillState.WORK)
        elif self._state is not DrillState.DONE:
            for work in self._works:
                self._book(work.pause())
            if self._state is not DrillState.DONE:
                self._enter(DrillState.PAUSED)

    def _work(self, body: Body) -> None:
        for work in self._works:
            self._book(work.push(body))
        if not self.tally.sides and not self._lies and self._other.push(body):
            self._reason = Quality.OTHER_DRILL
            self._enter(DrillState.CANNOT_TELL, Quality.OTHER_DRILL)
        busy = self._busy
        if busy is not None:
            self._standing.freeze()
            self._side = busy.side or self._side
            if self._state in _READY:
                self._enter(DrillState.WORK)

    @property
    def _busy(self) -> Busy | None:
        return next((work.busy for work in self._works if work.busy is not None), None)

    def _book(self, events: list[DrillEvent]) -> None:
        for event in events:
            again = isinstance(event, Rep | HeldFor) and self.tally.is_done(event.side)
            self._events.append(event)
            self.tally.push(event)
            if not isinstance(event, Rep | HeldFor):
                continue
            if isinstance(event, Rep):
                half_s = (event.t_end_s - event.t_start_s) / 2
                self._support.judge(event.t_start_s - half_s, self._t_s)
            self._side, self._worked_lying = event.side, self._lies
            if again and not self._all_done:
                self._remind(event)
            else:
                self._what_next(event)

    def _remind(self, event: Rep | HeldFor) -> None:
        """The leg that has done its part works again, and the other has not begun."""
        fault = Fault(event.t_start_s, event.t_end_s, event.side, FaultKind.SAME_SIDE, 1.0, 0.0)
        self._events.append(fault)

    def _what_next(self, event: Rep | HeldFor) -> None:
        if self._all_done:
            self._enter(DrillState.DONE)
        elif self.tally.is_done(event.side):
            self._enter(DrillState.SWITCH_SIDES)
        elif isinstance(event, HeldFor):
            self._enter(DrillState.REST)

    @property
    def _all_done(self) -> bool:
        return all(self.tally.is_done(side) for side in self.drill.sides)

    def _not_seen(self, reason: Quality) -> None:
        """Say why, once the reason has lasted; whoever has worked and left has finished."""
        said = self._place.said
        if self._end_if_left(reason):
            return
        if said is not Quality.OK and said is not self._reason:
            self._reason = said
            if self._state is not DrillState.DONE:
                self._enter(DrillState.CANNOT_TELL, said)

    def _end_if_left(self, reason: Quality) -> bool:
        """End the drill when whoever has worked is out of the picture for long."""
        if reason is not Quality.NOBODY:
            self._here_s = self._t_s
        gone = self._place.said is Quality.NOBODY and self._t_s - self._here_s > LEFT_S
        if not gone or not self.tally.sides:
            return False
        for work in self._works:
            self._book(work.finish())
        if self._state is not DrillState.DONE:
            self._enter(DrillState.DONE)
        return True

    def _enter(self, state: DrillState, reason: Quality = Quality.OK) -> None:
        if state is self._state and reason is Quality.OK:
            return
        self._state = state
        self._events.append(Entered(self._t_s, state, self._side, reason))

    def _update(self, body: Body | None) -> DrillUpdate:
        busy = self._busy
        hold_s = None if busy is None else busy.hold_s
        side = self._side
        drop_deg = math.nan if body is None or side is None else body.drop_deg(side)
        return DrillUpdate(
            self._t_s,
            self._state,
            side,
            self.tally.reps(side),
            hold_s or 0.0,
            drop_deg if math.isfinite(drop_deg) else None,
            tuple(self._events),
            self._prompter.push(self._t_s, self._events, hold_s),
        )
