"""Whose work this is: every package that is needed, with a licence each."""

from __future__ import annotations

from importlib import metadata

import pytest

from gaitcoach.licences import UNKNOWN, about_assets, own_licence, package_licences


def test_what_gaitcoach_needs_is_named_with_its_licence():
    """Mutants: only the packages named in pyproject.toml; a licence text instead of its name."""
    found = {one.package.lower(): one for one in package_licences()}
    assert {"pyqt6", "mediapipe", "opencv-contrib-python", "numpy", "pyttsx3"} <= set(found)
    assert "GPL-3.0" in found["pyqt6"].licence
    assert found["numpy"].version == metadata.version("numpy")
    assert "pyqt6-qt6" in found, "what PyQt6 itself needs"
    assert "gaitcoach" not in found
    assert all(
        one.licence not in ("", UNKNOWN) and "\n" not in one.licence for one in found.values()
    )


def test_our_own_licence_is_the_one_the_package_says():
    assert own_licence().licence == metadata.metadata("gaitcoach")["License-Expression"]


@pytest.mark.parametrize("words", ["Apache-2.0", "CC0", "espeak-ng", "pose_landmarker_full.task"])
def test_models_voices_and_clip_have_theirs(words: str):
    assert words in about_assets()


def test_a_package_that_is_not_there_is_left_out():
    assert package_licences("no-such-package-anywhere") == ()
