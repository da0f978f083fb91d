"""A video file that becomes a run, a partial result, or nothing: without a model."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from contextlib import closing, nullcontext
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from clips import write_clip
from made_up import step, update
from stick import StickRunner

from gaitcoach.app import analysis, videos
from gaitcoach.app.videos import VideoOptions, analyze_video, wishes_of
from gaitcoach.capture.source import parse_source
from gaitcoach.errors import GaitCoachError, ModelError, SettingsError, StorageError
from gaitcoach.live.events import step_event, summary_event
from gaitcoach.live.ledger import Ledger
from gaitcoach.live.pipeline import Processed
from gaitcoach.live.replay import Replayed, frames_of
from gaitcoach.report.exports import signals_of_run
from gaitcoach.settings import Settings
from gaitcoach.storage.record_reading import read_record
from gaitcoach.storage.store.runs import list_runs, load_run
from gaitcoach.storage.store.store import Store
from gaitcoach.types import Side, View

N_FRAMES = 20
STEPS = tuple(step((Side.LEFT, Side.RIGHT)[n % 2], 0.3 + 0.3 * n, 4.0) for n in range(4))


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    path = write_clip(tmp_path / "race.mp4", N_FRAMES)
    os.utime(path, (1_500_000_000, 1_500_000_000))
    return path


@pytest.fixture
def replayed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Stand in for the models: a stick figure and four steps. error : comes after ten frames"""
    runner = StickRunner()

    def use(error: Exception | None = None) -> None:
        def fake(settings, spec, *, versions, on_frame, on_event, on_view, should_stop, **more):
            on_view(View.FRONT)
            seen, partial = 0, False
            for frame in frames_of(spec):
                if should_stop():
                    partial = True
                    break
                pose = runner.pose(frame.t_s, frame.index)
                pose = replace(pose, xy_px=pose.xy_px / 10)  # of 64 pixels, not 640
                on_frame(Processed(frame, pose, None, update(frame.t_s), (), None))
                seen += 1
                if seen == 10 and error is not None:
                    raise error
            for one in STEPS:
                on_event(step_event(one, "learned"))
            ledger = Ledger("learned", True, lambda event: None)
            summary = replace(ledger.summary(spec.name, settings, 0, versions), frames_seen=seen)
            on_event(summary_event(summary))
            return Replayed(
                summary, STEPS, (summary_event(summary),), "front", ("A note.",), partial
            )

        monkeypatch.setattr(videos, "replay", fake)

    use()
    return use


def runs_in(folder: Path) -> list:
    if not (folder / "store.sqlite").exists():
        return []
    with closing(Store(folder / "store.sqlite", folder)) as store:
        return list(list_runs(store))


def keep(clip: Path, folder: Path, **more):
    options = VideoOptions(keep=True, out_dir=folder)
    settings = Settings(runner="Ida")
    return analyze_video(parse_source(str(clip)), settings, options, **more)


def test_a_kept_file_is_a_run_like_a_live_one(clip, tmp_path, replayed):
    """Mutants: no steps, no signals, no record; the view as declared; dated today."""
    done = keep(clip, tmp_path / "out")
    (row,) = runs_in(tmp_path / "out")
    assert (row.uid, row.runner, row.source, row.view) == (done.uid, "Ida", "race.mp4", "front")
    assert row.started.timestamp() == 1_500_000_000
    with closing(Store(tmp_path / "out" / "store.sqlite", tmp_path / "out")) as store:
        data = load_run(store, row.id)
        assert [one.side for one in data.steps] == [one.side for one in STEPS]
        assert len(signals_of_run(store, data).t_s) == N_FRAMES
    record = read_record(done.record)
    assert not record.cut
    assert [event["event"] for event in record.events] == ["step"] * 4 + ["summary"]


@pytest.mark.parametrize("error", [ModelError("The model is broken."), RuntimeError("a bug")])
def test_a_file_without_a_result_leaves_no_run(clip, tmp_path, replayed, error):
    """It will be analysed again: a half run beside the whole one would count twice."""
    replayed(error)
    with pytest.raises(type(error)):
        keep(clip, tmp_path / "out")
    assert runs_in(tmp_path / "out") == []
    assert list((tmp_path / "out").glob("*.jsonl")) == []


def test_a_file_that_is_stopped_keeps_what_is_done(clip, tmp_path, replayed):
    frames = []
    done = keep(
        clip,
        tmp_path / "out",
        reached=lambda share, t_s: frames.append(share),
        should_stop=lambda: len(frames) == 7,
    )
    assert done.result.partial
    (row,) = runs_in(tmp_path / "out")
    assert row.uid == done.uid


def test_the_drawn_video_needs_no_kept_run(clip, tmp_path, replayed, monkeypatch):
    monkeypatch.setenv("GAITCOACH_STORE", str(tmp_path / "own" / "store.sqlite"))
    out = tmp_path / "drawn.mp4"
    options = VideoOptions(annotated=out)
    done = analyze_video(parse_source(str(clip)), Settings(), options)
    assert done.uid is None
    assert len(list(frames_of(parse_source(str(out))))) == N_FRAMES
    assert not (tmp_path / "own").exists()


def test_slow_motion_is_drawn_on_the_same_pictures(clip, tmp_path, replayed):
    """Mutant: the drawing reads the file by its own pace and finds no measured picture."""
    out = tmp_path / "drawn.mp4"
    options = VideoOptions(annotated=out, real_fps=200.0)
    analyze_video(parse_source(str(clip)), Settings(), options)
    last = list(frames_of(parse_source(str(out))))[-1].image_bgr
    assert np.ptp(last[12:].astype(int)) > 60  # the skeleton, on a grey picture


@pytest.mark.parametrize("name", ["there.mp4", "drawn.avi"])
def test_a_drawing_that_cannot_be_is_told_before_the_work(clip, tmp_path, replayed, name):
    (tmp_path / "there.mp4").write_text("mine")
    replayed(RuntimeError("it has begun"))
    options = VideoOptions(annotated=tmp_path / name)
    with pytest.raises(StorageError, match="--annotated"):
        analyze_video(parse_source(str(clip)), Settings(), options)


def test_a_point_is_two_numbers():
    assert wishes_of(True, "12,40.5").person_px == (12.0, 40.5)
    with pytest.raises(SettingsError, match="Give 2 numbers"):
        wishes_of(False, "12")


def test_analyze_tells_view_notes_and_run(clip, tmp_path, replayed, capsys):
    bar = SimpleNamespace(shares=[])
    bar.reached = lambda share, t_s: bar.shares.append(share)
    options = VideoOptions(keep=True, out_dir=tmp_path / "out")
    code = analysis.analyze_files(
        [str(clip)], Settings(), as_json=True, csv_dir=None, options=options,
        progress=lambda name: nullcontext(bar),
    )  # fmt: skip
    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert (told["view"], told["remarks"], told["partial"]) == ("front", ["A note."], False)
    assert told["run"] == runs_in(tmp_path / "out")[0].uid
    assert len(bar.shares) == N_FRAMES


def test_an_interrupt_ends_the_file_and_tells_what_came(clip, replayed, capsys):
    """Mutants: nothing is told; the next file is begun; Ctrl-C stays deaf afterwards."""
    before = signal.getsignal(signal.SIGINT)

    def once(name: str):
        return nullcontext(bar)

    bar = SimpleNamespace()
    bar.reached = lambda share, t_s: 0.2 < t_s < 0.25 and signal.raise_signal(signal.SIGINT)
    code = analysis.analyze_files(
        [str(clip), str(clip)], Settings(), as_json=False, csv_dir=None, progress=once
    )
    out = capsys.readouterr().out
    assert code == 130
    assert "Stopped before the end" in out
    assert out.count("race.mp4") == 1
    assert signal.getsignal(signal.SIGINT) is before


def test_one_drawing_for_many_files_is_refused(clip):
    with pytest.raises(GaitCoachError, match="takes one file"):
        analysis.analyze_files(
            [str(clip)] * 2, Settings(), as_json=False, csv_dir=None,
            options=VideoOptions(annotated=Path("x.mp4")),
        )  # fmt: skip
