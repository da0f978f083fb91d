"""What the window needs from the rest of the program, and nothing more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from gaitcoach.drills import Drill
from gaitcoach.live.drill_view import DrillView
from gaitcoach.live.notebook import Notebook
from gaitcoach.live.view import LiveView
from gaitcoach.settings import Settings
from gaitcoach.types import Cue, Frame, PhoneView, Pose, StanceRecord
from gaitcoach.ui.texts import RunLine
from gaitcoach.ui.toasts import Work

if TYPE_CHECKING:  # loads OpenCV, for which the first window does not wait
    from gaitcoach.library import Answer, Library
    from gaitcoach.live.album import RunPictures
    from gaitcoach.live.photo_desk import PhotoChoice, PhotoShown

Point = tuple[float, float]


class Preview(Protocol):
    """A source that is being looked at. No call blocks."""

    @property
    def trouble(self) -> str:
        """Why there is no picture, "" while there is hope."""
        ...

    @property
    def frame(self) -> Frame | None:
        """The newest picture, None before the first."""
        ...

    def stop(self) -> None:
        """Let go of the source."""
        ...


class Voice(Protocol):
    """A voice of this machine; see `gaitcoach.voice.voices.VoiceName`."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...

    def speaks(self, language: str) -> bool: ...


class VoiceDesk(Protocol):
    """Tries and chooses words and voices. No call blocks."""

    def use(self, settings: Settings) -> None:
        """Speak as these settings say from now on, in the chosen language."""
        ...

    def try_out(self, settings: Settings, key: str) -> None:
        """Speak one phrase as these settings say."""
        ...

    @property
    def trouble(self) -> str:
        """Why the phrase that was tried last is not heard, "" = nothing is known against it."""
        ...

    def voices(self) -> Sequence[Voice]:
        """Return the voices known by now, without asking the engine here."""
        ...


class SessionHandle(Protocol):
    """One running session. Every call answers at once and may come from the window's thread."""

    def view(self) -> LiveView:
        """Return the newest look at the session."""
        ...

    @property
    def steps(self) -> tuple[StanceRecord, ...]:
        """All steps so far, oldest first, put right when a baseline came later.

        The gauges read them here and not from the views: a window that is busy for a moment
        misses views, but may miss no step.
        """
        ...

    @property
    def cues(self) -> tuple[Cue, ...]:
        """All cues so far, oldest first."""
        ...

    def set_threshold(self, threshold_deg: float) -> None:
        """Change how much drop is too much, degrees above the baseline."""
        ...

    def set_voice(self, on: bool) -> None:
        """Speak cues or not."""
        ...

    def set_step_tone(self, on: bool) -> None:
        """Beep at every step or not."""
        ...

    def proposed_stickers(self, frame: Frame, pose: Pose | None) -> tuple[Point, Point] | None:
        """Return what looks like the two stickers in a frame that was shown; takes a few ms."""
        ...

    def place_stickers(
        self, frame: Frame, one_px: Point, other_px: Point, pose: Pose | None
    ) -> None:
        """Measure by the stickers under two clicks in a frame that was shown."""
        ...

    @property
    def notebook(self) -> Notebook:
        """Where marks and blocks are noted."""
        ...

    @property
    def pictures(self) -> RunPictures | None:
        """The last seconds and the extreme steps; None when no pictures are kept."""
        ...

    def skip_setup(self) -> None:
        """End the checks of the set-up as they stand."""
        ...

    def ask_sound(self) -> None:
        """Play a cue: can the runner hear it?"""
        ...

    def answer_sound(self, heard: bool) -> None:
        """Take the runner's answer."""
        ...

    def set_metronome(self, percent: int) -> None:
        """Click this much above the runner's own cadence: 0 (off), 5 or 10 percent."""
        ...


class DrillHandle(Protocol):
    """Drills that are done one after another. Every call answers at once."""

    def view(self) -> DrillView:
        """Return the newest look at them."""
        ...

    @property
    def phone(self) -> PhoneView | None:
        """The phone that is the camera, None when something else is."""
        ...

    @property
    def kept(self) -> Sequence[Answer]:
        """What the store answers for each drill that was handed to it."""
        ...

    @property
    def is_paused(self) -> bool: ...

    def pause(self, on: bool) -> None:
        """Count nothing for a while, or go on."""
        ...

    def skip(self) -> None:
        """End the drill, or the rest before the next one."""
        ...

    def set_voice(self, on: bool) -> None:
        """Speak or not."""
        ...


class PhotoWork(Work, Protocol):
    """Work that brings something. result : what it brought, once it ended well"""

    result: Any


class PhotoDesk(Protocol):
    """Reads photographs. Every call begins work and answers at once."""

    def find(self, dropped: Sequence[str]) -> PhotoWork:
        """Look what files and folders are; brings a `gaitcoach.live.photo_desk.Found`."""
        ...

    def read(self, path: str, choice: PhotoChoice, settings: Settings) -> PhotoWork:
        """Read one picture; brings a `gaitcoach.live.photo_desk.PhotoShown`."""
        ...

    def read_burst(
        self, paths: Sequence[str], choices: Mapping[str, PhotoChoice], settings: Settings
    ) -> PhotoWork:
        """Read pictures as one burst; brings a `gaitcoach.live.burst.BurstResult`."""
        ...

    def save(
        self, shown: PhotoShown, path: str, settings: Settings, *, blur_faces: bool
    ) -> PhotoWork:
        """Write the annotated picture; brings a sentence that says so."""
        ...


class Controls(Protocol):
    """Starts and stops sessions. None of these calls may block: the waiting is done by workers."""

    def start(self, settings: Settings) -> SessionHandle:
        """Begin a session; the source opens in a worker and its trouble shows in the view.

        Raises `GaitCoachError` when it cannot even begin. A camera that an earlier session has
        not let go of yet is waited for in the worker.
        """
        ...

    def stop(self, handle: SessionHandle) -> None:
        """Ask a session to stop and return at once; called exactly once for each session."""
        ...

    def start_drills(self, drills: Sequence[Drill], settings: Settings, load: str) -> DrillHandle:
        """Begin drills, one after another; trouble with the source shows in the view.

        load : what is worked against; each drill that is over is kept for `settings.runner`
        Raises `GaitCoachError` when they cannot even begin.
        """
        ...

    def stop_drills(self, handle: DrillHandle) -> None:
        """Ask them to stop and return at once; called exactly once for each handle."""
        ...

    def keep_setup(self, settings: Settings) -> None:
        """Keep a run's set-up for the next time."""
        ...

    def save_settings(self, settings: Settings) -> None:
        """Keep settings as the defaults of every run, without waiting; `news` tells of trouble."""
        ...

    @property
    def voice_desk(self) -> VoiceDesk:
        """Where words and voices are tried and chosen."""
        ...

    def last_setup(self) -> Settings | None:
        """Return the set-up that was kept last, None before there was one."""
        ...

    def recent(self) -> Sequence[RunLine]:
        """Return the newest runs known by now, without reading a disk here."""
        ...

    def preview(self, source: str) -> Preview:
        """Look at a source before it is chosen; its trouble is told, never raised."""
        ...

    def export_steps(self, steps: Sequence[StanceRecord], path: str, method: str) -> Work:
        """Begin to write steps as a table; returns the work, which tells its trouble itself."""
        ...

    def analyze_videos(self, paths: Sequence[str], settings: Settings) -> Work:
        """Begin to measure video files, one after the other, each a run of `settings.runner`.

        Returns the work: its `share` tells how far it is, its `result` how many were measured. A
        file that cannot be measured, or is called off, leaves no run; of several the others go on
        and its trouble is in `news`.
        """
        ...

    def news(self) -> Sequence[str]:
        """Return trouble with what is over (a record that could not be written), each once."""
        ...

    def keep_picture(self, save: Callable[[str], bool]) -> str:
        """Let a worker call `save` with the path of a new picture file; returns that path.

        `save` tells whether it could; trouble becomes a notice of the running session.
        """
        ...

    def discard_last(self) -> None:
        """Delete the record of the run that was stopped last."""
        ...

    @property
    def library(self) -> Library:
        """The runs that were kept; it answers from a worker."""
        ...

    @property
    def photos(self) -> PhotoDesk:
        """Where photographs are read."""
        ...

    def cameras(self) -> list[tuple[str, str]]:
        """Return (label, source) of the cameras known by now, without looking for them here."""
        ...
