"""Chest or back, by the pixels of the pelvis.

The pose model tells it by the whole body, and takes a chest whose face it does not see for a back.
"""

from __future__ import annotations

from gaitcoach.errors import GaitCoachError
from gaitcoach.pelvis.crop import CropFinder, cut
from gaitcoach.pelvis.learned import IN_PX, MODEL, PelvisNet
from gaitcoach.resources import asset_path
from gaitcoach.types import Frame, Pose, View, Viewpoint

SURE_LOGIT = 2.0
"""From here on the network says it with 88 %; below, the pose model's word stands."""


class Facing:
    """shows_chest(frame, pose), for poses whose sides are told for this viewpoint, unmirrored.

    Raises
    ------
    ModelError
        The network is missing or damaged.
    """

    def __init__(self, viewpoint: Viewpoint) -> None:
        self._finder, self._is_back_declared = CropFinder(viewpoint), viewpoint.view is View.BEHIND
        self._net = PelvisNet(asset_path(MODEL))

    def shows_chest(self, frame: Frame, pose: Pose) -> bool:
        """Return whether the body shows its chest."""
        crop = self._finder.find(pose)
        behind = 0.0 if crop is None else self._net.behind_logit(cut(frame.image_bgr, crop, IN_PX))
        if abs(behind) >= SURE_LOGIT:
            return behind < 0
        return pose.sides_contradict_view == self._is_back_declared


def open_facing(viewpoint: Viewpoint) -> Facing | None:
    """Return None for mirrored pictures or without the network: the pose model alone tells it."""
    if viewpoint.mirrored:
        return None
    try:
        return Facing(viewpoint)
    except GaitCoachError:
        return None
