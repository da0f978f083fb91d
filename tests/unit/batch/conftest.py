"""Archives without a model: clips are text files, and a small process reads them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gaitcoach.batch.hand import Hand
from gaitcoach.batch.row import failed_row

_CHILD = str(Path(__file__).with_name("fake_child.py"))
FAKE_CHILD = (sys.executable, "-S", "-E", "-X", "utf8", _CHILD, json.dumps(failed_row("")))


@pytest.fixture
def make_hand() -> Callable[..., Hand]:
    return lambda **more: Hand(FAKE_CHILD, **more)


@pytest.fixture
def clip_file(tmp_path: Path) -> Callable[..., Path]:
    """Write a clip in an archive of its own."""

    def write(name: str, content: str = "ok") -> Path:
        path = tmp_path / "archive" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
        return path

    return write
