"""The pose model in a thread of its own, so that it works on a frame while the last is judged.

The model lets go of the interpreter while it computes. What follows it (pelvis, gait, coaching)
takes about a millisecond a frame, which would otherwise keep the model waiting.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from gaitcoach.capture.slot import HandOff, Slot
from gaitcoach.types import Frame, Pose

TAKE_S = 0.1


@dataclass(frozen=True, slots=True)
class Seen:
    """A frame with the runner found in it. took_s : time the pose model needed for it."""

    frame: Frame
    pose: Pose | None
    took_s: float


class Seeing:
    """Takes frames from a slot, gives them in order with their pose; a context manager.

    Parameters
    ----------
    slot : where frames come from
    see : finds the pose; called in this thread only
    """

    def __init__(self, slot: Slot[Frame], see: Callable[[Frame], Pose | None]) -> None:
        self._slot = slot
        self._see = see
        self._out: HandOff[Seen] = HandOff(1)
        self._stopping = threading.Event()
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="pose", daemon=False)

    def __enter__(self) -> Seeing:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopping.set()
        self._out.close()
        self._thread.join()

    def take(self) -> Seen | None:
        """Wait a moment for the next frame with its pose; None when there is none yet.

        Raises what `see` raised, once all that was seen before is taken.
        """
        seen = self._out.take(TAKE_S)
        if seen is None and self._out.finished and self._error is not None:
            raise self._error
        return seen

    @property
    def finished(self) -> bool:
        """True when the slot is at its end and everything was taken, errors too."""
        return self._out.finished and self._error is None

    def _run(self) -> None:
        try:
            while not self._stopping.is_set() and not self._slot.finished:
                frame = self._slot.take(TAKE_S)
                if frame is not None:
                    self._out.put(self._seen(frame))
        except Exception as error:  # handed to the thread that takes
            self._error = error
        finally:
            self._out.close()

    def _seen(self, frame: Frame) -> Seen:
        start_s = time.perf_counter()
        pose = self._see(frame)
        return Seen(frame, pose, time.perf_counter() - start_s)
