"""Before, with the cue, after: known differences, and intervals that hold as often as they say."""

from __future__ import annotations

import numpy as np
import pytest
from made_up import step

from gaitcoach.gait.blocks import compare_blocks
from gaitcoach.types import Block, BlockStart, Side

LEFT, RIGHT = Side.LEFT, Side.RIGHT
STRIDE_S = 0.72
N = 40


def visit(*means_deg: float, side: Side = RIGHT, noise: np.ndarray | None = None) -> list:
    """N steps for each mean, one block after the other."""
    drops = np.repeat(means_deg, N) + (0.0 if noise is None else noise)
    return [step(side, 1.0 + i * STRIDE_S, float(drop)) for i, drop in enumerate(drops)]


STARTS = [BlockStart(0.6 + i * N * STRIDE_S, block) for i, block in enumerate(Block)]


def test_each_block_has_its_mean_and_its_change_against_the_first():
    """Mutants: sides swapped; before and after swapped; a block reaches into the next."""
    steps = visit(8.0, 5.0, 6.0) + visit(1.0, 1.0, 1.0, side=LEFT)
    before, cue, after = compare_blocks(steps, STARTS, RIGHT)
    assert [mean.block for mean in (before, cue, after)] == list(Block)
    assert [mean.n for mean in (before, cue, after)] == [N, N, N]
    assert (before.mean_deg, before.change_deg) == (8.0, None)
    assert (cue.mean_deg, cue.change_deg) == (5.0, -3.0)
    assert (after.mean_deg, after.change_deg) == (6.0, -2.0)
    assert [mean.change_deg for mean in compare_blocks(steps, STARTS, LEFT)[1:]] == [0.0, 0.0]


def test_steps_outside_all_blocks_and_across_a_border_count_nowhere():
    steps = visit(8.0, 5.0)
    border_s = steps[N].t_start_s + 0.1  # in the middle of a step
    starts = [BlockStart(steps[2].t_end_s, Block.BEFORE), BlockStart(border_s, None)]
    (before,) = compare_blocks(steps, starts, RIGHT)
    assert before.n == N - 3


def test_a_block_that_was_begun_twice_counts_as_one():
    steps = visit(8.0, 5.0, 6.0)
    starts = [BlockStart(start.t_s, STARTS[i % 2].block) for i, start in enumerate(STARTS)]
    before, _ = compare_blocks(steps, starts, RIGHT)
    assert (before.n, before.mean_deg) == (2 * N, 7.0)


@pytest.mark.parametrize("n_before", [0, 6])
def test_too_few_steps_before_leave_the_change_open(n_before: int):
    steps = visit(8.0, 5.0)
    starts = [
        BlockStart(steps[N - n_before].t_start_s - 0.1, Block.BEFORE),
        BlockStart(steps[N].t_start_s - 0.1, Block.CUE),
    ]
    cue = compare_blocks(steps, starts, RIGHT)[-1]
    assert (cue.mean_deg, cue.change_deg, cue.change_ci95_deg) == (5.0, None, None)


def test_unusable_steps_do_not_count():
    steps = [step(RIGHT, 1.0 + i * STRIDE_S, 5.0, usable=i % 2 == 0) for i in range(10)]
    (before,) = compare_blocks(steps, STARTS[:1], RIGHT)
    assert (before.n, before.mean_deg) == (5, None)


def test_the_interval_holds_as_often_as_it_says():
    """Mutants: half the width; the spread of the steps instead of their mean's."""
    rng = np.random.default_rng(5)
    held, widths = 0, []
    for _ in range(400):
        noise = np.concatenate([rng.normal(0, sd, N) for sd in (1.0, 2.0)])
        low, high = compare_blocks(visit(8.0, 5.0, noise=noise), STARTS, RIGHT)[1].change_ci95_deg
        held += low <= -3.0 <= high
        widths.append((high - low) / 2)
    assert 0.92 <= held / 400 <= 0.98
    assert np.mean(widths) == pytest.approx(1.99 * np.sqrt((1 + 4) / N), rel=0.1)
