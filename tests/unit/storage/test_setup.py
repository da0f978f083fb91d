"""The last set-up comes back as it was, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from gaitcoach.settings import Settings
from gaitcoach.storage.setup import keep_setup, last_setup


def test_a_set_up_comes_back_as_it_was(tmp_path: Path):
    path = tmp_path / "not yet" / "last_setup.json"
    kept = Settings(source="rtsp://x/ü", runner="Ida", baseline_s=None, threshold_deg=6.5)
    keep_setup(kept, path)
    assert last_setup(path) == kept


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", '{"view": "above"}', '{"no_such_setting": 1}', "\x00"], ids=repr
)
def test_what_cannot_be_used_is_none(tmp_path: Path, text: str):
    path = tmp_path / "last_setup.json"
    assert last_setup(path) is None
    path.write_text(text)
    assert last_setup(path) is None


def test_a_disk_that_refuses_stops_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    (tmp_path / "file").write_text("")
    keep_setup(Settings(), tmp_path / "file" / "last_setup.json")
    assert "not kept" in caplog.text
