"""Real clips through real measuring processes: the same steps as alone, here and fetched."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pyarrow.parquet as pq
import pytest

from gaitcoach.batch.archive import Plan, measure_archive
from gaitcoach.batch.work import How, LocalWorkers
from gaitcoach.bench.short_clips import cut
from gaitcoach.capture.source import parse_source
from gaitcoach.live.replay import replay
from gaitcoach.resources import asset_path
from gaitcoach.settings import Settings
from gaitcoach.types import StanceRecord

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
DEMO = asset_path("demo/demo_run.mp4")
FETCH = """
import os, sys
from pathlib import Path
from gaitcoach.batch.archive import Plan, measure_archive
from gaitcoach.batch.work import How, LocalWorkers
import fsspec
memory = fsspec.filesystem("memory")
memory.pipe("/clinic/a.mp4", Path(sys.argv[1]).read_bytes())
plan = Plan(("memory://clinic",), Path(sys.argv[2]), How({"model": "lite"}), 5.0)
ended = measure_archive(plan, lambda: LocalWorkers(1))
print(ended.failed, "mediapipe" in sys.modules, os.environ["https_proxy"])
"""


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve seconds of the demo, twice."""
    folder = tmp_path_factory.mktemp("clips")
    clip = cut(str(DEMO), folder / "a.mp4", most_s=12.0)
    (folder / "b.mp4").write_bytes(clip.read_bytes() + b"\0")  # no copy, the same pictures
    return folder


@pytest.fixture(scope="module")
def alone(clips: Path) -> tuple[StanceRecord, ...]:
    """The steps of one of them, as `analyze` finds them."""
    settings = Settings(model="lite", view="behind")
    return replay(settings, parse_source(str(clips / "a.mp4"))).steps


@pytest.mark.parametrize("find_view", [True, False])
def test_the_same_steps_as_analyze(
    clips: Path, alone: tuple[StanceRecord, ...], tmp_path: Path, find_view: bool
):
    """To a millionth of a degree, also for the second clip of a process.

    Mutants: a tracker that remembers the clip before; the first pictures posed twice; rounding.
    """
    how = How({"model": "lite", "view": "behind"}, find_view)
    plan = Plan((str(clips),), tmp_path / "out", how, 5.0)
    assert measure_archive(plan, lambda: LocalWorkers(1)).failed == 0
    table = pq.read_table(tmp_path / "out" / "steps.parquet").to_pylist()
    for name in ("a.mp4", "b.mp4"):
        steps = [row for row in table if row["file"].endswith(name)]
        assert len(steps) == len(alone) > 20
        for row, step in zip(steps, alone, strict=True):
            assert row["side"] == step.side
            assert row["t_start_s"] == pytest.approx(step.t_start_s, abs=1e-6)
            if step.usable:
                assert row["drop_deg"] == pytest.approx(step.drop_deg, abs=1e-6)


def test_who_fetches_never_loads_the_pose_library(clips: Path, tmp_path: Path):
    """Its shield would cut them off from their store. Mutant: measured where they are fetched.

    In a process of its own: other tests of this one have loaded it.
    """
    done = subprocess.run(
        [sys.executable, "-c", FETCH, str(clips / "a.mp4"), str(tmp_path / "out")],
        env=os.environ | {"https_proxy": "http://proxy.example:3128"},
        capture_output=True, text=True, timeout=200,
    )  # fmt: skip
    assert done.stdout.split() == ["0", "False", "http://proxy.example:3128"], done.stderr


HOLD = """
import sys
from gaitcoach.batch.hand import Hand
from gaitcoach.batch.hand_child import job_of
hand = Hand()
hand.measure(job_of(sys.argv[1], {"model": "lite"}, False), lambda n: print(hand.pid, flush=True))
"""


def test_a_measuring_process_does_not_outlive_its_program(tmp_path: Path):
    """GIVEN a long clip WHEN the program is killed THEN nobody goes on measuring for nobody."""
    command = [sys.executable, "-c", HOLD, str(DEMO)]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    with program.stdout:
        child = psutil.Process(int(program.stdout.readline()))
    program.kill()
    program.wait(10.0)
    child.wait(5.0)
