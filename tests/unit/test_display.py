"""A display that is named and does not answer ends Qt's process: it is asked first."""

from __future__ import annotations

import os
import shutil
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from gaitcoach import display
from gaitcoach.display import display_trouble, has_display, named_display
from gaitcoach.x_greeting import COOKIE

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="they have one")


HOST = os.fsencode(socket.gethostname())


@pytest.fixture
def sockets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(display, "X_SOCKETS", tmp_path)
    monkeypatch.setattr(display, "X_PORT", 1)  # nobody listens there
    return tmp_path


LET_IN = struct.pack("<BBHHH", 1, 0, 11, 0, 0)


def refusing(reason: bytes) -> bytes:
    padded = reason + b"\0" * (-len(reason) % 4)
    return struct.pack("<BBHHH", 0, len(reason), 11, 0, len(padded) // 4) + padded


def listening(path: Path) -> socket.socket:
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(path))
    server.listen()
    return server


@contextmanager
def answering(server: socket.socket, answer: bytes) -> Iterator[list[bytes]]:
    """An X server that says the same to everybody; yields what it was told."""
    told: list[bytes] = []

    def serve() -> None:
        with suppress(OSError):
            while True:
                line, _ = server.accept()
                with line:
                    told.append(line.recv(4096))
                    line.sendall(answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield told
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(5)


@pytest.mark.parametrize("name", [":7", ":7.0", "unix:7"])
def test_a_display_that_answers_is_one(sockets: Path, name: str):
    with answering(listening(sockets / "X7"), LET_IN):
        assert has_display({"DISPLAY": name})
        assert not has_display({"DISPLAY": ":8"})
        assert not has_display({})


def test_a_socket_that_a_dead_server_left_is_none(sockets: Path):
    """Mutant: the name, or the file, is enough."""
    listening(sockets / "X7").close()
    assert (sockets / "X7").exists()
    assert not has_display({"DISPLAY": ":7"})


def test_a_display_on_another_computer_answers_by_network(monkeypatch: pytest.MonkeyPatch):
    server = socket.create_server(("127.0.0.1", 0))
    monkeypatch.setattr(display, "X_PORT", server.getsockname()[1] - 5)
    with answering(server, LET_IN):
        assert has_display({"DISPLAY": "127.0.0.1:5.0"})
    assert not has_display({"DISPLAY": "127.0.0.1:5.0"})


REFUSED = refusing(b"No protocol specified\n")
ASKED_MORE = b"\2" + REFUSED[1:]


@pytest.mark.parametrize("answer", [REFUSED, ASKED_MORE])
def test_a_display_that_refuses_is_none_and_says_why(sockets: Path, answer: bytes):
    """Mutants: an open socket is enough; the server's reason is thrown away."""
    with answering(listening(sockets / "X7"), answer):
        told = display_trouble({"DISPLAY": ":7"})
    assert told == "The display :7 refuses us (No protocol specified)"


def test_a_display_that_hangs_up_or_says_nothing_does_not_answer(
    sockets: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(display, "ANSWER_S", 0.05)
    with answering(listening(sockets / "X7"), b""):
        assert display_trouble({"DISPLAY": ":7"}) == "The display :7 does not answer"
    with listening(sockets / "X8"):
        assert display_trouble({"DISPLAY": ":8"}) == "The display :8 does not answer"
    assert display_trouble({}) == ""


def cookies(*entries: tuple[int, bytes, bytes, bytes, bytes]) -> bytes:
    parts = (
        struct.pack(">H", family) + b"".join(struct.pack(">H", len(one)) + one for one in rest)
        for family, *rest in entries
    )
    return b"".join(parts)


@pytest.mark.parametrize(
    ("content", "cookie"),
    [
        (cookies((256, HOST, b"7", COOKIE, b"right")), b"right"),
        (cookies((65535, b"", b"", COOKIE, b"wild!")), b"wild!"),
        (cookies((256, HOST, b"8", COOKIE, b"other")), b""),
        (cookies((256, b"x", b"7", COOKIE, b"afar!")), b""),
        (cookies((256, HOST, b"7", b"XDM-AUTH", b"kind")), b""),
        (
            cookies((256, HOST, b"6", COOKIE, b"first"), (256, HOST, b"7", COOKIE, b"second")),
            b"second",
        ),
        (cookies((256, HOST, b"7", COOKIE, b"right"))[:9], b""),
        (b"", b""),
    ],
)
def test_the_user_s_cookie_for_this_display_is_shown(sockets: Path, content: bytes, cookie: bytes):
    """Mutants: no cookie, so every guarded display refuses; that of another display."""
    (sockets / "cookies").write_bytes(content)
    env = {"DISPLAY": ":7", "XAUTHORITY": str(sockets / "cookies")}
    with answering(listening(sockets / "X7"), LET_IN) as told:
        assert has_display(env)
    assert told[0][6:10] == struct.pack("<HH", len(COOKIE) if cookie else 0, len(cookie))
    assert cookie in told[0]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="no Xvfb here")
def test_a_real_server_lets_in_who_has_its_cookie_and_nobody_else(tmp_path: Path):
    """Against Xvfb as a desktop guards it: Qt would abort at the same refusal."""
    ask = "from gaitcoach.display import display_trouble as t; print(repr(t()))"
    script = f"'{sys.executable}' -c '{ask}'; XAUTHORITY=/dev/null '{sys.executable}' -c '{ask}'"
    env = {key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"}
    command = ["xvfb-run", "-a", "sh", "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, env=env, timeout=60)
    let_in, refused = done.stdout.splitlines()
    assert let_in == "None", done.stderr
    assert "refuses us" in refused


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
