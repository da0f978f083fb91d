"""The commands that measure: live, files, drills, clips with truth."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from gaitcoach.cli.bars import file_bar
from gaitcoach.cli.options import (
    SOURCE_HELP,
    coaching_options,
    file_options,
    file_settings_from,
    measuring_options,
    setting_option,
    settings_from,
    start_logging,
)
from gaitcoach.drills.done import Load
from gaitcoach.plugins import pelvis_plugins
from gaitcoach.settings import Settings, setting_help
from gaitcoach.storage.places import STORE_VARIABLE


@click.command()
@click.option("--source", metavar="S", help=SOURCE_HELP)
@measuring_options
@setting_option("--runner", "runner", "NAME")
@setting_option("--speed-kmh", "speed_kmh", "KM/H")
@setting_option("--incline-percent", "incline_percent", "PERCENT")
@setting_option("--shoes", "shoes", "WORDS")
@click.option("--no-voice", is_flag=True, help="Do not speak the cues; they are still recorded.")
@coaching_options
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
    from gaitcoach.app import headless, windowed
    from gaitcoach.app.options import RunOptions

    start_logging()
    settings = settings_from(**given, voice=False if given["no_voice"] else None)
    no_window = given["headless"] or given["as_json"] or not _window_can_be_shown()
    options = RunOptions(
        source=given["source"],
        as_live=given["as_live"],
        loop=given["loop"],
        max_s=given["max_s"],
        out_dir=given["out_dir"],
        video_path=given["video_path"],
        as_json=given["as_json"],
        faces=given["faces"],
    )
    if no_window:
        return headless.run_headless(settings, options)
    return windowed.run_window(settings, options)


def _window_can_be_shown() -> bool:
    """Tell it, and say so when a display was promised that is none."""
    from gaitcoach.display import display_trouble

    trouble = display_trouble()
    if trouble:
        click.echo(f"{trouble}: running without a window.", err=True)
    return trouble is None


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@file_options(default_view=None)
@click.option(
    "--person",
    metavar="X,Y",
    help="A point on the runner, in pixels of the first picture, where several people are seen.",
)
@click.option(
    "--real-fps",
    type=click.FloatRange(1, 2000),
    metavar="N",
    help="Pictures a second while it was filmed, for slow motion whose file does not say so.",
)
@click.option("--keep", is_flag=True, help="Keep each file as a run, like a live one.")
@click.option("--runner", metavar="NAME", help="Keep it as a run of this person.")
@click.option(
    "--annotated",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="OUT.mp4",
    help="Write the video with the measurement drawn in, faces blurred.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per file.")
@click.option(
    "--csv",
    "csv_dir",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write one table of steps per video here, and one of all pictures.",
)
@click.option(
    "--horizon",
    metavar="X1,Y1,X2,Y2",
    help="Pictures: a line that is level in the world, in pixels; in place of --vertical.",
)
@click.option("--burst", "together", is_flag=True, help="All pictures given are one burst.")
@click.option(
    "--picture-dir",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Pictures: keep each here with what was measured drawn in, faces blurred.",
)
@click.option("--faces", "keep_faces", is_flag=True, help="Do not blur faces in --picture-dir.")
def analyze(
    files: tuple[str, ...], place: str | None, as_json: bool, csv_dir: Path | None, **given: Any
) -> int:
    """Measure videos, photographs and bursts: summary, every step as CSV, a run to keep.

    A folder stands for the pictures in it. For pictures --view is found out unless it is given,
    and --vertical holds for each of them.
    """
    from gaitcoach.app import analysis
    from gaitcoach.app.stills import StillRequest
    from gaitcoach.app.videos import VideoOptions, wishes_of

    start_logging()
    settings, find_view = file_settings_from(place, **given)
    asked = ("person", "horizon", "together", "picture_dir", "keep_faces")
    stills = StillRequest(
        view=None if place == "auto" else place, **{name: given[name] for name in asked}
    )
    options = VideoOptions(
        wishes=wishes_of(find_view, given["person"]),
        real_fps=given["real_fps"],
        keep=given["keep"] or given["runner"] is not None,
        annotated=given["annotated"],
    )
    return analysis.analyze_files(
        files,
        settings,
        as_json=as_json,
        csv_dir=csv_dir,
        stills=stills,
        options=options,
        progress=file_bar,
    )


@click.command()
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
@click.option(
    "--runner", metavar="NAME", help="Who does it. Named, a drill before a camera is kept."
)
@click.option(
    "--keep/--no-keep", default=None, help="Keep a drill from a file too, or none, in the store."
)
@click.option(
    "--load",
    type=click.Choice([load.value for load in Load]),
    default=Load.NONE.value,
    show_default=True,
    help="What is worked against.",
)
@click.option("--held-on", is_flag=True, help="A chair or a bar is held: note it.")
@click.option("--note", "notes", metavar="WORDS", default="", help="What is to be kept with it.")
@click.option("--store", metavar="FILE|ADDRESS", envvar=STORE_VARIABLE, help="Where it is kept.")
def drill(name: str, place: str, as_json: bool, **given: Any) -> int:
    """Count and time one drill: hips level, standing leg, repetitions, holds.

    NAME: single_leg_stance, mirror_stance, glute_bridge, marching_bridge, hip_abduction, hip_hike
    or single_leg_squat. The two bridges are watched from the side.

    Opens the window where one can be shown; --headless and --json print what happens.
    """
    from gaitcoach.app import drilling, windowed
    from gaitcoach.app.drill_keeping import is_file, keeper_of
    from gaitcoach.app.options import DrillWish, RunOptions, choose_source

    start_logging()
    chosen = drilling.drill_to_watch(name, place)
    source = choose_source(given["source"])
    runner, wanted = given.pop("runner"), given.pop("keep")
    load, store = given.pop("load"), given.pop("store")
    noted = drilling.noted(held_on=given.pop("held_on"), notes=given.pop("notes"))
    settings = settings_from(**given)
    if not (given["headless"] or as_json) and _window_can_be_shown():
        keeps = not is_file(source) if wanted is None else wanted
        wish = DrillWish(chosen, drilling.declared(place), load, keeps, store, noted)
        own = settings.with_changes(voice=settings.voice and not given["no_voice"])
        own = own if runner is None else own.with_changes(runner=runner)
        return windowed.run_window(own, RunOptions(source=source, drill=wish))
    return drilling.run_drill(
        chosen,
        settings,
        source=source,
        view=place,
        as_json=as_json,
        quiet=given["no_voice"],
        noted=noted,
        keep=keeper_of(source, runner, wanted, load, store),
    )


@click.command()
@click.argument(
    "places",
    nargs=-1,
    required=True,
    metavar="DIR...",
    type=click.Path(exists=True, path_type=Path),
)
@click.option(
    "--method",
    type=click.Choice(["learned", "markers", "hip_line", *pelvis_plugins(), "all"]),
    default="all",
    show_default=True,
    help="What to score.",
)
@setting_option("--model", "model")
@setting_option("--threshold", "threshold_deg", "DEG")
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

    start_logging()
    # The table must not depend on the user's own settings file.
    settings = Settings().with_changes(**{k: v for k, v in given.items() if v is not None})
    return run_validate(
        places, method, settings, as_json=as_json, html_path=html_path, progress=_progress
    )


def _progress(n_clips: int) -> Any:
    """Return a bar on stderr that its `update` moves; it shows only on a terminal."""
    return click.progressbar(
        length=n_clips, label="clips", file=sys.stderr, hidden=not sys.stderr.isatty()
    )


MEASURING_COMMANDS = (live, analyze, drill, validate)
