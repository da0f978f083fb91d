"""One clip as a picture: truth against estimate over time, a strip for each method."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from gaitcoach.validation.angles import Z95
from gaitcoach.validation.clip import ClipResult

WIDTH_IN, STRIP_IN, EDGES_IN = 9.0, 1.7, 0.7
DPI = 100
TRUTH, ESTIMATE, DECLINED = "#1b1f24", "#1f6fb2", "#b0b7bf"


def plot_png(results: Sequence[ClipResult]) -> bytes:
    """Return a PNG of one clip's results (at least one), all strips with the same axes."""
    figure = Figure((WIDTH_IN, STRIP_IN * len(results) + EDGES_IN), dpi=DPI, layout="constrained")
    FigureCanvasAgg(figure)
    strips = figure.subplots(len(results), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
    low_deg, high_deg = _limits_deg(results)
    for axes, result in zip(strips, results, strict=True):
        _draw(axes, result)
        axes.set_ylim(low_deg, high_deg)
    strips[0].legend(loc="upper right", ncols=4, fontsize=7, frameon=False)
    strips[-1].set_xlabel("time, s", fontsize=8)
    out = io.BytesIO()
    figure.savefig(out, format="png")
    return out.getvalue()


def _limits_deg(results: Sequence[ClipResult]) -> tuple[float, float]:
    """Return axes that hold truth and estimates; a wide band may leave them."""
    every = np.concatenate([[*one.frames.truth_deg, *one.frames.estimate_deg] for one in results])
    every = every[np.isfinite(every)]
    if not len(every):
        return -1.0, 1.0
    room_deg = 1.0 + 0.3 * float(every.max() - every.min())
    return float(every.min()) - room_deg, float(every.max()) + room_deg


def _draw(axes: Axes, result: ClipResult) -> None:
    t_s, frames = result.t_s, result.frames
    half_deg = Z95 * frames.sigma_deg
    low_deg, high_deg = frames.estimate_deg - half_deg, frames.estimate_deg + half_deg
    axes.fill_between(
        t_s, low_deg, high_deg, color=ESTIMATE, alpha=0.18, linewidth=0, label="95 % interval"
    )
    axes.plot(t_s, frames.truth_deg, color=TRUTH, linewidth=1.3, label="truth")
    axes.plot(t_s, frames.estimate_deg, color=ESTIMATE, linewidth=1.1, label="estimate")
    declined = t_s[~frames.accepted]
    at_foot = axes.get_xaxis_transform()
    axes.plot(
        declined, np.full(len(declined), 0.03), "|", color=DECLINED, transform=at_foot,
        label="not counted live",
    )  # fmt: skip
    axes.set_ylabel(f"{result.method}\ndeg, left hip up +", fontsize=8)
    axes.tick_params(labelsize=7)
    axes.spines[["top", "right"]].set_visible(False)
