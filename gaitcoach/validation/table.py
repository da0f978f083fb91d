"""The table for a terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Row = dict[str, Any]


def _degrees(value: float) -> str:
    return f"{value:.2f}"


def _signed(value: float) -> str:
    return f"{value:+.2f}"


def _percent(value: float) -> str:
    return f"{100.0 * value:.0f}"


def _whole(value: float) -> str:
    return f"{value:.0f}"


COLUMNS: tuple[tuple[str, str, int, Callable[[float], str]], ...] = (
    ("mae_deg", "MAE", 6, _degrees),
    ("slope", "slope", 6, _degrees),
    ("bias_deg", "bias", 7, _signed),
    ("r", "r", 6, _degrees),
    ("true_mae_deg", "tMAE", 6, _degrees),
    ("true_r", "t r", 6, _degrees),
    ("coverage", "in95", 5, _percent),
    ("half_width_deg", "+/-", 6, _degrees),
    ("declined_frames", "dec", 5, _percent),
    ("accepted.mae_deg", "aMAE", 6, _degrees),
    ("step_mae_deg", "step", 6, _degrees),
    ("side_mean_mae_deg", "mean", 6, _degrees),
    ("sign_rate", "sign", 5, _percent),
    ("stance_rate", "side", 5, _percent),
    ("step_f1", "F1", 6, _degrees),
    ("contact_error_ms", "ms", 4, _whole),
    ("declined_steps", "dec", 5, _percent),
    ("cues", "cues", 5, _whole),
    ("wrong_cues", "bad", 4, _whole),
    ("demanded_sides", "due", 4, _whole),
    ("missed_sides", "miss", 5, _whole),
    ("levelled.wrong_cues", "Lbad", 5, _whole),
    ("levelled.missed_sides", "Lmiss", 6, _whole),
)
"""Key, heading, width, format."""

LEGEND = (
    "Frames: MAE, slope, bias, r against the angle in the picture (degrees); tMAE, t r against "
    "gravity, the clip's median difference off;\n"
    "in95 = % of errors inside the 95 % interval, +/- its median half-width; dec = % declined; "
    "aMAE = MAE of accepted frames.\n"
    "Steps: step, mean = MAE of the drops and of the sides' means; sign, side = % right; ms = "
    "contact error; dec = % declined.\n"
    "Cues over the looped clip; bad = for a side clearly under the threshold; due = sides clearly "
    "over it, miss = those never cued; Lbad, Lmiss = the same with the camera's roll known."
)


def format_table(table: Row) -> str:
    """Return rows for clips and methods, then each method overall."""
    wide = max([len(row["name"]) for row in table["clips"]] + [len("overall")])
    head = "".join(f"{title:>{width}}" for _, title, width, _ in COLUMNS)
    lines = [f"{'clip':<{wide}}  {'method':<9}{head}"]
    last = None
    for row in table["clips"]:
        name = "" if row["name"] == last else row["name"]
        told = f" {row['error']}" if row["error"] else _cells(row)
        lines.append(f"{name:<{wide}}  {row['method']:<9}{told}")
        last = row["name"]
    for method, row in table["overall"].items():
        lines.append(f"{'overall':<{wide}}  {method:<9}{_cells(row)}")
    return "\n".join([*lines, "", LEGEND])


def _cells(row: Row) -> str:
    return "".join(f"{cell(row, key, show):>{width}}" for key, _, width, show in COLUMNS)


def cell(row: Row, key: str, show: Callable[[float], str]) -> str:
    """Return one figure as text, a dash where there is none; a dot in `key` leads inside."""
    value: Any = row
    for part in key.split("."):
        value = value[part]
    return "-" if value is None else show(value)
