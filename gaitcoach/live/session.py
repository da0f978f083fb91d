"""A live run: what is done with each frame, and what is left for screen and record."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from gaitcoach.capture.opencv_source import OpenCVSource
from gaitcoach.capture.source import FrameSource, SourceSpec
from gaitcoach.coaching import StandingGuide
from gaitcoach.errors import GaitCoachError
from gaitcoach.live.album import RunPictures
from gaitcoach.live.aloud import Aloud
from gaitcoach.live.board import Board
from gaitcoach.live.events import Event, summary_event
from gaitcoach.live.ledger import Ledger
from gaitcoach.live.notebook import Notebook
from gaitcoach.live.people import People, PeopleInline, PeopleWatch
from gaitcoach.live.pipeline import CountPeople, Pipeline, Processed, make_pipeline
from gaitcoach.live.seeing import Seeing
from gaitcoach.live.setting_up import SettingUp
from gaitcoach.live.setup_checks import SetupGuide
from gaitcoach.live.sound_check import SoundCheck
from gaitcoach.live.stickers import proposed_points_px
from gaitcoach.live.threads import STOP_DEADLINE_S, RunThreads
from gaitcoach.live.view import LiveView
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
        self._threads = RunThreads(spec, open_source, self._run)
        live = self._threads.is_live
        self._make_people = people or (PeopleWatch if live else PeopleInline)
        self._board = Board()
        self._pipeline: Pipeline | None = None
        self._summary: SessionSummary | None = None
        self._reconnects = 0
        self._obeyed = settings
        self._was_quiet = False
        self._cues: list[Cue] = []
        self._clicked: tuple[Frame, Point, Point, Pose | None] | None = None
        guide = SetupGuide(offer_stickers=settings.method == "auto") if live else None
        self._setting_up = SettingUp(guide, sound, outlets.on_event)
        standing = StandingGuide(settings.baseline_s or 0.0) if live else None
        self._aloud = Aloud(outlets.speaker, standing)
        self._notebook = Notebook(lambda: self._board.shown_s, outlets.on_event)
        self._pictures = pictures

    def start(self) -> None:
        """Open the source and begin; returns at once."""
        self._threads.start()

    def view(self) -> LiveView:
        """Return the newest look at the run."""
        state, message = self._threads.state()
        return self._board.look(state, message, self._outlets.speaker.problem, self._phone())

    def notice(self, key: str, sentence: str | None) -> None:
        """Show a standing trouble on screen, or take it away (None)."""
        self._board.notice(key, sentence)

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
        self._setting_up.skip()

    def ask_sound(self) -> None:
        """Play a cue: can the runner hear it?"""
        self._setting_up.ask_sound()

    def answer_sound(self, heard: bool) -> None:
        """Take the runner's answer."""
        self._setting_up.answer_sound(heard)

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
        return self._threads.wait(timeout_s)

    @property
    def is_over(self) -> bool:
        return self._threads.is_over

    @property
    def failure(self) -> GaitCoachError | None:
        """Why the run could not go on, None when it could."""
        return self._threads.failure

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
        self._threads.ask_to_stop()

    def stop(self, deadline_s: float = STOP_DEADLINE_S) -> tuple[str, ...]:
        """Stop everything; return the names of the threads that did not end in time."""
        return self._threads.stop(deadline_s)

    def _run(self) -> None:
        people = None
        try:
            people = self._make_people()
            self._pipeline = self._build(self._settings, people)
            self._use(self._pipeline)
        finally:
            if people is not None:
                people.close()
            if self._pictures is not None:
                self._pictures.close()

    def _use(self, pipeline: Pipeline) -> None:
        ledger = Ledger(pipeline.method, pipeline.method_validated, self._outlets.on_event)
        try:
            self._analyse(pipeline, ledger)
        finally:
            # Whatever happened: the click stops, and the steps so far get their summary.
            self._aloud.end()
            try:
                self._close_books(pipeline, ledger)
            finally:
                pipeline.close()

    def _analyse(self, pipeline: Pipeline, ledger: Ledger) -> None:
        with Seeing(self._threads.slot, pipeline.see) as seeing:
            while not self._threads.is_stopping and not self._time_is_up(ledger):
                seen = seeing.take()
                if seen is not None:
                    self._obey_controls(pipeline)
                    done = pipeline.judge(seen.frame, seen.pose)
                    view = self._handle(done, ledger, seen.took_s)
                    if self._pictures is not None:
                        self._pictures.push(view, lambda: pipeline.gait.steps)
                elif seeing.finished:
                    break

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
        now_s = time.monotonic() if self._threads.is_live else None
        ledger.book(done, self._settings.voice, now_s, self._gap_cause(), model_s=model_s)
        self.notice("method", done.notice or None)
        self._cues += done.cues
        self.notice("level", self._aloud.push(done, self._settings))
        self.notice("sound", self._setting_up.listen(done.frame.t_s))
        self._outlets.on_frame(done.frame)
        self._outlets.on_measured(done)
        stats = ledger.stats(self._threads.slot.replaced)
        view = self._board.compose(done, stats, self._notebook.block)
        checks = self._setting_up.push(view, self._settings)
        self._board.hang(replace(view, checks=checks))
        return view

    def _gap_cause(self) -> str:
        reconnects, before = self._threads.reconnects, self._reconnects
        self._reconnects = reconnects
        if reconnects != before:
            return "reconnected"
        return "loop" if self._spec.loop else "frames missing"

    def _close_books(self, pipeline: Pipeline, ledger: Ledger) -> None:
        if (t_s := self._board.shown_s) is not None:
            self._setting_up.end(t_s)
        ledger.book_end(pipeline.finish())
        self._summary = ledger.summary(
            self._spec.name, self._settings, self._threads.slot.replaced, self._versions
        )
        self._outlets.on_event(summary_event(self._summary))
