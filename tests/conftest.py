"""For all tests: Qt paints into memory unless a screen is asked for."""

from __future__ import annotations

import os

import surroundings  # noqa: F401 - looks before any test does
from hypothesis import settings

# A slow machine is no failure; CI tries the same examples every time.
settings.register_profile("gaitcoach", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("gaitcoach")

# Before anything imports Qt.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
