"""Two screens: the runner's display fills one while the desk stays on the other, and they swap."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SCREEN = {"width": 1280, "height": 800, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}


@pytest.fixture
def on_screens(tmp_path: Path):
    """Do some of the window's actions on made-up screens; returns where the windows stood."""

    def do(n_screens: int, *actions: str) -> list[dict]:
        screens = [
            SCREEN | {"name": f"screen {i}", "x": 1280 * i, "y": 0} for i in range(n_screens)
        ]
        path = tmp_path / "screens.json"
        path.write_text(json.dumps({"screens": screens}))
        done = subprocess.run(
            [sys.executable, str(HERE / "two_screens_child.py"), *actions],
            env=os.environ | {"QT_QPA_PLATFORM": f"offscreen:configfile={path}"},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        return json.loads(done.stdout)

    return do


def test_the_runners_display_fills_the_other_screen_and_the_desk_stays(on_screens):
    """Mutants: it opens over the desk; the desk goes full screen with it."""
    (there,) = on_screens(2, "runner_display")
    assert there["runner"] == ["screen 1", True, True]
    assert there["desk"] == ["screen 0", False, True]


def test_either_fills_its_screen_and_they_change_places(on_screens):
    """Mutants: both on one screen; who filled a screen fills none afterwards."""
    _, both, swapped = on_screens(2, "runner_display", "full_screen", "swap_screens")
    assert both == {"desk": ["screen 0", True, True], "runner": ["screen 1", True, True]}
    assert swapped == {"desk": ["screen 1", True, True], "runner": ["screen 0", True, True]}


def test_on_one_screen_it_is_a_window_and_swapping_does_nothing(on_screens):
    _, swapped = on_screens(1, "runner_display", "swap_screens")
    assert swapped == {"desk": ["screen 0", False, True], "runner": ["screen 0", False, True]}
