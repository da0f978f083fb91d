"""Marks and blocks are written down at the moment that is shown."""

from __future__ import annotations

from gaitcoach.live.notebook import Notebook
from gaitcoach.types import Block, BlockStart


class Desk:
    def __init__(self) -> None:
        self.now_s: float | None = None
        self.events: list[dict] = []
        self.notebook = Notebook(lambda: self.now_s, self.events.append)


def test_nothing_is_noted_before_the_first_picture():
    desk = Desk()
    desk.notebook.mark("early")
    desk.notebook.begin_block(Block.BEFORE)
    assert (desk.notebook.marks, desk.notebook.blocks, desk.events) == ((), (), [])
    assert desk.notebook.block is None


def test_blocks_follow_each_other_and_the_same_one_does_not_begin_twice():
    desk = Desk()
    for desk.now_s, block in ((1.0, Block.BEFORE), (2.0, Block.BEFORE), (3.0, Block.CUE)):
        desk.notebook.begin_block(block)
    desk.now_s = 4.0
    desk.notebook.begin_block(None)
    starts = (BlockStart(1.0, Block.BEFORE), BlockStart(3.0, Block.CUE), BlockStart(4.0, None))
    assert desk.notebook.blocks == starts
    assert desk.notebook.block is None
    told = [(event["event"], event["t_s"], event["block"]) for event in desk.events]
    assert told == [("block", 1.0, "before"), ("block", 3.0, "cue"), ("block", 4.0, None)]


def test_only_before_and_after_are_quiet():
    """Mutant: the cue block measures only."""
    desk = Desk()
    desk.now_s = 1.0
    quiet = []
    for block in (None, Block.BEFORE, Block.CUE, Block.AFTER):
        desk.notebook.begin_block(block)
        quiet.append(desk.notebook.is_quiet)
    assert quiet == [False, True, False, True]
