"""`gaitcoach validate` from the command line: a cut of the demo, and truth files with faults."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from clips import write_clip
from demo import demo_frames

from gaitcoach import cli
from gaitcoach.opencv import cv2
from gaitcoach.pelvis.estimator import ESTIMATORS
from gaitcoach.resources import asset_path
from gaitcoach.storage.log import stop_log

N_FRAMES = 90
KEYS = {
    "name", "method", "mae_deg", "slope", "bias_deg", "r", "true_mae_deg", "true_r", "coverage",
    "half_width_deg", "step_mae_deg", "side_mean_mae_deg", "sign_rate", "stance_rate", "step_f1",
    "contact_error_ms", "declined_frames", "declined_steps", "cues",
}  # fmt: skip


@pytest.fixture(scope="module")
def demo_table() -> dict:
    return json.loads(asset_path("demo/demo_run.json").read_text(encoding="utf-8"))


def cut_table(table: dict, n_frames: int, **changes: object) -> dict:
    """Return the truth of the first frames: every list that has an entry a frame is cut."""
    length = len(table["time_s"])
    cut = {
        key: value[:n_frames] if isinstance(value, list) and len(value) == length else value
        for key, value in table.items()
    }
    return cut | changes


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, demo_table: dict) -> Path:
    """Three seconds of the demo with their truth, four clips with bad ones, one with none."""
    place = tmp_path_factory.mktemp("clips")
    out = cv2.VideoWriter(str(place / "run.mp4"), cv2.VideoWriter_fourcc(*"mp4v"), 30.0, (640, 480))
    for frame in demo_frames(N_FRAMES):
        out.write(frame.image_bgr)
    out.release()
    flipped = [-value for value in demo_table["image_obliquity_deg"][:N_FRAMES]]
    tables = {
        "run": json.dumps(cut_table(demo_table, N_FRAMES)),
        "broken": "{",
        "flipped": json.dumps(cut_table(demo_table, N_FRAMES, image_obliquity_deg=flipped)),
        "short": json.dumps(cut_table(demo_table, 11)),
        "uneven": json.dumps(cut_table(demo_table, N_FRAMES, obliquity_deg=[0.0])),
    }
    for name, text in tables.items():
        (place / f"{name}.json").write_text(text, encoding="utf-8")
        if name != "run":
            write_clip(place / f"{name}.mp4", 23)
    write_clip(place / "untold.mp4", 5)
    return place


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The log goes into the test's own folder."""
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    level = logging.getLogger().level
    yield
    stop_log()
    logging.getLogger().setLevel(level)


def test_a_folder_with_good_and_bad_clips(folder: Path, tmp_path: Path, capsys):
    page = tmp_path / "page.html"
    code = cli.run(["validate", str(folder), "--method", "hip_line", "--json", "--html", str(page)])
    out, err = capsys.readouterr()
    # THEN the good clip has its row, in the words that were agreed
    table = json.loads(out)
    assert set(table) == {"clips", "overall"}
    (row,) = table["clips"]
    assert set(row) >= KEYS
    assert (row["name"], row["method"]) == ("run", "hip_line")
    assert row["n_frames"] == N_FRAMES
    assert row["stance_rate"] == 1.0
    assert row["step_f1"] > 0.8
    assert 0.3 < row["mae_deg"] < 6.0
    assert set(table["overall"]) == {"hip_line"}
    assert set(table["overall"]["hip_line"]) >= KEYS - {"name", "method"}
    assert table["overall"]["hip_line"]["mae_deg"] == row["mae_deg"]
    # AND the others are told, each in a line with its file; they stop nothing
    assert code == 1
    lines = err.strip().splitlines()
    assert sum("untold.mp4" in line for line in lines) == 1
    for name, what in {
        "broken": "not a truth file",
        "flipped": "line 1: image_obliquity_deg has the opposite sign",
        "short": "covers 11 of the clip's 23 frames",
        "uneven": "obliquity_deg has 1 entries",
    }.items():
        (line,) = [line for line in lines if f"{name}.json" in line]
        assert what in line
    assert "Traceback" not in err
    # AND the page holds everything itself
    text = page.read_text(encoding="utf-8")
    assert text.count("<img ") == 1
    assert re.findall(r'(?:src|href)="(?!data:)[^"]*"', text) == []
    assert "http" not in re.sub(r"base64,[^\"]*", "", text)
    for name in ("broken.json", "flipped.json", "untold.mp4"):
        assert name in text


def test_a_table_for_the_terminal(folder: Path, capsys):
    code = cli.run(["validate", str(folder / "run.mp4"), "--method", "hip_line"])
    out = capsys.readouterr().out
    assert code == 0
    lines = out.splitlines()
    assert lines[0].split()[:3] == ["clip", "method", "MAE"]
    assert lines[1].split()[:2] == ["run", "hip_line"]
    assert lines[2].split()[:2] == ["overall", "hip_line"]


def test_a_method_that_suits_no_clip_is_no_error(folder: Path, capsys, monkeypatch):
    class Stickers:
        method, validated = "markers", True

        def place(self, frame: object, left_px: object, right_px: object) -> None:
            raise AssertionError("there is nothing to click")

    monkeypatch.setitem(ESTIMATORS, "markers", lambda viewpoint: Stickers())
    code = cli.run(["validate", str(folder / "run.mp4"), "--method", "markers", "--json"])
    out, err = capsys.readouterr()
    assert (code, json.loads(out)) == (0, {"clips": [], "overall": {}})
    assert "stickers" in err


def test_nothing_to_validate(tmp_path: Path, capsys):
    write_clip(tmp_path / "untold.mp4", 2)
    assert cli.run(["validate", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert not out
    assert err.startswith("gaitcoach: No clip with a truth file")


@pytest.mark.parametrize(
    "arguments", [["validate"], ["validate", "nowhere"], ["validate", ".", "--method", "magic"]]
)
def test_words_that_do_not_exist(capsys, arguments: list[str]):
    assert cli.run(arguments) == 2
    assert "Try: gaitcoach" in capsys.readouterr().err


def test_a_page_that_cannot_be_written_is_told_before_the_work(folder: Path, tmp_path, capsys):
    (tmp_path / "file").write_text("in the way")
    page = tmp_path / "file" / "page.html"
    assert cli.run(["validate", str(folder / "run.mp4"), "--html", str(page)]) == 1
    assert "Nothing can be written" in capsys.readouterr().err
