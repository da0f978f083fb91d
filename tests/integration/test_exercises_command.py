"""`gaitcoach exercises`, `report --drills` and drills that are kept, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from clips import write_clip
from made_drills import STARTED, summary

from gaitcoach import cli
from gaitcoach.app import drilling
from gaitcoach.app.drill_keeping import NOTHING, keeper_of
from gaitcoach.storage.store.drills import drills_of, keep_drill
from gaitcoach.storage.store.store import Store


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(tmp_path / "store.sqlite")


def kept(place: str, runner: str = "Ida"):
    store = Store(place)
    try:
        return drills_of(store, runner)
    finally:
        store.close()


def test_the_plan_and_the_progress_are_printed_and_written(place, tmp_path, capfd):
    """Mutant: the drills of somebody else; a command that prints and forgets the file."""
    store = Store(place)
    keep_drill(store, "Ida", STARTED, summary())
    store.close()
    assert cli.run(["exercises", "Ida", "--store", place]) == 0
    out = capfd.readouterr().out
    assert "glute_bridge       3 × 60 s" in out
    assert "20 repetitions, 19 in good form" in out
    assert "see a clinician" in out
    assert cli.run(["exercises", "Ida", "--today", "--json", "--store", place]) == 0
    told = json.loads(capfd.readouterr().out)
    assert told["streak"]["kept_weeks"] == 0
    assert [planned["name"] for planned in told["today"]][-1] == "marching_bridge"
    assert "done" not in told
    table, page = tmp_path / "d.csv", tmp_path / "r.html"
    assert cli.run(["exercises", "Ida", "--out", str(table), "--store", place]) == 0
    assert "hip_abduction" in table.read_text(encoding="utf-8")
    assert cli.run(["report", "--drills", "Ida", "--out", str(page), "--store", place]) == 0
    assert "Hip abduction" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["exercises", "Eva"], "Nobody named Eva"),
        (["report", "--drills", "Eva", "--out", "r.html"], "There is no store"),
        (["report", "--out", "r.html"], "One report is needed"),
        (["report", "last", "--drills", "Ida", "--out", "r.html"], "One report is needed"),
    ],
)
def test_wrong_use_is_said_in_two_lines(arguments, what, place, capfd):
    assert cli.run([*arguments, "--store", place]) != 0
    assert what in capfd.readouterr().err


def _watched(monkeypatch: pytest.MonkeyPatch, told: dict) -> None:
    """Let a file show this drill, without decoding anything."""
    monkeypatch.setattr(drilling, "_watch_file", lambda *given: given[-1](told))


def test_a_drill_from_a_file_is_kept_when_asked(place, tmp_path, monkeypatch, capfd):
    """Mutants: kept unasked; another load; the time of the command in place of the file's."""
    clip = write_clip(tmp_path / "grey.mp4", 2, (320, 240))
    _watched(monkeypatch, summary())
    ask = ["drill", "hip_abduction", "--source", str(clip), "--runner", "Ida", "--store", place]
    assert cli.run([*ask, "--json"]) == 0
    assert not Path(place).exists()
    assert cli.run([*ask, "--json", "--keep", "--load", "band"]) == 0
    (one,) = kept(place)
    assert (one.drill, one.load, one.reps) == ("hip_abduction", "band", 20)
    assert one.started.timestamp() == pytest.approx(clip.stat().st_mtime, abs=1.0)
    capfd.readouterr()


def test_a_drill_in_which_nothing_was_done_is_not_kept_and_it_says_so(
    place, tmp_path, monkeypatch, capfd
):
    """Mutant: an empty row for every look into the camera."""
    clip = write_clip(tmp_path / "grey.mp4", 2, (320, 240))
    _watched(monkeypatch, summary(reps=0, by_side={}, side=None))
    ask = ["drill", "hip_hike", "--source", str(clip), "--keep", "--store", place]
    assert cli.run([*ask, "--json"]) == 0
    assert NOTHING in capfd.readouterr().err
    assert not Path(place).exists()


@pytest.mark.parametrize(
    ("source", "runner", "wanted", "is_kept"),
    [
        ("0", "Ida", None, True), ("0", None, None, False), ("0", "Ida", False, False),
        ("0", None, True, True), ("demo", "Ida", None, False), ("demo", "Ida", True, True),
    ],
)  # fmt: skip
def test_a_camera_keeps_for_who_was_named_and_a_file_when_asked(source, runner, wanted, is_kept):
    """Mutant: a guest's drill kept unasked."""
    assert (keeper_of(source, runner, wanted, "none", None) is not None) is is_kept
