"""What hangs out for the screen: the newest look at a run, and the troubles that last."""

from __future__ import annotations

import threading
from dataclasses import replace

from gaitcoach.language import tr
from gaitcoach.live.pipeline import Processed
from gaitcoach.live.view import LiveStats, LiveView, SessionState
from gaitcoach.types import Block, PhoneView, StanceRecord
from gaitcoach.words import PHONE_MESSAGES, PHONE_MOVED

SHOWN_STEPS = 8
"""So many steps leave a trail in the picture: four of each leg."""


class Board:
    """The run composes and hangs a view for each frame; whoever shows it looks, from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._view = LiveView()
        self._notices: dict[str, str] = {}

    @property
    def shown_s(self) -> float | None:
        """Time of the picture that hangs out, None before the first."""
        frame = self._view.frame
        return None if frame is None else frame.t_s

    def notice(self, key: str, sentence: str | None) -> None:
        """Show a standing trouble, or take it away (None)."""
        with self._lock:
            if sentence is None:
                self._notices.pop(key, None)
            else:
                self._notices[key] = sentence

    def compose(self, done: Processed, stats: LiveStats, block: Block | None) -> LiveView:
        """Return the view that follows what hangs out by now."""
        before = self._view
        return replace(
            before,
            sequence=before.sequence + 1,
            frame=done.frame,
            pose=done.pose,
            angle=done.angle,
            update=done.update,
            last_cue=done.cues[-1] if done.cues else before.last_cue,
            stats=stats,
            last_steps=_trail(before.last_steps, done),
            block=block,
            cueing=done.cueing,
            method=done.method,
            method_validated=done.validated,
        )

    def hang(self, view: LiveView) -> None:
        """Let it be seen."""
        self._view = view

    def look(
        self, state: SessionState, message: str, sound_problem: str | None, phone: PhoneView | None
    ) -> LiveView:
        """Return what hangs out, with how the run stands at this moment."""
        with self._lock:
            view, notices = self._view, dict(self._notices)
        if view.frame is None and state is SessionState.RUNNING:
            state = SessionState.OPENING
        if sound_problem:
            notices["speaker"] = sound_problem
        if phone is not None and phone.moved:
            notices["phone"] = tr(PHONE_MOVED)
        if phone is not None and state is SessionState.OPENING:
            message = tr(PHONE_MESSAGES[phone.stage])
        shown = tuple(notices.values())
        return replace(view, state=state, message=message, notices=shown, phone=phone)


def _trail(steps: tuple[StanceRecord, ...], done: Processed) -> tuple[StanceRecord, ...]:
    usable = tuple(step for step in done.update.new_steps if step.usable)
    return (steps + usable)[-SHOWN_STEPS:]
