"""Every clip of an archive once, whatever its folders are like."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gaitcoach.batch import manifest
from gaitcoach.batch.manifest import Clip, find_clips
from gaitcoach.errors import SourceError


def names(clips: tuple[Clip, ...]) -> list[str]:
    return [Path(clip.place).name for clip in clips]


def test_clips_in_all_folders_by_place(clip_file):
    """Mutants: the top folder alone; a name in capitals; what is no clip."""
    clip_file("b.MP4", "b")
    clip_file("a/x.mov", "x")
    clip_file("notes.txt")
    clip_file("._b.MP4", "what macOS leaves")
    top = clip_file("a/y.webm", "yy").parents[1]
    found = find_clips([str(top)])
    assert names(found.clips) == ["x.mov", "y.webm", "b.MP4"]
    assert found.same == found.notes == ()
    assert all(Path(clip.place).is_absolute() and clip.size_bytes for clip in found.clips)


def test_a_circle_of_links_ends(clip_file):
    """GIVEN folders that link to each other THEN each clip is there once. Mutant: no memory."""
    top = clip_file("a/x.mp4").parents[1]
    (top / "a" / "up").symlink_to(top)
    (top / "again").symlink_to(top / "a")
    (top / "itself.mp4").symlink_to(top / "itself.mp4")
    found = find_clips([str(top), str(top / "a")])
    assert names(found.clips) == ["x.mp4"]
    (note,) = found.notes
    assert "itself.mp4 cannot be read" in note


def test_the_same_clip_again_is_noted_once(clip_file):
    """Links, hard links and copies; a link gives way to the file. Mutant: sizes alone compared."""
    clip = clip_file("m.mp4", "one and the same")
    (clip.parent / "a_link.mp4").symlink_to(clip)
    os.link(clip, clip.with_name("n_hard.mp4"))
    clip_file("z_copy.mp4", "one and the same")
    clip_file("other.mp4", "one and the sane")
    found = find_clips([str(clip.parent)])
    assert names(found.clips) == ["m.mp4", "other.mp4"]
    assert [(Path(one.place).name, Path(one.of).name) for one in found.same] == [
        ("n_hard.mp4", "m.mp4"),
        ("a_link.mp4", "m.mp4"),
        ("z_copy.mp4", "m.mp4"),
    ]


def test_copies_are_told_apart_in_the_middle_too(clip_file, monkeypatch):
    """GIVEN equal ends THEN the whole counts. Mutant: the ends alone."""
    monkeypatch.setattr(manifest, "PIECE_BYTES", 4)
    top = clip_file("a.mp4", "head AAAA tail").parent
    clip_file("b.mp4", "head BBBB tail")
    assert len(find_clips([str(top)]).clips) == 2


def test_empty_files_are_no_copies_of_each_other(clip_file):
    top = clip_file("a.mp4", "").parent
    clip_file("b.mp4", "")
    assert names(find_clips([str(top)]).clips) == ["a.mp4", "b.mp4"]


def test_what_cannot_be_looked_into_is_noted(clip_file, monkeypatch):
    top = clip_file("a/x.mp4").parents[1]
    clip_file("y.mp4", "yy")
    whole = os.scandir

    def scandir(folder: str):
        if folder.endswith("a"):
            raise PermissionError(13, "Permission denied")
        return whole(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    found = find_clips([str(top)])
    assert names(found.clips) == ["y.mp4"]
    assert found.notes == (f"{top / 'a'} cannot be looked into (Permission denied).",)


def test_a_place_that_is_not_there(tmp_path):
    with pytest.raises(SourceError, match="There is no file"):
        find_clips([str(tmp_path / "nowhere")])


def test_one_clip_by_name(clip_file):
    clip = clip_file("x.bin", "a clip by any name")
    assert find_clips([str(clip)]).clips[0].place == str(clip)


def test_a_changed_clip_has_another_stamp(clip_file):
    clip = clip_file("x.mp4", "old")
    before = find_clips([str(clip)]).clips[0]
    os.utime(clip, ns=(1, 1))
    assert find_clips([str(clip)]).clips[0].stamp != before.stamp
