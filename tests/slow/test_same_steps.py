"""The same clip live without a lost frame, by `analyze` of the library and of the command: the
same steps.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from demo import demo_frames

from gaitcoach import Analysis, analyze
from gaitcoach.capture.opencv_source import OpenCVSource
from gaitcoach.capture.source import SourceSpec, parse_source
from gaitcoach.live.session import LiveSession, Outlets
from gaitcoach.opencv import cv2
from gaitcoach.settings import Settings
from gaitcoach.types import Frame, StanceRecord
from gaitcoach.voice.silent import SilentSpeaker

ROOT = Path(__file__).parents[2]
N_FRAMES, FPS = 300, 30.0
SAME = 1e-6
LITE = Settings(model="lite", voice=False)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten seconds of the demo in a file of its own."""
    path = tmp_path_factory.mktemp("clips") / "run.mp4"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"mp4v"), FPS, (640, 480))
    for frame in demo_frames(N_FRAMES):
        writer.write(frame.image_bgr)
    writer.release()
    return path


@pytest.fixture(scope="module")
def analysed(clip: Path) -> Analysis:
    return analyze(clip, settings=LITE)


class AtTheReadersPace(OpenCVSource):
    """A file played as live by somebody patient: the next picture when the last was judged."""

    def __init__(self, spec: SourceSpec, judged: threading.Semaphore) -> None:
        super().__init__(replace(spec, as_live=False))
        self._judged = judged

    def read(self) -> Frame | None:
        assert self._judged.acquire(timeout=60), "the picture before was never judged"
        return super().read()

    def interrupt(self) -> None:
        super().interrupt()
        self._judged.release()


def run_live_to_its_end(clip: Path, *, as_live: bool) -> LiveSession:
    """Run a real session, threads and all, to its end."""
    judged = threading.Semaphore(1)
    outlets = Outlets(SilentSpeaker(), on_measured=lambda done: judged.release())
    spec = parse_source(str(clip), as_live=as_live)
    how = {"open_source": lambda asked: AtTheReadersPace(asked, judged)} if as_live else {}
    session = LiveSession(LITE, spec, outlets, **how)
    session.start()
    assert session.wait(300)
    assert session.stop() == ()
    assert session.failure is None
    return session


def largest_difference_of_alike_steps(
    one: tuple[StanceRecord, ...], other: tuple[StanceRecord, ...]
) -> float:
    """Return the largest difference of any number; all that is no number must be equal."""
    assert len(one) == len(other) >= 20
    plain = [[(s.side, s.usable, s.reason, s.n_frames) for s in steps] for steps in (one, other)]
    assert plain[0] == plain[1]
    return float(np.nanmax(np.abs(numbers(one) - numbers(other))))


def numbers(steps: tuple[StanceRecord, ...]) -> np.ndarray:
    names = ("t_start_s", "t_end_s", "drop_deg", "drop_peak_deg", "sigma_deg")
    return np.array([[getattr(step, name) for name in names] for step in steps])


@pytest.mark.parametrize("as_live", [True, False], ids=["newest", "every"])
def test_live_gives_the_steps_of_analyze(clip: Path, analysed: Analysis, as_live: bool):
    """Mutants: live skips a stage, a frame or the last steps; the file path takes its own turns."""
    session = run_live_to_its_end(clip, as_live=as_live)

    assert (session.summary.frames_seen, session.summary.frames_replaced) == (N_FRAMES, 0)
    assert largest_difference_of_alike_steps(session.steps, analysed.steps) <= SAME
    for leg in ("left", "right"):
        one, other = getattr(session.summary, leg), getattr(analysed.summary, leg)
        assert one.ci95_deg == pytest.approx(other.ci95_deg, abs=SAME)


def test_the_command_gives_the_steps_of_the_library(clip: Path, analysed: Analysis, tmp_path: Path):
    command = [sys.executable, "-m", "gaitcoach", "analyze", clip, "--model", "lite", "--csv", "."]
    subprocess.run(list(map(str, command)), cwd=tmp_path, check=True, timeout=120)

    rows = list(read(tmp_path / "run_steps.csv"))
    assert [row["side"] for row in rows] == [step.side.value for step in analysed.steps]
    for name, field in (("t_s", "t_start_s"), ("drop_deg", "drop_deg")):
        told = [float(row[name] or "nan") for row in rows]
        own = [getattr(step, field) for step in analysed.steps]
        assert told == pytest.approx(own, abs=PRINTED, nan_ok=True)


PRINTED = 6e-5
"""The table has four decimals."""


def read(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def test_two_at_once_do_not_disturb_each_other(clip: Path, analysed: Analysis):
    """Mutant: a network shared by two analyses, each reading the other's crop."""
    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(lambda _: analyze(clip, settings=LITE), range(2)))

    for one in found:
        assert largest_difference_of_alike_steps(one.steps, analysed.steps) <= SAME


def test_signals_and_steps_tell_one_story(analysed: Analysis):
    """Mutant: the stance of a frame is told 0.13 s late."""
    signals = analysed.signals
    for step in analysed.steps:
        middle = int(np.argmin(np.abs(signals.t_s - (step.t_start_s + step.t_end_s) / 2)))
        if step.usable and signals.t_s[-1] - signals.t_s[middle] > 0.3:
            assert signals.stance[middle] == step.side
            assert abs(step.side.drop_deg(signals.obliquity_deg[middle]) - step.drop_deg) < 4.0
