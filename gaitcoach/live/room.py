"""What the room tells beside the runner: whether the camera moved, and how it is rolled."""

from __future__ import annotations

from gaitcoach.capture.steady import CameraWatch
from gaitcoach.capture.upright import UprightWatch
from gaitcoach.pose.people import person_box_px
from gaitcoach.types import CameraRoll, Frame, Pose, Viewpoint


class RoomWatch:
    """push(frame, pose) -> True when the camera moved; `roll` is what upright edges tell by now."""

    def __init__(self, viewpoint: Viewpoint) -> None:
        self._sign = 1.0 if viewpoint.left_is_image_left else -1.0
        self._camera, self._edges = CameraWatch(), UprightWatch()

    @property
    def roll(self) -> CameraRoll | None:
        """Camera roll in terms of the runner's sides, None while it is not known."""
        seen = self._edges.roll
        return None if seen is None else CameraRoll(self._sign * seen.roll_deg, seen.sigma_deg)

    def push(self, frame: Frame, pose: Pose | None) -> bool:
        """Look at a frame, if it is time to."""
        box_px = None if pose is None else person_box_px(pose)
        moved = self._camera.is_due(frame.t_s) and self._camera.push(
            frame.image_bgr, box_px, frame.t_s
        )
        if moved:
            self._edges.reset()
        self._edges.push(frame.image_bgr, box_px, frame.t_s)
        return moved
