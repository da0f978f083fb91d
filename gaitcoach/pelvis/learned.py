"""Our own network reads the pelvis from the pixels around it.

Trained on drawn runners alone (`assets/models/pelvis_net.md` is its card, `training/` makes it
again). The crop turns with the body and the turn is added back; the mirrored crop is read too and
must give the opposite angle, so that no side is favoured.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from gaitcoach.errors import ModelError
from gaitcoach.language import tr
from gaitcoach.opencv import cv2
from gaitcoach.pelvis.crop import Crop, CropFinder, cut
from gaitcoach.resources import asset_path
from gaitcoach.types import Frame, PelvisAngle, Pose, Viewpoint

IN_PX = 80
ROLL_UNIT_DEG = 10.0
"""Correction and variance count in these."""
LEAST_SPREAD = 0.02
"""Brightness and contrast of the whole crop say nothing: they are taken off, but noise of a crop
in one colour is not made into contrast."""
CORRECTION, LOG_VARIANCE, LEFT_X, LEFT_Y, RIGHT_X, RIGHT_Y, BEHIND = 0, 1, 3, 4, 5, 6, 7
"""Columns of the network's output; points in crop sides from the centre."""
UNSURE_DEG = 3.2
"""From about here on the variance, learned on drawn runners, cannot be trusted for real ones: of
drawn ones (30 runs, 26 holds on one leg) 99 % have less than 2.1."""
MODEL = "models/pelvis_net.onnx"


class PelvisNet:
    """The network behind OpenCV's own runtime.

    Raises
    ------
    ModelError
        The file is missing or is not the network.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._net = cv2.dnn.readNetFromONNX(str(path))
            self.read(np.zeros((IN_PX, IN_PX, 3), np.uint8))
        except (cv2.error, IndexError, ValueError) as error:
            raise ModelError(
                tr("The pelvis network {name} is missing or damaged.", name=path.name),
                tr("Install gaitcoach again: pip install --force-reinstall gaitcoach."),
            ) from error

    def outputs(self, crop_bgr: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Return (2, 8): what the network says of the crop and of the mirrored crop."""
        pair = [crop_bgr, np.ascontiguousarray(crop_bgr[:, ::-1])]
        blob = cv2.dnn.blobFromImages(pair, 1 / 255, swapRB=True)
        self._net.setInput((blob - blob.mean()) / (blob.std() + LEAST_SPREAD))
        return self._net.forward()

    def read(self, crop_bgr: NDArray[np.uint8]) -> tuple[float, float]:
        """Return (roll_deg, sigma_deg); roll + = the crop's left side of the pelvis is higher.

        The mirrored crop must give the opposite roll; what it lacks of that goes into sigma.
        """
        straight, mirrored = self.outputs(crop_bgr)
        one_deg, other_deg = _roll_deg(straight), -_roll_deg(mirrored)
        own = (math.exp(straight[LOG_VARIANCE]) + math.exp(mirrored[LOG_VARIANCE])) / 2
        variance = own * ROLL_UNIT_DEG**2 + ((one_deg - other_deg) / 2) ** 2
        return (one_deg + other_deg) / 2, _widened(math.sqrt(variance))

    def behind_logit(self, crop_bgr: NDArray[np.uint8]) -> float:
        """Return how surely a back is seen: + = a back, - = a chest."""
        return float(self.outputs(crop_bgr)[:, BEHIND].mean())


def _widened(sigma_deg: float) -> float:
    """Where the network is unsure it has mostly not seen the like, and is still too sure."""
    return sigma_deg * (1 + (sigma_deg / UNSURE_DEG) ** 4)


def _roll_deg(out: NDArray[np.float32]) -> float:
    """The line through the two hips that the network found, and its own correction."""
    line = math.atan2(out[RIGHT_Y] - out[LEFT_Y], out[RIGHT_X] - out[LEFT_X])
    return math.degrees(line) + float(out[CORRECTION]) * ROLL_UNIT_DEG


class Learned:
    """The pelvis network as a `PelvisEstimator`."""

    method = "learned"
    validated = True

    def __init__(self, viewpoint: Viewpoint, model: Path | None = None) -> None:
        self._sign = 1.0 if viewpoint.left_is_image_left else -1.0
        self._finder = CropFinder(viewpoint)
        self._net = PelvisNet(model or asset_path(MODEL))

    def estimate(self, frame: Frame, pose: Pose) -> PelvisAngle | None:
        """Return the pelvis's angle; None when shoulders or hips are missing."""
        crop = self._finder.find(pose)
        if crop is None:
            return None
        roll_deg, sigma_deg = self._net.read(cut(frame.image_bgr, crop, IN_PX))
        angle_deg = _wrapped_deg(crop, roll_deg)
        return PelvisAngle(pose.t_s, self._sign * angle_deg, sigma_deg, self.method)


def _wrapped_deg(crop: Crop, roll_deg: float) -> float:
    return math.remainder(crop.turn_deg + roll_deg, 360.0)
