"""Drills live, one after another: a capture thread, an analysis thread, a view for the screen."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from typing import Any

from gaitcoach.capture.opencv_source import OpenCVSource
from gaitcoach.capture.source import FrameSource, SourceSpec
from gaitcoach.drills import Drill
from gaitcoach.drills.lying import lying_watch
from gaitcoach.drills.values import DrillEvent
from gaitcoach.errors import GaitCoachError
from gaitcoach.language import tr
from gaitcoach.live.drill_eyes import Eyes, OpenEyes, as_seen
from gaitcoach.live.drill_face import REST_S, Face, FaceKeeper, Step
from gaitcoach.live.drill_view import DoneNow, DrillView, Watched
from gaitcoach.live.drill_watch import DrillWatch
from gaitcoach.live.outlook import Outlook, Seen
from gaitcoach.live.threads import STOP_DEADLINE_S, RunThreads
from gaitcoach.live.view import SessionState
from gaitcoach.settings import Settings
from gaitcoach.types import Frame, Quality, Speaker, Turn, View, Viewpoint
from gaitcoach.words import QUALITY_MESSAGES

TAKE_S = 0.1


class DrillSession:
    """Drills from one live source. start, view (any time, any thread), stop.

    Parameters
    ----------
    drills : done in this order, a rest between them
    seen : from where the camera looks; None = found out, and again when the body turns round
    noted : said of each of them beforehand; goes into their summaries
    on_event, on_done : every event, and every drill that is over; called from a worker
    on_begun : called with each watch that begins
    """

    def __init__(
        self,
        drills: Sequence[Drill],
        settings: Settings,
        spec: SourceSpec,
        speaker: Speaker,
        *,
        seen: Seen | None = None,
        noted: Mapping[str, Any] | None = None,
        on_event: Callable[[DrillEvent], None] = lambda event: None,
        on_done: Callable[[DoneNow], None] = lambda done: None,
        on_begun: Callable[[DrillWatch], None] = lambda watch: None,
        eyes: Eyes | None = None,
        open_source: Callable[[SourceSpec], FrameSource] = OpenCVSource,
    ) -> None:
        self._settings, self._declared = as_seen(settings, drills), seen
        self._speaker = speaker
        self._on_event, self._on_done, self._on_begun = on_event, on_done, on_begun
        self._look_with, self._noted = eyes or Eyes(), noted or {}
        self._threads = RunThreads(spec, open_source, self._run, name="drill")
        self._lock, self._skipping = threading.Lock(), threading.Event()
        self._asked_pause: bool | None = None
        self._speaks = settings.voice
        self._view = DrillView(tuple(drills))
        self._began = datetime.now().astimezone()

    # -- from any thread -----------------------------------------------------------------------

    def start(self) -> None:
        """Open the source and begin; returns at once."""
        self._threads.start()

    def view(self) -> DrillView:
        """Return the newest look."""
        with self._lock:
            view = self._view
        is_over = self.is_over  # asked first: it may end in between
        state, message = self._threads.state()
        if not is_over and state in (SessionState.ENDED, SessionState.STOPPED):
            state = SessionState.RUNNING  # the last pictures are still looked at
        elif view.watched is None and state is SessionState.RUNNING:
            state = SessionState.OPENING
        problem = self._speaker.problem if self._speaks else None
        notices = view.notices if problem is None else (*view.notices, problem)
        return replace(view, state=state, message=message, notices=notices)

    @property
    def is_paused(self) -> bool:
        return self._view.face.step is Step.PAUSED

    def pause(self, on: bool) -> None:
        """Count nothing for a while, or go on; a hold ends by it."""
        self._asked_pause = on

    def skip(self) -> None:
        """End the drill, or the rest before the next one."""
        self._skipping.set()

    def set_voice(self, on: bool) -> None:
        """Speak, or be silent."""
        self._speaks = on

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait until it is over; True when it is."""
        return self._threads.wait(timeout_s)

    @property
    def is_over(self) -> bool:
        return self._threads.is_over

    @property
    def failure(self) -> GaitCoachError | None:
        """Why it could not go on, None when it could."""
        return self._threads.failure

    def ask_to_stop(self) -> None:
        """Begin to stop and return at once."""
        self._threads.ask_to_stop()

    def stop(self, deadline_s: float = STOP_DEADLINE_S) -> tuple[str, ...]:
        """Stop everything; return the names of the threads that did not end in time."""
        return self._threads.stop(deadline_s)

    # -- the analysis thread -------------------------------------------------------------------

    def _run(self) -> None:
        with (
            closing(OpenEyes(self._settings, self._look_with)) as self._eyes,
            closing(self._look_with.people()) as self._people,
        ):
            self._do_all()

    def _do_all(self) -> None:
        seen, before = self._declared, None
        for place, drill in enumerate(self._view.drills):
            if before is not None and not self._rest_before(place):
                return
            if before is not None and (before.place is not drill.place or _lay(seen)):
                seen = self._declared
            seen, before = self._do(drill, seen), drill
            if self._is_ending:
                return

    def _do(self, drill: Drill, seen: Seen | None) -> Seen:
        """Do one drill; return from where it was seen."""
        while True:
            at_last = self._do_as_seen(drill, seen or self._find_out(drill))
            if at_last is not None:
                return at_last
            seen = None

    @property
    def _is_ending(self) -> bool:
        return self._threads.is_stopping or self._threads.slot.finished

    def _next_frame(self) -> Frame | None:
        """Wait for a picture; None at the end of everything."""
        while not self._is_ending:
            if (frame := self._threads.slot.take(TAKE_S)) is not None:
                return frame
        return None

    def _find_out(self, drill: Drill) -> Seen:
        """Show the picture until it is known from where the camera looks, or all is at its end."""
        viewpoint = Viewpoint(View.BEHIND, self._settings.mirror)
        facing, mirrored = self._eyes.facing(viewpoint), self._settings.mirror
        outlook = Outlook(True, facing, lying_watch(drill), mirrored)
        tracker = self._eyes.tracker(viewpoint)
        while (frame := self._next_frame()) is not None:
            tracker.viewpoint = viewpoint = outlook.viewpoint
            pose = tracker.track(frame)
            seen = outlook.push(frame, pose)
            watched = Watched(frame, pose, turn=viewpoint.turn)
            self._show(watched, Face(Step.LOOKING), viewpoint=None)
            if seen is not None:
                return seen
        return outlook.best

    def _do_as_seen(self, drill: Drill, seen: Seen) -> Seen | None:
        """Do one drill to its end; return from where it was seen at last.

        None when the body showed its other side before it began.
        """
        is_declared = self._declared is not None
        watch = DrillWatch(drill, self._settings, seen, self._people, self._eyes, is_declared)
        self._began = datetime.now().astimezone()
        self._skipping.clear()
        self._on_begun(watch)
        if not self._watch_on(watch, FaceKeeper(drill)):
            return None
        if self._view.sequence:  # a camera that never gave a picture has shown no drill
            self._end(watch)
        return watch.seen

    def _watch_on(self, watch: DrillWatch, keeper: FaceKeeper) -> bool:
        while not (watch.is_done or self._skipping.is_set()):
            if (frame := self._next_frame()) is None:
                return True
            asked, self._asked_pause = self._asked_pause, None
            if asked is not None:
                watch.coach.pause(asked)
            watched = watch.push(frame)
            face = keeper.push(watched.update)
            self._tell(watched, keeper.phrases)
            self._show(watched, face, watch.viewpoint, self._notices(watch))
            if watch.is_turned_round and not watch.coach.tally.sides and self._declared is None:
                return False
        return True

    def _notices(self, watch: DrillWatch) -> tuple[str, ...]:
        swapped = tr(QUALITY_MESSAGES[Quality.LABELS_SWAPPED]) if watch.is_turned_round else ""
        return tuple(note for note in (watch.note, swapped) if note)

    def _tell(self, watched: Watched, phrases: tuple[str, ...]) -> None:
        for event in watched.update.events:
            self._on_event(event)
        if phrases and self._speaks:
            # A new phrase cuts off an older one: of several the last says most.
            self._speaker.say(phrases[-1])

    def _end(self, watch: DrillWatch) -> None:
        for event in watch.finish().events:
            self._on_event(event)
        done = DoneNow(watch.drill, self._began, watch.summary() | self._noted)
        with self._lock:
            face = replace(self._view.face, step=Step.DONE, fault=None, rest_left_s=None)
            self._view = replace(self._view, face=face, done=(*self._view.done, done))
        self._on_done(done)

    def _rest_before(self, place: int) -> bool:
        """Show the picture while whoever exercises rests; False at the end of everything."""
        self._skipping.clear()
        with self._lock:
            self._view = replace(self._view, place=place)
        until_s = None
        while (frame := self._next_frame()) is not None:
            until_s = until_s or frame.t_s + REST_S
            if frame.t_s >= until_s or self._skipping.is_set():
                return True
            face = Face(Step.NEXT, rest_left_s=until_s - frame.t_s)
            self._show(Watched(frame, None), face, self._view.viewpoint)
        return False

    def _show(
        self,
        watched: Watched,
        face: Face,
        viewpoint: Viewpoint | None,
        notices: tuple[str, ...] = (),
    ) -> None:
        with self._lock:
            self._view = replace(
                self._view,
                sequence=self._view.sequence + 1,
                watched=watched,
                face=face,
                viewpoint=viewpoint,
                notices=notices,
            )


def _lay(seen: Seen | None) -> bool:
    return seen is not None and seen.turn is not Turn.NONE
