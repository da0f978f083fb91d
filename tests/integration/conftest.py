"""A studio for a live run: its camera, pipeline and speaker do what the test says."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PyQt6.QtWidgets import QApplication
from session_fakes import LIMIT_S, Studio


@pytest.fixture(autouse=True, scope="session")
def _windows_may_follow(qapp: QApplication) -> None:
    """A command that speaks makes a Qt application without widgets, unless there is one: the next
    test of this process that opens a window would crash."""


@pytest.fixture
def studio() -> Iterator[Studio]:
    before = set(threading.enumerate())
    studio = Studio()
    yield studio
    studio.clear_up()
    for thread in set(threading.enumerate()) - before:
        thread.join(LIMIT_S)
        assert not thread.is_alive(), f"{thread.name} was left behind"
