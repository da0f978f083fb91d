"""Reads the entries of a truth file; what is wrong is told with its line."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gaitcoach.errors import GaitCoachError
from gaitcoach.types import Side, View

TODO = "See the format in docs/truth-files.md."


class TruthFile:
    """One file as text and as a table.

    Raises
    ------
    GaitCoachError
        It cannot be read or is no JSON object; so do all readers, for entries that are not right.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._text = path.read_text(encoding="utf-8")
            self.table: dict[str, Any] = json.loads(self._text)
        except (OSError, ValueError, RecursionError) as error:
            raise GaitCoachError(f"{path} is not a truth file ({error}).", TODO) from error
        if not isinstance(self.table, dict):
            raise GaitCoachError(f"{path} is not a truth file (no JSON object).", TODO)

    def error(self, key: str, what: str) -> GaitCoachError:
        """Return an error that names the file and the line of an entry."""
        found = re.search(rf'"{re.escape(key)}"\s*:', self._text)
        line = "" if found is None else f"line {self._text.count(chr(10), 0, found.start()) + 1}: "
        return GaitCoachError(f"{self.path} is not a truth file ({line}{what}).", TODO)

    def _needed(self, key: str) -> Any:
        value = self.table.get(key)
        if value is None:
            raise self.error(key, f"{key} is missing")
        return value

    def positive(self, key: str) -> float:
        """Return a number over 0."""
        value = self._needed(key)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self.error(key, f"{key} is not a number")
        if not 0 < value < math.inf:
            raise self.error(key, f"{key} cannot be {value}")
        return float(value)

    def whole(self, key: str, default: int) -> int:
        """Return a whole number from 0 on."""
        value = self.table.get(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self.error(key, f"{key} is not a whole number from 0 on")
        return value

    def view(self) -> View:
        """Return from where the camera looks; from obliquely in front counts as front."""
        view = self._needed("view")
        if view == "behind":
            return View.BEHIND
        if view in ("front", "front-oblique"):
            return View.FRONT
        raise self.error("view", f"view is {view!r}, not behind, front or front-oblique")

    def times_s(self) -> NDArray[np.float64]:
        """Return the times of the entries; they must grow."""
        t_s = self._array("time_s", 1)
        if len(t_s) == 0:
            raise self.error("time_s", "time_s is empty")
        if not (np.isfinite(t_s).all() and (np.diff(t_s) > 0).all()):
            raise self.error("time_s", "time_s does not grow from entry to entry")
        return t_s

    def numbers(self, key: str) -> NDArray[np.float64]:
        """Return (n,) numbers, one for each time; NaN where there is none."""
        return self._as_long_as_time(key, self._array(key, 1))

    def pair(self, right: str, left: str) -> dict[Side, NDArray[np.float64]] | None:
        """Return two optional lists by the runner's side: both, or None when either is missing.

        Lists of points (`..._px`) are (n, 2), others (n,).
        """
        if self.table.get(right) is None or self.table.get(left) is None:
            return None
        n_dims = 2 if right.endswith("_px") else 1
        keys = {Side.LEFT: left, Side.RIGHT: right}
        return {
            side: self._as_long_as_time(key, self._array(key, n_dims)) for side, key in keys.items()
        }

    def camera(self) -> dict[str, float]:
        """Return what is known about the camera: its numbers by name."""
        camera = self.table.get("camera")
        if not isinstance(camera, dict):
            return {}
        return {
            key: float(value) for key, value in camera.items() if isinstance(value, (int, float))
        }

    def _array(self, key: str, n_dims: int) -> NDArray[np.float64]:
        value = self._needed(key)
        if n_dims == 2 and isinstance(value, list):
            value = [[None, None] if point is None else point for point in value]
        try:
            array = np.array(value, dtype=float)
        except (TypeError, ValueError, OverflowError) as error:
            raise self.error(key, f"{key} is not a list of numbers") from error
        if array.ndim != n_dims or (n_dims == 2 and array.shape[1] != 2):
            what = "points [x, y]" if n_dims == 2 else "numbers"
            raise self.error(key, f"{key} is not a list of {what}")
        return array

    def _as_long_as_time(self, key: str, array: NDArray[np.float64]) -> NDArray[np.float64]:
        n = len(self._needed("time_s"))
        if len(array) != n:
            raise self.error(key, f"{key} has {len(array)} entries, time_s has {n}")
        return array
