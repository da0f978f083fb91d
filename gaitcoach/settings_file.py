"""The settings as a TOML file of the user's."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import tomli_w

from gaitcoach.errors import SettingsError
from gaitcoach.language import tr
from gaitcoach.settings import Settings


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
    if settings.phrases:
        kept["phrases"] = dict(settings.phrases)
    table = {name: value for name, value in kept.items() if value is not None}
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(tomli_w.dumps(table), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        what = tr(
            "The settings file {path} cannot be written ({reason}).",
            path=path,
            reason=error.strerror,
        )
        raise SettingsError(what, tr("Allow writing there or free some space.")) from error
