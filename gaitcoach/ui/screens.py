"""Two windows on two screens."""

from __future__ import annotations

from PyQt6.QtWidgets import QWidget


def fill_screen_beside(window: QWidget, desk: QWidget) -> bool:
    """Let a window fill a screen that the desk is not on; False where there is but one."""
    here = desk.screen()
    others = [screen for screen in here.virtualSiblings() if screen is not here]
    if not others:
        return False
    window.setGeometry(others[0].geometry())
    window.showFullScreen()
    return True


def swap_screens(one: QWidget, other: QWidget) -> None:
    """Let two windows change screens; each fills the new one if it filled the old one."""
    here, there = one.screen(), other.screen()
    if here is there:
        return
    for window, screen in ((one, there), (other, here)):
        full = window.isFullScreen()
        window.showNormal()
        frame = window.geometry()
        frame.moveCenter(screen.availableGeometry().center())
        window.setGeometry(screen.geometry() if full else frame)
        if full:
            window.showFullScreen()
