"""From where a file was filmed: seen in its first pictures, whose poses are then used again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from gaitcoach.drills.place import SIDE_YAW_DEG, yaw_deg
from gaitcoach.pose.sides import with_runners_sides
from gaitcoach.types import Frame, Pose, View, Viewpoint

LOOK_S = 1.5
"""So long must a body be seen to tell from where; the pose model errs in single pictures."""
LOOK_AT_MOST_S = 15.0


@dataclass(frozen=True, slots=True)
class Seen:
    """From where the camera looks. is_sideways : the body shows its side, whatever the view."""

    view: View
    is_sideways: bool = False


class Finder(Protocol):
    """Finds one body a frame, with left and right as the model takes them."""

    def find(self, frame: Frame) -> Pose | None:
        """Return the pose, None when nobody is found. Frames in order of time."""
        ...

    def close(self) -> None:
        """Free the model."""
        ...


class FilePoses:
    """The pose stage of a file: `look` at its beginning first, where the view is not known.

    The frames that were looked at are given out again from memory, so that looking costs no
    second run of the model and changes no pose.
    """

    def __init__(self, finder: Finder, viewpoint: Viewpoint) -> None:
        self._finder, self._viewpoint = finder, viewpoint
        self._known: dict[int, Pose | None] = {}

    def look(self, frames: Iterable[Frame]) -> Seen:
        """Find out the view; frames from the first one on."""
        poses: list[Pose] = []
        for frame in frames:
            pose = self._known[frame.index] = self._finder.find(frame)
            if pose is not None:
                poses.append(pose)
            seen_s = poses[-1].t_s - poses[0].t_s if poses else 0.0
            if seen_s >= LOOK_S or frame.t_s >= LOOK_AT_MOST_S:
                break
        seen = view_of(poses)
        self._viewpoint = Viewpoint(seen.view, self._viewpoint.mirrored)
        return seen

    def track(self, frame: Frame) -> Pose | None:
        """Return the runner's pose; see `PoseEstimator`."""
        if frame.index in self._known:
            pose = self._known.pop(frame.index)
        else:
            pose = self._finder.find(frame)
        return None if pose is None else with_runners_sides(pose, self._viewpoint)

    def close(self) -> None:
        """Free the model."""
        self._finder.close()


def view_of(poses: list[Pose]) -> Seen:
    """Tell back, chest or side by the pose model's own labels; nobody counts as a back.

    Mirrored pixels change nothing: a back in a mirror is a back to the model.
    """
    if not poses:
        return Seen(View.BEHIND)
    behind = Viewpoint(View.BEHIND)
    contradicts = [with_runners_sides(pose, behind).sides_contradict_view for pose in poses]
    view = View.FRONT if np.mean(contradicts) > 0.5 else View.BEHIND
    return Seen(view, float(np.median([yaw_deg(pose) for pose in poses])) > SIDE_YAW_DEG)
