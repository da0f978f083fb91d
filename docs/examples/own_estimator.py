"""A way of your own to measure the pelvis: by hand, and as `--method waistband` of a package.

python docs/examples/own_estimator.py [CLIP] [PICTURE.png]

What it does is simple on purpose: the slope of the edges around the waist (waistband, hem). The
picture shows what that is worth beside gaitcoach's own network: that is why it is not validated.
"""

# %% The face: a class that is made with a viewpoint and has `estimate(frame, pose)`.
from __future__ import annotations

import math
import sys
import tempfile
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

from gaitcoach import Frame, Landmark, PelvisAngle, Pose, Viewpoint, analyze, methods

CLIP = sys.argv[1] if len(sys.argv) > 1 else "demo"
PICTURE = sys.argv[2] if len(sys.argv) > 2 else "own_estimator.png"


class Waistband:
    """The mean slope of near-level edges between the hips and the navel, weighted by contrast."""

    method = "waistband"
    validated = False  # True only when `gaitcoach validate` on clips with truth has shown it

    def __init__(self, viewpoint: Viewpoint) -> None:
        # Image y grows downwards: what falls to the right is higher on the picture's left.
        self._sign = 1.0 if viewpoint.left_is_image_left else -1.0

    def estimate(self, frame: Frame, pose: Pose) -> PelvisAngle | None:
        """Return degrees, + = the runner's LEFT hip is higher; None when there is no edge."""
        left, right = pose.xy_px[Landmark.LEFT_HIP], pose.xy_px[Landmark.RIGHT_HIP]
        if not np.isfinite([left, right]).all():
            return None
        (x, y), wide = (left + right) / 2, float(np.hypot(*(left - right)))
        rows = slice(max(0, int(y - 1.2 * wide)), int(y + 0.2 * wide))
        columns = slice(max(0, int(x - 0.7 * wide)), int(x + 0.7 * wide))
        grey = frame.image_bgr[rows, columns].mean(axis=2)
        if min(grey.shape) < 4:
            return None
        down, across = np.gradient(grey)
        slope_deg = np.degrees(np.arctan2(-across, down))  # of the edge, not of its gradient
        weight = np.hypot(down, across) * (np.abs(slope_deg) < 25)
        if weight.sum() <= 0:
            return None
        mean_deg = float(np.average(slope_deg, weights=weight))
        spread_deg = math.sqrt(float(np.average((slope_deg - mean_deg) ** 2, weights=weight)))
        return PelvisAngle(frame.t_s, self._sign * mean_deg, spread_deg, self.method)


# %% By hand: a new estimator for each clip, made for where the camera stands.
network = analyze(CLIP)
own = analyze(CLIP, estimator=Waistband(Viewpoint()))
print(f"{own.summary.method}, validated: {own.summary.method_validated}")

# %% As a package: two lines in its pyproject.toml, then `pip install` beside gaitcoach.
#
#     [project.entry-points."gaitcoach.pelvis"]
#     waistband = "waistband:Waistband"
#
# Then `--method waistband`, the settings page and `gaitcoach validate` have it. Here, without pip,
# the same by hand: what an installed package leaves in a folder of Python's path.
folder = Path(tempfile.mkdtemp())
(folder / "waistband.py").write_text(f"from {Path(__file__).stem} import Waistband\n")
info = folder / "waistband-0.1.dist-info"
info.mkdir()
(info / "METADATA").write_text("Metadata-Version: 2.1\nName: waistband\nVersion: 0.1\n")
(info / "entry_points.txt").write_text("[gaitcoach.pelvis]\nwaistband = waistband:Waistband\n")
sys.path.insert(0, str(folder))
sys.modules.setdefault(Path(__file__).stem, sys.modules["__main__"])
print("methods:", ", ".join(methods()))
plugged = analyze(CLIP, method="waistband")
assert [step.drop_deg for step in plugged.steps] == [step.drop_deg for step in own.steps]

# %% The picture: three seconds of both.
figure, axes = plt.subplots(figsize=(6.4, 3.4), layout="constrained")
for found, colour in ((network, "tab:blue"), (own, "tab:red")):
    signals = found.signals
    axes.plot(signals.t_s, signals.image_obliquity_deg, color=colour, label=found.summary.method)
together = ~np.isnan(own.signals.image_obliquity_deg + network.signals.image_obliquity_deg)
r = np.corrcoef(
    own.signals.image_obliquity_deg[together], network.signals.image_obliquity_deg[together]
)[0, 1]
print(f"r of the two: {r:.2f}")
axes.set_xlim(2, 5)
axes.set_xlabel("time, s")
axes.set_ylabel("obliquity in the picture, degrees\n+ = the runner's left hip is higher")
axes.legend(frameon=False, fontsize="small")
figure.savefig(PICTURE, dpi=100)
