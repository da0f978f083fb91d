"""Options that several commands share, and the settings they make."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import click

from gaitcoach.settings import Settings, setting_help
from gaitcoach.settings_file import load_settings

SOURCE_HELP = (
    "Camera index or name, 'phone' (shows a code to scan), rtsp:// or http:// address, video file, "
    "or 'demo'."
    "  [default: the first camera, else the demo]"
)


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


def setting_option(flag: str, name: str, metavar: str | None = None) -> Any:
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


def add_options(options: list[Any]) -> Any:
    """Return a decorator that adds options in this order."""

    def add_to(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return add_to


_MEASURING = [
    setting_option("--mirror", "mirror"),
    setting_option("--model", "model"),
    setting_option("--method", "method"),
    setting_option("--stickers", "stickers", "X1,Y1,X2,Y2"),
    setting_option("--threshold", "threshold_deg", "DEG"),
    setting_option("--threshold-left", "threshold_left_deg", "DEG"),
    setting_option("--threshold-right", "threshold_right_deg", "DEG"),
    click.option(
        "--baseline-s", type=_Baseline(), metavar="N|none", help=setting_help("baseline_s")
    ),
    setting_option("--vertical", "vertical", "X1,Y1,X2,Y2"),
    setting_option("--cue-share", "cue_share_percent"),
]

measuring_options = add_options([setting_option("--view", "view"), *_MEASURING])


def file_options(default_view: str | None) -> Any:
    """Return the options of what measures files: there the view can be found out."""
    view = click.option(
        "--view",
        "place",
        type=click.Choice(["auto", "behind", "front"]),
        default=default_view,
        show_default=default_view is not None,
        help="From where it was filmed; auto: found out from its first pictures.",
    )
    return add_options([view, *_MEASURING])


def file_settings_from(place: str | None, **given: Any) -> tuple[Settings, bool]:
    """Return the settings of files, and whether the view is to be found out."""
    view = None if place in (None, "auto") else place
    return settings_from(**given, view=view), place == "auto"


coaching_options = add_options(
    [
        setting_option("--cue", "cue"),
        click.option(
            "--phrase",
            "phrases",
            multiple=True,
            metavar="KEY=WORDS",
            help="Own words for a phrase, such as better='well done'; may be given again.",
        ),
        setting_option("--voice-name", "voice_name", "NAME"),
        setting_option("--voice-rate", "voice_rate_wpm", "N"),
        setting_option("--step-tone", "step_tone"),
        setting_option("--metronome", "metronome_percent"),
        setting_option("--language", "language"),
        setting_option("--theme", "theme"),
        setting_option("--text-size", "text_percent"),
        setting_option("--smoothing", "smoothing"),
    ]
)


def settings_from(**given: Any) -> Settings:
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


def start_logging() -> None:
    """Log to a file; what native libraries print goes there too, not onto the screen."""
    from gaitcoach.storage.log import NATIVE_LOG_NAME, native_stderr_to, start_log

    folder = start_log().parent
    click.get_current_context().with_resource(native_stderr_to(folder / NATIVE_LOG_NAME))
