"""Clips at an address (s3://, smb://, https://, ...) through fsspec, an extra.

The pose library's process has a dead proxy, so that nothing leaves the computer; whoever fetches
clips must therefore never load it. It does not: clips are measured by a child process of its own.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Container, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from gaitcoach.errors import GaitCoachError, SourceError
from gaitcoach.extras import install_line
from gaitcoach.privacy import hide_credentials

INSTALL = f"Install it: {install_line('cluster')}"
COPY_BYTES = 4 * 1024 * 1024


def is_url(place: str) -> bool:
    """Tell an address from a path."""
    return "://" in place


def list_remote(address: str, suffixes: Container[str]) -> Iterator[tuple[str, int, str]]:
    """Yield (address, bytes, stamp) of every clip below an address.

    Raises
    ------
    SourceError
        It cannot be listed.
    GaitCoachError
        A package is missing.
    """
    system, path = _open(address)
    try:
        if system.isdir(path):
            entries = system.find(path, detail=True)
        else:
            entries = {path: system.info(path)}
    except Exception as error:  # every store has errors of its own
        raise _cannot(address, error) from error
    for name in sorted(entries):
        if PurePosixPath(name).suffix.lower() in suffixes:
            info = entries[name]
            yield system.unstrip_protocol(name), int(info.get("size") or 0), _stamp(info)


def _stamp(info: dict[str, Any]) -> str:
    told = [info.get(key) for key in ("ETag", "LastModified", "last_modified", "mtime", "modified")]
    known = [str(value) for value in told if value]
    return f"{info.get('size')}-{known[0]}" if known else f"{info.get('size')}"


@contextmanager
def local_copy(place: str) -> Iterator[Path]:
    """Give a file on this disk: the clip itself, or a copy that is removed afterwards.

    Raises
    ------
    SourceError
        It cannot be fetched.
    """
    if not is_url(place):
        yield Path(place)
        return
    with tempfile.TemporaryDirectory(prefix="gaitcoach-clip-") as folder:
        copy = Path(folder) / PurePosixPath(place.split("?")[0]).name
        system, path = _open(place)
        try:
            with system.open(path, "rb") as source, copy.open("wb") as target:
                shutil.copyfileobj(source, target, COPY_BYTES)
        except Exception as error:  # every store has errors of its own
            raise _cannot(place, error) from error
        yield copy


def _open(address: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError as error:
        raise GaitCoachError(
            "Clips at an address need a package that is not installed.", INSTALL
        ) from error
    try:
        return fsspec.url_to_fs(address)
    except ImportError as error:
        # fsspec says which package this kind of address needs.
        raise GaitCoachError(f"{hide_credentials(address)}: {error}.") from error
    except Exception as error:
        raise _cannot(address, error) from error


def _cannot(address: str, error: Exception) -> SourceError:
    shown, reason = hide_credentials(address), hide_credentials(str(error) or type(error).__name__)
    return SourceError(
        f"{shown} cannot be read ({reason.splitlines()[0]}).",
        "Check the address, the network and the access rights.",
    )
