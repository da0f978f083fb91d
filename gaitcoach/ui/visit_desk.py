"""What a clinician does while a run goes on: mark a moment, begin a block, keep a picture."""

from __future__ import annotations

from gaitcoach.types import Limits
from gaitcoach.ui.controls import Controls
from gaitcoach.ui.live_room import LiveRoom
from gaitcoach.ui.mark_dialog import MarkDialog
from gaitcoach.ui.run import Run
from gaitcoach.ui.visit_panel import NEXT_BLOCK, block_marks


class VisitDesk:
    """Joins the running session's notebook with the run over time and the visit's table."""

    def __init__(self, run: Run, room: LiveRoom, controls: Controls) -> None:
        self._run = run
        self._room = room
        self._controls = controls

    def show(self, limits: Limits) -> None:
        """Show the run so far, where that can be seen."""
        handle = self._run.handle
        if handle is None or not self._room.chart.isVisible():
            return
        notebook, steps = handle.notebook, handle.steps
        marks = (*notebook.marks, *block_marks(notebook.blocks))
        self._room.chart.show_run(steps, handle.cues, marks, limits)
        self._room.visit.show_run(steps, notebook.blocks, self._run.view)

    def ask_mark(self) -> None:
        """Ask what this moment is; the time is that of the question, not of the answer."""
        handle = self._run.handle
        if handle is None or (t_s := handle.notebook.now_s) is None:
            return
        dialog = MarkDialog(self._room)
        dialog.chosen.connect(lambda words: handle.notebook.mark(words, t_s))
        dialog.open()

    def next_block(self) -> bool:
        """Go on from before to cue, to after, and out; False when nothing runs."""
        handle = self._run.handle
        if handle is None:
            return False
        handle.notebook.begin_block(NEXT_BLOCK[handle.notebook.block])
        return True

    def keep_picture(self) -> str | None:
        """Keep the picture with what is drawn on it; return where, None without one."""
        picture = self._room.picture
        if picture.view.frame is None:
            return None
        return self._controls.keep_picture(picture.grab().toImage().save)
