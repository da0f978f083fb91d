"""Every colour and size of the window, and the style sheet made from them.

Blue and orange carry the meaning (apart for every common kind of colour blindness), and a shape
always says the same: a disc is level, a triangle pointing down is too far.
"""

from __future__ import annotations

from PyQt6.QtGui import QColor, QPalette
from PyQt6.QtWidgets import QApplication

GROUND = "#11151b"
PANEL = "#1a2029"
PANEL_HIGH = "#242c37"
EDGE = "#323c49"
INK = "#eef2f6"
SOFT = "#a3b0be"
FAINT = "#66727f"
LEVEL = "#62b6ee"
OVER = "#f5a742"
MARK = "#f3d9ae"

VEIL_ALPHA = 150
"""How dark the last picture gets (0..255) while no new ones come."""

UNIT_MIN_PX = 12
UNIT_MAX_PX = 44
UNIT_WIDTH_SHARE = 1 / 84
UNIT_HEIGHT_SHARE = 1 / 52
"""The text size follows the window: 12 px at 1024 x 640, 15 at 1280 x 800, 41 on a 4K screen."""

DEFAULT_SIZE_PX = (1180, 760)
"""Here a 640 x 480 picture is shown pixel for pixel: sharpest, and cheapest to paint."""
MIN_SIZE_PX = (1000, 560)
"""What a screen of 1024 x 600 has left beside title bar and task bar."""

SNAP_SCALE = 1.18
"""A picture that would be stretched by less than this is shown 1:1 (0.15 ms instead of 1.4)."""
MAX_SCALE = 3.0
"""Stretching costs 2.4 ms at twice and 3.7 ms at three times 640 x 480: never beyond."""


def unit_px(width_px: int, height_px: int) -> int:
    """Return the text size, pixels, that suits a window of this size."""
    wanted = min(width_px * UNIT_WIDTH_SHARE, height_px * UNIT_HEIGHT_SHARE)
    return round(max(UNIT_MIN_PX, min(UNIT_MAX_PX, wanted)))


def colour(name: str, alpha: float = 1.0) -> QColor:
    """Return a colour of this file with an opacity of 0..1."""
    made = QColor(name)
    made.setAlphaF(alpha)
    return made


def palette() -> QPalette:
    """Return the dark palette, for what the style sheet does not reach (dialogs, menus)."""
    made = QPalette()
    roles = QPalette.ColorRole
    table = {
        roles.Window: GROUND,
        roles.WindowText: INK,
        roles.Base: PANEL,
        roles.AlternateBase: PANEL_HIGH,
        roles.Text: INK,
        roles.Button: PANEL_HIGH,
        roles.ButtonText: INK,
        roles.ToolTipBase: PANEL_HIGH,
        roles.ToolTipText: INK,
        roles.PlaceholderText: FAINT,
        roles.Highlight: LEVEL,
        roles.HighlightedText: GROUND,
        roles.Link: LEVEL,
    }
    for role, name in table.items():
        made.setColor(role, QColor(name))
    return made


def dress_application() -> None:
    """Give the application the dark palette and the one style that looks alike everywhere."""
    application = QApplication.instance()
    if application.style().name().lower() != "fusion":
        application.setStyle("Fusion")
    application.setPalette(palette())


def stylesheet(unit: int) -> str:
    """Return the window's style sheet for a text size of `unit` pixels."""
    small, big, huge = round(unit * 0.88), round(unit * 1.15), round(unit * 2.1)
    pad, gap, radius = round(unit * 0.35), round(unit * 0.6), round(unit * 0.5)
    return f"""
* {{ font-family: "Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans", sans-serif;
     font-size: {unit}px; color: {INK}; }}
QMainWindow, QDialog, QWidget#central {{ background: {GROUND}; }}
QMenuBar {{ background: {GROUND}; color: {SOFT}; padding: 2px {pad}px; }}
QMenuBar::item {{ background: transparent; padding: {pad}px {gap}px; border-radius: {radius}px; }}
QMenuBar::item:selected {{ background: {PANEL_HIGH}; color: {INK}; }}
QMenu {{ background: {PANEL}; border: 1px solid {EDGE}; padding: {pad}px; }}
QMenu::item {{ padding: {pad}px {unit * 2}px; border-radius: {radius}px; }}
QMenu::item:selected {{ background: {PANEL_HIGH}; }}
QMenu::separator {{ height: 1px; background: {EDGE}; margin: {pad}px; }}
QComboBox::drop-down {{ border: 0; width: {unit}px; }}
QComboBox::down-arrow {{ image: none; }}
QToolTip {{ background: {PANEL_HIGH}; color: {INK}; border: 1px solid {EDGE}; padding: {pad}px; }}
QFrame[role="panel"] {{ background: {PANEL}; border-radius: {radius}px; }}
QLabel {{ background: transparent; }}
QLabel[role="soft"] {{ color: {SOFT}; font-size: {small}px; }}
QLabel[role="title"] {{ font-size: {big}px; font-weight: 600; }}
QLabel[role="value"] {{ font-size: {huge}px; font-weight: 600; }}
QLabel[role="huge"] {{ font-size: {round(unit * 3.2)}px; font-weight: 700; }}
QLabel[role="door_title"] {{ font-size: {round(unit * 1.7)}px; font-weight: 600; }}
QLabel[role="safety"] {{ font-weight: 600; }}
QWidget#first_steps, QWidget#home, QWidget#recent, QWidget#source_picker, QWidget#summary,
QWidget#summary_inside, QWidget#settings, QWidget#settings_inside, QWidget[role="page"],
QScrollArea {{ background: {GROUND}; }}
QPushButton[role="door"] {{ text-align: left; padding: {unit}px; border-radius: {radius * 2}px;
     min-height: {unit * 6}px; }}
QLabel[role="step_words"] {{ font-size: {round(unit * 1.2)}px; }}
QPushButton#first_steps_read {{ background: {LEVEL}; color: {GROUND}; font-weight: 700;
     border-color: {LEVEL}; padding: {pad}px {unit * 2}px; }}
QPushButton[role="door"]:focus {{ border: 2px solid {LEVEL}; }}
QPushButton#door_again {{ background: {LEVEL}; border-color: {LEVEL}; min-height: {unit * 4}px; }}
QPushButton#door_again:focus {{ border: 2px solid {INK}; }}
QPushButton#door_again QLabel {{ color: {GROUND}; }}
QCheckBox::indicator {{ width: {unit}px; height: {unit}px; border: 1px solid {FAINT};
     border-radius: {pad}px; background: {PANEL_HIGH}; }}
QCheckBox::indicator:checked {{ background: {LEVEL}; border-color: {LEVEL}; }}
QLineEdit {{ background: {PANEL_HIGH}; border: 1px solid {EDGE}; border-radius: {radius}px;
     padding: {pad}px {gap}px; }}
QLineEdit:focus {{ border-color: {LEVEL}; }}
QTableView {{ background: {PANEL}; alternate-background-color: {PANEL_HIGH}; border: 0;
     border-radius: {radius}px; selection-background-color: {EDGE}; selection-color: {INK}; }}
QTableView::item {{ padding: {pad}px {gap}px; }}
QHeaderView::section {{ background: {PANEL}; color: {SOFT}; border: 0; padding: {pad}px {gap}px; }}
QLabel[role="badge"] {{ color: {MARK}; border: 1px solid {MARK}; border-radius: {radius}px;
     padding: 1px {gap}px; font-size: {small}px; }}
QLabel#safety {{ color: {INK}; font-weight: 600; }}
QLabel#notices {{ background: {PANEL_HIGH}; border-left: {pad}px solid {MARK};
     padding: {pad}px {gap}px; border-radius: {pad}px; }}
QLabel#picture_message {{ background: rgba(17, 21, 27, 216); border-radius: {radius * 2}px;
     padding: {gap}px; }}
QToolButton, QPushButton, QComboBox, QDoubleSpinBox {{ background: {PANEL_HIGH};
     border: 1px solid {EDGE}; border-radius: {radius}px; padding: {pad}px {pad}px; }}
QToolButton:hover, QPushButton:hover, QComboBox:hover {{ border-color: {FAINT}; }}
QToolButton:focus, QComboBox:focus, QDoubleSpinBox:focus {{ border-color: {LEVEL}; }}
QToolButton:checked {{ background: {EDGE}; border-color: {LEVEL}; }}
QToolButton#button_threshold_up, QToolButton#button_threshold_down {{
     min-width: {pad}px; }}
QToolButton#button_start_stop {{ background: {LEVEL}; color: {GROUND}; font-weight: 700;
     border-color: {LEVEL}; padding: {pad}px {unit}px; }}
QComboBox QAbstractItemView {{ background: {PANEL}; border: 1px solid {EDGE};
     selection-background-color: {PANEL_HIGH}; selection-color: {INK}; outline: 0; }}
QFrame#help {{ background: {PANEL}; border: 1px solid {EDGE}; border-radius: {radius}px; }}
QTextBrowser {{ background: {PANEL}; border: 0; }}
QScrollBar:vertical {{ background: {PANEL}; width: {gap}px; }}
QScrollBar::handle:vertical {{ background: {EDGE}; border-radius: {pad}px;
     min-height: {unit * 2}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
"""
