"""The log file and where native messages go."""

import logging
import os
import subprocess
import sys

import pytest

from gaitcoach.errors import StorageError
from gaitcoach.storage import log as module
from gaitcoach.storage.log import start_log, stop_log


@pytest.fixture
def log_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "log_dir", lambda: tmp_path)
    root = logging.getLogger()
    level = root.level
    yield tmp_path
    stop_log()
    root.setLevel(level)


def test_info_and_worse_go_to_the_file_once_and_not_to_the_screen(log_folder, capfd):
    # GIVEN a log that was started twice
    path = start_log()
    assert start_log() == path
    # WHEN something is logged
    logging.getLogger("gaitcoach.x").info("camera opened")
    logging.getLogger("gaitcoach.x").debug("detail")
    stop_log()
    # THEN it is in the file, once, and the screen stays empty
    assert path.parent == log_folder
    assert path.read_text(encoding="utf-8").count("camera opened") == 1
    assert "detail" not in path.read_text(encoding="utf-8")
    assert capfd.readouterr() == ("", "")


def test_passwords_are_hidden_in_messages_arguments_and_tracebacks(log_folder):
    path = start_log()
    logger = logging.getLogger("gaitcoach.x")
    logger.info("open rtsp://anna:geheim@cam/1")
    logger.info("open %s", "rtsp://anna:geheim@cam/2")
    try:
        raise OSError("rtsp://anna:geheim@cam/3 does not answer")
    except OSError:
        logger.exception("failed")
    stop_log()
    text = path.read_text(encoding="utf-8")
    assert "geheim" not in text
    assert {f"rtsp://***@cam/{n}" in text for n in (1, 2, 3)} == {True}


def test_a_log_folder_that_cannot_be_written_does_not_stop_a_run(log_folder, monkeypatch):
    def refuse():
        raise StorageError("read-only")

    monkeypatch.setattr(module, "log_dir", refuse)
    monkeypatch.setattr(module.tempfile, "tempdir", str(log_folder))
    path = start_log()
    logging.getLogger("gaitcoach.x").info("still logged")
    stop_log()
    assert path.parent.parent == log_folder
    assert "still logged" in path.read_text(encoding="utf-8")


def test_a_full_disk_loses_lines_silently(small_disk, monkeypatch, capfd):
    monkeypatch.setattr(module, "log_dir", lambda: small_disk)
    start_log()
    (handler,) = [
        each for each in logging.getLogger().handlers if isinstance(each, module._QuietFileHandler)
    ]
    (small_disk / "filler").write_bytes(b"x" * (1024 * 1024 - 8192))
    for _ in range(20):
        logging.getLogger("gaitcoach.x").info("x" * 4096)
    lost = handler.lost_lines
    (small_disk / "filler").unlink()
    stop_log()
    assert lost > 0
    assert capfd.readouterr() == ("", "")


SCRIPT = """
import os, sys
from pathlib import Path
from gaitcoach.storage.log import native_stderr_to
{before}
with native_stderr_to(Path(sys.argv[1])):
    os.write(2, b"native inside\\n") if {has_fd} else None
    print("python inside", file=sys.stderr) if sys.stderr else None
os.write(2, b"native after\\n") if {has_fd} else None
print("python after", file=sys.stderr) if sys.stderr else None
print("reached the end")
"""


def _run(path, before="", has_fd=True):
    script = SCRIPT.format(before=before, has_fd=has_fd)
    return subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )


def test_native_messages_go_to_the_file_and_pythons_to_the_terminal(tmp_path):
    done = _run(tmp_path / "native.log")
    assert (tmp_path / "native.log").read_text() == "native inside\n"
    assert done.stderr.splitlines() == ["python inside", "native after", "python after"]


def test_a_file_that_cannot_be_opened_changes_nothing(tmp_path):
    done = _run(tmp_path / "none" / "native.log")
    assert done.stderr.splitlines()[:2] == ["native inside", "python inside"]
    assert "reached the end" in done.stdout


def test_a_program_without_a_console_goes_on(tmp_path):
    done = _run(tmp_path / "native.log", "os.close(2); sys.stderr = None", has_fd=False)
    assert "reached the end" in done.stdout


def test_descriptors_are_given_back(tmp_path):
    def open_count():
        return len(os.listdir("/proc/self/fd"))  # noqa: PTH208

    if not os.path.isdir("/proc/self/fd"):  # noqa: PTH112
        pytest.skip("descriptors can be counted on Linux only")
    before = open_count()
    for _ in range(3):
        with module.native_stderr_to(tmp_path / "native.log"):
            os.write(2, b"x")
    assert open_count() == before
    assert (tmp_path / "native.log").read_text() == "xxx"


def test_the_native_log_does_not_grow_for_ever(tmp_path):
    path = tmp_path / "native.log"
    path.write_bytes(b"x" * (module.MAX_BYTES + 1))
    with module.native_stderr_to(path):
        os.write(2, b"new")
    assert path.read_bytes() == b"new"
