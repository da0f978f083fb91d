"""One page, complete in itself: tables, and truth against estimate over time for every clip."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from gaitcoach.storage.export import write_atomically
from gaitcoach.validation.clip import ClipResult
from gaitcoach.validation.plot import plot_png
from gaitcoach.validation.run import Validation, groups
from gaitcoach.validation.table import COLUMNS, LEGEND, cell

Row = dict[str, Any]

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; color: #1b1f24; max-width: 76rem; margin: 2rem auto;
  padding: 0 1rem; }
h1, h2, h3 { font-weight: 600; line-height: 1.2; } h3 { margin: 2rem 0 .3rem; }
table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .15rem .5rem; border-bottom: 1px solid #dde2e7; }
th:first-child, td:first-child, td.why { text-align: left; }
.wide { overflow-x: auto; } img { max-width: 100%; height: auto; } pre { font-size: 12px; }
"""
HONEST = (
    "Every clip is scored against its own truth file. The figures hold for people, clothes and "
    "cameras like those of the clips, and for no others."
)


def write_page(done: Validation, table: Row, path: Path) -> None:
    """Write the page; an older one is replaced only when the new one is complete.

    Raises
    ------
    StorageError
        The file cannot be written.
    """
    write_atomically(path, page(done, table).encode("utf-8"))


def page(done: Validation, table: Row) -> str:
    """Return the page; `table` is what `as_table` made of `done`."""
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        "<title>gaitcoach: truth against estimate</title>",
        f"<style>{STYLE}</style></head><body>",
        "<h1>Truth against estimate</h1>",
        f"<p>{HONEST}</p>",
        "<h2>Overall</h2>",
        _table("method", [(method, row) for method, row in table["overall"].items()]),
        f"<pre>{escape(LEGEND)}</pre>",
        "<h2>By kind of clip</h2>",
        _table("clips, method", _by_kind(done)),
        "<h2>Clip by clip</h2>",
        *(_clip(name, done, table) for name in done.names),
        _notes("Could not be scored", done.problems),
        _notes("Skipped, no truth file", [clip.name for clip in done.skipped]),
        "</body></html>",
    ]
    return "\n".join(part for part in parts if part)


def _by_kind(done: Validation) -> list[tuple[str, Row]]:
    return [
        (f"{kind}, {method}", row)
        for kind, rows in groups(done).items()
        for method, row in rows.items()
    ]


def _table(first: str, rows: Iterable[tuple[str, Row]]) -> str:
    head = f"<th>{escape(first)}</th>" + "".join(f"<th>{escape(c[1])}</th>" for c in COLUMNS)
    body = "".join(f"<tr><td>{escape(name)}</td>{_cells(row)}</tr>" for name, row in rows)
    return f'<div class="wide"><table><tr>{head}</tr>{body}</table></div>'


def _cells(row: Row) -> str:
    if row.get("error"):
        return f'<td class="why" colspan="{len(COLUMNS)}">{escape(row["error"])}</td>'
    shows: list[tuple[str, Callable[[float], str]]] = [(key, show) for key, _, _, show in COLUMNS]
    return "".join(f"<td>{cell(row, key, show)}</td>" for key, show in shows)


def _clip(name: str, done: Validation, table: Row) -> str:
    results = [result for result in done.results if result.name == name]
    rows = [(row["method"], row) for row in table["clips"] if row["name"] == name]
    picture = _picture(name, results) if results else ""
    return f"<h3>{escape(name)}</h3>\n{_table('method', rows)}\n{picture}"


def _picture(name: str, results: Sequence[ClipResult]) -> str:
    data = base64.b64encode(plot_png(results)).decode("ascii")
    what = f"{name}: truth against estimate over time"
    return f'<img alt="{escape(what)}" src="data:image/png;base64,{data}">'


def _notes(title: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    return f"<h2>{title}</h2><ul>" + "".join(f"<li>{escape(x)}</li>" for x in lines) + "</ul>"
