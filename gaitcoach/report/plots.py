"""A run as pictures: every step over time, and how the drops are spread."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from gaitcoach.language import tr
from gaitcoach.report.svg import PAPER
from gaitcoach.report.words import SIDE_TITLE
from gaitcoach.storage.export import write_atomically
from gaitcoach.storage.store.values import RunData
from gaitcoach.types import Side

SIZE_IN, DPI = (10.0, 5.6), 120
SMOOTH = 20
BIN_DEG = 0.5
MARKS = {Side.LEFT: "o", Side.RIGHT: "s"}


def to_png(data: RunData, path: Path) -> None:
    """Write the run as one picture."""
    figure = Figure(SIZE_IN, dpi=DPI, layout="constrained")
    FigureCanvasAgg(figure)
    over_time, spread = figure.subplots(1, 2, width_ratios=(4, 1), sharey=True)
    for side in Side:
        _draw(over_time, spread, data, side)
    for axes in (over_time, spread):
        axes.axhline(data.row.threshold_deg, color=PAPER.limit, linestyle="--", linewidth=1)
        axes.spines[["top", "right"]].set_visible(False)
    over_time.invert_yaxis()
    over_time.set_xlabel(tr("time, minutes"))
    over_time.set_ylabel(tr("drop, degrees (deeper is lower)"))
    spread.set_xlabel(tr("steps"))
    who, when = data.row.runner or tr("Guest"), f"{data.row.started:%Y-%m-%d %H:%M}"
    over_time.set_title(f"{who}, {when}", loc="left")
    if over_time.get_legend_handles_labels()[0]:
        over_time.legend(loc="lower right", fontsize=8, frameon=False)
    out = io.BytesIO()
    figure.savefig(out, format="png")
    write_atomically(path, out.getvalue())


def _draw(over_time: Axes, spread: Axes, data: RunData, side: Side) -> None:
    own = [step for step in data.steps if step.side is side and step.usable]
    if not own:
        return
    minutes = np.array([step.t_start_s for step in own]) / 60
    drop_deg = np.array([step.drop_deg for step in own])
    colour = PAPER.of(side)
    dots = {"markersize": 3, "alpha": 0.4, "label": tr(SIDE_TITLE[side])}
    over_time.plot(minutes, drop_deg, MARKS[side], color=colour, **dots)
    if len(own) >= SMOOTH:
        mean_deg = np.convolve(drop_deg, np.full(SMOOTH, 1 / SMOOTH), mode="valid")
        over_time.plot(minutes[SMOOTH - 1 :], mean_deg, color=colour)
    edges = np.arange(np.floor(drop_deg.min()), np.ceil(drop_deg.max()) + BIN_DEG, BIN_DEG)
    spread.hist(drop_deg, edges, orientation="horizontal", histtype="step", color=colour)
