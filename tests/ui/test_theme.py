"""Three themes: text that can be read in each, and everything painted follows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtGui import QPalette
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gaitcoach.settings import Settings
from gaitcoach.ui import theme
from gaitcoach.ui.strip_chart import StripChart
from gaitcoach.ui.stylesheet import stylesheet
from gaitcoach.ui.theme import THEMES, Role

LEAST = {"dark": 4.5, "light": 4.5, "contrast": 7.0}
"""WCAG 2: AA for text of any size, AAA in high contrast."""

TEXT_ON = [
    *((theme.INK, on) for on in (theme.GROUND, theme.PANEL, theme.PANEL_HIGH, theme.CHOSEN)),
    *((theme.SOFT, on) for on in (theme.GROUND, theme.PANEL, theme.PANEL_HIGH)),
    *((part, on) for part in (theme.LEVEL, theme.OVER, theme.MARK) for on in (
        theme.GROUND, theme.PANEL)),
    (theme.GROUND, theme.LEVEL),
    (theme.GROUND, theme.OVER),
    (theme.CHALK, theme.SHADE),
]  # fmt: skip
"""Every part that is written with, on every part that it is written on."""


def luminance(code: str) -> float:
    """Relative luminance by WCAG 2."""
    parts = (int(code[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.fixture(autouse=True)
def dark_again(qtbot: QtBot) -> Iterator[None]:
    yield
    theme.use_theme("dark")


def test_the_themes_are_those_of_the_settings():
    choices = Settings.__dataclass_fields__["theme"].metadata["choices"]
    assert set(THEMES) == set(choices) == set(LEAST)
    assert len({frozenset(colours) for colours in THEMES.values()}) == 1


def test_contrast_is_computed_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("text", "on"), TEXT_ON, ids=str)
def test_text_can_be_read(name: str, text: Role, on: Role):
    """Mutants: a pale text in the light theme; high contrast that is none."""
    assert contrast(THEMES[name][text.name], THEMES[name][on.name]) >= LEAST[name]


@pytest.mark.parametrize("name", THEMES)
def test_blue_is_level_and_orange_is_too_far_in_every_theme(name: str):
    """Mutants: the meanings swapped; red and green, which many cannot tell apart."""
    for level, over in ((theme.LEVEL, theme.OVER), (theme.PICTURE_LEVEL, theme.PICTURE_OVER)):
        theme.use_theme(name)
        assert 190 < theme.colour(level).hue() < 220
        assert 20 < theme.colour(over).hue() < 45


@pytest.mark.parametrize("name", THEMES)
def test_style_sheet_and_palette_are_the_theme_s(name: str):
    """Mutant: a part that keeps the colour of another theme."""
    theme.use_theme(name)
    sheet = stylesheet(15)
    others = {code for other in THEMES if other != name for code in THEMES[other].values()} - set(
        THEMES[name].values()
    )
    assert f"color: {THEMES[name]['ink']}" in sheet
    assert [code for code in others if code in sheet] == []
    window = QApplication.palette().color(QPalette.ColorRole.Window)
    assert window.name() == THEMES[name]["ground"]


@pytest.mark.parametrize("name", THEMES)
def test_what_is_painted_by_hand_follows(qtbot: QtBot, name: str):
    """Mutant: a colour that was taken on import stays dark for ever."""
    chart = StripChart()
    qtbot.addWidget(chart)
    chart.set_unit(15)
    chart.resize(400, 165)
    theme.use_theme(name)
    assert chart.grab().toImage().pixelColor(2, 2).name() == THEMES[name]["panel"]


def test_a_part_is_its_colour_as_text():
    theme.use_theme("light")
    assert f"color: {theme.SOFT};" == "color: #48535f;"
