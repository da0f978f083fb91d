"""A display that is named and does not answer ends Qt's process: it is asked first."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from gaitcoach import display
from gaitcoach.display import has_display, named_display

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="they have one")


@pytest.fixture
def sockets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(display, "X_SOCKETS", tmp_path)
    monkeypatch.setattr(display, "X_PORT", 1)  # nobody listens there
    return tmp_path


def listening(path: Path) -> socket.socket:
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(path))
    server.listen()
    return server


@pytest.mark.parametrize("name", [":7", ":7.0", "unix:7"])
def test_a_display_that_answers_is_one(sockets: Path, name: str):
    with listening(sockets / "X7"):
        assert has_display({"DISPLAY": name})
        assert not has_display({"DISPLAY": ":8"})
        assert not has_display({})


def test_a_socket_that_a_dead_server_left_is_none(sockets: Path):
    """Mutant: the name, or the file, is enough."""
    listening(sockets / "X7").close()
    assert (sockets / "X7").exists()
    assert not has_display({"DISPLAY": ":7"})


def test_a_display_on_another_computer_answers_by_network(monkeypatch: pytest.MonkeyPatch):
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setattr(display, "X_PORT", server.getsockname()[1] - 5)
        assert has_display({"DISPLAY": "127.0.0.1:5.0"})
    assert not has_display({"DISPLAY": "127.0.0.1:5.0"})


def test_wayland_is_asked_at_its_own_socket(sockets: Path):
    env = {"XDG_RUNTIME_DIR": str(sockets), "WAYLAND_DISPLAY": "wayland-0"}
    assert not has_display(env)
    with listening(sockets / "wayland-0"):
        assert has_display(env)


@pytest.mark.parametrize("name", ["", "nonsense", ":", ":x", ":99999999999", "a" * 300 + ":1"])
def test_a_name_that_is_none_is_no_error(sockets: Path, name: str):
    assert not has_display({"DISPLAY": name})
    assert named_display({"DISPLAY": name}) == name


def test_painting_into_memory_needs_no_display(sockets: Path):
    assert has_display({"QT_QPA_PLATFORM": "offscreen"})


def test_the_app_runs_without_a_window_and_says_why(tmp_path: Path):
    """Mutant: Qt is asked first, and aborts the process."""
    env = {key: value for key, value in os.environ.items() if "DISPLAY" not in key}
    env |= {"DISPLAY": ":987", "QT_QPA_PLATFORM": "xcb", "XDG_DATA_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "gaitcoach", "--source", str(tmp_path / "none.mp4")]
    done = subprocess.run(command, capture_output=True, text=True, env=env, timeout=60)
    assert done.returncode == 1, done.stderr
    assert "The display :987 does not answer: running without a window." in done.stderr
    assert "none.mp4" in done.stderr
    assert "Traceback" not in done.stderr
