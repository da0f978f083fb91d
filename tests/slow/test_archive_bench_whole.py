"""`gaitcoach bench --archive` on real clips: every figure is there, whatever it is."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gaitcoach.bench import ARCHIVE_ROWS
from gaitcoach.bench.short_clips import cut
from gaitcoach.resources import asset_path

pytestmark = [pytest.mark.slow, pytest.mark.timeout(500)]


def test_every_figure_is_measured(tmp_path: Path):
    """Mutants: a part that cannot begin in a program of its own; a figure that is only named."""
    folder = tmp_path / "clips"
    folder.mkdir()
    demo = str(asset_path("demo/demo_run.mp4"))
    for n in range(2):
        cut(demo, folder / f"{n}.mp4", most_s=2.0 + n / 10)
    command = [sys.executable, "-m", "gaitcoach", "bench", "--archive", str(folder), "--clips", "2"]
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, timeout=450)
    figures = json.loads(done.stdout)
    assert (done.returncode, figures["notes"]) == (0, {}), done.stderr
    assert [key for key, _, _ in ARCHIVE_ROWS if figures.get(key) is None] == []
    assert (figures["archive_clips"], figures["archive_frames"]) == (2, 60 + 63)
    assert figures["archive_short_clips"] == 2
    assert 0.0 < figures["archive_file_ratio"] < 2.0
    assert figures["archive_memory_mb"]["last"] > 100
