"""A file through every stage to its events: a cut of the demo with the real models."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from demo import demo_frames, demo_truth

from gaitcoach.app import analysis, videos
from gaitcoach.capture.source import parse_source
from gaitcoach.errors import SourceError
from gaitcoach.live.replay import Replayed, replay
from gaitcoach.opencv import cv2
from gaitcoach.settings import Settings
from gaitcoach.validation.score import score_steps

N_FRAMES, FPS = 105, 30.0
STEP_KEYS = {
    "event", "t_s", "side", "drop_deg", "sigma_deg", "usable", "reason", "cadence_spm",
}  # fmt: skip
SUMMARY_KEYS = {
    "event", "source", "duration_s", "left", "right", "cadence_spm", "cues", "frames", "fps",
    "latency_ms", "method", "validated", "versions", "threshold_deg", "baseline_deg", "quality",
    "notes", "gaps",
}  # fmt: skip


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """3.5 s of the demo in a file of its own."""
    path = tmp_path_factory.mktemp("clips") / "run.mp4"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter_fourcc(*"mp4v"), FPS, (640, 480))
    for frame in demo_frames(N_FRAMES):
        writer.write(frame.image_bgr)
    writer.release()
    return path


@pytest.fixture(scope="module")
def replayed(clip: Path) -> Replayed:
    return replay(Settings(model="lite"), parse_source(str(clip)), versions={"gaitcoach": "x"})


def test_every_frame_is_analysed(replayed: Replayed):
    assert replayed.summary.frames_seen == N_FRAMES
    assert replayed.summary.frames_replaced == 0
    assert replayed.summary.duration_s == pytest.approx((N_FRAMES - 1) / FPS, abs=0.01)
    assert replayed.summary.fps == pytest.approx(FPS, abs=0.1)
    assert replayed.summary.latency_median_ms is None
    assert (replayed.summary.method, replayed.summary.method_validated) == ("learned", True)


def test_its_steps_are_the_true_ones(replayed: Replayed):
    true = [one for one in demo_truth().steps() if one.t_end_s < (N_FRAMES - 1) / FPS]
    score = score_steps(true, replayed.steps)
    assert score.n_true >= 7
    assert score.n_matched >= score.n_true - 1
    assert score.stance_rate == 1.0


def test_events_come_with_the_promised_keys_and_the_summary_last(replayed: Replayed):
    kinds = [event["event"] for event in replayed.events]
    assert kinds[-1] == "summary"
    assert set(kinds) >= {"step", "quality", "summary"}
    assert kinds.count("summary") == 1
    for event in replayed.events:
        json.dumps(event, allow_nan=False)
        if event["event"] == "step":
            assert set(event) >= STEP_KEYS
            assert event["side"] in ("left", "right")
    assert set(replayed.events[-1]) >= SUMMARY_KEYS
    assert (
        len(replayed.steps)
        == kinds.count("step")
        == sum(replayed.events[-1][side]["n"] for side in ("left", "right"))
    )


def test_analyze_prints_json_and_writes_every_step(
    clip: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch, replayed: Replayed
):
    # GIVEN a run whose result is known, one broken file before it
    monkeypatch.setattr(videos, "replay", lambda *args, **kwargs: replayed)
    code = analysis.analyze_files(
        [str(tmp_path / "none.mp4"), str(clip)], Settings(), as_json=True, csv_dir=tmp_path
    )
    out, err = capsys.readouterr()
    # THEN the broken one is told and does not stop the other
    assert code == 1
    assert "none.mp4" in err.splitlines()[0]
    (line,) = out.splitlines()
    told = json.loads(line)
    assert (told["event"], told["file"]) == ("summary", str(clip))
    # AND the table has a row for each step
    (table,) = tmp_path.glob("*.csv")
    text = table.read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO("\n".join(
        row for row in text.splitlines() if not row.startswith("#")
    ))))  # fmt: skip
    assert len(rows) == len(replayed.steps)
    assert [row["side"] for row in rows] == [str(one.side) for one in replayed.steps]


def test_analyze_prints_a_table_for_people(
    clip: Path, capsys: pytest.CaptureFixture[str], monkeypatch, replayed: Replayed
):
    monkeypatch.setattr(videos, "replay", lambda *args, **kwargs: replayed)
    assert analysis.analyze_files([str(clip)], Settings(), as_json=False, csv_dir=None) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[0] == str(clip)
    assert "not validated" not in out
    assert "camera roll not removed" in out


def test_what_is_no_video_is_an_error(tmp_path: Path):
    fake = tmp_path / "fake.mp4"
    fake.write_text("just text")
    with pytest.raises(SourceError):
        replay(Settings(), parse_source(str(fake)))


@pytest.mark.slow
def test_looking_ahead_changes_nothing(clip: Path, replayed: Replayed):
    """GIVEN poses found in a thread WHEN the same is done in line THEN every event is the same.

    Mutants: a frame with the pose of the next; the last frame lost.
    """
    in_line = replay(
        Settings(model="lite"), parse_source(str(clip)), versions={"gaitcoach": "x"}, ahead=False
    )
    assert in_line.events == replayed.events
    assert in_line.steps == replayed.steps


@pytest.mark.slow
def test_a_file_may_be_stopped(clip: Path):
    seen = []
    half = replay(
        Settings(model="lite"),
        parse_source(str(clip)),
        on_frame=seen.append,
        should_stop=lambda: len(seen) == 12,
    )
    assert half.partial
    assert half.summary.frames_seen == len(seen) == 12
    assert half.events[-1]["event"] == "summary"
