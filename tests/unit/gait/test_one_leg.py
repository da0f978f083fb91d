"""Standing on one leg: counted while it lasts, and only then."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_up import update

from gaitcoach.gait.one_leg import MAX_BREAK_S, MIN_HOLD_S, Hold, OneLeg
from gaitcoach.types import Limits, Side, Stance

FPS = 30.0


class Standing:
    """Plays stances to a `OneLeg`, one frame after another."""

    def __init__(self, limit_deg: float = 5.0) -> None:
        self.one_leg = OneLeg(Limits.both(limit_deg))
        self.t_s = 10.0

    def on(self, stance: Stance, seconds: float, drop_deg: float | None = 2.0) -> Hold | None:
        hold = None
        for _ in range(round(seconds * FPS)):
            self.t_s += 1 / FPS
            seen = replace(update(self.t_s), stance=stance, drop_now_deg=drop_deg)
            hold = self.one_leg.push(seen)
        return hold


@pytest.mark.parametrize(
    ("stance", "side"), [(Stance.LEFT, Side.LEFT), (Stance.RIGHT, Side.RIGHT)], ids=str
)
def test_a_hold_names_the_leg_and_counts_its_time(stance: Stance, side: Side):
    hold = Standing().on(stance, 12.0)
    assert hold is not None
    assert hold.side is side
    assert hold.hold_s == pytest.approx(12.0, abs=0.1)
    assert hold.level_s == pytest.approx(12.0, abs=0.1)
    assert (hold.drop_deg, hold.mean_deg) == (pytest.approx(2.0), pytest.approx(2.0))


def test_only_time_within_the_limit_is_level():
    """Mutant: the size of the drop is compared; a lifted hip is level enough."""
    one = Standing(limit_deg=5.0)
    one.on(Stance.LEFT, 4.0, 2.0)
    one.on(Stance.LEFT, 4.0, 9.0)
    hold = one.on(Stance.LEFT, 4.0, -9.0)
    assert hold is not None
    assert hold.hold_s == pytest.approx(12.0, abs=0.1)
    assert hold.level_s == pytest.approx(8.0, abs=0.5)
    assert hold.mean_deg == pytest.approx(2 / 3, abs=0.2)


def test_running_is_no_hold():
    one = Standing()
    for _ in range(6):
        assert one.on(Stance.LEFT, 0.27) is None
        assert one.on(Stance.FLIGHT, 0.09) is None
        assert one.on(Stance.RIGHT, 0.27) is None
        assert one.on(Stance.FLIGHT, 0.09) is None


def test_both_feet_end_a_hold_but_a_touch_does_not():
    one = Standing()
    one.on(Stance.LEFT, 5.0)
    one.on(Stance.DOUBLE, MAX_BREAK_S / 2)
    hold = one.on(Stance.LEFT, 5.0)
    assert hold is not None
    assert hold.hold_s > 10.0
    assert one.on(Stance.DOUBLE, 2 * MAX_BREAK_S) is None
    again = one.on(Stance.LEFT, 2.0)
    assert again is not None
    assert again.hold_s == pytest.approx(2.0, abs=0.1)


def test_the_other_leg_begins_anew():
    one = Standing()
    one.on(Stance.LEFT, 5.0)
    assert one.on(Stance.RIGHT, MIN_HOLD_S / 2) is None
    hold = one.on(Stance.RIGHT, 3.0)
    assert hold is not None
    assert (hold.side, round(hold.hold_s, 1)) == (Side.RIGHT, 3.4)


def test_the_best_hold_of_each_leg_is_kept():
    one = Standing()
    for stance, seconds in ((Stance.LEFT, 3.0), (Stance.RIGHT, 2.0), (Stance.LEFT, 1.0)):
        one.on(stance, seconds)
        one.on(Stance.DOUBLE, 1.0)
    best = {side: round(hold.hold_s) for side, hold in one.one_leg.best.items()}
    assert best == {Side.LEFT: 3, Side.RIGHT: 2}


def test_a_pelvis_that_is_not_seen_has_no_drop_but_the_clock_runs():
    one = Standing()
    one.on(Stance.LEFT, 2.0, 4.0)
    hold = one.on(Stance.LEFT, 2.0, None)
    assert hold is not None
    assert (hold.drop_deg, round(hold.hold_s)) == (None, 4)
    hold = one.on(Stance.LEFT, 2.0, 4.0)
    assert hold is not None
    assert hold.mean_deg == pytest.approx(4.0)
    assert hold.level_s == pytest.approx(4.0, abs=0.2)
