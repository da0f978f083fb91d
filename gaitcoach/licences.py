"""Whose work is in here: the packages this installation runs on, with their licences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import metadata

from gaitcoach import __version__
from gaitcoach.resources import asset_path

OWN = "GPL-3.0-or-later"
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_LONGEST_NAME = 60
"""Some packages put the whole text of their licence where its name belongs."""
UNKNOWN = "see the package"


@dataclass(frozen=True, slots=True)
class Licence:
    """One package. licence : its name, as the package itself gives it"""

    package: str
    version: str
    licence: str


def own_licence() -> Licence:
    """Return gaitcoach's own."""
    return Licence("gaitcoach", __version__, OWN)


def package_licences(root: str = "gaitcoach") -> tuple[Licence, ...]:
    """Return every package that gaitcoach needs and that is installed, by name.

    Packages needed by packages are among them. Reads some dozen small files: not for the window's
    own thread.
    """
    found: dict[str, Licence] = {}
    waiting = [root]
    while waiting:
        name = waiting.pop()
        key = _key(name)
        if key in found:
            continue
        try:
            one = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        found[key] = Licence(one.metadata["Name"] or name, one.version, _licence(one.metadata))
        waiting += _needs(one.requires or ())
    found.pop(_key(root), None)
    return tuple(found[key] for key in sorted(found))


def about_assets() -> str:
    """Return what is shipped besides the program, as Markdown: models, voices, demo clip."""
    return asset_path("README.md").read_text(encoding="utf-8")


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _needs(requires: list[str] | tuple[str, ...]) -> list[str]:
    """Return the names in requirement lines; those of extras are left out."""
    plain = (line for line in requires if "extra ==" not in line)
    return [match.group() for line in plain if (match := _NAME.match(line))]


def _licence(about: metadata.PackageMetadata) -> str:
    expression = about.get("License-Expression") or ""
    named = (about.get("License") or "").strip()
    classified = [
        line.rpartition("::")[2].strip()
        for line in about.get_all("Classifier") or ()
        if line.startswith("License ::")
    ]
    if expression:
        return expression
    if named and len(named) <= _LONGEST_NAME and "\n" not in named:
        return named
    return ", ".join(classified) or named.split("\n", 1)[0][:_LONGEST_NAME] or UNKNOWN
