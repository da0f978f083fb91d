"""Whose report it is: the clinic's name and logo, and whether pictures of steps are kept for it."""

from __future__ import annotations

import base64
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path

import tomli_w

from gaitcoach.errors import StorageError
from gaitcoach.language import tr
from gaitcoach.storage.export import write_atomically

LARGEST_LOGO_BYTES = 2_000_000
_KINDS = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"<svg": "image/svg+xml",
    b"<?xml": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Clinic:
    """Kept once for all reports. logo : path of a PNG, JPEG or SVG file, "" = none

    keep_pictures : keep a cut-out around the pelvis of each leg's extreme steps with every run
    """

    name: str = ""
    logo: str = ""
    keep_pictures: bool = False


def load_clinic(path: Path) -> Clinic:
    """Return what was kept; what is not there, or cannot be read, gives the default."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return Clinic(
            str(table.get("name", "")), str(table.get("logo", "")),
            table.get("keep_pictures") is True,
        )  # fmt: skip
    except (OSError, ValueError):
        return Clinic()


def save_clinic(clinic: Clinic, path: Path) -> None:
    """Keep it; raises `StorageError` when it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            tr("{path} cannot be written ({reason}).", path=path, reason=error.strerror),
            tr("Allow it."),
        ) from error
    write_atomically(path, tomli_w.dumps(asdict(clinic)).encode("utf-8"))


def logo_uri(clinic: Clinic) -> str:
    """Return the logo as text inside a page; "" without one.

    Raises
    ------
    StorageError
        The file cannot be read, is too large or is no picture.
    """
    if not clinic.logo:
        return ""
    path = Path(clinic.logo).expanduser()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StorageError(
            tr("The logo {path} cannot be read ({reason}).", path=path, reason=error.strerror),
            tr("Choose another file."),
        ) from error
    start = data.lstrip()[:8].lower()
    kind = next((kind for mark, kind in _KINDS.items() if start.startswith(mark.lower())), None)
    if kind is None or len(data) > LARGEST_LOGO_BYTES:
        raise StorageError(
            tr("The logo {path} cannot be used.", path=path),
            tr("Give a PNG, JPEG or SVG file of at most 2 MB."),
        )
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
