"""A look at a source: its newest picture or its trouble, and it lets go."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from clips import write_clip

from gaitcoach.capture.preview import Preview

LIMIT_S = 10.0


def wait_for(seen) -> None:
    end_s = time.monotonic() + LIMIT_S
    while not seen():
        assert time.monotonic() < end_s
        threading.Event().wait(0.005)


def test_it_shows_pictures_and_lets_go(tmp_path: Path):
    path = tmp_path / "x.mp4"
    write_clip(path, 5)
    preview = Preview(str(path))
    wait_for(lambda: preview.frame is not None)
    first = preview.frame.index
    wait_for(lambda: preview.frame.index > first)
    assert preview.trouble == ""
    assert preview.stop(LIMIT_S)


def test_what_cannot_be_is_told_and_not_raised(tmp_path: Path):
    preview = Preview(str(tmp_path / "none.mp4"))
    assert "There is no file" in preview.trouble
    assert preview.frame is None
    assert preview.stop()


def test_what_cannot_be_opened_is_told(tmp_path: Path):
    path = tmp_path / "broken.mp4"
    path.write_bytes(b"no video")
    preview = Preview(str(path))
    wait_for(lambda: preview.frame is None and preview.trouble != "")
    assert str(path.name) in preview.trouble
    assert preview.stop(LIMIT_S)


def test_the_phone_is_not_looked_for_before_a_run():
    """Mutant: a thumbnail opens a door for phones."""
    preview = Preview("phone")
    assert "when the run begins" in preview.trouble
    assert preview.frame is None
    assert preview.stop()
