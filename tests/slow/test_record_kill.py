"""A run that is killed at any moment keeps all but its last second."""

import os
import random
import signal
import subprocess
import sys

import pytest

from gaitcoach.storage.record_reading import read_record

pytestmark = pytest.mark.slow

ROUNDS = 20
STEPS_PER_S = 100
"""Thirty times as many as a runner makes."""
LAST_S = 1.0
WAIT_S = 30.0

RUN = f"""
import sys, threading, time
from pathlib import Path
from gaitcoach.storage.record import RecordWriter
writer = RecordWriter(Path(sys.argv[1]), {{"source": "demo"}}, on_problem=print)
number = 0
while True:
    at_s = time.monotonic()
    writer.append({{"event": "step", "n": number, "at_s": at_s, "side": "left"}})
    print(number, at_s, "told", flush=True)
    number += 1
    threading.Event().wait(1 / {STEPS_PER_S})
"""


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_killed_run_keeps_all_but_its_last_second(tmp_path, seed):
    # GIVEN a run that records steps and is killed after any one of them
    path = tmp_path / "runs" / "r.jsonl"
    steps = random.Random(seed).randint(STEPS_PER_S, 3 * STEPS_PER_S)
    told = _run_and_kill(path, steps)
    # THEN the record opens, has no hole, and misses at most the steps of the last second
    found = read_record(path)
    numbers = [event["n"] for event in found.events]
    due = [number for number, at_s in told if at_s <= told[-1][1] - LAST_S]
    assert found.cut
    assert found.header["source"] == "demo"
    assert numbers == list(range(len(numbers)))
    assert numbers[len(due) - 1 :], f"{len(numbers)} of {len(due)} steps that were due"


def _run_and_kill(path, steps):
    """Kill the run after so many steps; return (number, time in seconds) of all it made."""
    command = [sys.executable, "-c", RUN, str(path)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    with child.stdout:
        lines = [child.stdout.readline() for _ in range(steps)]
        os.kill(child.pid, signal.SIGKILL)
        lines += child.stdout.readlines()
    assert child.wait(WAIT_S) == -signal.SIGKILL
    words = [line.split() for line in lines]
    return [(int(word[0]), float(word[1])) for word in words if word[-1:] == ["told"]]
