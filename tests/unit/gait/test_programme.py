"""Eight sessions whose cues fade, and what stays without them."""

from __future__ import annotations

import math

import numpy as np
import pytest
from made_up import step

from gaitcoach.gait.programme import (
    DEFAULT_SCHEDULE,
    FREE,
    Schedule,
    SessionPlan,
    cued_stretches_s,
    next_session,
    retention,
    schedule_from_plain,
    schedule_to_plain,
)
from gaitcoach.types import Side


def test_the_default_programme_is_the_published_one():
    shares = [plan.cue_rel for plan in DEFAULT_SCHEDULE.sessions]
    assert shares == [1, 1, 1, 1, 0.75, 0.5, 0.25, 0.1]
    assert DEFAULT_SCHEDULE.sessions[0].minutes == 15
    assert DEFAULT_SCHEDULE.sessions[-1].minutes == 30
    assert not DEFAULT_SCHEDULE.is_free
    assert FREE.is_free


def test_cued_stretches_follow_what_was_written_down():
    """Mutants: a run that begins silent; the last stretch without an end; silence turned round."""
    changes = [(60.0, False), (180.0, True), (240.0, False)]
    assert cued_stretches_s(changes, 300.0) == ((-math.inf, 60.0), (180.0, 240.0))
    assert cued_stretches_s([(60.0, False), (180.0, True)], 200.0)[-1] == (180.0, 200.0)
    assert cued_stretches_s([], 300.0) == ((-math.inf, 300.0),)
    assert cued_stretches_s([(0.0, False), (9.0, False)], 300.0) == ((-math.inf, 0.0),)


def test_the_next_session_follows_those_done():
    assert next_session(DEFAULT_SCHEDULE, 4).cue_rel == 0.75
    assert next_session(DEFAULT_SCHEDULE, 8) is None
    assert next_session(FREE, 0) is None


def test_a_schedule_survives_being_kept_and_nonsense_is_refused():
    assert schedule_from_plain(schedule_to_plain(DEFAULT_SCHEDULE)) == DEFAULT_SCHEDULE
    for bad in ([{"minutes": 0, "cue_rel": 1}], [{"minutes": 10, "cue_rel": 1.5}],
                [{"minutes": float("nan"), "cue_rel": 1}]):  # fmt: skip
        with pytest.raises(ValueError, match="no session"):
            schedule_from_plain(bad)
    with pytest.raises(ValueError, match="more than"):
        Schedule((SessionPlan(10, 1),) * 61)


def session(cued_deg: float, silent_deg: float, minutes: int = 10):
    """Steps of one leg; cues in the first half of every minute."""
    spans = [(60.0 * m, 60.0 * m + 30.0) for m in range(minutes)]
    chance = np.random.default_rng(1)
    made = []
    for t_s in np.arange(0.5, 60.0 * minutes, 0.7):
        mean_deg = cued_deg if t_s % 60 < 30 + 9 else silent_deg
        made.append(step(Side.LEFT, float(t_s), mean_deg + chance.normal(0, 0.5)))
    return made, spans


def test_what_stays_without_cues_is_scored():
    """Mutants: groups exchanged; the seconds after a cue counted; the other leg counted."""
    made, spans = session(3.0, 4.5)
    found = retention(made, spans, Side.LEFT, 5.0)
    assert found.cued_deg == pytest.approx(3.0, abs=0.1)
    assert found.silent_deg == pytest.approx(4.5, abs=0.1)
    assert found.change_deg == pytest.approx(1.5, abs=0.1)
    assert found.kept is False
    assert found.score_rel == pytest.approx(0.84, abs=0.07)
    assert retention(made, spans, Side.RIGHT, 5.0).score_rel is None


def test_kept_is_said_only_when_it_is_sure():
    assert retention(*session(3.0, 3.0), Side.LEFT, 5.0).kept is True
    assert retention(*session(3.0, 4.0), Side.LEFT, 5.0).kept is None
    none = retention([], [], Side.LEFT, 5.0)
    assert (none.kept, none.score_rel, none.n_cued) == (None, None, 0)
