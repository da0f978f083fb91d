"""Two windows on two screens."""

from __future__ import annotations

from PyQt6.QtCore import QPoint, QRect
from PyQt6.QtGui import QScreen
from PyQt6.QtWidgets import QWidget


def fill_screen_beside(window: QWidget, desk: QWidget) -> bool:
    """Let a window fill a screen that the desk is not on; False where there is but one."""
    here = desk.screen()
    others = [screen for screen in here.virtualSiblings() if screen is not here]
    if not others:
        return False
    _move(window, others[0], fill=True)
    return True


def swap_screens(one: QWidget, other: QWidget) -> None:
    """Let two windows change screens; each fills the new one if it filled the old one."""
    here, there = one.screen(), other.screen()
    if here is there:
        return
    _move(one, there, fill=one.isFullScreen())
    _move(other, here, fill=other.isFullScreen())


def _move(window: QWidget, screen: QScreen, *, fill: bool) -> None:
    window.showNormal()
    window.windowHandle().setScreen(screen)
    inside = screen.availableGeometry()
    frame = QRect(QPoint(0, 0), window.size().boundedTo(inside.size()))
    frame.moveCenter(inside.center())
    window.setGeometry(screen.geometry() if fill else frame)
    if fill:
        window.showFullScreen()
