"""A sheet to print: round stickers in their true size, and where on the body they go.

Drawn in hundredths of a millimetre: at `DOTS_PER_INCH` one dot is exactly that.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from PyQt6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PyQt6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from gaitcoach.errors import StorageError
from gaitcoach.types import View
from gaitcoach.ui.sticker_body import BODY_HEIGHT, draw_body

DOTS_PER_INCH = 2540
MM = 100
"""Dots."""

PAPERS = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}
MARGIN_MM = 14
"""No common printer needs more."""

DIAMETERS_MM = (40, 30)
COLOURS = {
    "yellow": QColor(255, 232, 0),
    "green": QColor(0, 185, 60),
    "pink": QColor(240, 0, 130),
    "black": QColor(0, 0, 0),
}
"""Light and dark ones: on any clothes one of them differs in brightness too. Video keeps brightness
sharp and colour blurred, so a sticker of the clothes' brightness is measured half as well."""
RULER_MM = 100
INK, FAINT = QColor(40, 40, 40), QColor(150, 150, 150)

TITLE = "Stickers for gaitcoach"
HOW_TO_PRINT = (
    "Print in colour at 100 % (“actual size”, not “fit to page”) on matt paper. "
    "The line must be 100 mm long."
)
WHICH = (
    "Cut out two of one colour: one much lighter or darker than the clothes, and that nothing "
    "near the hips has. 40 mm if the whole body is small in the picture, else 30 mm."
)
WHERE_TITLE = "Where they go"
STEPS = (
    "1.  Both at the same height, as far left of the middle as right of it. A little off does no "
    "harm: standing quietly at the start takes it out.",
    "2.  On the skin, or on a tight waistband. A loose shirt moves: tuck it in or pin it up.",
    "3.  Stick them flat, with double-sided tape. Arms and shirt must not cover them.",
    "4.  In gaitcoach click once on the middle of each, in any order.",
    "L and R are the runner's own left and right.",
)
CAPTIONS = {
    View.BEHIND: (
        "Camera behind",
        "On the two dimples above the buttocks (PSIS), or straight above them on the waistband.",
    ),
    View.FRONT: (
        "Camera in front",
        "On the two bony points at the front of the pelvis (ASIS), or on the waistband over them.",
    ),
}


@dataclass(frozen=True, slots=True)
class _Page:
    """A page being drawn. All lengths in dots."""

    painter: QPainter
    width: int
    height: int

    def text(self, box: QRectF, words: str, size_mm: float, *, bold: bool = False) -> float:
        """Write words into a box, wrapped; return where they end."""
        font = QFont("sans-serif")
        font.setPixelSize(round(size_mm * MM))
        font.setBold(bold)
        self.painter.setFont(font)
        self.painter.setPen(INK)
        return self.painter.drawText(box, Qt.TextFlag.TextWordWrap, words).bottom()

    @property
    def inner(self) -> QRectF:
        margin = MARGIN_MM * MM
        return QRectF(margin, margin, self.width - 2 * margin, self.height - 2 * margin)


def write_sheet(path: Path, paper: str) -> None:
    """Write the sheet as a PDF of two pages.

    Parameters
    ----------
    path : a new file, ending in .pdf
    paper : key of `PAPERS`

    Raises
    ------
    StorageError
        Not a .pdf, there already, or its folder is missing or cannot be written.
    """
    _check_path(path)
    app = QGuiApplication.instance() or QGuiApplication(["gaitcoach"])
    writer = QPdfWriter(os.fspath(path))
    writer.setResolution(DOTS_PER_INCH)
    layout = QPageLayout(
        QPageSize(PAPERS[paper]), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)
    )
    writer.setPageLayout(layout)
    writer.setTitle(TITLE)
    writer.setCreator(app.applicationName())
    painter = QPainter()
    if not painter.begin(writer):
        raise StorageError(f"Cannot write {path}.", "Choose another folder.")
    page = _Page(painter, writer.width(), writer.height())
    _draw_stickers(page)
    writer.newPage()
    _draw_places(page)
    if not painter.end():
        raise StorageError(f"Cannot write {path} to its end.", "Is the disk full?")


def _check_path(path: Path) -> None:
    if path.suffix.lower() != ".pdf":
        raise StorageError(f"{path} does not end in .pdf.", "Name a PDF file: stickers.pdf.")
    if path.exists():
        raise StorageError(f"{path} exists already.", "Choose another name, or remove it first.")
    if not path.parent.is_dir():
        raise StorageError(f"There is no folder {path.parent}.", "Make it, or choose another one.")
    if not os.access(path.parent, os.W_OK):
        raise StorageError(f"The folder {path.parent} cannot be written.", "Choose another one.")


def _draw_stickers(page: _Page) -> None:
    page.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = page.inner
    y = page.text(box, TITLE, 8, bold=True) + 2 * MM
    y = page.text(QRectF(box.left(), y, box.width(), 30 * MM), HOW_TO_PRINT, 4) + 2 * MM
    y = page.text(QRectF(box.left(), y, box.width(), 30 * MM), WHICH, 4) + 4 * MM
    y = _draw_ruler(page, y) + 9 * MM
    names = list(COLOURS)
    for diameter_mm in DIAMETERS_MM:
        for pair in (names[:2], names[2:]):
            _draw_row(page, y, diameter_mm, pair)
            y += (diameter_mm + 9) * MM


def _draw_ruler(page: _Page, y: float) -> float:
    """Draw a line of 100 mm with a mark every 10; return where it ends."""
    x0, length = page.inner.left(), RULER_MM * MM
    page.painter.setPen(QPen(INK, 0.25 * MM, cap=Qt.PenCapStyle.FlatCap))
    page.painter.drawLine(QPointF(x0, y + 3 * MM), QPointF(x0 + length, y + 3 * MM))
    for mark in range(0, RULER_MM + 1, 10):
        x, tall = x0 + mark * MM, 3 if mark % 50 == 0 else 1.8
        page.painter.drawLine(QPointF(x, y + (3 - tall) * MM), QPointF(x, y + 3 * MM))
    page.text(QRectF(x0 + length + 3 * MM, y - 0.5 * MM, 50 * MM, 5 * MM), "100 mm", 4)
    return y + 3 * MM


def _draw_row(page: _Page, y: float, diameter_mm: int, names: list[str]) -> None:
    """Draw a pair of each colour side by side, with their names underneath."""
    size, column = diameter_mm * MM, page.inner.width() / (2 * len(names))
    page.painter.setPen(Qt.PenStyle.NoPen)
    for i, name in enumerate(name for name in names for _ in range(2)):
        page.painter.setBrush(COLOURS[name])
        left = page.inner.left() + (i + 0.5) * column - size / 2
        page.painter.drawEllipse(QRectF(left, y, size, size))
    for i, name in enumerate(names):
        words = f"{name}, {diameter_mm} mm"
        left = page.inner.left() + (2 * i + 1) * column - 20 * MM
        _centred(page, QRectF(left, y + size + 1.5 * MM, 40 * MM, 5 * MM), words, 3.5)


def _draw_places(page: _Page) -> None:
    box = page.inner
    y = page.text(box, WHERE_TITLE, 8, bold=True) + 4 * MM
    half = box.width() / 2
    scale = 0.62 * box.height() / BODY_HEIGHT
    for i, view in enumerate(CAPTIONS):
        middle = box.left() + (i + 0.5) * half
        draw_body(page.painter, QPointF(middle, y), scale, view)
        _caption(page, QRectF(middle - half / 2 + 3 * MM, y + scale * BODY_HEIGHT, half, 0), view)
    y += scale * BODY_HEIGHT + 30 * MM
    for step in STEPS:
        y = page.text(QRectF(box.left(), y, box.width(), 20 * MM), step, 4) + 2 * MM


def _caption(page: _Page, at: QRectF, view: View) -> None:
    title, words = CAPTIONS[view]
    box = QRectF(at.left(), at.top() + 3 * MM, at.width() - 6 * MM, 8 * MM)
    y = page.text(box, title, 5, bold=True) + MM
    page.text(QRectF(box.left(), y, box.width(), 20 * MM), words, 4)


def _centred(page: _Page, box: QRectF, words: str, size_mm: float) -> None:
    font = QFont("sans-serif")
    font.setPixelSize(round(size_mm * MM))
    page.painter.setFont(font)
    page.painter.setPen(INK)
    page.painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
