"""An archive whose program is killed at any moment, or whose disk fills: each clip once."""

from __future__ import annotations

import csv
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

pytestmark = pytest.mark.slow

ROUNDS = 10
N_CLIPS = 60
CHILD = Path(__file__).parents[1] / "unit" / "batch" / "fake_child.py"

NURSERY = """
import json, os, sys
from pathlib import Path
import gaitcoach.batch.overview, gaitcoach.batch.tables
from gaitcoach.batch.archive import Plan, measure_archive
from gaitcoach.batch.hand import Hand
from gaitcoach.batch.row import failed_row
from gaitcoach.batch.work import How, LocalWorkers
child = (sys.executable, "-S", "-E", sys.argv[1], json.dumps(failed_row("")))

def measure(archive, out):
    print("began", os.getpid(), flush=True)
    workers = LocalWorkers(2, make_hand=lambda: Hand(child))
    plan = Plan((archive,), Path(out), How({}), 5.0)
    ended = measure_archive(plan, lambda: workers, lambda told: print(told.row["file"], flush=True))
    print("why:", ended.why, flush=True)

for line in sys.stdin:
    pid = os.fork()
    if pid == 0:
        measure(*json.loads(line))
        os._exit(0)
    os.waitpid(pid, 0)
    print("ended", flush=True)
"""


class Nursery:
    """Programs that measure an archive, forked with everything loaded: each begins at once."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", NURSERY, str(CHILD)]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)

    def begin(self, archive: Path, out: Path) -> int:
        """Begin one; returns its number."""
        self._process.stdin.write(json.dumps([str(archive), str(out)]) + "\n")
        self._process.stdin.flush()
        word, pid = self.line().split()
        assert word == "began"
        return int(pid)

    def line(self) -> str:
        """Return what it says next."""
        return self._process.stdout.readline().strip()

    def rest(self) -> list[str]:
        """Return what it says until it is gone."""
        return list(iter(self.line, "ended"))

    def close(self) -> None:
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(10.0)


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with closing(Nursery()) as running:
        yield running


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "clips"
    folder.mkdir()
    for n in range(N_CLIPS):
        (folder / f"{n:03}.mp4").write_text("slow" + " " * n)  # 50 ms each, none a copy
    return folder


def places(out: Path) -> list[str]:
    """Return the clips of the whole lines of a journal."""
    whole = (out / "results.jsonl").read_bytes().rpartition(b"\n")[0]
    return [json.loads(line)["file"] for line in whole.splitlines()[1:]]


def has_ended(process: psutil.Process) -> bool:
    """Tell it at once: an orphan that nobody has collected yet (some systems wait 2 s) is none."""
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def wait_until_ended(processes: Iterable[psutil.Process]) -> None:
    for process in processes:
        for _ in range(500):
            if has_ended(process):
                break
            time.sleep(0.01)
        else:
            raise TimeoutError(f"{process} goes on")


def test_killed_ten_times_it_holds_each_clip_once(nursery: Nursery, archive: Path, tmp_path: Path):
    """Mutants: a clip lost with the program, measured twice, or told and not on disk."""
    out, told, chance = tmp_path / "out", set(), random.Random(7)
    for _ in range(ROUNDS):
        pid = nursery.begin(archive, out)
        told.add(nursery.line())  # it measures
        children = psutil.Process(pid).children()
        time.sleep(chance.uniform(0.0, 0.15))
        os.kill(pid, signal.SIGKILL)
        told |= set(nursery.rest())
        # THEN whatever was told is on disk, each clip once
        done = places(out)
        assert len(done) == len(set(done)) < N_CLIPS
        assert told <= set(done)
        # AND its measuring processes end with it
        wait_until_ended(children)
    nursery.begin(archive, out)
    said = nursery.rest()
    assert said[-1] == "why: None"
    assert told.isdisjoint(said)
    done = sorted(places(out))
    assert done == sorted(str(path) for path in archive.iterdir())
    with (out / "results.csv").open() as file:
        assert [row["file"] for row in csv.DictReader(file)] == done


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(disk)]
    done = subprocess.run(mount, capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip(f"a disk cannot be mounted here: {done.stderr.strip()}")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_is_said_and_it_goes_on_with_room(
    nursery: Nursery, archive: Path, small_disk: Path
):
    """Mutants: a traceback; a half line in the way of the next; clips measured twice."""
    out, filler = small_disk / "out", small_disk / "filler"
    filler.write_bytes(bytes(1024 * 1024 - 24 * 1024))
    nursery.begin(archive, out)
    last = nursery.rest()[-1]
    assert "is full:" in last
    assert "give the same command again" in last
    before = len(places(out))
    assert 0 < before < N_CLIPS
    filler.unlink()
    nursery.begin(archive, out)
    said = nursery.rest()
    assert len(said) - 1 == N_CLIPS - before
    assert said[-1] == "why: None"
    done = places(out)
    assert len(done) == len(set(done)) == N_CLIPS
