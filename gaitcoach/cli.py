"""Every command, thin: parse, call, print."""

from __future__ import annotations

import json
import logging
import os
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from gaitcoach import __version__
from gaitcoach.cli_store import STORE_COMMANDS
from gaitcoach.errors import GaitCoachError
from gaitcoach.privacy import hide_credentials
from gaitcoach.settings import Settings, setting_help
from gaitcoach.settings_file import load_settings

DEFAULT_COMMAND = "live"
SOURCE_HELP = (
    "Camera index or name, 'phone' (shows a code to scan), rtsp:// or http:// address, video file, "
    "or 'demo'."
    "  [default: the first camera, else the demo]"
)
BUG_TODO = "Please report it with the file from: gaitcoach doctor --bundle report.zip"


class _LiveByDefault(click.Group):
    """`gaitcoach --source demo` means `gaitcoach live --source demo`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = ("--help", "-h", "--version")
        if not args or (args[0].startswith("-") and args[0] not in own):
            args = [DEFAULT_COMMAND, *args]
        return super().parse_args(ctx, args)


class _Baseline(click.ParamType):
    """Seconds, or `none`."""

    name = "seconds|none"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        if value is None or isinstance(value, float) or value == "none":
            return value
        try:
            return float(value)
        except ValueError:
            self.fail(f"{value!r} is neither a number nor 'none'.", param, ctx)


def _option(flag: str, name: str, metavar: str | None = None) -> Any:
    """Return the option of a setting: kind, choices and help come from the one table."""
    spec = next(spec for spec in fields(Settings) if spec.name == name)
    how: dict[str, Any] = {"help": setting_help(name), "metavar": metavar}
    if "choices" in spec.metadata:
        whole = isinstance(spec.default, int)
        how["type"] = click.Choice([str(choice) for choice in spec.metadata["choices"]])
        how["callback"] = lambda _ctx, _param, typed: int(typed) if typed and whole else typed
    elif isinstance(spec.default, bool):
        how |= {"is_flag": True, "default": None}
    elif "low" in spec.metadata:
        how["type"] = int if isinstance(spec.default, int) else float
    return click.option(flag, name, **how)


def _add(options: list[Any]) -> Any:
    """Return a decorator that adds options in this order."""

    def add_to(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return add_to


_measuring_options = _add(
    [
        _option("--view", "view"),
        _option("--mirror", "mirror"),
        _option("--model", "model"),
        _option("--method", "method"),
        _option("--stickers", "stickers", "X1,Y1,X2,Y2"),
        _option("--threshold", "threshold_deg", "DEG"),
        _option("--threshold-left", "threshold_left_deg", "DEG"),
        _option("--threshold-right", "threshold_right_deg", "DEG"),
        click.option(
            "--baseline-s", type=_Baseline(), metavar="N|none", help=setting_help("baseline_s")
        ),
        _option("--vertical", "vertical", "X1,Y1,X2,Y2"),
        _option("--cue-share", "cue_share_percent"),
    ]
)
_coaching_options = _add(
    [
        _option("--cue", "cue"),
        click.option(
            "--phrase",
            "phrases",
            multiple=True,
            metavar="KEY=WORDS",
            help="Own words for a phrase, such as better='well done'; may be given again.",
        ),
        _option("--voice-name", "voice_name", "NAME"),
        _option("--voice-rate", "voice_rate_wpm", "N"),
        _option("--step-tone", "step_tone"),
        _option("--metronome", "metronome_percent"),
        _option("--language", "language"),
        _option("--theme", "theme"),
        _option("--smoothing", "smoothing"),
    ]
)


def _settings(**given: Any) -> Settings:
    """Return the settings file's values, changed by what was given on the command line."""
    from gaitcoach.storage.places import settings_path

    settings = load_settings(settings_path())
    changes = {
        spec.name: given[spec.name] for spec in fields(Settings) if given.get(spec.name) is not None
    }
    if changes.get("baseline_s") == "none":
        changes["baseline_s"] = None
    if "phrases" in changes:
        changes["phrases"] = dict(settings.phrases) | _own_words(changes["phrases"])
    return settings.with_changes(**changes)


def _own_words(typed: tuple[str, ...]) -> dict[str, str]:
    pairs = [text.partition("=") for text in typed]
    if any(not equals for _, equals, _ in pairs):
        raise click.BadParameter("Give --phrase KEY=WORDS, such as --phrase better='well done'.")
    return {key: words for key, _, words in pairs}


@click.group(cls=_LiveByDefault, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gaitcoach")
def commands() -> None:
    """Watch a runner through one camera and say "hips level" when a hip drops too far.

    Without a command: live. Not a medical device.
    """


@commands.command()
@click.option("--source", metavar="S", help=SOURCE_HELP)
@_measuring_options
@_option("--runner", "runner", "NAME")
@click.option("--no-voice", is_flag=True, help="Do not speak the cues; they are still recorded.")
@_coaching_options
@click.option("--headless", is_flag=True, help="No window: print steps, cues and the summary.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines (implies --headless).")
@click.option("--as-live", is_flag=True, help="Play a file at its own speed, as a camera would.")
@click.option("--loop", is_flag=True, help="Start a file again at its end.")
@click.option("--max-s", type=click.FloatRange(min=0, min_open=True), help="End after N seconds.")
@click.option(
    "--out",
    "out_dir",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder of the event record.  [default: the user's data folder]",
)
@click.option(
    "--record",
    "video_path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.mp4",
    help="Keep the picture too, faces blurred: about 25 MB a minute at 640x480.",
)
@click.option("--record-faces", "faces", is_flag=True, help="Do not blur faces in --record.")
def live(**given: Any) -> int:
    """Coach a runner live: from a camera, a stream, a video file, or the demo."""
    from gaitcoach import app

    _start_log()
    settings = _settings(**given, voice=False if given["no_voice"] else None)
    headless = given["headless"] or given["as_json"] or not _window_can_be_shown()
    options = app.RunOptions(
        source=given["source"],
        as_live=given["as_live"],
        loop=given["loop"],
        max_s=given["max_s"],
        out_dir=given["out_dir"],
        video_path=given["video_path"],
        as_json=given["as_json"],
        faces=given["faces"],
    )
    return app.run_headless(settings, options) if headless else app.run_window(settings, options)


def _window_can_be_shown() -> bool:
    """Tell it, and say so when a display was promised that is none."""
    from gaitcoach.display import has_display, named_display

    shown = has_display()
    if not shown and (name := named_display()):
        click.echo(f"The display {name} does not answer: running without a window.", err=True)
    return shown


@commands.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@_measuring_options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per file.")
@click.option(
    "--csv",
    "csv_dir",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write one table of steps per file here.",
)
def analyze(files: tuple[str, ...], as_json: bool, csv_dir: Path | None, **given: Any) -> int:
    """Measure every frame of video files: summary, and every step as CSV."""
    from gaitcoach import analysis

    _start_log()
    settings = _settings(**given)
    return analysis.analyze_files(files, settings, as_json=as_json, csv_dir=csv_dir)


@commands.command()
@click.argument("name", metavar="NAME")
@click.option("--source", metavar="S", help=SOURCE_HELP)
@click.option(
    "--view",
    "place",
    type=click.Choice(["auto", "front", "behind", "side"]),
    default="auto",
    show_default=True,
    help="From where the camera looks.",
)
@click.option("--mirror", is_flag=True, default=None, help=setting_help("mirror"))
@click.option("--model", type=click.Choice(["lite", "full"]), help=setting_help("model"))
@click.option(
    "--threshold",
    "threshold_deg",
    type=float,
    metavar="DEG",
    help=setting_help("threshold_deg"),
)
@click.option("--vertical", metavar="X1,Y1,X2,Y2", help=setting_help("vertical"))
@click.option("--no-voice", is_flag=True, help="Count and time in silence.")
@click.option("--headless", is_flag=True, help="No window: print what happens.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines (implies --headless).")
def drill(name: str, place: str, as_json: bool, **given: Any) -> int:
    """Count and time one drill: hips level, standing leg, repetitions, holds.

    NAME: single_leg_stance, mirror_stance, glute_bridge, marching_bridge, hip_abduction, hip_hike
    or single_leg_squat. The two bridges are watched from the side.
    """
    from gaitcoach.app import choose_source
    from gaitcoach.drilling import run_drill

    _start_log()
    return run_drill(
        name,
        _settings(**given),
        source=choose_source(given["source"]),
        view=place,
        as_json=as_json,
        quiet=given["no_voice"],
    )


@commands.command()
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


@commands.command()
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


@commands.command()
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


@commands.command()
@click.argument("text")
def say(text: str) -> None:
    """Say something aloud: a test of voice and volume."""
    from gaitcoach.voice.say import say_once

    click.echo(say_once(text))


@commands.command()
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
def bench(as_json: bool, slow: bool, truth_dirs: tuple[Path, ...], phone: bool) -> int:
    """Measure this machine: frame rate, paint and cue latency, start."""
    from gaitcoach.bench import run_bench

    return run_bench(as_json=as_json, slow=slow, truth_dirs=truth_dirs, phone=phone)


@commands.command()
@click.argument(
    "places",
    nargs=-1,
    required=True,
    metavar="DIR...",
    type=click.Path(exists=True, path_type=Path),
)
@click.option(
    "--method",
    type=click.Choice(["learned", "markers", "hip_line", "all"]),
    default="all",
    show_default=True,
    help="What to score.",
)
@_option("--model", "model")
@_option("--threshold", "threshold_deg", "DEG")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--html",
    "html_path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="OUT",
    help="Also write a page with a plot of truth against estimate for every clip.",
)
def validate(
    places: tuple[Path, ...], method: str, as_json: bool, html_path: Path | None, **given: Any
) -> int:
    """Score the pelvis's angle, steps and cues on clips with truth files."""
    from gaitcoach.validation.report import run_validate

    _start_log()
    # The table must not depend on the user's own settings file.
    settings = Settings().with_changes(**{k: v for k, v in given.items() if v is not None})
    return run_validate(
        places, method, settings, as_json=as_json, html_path=html_path, progress=_progress
    )


for _command in STORE_COMMANDS:
    commands.add_command(_command)


def _progress(n_clips: int) -> Any:
    """Return a bar on stderr that its `update` moves; it shows only on a terminal."""
    return click.progressbar(
        length=n_clips, label="clips", file=sys.stderr, hidden=not sys.stderr.isatty()
    )


def _start_log() -> None:
    """Log to a file; what native libraries print goes there too, not onto the screen."""
    from gaitcoach.storage.log import NATIVE_LOG_NAME, native_stderr_to, start_log

    folder = start_log().parent
    click.get_current_context().with_resource(native_stderr_to(folder / NATIVE_LOG_NAME))


def run(arguments: list[str] | None = None) -> int:
    """Run a command; every expected trouble becomes one or two lines, never a traceback."""
    try:
        return commands.main(arguments, prog_name="gaitcoach", standalone_mode=False) or 0
    except click.ClickException as error:
        click.echo(f"gaitcoach: {error.format_message()}\nTry: gaitcoach --help", err=True)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except GaitCoachError as error:
        click.echo(f"gaitcoach: {hide_credentials(str(error))}", err=True)
        return error.exit_code
    except Exception as error:
        # The user gets a sentence, the bug report the traceback.
        logging.getLogger(__name__).exception("unexpected error")
        click.echo(f"gaitcoach stopped by an error of its own ({error}).\n{BUG_TODO}", err=True)
        return 1
