"""A report as a page that is complete in itself, and the same page as PDF."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import jinja2

from gaitcoach import __version__
from gaitcoach.errors import GaitCoachError
from gaitcoach.language import in_digits, language_code, tr, tr_later, when_text
from gaitcoach.report import charts, method_words, trends, words
from gaitcoach.report.facts import Report, StepPicture
from gaitcoach.storage.export import write_atomically
from gaitcoach.types import Side

LONGEST_NOTES, MOST_CORRECTIONS = 300, 4
"""More would push the report onto a third page."""
_WORD = {
    "over": tr_later("over the limit"),
    "under": tr_later("under the limit"),
    "around": tr_later("around the limit"),
    "none": tr_later("too few steps"),
}


def write_report(report: Report, path: Path) -> None:
    """Write a report; the name's end says how: `.html` or `.pdf`. An older file is replaced.

    Raises
    ------
    GaitCoachError
        Another end, a file that cannot be written, or PDF where its libraries are missing.
    """
    write_page(lambda: html(report), path)


def write_page(make: Callable[[], str], path: Path) -> None:
    """Write what `make` returns as a page or as PDF; see `write_report`."""
    kind = path.suffix.lower()
    if kind not in (".html", ".htm", ".pdf"):
        raise GaitCoachError(
            tr("{path} is neither a page nor a PDF.", path=path), tr("Name it .html or .pdf.")
        )
    page = make()
    write_atomically(path, pdf(page) if kind == ".pdf" else page.encode("utf-8"))


def html(report: Report) -> str:
    """Return the page."""
    return filled("page.html.j2", context(report))


def filled(name: str, shown: dict[str, Any]) -> str:
    """Return a template of this folder with what it shows."""
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, loader=jinja2.FunctionLoader(_template)
    )
    return environment.get_template(name).render(shown)


def _template(name: str) -> str:
    return (resources.files(__package__) / name).read_text(encoding="utf-8")


def pdf(page: str) -> bytes:
    """Return a page as PDF; raises `GaitCoachError` where that cannot be made."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError) as error:  # OSError: Pango is missing
        raise GaitCoachError(
            tr("A PDF cannot be made here: weasyprint or its library Pango is missing."),
            tr("Make the .html and print it from the browser, or install Pango."),
        ) from error
    # A page is complete in itself: nothing is fetched, from nowhere.
    inside = URLFetcher(allowed_protocols=("data",))
    return HTML(string=page, url_fetcher=inside).write_pdf()


def context(report: Report) -> dict[str, Any]:
    """Return everything that the page shows, in the language chosen."""
    row = report.row
    limit_deg = max(row.limit_deg(side) for side in Side)
    bands = {side: report.side(side).band for side in Side}
    who = row.runner or tr("Guest")
    band = words.degrees(max(band.deg for band in bands.values()))
    return {
        "language": language_code(),
        "title": f"gaitcoach: {who}, {row.started:%Y-%m-%d}",
        "footer": tr("gaitcoach {version} · run {run}", version=__version__, run=row.uid[:8]),
        "who": who,
        "when": when_text(row.started),
        "logo": report.logo,
        "clinic": report.clinic.name,
        "facts": _facts(report),
        "cards": [_card(report, side) for side in Side],
        "findings": words.findings(report),
        "pictures": [_picture(picture) for picture in report.pictures[:3]],
        "over_time": charts.over_time(
            report.data.steps, report.data.cues, report.data.markers, limit_deg
        ),
        "progress": _progress(report, limit_deg, bands),
        "progress_lines": _progress_lines(report),
        "setup": words.setup_lines(report),
        "notes": _shortened(row.notes),
        "corrections": _corrections(report),
        "method": method_words.method_text(row.method, row.validated),
        "one_sentence": tr(method_words.ONE_SENTENCE),
        "how_meant": tr(method_words.HOW_MEANT),
        "not_a_diagnosis": tr(method_words.NOT_A_DIAGNOSIS),
        **_headings(band),
    }


def _headings(band: str) -> dict[str, str]:
    return {
        "h_report": tr("Running report: pelvic drop"),
        "h_legs": tr("Both legs"),
        "key_legs": tr("bar: 95 % interval of the mean · hollow mark: the run before"),
        "h_says": tr("What this run says"),
        "h_pictures": tr("Pictures"),
        "h_time": tr("The run over time"),
        "left_leg": tr("left leg"),
        "right_leg": tr("right leg"),
        "limit": tr("limit"),
        "key_time": tr("dots: single steps, line: mean of 20 · red strokes: cues"),
        "h_progress": tr("From run to run"),
        "key_progress": tr(
            "Means with 95 % intervals; the shade is what two measurements may differ by without "
            "a change ({band}).",
            band=band,
        ),
        "h_setup": tr("Set-up"),
        "h_corrections": tr("Put right after the run"),
        "h_truth": tr("How true it is"),
        "h_notes": tr("Notes"),
    }


def _shortened(notes: str) -> str:
    return notes if len(notes) <= LONGEST_NOTES else notes[:LONGEST_NOTES].rstrip() + " …"


def _corrections(report: Report) -> list[str]:
    told = [words.correction_text(logged.what) for logged in report.corrections]
    more = len(told) - MOST_CORRECTIONS
    if more > 0:
        told[MOST_CORRECTIONS:] = [tr("and {n} more", n=more)]
    return told


def _facts(report: Report) -> list[tuple[str, str]]:
    row = report.row
    n_steps = (row.left.usable or 0) + (row.right.usable or 0)
    return [
        (tr("Running time"), _text(row.active_s or row.duration_s, words.minutes)),
        (tr("Cadence"), _text(row.cadence_spm, lambda v: tr("{n} steps/min", n=f"{v:.0f}"))),
        (tr("Cues"), _text(row.cues, str)),
        (tr("Camera"), tr("behind") if row.view == "behind" else tr("in front")),
        (tr("Speed"), _text(row.speed_kmh, lambda v: in_digits(f"{v:g} km/h"))),
        (tr("Incline"), _text(row.incline_percent, lambda v: in_digits(f"{v:g} %"))),
        (tr("Shoes"), row.shoes or "–"),
        (tr("Steps measured"), str(n_steps)),
    ]


def _text(value: Any, told: Any) -> str:
    return "–" if value is None else told(value)


def _card(report: Report, side: Side) -> dict[str, Any]:
    own, limit_deg = report.review.side(side), report.row.limit_deg(side)
    stats, how = own.stats, words.verdict(own, limit_deg)
    last = report.side(side).last
    counted = tr("{usable} of {n}", usable=stats.usable, n=stats.n)
    return {
        "side": side.value,
        "title": tr(words.SIDE_TITLE[side]),
        "hip": tr(words.HIP[side]),
        "number": _text(stats.mean_deg, words.degrees),
        "verdict": how,
        "word": tr(_WORD[how]),
        "gauge": charts.gauge(stats, side, limit_deg, None if last is None else last.before_deg),
        "rows": [
            (tr("95 % sure"), _text(stats.ci95_deg, _interval)),
            (tr("Steps over the limit"), _text(own.over_rel, lambda v: f"{100 * v:.0f} %")),
            (tr("Spread of the steps (SD)"), _text(stats.sd_deg, words.degrees)),
            (tr("Steps counted"), counted),
            (tr("Run before"), _text(last, lambda c: words.degrees(c.before_deg))),
        ],
    }


def _interval(bounds: tuple[float, float]) -> str:
    low, high = (words.degrees(bound) for bound in bounds)
    return tr("{low} to {high}", low=low, high=high)


def _picture(picture: StepPicture) -> dict[str, str]:
    leg, drop = tr(words.SIDE_TITLE[picture.side]), words.degrees(picture.drop_deg)
    text = _PICTURES.get(picture.kind, "{leg}: {drop}")
    return {"uri": picture.uri, "words": tr(text, leg=leg, drop=drop)}


_PICTURES = {
    "most": tr_later("{leg}, largest drop: {drop}"),
    "least": tr_later("{leg}, smallest drop: {drop}"),
}


def _progress(report: Report, limit_deg: float, bands: dict[Side, Any]) -> str:
    if len(report.history) < 2:
        return ""
    return trends.progress(report.history, report.starts, limit_deg, bands)


def _progress_lines(report: Report) -> list[str]:
    lines, others = [], ""
    for side in Side:
        change = report.side(side).first
        if change is None:
            continue
        leg, moved = tr(words.SIDE_TITLE[side]), words.signed(change.change_deg)
        lines.append(tr(_FIRST_TO_LAST[change.is_noise], leg=leg, change=moved))
        others = words.others_text(change.others)
    return [*lines, others] if others else lines


_FIRST_TO_LAST = {
    True: tr_later("{leg}: {change} from the first runs to the last, within noise."),
    False: tr_later("{leg}: {change} from the first runs to the last, more than noise."),
}
