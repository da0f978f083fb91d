"""Drills in every store alike, SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import timedelta, timezone

import pytest
from exerciser import done as exercised
from exerciser import exerciser
from kept_runs import keep_run
from made_drills import STARTED, held, summary

from gaitcoach.drills import summary_of
from gaitcoach.drills.done import Load, done_drill
from gaitcoach.storage.store.backup import back_up, restore
from gaitcoach.storage.store.deleting import delete_person
from gaitcoach.storage.store.drills import annotate_drill, drills_of, keep_drill
from gaitcoach.storage.store.people import find_person, people


def test_a_drill_is_read_back_as_it_was_told(store):
    """Mutant: a figure not kept; legs exchanged; the time in another zone."""
    # GIVEN what the engine tells of five abductions, in the evening of another zone
    coach, _, _ = exercised(exerciser("hip_abduction"))
    told = summary_of(coach, view="front", method="stick")
    evening = STARTED.astimezone(timezone(timedelta(hours=-8)))
    # WHEN it is kept
    number = keep_drill(store, "Ida", evening, told, "band")
    # THEN it comes back whole
    (kept,) = drills_of(store, "Ida")
    assert kept.id == number
    assert (kept.drill, kept.side, kept.reps, kept.good_reps) == ("hip_abduction", "right", 5, 5)
    assert (kept.load, kept.view, kept.method) == (Load.BAND, "front", "stick")
    assert kept.started.isoformat() == evening.isoformat()
    assert kept.range_deg == pytest.approx(30.0, abs=2.0)
    assert (kept.target_reps, kept.score_percent) == (10, 50.0)
    assert kept.settings == {"threshold_deg": 5.0}
    assert kept.versions["gaitcoach"]


@pytest.mark.parametrize("told", [summary(), held("mirror_stance", 300.0, 92.0)])
def test_what_is_kept_is_what_the_value_is(store, told):
    """Mutant: findings or faults dropped on the way into the store."""
    keep_drill(store, "Ida", STARTED, told)
    (kept,) = drills_of(store, "Ida")
    wanted = done_drill(told, STARTED, versions=kept.versions)
    assert [getattr(kept, n) for n in wanted.__dataclass_fields__ if n != "id"] == [
        getattr(wanted, n) for n in wanted.__dataclass_fields__ if n != "id"
    ]


def test_what_was_noted_of_a_drill_can_be_changed_later(store):
    """Mutants: every drill of the person changed; a note that wipes what was held; a zero byte
    that one database takes and the other does not."""
    first = keep_drill(store, "Ida", STARTED, summary(held_on=True, notes="with the bar"))
    keep_drill(store, "Ida", STARTED + timedelta(hours=1), summary("hip_hike"))
    noted = [(one.held_on, one.notes) for one in drills_of(store, "Ida")]
    assert noted == [(True, "with the bar"), (False, "")]
    annotate_drill(store, first, notes="left knee\x00sore")
    annotate_drill(store, first, held_on=False)
    noted = [(one.held_on, one.notes) for one in drills_of(store, "Ida")]
    assert noted == [(False, "left knee\\x00sore"), (False, "")]
    with pytest.raises(ValueError, match="reps"):
        annotate_drill(store, first, reps=99)


def test_drills_belong_to_their_person_and_a_guests_to_nobody(store):
    """Mutant: everybody's drills for everybody; a person made for a guest."""
    for name in ("Ida", "Max", "guest", ""):
        keep_drill(store, name, STARTED, summary())
    keep_drill(store, " Ida ", STARTED - timedelta(days=1), summary("hip_hike"))
    assert [one.drill for one in drills_of(store, "Ida")] == ["hip_hike", "hip_abduction"]
    assert (len(drills_of(store, "Max")), len(drills_of(store, "guest"))) == (1, 2)
    assert drills_of(store, "Eva") == ()
    assert [who.name for who in people(store)] == ["Ida", "Max"]


def test_a_time_without_a_zone_is_this_computers(store):
    """Mutant: taken for UTC's."""
    naive = STARTED.astimezone().replace(tzinfo=None)
    keep_drill(store, "Ida", naive, summary())
    assert drills_of(store, "Ida")[0].started == STARTED


def test_a_deleted_persons_drills_are_gone_from_the_files_too(shelf, store):
    """Mutant: rows without a person left behind; pages let go of and not emptied."""
    for name in ("Ida", "Max"):
        keep_drill(store, name, STARTED, summary(method=f"m{name}-secret"))
    delete_person(store, find_person(store, "Ida").id, [shelf.records])
    assert (len(drills_of(store, "Max")), drills_of(store, "guest")) == (1, ())
    left = b"".join(path.read_bytes() for path in shelf.files.rglob("*") if path.is_file())
    assert b"mIda-secret" not in left
    assert not shelf.is_sqlite or b"mMax-secret" in left


def test_a_backup_holds_the_drills_and_new_ones_get_new_numbers(shelf, store, empty, tmp_path):
    """Mutant: the table left out; in PostgreSQL the numbers begin anew."""
    keep_run(shelf.both)
    keep_drill(store, "Ida", STARTED, summary())
    before = drills_of(store, "Ida")
    back_up(store, tmp_path / "b.zip", shelf.records)
    restore(empty, tmp_path / "b.zip", empty.files / "runs")
    assert drills_of(empty, "Ida") == before
    assert keep_drill(empty, "Ida", STARTED, summary()) > before[0].id
