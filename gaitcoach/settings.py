"""One table of settings: key, default, limits, help. Command line, window and file read it."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import tomli_w

from gaitcoach.errors import SettingsError
from gaitcoach.language import tr, tr_later
from gaitcoach.types import Limits, View
from gaitcoach.words import CUE_CHOICES, DEFAULT_CUE, LANGUAGES

THRESHOLD_MIN_DEG = 1.0
"""Below 1 degree every runner would be cued at every step: measurement noise alone is larger."""
THRESHOLD_MAX_DEG = 20.0
"""Larger drops than 20 degrees do not happen while running: the cue would be off."""


def _setting(default: Any, name: str, help_text: str, **limits: Any) -> Any:
    return field(default=default, metadata={"name": name, "help": help_text, **limits})


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run can be told. Frozen: `dataclasses.replace` or `with_changes` make a new one."""

    source: str = _setting(
        "0",
        tr_later("Source"),
        tr_later("Camera index or name, rtsp:// or http:// address, video file, or 'demo'."),
    )
    runner: str = _setting(
        "guest",
        tr_later("Runner"),
        tr_later("Who is running: a name or a code, kept in the record."),
        longest=40,
    )
    view: str = _setting(
        "behind",
        tr_later("Camera stands"),
        tr_later("Where the camera stands."),
        choices=tuple(view.value for view in View),
    )
    mirror: bool = _setting(
        False,
        tr_later("Camera mirrors"),
        tr_later("The source delivers a mirrored picture."),
    )
    model: str = _setting(
        "full",
        tr_later("Pose model"),
        tr_later("Pose model."),
        choices=("lite", "full"),
    )
    method: str = _setting(
        "auto",
        tr_later("Method"),
        tr_later(
            "How the pelvis is measured: auto = two stickers once they are placed, else the pelvis "
            "network (learned); hip_line = the pose model's raw hip points, for comparison only.",
        ),
        choices=("auto", "learned", "markers", "hip_line"),
    )
    stickers: str | None = _setting(
        None,
        tr_later("Stickers"),
        tr_later("Where the two stickers are in the first picture, as X1,Y1,X2,Y2 in pixels."),
        numbers=4,
    )
    threshold_deg: float = _setting(
        5.0,
        tr_later("Limit, degrees"),
        tr_later("Hip drop above the standing baseline that is too much, degrees."),
        low=THRESHOLD_MIN_DEG,
        high=THRESHOLD_MAX_DEG,
    )
    threshold_left_deg: float | None = _setting(
        None,
        tr_later("Limit on the left leg"),
        tr_later("Another limit while standing on the left leg, where the right hip drops."),
        low=THRESHOLD_MIN_DEG,
        high=THRESHOLD_MAX_DEG,
    )
    threshold_right_deg: float | None = _setting(
        None,
        tr_later("Limit on the right leg"),
        tr_later("Another limit while standing on the right leg, where the left hip drops."),
        low=THRESHOLD_MIN_DEG,
        high=THRESHOLD_MAX_DEG,
    )
    baseline_s: float | None = _setting(
        3.0,
        tr_later("Standing, seconds"),
        tr_later("Seconds of quiet standing that make the baseline, or 'none'."),
        low=1.0,
        high=10.0,
    )
    vertical: str | None = _setting(
        None,
        tr_later("Upright edge"),
        tr_later(
            "An upright edge in the picture, such as a door frame, as X1,Y1,X2,Y2 in pixels: "
            "takes camera roll off in place of standing.",
        ),
        numbers=4,
    )
    cue: str = _setting(
        DEFAULT_CUE,
        tr_later("Words of the cue"),
        tr_later("What is said when a hip drops too far (a phrase key)."),
        choices=CUE_CHOICES,
    )
    voice: bool = _setting(
        True,
        tr_later("Voice"),
        tr_later("Speak the cues."),
    )
    step_tone: bool = _setting(
        False,
        tr_later("Step tone"),
        tr_later("Beep at every step: low = level, high = too far."),
    )
    metronome_percent: int = _setting(
        0,
        tr_later("Metronome, percent"),
        tr_later("Click above your own cadence, percent (0 = off)."),
        choices=(0, 5, 10),
    )

    language: str = _setting(
        "auto",
        tr_later("Language"),
        tr_later("Of the window and the voice; auto = the computer's."),
        choices=("auto", *LANGUAGES),
    )

    def __post_init__(self) -> None:
        for spec in fields(self):
            value = getattr(self, spec.name)
            _check_type(spec.name, value, spec.default)
            _check(spec.name, value, spec.metadata)
        if self.stickers is not None and self.method not in ("auto", "markers"):
            raise SettingsError(
                tr("The method {method} does not look at stickers.", method=self.method),
                tr("Leave --stickers out, or use --method auto."),
            )

    def with_changes(self, **changes: Any) -> Settings:
        """Return a copy with some settings changed; raises `SettingsError` on a bad value."""
        return replace(self, **changes)

    @property
    def limits(self) -> Limits:
        """What is too much on each leg."""
        sides_deg = (self.threshold_left_deg, self.threshold_right_deg)
        return Limits(*(self.threshold_deg if own is None else own for own in sides_deg))

    def with_threshold(self, threshold_deg: float) -> Settings:
        """Return a copy with another limit; a leg with a limit of its own moves by as much."""
        change_deg = threshold_deg - self.threshold_deg
        own = {
            name: min(max(value + change_deg, THRESHOLD_MIN_DEG), THRESHOLD_MAX_DEG)
            for name in ("threshold_left_deg", "threshold_right_deg")
            if (value := getattr(self, name)) is not None
        }
        return replace(self, threshold_deg=threshold_deg, **own)


def _check_type(name: str, value: Any, default: Any) -> None:
    """Refuse what only looks right: the text "false" would switch a setting on."""
    if isinstance(default, bool) and not isinstance(value, bool):
        raise SettingsError(_cannot_be(name, value), tr("Give true or false, without quotes."))
    if isinstance(default, str) and not isinstance(value, str):
        raise SettingsError(_cannot_be(name, value), tr("Give a text in quotes."))


def _cannot_be(name: str, value: Any) -> str:
    return tr("{name} cannot be {value!r}.", name=name, value=value)


def _check(name: str, value: Any, meta: Any) -> None:
    if "choices" in meta and value not in meta["choices"]:
        allowed = ", ".join(str(choice) for choice in meta["choices"])
        raise SettingsError(
            _cannot_be(name, value), tr("Choose one of: {allowed}.", allowed=allowed)
        )
    if "longest" in meta and not 0 < len(value.strip()) <= meta["longest"]:
        todo = tr("Give 1 to {longest} letters.", longest=meta["longest"])
        raise SettingsError(_cannot_be(name, value), todo)
    if "numbers" in meta and value is not None:
        numbers_of(name, value, meta["numbers"])
    if "low" in meta and value is not None:
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not is_number or not meta["low"] <= value <= meta["high"]:
            low, high = meta["low"], meta["high"]
            todo = tr("Give a number from {low:g} to {high:g}.", low=low, high=high)
            raise SettingsError(_cannot_be(name, value), todo)


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
        todo = tr("Give {count} numbers with commas between them.", count=count)
        raise SettingsError(_cannot_be(name, text), todo)
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
        what = tr(
            "The settings file {path} cannot be written ({reason}).",
            path=path,
            reason=error.strerror,
        )
        raise SettingsError(what, tr("Allow writing there or free some space.")) from error


def setting_help(name: str) -> str:
    """Return the help text of one setting, with its default."""
    spec = next(spec for spec in fields(Settings) if spec.name == name)
    default = "" if spec.default in (False, None) else f"  [default: {spec.default}]"
    return tr(spec.metadata["help"]) + default


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
        what = tr("The settings file {path} cannot be read ({reason}).", path=path, reason=error)
        raise SettingsError(what, tr("Mend or delete it.")) from error
    known = {spec.name for spec in fields(Settings)}
    if unknown := sorted(set(table) - known):
        keys = ", ".join(unknown)
        what = tr("The settings file {path} has unknown keys: {keys}.", path=path, keys=keys)
        raise SettingsError(what, tr("Known keys: {keys}.", keys=", ".join(sorted(known))))
    if table.get("baseline_s") == "none":
        table["baseline_s"] = None
    return Settings(**table)
