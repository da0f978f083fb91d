"""A person's drills as figures, drawings, tables and pages."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from pathlib import Path

import pytest
from made_drills import STARTED, done, held, summary

from gaitcoach.drills import DRILLS
from gaitcoach.drills.programme import PARTS, todays_session
from gaitcoach.drills.words import TITLES, TO_DO
from gaitcoach.errors import GaitCoachError
from gaitcoach.report.clinic import Clinic
from gaitcoach.report.drill_report import context, write_drill_report
from gaitcoach.report.drill_tables import write_drills
from gaitcoach.report.drills import courses, done_text, measures_of, target_text

TWO_WEEKS = [done(day, held("mirror_stance", 200.0 - day, 80.0)) for day in range(-14, 0, 2)]


def test_every_drill_has_words_and_something_to_draw():
    """Mutant: a drill without a title, a sentence or a figure."""
    assert set(TITLES) == set(TO_DO) == set(DRILLS)
    for name in DRILLS:
        titles = [measure.title for measure in measures_of(name)]
        assert titles[-1] == "Faults"
        assert len(titles) >= 2
    assert measures_of("single_leg_squat")[1].title.startswith("Depth")


def test_targets_are_said_as_the_source_has_them():
    """Mutant: sets and repetitions exchanged; "a side" where both legs work at once."""
    said = {planned.name: target_text(planned) for planned in todays_session([], STARTED.date())}
    assert said == {
        "single_leg_stance": "30 s a side",
        "mirror_stance": "5 × 30 s a side",
        "hip_abduction": "10 a side",
        "hip_hike": "10 a side",
        "single_leg_squat": "8 a side",
        "glute_bridge": "3 × 60 s",
        "marching_bridge": "3 × 60 s with 20 steps",
    }
    assert set(said) == {part.name for part in PARTS}


def test_what_came_of_a_drill_is_one_line():
    """Mutant: a fault that was not seen is told."""
    squat = done(0, summary("single_leg_squat", faults_by_kind={"drop": 2, "lean": 0}))
    assert done_text(squat) == (
        "20 repetitions, 19 in good form · up to 28° in good form · hips not level: 2"
    )
    assert done_text(TWO_WEEKS[0]) == "214 s held, 171 s in good form"


def test_what_was_noted_is_on_the_page_and_in_the_line():
    """Mutants: a bar that was held, told by nobody; notes of another exercise, or all of years."""
    chair = done(-1, summary("single_leg_squat", held_on=True, notes="a chair"))
    days = [done(-9 + day, summary("single_leg_squat", notes=f"day {day}")) for day in range(4)]
    other = done(0, summary(notes="of abductions"))
    assert "held on" in done_text(chair)
    assert "held on" not in done_text(other)
    shown = context([*days, chair, other], "Ida", Clinic(), STARTED + timedelta(hours=1))
    (squats,) = [drill for drill in shown["drills"] if drill["title"].startswith("Single")]
    assert squats["lines"][-3:] == [
        "Noted on 2026-11-13: day 2", "Noted on 2026-11-14: day 3", "Noted on 2026-11-19: a chair",
    ]  # fmt: skip


def test_drawings_show_the_drill_and_no_other():
    """Mutant: all drills in one drawing; a drawing without a point."""
    drawn = courses([*TWO_WEEKS, done(0)], "mirror_stance")
    assert [course.title for course in drawn] == ["Held in good form, seconds", "Faults"]
    assert drawn[0].svg.count("stroke-linecap") == len(TWO_WEEKS)
    assert courses(TWO_WEEKS, "hip_hike") == ()


def test_the_table_has_a_row_for_each_drill_and_json_everything(tmp_path: Path):
    """Mutants: faults of one kind under another; a figure that is not known written as 0."""
    both = [done(0, summary(held_on=True, notes="a chair")), TWO_WEEKS[0]]
    write_drills(both, tmp_path / "d.csv")
    rows = list(csv.DictReader((tmp_path / "d.csv").read_text(encoding="utf-8").splitlines()))
    assert [row["drill"] for row in rows] == ["hip_abduction", "mirror_stance"]
    assert (rows[0]["fault_drop"], rows[0]["fault_lean"]) == ("1", "0")
    assert (rows[0]["good_deg"], rows[1]["good_deg"]) == ("28.0", "")
    assert rows[0]["started"] == STARTED.isoformat()
    assert [(row["held_on"], row["notes"]) for row in rows] == [("True", "a chair"), ("False", "")]
    write_drills(both, tmp_path / "d.json")
    told = json.loads((tmp_path / "d.json").read_text(encoding="utf-8"))
    assert told[1]["findings"] == {"left": ["level"], "right": ["drop"]}
    with pytest.raises(GaitCoachError, match="neither"):
        write_drills(both, tmp_path / "d.xls")


def test_the_report_holds_every_drill_that_was_done_and_the_caution(tmp_path: Path):
    """Mutants: a drill that was never done on the page; another person's name left out."""
    tested = done(0, held("single_leg_stance", 60.0, 90.0, 1))
    now = STARTED + timedelta(hours=1)
    shown = context([*TWO_WEEKS, tested], "Ida", Clinic(), now)
    assert [drill["title"] for drill in shown["drills"]] == [
        "Standing test, times done: 1", "Mirror stance, times done: 7",
    ]  # fmt: skip
    assert shown["drills"][0]["lines"][-1] == "left leg: level; right leg: hip drops"
    write_drill_report([*TWO_WEEKS, tested], "Ida <3", Clinic(), now, tmp_path / "r.html")
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Ida &lt;3" in page
    assert "the cue does" in page
    assert "see a clinician" in page
    assert page.count("<svg") == 2
    assert "Hip hike" not in page


def test_without_a_drill_there_is_no_report_and_it_says_what_to_do(tmp_path: Path):
    with pytest.raises(GaitCoachError) as caught:
        write_drill_report([], "Ida", Clinic(), STARTED, tmp_path / "r.html")
    assert "gaitcoach drill" in str(caught.value.todo)
