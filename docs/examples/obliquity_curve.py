"""The pelvis over the gait cycle of each leg, with a band of other runners.

python docs/examples/obliquity_curve.py [CLIP] [PICTURE.png]
"""

# %% What is measured: every frame of one clip. Angles are degrees, times seconds.
from __future__ import annotations

import sys
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray

from gaitcoach import Analysis, Side, analyze
from gaitcoach.resources import asset_path

CLIP = sys.argv[1] if len(sys.argv) > 1 else "demo"
PICTURE = sys.argv[2] if len(sys.argv) > 2 else "obliquity_curve.png"
PERCENT = np.arange(101)
LONGEST_S = 1.5  # between two contacts of one foot; longer is no gait cycle but a break

run = analyze(CLIP)
print(f"{run.source}: {len(run.steps)} steps, {run.summary.cadence_spm or 0:.0f} a minute")


# %% One row per gait cycle: from a contact of this foot to its next. + = the other hip hangs lower.
def cycles(run: Analysis, side: Side) -> NDArray[np.float64]:
    """Return (cycles, 101) drops in degrees, each less its own mean: shape, whatever the roll."""
    contacts = [step.t_start_s for step in run.steps if step.side is side and step.usable]
    seen = ~np.isnan(run.signals.obliquity_deg)
    t_s = run.signals.t_s[seen]
    drop_deg = side.drop_deg(1.0) * run.signals.obliquity_deg[seen]
    rows = [
        np.interp(start_s + PERCENT / 100 * (end_s - start_s), t_s, drop_deg)
        for start_s, end_s in pairwise(contacts)
        if end_s - start_s < LONGEST_S
    ]
    curves = np.array(rows).reshape(-1, len(PERCENT))
    means_deg: NDArray[np.float64] = curves.mean(axis=1, keepdims=True)
    return curves - means_deg


# %% The band: four runners of open data, both legs, treated the same way.
percent, band_deg, band_sd_deg = np.loadtxt(
    asset_path("norms/running_obliquity.csv"), delimiter=",", skiprows=3
).T

# %% The picture.
figure, axes = plt.subplots(figsize=(6.4, 4.0), layout="constrained")
axes.fill_between(
    percent, band_deg - band_sd_deg, band_deg + band_sd_deg,
    color="0.88", label="four other runners, mean ± SD",
)  # fmt: skip
for side, colour in ((Side.LEFT, "tab:blue"), (Side.RIGHT, "tab:orange")):
    curves = cycles(run, side)
    if not len(curves):
        print(f"No whole gait cycle of the {side} leg.")
        continue
    label = f"{side} leg, {len(curves)} cycles"
    axes.plot(PERCENT, curves.mean(axis=0), color=colour, label=label)
    print(f"{label}: {np.ptp(curves.mean(axis=0)):.1f} deg from lowest to highest")
axes.axhline(0, color="0.6", linewidth=0.8)
axes.set_xlabel("gait cycle of that leg, % (0 = its foot contact)")
axes.set_ylabel("drop of the other hip, degrees,\nless its mean over the cycle")
axes.legend(frameon=False, loc="upper right", fontsize="small")
figure.savefig(PICTURE, dpi=100)
