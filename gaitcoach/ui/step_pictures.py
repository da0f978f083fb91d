"""A leg's three worst and three best steps as small pictures with the pelvic line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from PyQt6.QtCore import QSize, Qt, QTimer
from PyQt6.QtGui import QImage, QPainter, QPixmap
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gaitcoach.landmarks import Landmark
from gaitcoach.language import degrees_text, tr, tr_later
from gaitcoach.live.memory import Moment
from gaitcoach.live.view import LiveView
from gaitcoach.types import Side, StanceRecord, StepKey
from gaitcoach.ui.fit import Fit
from gaitcoach.ui.overlay import Look, Part, draw_overlay
from gaitcoach.ui.panels import make_label
from gaitcoach.ui.picture import image_of
from gaitcoach.ui.show_me import still_view

EDGE_PX, GAP_PX = 96, 6
UNIT_PX = 9
WIDE_REL = 1.9
"""Width of the piece that is shown, in distances from the hips to the shoulders."""
MOST, LEAST = tr_later("most {drop}"), tr_later("least {drop}")
SHOWN_PARTS = frozenset({Part.PELVIS})


class StepPictures(QWidget):
    """One row for one leg; hidden when there is no picture.

    The leg's steps are told by `steps`, the pictures are looked up by `StanceRecord.key`.
    """

    def __init__(self, side: Side, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"step_pictures_{side.value}")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP_PX)
        self._edge_px = EDGE_PX
        self._shown: tuple | None = None
        self._waiting: list[tuple[str, Moment, StanceRecord, Look]] = []
        # One picture at a time: to unpack a dozen at once would hold the window up.
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._add_next)
        self.hide()

    def set_edge(self, edge_px: int) -> None:
        """Show the pictures so large."""
        if edge_px != self._edge_px:
            self._edge_px = edge_px
            if self._shown:
                self.show_steps(*self._shown)

    def show_steps(
        self,
        worst: Sequence[StanceRecord],
        best: Sequence[StanceRecord],
        pictures: Mapping[StepKey, Moment],
        look: Look,
    ) -> None:
        """Show steps; `look` tells viewpoint and limit."""
        self._clear()
        self._shown = worst, best, pictures, look
        self._waiting = [
            (tr(title, drop=degrees_text(step.drop_deg)), pictures[step.key], step, look)
            for title, steps in ((MOST, worst), (LEAST, best))
            for step in steps
            if step.key in pictures
        ]
        self.setVisible(bool(self._waiting))
        self._timer.start()

    def _add_next(self) -> None:
        if not self._waiting:
            self._timer.stop()
            self._row.addStretch(1)
            return
        words, moment, step, look = self._waiting.pop(0)
        self._row.addWidget(_card(self, words, still_view(moment, (step,)), look, self._edge_px))

    def _clear(self) -> None:
        while (item := self._row.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().deleteLater()


def _card(parent: QWidget, words: str, view: LiveView, look: Look, edge_px: int) -> QWidget:
    card = QWidget(parent)
    column = QVBoxLayout(card)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    picture = QLabel(card)
    picture.setObjectName("step_picture")
    picture.setPixmap(cut_out(view, look, QSize(edge_px, edge_px), card.devicePixelRatioF()))
    picture.setAccessibleName(tr("Picture of a step: {words}", words=words))
    column.addWidget(picture)
    column.addWidget(make_label(card, "step_picture_words", "soft", words))
    return card


def cut_out(view: LiveView, look: Look, size: QSize, pixel_ratio: float) -> QPixmap:
    """Return the body around the hips with the pelvic line drawn, at a logical size."""
    pixmap = QPixmap(size * pixel_ratio)
    pixmap.setDevicePixelRatio(pixel_ratio)
    pixmap.fill(Qt.GlobalColor.black)
    fit = _fit(view, size)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    image: QImage = image_of(view.frame)
    painter.save()
    painter.translate(fit.left_px, fit.top_px)
    painter.scale(fit.scale, fit.scale)
    painter.drawImage(0, 0, image)
    painter.restore()
    small = Look(look.viewpoint, look.limits, UNIT_PX, SHOWN_PARTS)
    draw_overlay(painter, view, fit, small)
    painter.end()
    return pixmap


def _fit(view: LiveView, size: QSize) -> Fit:
    """Lay the picture so that the hips stand in the middle, a trunk's length around them."""
    xy_px = view.pose.xy_px
    hips = np.nanmean(xy_px[[Landmark.LEFT_HIP, Landmark.RIGHT_HIP]], axis=0)
    shoulders = np.nanmean(xy_px[[Landmark.LEFT_SHOULDER, Landmark.RIGHT_SHOULDER]], axis=0)
    trunk_px = max(20.0, float(np.hypot(*(hips - shoulders))))
    scale = size.width() / (WIDE_REL * trunk_px)
    left_px, top_px = size.width() / 2 - hips[0] * scale, size.height() / 2 - hips[1] * scale
    return Fit(float(scale), float(left_px), float(top_px), view.frame.size_px)
