"""An archive as a whole, with a measuring process that has no models."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from gaitcoach.batch import work
from gaitcoach.batch.archive import Ended, Plan, Told, measure_archive
from gaitcoach.batch.manifest import Clip
from gaitcoach.batch.progress import Pace, Reached, Underway
from gaitcoach.batch.row import COLUMNS, failed_row
from gaitcoach.batch.work import How, LocalWorkers, Measured
from gaitcoach.errors import GaitCoachError, SourceError

STEPS = {
    "side": ["left", "right"], "t_start_s": [0.1, 0.4], "t_end_s": [0.3, 0.6],
    "drop_deg": [4.0, None], "drop_peak_deg": [5.0, None], "sigma_deg": [1.0, None],
    "n_frames": [4, 0], "usable": [True, False], "reason": ["ok", "frame_gap"],
    "cadence_spm": [170.0, None], "level_deg": [None, None],
}  # fmt: skip


def full_row(drop_deg: float = 4.0) -> dict:
    known = {"frames": 10, "duration_s": 2.0, "view": "behind", "quality": "ok", "steps": 2,
             "drop_left_deg": drop_deg, "drop_right_deg": 1.0, "cadence_spm": 170.0}  # fmt: skip
    return failed_row("") | known | {"step_table": STEPS}


class Fakes:
    """Workers that measure in no time.

    after : they break with `error` then; looks : of each second without a clip, how far they are
    """

    def __init__(
        self,
        after: int | None = None,
        error: BaseException | None = None,
        looks: Sequence[tuple[Reached, ...]] = (),
    ) -> None:
        self.after, self.error, self.seen, self.looks = after, error, [], list(looks)
        self.reached: tuple[Reached, ...] = ()

    def run(self, clips, how):
        self.clips = clips
        for reached in self.looks:
            self.reached = reached
            yield None
        self.reached = ()
        for n, clip in enumerate(clips):
            if n == self.after:
                raise self.error
            self.seen.append(Path(clip.place).name)
            yield Measured(clip, full_row(float(n)))

    def underway(self) -> tuple[Underway, ...]:
        # fewer may have begun than there are clips
        return tuple(map(Underway, self.clips, self.reached))

    def close(self) -> None:
        """Nothing runs."""


@pytest.fixture
def archive(clip_file) -> Path:
    for n in range(5):
        top = clip_file(f"{n}.mp4", f"clip {n}").parent
    return top


@pytest.fixture
def run(archive: Path, tmp_path: Path) -> Callable[..., tuple[Ended, Fakes, list[Told]]]:
    def measure(workers: Fakes | None = None, **more) -> tuple[Ended, Fakes, list[Told]]:
        workers, told = workers or Fakes(), []
        plan = Plan((str(archive),), tmp_path / "out", How({"view": "behind"}), 5.0, **more)
        return measure_archive(plan, lambda: workers, told.append), workers, told

    return measure


def table(tmp_path: Path) -> list[dict[str, str]]:
    text = (tmp_path / "out" / "results.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def test_tables_hold_each_clip_once(run, tmp_path):
    ended, _, told = run(steps_csv=True)
    out = tmp_path / "out"
    assert (ended.done, ended.failed, ended.left, ended.why) == (5, 0, 0, None)
    rows = table(tmp_path)
    assert list(rows[0]) == list(COLUMNS)
    assert [Path(row["file"]).name for row in rows] == [f"{n}.mp4" for n in range(5)]
    clips = pq.read_table(out / "results.parquet")
    assert clips["drop_left_deg"].to_pylist() == [0.0, 1.0, 2.0, 3.0, 4.0]
    assert b"right hip drops" in clips.schema.field("drop_left_deg").metadata[b"description"]
    steps = pq.read_table(out / "steps.parquet")
    assert len(steps) == 10
    assert steps["drop_deg"].to_pylist()[:2] == [4.0, None]
    assert len(list((out / "steps").glob("*.csv"))) == 5
    assert [one.done for one in told] == [1, 2, 3, 4, 5]
    assert (told[-1].bytes_rel, told[-1].eta_s) == (1.0, 0.0)
    json.dumps(told[-1].row)


def test_it_goes_on_where_it_was_stopped(run, tmp_path):
    """Mutants: everything again; what was done is lost; the reason is lost."""
    ended, _, _ = run(Fakes(2, GaitCoachError("The scheduler is gone.")))
    assert (ended.done, ended.left, str(ended.why)) == (2, 3, "The scheduler is gone.")
    assert len(table(tmp_path)) == 2
    assert "3 clips are not measured yet" in (tmp_path / "out" / "overview.html").read_text()
    ended, workers, told = run()
    assert workers.seen == ["2.mp4", "3.mp4", "4.mp4"]
    assert (told[0].done, told[0].of) == (3, 5)
    assert (ended.done, ended.left) == (5, 0)
    assert len(table(tmp_path)) == 5
    assert run()[1].seen == []


def test_an_interrupt_keeps_what_is_done(run, tmp_path):
    ended, _, _ = run(Fakes(3, KeyboardInterrupt()))
    assert isinstance(ended.why, KeyboardInterrupt)
    assert len(table(tmp_path)) == 3


def test_new_clips_are_added(run, clip_file, tmp_path):
    run()
    clip_file("new.mp4", "another one")
    assert run()[1].seen == ["new.mp4"]
    assert len(table(tmp_path)) == 6


def test_no_clip_is_no_error_and_an_empty_table(tmp_path):
    (tmp_path / "none").mkdir()
    plan = Plan((str(tmp_path / "none"),), tmp_path / "out", How({}), 5.0)
    ended = measure_archive(plan, lambda: pytest.fail("nothing is to be measured"))
    assert ended.done == 0
    assert table(tmp_path) == []


def test_a_place_that_is_not_there_is_told_before_anything_is_written(tmp_path):
    plan = Plan((str(tmp_path / "nowhere"),), tmp_path / "out", How({}), 5.0)
    with pytest.raises(SourceError):
        measure_archive(plan, Fakes)
    assert not (tmp_path / "out").exists()


def test_time_left_is_by_bytes():
    """Clips differ in length: by their number a long one at the end would be forgotten."""
    pace = Pace(100.0)
    assert pace.eta_s(105.0, 10) is None
    pace.took(300, 1000)
    assert pace.fps(110.0) == 30.0
    assert pace.eta_s(110.0, 3000) == 30.0


def clip(name: str, size_bytes: int) -> Clip:
    return Clip(f"/x/{name}.mp4", size_bytes)


def test_time_left_counts_what_is_read_of_the_clips_that_run():
    """Mutants: a long clip stands still until it is done; its pictures count twice."""
    pace = Pace(0.0)
    pace.took(300, 1000)
    pace.look([Underway(clip("a", 4000), Reached(600, 0.5)), Underway(clip("b", 8000))], 30.0)
    assert pace.underway_bytes == 2000.0
    assert pace.fps(30.0) == 30.0
    assert pace.eta_s(30.0, 12_000) == pytest.approx(30.0 * 10_000 / 3000)
    # AND once it is done it is no more among them
    pace.took(1200, 4000)
    pace.look([], 60.0)
    assert pace.fps(60.0) == 25.0
    assert pace.eta_s(60.0, 0) == 0.0


def test_the_last_long_clip_is_not_shared_by_idle_workers():
    """GIVEN ten small clips done by many in 10 s WHEN a large one is a tenth done in 20 s more.

    Mutants: by the bytes of all together it would take 45 s; since the start of all, 270.
    """
    pace, last = Pace(0.0), clip("long", 4000)
    pace.took(1000, 4000)
    pace.look([Underway(last, Reached())], 10.0)
    pace.look([Underway(last, Reached(100, 0.1))], 30.0)
    assert pace.clip_fps(Underway(last, Reached(100, 0.1)), 30.0) == 5.0
    assert pace.eta_s(30.0, 4000) == pytest.approx(180.0)


def test_a_clip_of_unknown_length_promises_nothing():
    """Mutant: a division by nothing."""
    pace = Pace(0.0)
    pace.look([Underway(clip("a", 4000), Reached(90, None))], 3.0)
    assert (pace.fps(3.0), pace.eta_s(3.0, 4000)) == (30.0, None)


def test_a_long_clip_is_told_while_it_runs(archive, tmp_path):
    """Mutants: silent until the first clip is done; a look counts as a clip."""
    now, far, told = iter(range(100)), [], []
    looks = [(Reached(),), (Reached(30, 0.25), Reached(6, None))]
    plan = Plan((str(archive),), tmp_path / "out", How({}), 5.0)
    ended = measure_archive(
        plan, lambda: Fakes(looks=looks), told.append, on_look=far.append, clock=lambda: next(now)
    )
    assert (ended.done, len(told), len(far)) == (5, 5, 2)
    assert [Path(one.file).name for one in far[1].running] == ["0.mp4", "1.mp4"]
    assert [(one.frames, one.share) for one in far[1].running] == [(30, 0.25), (6, None)]
    assert (far[1].done, far[1].of, far[0].eta_s) == (0, 5, None)
    assert (far[1].fps, far[1].running[0].fps) == (18.0, 30.0)
    assert far[1].bytes_rel == pytest.approx(0.25 / 5)
    assert far[1].eta_s == pytest.approx(2 * 4.75 / 0.25)
    assert told[-1].running == ()


def test_workers_here_tell_how_far_they_are(clip_file, make_hand, monkeypatch):
    """Mutants: no word while a clip runs; a clip that is done is told for ever."""
    monkeypatch.setattr(work, "TELL_EVERY_S", 0.01)
    long = Clip(str(clip_file("long.mp4", "half")), 4)
    workers, seen, done = LocalWorkers(1, make_hand=make_hand), [], []
    for one in workers.run([long], How({})):
        (seen if one is None else done).append(workers.underway())
    assert (Underway(long, Reached(3, 0.5)),) in seen
    assert done == [()]


def test_processes_measure_all_though_some_die(clip_file, tmp_path, make_hand):
    """GIVEN clips that kill their process, once or always THEN each clip has a row, once."""
    contents = {"a": "die once", "b": "ok", "c": "die", "d": "slow", "e": "ok"}
    for name, content in contents.items():
        top = clip_file(f"{name}.mp4", content).parent
    workers = LocalWorkers(2, make_hand=make_hand)
    plan = Plan((str(top),), tmp_path / "out", How({}), 5.0)
    ended = measure_archive(plan, lambda: workers)
    assert (ended.done, ended.failed, ended.left) == (4, 1, 0)  # b and e are one clip
    assert len(ended.manifest.same) == 1
    errors = {Path(row["file"]).stem: row["error"] for row in table(tmp_path)}
    assert [bool(errors[name]) for name in "abcd"] == [False, False, True, False]
    assert all(hand.pid is None for hand in workers.hands)
