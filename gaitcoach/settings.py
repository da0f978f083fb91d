"""One table of settings: key, default, limits, help. Command line, window and file read it."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import tomli_w

from gaitcoach.errors import SettingsError
from gaitcoach.types import View
from gaitcoach.words import CUE_CHOICES, DEFAULT_CUE

THRESHOLD_MIN_DEG = 1.0
"""Below 1 degree every runner would be cued at every step: measurement noise alone is larger."""
THRESHOLD_MAX_DEG = 20.0
"""Larger drops than 20 degrees do not happen while running: the cue would be off."""


def _setting(default: Any, help_text: str, **limits: Any) -> Any:
    return field(default=default, metadata={"help": help_text, **limits})


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run can be told. Frozen: `dataclasses.replace` or `with_changes` make a new one."""

    source: str = _setting(
        "0", "Camera index or name, 'phone', rtsp:// or http:// address, video file, or 'demo'."
    )
    runner: str = _setting(
        "guest", "Who is running: a name or a code, kept in the record.", longest=40
    )
    view: str = _setting(
        "behind", "Where the camera stands.", choices=tuple(view.value for view in View)
    )
    mirror: bool = _setting(False, "The source delivers a mirrored picture.")
    model: str = _setting("full", "Pose model.", choices=("lite", "full"))
    method: str = _setting(
        "auto",
        "How the pelvis is measured: auto = two stickers once they are placed, else the pelvis "
        "network (learned); hip_line = the pose model's raw hip points, for comparison only.",
        choices=("auto", "learned", "markers", "hip_line"),
    )
    stickers: str | None = _setting(
        None,
        "Where the two stickers are in the first picture, as X1,Y1,X2,Y2 in pixels.",
        numbers=4,
    )
    threshold_deg: float = _setting(
        5.0,
        "Hip drop above the standing baseline that is too much, degrees.",
        low=THRESHOLD_MIN_DEG,
        high=THRESHOLD_MAX_DEG,
    )
    baseline_s: float | None = _setting(
        3.0,
        "Seconds of quiet standing that make the baseline, or 'none'.",
        low=1.0,
        high=10.0,
    )
    vertical: str | None = _setting(
        None,
        "An upright edge in the picture, such as a door frame, as X1,Y1,X2,Y2 in pixels: "
        "takes camera roll off in place of standing.",
        numbers=4,
    )
    cue: str = _setting(
        DEFAULT_CUE,
        "What is said when a hip drops too far (a phrase key).",
        choices=CUE_CHOICES,
    )
    voice: bool = _setting(True, "Speak the cues.")
    step_tone: bool = _setting(False, "Beep at every step: low = level, high = too far.")
    metronome_percent: int = _setting(
        0, "Click above your own cadence, percent (0 = off).", choices=(0, 5, 10)
    )

    def __post_init__(self) -> None:
        for spec in fields(self):
            value = getattr(self, spec.name)
            _check_type(spec.name, value, spec.default)
            _check(spec.name, value, spec.metadata)
        if self.stickers is not None and self.method not in ("auto", "markers"):
            raise SettingsError(
                f"The method {self.method} does not look at stickers.",
                "Leave --stickers out, or use --method auto.",
            )

    def with_changes(self, **changes: Any) -> Settings:
        """Return a copy with some settings changed; raises `SettingsError` on a bad value."""
        return replace(self, **changes)


def _check_type(name: str, value: Any, default: Any) -> None:
    """Refuse what only looks right: the text "false" would switch a setting on."""
    for kind, wanted in ((bool, "true or false, without quotes"), (str, "a text in quotes")):
        if isinstance(default, kind) and not isinstance(value, kind):
            raise SettingsError(f"{name} cannot be {value!r}.", f"Give {wanted}.")


def _check(name: str, value: Any, meta: Any) -> None:
    if "choices" in meta and value not in meta["choices"]:
        allowed = ", ".join(str(choice) for choice in meta["choices"])
        raise SettingsError(f"{name} cannot be {value!r}.", f"Choose one of: {allowed}.")
    if "longest" in meta and not 0 < len(value.strip()) <= meta["longest"]:
        raise SettingsError(f"{name} cannot be {value!r}.", f"Give 1 to {meta['longest']} letters.")
    if "numbers" in meta and value is not None:
        numbers_of(name, value, meta["numbers"])
    if "low" in meta and value is not None:
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not is_number or not meta["low"] <= value <= meta["high"]:
            raise SettingsError(
                f"{name} cannot be {value}.",
                f"Give a number from {meta['low']:g} to {meta['high']:g}.",
            )


def numbers_of(name: str, text: str, count: int) -> tuple[float, ...]:
    """Return the numbers of a text such as "12,40,15,400".

    Raises
    ------
    SettingsError
        Not a text of that many finite numbers.
    """
    try:
        numbers = tuple(float(part) for part in text.split(","))
    except (AttributeError, ValueError):
        numbers = ()
    if len(numbers) != count or not all(math.isfinite(number) for number in numbers):
        raise SettingsError(
            f"{name} cannot be {text!r}.", f"Give {count} numbers with commas between them."
        )
    return numbers


def save_settings(settings: Settings, path: Path) -> None:
    """Write settings to a TOML file, what differs from the defaults; an older one is replaced.

    Raises
    ------
    SettingsError
        The file cannot be written.
    """
    kept = {
        spec.name: getattr(settings, spec.name)
        for spec in fields(settings)
        if getattr(settings, spec.name) != spec.default
    }
    if settings.baseline_s is None:
        kept["baseline_s"] = "none"
    table = {name: value for name, value in kept.items() if value is not None}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(tomli_w.dumps(table), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise SettingsError(
            f"The settings file {path} cannot be written ({error.strerror}).",
            "Allow writing there or free some space.",
        ) from error


def setting_help(name: str) -> str:
    """Return the help text of one setting, with its default."""
    spec = next(spec for spec in fields(Settings) if spec.name == name)
    default = "" if spec.default in (False, None) else f"  [default: {spec.default}]"
    return spec.metadata["help"] + default


def load_settings(path: Path) -> Settings:
    """Read settings from a TOML file; a missing file gives the defaults.

    Raises
    ------
    SettingsError
        Not TOML, an unknown key, or a value outside its limits.
    """
    if not path.exists():
        return Settings()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            f"The settings file {path} cannot be read ({error}).", "Mend or delete it."
        ) from error
    known = {spec.name for spec in fields(Settings)}
    if unknown := sorted(set(table) - known):
        raise SettingsError(
            f"The settings file {path} has unknown keys: {', '.join(unknown)}.",
            f"Known keys: {', '.join(sorted(known))}.",
        )
    if table.get("baseline_s") == "none":
        table["baseline_s"] = None
    return Settings(**table)
