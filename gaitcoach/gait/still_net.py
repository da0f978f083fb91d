"""Which foot carries the runner in one still: a small network on the legs of a single pose.

Trained by `training/train_still.py` on drawn runners and walkers with exact truth. Like the network
of the live stages it never sees the line between the hips. From one moment much less can be told
than from a third of a second: it says how sure it is, and who asks it must listen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gaitcoach.gait.hidden_layer import HiddenLayer
from gaitcoach.gait.legs import N_JOINTS, N_LEGS, N_SIDE, legs_of
from gaitcoach.landmarks import Landmark as L
from gaitcoach.types import Pose, Stance, View, Viewpoint

N_INPUTS = N_LEGS + 3
MID, EDGE, FLIGHT, DOUBLE = range(4)
"""Columns of one look: the runner's right leg at mid-stance, right at its edges, none, both."""
_INDEX = np.concatenate([np.arange(N_SIDE, N_LEGS), np.arange(N_SIDE), np.arange(N_LEGS, N_INPUTS)])
_SIGN = np.ones(N_INPUTS)
_SIGN[:N_JOINTS] = _SIGN[N_SIDE : N_SIDE + N_JOINTS] = _SIGN[N_LEGS] = -1.0


def still_inputs(pose: Pose, viewpoint: Viewpoint) -> NDArray[np.float64]:
    """Return (35,): both legs in leg lengths and metres, where the shoulders are, the view.

    Seen as if from behind and unmirrored, as `legs_of` does.
    """
    legs = legs_of(pose, viewpoint)
    joints = legs.joints.reshape(2, 4, N_JOINTS).copy()
    joints[:, :2] /= legs.leg_px
    xy = pose.xy_px
    up = xy[L.LEFT_SHOULDER] + xy[L.RIGHT_SHOULDER] - xy[L.LEFT_HIP] - xy[L.RIGHT_HIP]
    up = up / (2 * legs.leg_px)
    if not viewpoint.left_is_image_left:
        up[0] = -up[0]
    return np.concatenate([joints.ravel(), up, [1.0 if viewpoint.view is View.BEHIND else -1.0]])


def mirrored_still(inputs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (..., 35) inputs as they would be with left and right exchanged."""
    return inputs[..., _INDEX] * _SIGN


@dataclass(frozen=True, slots=True)
class FeetTold:
    """How likely each way of standing is; `left`, `right`, `flight` and `double` sum to 1.

    mid : how likely it is the middle of the contact, given that it is the likelier leg's
    """

    left: float
    right: float
    flight: float
    double: float
    mid: float

    @property
    def likeliest(self) -> Stance:
        """The likeliest of the four."""
        ways = {
            Stance.LEFT: self.left,
            Stance.RIGHT: self.right,
            Stance.FLIGHT: self.flight,
            Stance.DOUBLE: self.double,
        }
        return max(ways, key=ways.__getitem__)

    @property
    def sure(self) -> float:
        """How likely the likeliest is."""
        return max(self.left, self.right, self.flight, self.double)


class StillNet(HiddenLayer):
    """One hidden layer, asked twice: the mirrored input tells of the left leg."""

    def told(self, looks: NDArray[np.float64]) -> FeetTold:
        """Return what (n, 35) inputs of the same body tell together."""
        shares = self.shares(looks).mean(axis=0).tolist()
        right_mid, right_edge, left_mid, left_edge, flight, double = shares
        right, left = right_mid + right_edge, left_mid + left_edge
        mid = right_mid / right if right > left else left_mid / left
        return FeetTold(left, right, flight, double, mid)

    def shares(self, inputs: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return (n, 6): right middle and edges, left middle and edges, flight, double."""
        right, left = (self._look(one) for one in (inputs, mirrored_still(inputs)))
        legs = [right[:, MID], right[:, EDGE], left[:, MID], left[:, EDGE]]
        neither = [right[:, FLIGHT] + left[:, FLIGHT], right[:, DOUBLE] + left[:, DOUBLE]]
        return softmax(np.stack(legs + neither, axis=1))

    def _look(self, inputs: NDArray[np.float64]) -> NDArray[np.float64]:
        active = np.tanh((inputs - self.mean) / self.scale @ self.hidden + self.hidden_bias)
        return active @ self.out + self.out_bias


def softmax(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return rows that sum to 1."""
    grown = np.exp(values - values.max(axis=1, keepdims=True))
    return grown / grown.sum(axis=1, keepdims=True)
