"""What happened, said at the edge of the window: seen, read, gone; trouble waits to be read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QPoint, QRect, Qt
from PyQt6.QtWidgets import QPlainTextEdit, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from ui_fakes import FakeWork

from gaitcoach.errors import StorageError
from gaitcoach.ui import toasts as toasts_module
from gaitcoach.ui.toasts import MOST, Toasts

FULL = StorageError("The disk is full.", "Free some space.")


@pytest.fixture
def toasts(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Toasts]:
    monkeypatch.setattr(toasts_module, "SHOWN_MS", 30)
    page = QWidget()
    page.resize(1000, 560)
    qtbot.addWidget(page)
    made = Toasts(page)
    page.show()
    qtbot.waitExposed(page)
    yield made
    page.hide()


def press(qtbot: QtBot, toasts: Toasts, name: str) -> None:
    qtbot.mouseClick(toasts.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_good_news_goes_by_itself(toasts: Toasts, qtbot: QtBot):
    toasts.say("Steps written.")
    assert toasts.isVisible()
    assert toasts.shown == ("Steps written.",)
    qtbot.waitUntil(lambda: toasts.shown == ())
    assert not toasts.isVisible()


def test_trouble_stays_until_it_is_closed_and_has_details(toasts: Toasts, qtbot: QtBot):
    """Mutants: trouble goes by itself; the details are always open, or empty."""
    try:
        raise FULL from OSError(28, "No space left on device")
    except StorageError as error:
        toasts.fail(error)
    toasts.say("Something else.")
    qtbot.waitUntil(lambda: toasts.shown == ("The disk is full.\nFree some space.",))
    details = toasts.findChild(QPlainTextEdit, "toast_details_text")
    assert not details.isVisible()
    press(qtbot, toasts, "toast_details")
    assert details.isVisible()
    assert "No space left on device" in details.toPlainText()
    press(qtbot, toasts, "toast_details")
    assert not details.isVisible()
    press(qtbot, toasts, "toast_close")
    assert toasts.shown == ()


def test_a_sentence_without_more_to_say_offers_no_details(toasts: Toasts):
    toasts.fail("The record is not complete.")
    assert toasts.findChild(QPushButton, "toast_details") is None


@pytest.mark.parametrize(
    ("share", "value", "most"), [(None, 0, 0), (0.42, 42, 100)], ids=["unknown", "known"]
)
def test_long_work_shows_how_far_it_is(toasts: Toasts, qtbot: QtBot, share, value, most):
    work = FakeWork(is_done=False)
    work.share = share
    toasts.work("Writing …", work, lambda: pytest.fail("it is not done"))
    bar = toasts.findChild(QProgressBar, "toast_progress")
    qtbot.waitUntil(lambda: (bar.maximum(), bar.value()) == (most, value))
    work.is_done, work.cancelled = True, True
    qtbot.waitUntil(lambda: "Writing …" not in toasts.shown)


def test_work_that_ends_well_says_what_it_has_to_say(toasts: Toasts, qtbot: QtBot):
    said: list[str] = []
    work = FakeWork(is_done=False)
    toasts.work("Writing …", work, lambda: said.append("written"))
    work.is_done = True
    qtbot.waitUntil(lambda: said == ["written"])
    assert toasts.shown == ()


def test_work_can_be_called_off(toasts: Toasts, qtbot: QtBot):
    """Mutant: the button only hides the toast."""
    work = FakeWork(is_done=False)
    toasts.work("Writing …", work, lambda: pytest.fail("it was called off"))
    press(qtbot, toasts, "toast_cancel")
    assert work.cancelled
    qtbot.waitUntil(lambda: toasts.shown == ("Called off: nothing was written.",))


def test_work_that_fails_says_why(toasts: Toasts, qtbot: QtBot):
    toasts.work("Writing …", FakeWork(FULL), lambda: pytest.fail("it failed"))
    qtbot.waitUntil(lambda: toasts.shown == ("The disk is full.\nFree some space.",))


def test_the_same_news_twice_is_said_once_and_many_news_leave_room(toasts: Toasts):
    for number in range(3):
        toasts.say("Picture kept.")
        assert toasts.shown == ("Picture kept.",), number
    toasts.fail("A trouble.")
    for number in range(10):
        toasts.say(f"News {number}")
    assert len(toasts.shown) == MOST
    assert toasts.shown[0] == "A trouble.", "what nobody has read yet is not pushed out"


@pytest.mark.parametrize("size_px", [(1000, 560), (1920, 1080)])
def test_they_lie_inside_the_page_above_its_last_line(toasts: Toasts, qtbot: QtBot, size_px):
    page = toasts.parentWidget()
    for number in range(MOST):
        toasts.fail(f"Trouble {number}: " + "a long sentence that needs more than a line. " * 3)
    page.resize(*size_px)
    qtbot.waitUntil(lambda: page.width() == size_px[0])
    inside = QRect(QPoint(0, 0), page.size())
    assert inside.contains(toasts.geometry())
    assert toasts.geometry().bottom() < page.height() - 30
    assert toasts.width() < page.width() / 2
