"""The screen is held awake once, let go once, and trouble with it troubles nobody."""

from __future__ import annotations

import pytest

from gaitcoach.live.awake import KeepAwake


class Mode:
    made: list[Mode]

    def __init__(self, breaks: str = "") -> None:
        self.entered = self.left = 0
        self._breaks = breaks

    def __enter__(self) -> Mode:
        if self._breaks == "enter":
            raise OSError("no bus")
        self.entered += 1
        return self

    def __exit__(self, *error: object) -> None:
        self.left += 1
        if self._breaks == "exit":
            raise OSError("bus gone")


def test_it_is_held_once_and_let_go_once():
    made: list[Mode] = []
    awake = KeepAwake(lambda: made.append(Mode()) or made[-1])
    for call in (awake.release, awake.hold, awake.hold, awake.release, awake.release):
        call()
    assert [(mode.entered, mode.left) for mode in made] == [(1, 1)]
    awake.hold()
    assert len(made) == 2


@pytest.mark.parametrize("breaks", ["enter", "exit"])
def test_trouble_is_logged_and_stops_nothing(breaks: str, caplog: pytest.LogCaptureFixture):
    awake = KeepAwake(lambda: Mode(breaks))
    awake.hold()
    awake.release()
    assert "awake" in caplog.text


def test_the_real_thing_can_be_called_anywhere():
    awake = KeepAwake()
    awake.hold()
    awake.release()
