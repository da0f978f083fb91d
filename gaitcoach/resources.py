"""Files that come with gaitcoach: models, voices, the demo clip."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from gaitcoach.errors import GaitCoachError
from gaitcoach.language import tr


def asset_path(name: str) -> Path:
    """Return the path of a shipped file, such as ``"demo/demo_run.mp4"``.

    In a wheel the files lie inside the package; in a checkout, beside it.

    Raises
    ------
    GaitCoachError
        The file is missing: the installation is damaged.
    """
    package = Path(str(files("gaitcoach")))
    for root in (package / "assets", package.parent / "assets"):
        path = root / name
        if path.exists():
            return path
    raise GaitCoachError(
        tr("The file assets/{name} is missing from this installation.", name=name),
        tr("Install gaitcoach again: pip install --force-reinstall gaitcoach."),
    )
