"""The commands about runs that were kept, thin: parse, call, print."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gaitcoach.cli.store_options import STORE, open_store, records_of, run_line
from gaitcoach.errors import GaitCoachError
from gaitcoach.storage.store.values import RunFilter, RunRow

if TYPE_CHECKING:  # SQLAlchemy is loaded by the commands that need it
    from gaitcoach.gait.programme import Schedule
    from gaitcoach.storage.store.store import Store


@click.command()
@STORE
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

    with open_store(place) as store:
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
        click.echo(json.dumps(_as_dict(row), ensure_ascii=False) if as_json else run_line(row))
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
        click.echo(run_line(row))
    if yes or click.confirm("Delete these runs with everything that belongs to them?"):
        delete_runs(store, [row.id for row in found], [records_of(store)])


def _settle_unfinished(store: Store, keep: bool, discard: bool) -> None:
    from gaitcoach.storage.store.deleting import delete_runs
    from gaitcoach.storage.store.unfinished import find_unfinished, keep_unfinished, told

    for found in find_unfinished(store):
        click.echo(told(found), err=True)
        if keep:
            keep_unfinished(store, found)
            click.echo("Kept.", err=True)
        elif discard:
            delete_runs(store, [found.run_id], [records_of(store)])
            click.echo("Discarded.", err=True)
        else:
            click.echo("Type: gaitcoach runs --keep, or: gaitcoach runs --discard", err=True)


def _as_dict(row: RunRow) -> dict[str, Any]:
    from gaitcoach.storage.plain import plain

    return plain(row)


@click.group(invoke_without_command=True)
@STORE
@click.pass_context
def people(context: click.Context, place: str | None) -> None:
    """List who has runs; add, change or delete a person."""
    context.obj = place
    if context.invoked_subcommand is not None:
        return
    from gaitcoach.storage.store.people import people as everybody

    with open_store(place) as store:
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

    with open_store(place) as store:
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
    with open_store(place) as store:
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

    with open_store(place) as store:
        who = find_person(store, name)
        question = f"Delete {name} and {who.n_runs} runs for good?"
        if not (yes or click.confirm(question)):
            return
        delete_person(store, who.id, [records_of(store)])
    forget_runner(name)
    click.echo(f"{name} was deleted.")


@click.command()
@click.argument("name")
@STORE
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
    with open_store(place) as store:
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


STORE_COMMANDS = (runs, people, programme)
