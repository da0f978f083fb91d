"""What the user notes while a run goes on: marks, and the blocks of a visit."""

from __future__ import annotations

from collections.abc import Callable

from gaitcoach.live.events import Event, block_event, marker_event
from gaitcoach.types import Block, BlockStart

MEASURES_ONLY = (Block.BEFORE, Block.AFTER)
Mark = tuple[float, str]


class Notebook:
    """Each note is written down at the moment that is shown.

    Parameters
    ----------
    now_s : returns that moment, None before the first picture
    emit : called with the event of each note
    """

    def __init__(self, now_s: Callable[[], float | None], emit: Callable[[Event], None]) -> None:
        self._now_s = now_s
        self._emit = emit
        self._marks: list[Mark] = []
        self._blocks: list[BlockStart] = []

    @property
    def marks(self) -> tuple[Mark, ...]:
        """(time, words), oldest first."""
        return tuple(self._marks)

    @property
    def blocks(self) -> tuple[BlockStart, ...]:
        """The blocks so far, by their beginnings."""
        return tuple(self._blocks)

    @property
    def block(self) -> Block | None:
        """The block that lasts, None in a plain run."""
        return self._blocks[-1].block if self._blocks else None

    @property
    def is_quiet(self) -> bool:
        """True while the block only measures."""
        return self.block in MEASURES_ONLY

    @property
    def now_s(self) -> float | None:
        """The moment that is shown, None before the first picture."""
        return self._now_s()

    def mark(self, text: str, t_s: float | None = None) -> None:
        """Note words, for the moment that is shown or for an earlier one."""
        t_s = self._now_s() if t_s is None else t_s
        if t_s is not None and text.strip():
            self._marks.append((t_s, text.strip()))
            self._marks.sort(key=lambda mark: mark[0])
            self._emit(marker_event(t_s, text.strip()))

    def begin_block(self, block: Block | None) -> None:
        """Begin a block; None = a plain run again."""
        t_s = self._now_s()
        if t_s is not None and block is not self.block:
            self._blocks.append(BlockStart(t_s, block))
            self._emit(block_event(self._blocks[-1]))
