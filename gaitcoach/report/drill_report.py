"""The exercises of a person as pages to print or hand over, with the look of a run's report."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from gaitcoach import __version__
from gaitcoach.drills.done import DoneDrill
from gaitcoach.drills.programme import PARTS, load_of, progress_of, streak
from gaitcoach.drills.words import LOADS, NOT_THE_RUN, TO_DO, WHY
from gaitcoach.errors import GaitCoachError
from gaitcoach.language import date_text, language_code, tr, tr_later
from gaitcoach.report.clinic import Clinic, logo_uri
from gaitcoach.report.drills import (
    Course,
    courses,
    done_text,
    load_text,
    measures_of,
    noted_text,
    title_text,
)
from gaitcoach.report.method_words import NOT_A_DIAGNOSIS
from gaitcoach.report.render import filled, write_page
from gaitcoach.resources import asset_path

ROW_WIDTH = 680.0
"""Shared by the drawings of one drill."""
MOST_NOTES = 3
"""The newest, of each drill: the rest is in the app."""
HOW_MEANT = tr_later(
    "A fault is a second of a hold, or a repetition, whose mean was over the limit; good form is "
    "what was without one. The limits of trunk and knee are ours and not validated. How true the "
    "counts are on people of flesh and blood has not been shown: the figures are of drawn bodies."
)
_FINDINGS = {
    "drop": tr_later("hip drops"),
    "lean": tr_later("trunk leans"),
    "touched_down": tr_later("touched down"),
    "level": tr_later("level"),
    "held": tr_later("held to the end"),
}
_LEGS = {"left": tr_later("left leg: {what}"), "right": tr_later("right leg: {what}")}


def write_drill_report(
    done: Sequence[DoneDrill], who: str, clinic: Clinic, now: datetime, path: Path
) -> None:
    """Write the report; the name's end says how: `.html` or `.pdf`.

    Raises
    ------
    GaitCoachError
        Nothing was done yet, another end, or a file that cannot be written.
    """
    if not any(one.did_something for one in done):
        raise GaitCoachError(
            tr("No exercise of {who} is kept yet.", who=who),
            tr("Do one first: gaitcoach drill hip_abduction --runner NAME"),
        )
    write_page(lambda: filled("drills.html.j2", context(done, who, clinic, now)), path)


def context(done: Sequence[DoneDrill], who: str, clinic: Clinic, now: datetime) -> dict[str, Any]:
    """Return everything that the pages show."""
    own = sorted((one for one in done if one.did_something), key=lambda one: one.started)
    return {
        "language": language_code(),
        "title": f"gaitcoach: {who}, {now:%Y-%m-%d}",
        "footer": tr("gaitcoach {version} · exercises", version=__version__),
        "who": who,
        "when": f"{date_text(own[0].started)} – {date_text(own[-1].started)}",
        "logo": logo_uri(clinic),
        "clinic": clinic.name,
        "facts": _facts(own, now),
        "drills": [_drill(own, part.name) for part in PARTS if progress_of(own, part.name)],
        "h_report": tr("Exercise report"),
        "h_each": tr("Each exercise"),
        "h_plan": tr("The plan"),
        "why": tr(WHY),
        "not_the_run": tr(NOT_THE_RUN),
        "how_meant": tr(HOW_MEANT),
        "not_a_diagnosis": tr(NOT_A_DIAGNOSIS),
    }


def _facts(own: Sequence[DoneDrill], now: datetime) -> list[tuple[str, str]]:
    today = now.date()
    kept = streak(own, today)
    return [
        (tr("Days with exercises"), str(len({one.started.date() for one in own}))),
        (tr("Weeks kept"), str(kept.kept_weeks)),
        (tr("Weeks in a row"), str(kept.weeks)),
        (tr("Load now"), tr(LOADS[load_of(own, today)])),
    ]


def _drill(own: Sequence[DoneDrill], name: str) -> dict[str, Any]:
    mine = progress_of(own, name)
    first, last = mine[0], mine[-1]
    lines = [tr(TO_DO[name]), tr("Last on {day}, {load}: {what}.", **_told(last))]
    if first is not last:
        lines.insert(1, tr("First on {day}, {load}: {what}.", **_told(first)))
    found = _findings(last)
    if found:
        lines.append(found)
    lines += [noted_text(one) for one in mine if one.notes][-MOST_NOTES:]
    return {
        "title": tr("{drill}, times done: {n}", drill=title_text(name), n=len(mine)),
        "picture": _picture(name),
        "lines": lines,
        "charts": _charts(own, name) if len(mine) > 1 else (),
    }


def _charts(own: Sequence[DoneDrill], name: str) -> tuple[Course, ...]:
    return courses(own, name, width=ROW_WIDTH / len(measures_of(name)))


def _told(one: DoneDrill) -> dict[str, str]:
    day = f"{one.started:%Y-%m-%d}"
    return {"day": day, "load": load_text(one), "what": done_text(one)}


def _findings(last: DoneDrill) -> str:
    """Return what the standing test noted of each leg; "" for other drills."""
    if last.drill != "single_leg_stance":
        return ""
    legs = (
        tr(_LEGS[leg], what=", ".join(tr(_FINDINGS.get(one, one)) for one in findings))
        for leg, findings in last.findings.items()
        if findings and leg in _LEGS
    )
    return "; ".join(legs)


def _picture(name: str) -> str:
    data = asset_path(f"drills/{name}.png").read_bytes()
    return "data:image/png;base64," + base64.b64encode(data).decode("ascii")
