"""Every colour and size of the window; the style sheet is made from them.

Three themes. In each blue and orange carry the meaning (apart for every common kind of colour
blindness), and a shape always says the same: a disc is level, a triangle pointing down is too far.
"""

from __future__ import annotations

from PyQt6.QtGui import QColor, QFontInfo, QPalette
from PyQt6.QtWidgets import QApplication


class Role:
    """The part that a colour plays. As a text it is the colour that the theme in use has for it."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return _colours[self.name]

    def __repr__(self) -> str:
        return f"Role({self.name!r})"


GROUND, PANEL, PANEL_HIGH = Role("ground"), Role("panel"), Role("panel_high")
"""Behind everything; behind what belongs together; behind what can be pressed."""
EDGE, OUTLINE, GRID, CHOSEN = Role("edge"), Role("outline"), Role("grid"), Role("chosen")
"""Around what can be pressed; around what belongs together; behind a drawing; behind what is chosen
or switched on."""
INK, SOFT, FAINT = Role("ink"), Role("soft"), Role("faint")
"""Text; text beside it; lines and signs that must not stand out (never text)."""
LEVEL, OVER, MARK = Role("level"), Role("over"), Role("mark")
"""Level; too far; what must be known to read the numbers, and the right leg in the chart."""
SHADE, CHALK = Role("shade"), Role("chalk")
PICTURE_LEVEL, PICTURE_OVER, PICTURE_MARK, PICTURE_SOFT = (
    Role("picture_level"),
    Role("picture_over"),
    Role("picture_mark"),
    Role("picture_soft"),
)
"""On the camera's picture, which is no lighter in a light theme: dark edges, light lines."""

ON_PICTURE = {
    "shade": "#11151b",
    "chalk": "#eef2f6",
    "picture_level": "#62b6ee",
    "picture_over": "#f5a742",
    "picture_mark": "#f3d9ae",
    "picture_soft": "#a3b0be",
}
THEMES: dict[str, dict[str, str]] = {
    "dark": {
        "ground": "#11151b",
        "panel": "#1a2029",
        "panel_high": "#242c37",
        "edge": "#323c49",
        "outline": "#1a2029",
        "grid": "#323c49",
        "chosen": "#323c49",
        "ink": "#eef2f6",
        "soft": "#a3b0be",
        "faint": "#66727f",
        "level": "#62b6ee",
        "over": "#f5a742",
        "mark": "#f3d9ae",
        **ON_PICTURE,
    },
    "light": {
        "ground": "#f2f4f7",
        "panel": "#ffffff",
        "panel_high": "#e6eaf0",
        "edge": "#c2cbd5",
        "outline": "#dde3ea",
        "grid": "#c2cbd5",
        "chosen": "#cdd9e6",
        "ink": "#131a22",
        "soft": "#48535f",
        "faint": "#78848f",
        "level": "#0a5fa3",
        "over": "#ad4a00",
        "mark": "#5a4b00",
        **ON_PICTURE,
    },
    "contrast": {
        "ground": "#000000",
        "panel": "#000000",
        "panel_high": "#1c1c1c",
        "edge": "#ffffff",
        "outline": "#ffffff",
        "grid": "#6e6e6e",
        "chosen": "#004a80",
        "ink": "#ffffff",
        "soft": "#f0f0f0",
        "faint": "#bdbdbd",
        "level": "#6fc8ff",
        "over": "#ffb224",
        "mark": "#ffe9a8",
        "shade": "#000000",
        "chalk": "#ffffff",
        "picture_level": "#6fc8ff",
        "picture_over": "#ffb224",
        "picture_mark": "#ffe9a8",
        "picture_soft": "#f0f0f0",
    },
}
"""Theme -> part -> colour. Text has a contrast of 4.5 to what is behind it, 7 in high contrast."""

_colours = dict(THEMES["dark"])


def use_theme(name: str) -> None:
    """Paint with another theme from now on; what has a style sheet already must get it anew."""
    _colours.update(THEMES[name])
    dress_application()


VEIL_ALPHA = 150
"""How dark the last picture gets (0..255) while no new ones come."""

UNIT_MIN_PX = 12
UNIT_MAX_PX = 44
UNIT_WIDTH_SHARE = 1 / 84
UNIT_HEIGHT_SHARE = 1 / 52
"""The text size follows the window: 12 px at 1024 x 640, 15 at 1280 x 800, 41 on a 4K screen."""

SYSTEM_TEXT_PX = 15
"""The largest of the systems' usual text (9 pt = 12 px on Windows, 11 pt = 15 px on a Linux desk):
what is larger was made larger by somebody who needs it."""
MAX_TEXT_SCALE = 2.0

DEFAULT_SIZE_PX = (1180, 760)
"""Here a 640 x 480 picture is shown pixel for pixel: sharpest, and cheapest to paint."""
MIN_SIZE_PX = (1000, 560)
"""What a screen of 1024 x 600 has left beside title bar and task bar."""

SNAP_SCALE = 1.18
"""A picture that would be stretched by less than this is shown 1:1 (0.15 ms instead of 1.4)."""
MAX_SCALE = 3.0
"""Stretching costs 2.4 ms at twice and 3.7 ms at three times 640 x 480: never beyond."""


_text_percent = 100


def use_text_size(percent: int) -> None:
    """Write larger from now on; what has a style sheet already must get it anew."""
    global _text_percent
    _text_percent = percent


def text_scale() -> float:
    """Return how much larger than usual everything is written: the user's or the system's wish."""
    system = 1.0
    if QApplication.instance() is not None:
        system = QFontInfo(QApplication.font()).pixelSize() / SYSTEM_TEXT_PX
    return max(_text_percent / 100, min(system, MAX_TEXT_SCALE), 1.0)


def unit_px(width_px: int, height_px: int) -> int:
    """Return the text size, pixels, that suits a window of this size and who reads it."""
    wanted = min(width_px * UNIT_WIDTH_SHARE, height_px * UNIT_HEIGHT_SHARE)
    return round(text_scale() * max(UNIT_MIN_PX, min(UNIT_MAX_PX, wanted)))


def colour(role: Role, alpha: float = 1.0) -> QColor:
    """Return what the theme in use has for a part, with an opacity of 0..1."""
    made = QColor(str(role))
    made.setAlphaF(alpha)
    return made


def mixed(role: Role, other: Role, share: float) -> QColor:
    """Return a share (0..1) of one colour on another, opaque: what is seen through costs more."""
    parts = zip(colour(role).getRgb(), colour(other).getRgb(), strict=True)
    return QColor(*(round(share * one + (1.0 - share) * two) for one, two in parts))


def palette() -> QPalette:
    """Return the theme's palette, for what the style sheet does not reach (dialogs, menus)."""
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
        roles.PlaceholderText: SOFT,
        roles.Highlight: LEVEL,
        roles.HighlightedText: GROUND,
        roles.Link: LEVEL,
    }
    for role, part in table.items():
        made.setColor(role, colour(part))
    return made


def dress_application() -> None:
    """Give the application the theme's palette and the one style that looks alike everywhere."""
    application = QApplication.instance()
    if application.style().name().lower() != "fusion":
        application.setStyle("Fusion")
    application.setPalette(palette())
