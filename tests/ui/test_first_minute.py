"""From choosing a camera to the first valid number: at most 3 decisions, under a minute.

The shell, the set-up's checks, the standing countdown and the gait analysis are the real ones; the
runner is made of sticks and time is data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QPushButton
from stick import FootOnGround, StickRunner
from test_shell import App, app

from gaitcoach.coaching import StandingGuide
from gaitcoach.gait import GaitAnalyzer
from gaitcoach.landmarks import Landmark as L
from gaitcoach.live.setup_checks import SetupGuide
from gaitcoach.live.sound_check import SoundCheck
from gaitcoach.live.view import LiveStats, LiveView, SessionState
from gaitcoach.types import Frame, Pose
from gaitcoach.voice.silent import SilentSpeaker
from gaitcoach.words import COUNTDOWN

__all__ = ["app"]  # the fixture

FPS = 30.0
CLICK_S = 3.0
"""Reading and clicking."""
WALK_S = 10.0
"""From the screen onto the belt, which is three metres away."""
HAND_S, STAND_S = 1.0, 5.0
MOST_DECISIONS, MOST_S = 3, 60.0


class HeadPhones(SilentSpeaker):
    """Silence that has a name."""

    @property
    def output(self) -> str:
        return "Headphones"


@dataclass
class Walk:
    """One person's way through the app. now_s : time since the camera was chosen"""

    app: App
    now_s: float = 0.0
    decisions: int = 0
    said: list[str] = field(default_factory=list)

    def decide(self, *names: str) -> None:
        """Press what carries out one decision."""
        self.decisions += 1
        for name in names:
            button = self.app.find(QPushButton, name)
            self.app.qtbot.waitUntil(button.isVisible)
            self.app.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
            self.now_s += CLICK_S


def picture() -> np.ndarray:
    noise = np.random.default_rng(0).normal(120, 40, (480, 640, 1))
    return np.clip(np.repeat(noise, 3, axis=2), 0, 255).astype(np.uint8)


def with_head_and_hands(pose: Pose, *, hand_up: bool) -> Pose:
    pose.xy_px[L.NOSE] = 320, 45
    for side, x in (("LEFT", 270.0), ("RIGHT", 370.0)):
        pose.xy_px[L[f"{side}_WRIST"]] = x, 60.0 if hand_up and side == "LEFT" else 220.0
    return pose


class Belt:
    """The session behind the window, with the stick runner before its camera."""

    def __init__(self, walk: Walk) -> None:
        self._walk, self._session = walk, walk.app.session
        self._runner = StickRunner(stand_s=HAND_S + STAND_S)
        self._analyzer = GaitAnalyzer(FootOnGround(), self._runner.viewpoint, 3.0)
        self._standing, self._setup = StandingGuide(3.0), SetupGuide()
        self._sound = SoundCheck(HeadPhones())
        self._session.ask_sound, self._session.answer_sound = self._sound.ask, self._sound.answer
        self._picture = picture()
        self._index = 0

    def frames(self) -> Iterator[LiveView]:
        """The run, picture after picture."""
        while True:
            t_s = self._index / FPS
            sample = self._runner.sample(t_s)
            with_head_and_hands(sample.pose, hand_up=t_s < HAND_S)
            update = self._analyzer.push(sample)
            phrase = self._standing.push(update).phrase
            self._walk.said += [phrase] if phrase else []
            view = LiveView(
                SessionState.RUNNING,
                sequence=self._index + 1,
                frame=Frame(self._picture, self._index, t_s),
                pose=sample.pose,
                update=update,
                stats=LiveStats(fps=FPS),
                method="learned",
                method_validated=True,
            )
            point = self._sound.point(self._session.settings)
            self._index += 1
            self._walk.now_s += 1 / FPS
            yield replace(view, checks=self._setup.push(view, (point,)))

    @property
    def left_open(self) -> tuple[str, ...] | None:
        return self._setup.open


def numbers_are_shown(app: App) -> bool:
    labels = [app.find(QLabel, f"mean_{side}") for side in ("left", "right")]
    return all(label.isVisible() and "°" in label.text() for label in labels)


@pytest.mark.parametrize("asks_for_sound", [True, False])
def test_three_decisions_and_under_a_minute_lead_to_the_first_valid_number(
    app: App, asks_for_sound: bool, record_property
):
    """Mutants: another question on the way; a number before 7 steps a side; a level never taken."""
    # GIVEN somebody who looks at what the cameras see
    app.press("home_source")
    app.qtbot.waitUntil(lambda: len(app.controls.previews) == 2)
    walk = Walk(app)
    walk.decide("source_card_0")
    walk.decide("door_run")
    belt = Belt(walk)
    frames = belt.frames()
    app.session.shown = next(frames)
    app.qtbot.waitUntil(lambda: app.find(QPushButton, "sound_ask").isVisible())
    if asks_for_sound:
        walk.decide("sound_ask", "sound_yes")
    walk.now_s += WALK_S
    # WHEN the runner stands, raises the left hand, and runs
    for view in frames:
        app.session.shown = view
        app.session.steps = belt._analyzer.steps
        app.shell.live._pull()
        if view.sequence % 3 == 0:  # ten times a second, as the window does
            app.shell.live._show_panels()
        assert walk.now_s < 2 * MOST_S, "no number ever came"
        if numbers_are_shown(app):
            break
    # THEN
    record_property("decisions", walk.decisions)
    record_property("seconds", round(walk.now_s, 1))
    print(f"\n{walk.decisions} decisions, {walk.now_s:.1f} s to the first valid number")
    assert walk.decisions <= MOST_DECISIONS
    assert walk.now_s < MOST_S
    assert walk.said == list(COUNTDOWN), "the countdown was spoken once, whole"
    assert view.update.baseline_deg is not None
    assert min(view.update.left.usable, view.update.right.usable) >= 7
    assert belt.left_open == (() if asks_for_sound else ("sound",))
