"""Every page in another language and in every theme: no word and no colour stays behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pages import PAGES, close_page, open_page
from PyQt6.QtCore import QCoreApplication, QEvent
from PyQt6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QTableWidget,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot
from test_shell import App, app
from ui_fakes import FakeControls

from gaitcoach.settings import Settings
from gaitcoach.ui import theme
from gaitcoach.ui.translator import use_language

__all__ = ["app"]  # the fixture
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # windows of their own
TS = Path(__file__).parents[2] / "assets" / "i18n" / "gaitcoach_de.ts"
COLOUR = re.compile(r"#[0-9a-f]{6}\b")


def english_of(ts: Path) -> re.Pattern[str]:
    """Return what matches an English text whose German is another one, its {fields} filled in."""
    texts = [
        message.findtext("source")
        for message in ElementTree.parse(ts).iter("message")
        if message.findtext("source") != message.findtext("translation")
    ]
    return re.compile("|".join(_filled(text) for text in texts))


def _filled(text: str) -> str:
    return "".join(
        r".+?" if piece.startswith("{") else re.escape(piece)
        for piece in re.split(r"({[^}]*})", text)
        if piece
    )


ENGLISH = english_of(TS)


def texts_of(page: QWidget) -> Iterator[tuple[str, str]]:
    """Everything that a page says to eye or ear: (who says it, text)."""
    for widget in (page, *page.findChildren(QWidget)):
        if not (widget.isVisible() or isinstance(widget, QMenu)):
            continue
        for text in (
            widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(),
            widget.windowTitle() if widget.isWindow() else "", *_own_texts(widget),
        ):  # fmt: skip
            for line in unescape(re.sub(r"<[^>]*>", "\n", text)).split("\n"):
                if line.strip():
                    yield widget.objectName(), re.sub(r"\s+\(\S+\)$", "", line.strip("●○& ▾"))


def _own_texts(widget: QWidget) -> list[str]:
    if isinstance(widget, QLabel | QAbstractButton):
        return [widget.text()]
    if isinstance(widget, QLineEdit):
        return [widget.placeholderText(), widget.text()]
    if isinstance(widget, QComboBox):
        return [widget.itemText(place) for place in range(widget.count())]
    if isinstance(widget, QMenu):
        actions = widget.actions()
        return [widget.title(), *(a.text() for a in actions), *(a.toolTip() for a in actions)]
    if isinstance(widget, QTextBrowser):
        quoted = widget.objectName() == "about_text"  # names and licences of others, as they are
        return [] if quoted else [widget.toHtml()]
    if isinstance(widget, QTableWidget):
        heads = range(widget.columnCount())
        return [widget.horizontalHeaderItem(place).text() for place in heads]
    return []


@pytest.fixture(params=tuple(theme.THEMES))
def german(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[App]:
    """The app in German, in one theme after another."""
    use_language("de")
    theme.use_theme(request.param)
    made = App(qtbot, FakeControls(), Settings(source="demo", view="behind"))
    yield made
    made.shell.close()
    made.shell.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    use_language("en")
    theme.use_theme("dark")


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the screen of the tests knows no such thing
@pytest.mark.parametrize("name", PAGES)
def test_no_page_keeps_an_english_text_or_the_colour_of_another_theme(german: App, name: str):
    """Mutants: one text shown without `tr`; a table of texts translated on import, by nobody;
    a style sheet made on import, in the dark theme's colours."""
    page = open_page(german, name)
    roles = [one for one in vars(theme).values() if isinstance(one, theme.Role)]
    colours = {str(role) for role in roles if role.name not in theme.ON_PICTURE}
    styles = [one.styleSheet() for one in (page, *page.findChildren(QWidget))]

    left = sorted({said for said in texts_of(page) if ENGLISH.fullmatch(said[1])})
    foreign = {colour for style in styles for colour in COLOUR.findall(style)} - colours
    close_page(german, page)

    assert left == []
    assert foreign == set()


def test_the_eyes_of_this_file_are_open(app: App):
    """GIVEN the app in English WHEN its pages are read THEN many texts are found on each."""
    for name in ("home", "settings", "set-up", "live", "summary", "help"):
        page = open_page(app, name)
        found = {text for _, text in texts_of(page) if ENGLISH.fullmatch(text)}
        close_page(app, page)
        assert len(found) >= 12, name
