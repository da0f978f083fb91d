"""`bench --archive` without a model: clips that are no copies, sums of known times, honest ends."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import pytest
from clips import write_clip

from gaitcoach.batch.manifest import find_clips
from gaitcoach.batch.progress import Underway
from gaitcoach.batch.row import failed_row
from gaitcoach.batch.work import LocalWorkers, Measured
from gaitcoach.bench.archive import (
    FOR_EVER,
    MB,
    ArchiveBench,
    Pass,
    run_archive,
    short_figures,
    warm_hands,
)
from gaitcoach.bench.file_rate import FramePace
from gaitcoach.bench.short_clips import cut, short_clips
from gaitcoach.capture.source import parse_file
from gaitcoach.errors import GaitCoachError
from gaitcoach.live.replay import frames_of


def n_frames(clip: Path) -> int:
    with closing(frames_of(parse_file(str(clip)))) as frames:
        return sum(1 for _ in frames)


def test_short_clips_are_no_copies_of_each_other(tmp_path):
    """Mutants: copied as they are, and an archive measures two of five; of one clip only."""
    whole = [str(write_clip(tmp_path / f"{n}.mp4", 10 + n)) for n in range(2)]
    clips = short_clips(whole, 5, tmp_path / "short")
    found = find_clips([str(tmp_path / "short")])
    assert [clip.place for clip in found.clips] == [str(clip) for clip in clips]
    assert (len(found.clips), found.same) == (5, ())
    assert [n_frames(clip) for clip in clips] == [10, 11, 10, 11, 10]


def test_a_cut_is_the_beginning_at_the_clips_own_pace(tmp_path):
    whole = write_clip(tmp_path / "whole.mp4", 20)
    short = cut(str(whole), tmp_path / "cut.mp4", most_s=0.5)
    with closing(frames_of(parse_file(str(short)))) as frames:
        times_s = [frame.t_s for frame in frames]
    assert times_s == pytest.approx([n / 25 for n in range(13)], abs=1e-3)


def test_a_clip_without_pictures_to_cut_is_said(tmp_path):
    with pytest.raises(GaitCoachError, match="fewer than two"):
        cut(str(write_clip(tmp_path / "one.mp4", 1)), tmp_path / "cut.mp4")


def test_a_start_is_no_part_of_a_pace():
    """Mutant: as many pictures as were told, over the time between the first and the last."""
    pace = FramePace()
    for now_s in (9.0, 9.1, 9.2):
        pace.tick(now_s)
    assert pace.fps == pytest.approx(10.0)
    with pytest.raises(GaitCoachError, match="fewer than two"):
        _ = FramePace().fps


def test_what_an_archive_adds_to_a_clip():
    """Mutants: the sum instead of each clip's share; memory from the middle on."""
    archive = Pass(12.0, 300, (400 * MB, 410 * MB, 430 * MB), (90 * MB, 91 * MB, 92 * MB))
    figures = short_figures(archive, [0.9, 1.1, 1.0], n_clips=10)
    assert figures == {
        "archive_short_clips": 10,
        "archive_short_clip_ms": 1000.0,
        "archive_overhead_ms": 200.0,
        "archive_overhead_percent": 20.0,
        "archive_memory_mb": {"first": 400, "middle": 410, "last": 430},
        "archive_own_memory_mb": {"first": 90, "middle": 91, "last": 92},
    }


class FakeHand:
    """Measures in no time; its memory is this program's."""

    def __init__(self, most_clips: int) -> None:
        self.most_clips, self.seen, self.closed = most_clips, [], False
        self.pid = os.getpid()

    def measure(self, job, on_frames=None):
        self.seen.append(Path(job["path"]).name)
        return failed_row("broken" if "bad" in job["path"] else "") | {"frames": 30}

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def places(tmp_path: Path) -> list[str]:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.mp4").write_text(name)
    return [str(tmp_path / f"{name}.mp4") for name in ("a", "b", "c")]


def test_hands_are_warm_and_never_replaced(places, tmp_path):
    """Mutants: cold ones, whose start is taken for work; a new one hides what the old one kept."""
    with warm_hands(1, places[1], FakeHand) as hands:
        done = run_archive(
            places, tmp_path / "out", lambda: LocalWorkers(1, make_hand=lambda: hands[0]), hands
        )
    (hand,) = hands
    assert hand.seen == ["b.mp4", "a.mp4", "b.mp4", "c.mp4"]
    assert (hand.most_clips, hand.closed) == (FOR_EVER, True)
    assert (done.frames, len(done.hand_bytes), len(done.own_bytes)) == (90, 3, 3)
    assert min(done.hand_bytes) > MB


class Breaks:
    """Workers that one clip stops."""

    def __init__(self, error: BaseException) -> None:
        self._error = error

    def run(self, clips, how):
        yield Measured(next(iter(clips)), failed_row(""))
        raise self._error

    def underway(self) -> tuple[Underway, ...]:
        return ()

    def close(self) -> None:
        """Nothing runs."""


@pytest.mark.parametrize("error", [GaitCoachError("The scheduler is gone."), KeyboardInterrupt()])
def test_an_archive_that_was_stopped_gives_no_figure(places, tmp_path, error):
    """Mutant: the time until it broke is taken for a fast run."""
    with pytest.raises(type(error)):
        run_archive(places, tmp_path / "out", lambda: Breaks(error))


def test_a_clip_that_failed_gives_no_figure(places, tmp_path):
    """Mutant: a clip that is not measured is measured fast."""
    (tmp_path / "bad.mp4").write_text("bad")
    hand = FakeHand(1)
    make = lambda: LocalWorkers(1, make_hand=lambda: hand)  # noqa: E731
    with pytest.raises(GaitCoachError, match="1 clips could not be measured"):
        run_archive([*places, str(tmp_path / "bad.mp4")], tmp_path / "out", make)


def test_one_clip_does_not_compare_workers(places):
    with ArchiveBench(Path(places[0])) as bench:
        parts = dict(bench.parts())
        with pytest.raises(GaitCoachError, match="Give more clips"):
            parts["workers"]()
