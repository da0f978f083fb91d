"""`gaitcoach batch` and the new words of `analyze`, as typed: what is said and with which code."""

from __future__ import annotations

import builtins
import json
from pathlib import Path

import pytest
from test_cli import fails, home, run  # noqa: F401 - a fixture

from gaitcoach.app import batching
from gaitcoach.batch.archive import Far, Running
from gaitcoach.batch.progress import Reached, Underway
from gaitcoach.batch.row import failed_row
from gaitcoach.batch.work import Measured
from gaitcoach.errors import GaitCoachError
from gaitcoach.extras import install_line


class Workers:
    """Measure in no time; a clip called bad fails, one called stop ends it all."""

    def run(self, clips, how):
        for clip in clips:
            self.now = clip
            name = Path(clip.place).stem
            if name == "stop":
                raise GaitCoachError("The scheduler is gone.", "Give the same command again.")
            if name == "interrupt":
                raise KeyboardInterrupt
            if name == "long":
                yield None
            error = "It is broken." if name == "bad" else ""
            yield Measured(clip, failed_row(error) | {"frames": 30})

    def underway(self) -> tuple[Underway, ...]:
        return (Underway(self.now, Reached(30, 0.25)),) if "long" in self.now.place else ()

    def close(self) -> None:
        """Nothing runs."""


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(batching, "_workers", lambda asked: Workers())
    folder = tmp_path / "clips"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.mp4").write_text(name)
    return folder


def test_an_archive_ends_with_where_its_tables_are(archive, tmp_path, capsys):
    assert run("batch", str(archive), "--out", str(tmp_path / "out")) == 0
    out, err = capsys.readouterr()
    assert f"2 clips are in {tmp_path / 'out' / 'results.csv'}, 0 of them failed." in out
    assert "2 clips." in err


def test_json_lines_for_programs(archive, tmp_path, capsys):
    (archive / "bad.mp4").write_text("bad")
    (archive / "copy.mp4").write_text("a")
    assert run("batch", str(archive), "--out", str(tmp_path / "out"), "--json") == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["event"] for line in lines] == ["begin", "clip", "clip", "clip", "end"]
    assert (lines[0]["clips"], lines[0]["same"]) == (3, 1)
    assert lines[3]["done"] == lines[3]["of"] == 3
    assert lines[3]["bytes_rel"] == 1.0
    assert (lines[-1]["failed"], lines[-1]["left"], lines[-1]["stopped_by"]) == (1, 0, "")


def test_a_long_clip_is_no_silence(archive, tmp_path, capsys):
    """Mutant: a program that listens hears nothing for an hour."""
    (archive / "long.mp4").write_text("long")
    run("batch", str(archive), "--out", str(tmp_path / "out"), "--json")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    (far,) = [line for line in lines if line["event"] == "progress"]
    assert (far["done"], far["of"]) == (2, 3)
    (one,) = far["running"]
    assert (one["file"], one["frames"], one["share"]) == (str(archive / "long.mp4"), 30, 0.25)


def test_how_far_it_is_in_words():
    """Mutant: only clips that are done move."""
    running = (Running("/x/a.mp4", 90, 0.456, 30.0), Running("/x/b.mp4", 7, None, 7.0))
    far = Far(3, 10, 1, 0.3, 41.6, 300.0, running)
    assert batching.words_of(far) == (
        "3 of 10, 1 failed, 42 pictures/s, 5 min left, a.mp4 46 % and 1 more"
    )
    far = Far(0, 1, 0, 0.0, 7.0, None, running[1:])
    assert batching.words_of(far) == "0 of 1, 7 pictures/s, b.mp4 7 pictures"


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [("stop", 1, "The scheduler is gone."), ("interrupt", 130, "goes on from here")],
)
def test_what_stops_it_is_said_with_what_is_left(archive, tmp_path, capsys, name, code, words):
    (archive / f"{name}.mp4").write_text(name)
    (archive / "z.mp4").write_text("z")
    assert run("batch", str(archive), "--out", str(tmp_path / "out")) == code
    out, err = capsys.readouterr()
    assert "2 clips are in" in out
    assert words in err
    assert "2 clips are left." in err


def test_other_settings_do_not_go_into_the_same_table(archive, tmp_path, capsys):
    out = str(tmp_path / "out")
    assert run("batch", str(archive), "--out", out) == 0
    capsys.readouterr()
    _, message = fails(capsys, "batch", str(archive), "--out", out, "--view", "front")
    assert "view was behind" in message
    assert "another --out" in message


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["/nowhere"], "There is no file /nowhere"),
        (["CLIPS", "--workers", "0"], "--workers"),
        (["CLIPS", "--workers", "2", "--scheduler", "tcp://x:1"], "--workers or --scheduler"),
        (["CLIPS", "--view", "above"], "--view"),
        (["nonsense://x"], "cannot be read"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_is_said(archive, tmp_path, capsys, words, told):
    typed = [str(archive) if word == "CLIPS" else word for word in words]
    assert told in fails(capsys, "batch", *typed, "--out", str(tmp_path / "out"))[1]


def test_a_folder_where_nothing_can_be_written(archive, tmp_path, capsys):
    (tmp_path / "file").write_text("no folder")
    _, message = fails(capsys, "batch", str(archive), "--out", str(tmp_path / "file" / "out"))
    assert "Nothing can be written" in message


def test_without_dask_the_line_to_type(tmp_path, capsys, monkeypatch):
    (tmp_path / "a.mp4").write_text("a")
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name == "distributed":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    typed = ["--out", str(tmp_path / "out"), "--scheduler", "tcp://127.0.0.1:1"]
    assert run("batch", str(tmp_path / "a.mp4"), *typed) == 1
    assert install_line("cluster") in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--person", "12"], "Give 2 numbers"),
        (["--person", "a,b"], "Give 2 numbers"),
        (["--real-fps", "0"], "--real-fps"),
        (["--annotated", "x.avi"], "--annotated NAME.mp4"),
    ],
    ids=str,
)
def test_what_analyze_cannot_be_asked(tmp_path, capsys, words, told):
    clip = tmp_path / "a.mp4"
    clip.write_text("a")
    assert told in fails(capsys, "analyze", str(clip), *words)[1]
