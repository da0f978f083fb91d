"""Cameras by name, on a made-up list."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from gaitcoach.capture import discovery
from gaitcoach.capture.discovery import CameraInfo, find_camera, list_cameras
from gaitcoach.errors import SourceError


@pytest.fixture
def plug(monkeypatch):
    """Return a function that makes the system list these (index, name) cameras."""
    monkeypatch.setattr(discovery, "supported_backends", (discovery.camera_backend(),))

    def plug_in(*cameras):
        found = [SimpleNamespace(index=i, name=name, path=f"/dev/video{i}") for i, name in cameras]
        monkeypatch.setattr(discovery, "enumerate_cameras", lambda backend: found)

    return plug_in


def test_cameras_are_listed_by_index(plug):
    plug((2, "C920"), (0, ""))

    assert list_cameras() == (
        CameraInfo(0, "camera 0", "/dev/video0"),
        CameraInfo(2, "C920", "/dev/video2"),
    )


def test_no_camera_is_an_empty_list(plug):
    plug()

    assert list_cameras() == ()


def test_unknown_system_has_no_list(plug, monkeypatch):
    plug((0, "C920"))
    monkeypatch.setattr(discovery, "supported_backends", ())

    assert list_cameras() == ()


@pytest.mark.parametrize("name", ["HD Pro C920", "hd pro c920", "c920"])
def test_part_of_a_name_is_enough(plug, name):
    plug((0, "Integrated"), (2, "HD Pro C920"))

    assert find_camera(name).index == 2


def test_a_whole_name_wins_over_a_part(plug):
    plug((0, "Cam 10"), (1, "Cam 1"))

    assert find_camera("cam 1").index == 1


@pytest.mark.parametrize(
    ("cameras", "words"),
    [
        (((0, "Cam A"), (1, "Cam B")), ["0 (Cam A), 1 (Cam B)", "number"]),
        (((0, "Integrated"),), ["0 (Integrated)", "gaitcoach cameras"]),
        ((), ["no camera", "Plug one in"]),
    ],
)
def test_a_name_that_fits_none_or_many_lists_what_there_is(plug, cameras, words):
    plug(*cameras)

    with pytest.raises(SourceError) as caught:
        find_camera("cam")

    assert all(word in str(caught.value) for word in words)
