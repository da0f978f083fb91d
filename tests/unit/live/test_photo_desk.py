"""The worker behind the page of photographs, with files on disk and the models stood in for."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from still_scene import stand_in

from gaitcoach.errors import SourceError
from gaitcoach.jobs import Job
from gaitcoach.live import photo_desk
from gaitcoach.live.photo_desk import PhotoChoice, PhotoDesk
from gaitcoach.settings import Settings


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> PhotoDesk:
    stand_in(monkeypatch)
    return PhotoDesk()


def picture(path: Path, grey: int = 100) -> str:
    Image.new("RGB", (640, 480), (grey, grey, grey)).save(path)
    return str(path)


def done(job: Job) -> Job:
    assert job.wait(20.0)
    return job


def test_a_picture_is_read_judged_and_drawn_small_enough_for_a_page(desk, tmp_path, monkeypatch):
    """Mutants: a preview as large as the picture; boxes in its pixels."""
    monkeypatch.setattr(photo_desk, "PREVIEW_PX", 320)
    shown = done(desk.read(picture(tmp_path / "a.png"), PhotoChoice(), Settings())).result
    assert shown.result.still.drop_deg == pytest.approx(3.0)
    assert shown.preview_bgr.shape == (240, 320, 3)
    assert shown.scale == 0.5
    left, _, right, _ = shown.boxes_px[0]
    assert left < 320 < right


def test_an_edge_that_was_drawn_is_used(desk, tmp_path):
    choice = PhotoChoice(0, (300.0, 40.0, 300.0, 440.0))
    shown = done(desk.read(picture(tmp_path / "a.png"), choice, Settings())).result
    assert str(shown.result.level.by) == "vertical"


def test_a_picture_that_cannot_be_read_is_an_error_of_the_job(desk, tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"no picture")
    job = done(desk.read(str(tmp_path / "a.jpg"), PhotoChoice(), Settings()))
    assert isinstance(job.error, SourceError)


def test_folders_files_and_videos_are_told_apart(desk, tmp_path):
    """Mutant: what is in a folder's folders."""
    folder = tmp_path / "race"
    (folder / "deeper").mkdir(parents=True)
    inside = [picture(folder / name) for name in ("b.jpg", "a.jpg")]
    picture(folder / "deeper" / "c.jpg")
    single = picture(tmp_path / "d.jpg")
    found = done(desk.find([str(folder), single, str(tmp_path / "run.MOV")])).result
    assert found.pictures == (inside[1], inside[0], single)
    assert found.videos == (str(tmp_path / "run.MOV"),)


def test_a_burst_has_each_picture_once(desk, tmp_path):
    one, two = picture(tmp_path / "IMG_2.png", 90), picture(tmp_path / "IMG_10.png", 95)
    copy = tmp_path / "IMG_11.png"
    copy.write_bytes(Path(one).read_bytes())
    burst = done(desk.read_burst([two, str(copy), one], {}, Settings())).result
    assert burst.files == ("IMG_2.png", "IMG_10.png")
    assert burst.left.n == 1


def test_the_annotated_picture_is_written_and_that_is_said(desk, tmp_path):
    shown = done(desk.read(picture(tmp_path / "a.png"), PhotoChoice(), Settings())).result
    job = done(desk.save(shown, str(tmp_path / "out.png"), Settings(), blur_faces=True))
    assert job.result == f"Picture written to {tmp_path / 'out.png'}."
    assert (tmp_path / "out.png").read_bytes().startswith(b"\x89PNG")
