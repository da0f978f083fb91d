"""Pelvis estimators that other installed packages bring: their names, without importing any.

A package names them in its own pyproject.toml::

    [project.entry-points."gaitcoach.pelvis"]
    my_method = "my_package:MyPelvis"
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points

GROUP = "gaitcoach.pelvis"
RESERVED = frozenset({"auto", "learned", "markers", "hip_line", "all"})
"""Names of the house's own: no package may take their place."""

log = logging.getLogger(__name__)


@cache
def pelvis_plugins() -> Mapping[str, tuple[EntryPoint, ...]]:
    """Return name -> who claims it, by name; looked up once (it reads every package's list)."""
    found: dict[str, tuple[EntryPoint, ...]] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda one: (one.name, package_of(one))):
        if entry.name in RESERVED:
            log.warning("%s may not call a pelvis estimator %s", package_of(entry), entry.name)
        else:
            found[entry.name] = (*found.get(entry.name, ()), entry)
    return found


def package_of(entry: EntryPoint) -> str:
    """Return the package that brings it, with its version."""
    return "?" if entry.dist is None else f"{entry.dist.name} {entry.dist.version}"


class WithPlugins(Mapping[str, str]):
    """The house's methods and what each is called, then the plug-ins by their own names.

    Other packages are looked up only when the house's own methods do not answer.
    """

    def __init__(self, own: Mapping[str, str]) -> None:
        self._own = own

    def __getitem__(self, name: str) -> str:
        if name in self._own:
            return self._own[name]
        return {plugin: plugin for plugin in pelvis_plugins()}[name]

    def __iter__(self) -> Iterator[str]:
        yield from self._own
        yield from pelvis_plugins()

    def __len__(self) -> int:
        return len(self._own) + len(pelvis_plugins())
