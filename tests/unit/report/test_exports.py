"""Each export is opened by a reader that is not ours."""

from __future__ import annotations

import csv
import json
import math
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from kept_runs import frame, head, keep_run, step_events, steps, summary

from gaitcoach.errors import GaitCoachError, StorageError
from gaitcoach.gait.putright import Correction, Kind
from gaitcoach.landmarks import Landmark
from gaitcoach.report.exports import KINDS, export_run, file_name
from gaitcoach.report.importing import import_json
from gaitcoach.report.motion import evened
from gaitcoach.report.tables import STEP_COLUMNS, schema
from gaitcoach.storage.store.frame import FrameSignals
from gaitcoach.storage.store.putright import annotate, correct
from gaitcoach.storage.store.runs import list_runs, load_run
from gaitcoach.storage.store.signals import Signals
from gaitcoach.storage.store.store import Store
from gaitcoach.storage.store.writer import StoreWriter

N_FRAMES = 90
CUE = {
    "event": "cue", "t_s": 6.5, "text": "hips level", "phrase": "hips_level", "side": "left",
    "kind": "correct", "said": True,
    "reason": {"rule": "drops_too_far", "metric": "drop_deg", "value_deg": 6.0,
               "lower_bound_deg": 5.4, "threshold_deg": 5.0, "n_steps": 12},
}  # fmt: skip


@pytest.fixture(autouse=True)
def _a_folder_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """OpenSim leaves a log where it is loaded."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def store(tmp_path: Path):
    """A store with one run of 40 steps and three seconds of frames, ten of them without a body."""
    place = tmp_path / "kept" / "store.sqlite"
    events = [*step_events(40), CUE, {"event": "marker", "t_s": 7.0, "text": 'a "mark", 5 €'}]
    _keep(place, [*events, summary()], [_frame(i) for i in range(N_FRAMES)])
    opened = Store(place)
    yield opened
    opened.close()


def _keep(place: Path, events: list, frames: list[FrameSignals]) -> None:
    writer = StoreWriter(place, None, head(), on_problem=print)
    for event in events:
        writer.append(event)
    for one in frames:
        writer.push(one)
    assert writer.close(None, 30.0)
    assert writer.wait(30.0)


def _frame(index: int) -> FrameSignals:
    """The pelvis swings by 4 degrees around a level of 1; nobody is seen from 50 to 59."""
    if 50 <= index < 60:
        return frame(index, obliquity_deg=None, sigma_deg=None, xy_px=None, visibility=None)
    return frame(index, obliquity_deg=1.0 + 4.0 * math.sin(index / 5), level_deg=1.0)


def _export(store: Store, kind: str, path: Path) -> Path:
    target = path / f"run{KINDS[kind].suffix}"
    export_run(store, list_runs(store)[0].id, kind, target)
    return target


def test_csv_is_read_by_its_columns(store, tmp_path):
    """Mutant: a column moved, a unit changed, "True" for true."""
    path = _export(store, "csv", tmp_path)
    with path.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == tuple(STEP_COLUMNS)
    for row, told in zip(rows, steps(40), strict=True):
        assert row["side"] == told.side
        assert float(row["drop_deg"]) == pytest.approx(told.drop_deg, abs=1e-3)
        assert float(row["t_s"]) == pytest.approx(told.t_start_s, abs=1e-3)
        assert (row["usable"], row["reason"], row["level_deg"]) == ("true", "ok", "")


@pytest.mark.parametrize("kind", ["parquet", "frames"])
def test_parquet_is_read_by_duckdb(store, tmp_path, kind):
    duckdb = pytest.importorskip("duckdb")
    path = _export(store, kind, tmp_path)
    if kind == "parquet":
        found = duckdb.sql(
            f"SELECT side, count(*), avg(drop_deg) FROM '{path}' WHERE usable GROUP BY side "
            "ORDER BY side"
        ).fetchall()
        assert [(side, n) for side, n, _ in found] == [("left", 20), ("right", 20)]
        assert [mean for _, _, mean in found] == pytest.approx([6.0, 3.0])
    else:
        n, low, hip = duckdb.sql(
            f"SELECT count(*), min(obliquity_deg), max(left_hip_x) FROM '{path}'"
        ).fetchall()[0]
        assert (n, hip > 0) == (N_FRAMES, False)  # units from the picture's middle
        assert low == pytest.approx(-3.0, abs=0.1)


def test_json_keeps_to_its_schema_and_comes_back(store, tmp_path):
    """Mutants: a field renamed, the notes lost, a run imported twice."""
    jsonschema = pytest.importorskip("jsonschema")
    run_id = list_runs(store)[0].id
    annotate(store, run_id, notes="tired", shoes="red", speed_kmh=10.0)
    path = _export(store, "json", tmp_path)
    found = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(found, schema())
    broken = found | {"steps": [found["steps"][0] | {"side": "middle"}]}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema())
    # WHEN it is imported into another store
    other = Store(tmp_path / "other" / "store.sqlite")
    there = load_run(other, import_json(other, path))
    here = load_run(store, run_id)
    # THEN everything of it is there
    assert there.row.started == here.row.started
    assert (there.row.runner, there.row.notes, there.row.shoes) == ("Ida", "tired", "red")
    assert there.row.left == here.row.left
    assert [s.drop_deg for s in there.steps] == pytest.approx([s.drop_deg for s in here.steps])
    assert there.cues == here.cues
    assert there.markers == here.markers
    with pytest.raises(StorageError, match="already"):
        import_json(other, path)
    other.close()


@pytest.mark.parametrize(
    "text", ["", "[]", '{"format": "else"}', '{"format": "gaitcoach-run", "version": 99}',
             '{"format": "gaitcoach-run", "version": 1}',
             '{"format": "gaitcoach-run", "version": 1, "run": {}, "steps": [1]}'],
)  # fmt: skip
def test_what_is_no_export_is_refused_with_what_to_do(store, tmp_path, text):
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(StorageError) as caught:
        import_json(store, path)
    assert caught.value.todo
    assert len(list_runs(store)) == 1


def test_what_was_put_right_is_exported_as_it_is_now(store, tmp_path):
    """Mutant: the export takes the steps as measured."""
    run_id = list_runs(store)[0].id
    correct(store, run_id, Correction(Kind.SWAP_SIDES))
    with _export(store, "csv", tmp_path).open(newline="", encoding="utf-8") as file:
        first = next(csv.DictReader(file))
    assert first["side"] == steps(1)[0].side.other


def test_opensim_reads_the_motion(store, tmp_path):
    """+ is the right side lower, which a higher left hip is. Mutants: sign, level, radians."""
    opensim = pytest.importorskip("opensim")
    path = _export(store, "mot", tmp_path)
    table = opensim.TimeSeriesTable(str(path))
    assert table.getColumnLabels() == ("pelvis_list",)
    assert opensim.Storage(str(path)).isInDegrees()
    column = table.getDependentColumn("pelvis_list").to_numpy()
    times_s = np.array(table.getIndependentColumn())
    known = (times_s < 49.5 / 30) | (times_s > 60.5 / 30)
    want = 4.0 * np.sin(times_s * 30 / 5)
    np.testing.assert_allclose(column[known], want[known], atol=0.02)
    assert table.getNumRows() < N_FRAMES  # the gap is left out, not invented


def test_opensim_reads_the_markers(store, tmp_path):
    opensim = pytest.importorskip("opensim")
    path = _export(store, "trc", tmp_path)
    markers = opensim.MarkerData(str(path))
    assert (markers.getNumFrames(), markers.getNumMarkers()) == (N_FRAMES, len(Landmark))
    assert markers.getUnits().getLabel() == "meters"
    assert markers.getDataRate() == pytest.approx(30.0)
    table = opensim.TimeSeriesTableVec3(str(path))
    left, right = (
        np.array([[column[i].get(axis) for axis in range(3)] for i in range(N_FRAMES)])
        for column in map(table.getDependentColumn, ("left_hip", "right_hip"))
    )
    # In the made-up frames the right hip lies 10 pixels right of and below the left one.
    assert (right - left)[10, 0] > 0
    assert (right - left)[10, 1] < 0
    assert np.isnan(left[55]).all()


@pytest.mark.parametrize("reader", ["ezc3d", "c3d"])
def test_c3d_is_read_by_two_libraries(store, tmp_path, reader):
    """Mutant: metres for millimetres, x and y exchanged, the angle's channel left out."""
    library = pytest.importorskip(reader)
    path = _export(store, "c3d", tmp_path)
    if reader == "ezc3d":
        file = library.c3d(str(path))
        labels = file["parameters"]["POINT"]["LABELS"]["value"]
        points = file["data"]["points"][:3]
        angle = file["data"]["analogs"][0, 0]
    else:
        with path.open("rb") as raw:
            file = library.Reader(raw)
            labels = [name.strip() for name in file.point_labels]
            read = [(p[:, :3].T, a[0, 0]) for _, p, a in file.read_frames()]
        points = np.stack([p for p, _ in read], axis=-1)
        angle = np.array([a for _, a in read])
    assert list(labels) == [mark.name.lower() for mark in Landmark]
    hips = points[:, [Landmark.LEFT_HIP, Landmark.RIGHT_HIP], 10]
    assert hips[0, 1] > hips[0, 0]
    assert hips[1, 1] < hips[1, 0]
    legs = points[:, Landmark.LEFT_HIP, 10] - points[:, Landmark.LEFT_ANKLE, 10]
    assert np.hypot(*legs[:2]) == pytest.approx(850.0, rel=0.01)
    assert angle[20] == pytest.approx(4.0 * math.sin(4.0), abs=0.05)


def test_png_is_a_picture(store, tmp_path):
    from gaitcoach.opencv import cv2

    image = cv2.imread(str(_export(store, "png", tmp_path)))
    assert image.shape == (672, 1200, 3)
    assert image.std() > 5


def test_frames_are_missing_where_a_gap_is_long_and_bridged_where_it_is_short():
    """Mutant: everything interpolated."""
    t_s = np.delete(np.arange(60) / 30, [20, 40, 41, 42, 43, 44])
    flat = np.zeros((len(t_s), 33, 2), np.float32)
    ones = np.ones(len(t_s), np.float32)
    found = evened(
        Signals(t_s, np.arange(len(t_s)), ones, ones, 0 * ones, ones.astype(np.int8),
                ones.astype(np.int8), flat, np.ones((len(t_s), 33)), (640, 480))
    )  # fmt: skip
    assert len(found.t_s) == 60
    assert np.flatnonzero(np.isnan(found.list_deg)).tolist() == [40, 41, 42, 43, 44]


def test_a_run_without_signals_says_so(tmp_path):
    place = tmp_path / "store.sqlite"
    keep_run((place, None), [*step_events(4), summary()])
    store = Store(place)
    for kind in ("mot", "trc", "c3d", "frames"):
        with pytest.raises(StorageError, match="no signals") as caught:
            _export(store, kind, tmp_path)
        assert "csv" in caught.value.todo
    store.close()


def test_a_run_of_no_step_is_exported_in_every_plain_format(tmp_path):
    place = tmp_path / "store.sqlite"
    keep_run((place, None), [summary(0.0)])
    store = Store(place)
    for kind in ("csv", "parquet", "json", "png"):
        assert _export(store, kind, tmp_path).stat().st_size > 0
    store.close()


def test_the_video_is_drawn_on_and_read_by_ffprobe(tmp_path):
    """The recording of the demo with made-up signals. Mutants: nothing drawn; frames lost."""
    from gaitcoach.opencv import cv2
    from gaitcoach.resources import asset_path

    video = tmp_path / "video.mp4"
    writer = cv2.VideoWriter(str(video), cv2.VideoWriter_fourcc(*"mp4v"), 30.0, (640, 480))
    reader = cv2.VideoCapture(str(asset_path("demo/demo_run.mp4")))
    for _ in range(30):
        writer.write(reader.read()[1])
    writer.release()
    place = tmp_path / "kept" / "store.sqlite"
    body = np.full((33, 2), 320.0)
    body[Landmark.LEFT_HIP], body[Landmark.RIGHT_HIP] = (250.0, 240.0), (390.0, 240.0)
    frames = [frame(i, xy_px=body, obliquity_deg=10.0) for i in range(30)]
    _keep(place, [*step_events(4), summary()], frames)
    store = Store(place)
    target = tmp_path / "drawn.mp4"
    run_id = list_runs(store)[0].id
    with pytest.raises(StorageError, match="video"):
        export_run(store, run_id, "mp4", target)
    export_run(store, run_id, "mp4", target, video)
    with pytest.raises(GaitCoachError):
        export_run(store, run_id, "mp4", target, video)
    store.close()
    probe = subprocess.run(
        ["ffprobe", "-v", "error", "-count_frames", "-show_entries",
         "stream=nb_read_frames,width,height", "-of", "csv=p=0", str(target)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert probe.stdout.strip() == "640,480,30"
    before, after = (cv2.VideoCapture(str(p)).read()[1].astype(int) for p in (video, target))
    # From behind the left hip is at the left: the line is higher there, by 10 degrees.
    line = np.abs(after - before).sum(axis=2) > 150
    rows_left, rows_right = (np.flatnonzero(line[200:280, x]).mean() for x in (230, 410))
    slope_deg = math.degrees(math.atan2(rows_right - rows_left, 180))
    assert slope_deg == pytest.approx(10.0, abs=1.5)


def test_faces_are_blurred(tmp_path):
    from gaitcoach.live.faces import blur_face

    image = np.random.default_rng(0).integers(0, 255, (200, 200, 3), np.uint8)
    points = np.full((33, 2), np.nan)
    points[: Landmark.MOUTH_RIGHT + 1] = (100.0, 60.0)
    points[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]] = ((60.0, 120.0), (140.0, 120.0))
    was = image.copy()
    blur_face(image, points)
    assert image[45:75, 85:115].std() < 0.5 * was[45:75, 85:115].std()
    np.testing.assert_array_equal(image[120:], was[120:])
    blur_face(image, np.full((33, 2), np.nan))


def test_no_two_kinds_of_a_run_have_one_name():
    """Mutant: the frames replace the table of steps that was exported a moment before."""
    row = SimpleNamespace(started=datetime(2026, 6, 1, tzinfo=UTC), id=3)

    assert len({file_name(row, kind) for kind in KINDS}) == len(KINDS)
