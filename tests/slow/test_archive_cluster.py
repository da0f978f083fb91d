"""An archive on a real cluster of processes: one killed in the middle, then the scheduler."""

from __future__ import annotations

import csv
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from gaitcoach.batch.archive import Far, Plan, Told, measure_archive
from gaitcoach.batch.cluster import ClusterError, ClusterWorkers
from gaitcoach.batch.work import How
from gaitcoach.bench.short_clips import cut
from gaitcoach.resources import asset_path

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(400),
    # Its sockets and loops are its own affair.
    pytest.mark.filterwarnings("ignore"),
]
N_CLIPS = 8
DEMO = str(asset_path("demo/demo_run.mp4"))
HOW = How({"model": "lite", "baseline_s": None})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Cluster:
    """A scheduler and workers, each a process, as the `dask` command starts them."""

    def __init__(self, n_workers: int) -> None:
        self.address = f"tcp://127.0.0.1:{free_port()}"
        port = self.address.rpartition(":")[2]
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", port)
        self.workers = [self.add_worker() for _ in range(n_workers)]

    def add_worker(self) -> subprocess.Popen:
        return self._start("worker", self.address, "--nthreads", "1", "--no-nanny")

    @staticmethod
    def _start(*words: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "dask", words[0], *words[1:], "--no-dashboard"]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait(10)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    with closing(Cluster(3)) as running:
        yield running


@pytest.fixture(scope="module")
def calm_cluster() -> Iterator[Cluster]:
    """One that nobody kills."""
    with closing(Cluster(1)) as running:
        yield running


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second and a half of the demo, some times: a clip takes about a second."""
    folder = tmp_path_factory.mktemp("clips")
    for n in range(N_CLIPS):
        cut(DEMO, folder / f"{n}.mp4", most_s=(45.5 + n) / 30)
    (folder / "broken.mp4").write_text("no video")
    return folder


def places(out: Path) -> list[str]:
    with (out / "results.csv").open() as file:
        return [Path(row["file"]).name for row in csv.DictReader(file)]


def test_a_killed_worker_costs_nothing(cluster: Cluster, archive: Path, tmp_path: Path):
    """Mutants: its clips are lost, or there twice; the broken clip stops the rest."""

    def kill_one(told: Told) -> None:
        if told.done == 2:
            os.kill(cluster.workers[0].pid, signal.SIGKILL)

    plan = Plan((str(archive),), tmp_path / "out", HOW, 5.0)
    ended = measure_archive(plan, lambda: ClusterWorkers(cluster.address), kill_one)
    assert (ended.done, ended.failed, ended.left, ended.why) == (N_CLIPS + 1, 1, 0, None)
    assert places(tmp_path / "out") == [*(f"{n}.mp4" for n in range(N_CLIPS)), "broken.mp4"]
    assert cluster.workers[0].poll() == -signal.SIGKILL


def test_a_scheduler_that_goes_is_said_and_what_is_done_is_kept(
    cluster: Cluster, archive: Path, tmp_path: Path
):
    """GIVEN a scheduler killed after three clips THEN another cluster measures the others only."""

    def kill_it(told: Told) -> None:
        if told.done == 3:
            cluster.scheduler.kill()

    plan = Plan((str(archive),), tmp_path / "out", HOW, 5.0)
    ended = measure_archive(plan, lambda: ClusterWorkers(cluster.address), kill_it)
    assert isinstance(ended.why, ClusterError)
    assert f"The scheduler at {cluster.address} is gone" in str(ended.why)
    assert ended.done >= 3
    assert ended.left == N_CLIPS + 1 - ended.done > 0
    assert len(places(tmp_path / "out")) == ended.done
    told: list[Told] = []
    with closing(Cluster(1)) as other:
        again = measure_archive(plan, lambda: ClusterWorkers(other.address), told.append)
    assert len(told) == ended.left
    assert (again.done, again.left) == (N_CLIPS + 1, 0)


def test_every_worker_gone_is_said(cluster: Cluster, archive: Path, tmp_path: Path):
    def kill_all(told: Told) -> None:
        if told.done == 1:
            for worker in cluster.workers:
                worker.kill()

    plan = Plan((str(archive),), tmp_path / "out", HOW, 5.0)
    ended = measure_archive(plan, lambda: ClusterWorkers(cluster.address, 15.0), kill_all)
    assert "Every worker" in str(ended.why)
    assert ended.left > 0


def test_workers_need_no_shared_disk(calm_cluster: Cluster, archive: Path, tmp_path: Path):
    """GIVEN clips on a web server of this machine THEN workers fetch them themselves."""
    pytest.importorskip("aiohttp")
    port = free_port()
    serve = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"]
    server = subprocess.Popen(
        serve, cwd=archive, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(port)
        addresses = tuple(f"http://127.0.0.1:{port}/{n}.mp4" for n in range(2))
        plan = Plan(addresses, tmp_path / "out", HOW, 5.0)
        ended = measure_archive(plan, lambda: ClusterWorkers(calm_cluster.address))
    finally:
        server.kill()
        server.wait(10)
    assert (ended.done, ended.failed, ended.why) == (2, 0, None)


def wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError


def test_how_far_a_long_clip_is_is_told_through_the_scheduler(
    calm_cluster: Cluster, tmp_path: Path
):
    """Mutants: nothing until it is done; a clip that waits is told as if it ran."""
    looks: list[Far] = []
    clip = cut(DEMO, tmp_path / "long.mp4", most_s=8.0)
    plan = Plan((str(clip),), tmp_path / "out", HOW, 5.0)
    make = lambda: ClusterWorkers(calm_cluster.address)  # noqa: E731
    assert measure_archive(plan, make, on_look=looks.append).failed == 0
    frames = [far.running[0].frames for far in looks if far.running]
    assert frames == sorted(frames)
    assert max(frames) > 0
    shares = [far.running[0].share for far in looks if far.running and far.running[0].frames]
    assert all(share is not None and 0.0 < share <= 1.0 for share in shares)


def test_nobody_answers():
    with pytest.raises(ClusterError, match="No scheduler answers"):
        ClusterWorkers(f"tcp://127.0.0.1:{free_port()}")


def test_a_scheduler_without_workers():
    with closing(Cluster(0)) as lonely, pytest.raises(ClusterError, match="has no worker"):
        ClusterWorkers(lonely.address, 2.0)
