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
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

pytestmark = pytest.mark.slow

ROUNDS = 10
N_CLIPS = 60
CHILD = Path(__file__).parents[1] / "unit" / "batch" / "fake_child.py"

RUN = """
import json, sys
from pathlib import Path
from gaitcoach.batch.archive import Plan, measure_archive
from gaitcoach.batch.hand import Hand
from gaitcoach.batch.row import failed_row
from gaitcoach.batch.work import How, LocalWorkers
child = (sys.executable, "-S", "-E", sys.argv[3], json.dumps(failed_row("")))
workers = LocalWorkers(2, make_hand=lambda: Hand(child))
plan = Plan((sys.argv[1],), Path(sys.argv[2]), How({}), 5.0)
def tell(told):
    print(told.row["file"], flush=True)
ended = measure_archive(plan, lambda: workers, tell)
print("why:", ended.why)
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "clips"
    folder.mkdir()
    for n in range(N_CLIPS):
        (folder / f"{n:03}.mp4").write_text("slow" + " " * n)  # 50 ms each, none a copy
    return folder


def begin(archive: Path, out: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RUN, str(archive), str(out), str(CHILD)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def lines(out: Path) -> list[dict]:
    whole = (out / "results.jsonl").read_bytes().rpartition(b"\n")[0]
    return [json.loads(line) for line in whole.splitlines()]


@pytest.mark.timeout(240)
def test_killed_ten_times_it_holds_each_clip_once(archive: Path, tmp_path: Path):
    """Mutants: a clip lost with the program, measured twice, or told and not on disk."""
    out, told, chance = tmp_path / "out", set(), random.Random(7)
    for _ in range(ROUNDS):
        process = begin(archive, out)
        with process.stdout:
            told.add(process.stdout.readline().strip())  # it measures
            children = psutil.Process(process.pid).children()
            time.sleep(chance.uniform(0.0, 0.15))
            os.kill(process.pid, signal.SIGKILL)
            told |= {line.strip() for line in process.stdout if line.endswith("mp4\n")}
        process.wait(10.0)
        # AND its measuring processes end with it
        _, alive = psutil.wait_procs(children, 5.0)
        assert alive == []
    process = begin(archive, out)
    last, _ = process.communicate(timeout=60)
    assert "why: None" in last
    places = [line["file"] for line in lines(out)[1:]]
    assert sorted(places) == sorted(str(path) for path in archive.iterdir())
    assert told - {""} <= set(places)
    with (out / "results.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [row["file"] for row in rows] == sorted(places)


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


def test_a_full_disk_is_said_and_it_goes_on_with_room(archive: Path, small_disk: Path):
    """Mutants: a traceback; a half line in the way of the next; clips measured twice."""
    filler = small_disk / "filler"
    filler.write_bytes(bytes(1024 * 1024 - 24 * 1024))
    process = begin(archive, small_disk / "out")
    said, _ = process.communicate(timeout=60)
    assert "is full:" in said
    assert "give the same command again" in said
    before = len(lines(small_disk / "out")) - 1
    assert 0 < before < N_CLIPS
    filler.unlink()
    process = begin(archive, small_disk / "out")
    said, _ = process.communicate(timeout=60)
    assert said.count(".mp4\n") == N_CLIPS - before
    assert "why: None" in said
    places = [line["file"] for line in lines(small_disk / "out")[1:]]
    assert len(places) == len(set(places)) == N_CLIPS
