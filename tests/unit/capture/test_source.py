"""What a user types, and what of it may be shown."""

from __future__ import annotations

import pytest

from gaitcoach.capture import source as source_module
from gaitcoach.capture.discovery import CameraInfo
from gaitcoach.capture.source import Delivery, SourceKind, parse_source
from gaitcoach.errors import SourceError


def test_a_number_is_a_camera():
    spec = parse_source(" 01 ")

    assert (spec.kind, spec.address, spec.delivery) == (SourceKind.CAMERA, "1", Delivery.NEWEST)


@pytest.mark.parametrize(
    "text", ["rtsp://h/a", "RTSPS://h/a", "http://h", "https://h", "udp://@:1"]
)
def test_an_address_is_a_stream(text):
    spec = parse_source(text)

    assert (spec.kind, spec.address, spec.delivery) == (SourceKind.URL, text, Delivery.NEWEST)


def test_a_spec_never_shows_its_password():
    spec = parse_source("rtsp://anna:sesame@cam/a?key=sesame")

    assert "sesame" in spec.address
    assert "sesame" not in f"{spec} {spec!r} {spec.name}"


def test_a_file_is_every_frame_unless_played_as_live(tmp_path):
    path = tmp_path / "my run.mp4"
    path.touch()

    assert parse_source(str(path)).delivery is Delivery.EVERY
    live = parse_source(str(path), as_live=True, loop=True)
    assert (live.delivery, live.loop, live.name) == (Delivery.NEWEST, True, "my run.mp4")


def test_demo_is_the_shipped_clip():
    spec = parse_source("demo")

    assert (spec.kind, spec.name) == (SourceKind.FILE, "demo")
    assert spec.address.endswith("demo_run.mp4")


def test_a_file_called_like_a_camera_wins(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "C920").touch()

    assert parse_source("C920").kind is SourceKind.FILE


def test_any_other_word_is_a_cameras_name(monkeypatch):
    monkeypatch.setattr(source_module, "find_camera", lambda name: CameraInfo(3, "C920 Pro", ""))

    spec = parse_source("c920")

    assert (spec.kind, spec.address, spec.name) == (SourceKind.CAMERA, "3", "C920 Pro")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "No source"),
        ("missing.mp4", "no file missing.mp4"),
        ("some/where", "no file some/where"),
        ("rtsp:/anna:sesame@cam/a", "no file rtsp:/"),
        ("ftp://anna:sesame@cam/a", "ftp://"),
        (".", "folder"),
        ("²", "no camera or file"),
    ],
)
def test_what_cannot_be_a_source_is_said(text, what, monkeypatch):
    with pytest.raises(SourceError, match=what) as caught:
        parse_source(text)

    assert caught.value.todo
    assert "sesame" not in str(caught.value)
