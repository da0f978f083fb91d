"""The commands about runs that were kept, thin: parse, call, print."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gaitcoach.errors import GaitCoachError
from gaitcoach.storage.places import STORE_VARIABLE, clinic_path, files_path, runs_path, store_place
from gaitcoach.storage.store.values import RunFilter, RunRow

if TYPE_CHECKING:  # SQLAlchemy is loaded by the commands that need it
    from gaitcoach.gait.programme import Schedule
    from gaitcoach.report.clinic import Clinic
    from gaitcoach.storage.store.store import Store

FORMATS = ("csv", "parquet", "json", "png", "mot", "trc", "c3d", "frames", "mp4")
_STORE = click.option(
    "--store",
    "place",
    envvar=STORE_VARIABLE,
    metavar="FILE|ADDRESS",
    help="Where the runs are kept.  [default: store.sqlite in the data folder]",
)
_RUN = click.argument("run_name", metavar="RUN")


@contextmanager
def _open(place: str | None, *, create: bool = True) -> Iterator[Store]:
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


def _records(store: Store) -> Path:
    """Return the folder of the plain records that belong to a store."""
    return runs_path() if store.files == files_path() else store.files


@click.command()
@_STORE
@click.option("--runner", metavar="NAME", help="Only the runs of one person.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only runs from this day on.")
@click.option("--text", default="", help="Only runs with this in notes, shoes, source or name.")
@click.option("--newest", type=click.IntRange(min=1), default=50, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
@click.option("--keep", "keep", is_flag=True, help="Keep the unfinished runs of a killed program.")
@click.option("--discard", is_flag=True, help="Delete the unfinished runs of a killed program.")
@click.option(
    "--import",
    "source",
    metavar="FILE|DIR",
    type=click.Path(path_type=Path, exists=True),
    help="Import records (.jsonl) or a run exported as JSON.",
)
@click.option("--delete", "deleted", multiple=True, metavar="RUN", help="Delete a run for good.")
@click.option("--yes", is_flag=True, help="Delete without asking.")
def runs(place: str | None, runner: str | None, since: datetime | None, text: str, newest: int,
         as_json: bool, keep: bool, discard: bool, source: Path | None, deleted: tuple[str, ...],
         yes: bool) -> None:  # fmt: skip
    """List the runs that were kept; keep, discard, import or delete some."""
    from gaitcoach.storage.store.people import find_person
    from gaitcoach.storage.store.runs import list_runs

    with _open(place) as store:
        if source is not None:
            click.echo(f"{_import(store, source)} imported.")
        if deleted:
            _delete(store, deleted, yes)
        _settle_unfinished(store, keep, discard)
        person_id = None if runner is None else find_person(store, runner).id
        aware = None if since is None else since.astimezone()
        wanted = RunFilter(person_id=person_id, since=aware, text=text)
        found = list_runs(store, wanted, newest)
    for row in found:
        click.echo(json.dumps(_as_dict(row), ensure_ascii=False) if as_json else _line(row))
    if not found and not as_json:
        click.echo("No runs are kept here yet.")


def _import(store: Store, source: Path) -> int:
    from gaitcoach.report.importing import import_json
    from gaitcoach.storage.store.importing import import_record, import_records

    if source.is_dir():
        return import_records(store, source)
    if source.suffix == ".json":
        import_json(store, source)
        return 1
    return int(import_record(store, source) is not None)


def _delete(store: Store, names: tuple[str, ...], yes: bool) -> None:
    from gaitcoach.storage.store.deleting import delete_runs
    from gaitcoach.storage.store.runs import find_run

    found = [find_run(store, name) for name in names]
    for row in found:
        click.echo(_line(row))
    if yes or click.confirm("Delete these runs with everything that belongs to them?"):
        delete_runs(store, [row.id for row in found], [_records(store)])


def _settle_unfinished(store: Store, keep: bool, discard: bool) -> None:
    from gaitcoach.storage.store.deleting import delete_runs
    from gaitcoach.storage.store.unfinished import find_unfinished, keep_unfinished, told

    for found in find_unfinished(store):
        click.echo(told(found), err=True)
        if keep:
            keep_unfinished(store, found)
            click.echo("Kept.", err=True)
        elif discard:
            delete_runs(store, [found.run_id], [_records(store)])
            click.echo("Discarded.", err=True)
        else:
            click.echo("Type: gaitcoach runs --keep, or: gaitcoach runs --discard", err=True)


def _line(row: RunRow) -> str:
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


def _as_dict(row: RunRow) -> dict[str, Any]:
    from gaitcoach.storage.plain import plain

    return plain(row)


@click.group(invoke_without_command=True)
@_STORE
@click.pass_context
def people(context: click.Context, place: str | None) -> None:
    """List who has runs; add, change or delete a person."""
    context.obj = place
    if context.invoked_subcommand is not None:
        return
    from gaitcoach.storage.store.people import people as everybody

    with _open(place) as store:
        found = everybody(store)
    for who in found:
        last = "" if who.last_run_utc is None else f"  last {who.last_run_utc:%Y-%m-%d}"
        click.echo(f"{who.name:<24} {who.n_runs:>5} runs{last}  {who.notes[:60]}".rstrip())
    if not found:
        click.echo("Nobody yet. Type: gaitcoach people add NAME")


@people.command("add")
@click.argument("name")
@click.pass_obj
def people_add(place: str | None, name: str) -> None:
    """Add a person, by name or code."""
    from gaitcoach.storage.store.people import add_person

    with _open(place) as store:
        add_person(store, name)
    click.echo(f"{name} was added.")


@people.command("change")
@click.argument("name")
@click.option("--new-name", metavar="NAME")
@click.option("--notes")
@click.option("--threshold", "threshold_deg", type=click.FloatRange(1, 20), metavar="DEG")
@click.option("--consent/--no-consent", default=None, help="Whether they agreed to be kept.")
@click.pass_obj
def people_change(place: str | None, name: str, new_name: str | None, notes: str | None,
                  threshold_deg: float | None, consent: bool | None) -> None:  # fmt: skip
    """Change what is kept of a person."""
    from gaitcoach.storage.store.people import change_person, find_person, utc_now

    changes: dict[str, object] = {"name": new_name, "notes": notes, "threshold_deg": threshold_deg}
    changes = {key: value for key, value in changes.items() if value is not None}
    if consent is not None:
        changes["consent_utc"] = utc_now() if consent else None
    if not changes:
        raise GaitCoachError("Nothing to change was given.", "See: gaitcoach people change --help")
    with _open(place) as store:
        change_person(store, find_person(store, name).id, **changes)
    click.echo(f"{name} was changed.")


@people.command("delete")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def people_delete(place: str | None, name: str, yes: bool) -> None:
    """Delete a person with all their runs, records, signals and pictures."""
    from gaitcoach.storage.setup import forget_runner
    from gaitcoach.storage.store.deleting import delete_person
    from gaitcoach.storage.store.people import find_person

    with _open(place) as store:
        who = find_person(store, name)
        question = f"Delete {name} and {who.n_runs} runs for good?"
        if not (yes or click.confirm(question)):
            return
        delete_person(store, who.id, [_records(store)])
    forget_runner(name)
    click.echo(f"{name} was deleted.")


@click.command()
@click.argument("run_name", metavar="[RUN]", required=False)
@_STORE
@click.option("--drills", "drills_of_name", metavar="NAME", help="A person's drills, not a run.")
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
def report(run_name: str | None, place: str | None, drills_of_name: str | None, out: Path,
           clinic: str | None, logo: Path | None, keep_pictures: bool | None) -> None:  # fmt: skip
    """Write the report of a run (its number, or "last"): two pages to print or hand over.

    With --drills NAME: the report of a person's exercises.
    """
    from gaitcoach.report.clinic import load_clinic, save_clinic

    if (run_name is None) == (drills_of_name is None):
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
    with _open(place, create=False) as store:
        if run_name is not None:
            _report_run(store, run_name, named, out)
        else:
            _report_drills(store, str(drills_of_name), named, out)
    if named != kept:
        save_clinic(named, clinic_path())
    click.echo(f"{out}")


def _report_run(store: Store, run_name: str, clinic: Clinic, out: Path) -> None:
    from gaitcoach.report.facts import gather
    from gaitcoach.report.render import write_report
    from gaitcoach.storage.store.runs import find_run

    write_report(gather(store, find_run(store, run_name), clinic), out)


def _report_drills(store: Store, name: str, clinic: Clinic, out: Path) -> None:
    from gaitcoach.report.drill_report import write_drill_report
    from gaitcoach.storage.store.drills import drills_of
    from gaitcoach.storage.store.people import find_person

    find_person(store, name)
    write_drill_report(drills_of(store, name), name, clinic, datetime.now().astimezone(), out)


@click.command()
@_RUN
@_STORE
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
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="[default: the run's day and number, here]",
)
@click.option(
    "--video",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    metavar="FILE",
    help="For mp4: the recording of the run.",
)
@click.option("--schema", is_flag=True, help="For json: write the JSON Schema instead.")
def export(run_name: str, place: str | None, kind: str, out: Path | None, video: Path | None,
           schema: bool) -> None:  # fmt: skip
    """Hand a run (its number, or "last") on to another program."""
    from gaitcoach.report.exports import KINDS, export_run
    from gaitcoach.report.tables import schema as json_schema
    from gaitcoach.storage.export import write_atomically
    from gaitcoach.storage.store.runs import find_run

    with _open(place, create=False) as store:
        row = find_run(store, run_name)
        name = f"{row.started:%Y-%m-%d}_run_{row.id}{KINDS[kind].suffix}"
        target = out or Path(name)
        if schema:
            write_atomically(target, json.dumps(json_schema(), indent=1).encode("utf-8"))
        else:
            export_run(store, row.id, kind, target, video)
    click.echo(f"{target}")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option(
    "--restore",
    "source",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.zip",
    help="Bring a backup into an empty store.",
)
@_STORE
def backup(file: Path | None, source: Path | None, place: str | None) -> None:
    """Write everything that is kept into one zip, or restore it."""
    from gaitcoach.storage.store.backup import back_up, restore

    if (file is None) == (source is None):
        raise GaitCoachError(
            "One file is needed.", "Type: gaitcoach backup FILE.zip, or --restore FILE.zip"
        )
    with _open(place) as store:
        if file is not None:
            click.echo(f"{back_up(store, file, _records(store))} runs are in {file}.")
        elif source is not None:
            click.echo(f"{restore(store, source, _records(store))} runs were restored.")


@click.command()
@click.argument("name")
@_STORE
@click.option("--begin", is_flag=True, help="Begin the programme of eight sessions.")
@click.option("--free", is_flag=True, help="Begin free mode: no sessions, cues all the time.")
@click.option(
    "--schedule",
    "wanted",
    metavar="MIN:PERCENT,...",
    help="Change the sessions, as 15:100,20:50,30:10 (minutes, share with cues).",
)
@click.option("--count", "run_name", metavar="RUN", help="Count a run as the next session.")
@click.option("--end", is_flag=True, help="End the programme.")
def programme(name: str, place: str | None, begin: bool, free: bool, wanted: str | None,
              run_name: str | None, end: bool) -> None:  # fmt: skip
    """Show a person's programme: sessions, share with cues, what stays without them."""
    from gaitcoach.gait.programme import DEFAULT_SCHEDULE, FREE
    from gaitcoach.storage.store import programmes
    from gaitcoach.storage.store.people import find_person
    from gaitcoach.storage.store.runs import find_run

    schedule = None if wanted is None else _schedule(wanted)
    with _open(place) as store:
        who = find_person(store, name)
        if begin or free:
            plan = FREE if free else schedule or DEFAULT_SCHEDULE
            programmes.begin_programme(store, who.id, plan)
        found = programmes.programme_of(store, who.id)
        if found is None:
            raise GaitCoachError(f"{name} is in no programme.", "Begin one with --begin.")
        if schedule is not None and not (begin or free):
            programmes.edit_schedule(store, found.id, schedule)
        if run_name is not None:
            programmes.count_session(store, found.id, find_run(store, run_name).id)
        if end:
            programmes.end_programme(store, found.id)
            click.echo(f"The programme of {name} has ended.")
            return
        found = programmes.programme_of(store, who.id) or found
        for line in _programme_lines(store, found):
            click.echo(line)


def _schedule(text: str) -> Schedule:
    from gaitcoach.gait.programme import Schedule, SessionPlan

    try:
        pairs = [part.split(":") for part in text.split(",")]
        return Schedule(tuple(SessionPlan(float(m), float(p) / 100) for m, p in pairs))
    except ValueError as error:
        raise GaitCoachError(
            f"{text} is no schedule.", "Give minutes and percent, as 15:100,20:50,30:10"
        ) from error


def _programme_lines(store: Store, found: Any) -> Iterator[str]:
    from gaitcoach.storage.store.programmes import scores

    if found.schedule.is_free:
        yield "Free mode: no sessions, cues all the time."
    done = {score.number: score for score in scores(store, found)}
    for number, plan in enumerate(found.schedule.sessions, 1):
        state = "done" if number in done else "next" if number == len(done) + 1 else ""
        line = f"{number:>3}  {plan.minutes:4.0f} min  {100 * plan.cue_rel:4.0f} % cued  {state:<5}"
        for side in ("left", "right") if number in done else ():
            rel = getattr(done[number], side).score_rel
            line += f" {side} without cues: " + ("–" if rel is None else f"{100 * rel:.0f} %")
        yield line.rstrip()


STORE_COMMANDS = (runs, people, report, export, backup, programme)
