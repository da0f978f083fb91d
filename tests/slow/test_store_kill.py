"""A run whose program is killed at any moment: the store opens clean and misses under a second."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from servers.postgres import postgres_server
from store_shelves import Shelf, new_database

from gaitcoach.storage.store.runs import list_runs, load_run
from gaitcoach.storage.store.signal_files import read_signals, signals_path
from gaitcoach.storage.store.store import Store
from gaitcoach.storage.store.unfinished import find_unfinished, keep_unfinished, tidy_streams

pytestmark = pytest.mark.slow

ROUNDS = 50
STEPS_PER_S = 100
"""Thirty times as many as a runner makes."""
LAST_S = 1.0
WAIT_S = 30.0

RUN = f"""
import sys, threading, time
from datetime import datetime
from pathlib import Path
import numpy as np
from gaitcoach.storage.store.frame import FrameSignals, RunHead
from gaitcoach.storage.store.writer import StoreWriter
from gaitcoach.types import Quality, Stance
head = RunHead(datetime.now().astimezone(), "demo", {{"runner": "Ida"}}, {{}})
writer = StoreWriter(sys.argv[1], Path(sys.argv[2]), head, on_problem=print)
landmarks, sure = np.full((33, 2), 100.0), np.ones(33)
began_s = time.monotonic()
n = 0
while True:
    t_s = time.monotonic() - began_s
    writer.append({{"event": "step", "t_s": t_s, "side": "left", "drop_deg": 1.0,
                    "contact_time_s": 0.25, "n_frames": n}})
    writer.push(FrameSignals(t_s, n, (640, 480), 1.0, 1.0, None, Stance.LEFT, Quality.OK,
                             landmarks, sure))
    print(n, t_s, "told", flush=True)
    n += 1
    threading.Event().wait(1 / {STEPS_PER_S})
"""


def _run_and_kill(shelf: Shelf, steps: int) -> list[float]:
    """Kill the run after so many steps; return the times of all that it made."""
    command = [sys.executable, "-c", RUN, shelf.place, str(shelf.files)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    with child.stdout:
        lines = [child.stdout.readline() for _ in range(steps)]
        os.kill(child.pid, signal.SIGKILL)
        lines += child.stdout.readlines()
    assert child.wait(WAIT_S) == -signal.SIGKILL
    words = [line.split() for line in lines]
    return [float(word[1]) for word in words if word[-1:] == ["told"]]


def _killed_run_keeps_all_but_the_last_second(shelf: Shelf, seed: int) -> None:
    # GIVEN a run that is killed after any one of its steps
    told_s = _run_and_kill(shelf, random.Random(seed).randint(2 * STEPS_PER_S, 4 * STEPS_PER_S))
    due = sum(t_s <= told_s[-1] - LAST_S for t_s in told_s)
    # WHEN the store is opened again
    store = Store(shelf.place, shelf.files)
    try:
        assert store.why_read_only == ""
        (found,) = find_unfinished(store)
        keep_unfinished(store, found)
        # THEN steps and frames have no hole and miss at most the last second
        (row,) = list_runs(store)
        steps = [one.n_frames for one in load_run(store, row.id).steps]
        frames = read_signals(signals_path(store.signals, found.uid)).frame.tolist()
        _assert_whole_and_as_many_as_due("steps", steps, due)
        _assert_whole_and_as_many_as_due("frames", frames, due)
        # AND nothing is left to be settled
        assert find_unfinished(store) == ()
        assert tidy_streams(store) == 0
    finally:
        store.close()


def _assert_whole_and_as_many_as_due(what: str, numbers: list[int], due: int) -> None:
    assert numbers == list(range(len(numbers))), f"a hole in the {what}"
    assert len(numbers) >= due, f"{len(numbers)} of {due} {what} that were due"


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_sqlite_keeps_all_but_the_last_second(tmp_path: Path, seed: int):
    _killed_run_keeps_all_but_the_last_second(
        Shelf(str(tmp_path / "store.sqlite"), tmp_path, True), seed
    )


@pytest.fixture(scope="module")
def address():
    with postgres_server() as found:
        yield found


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_postgresql_keeps_all_but_the_last_second(tmp_path: Path, address: str, seed: int):
    _killed_run_keeps_all_but_the_last_second(Shelf(new_database(address), tmp_path, False), seed)
