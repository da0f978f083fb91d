"""Pictures as one table for spreadsheets: a row for each person in each picture."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from gaitcoach.live.still import StillResult
from gaitcoach.live.still_events import still_event
from gaitcoach.storage.export import write_atomically
from gaitcoach.storage.places import writable_folder

NAME = "pictures.csv"
_BOX = ("box_left_px", "box_top_px", "box_right_px", "box_bottom_px")
_CI95 = ("drop_low_deg", "drop_high_deg")
_SIZE = ("width_px", "height_px")
COLUMNS = (
    "file", "burst", "taken", "people", "person", "is_runner", *_BOX, "view", "stance",
    "stance_sure", "mid_stance", "drop_deg", *_CI95, "sigma_deg", "usable", "reason", "level_by",
    "level_deg", *_SIZE, "method", "notes",
)  # fmt: skip
"""In the order of the table; docs/photos.md says what each is."""


class StillTable:
    """add(...) row by row, then write().

    Raises
    ------
    StorageError
        Nothing can be written into the folder: better now than after the work.
    """

    def __init__(self, folder: Path) -> None:
        self.path = writable_folder(folder) / NAME
        self._rows: list[dict[str, Any]] = []

    def add(self, result: StillResult, file: str, *, is_runner: bool, burst: int | None) -> None:
        """Take a person of a picture, or a picture of nobody.

        is_runner : who was meant, or guessed; burst : its number, None = a picture by itself
        """
        event = still_event(result, file)
        self._rows.append(
            {name: event[name] for name in COLUMNS if name in event}
            | _parts(_BOX, event["person_box_px"])
            | _parts(_CI95, event["ci95_deg"])
            | _parts(_SIZE, event["size_px"])
            | {
                "burst": burst,
                "person": None if result.person is None else result.person + 1,
                "is_runner": is_runner and result.person is not None,
                "notes": " ".join(event["notes"]),
            }
        )

    def write(self) -> None:
        """Write what there is; an older table is replaced whole. Raises `StorageError`"""
        text = io.StringIO(newline="")
        table = csv.writer(text)
        table.writerow(COLUMNS)
        table.writerows([_cell(row[name]) for name in COLUMNS] for row in self._rows)
        # File names need not be text: what is none is written as \udcNN.
        write_atomically(self.path, text.getvalue().encode("utf-8", errors="backslashreplace"))


def _parts(names: tuple[str, ...], values: list[Any] | None) -> dict[str, Any]:
    return dict(zip(names, values or [None] * len(names), strict=True))


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else value
