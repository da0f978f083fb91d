"""`gaitcoach analyze` on pictures, from files to lines. The models are stood in for."""

from __future__ import annotations

import csv
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from still_scene import FakeFinder, body, stand_in

from gaitcoach import cli
from gaitcoach.app.still_table import COLUMNS
from gaitcoach.app.stills import StillRequest, analyze_stills
from gaitcoach.settings import Settings
from gaitcoach.storage.log import stop_log


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Everything that a command keeps goes into the test's own folder."""
    stand_in(monkeypatch)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))
    level = logging.getLogger().level
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    yield pictures
    stop_log()
    logging.getLogger().setLevel(level)


def picture(path: Path, second: int | None = None, grey: int = 100) -> str:
    image = Image.new("RGB", (640, 480), (grey, grey, grey))
    exif = image.getexif()
    if second is not None:
        exif.get_ifd(0x8769)[0x9003] = f"2026:04:12 09:15:{second:02d}"
    image.save(path, exif=exif)
    return str(path)


def analyze(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[dict], str]:
    code = cli.run(["analyze", "--json", *arguments])
    out, err = capsys.readouterr()
    return code, [json.loads(line) for line in out.splitlines()], err


def test_each_picture_is_one_object_and_a_broken_one_stops_nothing(home: Path, capsys):
    """Mutants: an end at the first error; exit code 0 all the same."""
    first, last = picture(home / "a.jpg"), picture(home / "c.png", grey=90)
    (home / "b.jpg").write_bytes(b"no picture")
    code, events, err = analyze(capsys, first, str(home / "b.jpg"), last)
    assert code == 1
    assert [(one["event"], one["file"]) for one in events] == [("still", first), ("still", last)]
    assert events[0]["drop_deg"] == pytest.approx(3.0)
    assert "b.jpg is not a picture that can be read" in err
    assert "Traceback" not in err


def test_the_same_picture_twice_is_read_once_and_that_is_said(home: Path, capsys):
    """Mutant: a step that counts twice."""
    first = picture(home / "a.jpg")
    copy = home / "copy.jpg"
    copy.write_bytes(Path(first).read_bytes())
    code, events, err = analyze(capsys, first, str(copy), first)
    assert (code, len(events)) == (0, 1)
    assert err.count("is the same picture as") == 2


def test_a_folder_stands_for_its_pictures(home: Path, capsys):
    """Mutant: links that lead to themselves followed for ever, or the whole folder refused."""
    picture(home / "b.jpg")
    picture(home / "a.jpg", grey=90)
    (home / "round.jpg").symlink_to(home / "round.jpg")
    code, events, err = analyze(capsys, str(home))
    assert [Path(one["file"]).name for one in events] == ["a.jpg", "b.jpg"]
    assert code == 1
    assert "round.jpg is a link that leads back to itself" in err


def test_a_folder_without_pictures_is_said(home: Path, capsys):
    code, events, err = analyze(capsys, str(home))
    assert (code, events) == (1, [])
    assert "is a folder" in err


def test_a_burst_is_told_by_its_times_and_put_in_order(home: Path, capsys):
    """Mutants: the order given; a burst object for single pictures."""
    files = [picture(home / name, second, grey=second) for name, second in
             (("c.jpg", 12), ("a.jpg", 11), ("b.jpg", 10), ("later.jpg", 50))]  # fmt: skip
    code, events, _ = analyze(capsys, *files)
    assert code == 0
    assert [Path(one["file"]).name for one in events if one["event"] == "still"] == [
        "b.jpg", "a.jpg", "c.jpg", "later.jpg",
    ]  # fmt: skip
    (burst,) = (one for one in events if one["event"] == "burst")
    assert [Path(name).name for name in burst["files"]] == ["b.jpg", "a.jpg", "c.jpg"]
    assert burst["times_s"] == [0.0, 1.0, 2.0]
    assert [step["side"] for step in burst["steps"]] == ["left"] * 3
    assert burst["left"]["mean_deg"] is None


def test_pictures_without_times_are_a_burst_when_that_is_said(home: Path, capsys):
    files = [picture(home / f"IMG_{i}.jpg", grey=i) for i in (10, 9, 8)]
    assert all(one["event"] == "still" for one in analyze(capsys, *files)[1])
    burst = analyze(capsys, "--burst", *files)[1][-1]
    assert [Path(name).name for name in burst["files"]] == ["IMG_8.jpg", "IMG_9.jpg", "IMG_10.jpg"]
    assert burst["times_s"] is None


def test_a_point_names_the_runner_and_an_empty_place_is_an_error(home: Path, capsys, monkeypatch):
    monkeypatch.setattr(FakeFinder, "people", (body(450.0, 0.9), body(120.0, 0.5)))
    file = picture(home / "a.jpg")
    assert analyze(capsys, file)[1][0]["people"] == 2
    (event,) = analyze(capsys, file, "--person", "120,330")[1]
    assert event["person_box_px"][0] < 120 < event["person_box_px"][2]
    code, events, err = analyze(capsys, file, "--person", "5,5")
    assert (code, events) == (1, [])
    assert "Nobody was found at 5,5" in err


@pytest.mark.parametrize(
    ("option", "value", "level"),
    [
        ("--vertical", "320,40,320,440", "vertical"),
        ("--horizon", "20,300,620,300", "horizon"),
    ],
)
def test_a_line_that_was_given_is_level(home: Path, capsys, option, value, level):
    (event,) = analyze(capsys, picture(home / "a.jpg"), option, value)[1]
    assert event["level_by"] == level


@pytest.mark.parametrize(("option", "value"), [("--horizon", "1,2,3"), ("--person", "here")])
def test_points_that_are_none_are_refused(home: Path, capsys, option, value):
    code, events, err = analyze(capsys, picture(home / "a.jpg"), option, value)
    assert (code, events) == (2, [])
    assert option.strip("-") in err


def test_annotated_pictures_are_kept_where_it_was_said(home: Path, tmp_path: Path, capsys):
    """Mutant: beside the photographs, or over them."""
    out = tmp_path / "out"
    file = picture(home / "a.jpg")
    before = Path(file).read_bytes()
    code = cli.run(["analyze", file, "--picture-dir", str(out)])
    printed = capsys.readouterr()
    assert code == 0
    assert [path.name for path in out.iterdir()] == ["a_gaitcoach.jpg"]
    assert "left leg carries; the right hip lies 3.0 deg lower" in printed.out
    assert [path.name for path in home.iterdir()] == ["a.jpg"]
    assert Path(file).read_bytes() == before


def test_pictures_and_what_is_no_picture_go_together(home: Path, capsys):
    """Mutant: one kind shuts the other out."""
    (home / "run.mp4").write_bytes(b"no video")
    code, events, err = analyze(capsys, str(home / "run.mp4"), picture(home / "a.jpg"))
    assert code == 1
    assert [one["event"] for one in events] == ["still"]
    assert "run.mp4" in err


def pictures_table(folder: Path) -> list[dict[str, str]]:
    with (folder / "pictures.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_pictures_become_a_table(home: Path, tmp_path: Path, capsys, monkeypatch):
    """Mutants: --csv is for videos alone; only the largest body has a row; a broken one has one."""
    monkeypatch.setattr(FakeFinder, "people", (body(450.0, 0.9), body(120.0, 0.5)))
    file = picture(home / "a.jpg", 10)
    (home / "b.jpg").write_bytes(b"no picture")
    assert analyze(capsys, file, str(home / "b.jpg"), "--csv", str(tmp_path / "t"))[0] == 1
    first, second = pictures_table(tmp_path / "t")
    assert tuple(first) == COLUMNS
    assert (first["file"], first["people"], first["person"]) == (file, "2", "1")
    assert (first["is_runner"], second["is_runner"]) == ("true", "false")
    assert float(first["drop_deg"]) == float(second["drop_deg"]) == pytest.approx(3.0)
    assert float(first["drop_low_deg"]) < 3.0 < float(first["drop_high_deg"])
    assert int(first["box_left_px"]) < 450 < int(first["box_right_px"])
    assert int(second["box_left_px"]) < 120 < int(second["box_right_px"])
    assert (first["taken"], first["width_px"]) == ("2026-04-12T09:15:10.000", "640")
    # AND who is named has the only row
    analyze(capsys, file, "--person", "120,330", "--csv", str(tmp_path / "t"))
    (row,) = pictures_table(tmp_path / "t")
    assert (row["person"], row["is_runner"]) == ("2", "true")


def test_the_table_tells_bursts_and_pictures_of_nobody(
    home: Path, tmp_path: Path, capsys, monkeypatch
):
    """Mutants: a burst's number on single pictures; a picture of nobody is left out."""
    files = [picture(home / f"{s}.jpg", s, grey=s) for s in (10, 11, 12, 50)]
    analyze(capsys, *files, "--csv", str(tmp_path))
    rows = pictures_table(tmp_path)
    assert [(Path(row["file"]).stem, row["burst"]) for row in rows] == [
        ("10", "1"), ("11", "1"), ("12", "1"), ("50", ""),
    ]  # fmt: skip
    monkeypatch.setattr(FakeFinder, "people", ())
    analyze(capsys, files[0], "--csv", str(tmp_path))
    (row,) = pictures_table(tmp_path)
    assert (row["people"], row["person"], row["is_runner"], row["usable"]) == (
        "0", "", "false", "false",
    )  # fmt: skip
    assert (row["reason"], row["drop_deg"], row["box_left_px"]) == ("nobody", "", "")


def test_a_table_that_is_interrupted_holds_what_came(
    home: Path, tmp_path: Path, capsys, monkeypatch
):
    """Mutant: written at the very end only."""
    files = [picture(home / "a.jpg"), picture(home / "b.jpg", grey=90)]
    looked = []

    def stop_at_second(*args: object, **more: object) -> list:
        looked.append(1)
        if len(looked) == 2:
            raise KeyboardInterrupt
        return [body()]

    monkeypatch.setattr(FakeFinder, "find", stop_at_second)
    with pytest.raises(KeyboardInterrupt):
        analyze_stills(files, Settings(), StillRequest(), as_json=True, csv_dir=tmp_path)
    assert [row["file"] for row in pictures_table(tmp_path)] == files[:1]


def test_a_table_that_cannot_be_written_is_told_before_the_work(home: Path, tmp_path: Path, capsys):
    (tmp_path / "file").write_text("no folder")
    code, events, err = analyze(
        capsys, picture(home / "a.jpg"), "--csv", str(tmp_path / "file" / "x")
    )
    assert (code, events) == (1, [])
    assert "Nothing can be written" in err
