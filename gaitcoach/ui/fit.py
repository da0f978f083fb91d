"""How picture pixels map to the widget: one scale, one offset, perhaps mirrored. No widget here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QRect

from gaitcoach.ui import theme


@dataclass(frozen=True, slots=True)
class Fit:
    """Where the picture lies in the widget.

    scale : widget (logical) pixels per picture pixel
    left_px, top_px : the picture's corner in the widget, logical pixels
    size_px : (width, height) of the picture itself
    mirrored : shown mirrored; the pixels and all numbers stay as they came
    """

    scale: float
    left_px: float
    top_px: float
    size_px: tuple[int, int]
    mirrored: bool = False

    def points(self, xy_px: NDArray[np.float64]) -> NDArray[np.float64]:
        """Map picture points, (N, 2) pixels, to the widget."""
        x_px, y_px = xy_px[:, 0], xy_px[:, 1]
        if self.mirrored:
            x_px = self.size_px[0] - x_px
        return np.column_stack((self.left_px + self.scale * x_px, self.top_px + self.scale * y_px))

    def picture_point(self, x_px: float, y_px: float) -> tuple[float, float]:
        """Map a point of the widget to the picture as it came, pixels."""
        x, y = (x_px - self.left_px) / self.scale, (y_px - self.top_px) / self.scale
        return (self.size_px[0] - x if self.mirrored else x), y

    @property
    def rect(self) -> QRect:
        """The widget's rectangle that the picture covers, logical pixels."""
        width, height = (round(side * self.scale) for side in self.size_px)
        return QRect(round(self.left_px), round(self.top_px), width, height)


def fit_picture(
    size_px: tuple[int, int],
    widget_px: tuple[int, int],
    *,
    pixel_ratio: float = 1.0,
    mirrored: bool = False,
) -> Fit:
    """Centre a picture in a widget, whole and as large as is still cheap to paint.

    size_px : (width, height) of the picture; widget_px : of the widget, logical pixels
    pixel_ratio : screen pixels per logical pixel
    """
    room = min(pixel_ratio * have / need for have, need in zip(widget_px, size_px, strict=True))
    scale = min(room, theme.MAX_SCALE)
    if 1.0 <= scale < theme.SNAP_SCALE:
        scale = 1.0
    scale = max(scale, 0.01) / pixel_ratio
    left_px, top_px = (
        round((have - need * scale) / 2 * pixel_ratio) / pixel_ratio
        for have, need in zip(widget_px, size_px, strict=True)
    )
    return Fit(scale, left_px, top_px, size_px, mirrored)
