"""When cues are given and when it is only measured: faded feedback."""

from __future__ import annotations

from itertools import pairwise

import pytest
from made_up import step, update

from gaitcoach.coaching import Coach
from gaitcoach.coaching.fading import PERIOD_S, Fading
from gaitcoach.types import Cue, Side

STEP_S = 0.36


class Jog:
    """Feeds updates at every step, and keeps when cues were allowed."""

    def __init__(self, share_percent: int) -> None:
        self.fading = Fading(share_percent)
        self.t_s = 100.0
        self.allowed: list[bool] = []

    def run(self, seconds: float) -> Jog:
        for i in range(round(seconds / STEP_S)):
            self.t_s += STEP_S
            one = step(Side.LEFT if i % 2 else Side.RIGHT, self.t_s, 3.0)
            self.allowed.append(self.fading.push(update(self.t_s, one)))
        return self

    def rest(self, seconds: float) -> Jog:
        for _ in range(round(seconds)):
            self.t_s += 1.0
            self.allowed.append(self.fading.push(update(self.t_s)))
        return self


@pytest.mark.parametrize("share_percent", [100, 75, 50, 25, 10])
def test_cues_come_for_their_share_of_the_running_time(share_percent: int):
    """Mutants: the share of silence instead; the period in minutes."""
    allowed = Jog(share_percent).run(3 * PERIOD_S).allowed
    assert sum(allowed) / len(allowed) == pytest.approx(share_percent / 100, abs=0.01)


def test_they_come_in_blocks_and_a_run_begins_with_them():
    """Mutant: cues switched on and off at every step."""
    allowed = Jog(50).run(2 * PERIOD_S).allowed
    changes = sum(a is not b for a, b in pairwise(allowed))
    assert allowed[0] is True
    assert changes == 3


def test_a_rest_uses_up_no_cues():
    """Mutant: the clock's time counts, and who rested comes back into silence."""
    jog = Jog(50).run(60.0).rest(PERIOD_S)
    assert all(jog.allowed)
    assert sum(not allowed for allowed in jog.run(PERIOD_S - 60.0).allowed) * STEP_S == (
        pytest.approx(PERIOD_S / 2, abs=2.0)
    )


def test_a_fading_coach_measures_on_and_begins_each_block_with_fresh_steps():
    """Mutants: speaks in the silent block; speaks of steps from it."""
    coach, cues, quiet = Coach(share_percent=50), [], []
    t_s = 0.0
    for i in range(round(2 * PERIOD_S / STEP_S)):
        t_s += STEP_S
        drop_deg = 9.0 if i % 2 else 2.0
        one = step(Side.RIGHT if i % 2 else Side.LEFT, t_s, drop_deg + 0.3 * (i % 4 > 1))
        given: tuple[Cue, ...] = coach.push(update(t_s, one))
        cues += [cue.t_s for cue in given]
        quiet.append((t_s, coach.is_quiet))
    began_s = next(t for t, silent in quiet if t > PERIOD_S and not silent)
    assert cues
    assert not [t for t in cues if PERIOD_S / 2 + 1 < t < began_s]
    assert min(t for t in cues if t > PERIOD_S) > began_s + 6 * 2 * STEP_S
    assert quiet[-1][1] is True
