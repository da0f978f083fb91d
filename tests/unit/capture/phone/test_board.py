"""What the screen may know about the phone, step by step, on a clock of the test's."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from gaitcoach.capture.phone.board import AWAY_S, Board
from gaitcoach.capture.phone.messages import News
from gaitcoach.types import PhoneStage

CODE = ((True, False), (False, True))


class Clock:
    now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def board(clock) -> Board:
    return Board(clock)


def picture(clock, n=0, size=(640, 480)):
    image = SimpleNamespace(width=size[0], height=size[1])
    return SimpleNamespace(image=image, arrived_s=clock.now_s, stamp_s=n / 30, latency_s=0.03)


def stream(board, clock, count=30):
    for n in range(count):
        clock.now_s += 1 / 30
        board.note_picture(picture(clock, n))


def test_the_way_from_the_door_to_the_stream_and_back(board, clock):
    assert board.view.stage is PhoneStage.STARTING
    board.show_links(("https://192.168.1.5:8443/?t=x",), CODE)
    assert board.view.stage is PhoneStage.WAITING
    assert board.view.code == CODE
    board.note_entry()
    assert board.view.stage is PhoneStage.JOINED
    assert board.view.urls == (), "a spent link must not be shown"
    stream(board, clock)
    assert board.view.stage is PhoneStage.STREAMING
    clock.now_s += AWAY_S + 0.1
    assert board.view.stage is PhoneStage.AWAY
    board.note_picture(picture(clock))
    assert board.view.stage is PhoneStage.STREAMING
    board.note_end()
    assert board.view.stage is PhoneStage.CLOSED


def test_figures_are_those_of_a_running_stream_only(board, clock):
    """Mutant: old figures stay while the phone is away."""
    stream(board, clock)
    assert board.view.fps == pytest.approx(30, rel=0.05)
    assert board.view.latency_ms == pytest.approx(30)
    assert board.view.lost_percent == 0
    assert board.view.size_px == (640, 480)
    clock.now_s += 5
    assert board.view.fps is None
    assert board.view.latency_ms is None


def test_quiet_time_begins_with_the_last_sign_of_life(board, clock):
    """Mutant: a phone that just came in counts as away since the start."""
    clock.now_s += 60
    board.note_entry()
    clock.now_s += 3
    assert board.quiet_s == pytest.approx(3)
    board.note_picture(picture(clock))
    assert board.quiet_s == 0


def test_news_is_kept_until_it_is_taken_back(board):
    board.note_news(News(lean_deg=2.0, battery_percent=50.0))
    board.note_news(News())
    assert board.view.lean_deg == board.lean_deg == 2.0
    assert board.view.battery_percent == 50.0
    board.note_news(News(lean_deg=float("nan"), battery_percent=-1.0))
    assert board.view.lean_deg is None
    assert board.view.battery_percent is None


def test_cues_are_timed(board, clock):
    board.note_news(News(shown_s=clock.now_s - 0.004))
    assert board.cue_times_ms == pytest.approx([4.0])


def test_a_network_that_moved_is_said_until_a_phone_is_in(board):
    board.show_links(("https://10.0.0.1/?t=y",), CODE, moved=True)
    assert board.view.moved
    board.note_entry()
    assert not board.view.moved
