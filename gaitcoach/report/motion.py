"""Exports for laboratories: OpenSim .mot and .trc, and C3D, from the signals of every frame.

A frame's signals are irregular in time, as a camera is; these files want a constant rate, so the
signals are interpolated to that of the source, and gaps longer than `LONGEST_GAP_S` stay empty.
Landmarks are pixels of the picture made into metres by the runner's own size: x to the right of the
picture, y up, z 0. They are flat: good for timing and for the frontal plane, and for nothing else.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gaitcoach.errors import GaitCoachError, StorageError
from gaitcoach.extras import install_line
from gaitcoach.landmarks import Landmark
from gaitcoach.language import tr
from gaitcoach.storage.export import write_atomically
from gaitcoach.storage.store.signals import Signals

LONGEST_GAP_S = 0.1
LEG_M = 0.85
"""Hip to ankle of an adult, metres: the scale of the landmarks, and no more than that."""
_MM = 1000.0


@dataclass(frozen=True, slots=True)
class Even:
    """Signals at a constant rate. xy_m : (N, 33, 2), y up; NaN = missing

    sigma_deg : standard deviation of list_deg by the method's own word
    """

    rate_hz: float
    t_s: NDArray[np.float64]
    list_deg: NDArray[np.float64]
    sigma_deg: NDArray[np.float64]
    xy_m: NDArray[np.float64]


def evened(signals: Signals) -> Even:
    """Return signals at a constant rate; raises `StorageError` when there are none."""
    if len(signals.t_s) < 2:
        raise StorageError(
            tr("This run has no signals of single frames."), tr("Export its steps as CSV.")
        )
    t_s = signals.t_s - signals.t_s[0]
    rate_hz = float(np.round(1.0 / np.median(np.diff(t_s)), 2))
    even_s = np.arange(0.0, t_s[-1] + 0.5 / rate_hz, 1.0 / rate_hz)
    level_deg = np.nan_to_num(signals.level_deg.astype(float))
    # OpenSim's pelvis_list is a turn about the axis forwards: + = the right side is lower, which is
    # what a higher left hip is.
    list_deg = _at(even_s, t_s, signals.obliquity_deg.astype(float) - level_deg)
    flat = signals.xy_px.reshape(len(t_s), -1).astype(float)
    xy_px = np.stack([_at(even_s, t_s, column) for column in flat.T], axis=1).reshape(-1, 33, 2)
    sigma_deg = _at(even_s, t_s, signals.sigma_deg.astype(float))
    return Even(rate_hz, even_s, list_deg, sigma_deg, _in_metres(xy_px, signals.size_px[1]))


def _at(even_s: NDArray, t_s: NDArray, values: NDArray) -> NDArray:
    """Interpolate; NaN where nothing is known within `LONGEST_GAP_S`."""
    known = np.isfinite(values)
    if known.sum() < 2:
        return np.full(len(even_s), np.nan)
    here_s, here = t_s[known], values[known]
    found = np.interp(even_s, here_s, here)
    after = np.clip(np.searchsorted(here_s, even_s), 1, len(here_s) - 1)
    wide = here_s[after] - here_s[after - 1] > LONGEST_GAP_S
    edge = 0.5 * float(np.median(np.diff(t_s)))
    outside = (even_s < here_s[0] - edge) | (even_s > here_s[-1] + edge)
    inside_gap = wide & (even_s > here_s[after - 1]) & (even_s < here_s[after])
    return np.where(outside | inside_gap, np.nan, found)


def _in_metres(xy_px: NDArray, height_px: int) -> NDArray:
    legs = []
    for hip, ankle in ((Landmark.LEFT_HIP, Landmark.LEFT_ANKLE),
                       (Landmark.RIGHT_HIP, Landmark.RIGHT_ANKLE)):  # fmt: skip
        legs.append(np.hypot(*(xy_px[:, hip] - xy_px[:, ankle]).T))
    lengths = np.concatenate(legs)
    known = lengths[np.isfinite(lengths) & (lengths > 0)]
    # While running a leg is straight at its longest only.
    leg_px = float(np.percentile(known, 95)) if known.size else float(height_px)
    up = np.stack([xy_px[..., 0], height_px - xy_px[..., 1]], axis=-1)
    return up * (LEG_M / leg_px)


def to_mot(signals: Signals, path: Path, name: str) -> None:
    """Write the pelvis's frontal-plane angle as an OpenSim motion; level taken off."""
    even = evened(signals)
    rows = np.column_stack([even.t_s, even.list_deg])
    rows = rows[np.isfinite(rows).all(axis=1)]  # OpenSim reads no empty numbers
    text = io.StringIO()
    text.write(f"{_one_line(name)}\nversion=1\nnRows={len(rows)}\nnColumns=2\ninDegrees=yes\n\n")
    text.write("Units are S.I. units (second, meters, Newtons, ...)\n")
    text.write("Angles are in degrees.\n\nendheader\ntime\tpelvis_list\n")
    for t_s, list_deg in rows:
        text.write(f"{t_s:.6f}\t{list_deg:.6f}\n")
    write_atomically(path, text.getvalue().encode("utf-8"))


def to_trc(signals: Signals, path: Path) -> None:
    """Write the landmarks as OpenSim markers, metres; an empty place = missing."""
    even = evened(signals)
    n, names = len(even.t_s), [mark.name.lower() for mark in Landmark]
    text = io.StringIO()
    text.write(f"PathFileType\t4\t(X/Y/Z)\t{_one_line(path.name)}\n")
    text.write(
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\t"
        "OrigNumFrames\n"
    )
    rate = f"{even.rate_hz:g}"
    text.write(f"{rate}\t{rate}\t{n}\t{len(names)}\tm\t{rate}\t1\t{n}\n")
    text.write("Frame#\tTime\t" + "\t\t\t".join(names) + "\t\t\n")
    axes = (f"X{i}\tY{i}\tZ{i}" for i in range(1, len(names) + 1))
    text.write("\t\t" + "\t".join(axes) + "\n\n")
    for i in range(n):
        places = "\t".join(_place(xy) for xy in even.xy_m[i])
        # OpenSim does not see an empty place at the very end of a line.
        end = "\t" if places.endswith("\t") else ""
        text.write(f"{i + 1}\t{even.t_s[i]:.6f}\t{places}{end}\n")
    write_atomically(path, text.getvalue().encode("utf-8"))


def _place(xy_m: NDArray) -> str:
    return "\t\t" if not np.isfinite(xy_m).all() else f"{xy_m[0]:.5f}\t{xy_m[1]:.5f}\t0.00000"


def _one_line(text: str) -> str:
    return " ".join(text.split()) or "gaitcoach"


def to_c3d(signals: Signals, path: Path) -> None:
    """Write landmarks (millimetres) and the pelvis's angle (analog channels, degrees) as C3D.

    Raises
    ------
    GaitCoachError
        The library ezc3d is missing, or the run is too long for the format.
    """
    try:
        import ezc3d
    except ImportError as error:
        raise GaitCoachError(
            tr("C3D needs one more package."),
            tr("Install it, then start again: {command}", command=install_line("c3d")),
        ) from error
    even = evened(signals)
    file = ezc3d.c3d()
    _fill_points(file, even)
    _fill_angle(file, even)
    part = path.with_name(f".{path.stem}.part.c3d")  # the library adds the end of the name
    try:
        file.write(str(part))
        part.replace(path)
    except (OSError, RuntimeError) as error:
        part.unlink(missing_ok=True)
        raise StorageError(
            tr("{path} cannot be written ({error}).", path=path, error=error),
            tr("Choose another folder."),
        ) from error


def _fill_points(file: Any, even: Even) -> None:
    names = [mark.name.lower() for mark in Landmark]
    points = np.full((4, len(names), len(even.t_s)), np.nan)
    points[:2] = even.xy_m.transpose(2, 1, 0) * _MM
    points[2] = np.where(np.isfinite(points[0]), 0.0, np.nan)
    points[3] = 1.0
    about = file["parameters"]["POINT"]
    about["RATE"]["value"] = [even.rate_hz]
    about["LABELS"]["value"] = names
    about["UNITS"]["value"] = ["mm"]
    file["data"]["points"] = points


def _fill_angle(file: Any, even: Even) -> None:
    about = file["parameters"]["ANALOG"]
    about["RATE"]["value"] = [even.rate_hz]
    about["LABELS"]["value"] = ["pelvis_list", "pelvis_list_sigma"]
    about["UNITS"]["value"] = ["deg", "deg"]
    about["SCALE"]["value"] = [1.0, 1.0]
    about["OFFSET"]["value"] = [0, 0]
    about["GEN_SCALE"]["value"] = [1.0]
    file["data"]["analogs"] = np.stack([even.list_deg, even.sigma_deg])[np.newaxis]
