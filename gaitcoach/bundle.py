"""A zip for a bug report: what is installed, what was checked and the log. Nobody's name."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gaitcoach.errors import StorageError
from gaitcoach.privacy import hide_person
from gaitcoach.storage import places
from gaitcoach.storage.export import write_atomically
from gaitcoach.storage.log import LOG_NAME, NATIVE_LOG_NAME
from gaitcoach.versions import machine, versions

if TYPE_CHECKING:
    from gaitcoach.doctor import Check

LOG_TAIL_BYTES = 500_000
_NAMED_BY_PEOPLE = {"camera", "sound device"}
"""Phones and headphones are often called after their owner."""


def write_bundle(
    path: Path, confirm: Callable[[list[tuple[str, int]]], bool], checks: tuple[Check, ...]
) -> bool:
    """Write versions, machine, checks, log and settings into a zip, once the user agrees.

    No picture and no record goes in. Credentials, the home folder, user, computer and device
    names are hidden.

    Parameters
    ----------
    path : Path
        The zip; an older one is replaced.
    confirm : callable
        Gets the list of (name, size in bytes); nothing is written unless it returns True.
    checks : tuple of Check
        What `gaitcoach.doctor.run_checks` found.

    Returns
    -------
    bool
        True when it was written.

    Raises
    ------
    StorageError
        It cannot be written.
    """
    contents = _contents(checks)
    if not confirm([(name, len(data)) for name, data in contents.items()]):
        return False
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    write_atomically(path, packed.getvalue())
    return True


def _contents(checks: tuple[Check, ...]) -> dict[str, bytes]:
    texts = {
        "versions.json": json.dumps(versions(), indent=2),
        "machine.json": json.dumps(machine(), indent=2),
        "checks.json": json.dumps([asdict(_unnamed(check)) for check in checks], indent=2),
    }
    for folder_of, name in ((places.log_dir, LOG_NAME), (places.log_dir, NATIVE_LOG_NAME)):
        if text := _tail(folder_of, name):
            texts[name] = text
    if text := _tail(places.config_dir, places.settings_path().name):
        # A source may be a device's name, and that a person's.
        texts["settings.toml"] = "\n".join(map(_without_source, text.splitlines()))
    return {name: hide_person(text).encode("utf-8") for name, text in texts.items()}


def _unnamed(check: Check) -> Check:
    if check.name in _NAMED_BY_PEOPLE and check.ok:
        return replace(check, detail=f"{check.detail.count(', ') + 1} found")
    return check


def _without_source(line: str) -> str:
    return 'source = "***"' if line.strip().startswith("source") else line


def _tail(folder_of: Callable[[], Path], name: str) -> str:
    """Return the end of a file; what is wrong with it, when it cannot be read; "" if missing."""
    try:
        data = (folder_of() / name).read_bytes()
    except FileNotFoundError:
        return ""
    except (OSError, StorageError) as error:
        return f"cannot be read: {error}"
    return data[-LOG_TAIL_BYTES:].decode("utf-8", errors="replace")
