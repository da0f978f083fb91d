"""The commands about this computer, thin: parse, call, print."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import click

from gaitcoach.cli.options import start_logging


@click.command()
@click.option("--json", "as_json", is_flag=True)
def cameras(as_json: bool) -> None:
    """List the cameras: names and indices."""
    from gaitcoach.capture.discovery import list_cameras

    found = list_cameras()
    if as_json:
        click.echo(json.dumps([{"index": c.index, "name": c.name} for c in found]))
        return
    for camera in found:
        click.echo(f"{camera.index}  {camera.name}")
    if not found:
        click.echo("No camera found. Plug one in, or try: gaitcoach live --source demo")


@click.command()
@click.option("--json", "as_json", is_flag=True)
@click.option(
    "--bundle",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.zip",
    help="Write a zip for a bug report (no picture, no name); listed before it is saved.",
)
@click.option("--yes", is_flag=True, help="Save the bundle without asking.")
def doctor(as_json: bool, bundle: Path | None, yes: bool) -> int:
    """Check camera, model, speech, sound, display and disk; say what to do for each failure."""
    from gaitcoach import doctor as checks

    if bundle is not None:
        return 0 if checks.write_bundle(bundle, _confirm(yes)) else 1
    results = checks.run_checks()
    click.echo(checks.checks_as_json(results) if as_json else checks.format_checks(results))
    return 0


def _confirm(yes: bool) -> Any:
    def ask(contents: list[tuple[str, int]]) -> bool:
        for name, size_bytes in contents:
            click.echo(f"{size_bytes:>9} bytes  {name}")
        return yes or click.confirm("Save these in the bundle?", default=True)

    return ask


@click.command()
@click.argument("out", metavar="OUT.pdf", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--paper",
    type=click.Choice(["a4", "letter"]),
    default="a4",
    show_default=True,
    help="What the printer holds.",
)
def stickers(out: Path, paper: str) -> None:
    """Write a sheet to print: stickers in their true size, and where they go."""
    from gaitcoach.display import has_display
    from gaitcoach.ui.sticker_sheet import write_sheet

    if not has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    write_sheet(out, paper)
    click.echo(f'{out}: print it at 100 % ("actual size") and check its 100 mm line.')


@click.command()
@click.argument("text")
def say(text: str) -> None:
    """Say something aloud: a test of voice and volume."""
    from gaitcoach.voice.say import say_once

    click.echo(say_once(text))


@click.command()
@click.option("--json", "as_json", is_flag=True)
@click.option("--slow", is_flag=True, help="Also lag and memory over 10 minutes.")
@click.option(
    "--truth",
    "truth_dirs",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="DIR",
    help="Also score stance side, steps and cues on clips with truth files.",
)
@click.option("--phone", is_flag=True, help="Measure the phone instead, played by Chromium.")
@click.option(
    "--archive",
    type=click.Path(exists=True, path_type=Path),
    metavar="DIR",
    help="Measure how a folder of clips is measured instead: workers, scheduler, memory.",
)
@click.option(
    "--clips",
    "n_short",
    type=click.IntRange(1, 99_999),
    metavar="N",
    help="With --archive: so many short clips are made of them.  [default: 20]",
)
def bench(**given: Any) -> int:
    """Measure this machine: frame rate, paint and cue latency, start."""
    from gaitcoach.bench import run_bench

    if given["n_short"] is not None and given["archive"] is None:
        raise click.UsageError("--clips goes with --archive DIR.")
    if given["archive"] is not None:
        start_logging()  # the pose library prints some lines for each clip
    return run_bench(**given)


MACHINE_COMMANDS = (cameras, doctor, stickers, say, bench)
