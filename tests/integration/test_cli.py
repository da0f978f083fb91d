"""Bad input on the command line: one or two lines that help, never a traceback."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from gaitcoach import cli
from gaitcoach.storage.log import stop_log
from gaitcoach.types import Limits


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Everything that a command keeps goes into the test's own folder."""
    folder = tmp_path / "home"
    monkeypatch.setenv("HOME", str(folder))
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    level = logging.getLogger().level
    yield folder
    stop_log()
    logging.getLogger().setLevel(level)


def run(*arguments: str) -> int:
    """Run a command and return its exit code, as a process would."""
    try:
        return cli.run(list(arguments))
    except SystemExit as stop:
        return int(stop.code or 0)


def fails(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Run a command that must fail; return its exit code and its message."""
    code = run(*arguments)
    out, err = capsys.readouterr()
    lines = err.strip().splitlines()
    assert code != 0
    assert 1 <= len(lines) <= 2, err
    assert lines[0].startswith("gaitcoach: ")
    assert "Traceback" not in out + err
    assert not out
    return code, err


@pytest.mark.parametrize("threshold", ["-1", "0", "90", "nan", "inf", "0.99", "20.01"])
@pytest.mark.parametrize("command", [["live", "--headless"], ["analyze", "x.mp4"], ["--headless"]])
def test_a_threshold_out_of_range(capsys, command: list[str], threshold: str):
    code, message = fails(capsys, *command, "--threshold", threshold)
    assert code == 2
    assert "from 1 to 20" in message


def test_a_threshold_that_is_no_number(capsys):
    code, message = fails(capsys, "live", "--threshold", "abc")
    assert code == 2
    assert "abc" in message
    assert "--help" in message


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--threshold-left", "30"], "threshold_left_deg"),
        (["--cue-share", "133"], "133"),
        (["--phrase", "better"], "KEY=WORDS"),
        (["--phrase", "nope=hop"], "nope"),
        (["--phrase", "better="], "better"),
        (["--voice-rate", "1000"], "voice_rate_wpm"),
        (["--language", "fr"], "fr"),
        (["--theme", "pink"], "pink"),
    ],
    ids=str,
)
def test_a_setting_that_cannot_be(capsys, arguments: list[str], word: str):
    code, message = fails(capsys, "live", "--headless", *arguments)
    assert code == 2
    assert word in message


def test_what_is_typed_changes_the_settings_of_the_file(home: Path, monkeypatch):
    """Mutants: an option that is not read; own words of the file that are lost."""
    path = home / "config" / "gaitcoach" / "settings.toml"
    path.parent.mkdir(parents=True)
    path.write_text('threshold_right_deg = 4.0\n[phrases]\none = "uno"\n')
    seen = []
    monkeypatch.setattr(
        "gaitcoach.app.headless.run_headless", lambda settings, options: seen.append(settings) or 0
    )
    typed = "--threshold-left 7 --cue-share 50 --metronome 5 --language de --phrase better=prima"
    assert run("live", "--headless", *typed.split()) == 0
    (settings,) = seen
    assert settings.limits == Limits(7.0, 4.0)
    assert (settings.cue_share_percent, settings.metronome_percent) == (50, 5)
    assert settings.language == "de"
    assert settings.phrases == (("better", "prima"), ("one", "uno"))


@pytest.mark.parametrize("baseline", ["abc", "0", "100", "-3"])
def test_a_baseline_that_cannot_be(capsys, baseline: str):
    assert fails(capsys, "live", "--headless", "--baseline-s", baseline)[0] == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["live", "--view", "above"],
        ["live", "--model", "heavy"],
        ["live", "--metronome", "7"],
        ["live", "--max-s", "0"],
        ["live", "--nonsense"],
        ["fly"],
        ["analyze"],
    ],
    ids=" ".join,
)
def test_words_that_do_not_exist(capsys, arguments: list[str]):
    code, message = fails(capsys, *arguments)
    assert code == 2
    assert "Try: gaitcoach" in message


@pytest.mark.parametrize("command", [["analyze"], ["live", "--headless", "--source"]])
def test_no_such_file(capsys, command: list[str]):
    code, message = fails(capsys, *command, "/nowhere/run.mp4")
    assert code == 1
    assert "There is no file /nowhere/run.mp4" in message
    assert "Check the spelling" in message


@pytest.mark.parametrize("content", [b"", b"just text, renamed\n" * 50], ids=["empty", "text"])
def test_a_file_that_is_no_video(capsys, tmp_path: Path, content: bytes):
    fake = tmp_path / "fake.mp4"
    fake.write_bytes(content)
    code, message = fails(capsys, "analyze", str(fake))
    assert code == 1
    assert "fake.mp4" in message


def test_a_folder_is_not_a_video(capsys, tmp_path: Path):
    assert "folder" in fails(capsys, "analyze", str(tmp_path))[1]


def test_analyze_wants_files(capsys):
    assert "gaitcoach live" in fails(capsys, "analyze", "0")[1]


def test_a_password_is_never_shown(capsys):
    _, message = fails(capsys, "analyze", "rtsp://runner:secret@127.0.0.1:1/x")
    assert "secret" not in message


def test_a_broken_settings_file_says_where_it_is(capsys, home: Path):
    path = home / "config" / "gaitcoach" / "settings.toml"
    path.parent.mkdir(parents=True)
    path.write_text("threshold_deg = ")
    code, message = fails(capsys, "live", "--headless")
    assert code == 2
    assert str(path) in message
    path.write_text("treshold_deg = 5.0\n")
    assert "unknown keys: treshold_deg" in fails(capsys, "live", "--headless")[1]


def test_an_error_of_our_own_asks_for_a_report(capsys, monkeypatch):
    def broken(*args: object, **kwargs: object) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr("gaitcoach.app.analysis.analyze_files", broken)
    code = run("analyze", "x.mp4")
    out, err = capsys.readouterr()
    assert code == 1
    assert "a bug" in err
    assert "doctor --bundle" in err
    assert "Traceback" not in out + err


@pytest.mark.parametrize("command", ["live", "analyze", "cameras", "doctor", "bench", "say"])
def test_every_command_has_help(capsys, command: str):
    assert run(command, "--help") == 0
    assert f"gaitcoach {command}" in capsys.readouterr().out


def test_version(capsys):
    from gaitcoach import __version__

    assert run("--version") == 0
    assert __version__ in capsys.readouterr().out


def test_without_a_camera_the_demo_is_said_to_be_one(home: Path, monkeypatch, capsys):
    """Mutants: somebody takes the demo for themselves; it is said of a demo that was asked for."""
    monkeypatch.setattr("gaitcoach.app.options.list_cameras", list)
    told = []
    for named in ((), ("--source", "demo")):
        assert run("live", "--headless", "--no-voice", "--max-s", "0.2", *named) == 0
        told.append("this is the demo" in capsys.readouterr().err)
    assert told == [True, False]
