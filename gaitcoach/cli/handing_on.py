"""The commands whose answer is a file: report, export, backup."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gaitcoach.cli.store_options import STORE, open_store, records_of
from gaitcoach.errors import GaitCoachError
from gaitcoach.settings_file import load_settings
from gaitcoach.storage.places import clinic_path, settings_path
from gaitcoach.storage.store.values import RunFilter, RunRow
from gaitcoach.words import LANGUAGES

if TYPE_CHECKING:  # SQLAlchemy is loaded by the commands that need it
    from gaitcoach.report.clinic import Clinic
    from gaitcoach.storage.store.store import Store

FORMATS = ("csv", "parquet", "json", "png", "mot", "trc", "c3d", "frames", "mp4")


@click.command()
@click.argument("run_name", metavar="[RUN]", required=False)
@STORE
@click.option("--drills", "who", metavar="NAME", help="A person's drills, not a run.")
@click.option(
    "--out",
    "out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.html|FILE.pdf",
    help="Where to write it.",
)
@click.option("--clinic", help="Name under the logo; kept for the next report.")
@click.option(
    "--logo",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A PNG, JPEG or SVG file; kept for the next report.",
)
@click.option(
    "--keep-pictures/--no-keep-pictures",
    default=None,
    help="From now on keep cut-outs around the pelvis (no face) with every run, or not.",
)
@click.option(
    "--language",
    type=click.Choice(["auto", *LANGUAGES]),
    help="Of the report.  [default: that of the settings]",
)
def report(run_name: str | None, place: str | None, who: str | None, out: Path,
           clinic: str | None, logo: Path | None, keep_pictures: bool | None,
           language: str | None) -> None:  # fmt: skip
    """Write the report of a run: two pages to print or hand over. Or, of a person's exercises.

    RUN: its number, "last", "first", or NAME:last for somebody's last run.
    """
    from gaitcoach.report.clinic import load_clinic, save_clinic

    if (run_name is None) == (who is None):
        raise GaitCoachError(
            "One report is needed.", "Type: gaitcoach report RUN, or gaitcoach report --drills NAME"
        )
    kept = load_clinic(clinic_path())
    named = replace(
        kept,
        name=kept.name if clinic is None else clinic,
        logo=kept.logo if logo is None else str(logo.absolute()),
        keep_pictures=kept.keep_pictures if keep_pictures is None else keep_pictures,
    )
    with open_store(place, create=False) as store:
        write = _run_report(store, run_name, named, out) if run_name else None
        write = write or _drill_report(store, str(who), named, out)
    _write_in(language, write)
    if named != kept:
        save_clinic(named, clinic_path())
    click.echo(f"{out}")


def _run_report(store: Store, name: str, clinic: Clinic, out: Path) -> Callable[[], None]:
    """Return what writes the report of a run; everything for it is read now."""
    from gaitcoach.report.facts import gather
    from gaitcoach.report.render import write_report
    from gaitcoach.storage.store.runs import find_run

    gathered = gather(store, find_run(store, name), clinic)
    return lambda: write_report(gathered, out)


def _drill_report(store: Store, name: str, clinic: Clinic, out: Path) -> Callable[[], None]:
    """Return what writes the report of a person's exercises."""
    from gaitcoach.report.drill_report import write_drill_report
    from gaitcoach.storage.store.drills import drills_of
    from gaitcoach.storage.store.people import find_person

    done = drills_of(store, find_person(store, name).name)
    now = datetime.now().astimezone()
    return lambda: write_drill_report(done, name, clinic, now, out)


def _write_in(wanted: str | None, write: Callable[[], None]) -> None:
    """Write what people read in their language; what the command itself says stays English."""
    from gaitcoach import language
    from gaitcoach.ui.translator import use_language_without_window

    use_language_without_window(wanted or load_settings(settings_path()).language)
    try:
        write()
    finally:
        language.install(language.ENGLISH)


@click.command()
@click.argument("names", nargs=-1, metavar="RUN...")
@STORE
@click.option(
    "--format",
    "kind",
    required=True,
    type=click.Choice(FORMATS),
    help="csv, parquet, json: steps; frames: signals of every frame; mot, trc: OpenSim.",
)
@click.option(
    "--out",
    "out",
    type=click.Path(path_type=Path),
    metavar="FILE|DIR",
    help="One run: a file. Several: a folder.  [default: the run's day and number, here]",
)
@click.option("--person", metavar="NAME", help="Every run of one person.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Every run from this day on.")
@click.option("--one-table", is_flag=True, help="For csv, parquet: all runs in one file --out.")
@click.option(
    "--video",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    metavar="FILE",
    help="For mp4: the recording of the run.",
)
@click.option("--schema", is_flag=True, help="For json: write the JSON Schema instead.")
def export(names: tuple[str, ...], place: str | None, kind: str, out: Path | None,
           person: str | None, since: datetime | None, one_table: bool, video: Path | None,
           schema: bool) -> int:  # fmt: skip
    """Hand runs on to another program.

    RUN: its number, "last", "first", or NAME:last for somebody's last run.
    """
    from gaitcoach.report.exports import Exported, export_run, export_runs, export_table, file_name

    if schema:
        return _write_schema(out)
    with open_store(place, create=False) as store:
        rows = _wanted(store, names, person, since)
        alone = len(names) == len(rows) == 1 and not (out is not None and out.is_dir())
        if one_table:
            done = export_table(store, rows, kind, out or Path(f"runs.{kind}"))
        elif alone:
            path = out or Path(file_name(rows[0], kind))
            export_run(store, rows[0].id, kind, path, video)
            done = Exported((path,))
        else:
            done = export_runs(store, rows, kind, out or Path())
    for path in done.paths:
        click.echo(f"{path}")
    for sentence in done.refused:
        click.echo(f"gaitcoach: {sentence}", err=True)
    return 1 if done.refused else 0


def _write_schema(out: Path | None) -> int:
    from gaitcoach.report.tables import schema
    from gaitcoach.storage.export import write_atomically

    target = out or Path("run.schema.json")
    write_atomically(target, json.dumps(schema(), indent=1).encode("utf-8"))
    click.echo(f"{target}")
    return 0


def _wanted(
    store: Store, names: tuple[str, ...], person: str | None, since: datetime | None
) -> list[RunRow]:
    """Return the runs that were named, and those of a person or a time, each once."""
    from gaitcoach.storage.store.people import find_person
    from gaitcoach.storage.store.runs import find_run, list_runs

    found = {row.id: row for row in (find_run(store, name) for name in names)}
    if person is not None or since is not None:
        person_id = None if person is None else find_person(store, person).id
        wanted = RunFilter(person_id, since=None if since is None else since.astimezone())
        found |= {row.id: row for row in reversed(list_runs(store, wanted))}
    if not found:
        raise GaitCoachError(
            "There is no run to export.", "Name some, or give --person NAME or --since DAY."
        )
    return list(found.values())


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option(
    "--restore",
    "source",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.zip",
    help="Bring a backup into an empty store.",
)
@STORE
def backup(file: Path | None, source: Path | None, place: str | None) -> None:
    """Write everything that is kept into one zip, or restore it."""
    from gaitcoach.storage.store.backup import back_up, restore

    if (file is None) == (source is None):
        raise GaitCoachError(
            "One file is needed.", "Type: gaitcoach backup FILE.zip, or --restore FILE.zip"
        )
    with open_store(place) as store:
        if file is not None:
            click.echo(f"{back_up(store, file, records_of(store))} runs are in {file}.")
        elif source is not None:
            click.echo(f"{restore(store, source, records_of(store))} runs were restored.")


HANDING_ON_COMMANDS = (report, export, backup)
