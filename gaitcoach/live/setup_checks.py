"""The set-up on the live picture: each point is right, or has one sentence of what to do."""

from __future__ import annotations

import math
from collections import deque

import numpy as np

from gaitcoach.capture.pitch import PitchWatch
from gaitcoach.landmarks import Landmark as L
from gaitcoach.language import tr, tr_later
from gaitcoach.live.sticker_point import StickerPoint
from gaitcoach.live.view import Check, LiveView, State
from gaitcoach.opencv import cv2
from gaitcoach.pose.people import person_box_px
from gaitcoach.types import LevelBy, Pose, Quality

LEAST_HEIGHT_REL = 0.45
"""A runner who fills less of the picture's height has hips of a few pixels."""
MIN_VISIBILITY = 0.5
EDGE_REL = 0.01
MIDDLE_REL = (0.3, 0.72)
"""Hips within this part of the picture's height: the camera stands about at their height."""
MAX_PITCH_DEG = 8.0
"""With 10 degrees of yaw such a camera shows a pelvis 1.4 degrees aslant."""
MAX_YAW_DEG = 15.0
MAX_ROLL_DEG = 3.0
MIN_LIGHT, MIN_CONTRAST = 40.0, 12.0
"""Mean and spread of the grey levels (0..255) inside the runner's box."""
MIN_SHARPNESS = 12.0
"""Spread of the second derivative there; a lens out of focus has less."""
MIN_FPS = 24.0
LOOK_EVERY_S = 0.5
HAND_UP_S = 0.6
WINDOW_S = 1.0
RUNNING_STEPS = 6
"""Whoever made so many steps is running: setting up is over."""


SEEN_ASLANT = tr_later("Seen {yaw} from the side: move the camera over.")
TOO_SMALL = tr_later("Too small ({percent} % of the picture): nearer.")
TOO_SLOW = tr_later("Only {fps} pictures a second: more light, or the lite model.")
TILTED = tr_later("The camera is tilted by {roll}: straighten it, then stand still.")
LOOKS_DOWN = tr_later("The camera looks down by about {pitch}: lower it to the hips' height.")
LOOKS_UP = tr_later("The camera looks up by about {pitch}: raise it to the hips' height.")


class SetupChecks:
    """push(view) -> every point of the set-up, in the order in which they are put right.

    Parameters
    ----------
    offer_stickers : tell of stickers that are seen and not used
    """

    def __init__(self, *, offer_stickers: bool = False) -> None:
        self._pitch = PitchWatch()
        self._stickers = StickerPoint(offer=offer_stickers)
        self._yaws: deque[tuple[float, float]] = deque()
        self._hand_since_s: float | None = None
        self._sides: Check | None = None
        self._light = Check("light", State.WAITING, tr("Looking at the light …"))
        self._next_look_s = -math.inf

    def push(self, view: LiveView) -> tuple[Check, ...]:
        """Take the newest view; points that need a runner wait while nobody is seen."""
        pose, update = view.pose, view.update
        if pose is None or update is None or view.frame is None:
            return (Check("body", State.MEND, tr("Step into the picture, whole body.")),)
        self._look_at_light(view, pose)
        stickers = self._stickers.push(view)
        pitch_deg = self._pitch.push(view.frame.image_bgr, person_box_px(pose), view.frame.t_s)
        return (
            _body(pose),
            _height(pose, pitch_deg),
            self._square(pose),
            _people(view),
            self._light,
            _speed(view),
            _level(view),
            *(() if stickers is None else (stickers,)),
            self._left_and_right(pose),
        )

    def _square(self, pose: Pose) -> Check:
        self._yaws.append((pose.t_s, _yaw_deg(pose)))
        while self._yaws[0][0] < pose.t_s - WINDOW_S:
            self._yaws.popleft()
        yaw_deg = float(np.median([yaw for _, yaw in self._yaws]))
        if abs(yaw_deg) <= MAX_YAW_DEG:
            return Check("square", State.GOOD, tr("The camera looks straight at you."))
        return Check("square", State.MEND, tr(SEEN_ASLANT, yaw=f"{abs(yaw_deg):.0f}°"))

    def _look_at_light(self, view: LiveView, pose: Pose) -> None:
        if pose.t_s < self._next_look_s:
            return
        self._next_look_s = pose.t_s + LOOK_EVERY_S
        left, top, right, bottom = (max(0, int(v)) for v in person_box_px(pose))
        box = view.frame.image_bgr[top : bottom + 1, left : right + 1]
        if box.size:
            self._light = _light(cv2.cvtColor(box, cv2.COLOR_BGR2GRAY))

    def _left_and_right(self, pose: Pose) -> Check:
        """Wait for a raised hand; it stays answered once it was the left one."""
        up = [_hand_is_up(pose, side) for side in ("LEFT", "RIGHT")]
        if up[0] == up[1]:
            self._hand_since_s = None
        elif self._hand_since_s is None:
            self._hand_since_s = pose.t_s
        elif pose.t_s - self._hand_since_s >= HAND_UP_S:
            self._sides = _answer(left_is_up=up[0])
        ask = Check(
            "sides", State.WAITING, tr("Raise your left hand: it shows which side is which.")
        )
        return self._sides or ask


class SetupGuide:
    """push(view) -> the points to show, none once it is over.

    open : the points that were not good when it ended, by name; None before that
    """

    def __init__(self, *, offer_stickers: bool = False) -> None:
        self._checks = SetupChecks(offer_stickers=offer_stickers)
        self._points: tuple[Check, ...] = ()
        self._n_steps = 0
        self.open: tuple[str, ...] | None = None

    def push(self, view: LiveView, more: tuple[Check, ...] = ()) -> tuple[Check, ...]:
        """Take the newest view; `more` : points that are looked after elsewhere."""
        if self.open is not None:
            return ()
        self._n_steps += len(view.update.new_steps) if view.update else 0
        self._points = self._checks.push(view) + more
        if self._n_steps >= RUNNING_STEPS or _all_good(self._points):
            self.skip()
        return self._points if self.open is None else ()

    def skip(self) -> None:
        """End it as it stands."""
        if self.open is None:
            bad = [point.name for point in self._points if point.state is not State.GOOD]
            self.open = tuple(bad)


def _all_good(points: tuple[Check, ...]) -> bool:
    return bool(points) and all(point.state is State.GOOD for point in points)


def _body(pose: Pose) -> Check:
    width_px, height_px = pose.image_size_px
    wanted = (L.NOSE, L.LEFT_ANKLE, L.RIGHT_ANKLE, L.LEFT_HIP, L.RIGHT_HIP)
    for mark in wanted:
        x_px, y_px = pose.xy_px[mark].tolist()
        inside = EDGE_REL < x_px / width_px < 1 - EDGE_REL and y_px < (1 - EDGE_REL) * height_px
        if not inside or pose.visibility[mark] < MIN_VISIBILITY:
            return Check(
                "body", State.MEND, tr("Step back until head and feet are in the picture.")
            )
    _, top, _, bottom = person_box_px(pose)
    share = (bottom - top) / height_px
    if share < LEAST_HEIGHT_REL:
        return Check("body", State.MEND, tr(TOO_SMALL, percent=f"{100 * share:.0f}"))
    return Check("body", State.GOOD, tr("Your whole body is in the picture, large enough."))


def _height(pose: Pose, pitch_deg: float | None) -> Check:
    """Tell where the hips are; one that looks down on them from above shows them there, too."""
    hips_y_px = float(pose.xy_px[[L.LEFT_HIP, L.RIGHT_HIP], 1].mean())
    share = hips_y_px / pose.image_size_px[1]
    if share < MIDDLE_REL[0]:
        return Check(
            "height", State.MEND, tr("Tilt the camera up, or raise it to the hips' height.")
        )
    if share > MIDDLE_REL[1]:
        return Check(
            "height", State.MEND, tr("Tilt the camera down, or lower it to the hips' height.")
        )
    if pitch_deg is None:
        return Check("height", State.GOOD, tr("Your hips are in the middle of the picture."))
    if pitch_deg > MAX_PITCH_DEG:
        return Check("height", State.MEND, tr(LOOKS_DOWN, pitch=f"{pitch_deg:.0f}°"))
    if pitch_deg < -MAX_PITCH_DEG:
        return Check("height", State.MEND, tr(LOOKS_UP, pitch=f"{-pitch_deg:.0f}°"))
    return Check("height", State.GOOD, tr("The camera looks straight ahead at your hips."))


def _yaw_deg(pose: Pose) -> float:
    right = pose.world_m[L.RIGHT_HIP] + pose.world_m[L.RIGHT_SHOULDER]
    across = right - pose.world_m[L.LEFT_HIP] - pose.world_m[L.LEFT_SHOULDER]
    return math.degrees(math.atan2(across[2] * math.copysign(1.0, across[0]), abs(across[0])))


def _people(view: LiveView) -> Check:
    if view.update.quality is Quality.TWO_PEOPLE:
        return Check("people", State.MEND, tr("Two people are in view: only the runner may be."))
    return Check("people", State.GOOD, tr("Nobody else is in the picture."))


def _light(grey: np.ndarray) -> Check:
    if float(grey.mean()) < MIN_LIGHT or float(grey.std()) < MIN_CONTRAST:
        return Check("light", State.MEND, tr("Too dark: add light from the camera's side."))
    if float(cv2.Laplacian(grey, cv2.CV_32F).std()) < MIN_SHARPNESS:
        return Check("light", State.MEND, tr("Not sharp: clean the lens, or let it focus on you."))
    return Check("light", State.GOOD, tr("The light is good and the picture sharp."))


def _speed(view: LiveView) -> Check:
    fps = view.stats.fps
    if fps is None:
        return Check("fps", State.WAITING, tr("Counting pictures a second …"))
    if fps < MIN_FPS:
        return Check("fps", State.MEND, tr(TOO_SLOW, fps=f"{fps:.0f}"))
    return Check("fps", State.GOOD, tr("{fps} pictures a second.", fps=f"{fps:.0f}"))


def _level(view: LiveView) -> Check:
    update = view.update
    if update.level_by is not LevelBy.NONE:
        return Check("level", State.GOOD, tr("Level is known: camera roll is taken off."))
    if update.roll is not None and abs(update.roll.roll_deg) > MAX_ROLL_DEG:
        tilted = tr(TILTED, roll=f"{abs(update.roll.roll_deg):.0f}°")
        return Check("level", State.MEND, tilted)
    return Check(
        "level", State.WAITING, tr("Stand still on both feet: three seconds make your level.")
    )


def _hand_is_up(pose: Pose, side: str) -> bool:
    wrist, shoulder = L[f"{side}_WRIST"], L[f"{side}_SHOULDER"]
    seen = min(pose.visibility[wrist], pose.visibility[shoulder]) >= MIN_VISIBILITY
    return bool(seen and pose.xy_px[wrist, 1] < pose.xy_px[shoulder, 1])


def _answer(left_is_up: bool) -> Check:
    if left_is_up:
        return Check("sides", State.GOOD, tr("Left and right are right."))
    return Check(
        "sides",
        State.MEND,
        tr("Your right hand is up? Then all is well. If it is the left: switch “Source mirrored”."),
    )
