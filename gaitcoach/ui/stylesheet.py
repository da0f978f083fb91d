"""The window's style sheet, made of the theme's colours and one size."""

from __future__ import annotations

from dataclasses import dataclass

from gaitcoach.ui.theme import (
    CHOSEN,
    EDGE,
    FAINT,
    GRID,
    GROUND,
    INK,
    LEVEL,
    MARK,
    OUTLINE,
    OVER,
    PANEL,
    PANEL_HIGH,
    SOFT,
    Role,
    colour,
)


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Pixels, all from the size of the text: smaller and larger words, and room around them."""

    unit: int

    @property
    def small(self) -> int:
        return round(self.unit * 0.88)

    @property
    def big(self) -> int:
        return round(self.unit * 1.15)

    @property
    def huge(self) -> int:
        return round(self.unit * 2.1)

    @property
    def pad(self) -> int:
        return round(self.unit * 0.35)

    @property
    def gap(self) -> int:
        return round(self.unit * 0.6)

    @property
    def radius(self) -> int:
        return round(self.unit * 0.5)


def stylesheet(unit: int) -> str:
    """Return the window's style sheet for a text size of `unit` pixels."""
    px = _Sizes(unit)
    parts = (_grounds, _menus, _words, _signs, _doors, _buttons, _fields, _long_things)
    return "".join(part(px) for part in parts)


def _veiled(role: Role, alpha: int) -> str:
    """Return a colour for the style sheet with an opacity of 0..255."""
    red, green, blue, _ = colour(role).getRgb()
    return f"rgba({red}, {green}, {blue}, {alpha})"


def _grounds(px: _Sizes) -> str:
    """What everything stands on."""
    return f"""
* {{ font-family: "Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans", sans-serif;
     font-size: {px.unit}px; color: {INK}; }}
QMainWindow, QDialog, QWidget#central {{ background: {GROUND}; }}
QWidget#first_steps, QWidget#home, QWidget#source_picker, QWidget#summary,
QWidget#summary_inside, QWidget#settings, QWidget#settings_inside, QWidget[role="page"],
QScrollArea {{ background: {GROUND}; }}
QFrame[role="panel"] {{ background: {PANEL}; border: 1px solid {OUTLINE};
     border-radius: {px.radius}px; }}
QFrame#help {{ background: {PANEL}; border: 1px solid {EDGE}; border-radius: {px.radius}px; }}
QToolTip {{ background: {PANEL_HIGH}; color: {INK}; border: 1px solid {EDGE};
     padding: {px.pad}px; }}
"""


def _menus(px: _Sizes) -> str:
    """The menu bar and its menus."""
    return f"""
QMenuBar {{ background: {GROUND}; color: {SOFT}; padding: 2px {px.pad}px; }}
QMenuBar::item {{ background: transparent; padding: {px.pad}px {px.gap}px;
     border-radius: {px.radius}px; }}
QMenuBar::item:selected {{ background: {CHOSEN}; color: {INK}; }}
QMenu {{ background: {PANEL}; border: 1px solid {EDGE}; padding: {px.pad}px; }}
QMenu::item {{ padding: {px.pad}px {px.unit * 2}px; border-radius: {px.radius}px; }}
QMenu::item:selected {{ background: {CHOSEN}; }}
QMenu::separator {{ height: 1px; background: {EDGE}; margin: {px.pad}px; }}
"""


def _words(px: _Sizes) -> str:
    """Words and numbers, by the part they play."""
    return f"""
QLabel {{ background: transparent; }}
QLabel[role="soft"] {{ color: {SOFT}; font-size: {px.small}px; }}
QLabel[role="title"] {{ font-size: {px.big}px; font-weight: 600; }}
QLabel[role="value"] {{ font-size: {px.huge}px; font-weight: 600; }}
QLabel[role="huge"] {{ font-size: {round(px.unit * 3.2)}px; font-weight: 700; }}
QLabel[role="door_title"] {{ font-size: {round(px.unit * 1.7)}px; font-weight: 600; }}
QLabel[role="step_words"] {{ font-size: {round(px.unit * 1.2)}px; }}
QLabel[role="empty"] {{ color: {SOFT}; font-size: {px.big}px; padding: {px.unit * 2}px; }}
QLabel[role="safety"] {{ font-weight: 600; }}
QLabel#safety {{ color: {INK}; font-weight: 600; }}
QLabel[role="badge"] {{ color: {MARK}; border: 1px solid {MARK}; border-radius: {px.radius}px;
     padding: 1px {px.gap}px; font-size: {px.small}px; }}
"""


def _signs(px: _Sizes) -> str:
    """What must be seen: the banner of a drill, notices, sentences on the picture."""
    return f"""
QLabel#drill_banner {{ border-radius: {px.radius}px; padding: 0 {px.gap}px; font-weight: 600; }}
QLabel#drill_banner[role="fault"] {{ background: {OVER}; color: {GROUND}; }}
QLabel#drill_banner[role="said"] {{ background: {PANEL}; }}
QLabel#notices, QLabel#drill_notices {{ background: {PANEL_HIGH};
     border-left: {px.pad}px solid {MARK};
     padding: {px.pad}px {px.gap}px; border-radius: {px.pad}px; }}
QLabel#picture_message, QLabel#drill_message {{ background: {_veiled(GROUND, 216)};
     border-radius: {px.radius * 2}px; padding: {px.gap}px; }}
"""


def _doors(px: _Sizes) -> str:
    """What leads from the first page into a room."""
    return f"""
QPushButton[role="door"] {{ text-align: left; padding: {px.unit}px;
     border-radius: {px.radius * 2}px; min-height: {px.unit * 6}px; }}
QPushButton[role="door"]:focus {{ border: 2px solid {LEVEL}; padding: {px.unit - 1}px; }}
QPushButton#door_again {{ background: {LEVEL}; border-color: {LEVEL};
     min-height: {px.unit * 4}px; }}
QPushButton#door_again:focus {{ border: 2px solid {INK}; }}
QPushButton#door_again QLabel {{ color: {GROUND}; }}
"""


def _buttons(px: _Sizes) -> str:
    """What can be pressed, and how it shows that it is chosen, reached or of no use now."""
    return f"""
QToolButton, QPushButton, QComboBox, QAbstractSpinBox {{ background: {PANEL_HIGH};
     border: 1px solid {EDGE}; border-radius: {px.radius}px; padding: {px.pad}px {px.pad}px; }}
QPushButton:checked {{ background: {CHOSEN}; border-color: {LEVEL}; }}
QToolButton:hover, QPushButton:hover, QComboBox:hover {{ border-color: {FAINT}; }}
QToolButton:focus, QComboBox:focus, QAbstractSpinBox:focus, QPushButton:focus {{
     border-color: {LEVEL}; }}
QToolButton:checked {{ background: {CHOSEN}; border-color: {LEVEL}; }}
QToolButton#button_threshold_up, QToolButton#button_threshold_down {{
     min-width: {px.pad}px; }}
QToolButton#button_start_stop {{ background: {LEVEL}; color: {GROUND}; font-weight: 700;
     border-color: {LEVEL}; padding: {px.pad}px {px.unit}px; }}
QPushButton[role="primary"] {{ background: {LEVEL}; color: {GROUND}; font-weight: 700;
     border-color: {LEVEL}; padding: {px.pad}px {px.unit * 2}px; }}
QPushButton[role="primary"]:focus {{ border-color: {INK}; }}
QPushButton:disabled, QToolButton:disabled {{ background: transparent; color: {FAINT};
     border-color: {GRID}; font-weight: 400; }}
"""


def _fields(px: _Sizes) -> str:
    """What can be filled in or ticked."""
    return f"""
QComboBox::drop-down {{ border: 0; width: {px.unit}px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ background: {PANEL}; border: 1px solid {EDGE};
     selection-background-color: {CHOSEN}; selection-color: {INK}; outline: 0; }}
QLineEdit {{ background: {PANEL_HIGH}; border: 1px solid {EDGE}; border-radius: {px.radius}px;
     padding: {px.pad}px {px.gap}px; }}
QLineEdit {{ placeholder-text-color: {SOFT}; }}
QLineEdit:focus {{ border-color: {LEVEL}; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: 0; width: {px.unit * 2}px;
     background: transparent; }}
QAbstractSpinBox::up-arrow, QAbstractSpinBox::down-arrow {{ image: none; }}
QCheckBox::indicator {{ width: {px.unit}px; height: {px.unit}px; border: 1px solid {FAINT};
     border-radius: {px.pad}px; background: {PANEL_HIGH}; }}
QCheckBox::indicator:checked {{ background: {LEVEL}; border-color: {LEVEL}; }}
"""


def _long_things(px: _Sizes) -> str:
    """Tables, texts, and what scrolls them."""
    return f"""
QTableView {{ background: {PANEL}; alternate-background-color: {PANEL_HIGH}; border: 0;
     border-radius: {px.radius}px; selection-background-color: {CHOSEN}; selection-color: {INK}; }}
QTableView::item {{ padding: {px.pad}px {px.gap}px; }}
QHeaderView::section {{ background: {PANEL}; color: {SOFT}; border: 0;
     padding: {px.pad}px {px.gap}px; }}
QTextBrowser {{ background: {PANEL}; border: 0; }}
QScrollBar:vertical {{ background: {PANEL}; width: {px.gap}px; }}
QScrollBar::handle:vertical {{ background: {EDGE}; border-radius: {px.pad}px;
     min-height: {px.unit * 2}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
"""
