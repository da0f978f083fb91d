"""Clips at an address, in fsspec's own memory: fetched, measured, removed."""

from __future__ import annotations

import builtins
from pathlib import Path

import fsspec
import pytest

from gaitcoach.batch.manifest import Clip, find_clips
from gaitcoach.batch.remote import local_copy
from gaitcoach.batch.work import How, measure_clip
from gaitcoach.errors import GaitCoachError, SourceError
from gaitcoach.pose.shield import DEAD_PROXY


@pytest.fixture
def store():
    system = fsspec.filesystem("memory")
    for name in ("/clinic/a.mp4", "/clinic/2019/b.mov", "/clinic/notes.txt"):
        with system.open(name, "wb") as file:
            file.write(b"ok")
    yield system
    system.rm("/clinic", recursive=True)


def test_the_clips_below_an_address(store):
    found = find_clips(["memory://clinic"])
    assert [clip.place for clip in found.clips] == [
        "memory:///clinic/2019/b.mov",
        "memory:///clinic/a.mp4",
    ]
    assert {clip.size_bytes for clip in found.clips} == {2}
    assert find_clips(["memory://clinic/a.mp4"]).clips == found.clips[1:]


def test_a_copy_is_removed_whatever_happens(store):
    with local_copy("memory://clinic/a.mp4") as path:
        assert (path.name, path.read_bytes()) == ("a.mp4", b"ok")
    assert not path.parent.exists()
    with pytest.raises(ZeroDivisionError), local_copy("memory://clinic/a.mp4") as path:
        raise ZeroDivisionError
    assert not path.parent.exists()


def test_a_path_is_no_copy(tmp_path):
    with local_copy(str(tmp_path)) as path:
        assert path == Path(tmp_path)


def test_who_fetches_has_no_dead_proxy_and_sets_none(store, make_hand, monkeypatch):
    """The shield of the pose library belongs to the measuring process. Mutant: raised here."""
    import os

    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    hand = make_hand()
    row = measure_clip(hand, Clip("memory://clinic/a.mp4", 2), How({}), lambda frames: None)
    hand.close()
    assert row["error"] == ""
    assert os.environ["https_proxy"] == "http://proxy.example:3128" != DEAD_PROXY


def test_a_clip_that_is_gone_has_failed(store, make_hand):
    hand = make_hand()
    row = measure_clip(hand, Clip("memory://clinic/gone.mp4", 2), How({}), lambda frames: None)
    assert "memory://clinic/gone.mp4 cannot be read" in row["error"]
    assert "Check the address" in row["error"]
    assert hand.pid is None  # no process for nothing


@pytest.mark.parametrize("address", ["nonsense://x/y.mp4", "memory://clinic/none.mp4"])
def test_an_address_that_cannot_be_listed(store, address):
    with pytest.raises((SourceError, GaitCoachError), match="cannot be read"):
        find_clips([address])


def test_without_the_package_the_line_to_type(monkeypatch):
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name == "fsspec":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(GaitCoachError, match=r"pip install .*\[cluster\]"):
        find_clips(["s3://clinic"])


def test_a_password_in_an_address_is_not_shown():
    with pytest.raises(GaitCoachError) as told:
        find_clips(["nonsense://me:secret@host/x.mp4"])
    assert "secret" not in str(told.value)
