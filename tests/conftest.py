"""For all tests: Qt paints into memory unless a screen is asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
import surroundings  # noqa: F401 - looks before any test does
from hypothesis import settings

from gaitcoach.storage.log import stop_log

# A slow machine is no failure; CI tries the same examples every time.
settings.register_profile("gaitcoach", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("gaitcoach")

# Before anything imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _no_log_is_left_open() -> Iterator[None]:
    """A command opens the log for its process; here the next test is another user's."""
    yield
    stop_log()
