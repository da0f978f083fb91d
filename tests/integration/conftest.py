"""A studio for a live run: its camera, pipeline and speaker do what the test says."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from session_fakes import LIMIT_S, Studio


@pytest.fixture
def studio() -> Iterator[Studio]:
    before = set(threading.enumerate())
    studio = Studio()
    yield studio
    studio.clear_up()
    for thread in set(threading.enumerate()) - before:
        thread.join(LIMIT_S)
        assert not thread.is_alive(), f"{thread.name} was left behind"
