"""`gaitcoach exercises`: the plan of today, the weeks that were kept, how each drill went."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gaitcoach.cli.store_options import STORE, open_store

if TYPE_CHECKING:
    from datetime import date

    from gaitcoach.drills.done import DoneDrill


@click.command()
@click.argument("name", metavar="[NAME]", default="guest")
@STORE
@click.option("--today", "only_today", is_flag=True, help="Only what is wanted today.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.csv|FILE.json",
    help="Write every drill that was done, one a row.",
)
def exercises(
    name: str, place: str | None, only_today: bool, as_json: bool, out: Path | None
) -> None:
    """Show a person's drills: today's session, weeks that were kept, progress.

    Without a NAME: those of guests.
    """
    from gaitcoach.report.drill_tables import write_drills
    from gaitcoach.storage.store.drills import drills_of
    from gaitcoach.storage.store.people import find_person

    with open_store(place) as store:
        if name != "guest":
            find_person(store, name)
        done = drills_of(store, name)
    if out is not None:
        write_drills(done, out)
        click.echo(f"{out}")
        return
    today = datetime.now().astimezone().date()
    if as_json:
        click.echo(json.dumps(_as_dict(done, today, only_today), ensure_ascii=False))
        return
    for line in _today_lines(done, today):
        click.echo(line)
    for line in () if only_today else _progress_lines(done):
        click.echo(line)


def _as_dict(done: Sequence[DoneDrill], today: date, only_today: bool) -> dict[str, Any]:
    from gaitcoach.drills.programme import load_of, streak, todays_session
    from gaitcoach.report.drill_tables import rows_of
    from gaitcoach.storage.plain import plain

    told: dict[str, Any] = {
        "today": plain(todays_session(done, today)),
        "load": str(load_of(done, today)),
        "streak": plain(streak(done, today)),
    }
    return told if only_today else told | {"done": rows_of(done)}


def _today_lines(done: Sequence[DoneDrill], today: date) -> Iterator[str]:
    from gaitcoach.drills.programme import WEEK_SESSIONS, streak, todays_session
    from gaitcoach.drills.words import NOT_THE_RUN, SEE_A_CLINICIAN
    from gaitcoach.report.drills import load_text, target_text

    for planned in todays_session(done, today):
        mark = "done" if planned.is_done else ""
        yield (
            f"{planned.name:<18} {target_text(planned):<22} {load_text(planned):<12} {mark}"
        ).rstrip()
    kept = streak(done, today)
    yield (
        f"This week: {kept.sessions} of {WEEK_SESSIONS} days. Weeks in a row: {kept.weeks}, "
        f"kept in all: {kept.kept_weeks}."
    )
    yield f"{NOT_THE_RUN} {SEE_A_CLINICIAN}"


def _progress_lines(done: Sequence[DoneDrill]) -> Iterator[str]:
    from gaitcoach.drills import DRILLS
    from gaitcoach.drills.programme import progress_of
    from gaitcoach.report.drills import done_text

    for name in DRILLS:
        own = [one for one in progress_of(done, name) if one.did_something]
        for label, one in zip(("first", "last"), (own[0], own[-1]), strict=True) if own else ():
            yield f"{name:<18} {label:<5} {one.started:%Y-%m-%d}  {done_text(one)}"


EXERCISE_COMMANDS = (exercises,)
