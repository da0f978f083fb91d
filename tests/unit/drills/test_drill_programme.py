"""The programme: today's session, the load by weeks that were kept, and a streak that is kind."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from made_drills import STARTED, done, held, summary

from gaitcoach.drills import DRILLS
from gaitcoach.drills.done import Load, done_drill
from gaitcoach.drills.programme import (
    BODY_WEIGHT_WEEKS,
    PARTS,
    load_of,
    progress_of,
    streak,
    todays_session,
)

FRIDAY = STARTED.date()
MONDAY = FRIDAY - timedelta(days=4)


def on(day: int) -> date:
    return FRIDAY + timedelta(days=day)


def weeks_of_drills(n_weeks: int, per_week: int = 3):
    """Drills on the first days of so many weeks, the first of them that of `MONDAY`."""
    return [done(7 * week + day - 4) for week in range(n_weeks) for day in range(per_week)]


def test_every_drill_has_a_part_and_the_camera_moves_once():
    """Mutant: a drill left out of the table; a bridge between two standing drills."""
    assert {part.name for part in PARTS} == set(DRILLS)
    places = [DRILLS[part.name].place for part in PARTS]
    assert sum(a != b for a, b in pairwise(places)) == 1


def test_the_first_session_has_all_seven_with_the_bodys_own_weight():
    """Mutant: the targets differ from those the engine counts to."""
    session = todays_session([], FRIDAY)
    assert [planned.name for planned in session] == [part.name for part in PARTS]
    assert {planned.load for planned in session} == {Load.NONE}
    for planned in session:
        drill, wanted = DRILLS[planned.name], planned.drill
        assert (wanted.reps, wanted.hold_s) == (drill.reps, drill.hold_s)
        assert not planned.is_done


def test_what_was_done_today_is_marked_and_an_empty_try_is_not():
    """Mutant: a drill of yesterday marked; one without a single repetition marked."""
    tried = done(0, summary("hip_hike", reps=0, by_side={}, score=0.0, side=None))
    session = todays_session([done(0), done(-1, summary("single_leg_squat")), tried], FRIDAY)
    assert [planned.name for planned in session if planned.is_done] == ["hip_abduction"]


def test_the_standing_test_comes_every_four_weeks():
    """Mutant: every day; never again."""
    tested = [done(0, held("single_leg_stance", 60.0, 100.0, holds=1))]

    def wanted(day: int) -> bool:
        return any(p.name == "single_leg_stance" for p in todays_session(tested, on(day)))

    assert [wanted(day) for day in (0, 1, 27, 28, 60)] == [True, False, False, True, True]


def test_the_load_grows_with_weeks_that_were_kept_and_not_with_the_calendar():
    """Mutants: months counted by date; a week of two days counted; this week counted."""
    kept = weeks_of_drills(BODY_WEIGHT_WEEKS)
    after = MONDAY + timedelta(weeks=BODY_WEIGHT_WEEKS)
    assert load_of(kept, after - timedelta(days=1)) is Load.NONE
    assert load_of(kept, after) is Load.BAND
    assert load_of(weeks_of_drills(30, per_week=2), MONDAY + timedelta(weeks=30)) is Load.NONE
    assert load_of([], FRIDAY + timedelta(days=365)) is Load.NONE
    many = weeks_of_drills(16)
    assert load_of(many, MONDAY + timedelta(weeks=16)) is Load.WEIGHT


def test_no_drill_is_loaded_with_what_it_is_not_done_with():
    """Mutant: the stance in front of the mirror with a weight."""
    session = todays_session(weeks_of_drills(16), MONDAY + timedelta(weeks=16))
    loads = {planned.name: planned.load for planned in session}
    assert loads["mirror_stance"] is Load.NONE
    assert loads["marching_bridge"] is Load.BAND
    assert loads["hip_hike"] is Load.WEIGHT


@pytest.mark.parametrize(
    ("scores", "hold_s"),
    [([95, 95], 40.0), ([95, 80, 95], 30.0), ([95], 30.0), ([80, 80, 80], 30.0)],
)
def test_a_hold_grows_when_it_was_full_twice_in_a_row(scores, hold_s):
    """Mutant: grows with every session; with any two."""
    past = [done(n - 9, held("mirror_stance", 300.0, score)) for n, score in enumerate(scores)]
    session = {planned.name: planned for planned in todays_session(past, FRIDAY)}
    assert session["mirror_stance"].hold_s == hold_s
    assert session["mirror_stance"].drill.hold_s == hold_s


def test_growth_ends_at_a_minute_and_only_today_counts_tomorrow():
    """Mutant: no end; the target changes in the midst of a day."""
    past, day = [], -40
    for hold_s in (30, 40, 50, 60, 70):
        past += [done(day + n, held("mirror_stance", 10.0 * hold_s, 100.0)) for n in range(2)]
        day += 2
    assert _mirror(past, FRIDAY).hold_s == 60.0
    two = [done(0, held("mirror_stance", 300.0, 100.0)), done(0, held("mirror_stance", 300, 100.0))]
    assert (_mirror(two, FRIDAY).hold_s, _mirror(two, on(1)).hold_s) == (30.0, 40.0)


def _mirror(past, day):
    return next(p for p in todays_session(past, day) if p.name == "mirror_stance")


def test_one_leg_alone_does_not_let_a_target_grow():
    """Mutant: the score of one leg taken for both."""
    one = held("mirror_stance", 300.0, 100.0) | {"side": "left"}
    assert _mirror([done(-2, one), done(-1, one)], FRIDAY).hold_s == 30.0


def test_weeks_in_a_row_and_a_week_that_goes_on_breaks_nothing():
    """Mutant: days lost break the row; this week breaks it before it is over."""
    kept = weeks_of_drills(3)
    now = MONDAY + timedelta(weeks=3)
    assert (streak(kept, now).weeks, streak(kept, now).sessions) == (3, 0)
    assert streak([*kept, done(17)], now).sessions == 1
    assert streak(kept, now - timedelta(days=1)).weeks == 3
    later = streak(kept, now + timedelta(weeks=1))
    assert (later.weeks, later.kept_weeks) == (0, 3)


def test_two_drills_on_one_day_are_one_session():
    """Mutant: drills counted for days."""
    assert streak([done(0), done(0, summary("hip_hike")), done(-1)], FRIDAY).sessions == 2


def test_progress_is_one_drill_from_the_oldest_on():
    past = [done(0), done(-3), done(-1, summary("hip_hike"))]
    assert [one.started.date() for one in progress_of(past, "hip_abduction")] == [on(-3), FRIDAY]


def test_a_summary_without_a_target_is_a_drill_too():
    """Mutant: older summaries refused; a load that is none taken."""
    told = {"drill": "glute_bridge", "reps": 3, "hold_s": 180.0, "score": None}
    kept = done_drill(told, STARTED)
    assert (kept.side, kept.good_deg, kept.target_reps, kept.score_percent) == (None, None, None, 0)
    with pytest.raises(ValueError, match="chain"):
        done_drill(told, STARTED, "chain")
