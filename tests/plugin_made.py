"""A package with a pelvis estimator, as pip would have left it on `sys.path`. Nothing installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gaitcoach.plugins import pelvis_plugins

LEVEL = """
from gaitcoach import PelvisAngle

class Level:
    def __init__(self, viewpoint):
        self.viewpoint = viewpoint

    def estimate(self, frame, pose):
        return PelvisAngle(frame.t_s, 1.5, 2.0, "ignored")
"""
"""An estimator that says 1.5 degrees, always, and does not say that it is validated."""

Make = Callable[..., Path]


def make_package(
    folder: Path, entries: dict[str, str], code: str = LEVEL, package: str = "tilted"
) -> None:
    """Write a module and its dist-info with the entry points name -> "module:object"."""
    (folder / f"{package}.py").write_text(code, encoding="utf-8")
    info = folder / f"{package}-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.2\n")
    lines = [f"{name} = {place}" for name, place in entries.items()]
    (info / "entry_points.txt").write_text("\n".join(["[gaitcoach.pelvis]", *lines]) + "\n")


@contextmanager
def plugged_in(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Iterator[None]:
    """Let Python find the packages of a folder, and gaitcoach look for them again."""
    with monkeypatch.context() as patch:
        patch.syspath_prepend(str(folder))
        pelvis_plugins.cache_clear()
        yield
    pelvis_plugins.cache_clear()
