"""The code for the phone beside the picture, and how its pictures come in the footer."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QComboBox
from ui_fakes import running_view

from gaitcoach.capture.phone.code import make_code
from gaitcoach.live.view import LiveView
from gaitcoach.opencv import cv2
from gaitcoach.types import PhoneStage, PhoneView, Side

URL = "https://192.168.178.25:8443/?t=C7mJ0w3rKDl0cS3Yk5pN1Q"
WAITING = PhoneView(PhoneStage.WAITING, (URL, URL.replace("25", "26")), make_code(URL))
STREAMING = PhoneView(
    PhoneStage.STREAMING,
    fps=30.0,
    latency_ms=31.4,
    lost_percent=0.4,
    size_px=(480, 640),
    battery_percent=63.0,
)


def pixels_of(widget):
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    bits = image.constBits().asarray(image.sizeInBytes())
    rows = np.frombuffer(bits, np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].copy()


@pytest.fixture
def waiting(desk):
    desk.show(LiveView(phone=WAITING))
    desk.qtbot.waitUntil(desk.widget("phone_panel").isVisible)
    return desk


def test_the_code_on_the_screen_leads_to_the_link(waiting):
    """Mutants: the code is painted inverted, without its rim, or is another link's."""
    found, *_ = cv2.QRCodeDetector().detectAndDecode(pixels_of(waiting.widget("phone_code")))
    assert found == URL
    assert URL in waiting.text("phone_link")
    assert "Scan the code" in waiting.text("phone_title")


def test_what_to_do_about_the_warning_is_said_for_both_kinds_of_phone(waiting):
    words = " ".join(waiting.text(f"phone_step_{place}") for place in range(4))
    assert "Android" in words
    assert "iPhone" in words
    assert "not private" in words


def test_gauges_wait_until_pictures_come(waiting):
    assert not any(waiting.widget(f"side_{side}").isVisible() for side in Side)
    waiting.show(running_view(5), phone=STREAMING)
    waiting.qtbot.waitUntil(waiting.widget("side_left").isVisible)
    assert not waiting.widget("phone_panel").isVisible()


def test_a_phone_that_came_in_is_told_to_start(waiting):
    """Mutant: a spent code stays on the screen."""
    waiting.session.shown = LiveView(phone=PhoneView(PhoneStage.JOINED))
    waiting.qtbot.waitUntil(lambda: "tap Start" in waiting.text("phone_title"))
    assert not waiting.widget("phone_code").isVisible()


def test_a_new_network_is_said_with_the_new_code(waiting):
    waiting.session.shown = LiveView(phone=replace(WAITING, stage=PhoneStage.AWAY, moved=True))
    waiting.qtbot.waitUntil(lambda: "network changed" in waiting.text("phone_title"))
    assert waiting.widget("phone_code").isVisible()


def test_the_footer_tells_how_the_pictures_come(waiting):
    waiting.show(running_view(6), phone=STREAMING)
    wanted = "phone 480 x 640 · 31 ms · 0 % lost · battery 63 %"
    waiting.qtbot.waitUntil(lambda: waiting.text("phone_figures") == wanted)


def test_without_a_phone_nothing_of_it_shows(desk):
    desk.show(running_view(7))
    assert not desk.widget("phone_panel").isVisible()
    assert desk.text("phone_figures") == ""


def test_the_source_box_offers_the_phone(desk):
    box = desk.window.findChild(QComboBox, "source")
    assert "phone" in [box.itemData(row) for row in range(box.count())]
