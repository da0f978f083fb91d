"""The poses of a file: its first ones tell from where it was filmed, and are then used again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from gaitcoach.live.outlook import LOOK_AT_MOST_S, Outlook, Seen, TellsChest
from gaitcoach.pose.sides import with_runners_sides
from gaitcoach.types import Frame, Pose, View, Viewpoint

LOOK_EVERY = 3
"""Neighbours show the same picture: reading the pixels of each would tell no more."""


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
        self._pose_model_errs = False

    def look(self, frames: Iterable[Frame], facing: TellsChest | None = None) -> Seen:
        """Find out the view; frames from the first one on.

        facing : tells chest from back by the pixels; None = the pose model alone
        """
        outlook, behind = Outlook(facing=facing), Viewpoint(View.BEHIND, self._viewpoint.mirrored)
        for frame in frames:
            pose = self._known[frame.index] = self._finder.find(frame)
            if frame.t_s >= LOOK_AT_MOST_S:
                break
            if pose is None or frame.index % LOOK_EVERY:
                continue
            if outlook.push(frame, with_runners_sides(pose, behind)) is not None:
                break
        seen, self._pose_model_errs = outlook.best, outlook.pose_model_errs
        self._viewpoint = Viewpoint(seen.view, self._viewpoint.mirrored)
        return seen

    def track(self, frame: Frame) -> Pose | None:
        """Return the runner's pose; see `PoseEstimator`."""
        if frame.index in self._known:
            pose = self._known.pop(frame.index)
        else:
            pose = self._finder.find(frame)
        if pose is None:
            return None
        told = with_runners_sides(pose, self._viewpoint)
        # Where the pixels showed that its word is wrong, it is no sign that the view is.
        return replace(told, sides_contradict_view=False) if self._pose_model_errs else told

    def close(self) -> None:
        """Free the model."""
        self._finder.close()
