"""The session behind the window: started, looked at and let go of, without any widget."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from gaitcoach.errors import GaitCoachError
from gaitcoach.language import tr
from gaitcoach.live.memory import Moment
from gaitcoach.live.view import LiveView, SessionState
from gaitcoach.settings import Settings
from gaitcoach.types import BlockStart, Cue, StanceRecord, StepKey
from gaitcoach.ui.controls import Controls, SessionHandle

OVER_STATES = (SessionState.ENDED, SessionState.FAILED, SessionState.STOPPED)


@dataclass(frozen=True, slots=True)
class Finished:
    """What is left of a run that is over. pictures : of its extreme steps"""

    view: LiveView
    steps: tuple[StanceRecord, ...]
    cues: tuple[Cue, ...]
    marks: tuple[tuple[float, str], ...] = ()
    blocks: tuple[BlockStart, ...] = ()
    pictures: dict[StepKey, Moment] = field(default_factory=dict)


class Run:
    """At most one session at a time; each is stopped exactly once.

    view : what was last seen; stays after the end, so that the last numbers can still be read
    finished : the run that was let go of last, None before the first
    """

    def __init__(self, controls: Controls) -> None:
        self._controls = controls
        self._handle: SessionHandle | None = None
        self.view = LiveView(state=SessionState.STOPPED)
        self.finished: Finished | None = None

    @property
    def handle(self) -> SessionHandle | None:
        """The running session, None while there is none."""
        return self._handle

    def start(self, settings: Settings) -> None:
        """Begin a new session, letting go of the old one; trouble becomes the view."""
        self._release()
        self.view = LiveView(state=SessionState.OPENING)
        try:
            self._handle = self._controls.start(settings)
        except GaitCoachError as error:
            self.view = LiveView(
                state=SessionState.FAILED, message=f"{tr(error.what)}\n{tr(error.todo)}"
            )

    def stop(self) -> None:
        """Let go of the session, if any, and keep what was last seen."""
        if self._handle is not None:
            self.view = replace(self._handle.view(), state=SessionState.STOPPED, message="")
            self._release()

    def look(self) -> LiveView:
        """Return the newest view; a session that is over is let go of."""
        if self._handle is not None:
            self.view = self._handle.view()
            if self.view.state in OVER_STATES:
                self._release()
        return self.view

    def skip_setup(self) -> None:
        """End the checks of the set-up, if a session runs."""
        if self._handle is not None:
            self._handle.skip_setup()

    def ask_sound(self) -> None:
        """Play a cue, if a session runs: can the runner hear it?"""
        if self._handle is not None:
            self._handle.ask_sound()

    def answer_sound(self, heard: bool) -> None:
        """Tell the session, if one runs, what the runner answered."""
        if self._handle is not None:
            self._handle.answer_sound(heard)

    def _release(self) -> None:
        handle, self._handle = self._handle, None
        if handle is not None:
            self.finished = _finished(handle)
            self._controls.stop(handle)


def _finished(handle: SessionHandle) -> Finished:
    notebook, pictures = handle.notebook, handle.pictures
    return Finished(
        handle.view(),
        handle.steps,
        handle.cues,
        notebook.marks,
        notebook.blocks,
        {} if pictures is None else pictures.of_steps,
    )
