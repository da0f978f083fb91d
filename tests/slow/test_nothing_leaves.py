"""Nothing leaves this computer: every system call of a run that could send is looked at."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from connections import CALLS, find_leaks

WATCHED_S = 90
"""The pose library tries to send its usage report about 20 s after the first frame."""
RUN_S = 100
END_WITHIN_S = 60

TEST_NET = "192.0.2.1"
"""An address that belongs to nobody (RFC 5737); naming it in a UDP connect sends no packet."""

RUN = [sys.executable, "-m", "gaitcoach", "live", "--source", "demo", "--as-live", "--loop",
       "--headless", "--json", "--max-s", str(RUN_S)]  # fmt: skip


def strace(log: Path, command: list[str]) -> list[str]:
    """The command under strace, with all its children, watching every call that could send."""
    watch = ["-f", "--seccomp-bpf", "-v", "-s", "256", "-e", f"trace={CALLS}"]
    return ["strace", *watch, "-o", str(log), *command]


@pytest.fixture
def log(tmp_path) -> Path:
    """Where strace writes; skips where it is missing or forbidden, except in CI."""
    path = tmp_path / "strace.log"
    reason = "strace is not installed"
    if shutil.which("strace"):
        trial = subprocess.run(strace(path, ["true"]), capture_output=True, text=True, timeout=30)
        if trial.returncode == 0:
            return path
        reason = f"strace is not allowed here: {trial.stderr.strip()}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def own_home(tmp_path) -> dict[str, str]:
    """An environment whose records and caches go into the test's folder; no proxy of its own."""
    env = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    folders = {"HOME": "", "XDG_DATA_HOME": "data", "XDG_CACHE_HOME": "cache",
               "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state"}  # fmt: skip
    return env | {name: str(tmp_path / "home" / folder) for name, folder in folders.items()}


@pytest.mark.slow
@pytest.mark.timeout(RUN_S + END_WITHIN_S + 60)
def test_a_run_and_its_exit_talk_to_this_machine_only(log, own_home, tmp_path):
    # GIVEN a run as a user has it, the demo paced as a camera, with its voice
    with (
        (tmp_path / "stderr").open("w+") as stderr,
        subprocess.Popen(
            strace(log, RUN), stdout=subprocess.PIPE, stderr=stderr, text=True, env=own_home
        ) as program,
    ):
        # WHEN it has gone on long enough after its first frame, and ended
        first_line = program.stdout.readline()
        seen_at_s = time.monotonic()
        lines = [first_line, *program.stdout]
        program.wait(END_WITHIN_S)
        watched_s = time.monotonic() - seen_at_s
        stderr.seek(0)
        assert program.returncode == 0, stderr.read()

    # THEN it was really watched, while it measured
    assert watched_s >= WATCHED_S
    events = [json.loads(line) for line in lines]
    assert events[-1]["event"] == "summary"
    assert events[-1]["frames"]["seen"] > WATCHED_S * 5
    assert "connect(" in log.read_text(errors="replace"), "the log is empty: nothing was watched"
    # AND no call reached out of this machine or looked up a name
    with log.open(errors="replace") as calls:
        assert find_leaks(calls) == []


@pytest.mark.slow
def test_a_leak_of_a_child_of_a_child_is_seen(log):
    """GIVEN the same watch WHEN a grandchild names an outside address THEN it is found."""
    leak = f"import socket; socket.socket(type=socket.SOCK_DGRAM).connect(('{TEST_NET}', 9))"
    child = f'import subprocess, sys; subprocess.run([sys.executable, "-c", {leak!r}])'

    subprocess.run(strace(log, [sys.executable, "-c", child]), check=True, timeout=60)

    with log.open(errors="replace") as calls:
        leaks = find_leaks(calls)
    assert len(leaks) == 1
    assert TEST_NET in leaks[0].what
