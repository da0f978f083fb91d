"""What the commands about kept runs share: the store, and a run in one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gaitcoach.storage.places import STORE_VARIABLE, files_path, runs_path, store_place
from gaitcoach.storage.store.values import RunRow

if TYPE_CHECKING:  # SQLAlchemy is loaded by the commands that need it
    from gaitcoach.storage.store.store import Store

STORE = click.option(
    "--store",
    "place",
    envvar=STORE_VARIABLE,
    metavar="FILE|ADDRESS",
    help="Where the runs are kept.  [default: store.sqlite in the data folder]",
)
RUN = click.argument("run_name", metavar="RUN")


@contextmanager
def open_store(place: str | None, *, create: bool = True) -> Iterator[Store]:
    """Give the store; that it can only be read is said."""
    from gaitcoach.storage.store.store import Store

    in_file = place is not None and "://" not in place
    files = None if in_file else files_path()
    store = Store(place or store_place(), files, create=create)
    try:
        if store.why_read_only:
            click.echo(f"gaitcoach: {store.why_read_only}", err=True)
        yield store
    finally:
        store.close()


def records_of(store: Store) -> Path:
    """Return the folder of the plain records that belong to a store."""
    return runs_path() if store.files == files_path() else store.files


def run_line(row: RunRow) -> str:
    """Return a run in one line."""
    left, right = (
        "   –  " if side.mean_deg is None else f"{side.mean_deg:+5.1f}°"
        for side in (row.left, row.right)
    )
    minutes = 0.0 if row.duration_s is None else row.duration_s / 60
    mark = "" if row.ended else "  (running)"
    return (
        f"{row.id:>5}  {row.started:%Y-%m-%d %H:%M}  {(row.runner or 'guest')[:18]:<18} "
        f"{minutes:6.1f} min  left {left}  right {right}  limit {row.threshold_deg:g}°{mark}"
    )
