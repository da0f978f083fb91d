"""What every store does alike, SQLite and PostgreSQL."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from kept_runs import RARE, STARTED, frame, head, keep_run, step_events, steps, summary

from gaitcoach.errors import StorageError
from gaitcoach.gait.programme import DEFAULT_SCHEDULE, FREE, Schedule, SessionPlan
from gaitcoach.gait.putright import Correction, Kind
from gaitcoach.live.events import step_event
from gaitcoach.storage.store.people import add_person, change_person, find_person, people
from gaitcoach.storage.store.programmes import (
    begin_programme,
    count_session,
    edit_schedule,
    end_programme,
    programme_of,
    scores,
)
from gaitcoach.storage.store.putright import annotate, correct, corrections_of, take_back
from gaitcoach.storage.store.runs import find_run, list_runs, load_run
from gaitcoach.storage.store.signal_files import read_signals, signals_path
from gaitcoach.storage.store.store import Store
from gaitcoach.storage.store.values import RunFilter, RunState
from gaitcoach.types import Block, BlockStart, Quality, Side, StanceRecord, View

RUNS = 6


def test_a_run_is_read_back_as_it_happened(shelf, store):
    """Mutant: rows of one kind not written, sides exchanged, numbers rounded."""
    # WHEN a run is written and ended
    keep_run(shelf.both, [*step_events(60), *RARE, summary()], frames=90)
    # THEN it is there with everything
    (row,) = list_runs(store)
    data = load_run(store, row.id)
    assert (row.runner, row.source, row.state) == ("Ida", "demo", RunState.ENDED)
    assert row.started == STARTED
    assert (row.duration_s, row.cadence_spm, row.cues) == (60.0, 171.0, 1)
    for kept, told in zip(data.steps, steps(60), strict=True):
        assert (kept.side, kept.usable) == (told.side, told.usable)
        assert kept.drop_deg == pytest.approx(told.drop_deg, abs=1e-4)
        assert kept.t_start_s == pytest.approx(told.t_start_s, abs=1e-4)
        assert kept.contact_time_s == pytest.approx(told.contact_time_s, abs=1e-4)
    (cue,) = data.cues
    assert (cue.t_s, cue.phrase, cue.side, cue.reason.n_steps) == (
        12.5, "hips_level", Side.LEFT, 12,
    )  # fmt: skip
    assert data.markers == ((13.0, "new shoes 👟"),)
    assert data.blocks == (BlockStart(14.0, Block.BEFORE),)
    assert data.gaps == ((15.0, 15.5, "frames missing"),)
    assert [event for _, event, _ in data.facts] == ["quality"]
    assert data.settings["threshold_deg"] == 5.0


def test_the_line_of_a_run_holds_its_figures(shelf, store):
    """Mutant: means of the other side, unusable steps counted, share not computed."""
    keep_run(shelf.both, [*step_events(60, left_deg=6.0, right_deg=3.0), summary()])
    (row,) = list_runs(store)
    assert row.left.mean_deg == pytest.approx(6.0)
    assert row.right.mean_deg == pytest.approx(3.0)
    assert (row.left.n, row.left.over_rel, row.right.over_rel) == (30, 1.0, 0.0)
    assert row.left.low_deg < 6.0 < row.left.high_deg
    assert row.difference_deg == pytest.approx(3.0)


def test_steps_are_settled_by_what_was_known_at_the_end(shelf, store):
    """A baseline that came late has changed them. Mutant: the steps stay as first told."""
    told = steps(40)
    final = [replace(one, drop_deg=one.drop_deg - 1.0, level_deg=1.0) for one in told]
    final[3] = replace(final[3], usable=False)
    keep_run(shelf.both, [step_event(one, "learned") for one in told] + [summary()], final=final)
    kept = load_run(store, list_runs(store)[0].id).steps
    assert [one.drop_deg for one in kept] == pytest.approx([one.drop_deg for one in final])
    assert [n for n, one in enumerate(kept) if not one.usable] == [3]
    assert kept[0].level_deg == 1.0


def test_the_signals_of_every_frame_come_back(shelf, store):
    """Mutant: landmarks in whole pixels, x and y exchanged, the last second lost."""
    made = keep_run(shelf.both, [summary()], frames=75)
    path = signals_path(store.signals, made.uid)
    found = read_signals(path)
    assert path.suffix == ".parquet"
    assert not found.cut
    assert (found.t_s.shape, found.size_px) == ((75,), (640, 480))
    np.testing.assert_allclose(found.xy_px[40], frame(40).xy_px, atol=1 / 32)
    np.testing.assert_allclose(found.obliquity_deg[40], frame(40).obliquity_deg, rtol=1e-6)
    assert np.isnan(found.level_deg).all()


def test_runs_are_filtered_and_the_newest_comes_first(shelf, store):
    for day, runner in enumerate(("Ida", "guest", "Ida")):
        keep_run(shelf.both, [summary()], of=head(runner, started=STARTED + timedelta(days=day)))
    ida = find_person(store, "Ida")
    days = [(row.started - STARTED).days for row in list_runs(store)]
    assert days == [2, 1, 0]
    assert len(list_runs(store, RunFilter(person_id=ida.id))) == 2
    assert [row.runner for row in list_runs(store, RunFilter(guests_only=True))] == [""]
    assert len(list_runs(store, RunFilter(since=STARTED + timedelta(hours=1)))) == 2
    assert len(list_runs(store, RunFilter(text="ida"))) == 2
    assert list_runs(store, RunFilter(text="100%")) == ()
    assert find_run(store, "last").id == list_runs(store)[0].id
    with pytest.raises(StorageError, match="no run 77"):
        find_run(store, "77")


@pytest.mark.parametrize(
    "name", ['O\'Brien "x"; DROP TABLE run;--', "名前 🏃", "a" * 200, "x\x00y"]
)
def test_every_name_is_kept(shelf, store, name):
    keep_run(shelf.both, [summary()], of=head(name))
    (who,) = people(store)
    assert who.name == name.replace("\x00", "\\x00")
    assert who.n_runs == 1
    assert list_runs(store)[0].runner == who.name


@pytest.mark.parametrize("name", ["", "  ", "a" * 10_000, "Guest"])
def test_a_name_that_cannot_be_is_refused_with_what_to_do(store, name):
    with pytest.raises(StorageError) as caught:
        add_person(store, name)
    assert caught.value.todo


def test_a_person_is_changed_and_a_name_is_taken_once(store):
    number = add_person(store, "Ida")
    change_person(store, number, notes="left knee", threshold_deg=4.5)
    assert (find_person(store, "Ida").notes, find_person(store, "Ida").threshold_deg) == (
        "left knee", 4.5,
    )  # fmt: skip
    add_person(store, "Max")
    with pytest.raises(StorageError, match="already"):
        add_person(store, "Ida")
    with pytest.raises(StorageError, match="already"):
        change_person(store, number, name="Max")
    with pytest.raises(StorageError, match="Nobody"):
        find_person(store, "Eva")


def test_a_step_that_does_not_count_says_why(shelf, store):
    """Mutant: every step counts once it is in the store."""
    told = step_events(3)
    told[1] |= {"usable": False, "reason": "frame_gap"}
    keep_run(shelf.both, [*told, summary()])
    kept = load_run(store, list_runs(store)[0].id).steps
    assert [(one.usable, one.reason) for one in kept] == [
        (True, Quality.OK), (False, Quality.FRAME_GAP), (True, Quality.OK),
    ]  # fmt: skip


def test_a_run_without_a_step_is_a_run(shelf, store):
    keep_run(shelf.both, [summary(0.0, method="learned")])
    (row,) = list_runs(store)
    assert (row.left.n, row.left.mean_deg, row.difference_deg) == (0, None, None)
    assert load_run(store, row.id).steps == ()


def test_values_that_json_lacks_do_not_stop_a_run(shelf, store):
    odd = step_event(steps(1)[0], "learned") | {"drop_deg": math.nan, "sigma_deg": math.inf}
    keep_run(shelf.both, [odd, {"event": "setup", "t_s": 0.0, "open": ["\ud800"]}, summary()])
    (only,) = load_run(store, list_runs(store)[0].id).steps
    assert isinstance(only, StanceRecord)
    assert math.isnan(only.drop_deg)


def test_a_clock_that_was_set_back_changes_no_duration(shelf, store):
    keep_run(shelf.both, [summary(60.0)])
    keep_run(shelf.both, [summary(30.0)], of=head(started=STARTED - timedelta(days=400)))
    assert [row.duration_s for row in list_runs(store)] == [60.0, 30.0]


def test_two_programs_write_into_one_store(shelf, store):
    """Mutant: a transaction that gives up when the other one is writing."""
    another = Store(shelf.place, shelf.files)
    try:
        for number in range(RUNS):
            add_person(store if number % 2 else another, f"person {number}")
            keep_run(shelf.both, [summary()])
        assert len(people(another)) == RUNS + 1
        assert len(list_runs(another)) == RUNS
    finally:
        another.close()


def test_a_run_is_put_right_and_back_and_its_steps_stay(shelf, store):
    """Mutants: the steps changed in place; figures not computed anew; a correction deleted."""
    keep_run(shelf.both, [*step_events(60, left_deg=6.0, right_deg=3.0), summary()])
    (before,) = list_runs(store)
    measured = load_run(store, before.id).steps
    swap = correct(store, before.id, Correction(Kind.SWAP_SIDES))
    limit = correct(store, before.id, Correction(Kind.THRESHOLD, value_deg=2.0))
    correct(store, before.id, Correction(Kind.EXCLUDE_STRETCH, 0.0, 10.0))
    # THEN the figures are those of the steps put right, and the steps are still there
    (after,) = list_runs(store)
    assert (after.left.mean_deg, after.right.mean_deg) == pytest.approx((3.0, 6.0), abs=0.1)
    assert (after.threshold_deg, after.left.over_rel) == (2.0, 1.0)
    assert after.left.usable < before.left.usable == after.left.n
    assert load_run(store, before.id).measured == measured
    # WHEN all is taken back THEN the run is what it was, and the log knows everything
    take_back(store, [logged.id for logged in corrections_of(store, before.id)])
    assert list_runs(store) == (before,)
    assert load_run(store, before.id).steps == measured
    log = corrections_of(store, before.id)
    assert [logged.what.kind for logged in log] == [
        Kind.SWAP_SIDES, Kind.THRESHOLD, Kind.EXCLUDE_STRETCH,
    ]  # fmt: skip
    assert all(logged.revoked_utc is not None for logged in log)
    assert [log[0].id, log[1].id] == [swap, limit]


def test_a_level_by_hand_and_a_view_are_put_right(shelf, store):
    keep_run(shelf.both, [*step_events(60), summary()])
    (row,) = list_runs(store)
    correct(store, row.id, Correction(Kind.VIEW, view=View.FRONT))
    correct(store, row.id, Correction(Kind.BASELINE, value_deg=1.0))
    (after,) = list_runs(store)
    assert (after.view, after.level_by) == ("front", "hand")
    assert (after.left.mean_deg, after.right.mean_deg) == pytest.approx((2.0, 7.0))
    correct(store, row.id, Correction(Kind.BASELINE))
    assert list_runs(store)[0].difference_deg is None


def test_what_is_noted_of_a_run_is_kept_and_searched(shelf, store):
    keep_run(shelf.both, [summary()])
    (row,) = list_runs(store)
    annotate(store, row.id, notes="Felt heavy", shoes="Red", speed_kmh=11.5, incline_percent=1.0)
    (found,) = list_runs(store, RunFilter(text="heavy", shoes="Red", speed_kmh=(11, 12)))
    assert (found.speed_kmh, found.incline_percent) == (11.5, 1.0)
    assert list_runs(store, RunFilter(speed_kmh=(12, 13))) == ()
    with pytest.raises(ValueError, match="no fields"):
        annotate(store, row.id, uid="x")


def _cueing(t_s: float, on: bool) -> dict:
    return {"event": "cueing", "t_s": t_s, "on": on}


def test_a_programme_goes_through_its_sessions(shelf, store):
    """Mutants: sessions counted twice; the silent steps scored as cued ones."""
    person_id = add_person(store, "Ida")
    number = begin_programme(store, person_id, DEFAULT_SCHEDULE)
    for _ in range(2):
        cued = [e | {"t_s": e["t_s"]} for e in step_events(300, left_deg=3.0)]
        silent = [e | {"t_s": e["t_s"] + 110.0} for e in step_events(300, left_deg=5.6)]
        made = keep_run(shelf.both, [*cued, _cueing(100.5, False), *silent, summary()])
        count_session(store, number, find_run(store, made.uid).id)
    found = programme_of(store, person_id)
    assert (len(found.run_ids), found.next) == (2, DEFAULT_SCHEDULE.sessions[2])
    first, second = scores(store, found)
    assert (first.number, second.number) == (1, 2)
    left = first.side(Side.LEFT)
    assert (left.cued_deg, left.silent_deg) == pytest.approx((3.0, 5.6), abs=0.05)
    assert left.kept is False
    assert left.score_rel < 0.1
    assert first.side(Side.RIGHT).kept is True
    with pytest.raises(StorageError, match="already"):
        count_session(store, number, found.run_ids[0])
    # WHEN the physio edits it, and begins another one
    edit_schedule(store, number, Schedule((SessionPlan(10, 0.5),)))
    assert programme_of(store, person_id).next is None
    begin_programme(store, person_id, FREE)
    assert programme_of(store, person_id).schedule.is_free
    end_programme(store, programme_of(store, person_id).id)
    assert programme_of(store, person_id) is None
