"""A live run: a capture thread, an analysis thread, and what they leave for screen and record."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from gaitcoach.capture.opencv_source import OpenCVSource
from gaitcoach.capture.reader import Reader
from gaitcoach.capture.slot import HandOff, LatestSlot
from gaitcoach.capture.source import Delivery, FrameSource, SourceSpec, SourceState
from gaitcoach.coaching import StandingGuide
from gaitcoach.errors import GaitCoachError, SourceError
from gaitcoach.language import tr
from gaitcoach.live.album import RunPictures
from gaitcoach.live.events import Event, setup_event, summary_event
from gaitcoach.live.ledger import Ledger
from gaitcoach.live.notebook import Notebook
from gaitcoach.live.people import People, PeopleInline, PeopleWatch
from gaitcoach.live.pipeline import CountPeople, Pipeline, Processed, make_pipeline
from gaitcoach.live.seeing import Seeing
from gaitcoach.live.setup_checks import SetupGuide
from gaitcoach.live.sound_check import SoundCheck
from gaitcoach.live.stickers import proposed_points_px
from gaitcoach.live.stopping import STOP_DEADLINE_S, join_in_time
from gaitcoach.live.view import Check, LiveView, SessionState
from gaitcoach.pelvis.markers import Point
from gaitcoach.settings import Settings
from gaitcoach.types import (
    Cue,
    Frame,
    PhoneView,
    Pose,
    SessionSummary,
    Speaker,
    StanceRecord,
)
from gaitcoach.words import PHONE_MESSAGES, PHONE_MOVED

SHOWN_STEPS = 8
"""So many steps leave a trail in the picture: four of each leg."""
FROM_READER = {
    SourceState.OPENING: SessionState.OPENING,
    SourceState.STREAMING: SessionState.RUNNING,
    SourceState.STALLED: SessionState.STALLED,
    SourceState.RECONNECTING: SessionState.RECONNECTING,
    SourceState.ENDED: SessionState.ENDED,
    SourceState.FAILED: SessionState.FAILED,
    SourceState.STOPPED: SessionState.STOPPED,
}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where a run goes besides the screen. All may be called from worker threads.

    on_event : every rare fact, in order of time, the summary last
    on_frame : every analysed frame (to keep the picture)
    on_measured : the same with everything that was learned from it
    """

    speaker: Speaker
    on_event: Callable[[Event], None] = lambda event: None
    on_frame: Callable[[Frame], None] = lambda frame: None
    on_measured: Callable[[Processed], None] = lambda done: None


class LiveSession:
    """One run from one source. start, view (any time, any thread), stop.

    Parameters
    ----------
    max_s : end by itself after this much time of the source
    versions : of the packages, for the summary
    build : makes the pipeline; a test hands in its own
    people : looks for a second person; None = beside the run when live, in line for every frame
        of a file, which then measures the same each time
    pictures : where the last seconds and the extreme steps are kept; closed at the end
    sound : asks whether the cues are heard; None where nobody could answer
    phone : tells how far the phone is, when one is the camera
    """

    def __init__(
        self,
        settings: Settings,
        spec: SourceSpec,
        outlets: Outlets,
        *,
        max_s: float | None = None,
        versions: dict[str, str] | None = None,
        build: Callable[[Settings, CountPeople], Pipeline] = make_pipeline,
        people: Callable[[], People] | None = None,
        open_source: Callable[[SourceSpec], FrameSource] = OpenCVSource,
        pictures: RunPictures | None = None,
        sound: SoundCheck | None = None,
        phone: Callable[[], PhoneView | None] = lambda: None,
    ) -> None:
        self._settings = settings
        self._phone = phone
        self._spec = spec
        self._outlets = outlets
        self._max_s = max_s
        self._versions = versions or {}
        self._build = build
        live = spec.delivery is Delivery.NEWEST
        self._live = live
        self._make_people = people or (PeopleWatch if live else PeopleInline)
        self._slot: LatestSlot[Frame] | HandOff[Frame] = LatestSlot() if live else HandOff()
        self._reader = Reader(lambda: open_source(spec), spec, self._slot)
        self._analysis = threading.Thread(target=self._run, name="analysis", daemon=False)
        self._stopping = threading.Event()
        self._done = threading.Event()
        self._lock = threading.Lock()
        self._view = LiveView()
        self._failure: GaitCoachError | None = None
        self._notices: dict[str, str] = {}
        self._pipeline: Pipeline | None = None
        self._summary: SessionSummary | None = None
        self._reconnects = 0
        self._obeyed = settings
        self._was_quiet = False
        self._cues: list[Cue] = []
        self._clicked: tuple[Frame, Point, Point, Pose | None] | None = None
        self._guide = StandingGuide(settings.baseline_s or 0.0) if live else None
        self._setup = SetupGuide(offer_stickers=settings.method == "auto") if live else None
        self._notebook = Notebook(self._shown_s, outlets.on_event)
        self._pictures = pictures
        self._sound = sound
        if sound is not None:
            sound.begin()

    def start(self) -> None:
        """Open the source and begin; returns at once."""
        self._reader.start()
        self._analysis.start()

    def view(self) -> LiveView:
        """Return the newest look at the run."""
        status = self._reader.status
        with self._lock:
            view, failure, notices = self._view, self._failure, dict(self._notices)
        state, message = FROM_READER[status.state], status.message
        if failure is not None:
            state, message = SessionState.FAILED, str(failure)
        elif self._done.is_set() and state is not SessionState.FAILED:
            ended = SessionState.STOPPED if self._stopping.is_set() else SessionState.ENDED
            state, message = ended, message
        elif view.frame is None and state is SessionState.RUNNING:
            state = SessionState.OPENING
        if problem := self._outlets.speaker.problem:
            notices["speaker"] = problem
        phone = self._phone()
        if phone is not None and phone.moved:
            notices["phone"] = tr(PHONE_MOVED)
        if phone is not None and state is SessionState.OPENING:
            message = tr(PHONE_MESSAGES[phone.stage])
        shown = tuple(notices.values())
        return replace(view, state=state, message=message, notices=shown, phone=phone)

    def notice(self, key: str, sentence: str | None) -> None:
        """Show a standing trouble on screen, or take it away (None)."""
        with self._lock:
            if sentence is None:
                self._notices.pop(key, None)
            else:
                self._notices[key] = sentence

    def set_threshold(self, threshold_deg: float) -> None:
        """Change the limit; raises `SettingsError` outside what is allowed."""
        self._settings = self._settings.with_threshold(threshold_deg)

    def set_voice(self, on: bool) -> None:
        """Speak the cues, or only record them."""
        self._settings = self._settings.with_changes(voice=on)

    def set_step_tone(self, on: bool) -> None:
        """Beep at every step, or not."""
        self._settings = self._settings.with_changes(step_tone=on)

    @property
    def speaks(self) -> bool:
        """Cues are spoken now."""
        return self._settings.voice

    @property
    def notebook(self) -> Notebook:
        """Where the user's marks and blocks are."""
        return self._notebook

    @property
    def pictures(self) -> RunPictures | None:
        """The pictures of the run, None when none are kept."""
        return self._pictures

    def skip_setup(self) -> None:
        """End the checks of the set-up; what was not good is written down."""
        guide = self._setup
        if guide is not None:
            guide.skip()

    def ask_sound(self) -> None:
        """Play a cue: can the runner hear it?"""
        if self._sound is not None:
            self._sound.ask()

    def answer_sound(self, heard: bool) -> None:
        """Take the runner's answer."""
        if self._sound is not None:
            self._sound.answer(heard)

    def set_metronome(self, percent: int) -> None:
        """Click this much above the own cadence (0, 5 or 10)."""
        self._settings = self._settings.with_changes(metronome_percent=percent)

    def proposed_stickers(self, frame: Frame, pose: Pose | None) -> tuple[Point, Point] | None:
        """Return what looks like two stickers in a frame, pixels; None = nothing does."""
        return proposed_points_px(frame, pose)

    def place_stickers(
        self, frame: Frame, one_px: Point, other_px: Point, pose: Pose | None
    ) -> None:
        """Measure by the stickers under two clicks in a frame; trouble shows as a notice."""
        self._clicked = frame, one_px, other_px, pose

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait until the run is over; True when it is."""
        return self._done.wait(timeout_s)

    @property
    def is_over(self) -> bool:
        return self._done.is_set()

    @property
    def failure(self) -> GaitCoachError | None:
        """Why the run could not go on, None when it could."""
        with self._lock:
            return self._failure

    @property
    def summary(self) -> SessionSummary | None:
        """The run in numbers, once it is over."""
        return self._summary

    @property
    def steps(self) -> tuple[StanceRecord, ...]:
        """All steps of the run, baseline removed."""
        return () if self._pipeline is None else self._pipeline.gait.steps

    @property
    def cues(self) -> tuple[Cue, ...]:
        """All cues of the run, oldest first."""
        return tuple(self._cues)

    def ask_to_stop(self) -> None:
        """Begin to stop and return at once."""
        self._stopping.set()
        self._slot.close()

    def stop(self, deadline_s: float = STOP_DEADLINE_S) -> tuple[str, ...]:
        """Stop everything; return the names of the threads that did not end in time."""
        self.ask_to_stop()
        return join_in_time(self._analysis, self._reader, deadline_s)

    def _run(self) -> None:
        people = None
        try:
            people = self._make_people()
            self._pipeline = self._build(self._settings, people)
            self._use(self._pipeline)
        except GaitCoachError as error:
            self._fail(error)
        except Exception:
            log.exception("analysis failed")
            self._fail(
                GaitCoachError(
                    tr("The analysis stopped by an error of its own."), tr("See the log file.")
                )
            )
        finally:
            if people is not None:
                people.close()
            if self._pictures is not None:
                self._pictures.close()
            self._reader.stop(0.0)
            self._done.set()

    def _fail(self, error: GaitCoachError) -> None:
        with self._lock:
            self._failure = error

    def _use(self, pipeline: Pipeline) -> None:
        ledger = Ledger(pipeline.method, pipeline.method_validated, self._outlets.on_event)
        try:
            self._analyse(pipeline, ledger)
        finally:
            # Whatever happened: the click stops, and the steps so far get their summary.
            self._outlets.speaker.metronome(None)
            try:
                self._close_books(pipeline, ledger)
            finally:
                pipeline.close()

    def _analyse(self, pipeline: Pipeline, ledger: Ledger) -> None:
        with Seeing(self._slot, pipeline.see) as seeing:
            while not self._stopping.is_set() and not self._time_is_up(ledger):
                seen = seeing.take()
                if seen is not None:
                    self._obey_controls(pipeline)
                    done = pipeline.judge(seen.frame, seen.pose)
                    view = self._handle(done, ledger, seen.took_s)
                    if self._pictures is not None:
                        self._pictures.push(view, lambda: pipeline.gait.steps)
                elif seeing.finished:
                    break
        status = self._reader.status
        if status.state is SourceState.FAILED and not self._stopping.is_set():
            self._fail(SourceError(status.message))

    def _time_is_up(self, ledger: Ledger) -> bool:
        return self._max_s is not None and ledger.duration_s >= self._max_s

    def _obey_controls(self, pipeline: Pipeline) -> None:
        clicked, self._clicked = self._clicked, None
        if clicked is not None:
            pipeline.place_stickers(*clicked)
        quiet, was_quiet = self._notebook.is_quiet, self._was_quiet
        self._was_quiet = quiet
        if quiet != was_quiet:
            pipeline.coach.set_quiet(quiet)
        settings, before = self._settings, self._obeyed
        self._obeyed = settings
        if settings.limits != before.limits:
            pipeline.coach.set_limits(settings.limits)
        if settings.metronome_percent != before.metronome_percent:
            pipeline.metronome.set_percent(settings.metronome_percent)

    def _handle(self, done: Processed, ledger: Ledger, model_s: float) -> LiveView:
        now_s = time.monotonic() if self._live else None
        ledger.book(done, self._settings.voice, now_s, self._gap_cause(), model_s=model_s)
        self.notice("method", done.notice or None)
        self._cues += done.cues
        self._speak(done)
        self._guide_standing(done)
        if self._sound is not None:
            self.notice("sound", self._sound.push(done.frame.t_s))
        self._outlets.on_frame(done.frame)
        self._outlets.on_measured(done)
        stats = ledger.stats(self._slot.replaced)
        with self._lock:
            view = replace(
                self._view,
                sequence=self._view.sequence + 1,
                frame=done.frame,
                pose=done.pose,
                angle=done.angle,
                update=done.update,
                last_cue=done.cues[-1] if done.cues else self._view.last_cue,
                stats=stats,
                last_steps=self._last_steps(done),
                block=self._notebook.block,
                cueing=done.cueing,
                method=done.method,
                method_validated=done.validated,
            )
        checks = self._check_setup(view)
        with self._lock:
            self._view = replace(view, checks=checks)
        return view

    def _shown_s(self) -> float | None:
        frame = self.view().frame
        return None if frame is None else frame.t_s

    def _last_steps(self, done: Processed) -> tuple[StanceRecord, ...]:
        usable = tuple(step for step in done.update.new_steps if step.usable)
        return (self._view.last_steps + usable)[-SHOWN_STEPS:]

    def _check_setup(self, view: LiveView) -> tuple[Check, ...]:
        """Return what is still to be set up; its end is written down once."""
        if self._setup is None:
            return ()
        sound = None if self._sound is None else self._sound.point(self._settings)
        checks = self._setup.push(view, () if sound is None else (sound,))
        if self._setup.open is not None:
            self._end_setup(view.frame.t_s)
        return checks

    def _end_setup(self, t_s: float) -> None:
        guide, self._setup = self._setup, None
        if guide is not None:
            guide.skip()
            self._outlets.on_event(setup_event(t_s, guide.open))

    def _gap_cause(self) -> str:
        reconnects, before = self._reader.status.reconnects, self._reconnects
        self._reconnects = reconnects
        if reconnects != before:
            return "reconnected"
        return "loop" if self._spec.loop else "frames missing"

    def _speak(self, done: Processed) -> None:
        speaker, settings = self._outlets.speaker, self._settings
        speaker.metronome(done.metronome_spm if done.cueing else None)
        if settings.voice:
            for cue in done.cues:
                if cue.spoken:
                    speaker.say(cue.phrase)
        if settings.step_tone and done.cueing:
            for step in done.update.new_steps:
                if step.usable:
                    speaker.tone(high=step.drop_deg > settings.limits.of(step.side))

    def _guide_standing(self, done: Processed) -> None:
        """Ask for the standing baseline, in live runs only: nobody in a file can hear."""
        if self._guide is None:
            return
        guidance = self._guide.push(done.update)
        self.notice("level", guidance.notice)
        if guidance.phrase is not None and self._settings.voice:
            self._outlets.speaker.say(guidance.phrase)

    def _close_books(self, pipeline: Pipeline, ledger: Ledger) -> None:
        if (t_s := self._shown_s()) is not None:
            self._end_setup(t_s)  # stopped in the middle of it: what was open is kept all the same
        ledger.book_end(pipeline.finish())
        self._summary = ledger.summary(
            self._spec.name, self._settings, self._slot.replaced, self._versions
        )
        self._outlets.on_event(summary_event(self._summary))
