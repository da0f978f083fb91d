"""The command for archives, thin: parse, call, print."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from gaitcoach.cli.bars import Bar
from gaitcoach.cli.options import file_options, file_settings_from, start_logging


@click.command()
@click.argument("places", nargs=-1, required=True, metavar="DIR...")
@click.option(
    "--out",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the results go; a folder that has some is gone on with.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    metavar="N",
    help="Processes that measure here.  [default: one for each core but one]",
)
@click.option(
    "--scheduler",
    metavar="tcp://HOST:PORT",
    help="Measure on a Dask cluster instead (needs gaitcoach[cluster]).",
)
@file_options(default_view="auto")
@click.option("--steps", "steps_csv", is_flag=True, help="Also a table of steps for each clip.")
@click.option("--again", is_flag=True, help="Try the clips that failed once more.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON line for each clip.")
def batch(places: tuple[str, ...], place: str, as_json: bool, **given: Any) -> int:
    """Measure every clip in folders, files or addresses such as s3://; go on after a stop."""
    from gaitcoach.app import batching

    start_logging()
    settings, find_view = file_settings_from(place, **given)
    if given["workers"] is not None and given["scheduler"] is not None:
        raise click.UsageError("Give --workers or --scheduler: the cluster has its own workers.")
    asked = batching.Asked(
        places=places,
        folder=given["folder"],
        find_view=find_view,
        workers=given["workers"],
        scheduler=given["scheduler"],
        steps_csv=given["steps_csv"],
        again=given["again"],
        as_json=as_json,
    )
    with Bar("clips", hidden=True if as_json else None) as bar:
        return batching.run_batch(asked, settings, bar.move)


ARCHIVE_COMMANDS = (batch,)
