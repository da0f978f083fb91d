"""One visit, three blocks: before, with the cue, after; and what changed between them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gaitcoach.gait.stats import MIN_STEPS, Z975, t_quantile
from gaitcoach.types import Block, BlockStart, Side, StanceRecord

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class BlockMean:
    """One leg in one block.

    n : usable steps
    mean_deg : of their drops; None before there are enough
    change_deg, change_ci95_deg : against the block before the cue, when both have enough steps
    """

    block: Block
    n: int
    mean_deg: float | None = None
    change_deg: float | None = None
    change_ci95_deg: Interval | None = None


def compare_blocks(
    steps: Sequence[StanceRecord], starts: Sequence[BlockStart], side: Side
) -> tuple[BlockMean, ...]:
    """Return one leg's blocks in their order; a block that was begun twice counts as one.

    Parameters
    ----------
    steps : all steps
    starts : the beginnings of blocks, oldest first; one without a block ends the last

    Notes
    -----
    Body, clothes and camera stay the same during a visit, and so does what the estimator makes
    of them: it goes away with the difference. The interval is that of Welch's test on the steps.
    """
    drops_deg = {block: _drops_deg(steps, starts, side, block) for block in _begun(starts)}
    before_deg = drops_deg.get(Block.BEFORE, np.empty(0))
    return tuple(_mean(block, own_deg, before_deg) for block, own_deg in drops_deg.items())


def _begun(starts: Sequence[BlockStart]) -> list[Block]:
    begun = {start.block for start in starts}
    return [block for block in Block if block in begun]


def _drops_deg(
    steps: Sequence[StanceRecord], starts: Sequence[BlockStart], side: Side, block: Block
) -> np.ndarray:
    own = [step for step in steps if step.side is side and step.usable]
    inside = [step.drop_deg for step in own if _block_of(step, starts) is block]
    return np.array(inside)


def _block_of(step: StanceRecord, starts: Sequence[BlockStart]) -> Block | None:
    """Return the block that a step lies wholly inside, None outside of all."""
    last = None
    for start in starts:
        if step.t_start_s < start.t_s < step.t_end_s:
            return None
        if start.t_s <= step.t_start_s:
            last = start.block
    return last


def _mean(block: Block, own_deg: np.ndarray, before_deg: np.ndarray) -> BlockMean:
    if len(own_deg) < MIN_STEPS:
        return BlockMean(block, len(own_deg))
    mean_deg = float(own_deg.mean())
    if block is Block.BEFORE or len(before_deg) < MIN_STEPS:
        return BlockMean(block, len(own_deg), mean_deg)
    change_deg = mean_deg - float(before_deg.mean())
    half_deg = welch_half_width_deg(own_deg, before_deg)
    interval = (change_deg - half_deg, change_deg + half_deg)
    return BlockMean(block, len(own_deg), mean_deg, change_deg, interval)


def welch_half_width_deg(one_deg: np.ndarray, other_deg: np.ndarray) -> float:
    """Return half the 95 % interval of the difference of two means (Welch 1947)."""
    shares = [float(drops.var(ddof=1)) / len(drops) for drops in (one_deg, other_deg)]
    variance = sum(shares)
    if variance == 0.0:
        return 0.0
    counts = (len(one_deg), len(other_deg))
    freedom = variance**2 / sum(share**2 / (n - 1) for share, n in zip(shares, counts, strict=True))
    return t_quantile(Z975, max(5, math.floor(freedom))) * math.sqrt(variance)
