"""A clip in, a row out."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace

import pytest
from made_up import step

from gaitcoach.batch.hand_child import job_of
from gaitcoach.batch.measure import Measurer
from gaitcoach.batch.row import COLUMNS, STEP_COLUMNS, row_of
from gaitcoach.errors import SourceError
from gaitcoach.live.ledger import Ledger
from gaitcoach.live.people import PeopleInline
from gaitcoach.live.replay import Replayed
from gaitcoach.settings import Settings
from gaitcoach.types import Side, SideStats

JOB = job_of("/x/a.mp4", {"model": "lite", "threshold_deg": 6.0}, True)


def result(**more) -> Replayed:
    summary = Ledger("learned", True, lambda event: None).summary("a", Settings(), 0, {})
    left = SideStats(9, 8, 4.25, 1.0, (3.0, 5.5))
    summary = replace(
        summary, frames_seen=300, left=left, quality={"ok": 0.2, "too_few_steps": 0.8}
    )
    steps = (step(Side.LEFT, 1.0, 4.123456789), step(Side.RIGHT, 1.4, float("nan"), usable=False))
    return Replayed(replace(summary, **more), steps, (), "front", ("The camera moved once.",))


def test_a_row_has_every_column_and_is_json():
    row = row_of(result())
    assert set(row) == {*COLUMNS, "step_table"} - {"file", "size_bytes"}
    assert (row["drop_left_deg"], row["drop_left_low_deg"], row["steps_left"]) == (4.25, 3.0, 8)
    assert row["drop_right_deg"] is None
    assert (row["view"], row["quality"], row["ok_rel"]) == ("front", "ok", 1.0)
    assert row["notes"] == "The camera moved once."
    json.dumps(row, allow_nan=False)


def test_steps_are_kept_to_the_last_digit():
    """The same clip gives the same steps here and live, to a millionth. Mutant: rounded."""
    table = row_of(result())["step_table"]
    assert tuple(table) == STEP_COLUMNS
    assert table["drop_deg"] == [4.123456789, None]
    assert table["usable"] == [True, False]


def test_the_commonest_reason_where_little_was_seen():
    row = row_of(result(quality={"ok": 0.1, "nobody": 0.3, "side_on": 0.6}))
    assert (row["quality"], row["ok_rel"]) == ("side_on", 0.1)


def test_the_job_reaches_the_replay():
    seen = []

    def replay(settings, spec, **more):
        seen.append((settings, spec, more))
        return result()

    measurer = Measurer(replay)
    measurer.measure(JOB)
    measurer.measure(JOB)
    settings, spec, more = seen[0]
    assert (settings.model, settings.threshold_deg, spec.name) == ("lite", 6.0, "a.mp4")
    assert more["wishes"].find_view
    assert not more["ahead"]
    assert more["people"] is seen[1][2]["people"]  # kept for the next clip


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (SourceError("a.mp4 is cut.", "Copy it again."), "a.mp4 is cut. Copy it again."),
        (MemoryError(), "not enough memory"),
        (ValueError("odd"), "error of its own (ValueError('odd'))"),
    ],
)
def test_trouble_is_in_the_row(error, told, caplog):
    def replay(*args, **more):
        raise error

    row = Measurer(replay).measure(JOB)
    assert told in row["error"]
    assert row["step_table"] == {}


def test_the_models_that_were_kept_are_freed(monkeypatch):
    """Mutant: left to Python, which now and then waits for them for ever."""
    closed = []
    monkeypatch.setattr(PeopleInline, "close", lambda people: closed.append(people))
    with closing(Measurer(lambda *args, **more: result())) as measurer:
        measurer.measure(JOB)
        assert closed == []
    assert len(closed) == 1
