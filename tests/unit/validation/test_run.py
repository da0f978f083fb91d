"""Clips are found, methods ordered, figures pooled and printed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from gaitcoach.errors import GaitCoachError, ModelError
from gaitcoach.pelvis.estimator import ESTIMATORS
from gaitcoach.settings import Settings
from gaitcoach.types import Side
from gaitcoach.validation import run as run_module
from gaitcoach.validation.angles import gather_frames
from gaitcoach.validation.clip import ClipResult, MethodBroke
from gaitcoach.validation.cues import CueScore
from gaitcoach.validation.html import page
from gaitcoach.validation.report import doubts, run_validate
from gaitcoach.validation.run import (
    Validation,
    as_table,
    find_clips,
    groups,
    kind_of,
    method_order,
    validate,
)
from gaitcoach.validation.score import StepEvidence
from gaitcoach.validation.table import COLUMNS, format_table

NO_CUES = CueScore(0, dict.fromkeys(Side, 0), {}, 0, 0, 0)


def result(name: str, method: str, error_deg: float = 0.0, n_frames: int = 10) -> ClipResult:
    truth_deg = np.arange(n_frames) % 5 - 2.0
    frames = gather_frames(
        truth_deg + error_deg, np.ones(n_frames), truth_deg, truth_deg, np.ones(n_frames, bool)
    )
    t_s = np.arange(n_frames) / 30.0
    return ClipResult(name, method, t_s, frames, StepEvidence(), NO_CUES, NO_CUES)


def make_files(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).touch()


def test_clips_are_found_in_folders_and_by_name(tmp_path: Path):
    make_files(tmp_path, "b.mp4", "b.json", "a.MP4", "a.json", "c.mp4", "d.json", "notes.txt")
    found, skipped = find_clips([tmp_path, tmp_path / "b.mp4"])
    assert [clip.name for clip in found] == ["a.MP4", "b.mp4"]
    assert [clip.name for clip in skipped] == ["c.mp4"]


def test_nothing_found_is_an_error(tmp_path: Path):
    make_files(tmp_path, "c.mp4")
    with pytest.raises(GaitCoachError, match="No clip with a truth file"):
        validate([tmp_path], "all", Settings())


def test_methods_come_in_a_fixed_order(monkeypatch: pytest.MonkeyPatch):
    for name in ("zebra", "markers", "learned"):
        monkeypatch.setitem(ESTIMATORS, name, lambda viewpoint: None)
    assert method_order() == ("learned", "markers", "hip_line", "zebra")


def test_a_clip_that_fails_does_not_stop_the_others(tmp_path: Path, monkeypatch):
    make_files(tmp_path, "a.mp4", "a.json", "b.mp4", "b.json")

    def run_clip(clip: Path, makers: object, *more: object) -> list[ClipResult]:
        if clip.name == "a.mp4":
            raise GaitCoachError("a is broken.")
        return [result("b", "hip_line")]

    monkeypatch.setattr(run_module, "run_clip", run_clip)
    done = validate([tmp_path], "hip_line", Settings())
    assert [one.name for one in done.results] == ["b"]
    assert done.problems == ("a is broken.",)


def test_a_method_that_cannot_be_made_does_not_stop_the_others(tmp_path: Path, monkeypatch):
    make_files(tmp_path, "a.mp4", "a.json")

    def broken(viewpoint: object) -> None:
        raise ModelError("The network is damaged.")

    def run_clip(clip: Path, makers: dict, *more: object) -> list[ClipResult]:
        return [result("a", method) for method in makers if method != "zebra"]

    monkeypatch.setitem(ESTIMATORS, "learned", broken)
    monkeypatch.setattr(run_module, "run_clip", run_clip)
    done = validate([tmp_path], "all", Settings())
    assert "hip_line" in done.methods
    assert "learned" not in done.methods
    assert done.problems == ("learned: The network is damaged.",)


def test_a_method_that_breaks_on_a_clip_has_a_row_that_says_so(tmp_path: Path, monkeypatch, capsys):
    """Mutants: the clip's other rows go with it; the row is not there; exit code 0."""
    make_files(tmp_path, "a.mp4", "a.json", "b.mp4", "b.json")

    def run_clip(clip: Path, makers: dict, settings: Settings, on_broken) -> list[ClipResult]:
        if clip.stem == "a":
            on_broken(MethodBroke("a", "mine", "It <broke>."))
            return [result("a", "learned"), result("a", "hip_line")]
        return [result("b", method) for method in ("learned", "mine", "hip_line")]

    monkeypatch.setattr(run_module, "run_clip", run_clip)
    assert run_validate([tmp_path], "all", Settings(), as_json=True, html_path=None) == 1
    out, err = capsys.readouterr()
    rows = json.loads(out)["clips"]
    assert [(row["name"], row["method"], row["error"]) for row in rows] == [
        ("a", "learned", None), ("a", "hip_line", None), ("a", "mine", "It <broke>."),
        ("b", "learned", None), ("b", "mine", None), ("b", "hip_line", None),
    ]  # fmt: skip
    # AND that row has every figure's name and no figure
    assert set(rows[2]) == set(rows[0])
    assert {rows[2][key] for key in ("mae_deg", "cues", "n_frames", "step_f1")} == {None}
    assert rows[2]["levelled"]["cues"] is rows[2]["accepted"]["mae_deg"] is None
    assert err.count("gaitcoach: a, mine: It <broke>.") == 1
    run_validate([tmp_path], "all", Settings(), as_json=False, html_path=None)
    lines = capsys.readouterr().out.splitlines()
    (line,) = [line for line in lines if "<broke>" in line]
    assert line.split() == ["mine", "It", "<broke>."]


def test_an_unknown_method_is_told(tmp_path: Path):
    make_files(tmp_path, "a.mp4", "a.json")
    with pytest.raises(GaitCoachError, match="no method magic"):
        validate([tmp_path], "magic", Settings())


def done_with(*results: ClipResult) -> Validation:
    return Validation(results, (Path("c.mp4"),), ("x.json is <broken>.",))


def test_overall_pools_frames_of_each_method_alone():
    table = as_table(
        done_with(
            result("run_00", "hip_line", 4.0, n_frames=30),
            result("run_01", "hip_line", 0.0, n_frames=10),
            replace(result("run_01", "learned"), method="learned"),
        )
    )
    assert table["overall"]["hip_line"]["mae_deg"] == pytest.approx(3.0)
    assert table["overall"]["hip_line"]["n_frames"] == 40


def test_what_cannot_be_scored_is_none_in_the_table_and_a_dash_on_screen():
    table = as_table(done_with(result("run_00", "hip_line")))
    (row,) = table["clips"]
    for key in ("step_mae_deg", "stance_rate", "step_f1", "contact_error_ms", "declined_steps"):
        assert row[key] is None
    line = format_table(table).splitlines()[1]
    assert line.split()[0] == "run_00"
    assert line.count(" -") == 7


def test_the_columns_of_the_table_stand_under_their_headings():
    table = as_table(done_with(result("run_00", "hip_line", 1.25), result("r", "hip_line", -1.0)))
    lines = format_table(table).splitlines()
    assert len({len(line) for line in lines[:4]}) == 1
    ends = lines[0].index("MAE") + 3
    assert lines[1][:ends].split()[-1] == "1.25"
    assert len(COLUMNS) == 23


def test_a_truth_that_runs_opposite_to_an_estimate_is_doubted():
    right, short = result("right", "hip_line", n_frames=60), result("short", "hip_line")
    flipped = [
        replace(one, name=name, frames=replace(one.frames, truth_deg=-one.frames.truth_deg))
        for name, one in (("flipped", right), ("short", short))
    ]
    (doubt,) = doubts(as_table(done_with(right, *flipped)))
    assert doubt.startswith("flipped: the truth runs opposite to hip_line (r = -1.00)")


@pytest.mark.parametrize(
    ("name", "kind"),
    [("run_behind_07", "run_behind"), ("hard_dark", "hard_dark"), ("t05001", "t"), ("7", "7")],
)
def test_clips_of_a_kind_differ_by_number(name: str, kind: str):
    assert kind_of(name) == kind


def test_kinds_are_pooled():
    found = groups(
        done_with(
            result("run_00", "hip_line", 1.0),
            result("run_01", "hip_line", 3.0),
            result("walk_00", "hip_line", 5.0),
        )
    )
    assert set(found) == {"run", "walk"}
    assert found["run"]["hip_line"]["mae_deg"] == pytest.approx(2.0)


def test_the_page_has_a_picture_for_each_clip_and_escapes_what_it_is_told():
    done = done_with(
        result("run_00", "hip_line"), result("run_00", "learned"), result("walk_00", "hip_line")
    )
    done = replace(done, broken=(MethodBroke("walk_01", "mine", "It <broke>."),))
    text = page(done, as_table(done))
    assert "<h3>walk_01</h3>" in text
    assert text.count("It &lt;broke&gt;.</td>") == 1
    assert text.count('src="data:image/png;base64,') == 2
    assert "x.json is &lt;broken&gt;." in text
    assert "c.mp4" in text
