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
from gaitcoach.report.clinic import Clinic, logo_uri
from gaitcoach.report.drills import Course, courses, done_text, load_text, measures_of, title_text
from gaitcoach.report.render import filled, write_page
from gaitcoach.report.words import NOT_A_DIAGNOSIS
from gaitcoach.resources import asset_path

ROW_WIDTH = 680.0
"""Shared by the drawings of one drill."""
HOW_MEANT = (
    "A fault is a second of a hold, or a repetition, whose mean was over the limit; good form is "
    "what was without one. The limits of trunk and knee are ours and not validated. How true the "
    "counts are on people of flesh and blood has not been shown: the figures are of drawn bodies."
)
_FINDINGS = {
    "drop": "hip drops", "lean": "trunk leans", "touched_down": "touched down", "level": "level",
    "held": "held to the end",
}  # fmt: skip


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
            f"No drill of {who} is kept yet.",
            "Do one with: gaitcoach drill hip_abduction --runner NAME",
        )
    write_page(lambda: filled("drills.html.j2", context(done, who, clinic, now)), path)


def context(done: Sequence[DoneDrill], who: str, clinic: Clinic, now: datetime) -> dict[str, Any]:
    """Return everything that the pages show."""
    own = sorted((one for one in done if one.did_something), key=lambda one: one.started)
    return {
        "title": f"gaitcoach: exercises of {who}, {now:%Y-%m-%d}",
        "footer": f"gaitcoach {__version__} · exercises",
        "who": who,
        "when": f"{own[0].started:%d %B %Y} to {own[-1].started:%d %B %Y}",
        "logo": logo_uri(clinic),
        "clinic": clinic.name,
        "facts": _facts(own, now),
        "drills": [_drill(own, part.name) for part in PARTS if progress_of(own, part.name)],
        "why": WHY,
        "not_the_run": NOT_THE_RUN,
        "how_meant": HOW_MEANT,
        "not_a_diagnosis": NOT_A_DIAGNOSIS,
    }


def _facts(own: Sequence[DoneDrill], now: datetime) -> list[tuple[str, str]]:
    today = now.date()
    kept = streak(own, today)
    return [
        ("Days with exercises", str(len({one.started.date() for one in own}))),
        ("Weeks kept", str(kept.kept_weeks)),
        ("Weeks in a row", str(kept.weeks)),
        ("Load now", LOADS[load_of(own, today)]),
    ]


def _drill(own: Sequence[DoneDrill], name: str) -> dict[str, Any]:
    mine = progress_of(own, name)
    first, last = mine[0], mine[-1]
    lines = [TO_DO[name], _line("Last", last)]
    if first is not last:
        lines.insert(1, _line("First", first))
    found = _findings(last)
    if found:
        lines.append(found)
    return {
        "title": f"{title_text(name)}, done {'once' if len(mine) == 1 else f'{len(mine)} times'}",
        "picture": _picture(name),
        "lines": lines,
        "charts": courses(own, name, width=ROW_WIDTH / len(measures_of(name)))
        if len(mine) > 1
        else (),
    }


def _charts(own: Sequence[DoneDrill], name: str) -> tuple[Course, ...]:
    return courses(own, name, width=ROW_WIDTH / len(measures_of(name)))


def _line(which: str, one: DoneDrill) -> str:
    return f"{which}, {one.started:%Y-%m-%d}, {load_text(one)}: {done_text(one)}."


def _findings(last: DoneDrill) -> str:
    """Return what the standing test noted of each leg; "" for other drills."""
    if last.drill != "single_leg_stance":
        return ""
    legs = (
        f"{leg} leg: {', '.join(_FINDINGS.get(found, found) for found in findings)}"
        for leg, findings in last.findings.items()
        if findings
    )
    return "; ".join(legs)


def _picture(name: str) -> str:
    data = asset_path(f"drills/{name}.png").read_bytes()
    return "data:image/png;base64," + base64.b64encode(data).decode("ascii")
