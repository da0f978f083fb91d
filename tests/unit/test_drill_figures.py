"""The script behind the drills page's figures: what it calls right is right, and nothing else."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import numpy as np
import pytest

from gaitcoach.drills import drill_named
from gaitcoach.drills.values import Fault, FaultKind, HeldFor
from gaitcoach.types import Side

SCRIPT = Path(__file__).parents[2] / "docs" / "drill_accuracy.py"
BEGIN_S, END_S = 2.0, 12.0
STANCE = drill_named("single_leg_stance")


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("drill_accuracy", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["drill_accuracy"] = module  # where a dataclass looks for its module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["drill_accuracy"]


def truth_of(leg: str) -> dict:
    """A hold on one leg whose free hip hangs by 8 degrees from second 5 to 8."""
    t_s = np.arange(0.0, 15.0, 0.1)
    drop_deg = np.where((t_s >= 5.0) & (t_s < 8.0), 8.0, 1.0)
    sign = 1 if leg == "L" else -1
    return {
        "time_s": t_s.tolist(),
        "obliquity_deg": (sign * drop_deg).tolist(),
        "drill": {"kind": "single_leg_stance", "leg": leg, "segments_s": [[BEGIN_S, END_S]]},
    }


def said_of(script, leg: str, at_s: tuple[float, ...], off_deg: float = 0.0, moved_s: float = 0.0):
    """What a watch says that is off by so much, and calls these seconds a drop."""
    truth, side = truth_of(leg), Side.LEFT if leg == "L" else Side.RIGHT
    drops = [Fault(t, t + 1.0, side, FaultKind.DROP, 8.0, 5.0) for t in at_s]
    held_s = END_S - BEGIN_S
    hold = HeldFor(BEGIN_S + moved_s, END_S + moved_s, side, held_s, held_s, 1)
    tilt_deg = [value + off_deg for value in truth["obliquity_deg"]]
    return script.Seen([hold], drops, truth["time_s"], tilt_deg, {"view": "behind"})


@pytest.mark.parametrize("leg", ["L", "R"])
def test_a_watch_that_says_the_truth_is_right(script, leg):
    """Mutants: the sides swapped; the sign of a drop turned."""
    said = said_of(script, leg, (5.0, 6.0, 7.0))
    row, drops = script.row_of(STANCE, script.Truth(truth_of(leg), 1.0, 0.0), said)
    assert (row["counted"], row["leg_right"], row["ends_off_s"]) == (1, True, 0.0)
    assert (row["hold_off_s"], row["hold_mae_deg"]) == (0.0, 0.0)
    assert drops == script.Counts(told=3, left_alone=7)


def test_what_is_wrong_is_counted_as_wrong(script):
    """Mutants: a missed drop, or one that was none, is no mistake; an offset is taken off."""
    said = said_of(script, "L", (4.0, 5.0), off_deg=2.0, moved_s=0.3)
    row, drops = script.row_of(STANCE, script.Truth(truth_of("L"), 1.0, 0.0), said)
    assert row["ends_off_s"] == pytest.approx(0.3)
    assert row["hold_mae_deg"] == pytest.approx(2.0)
    assert drops.missed
    assert drops.wrongly_told
    other, _ = script.row_of(STANCE, script.Truth(truth_of("R"), 1.0, 0.0), said)
    assert not other["leg_right"]


def test_the_truth_of_another_pace_and_of_a_cut_clip_goes_with_it(script):
    """Mutant: the truth stays where it was."""
    slow = script.Truth(truth_of("L"), 2.0, 0.0)
    assert slow.spans_s.tolist() == [[2 * BEGIN_S, 2 * END_S]]
    assert slow.drop_deg(10.0, 16.0) == pytest.approx(8.0)
    cut = script.Truth(truth_of("L"), 1.0, 1.0)
    assert cut.spans_s.tolist() == [[BEGIN_S - 1.0, END_S - 1.0]]
