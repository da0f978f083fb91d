"""A picture's file: its bytes, what they are, and Pillow's hand on them. Says why it cannot be."""

from __future__ import annotations

import errno
import hashlib
import struct
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from gaitcoach.errors import SourceError
from gaitcoach.extras import install_line
from gaitcoach.language import tr

PHOTO_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff",
     ".heic", ".heif", ".hif"}
)  # fmt: skip
RAW_SUFFIXES = frozenset({".arw", ".cr2", ".cr3", ".dng", ".nef", ".orf", ".raf", ".rw2"})
_FORMATS = ("JPEG", "MPO", "PNG", "WEBP", "GIF", "BMP", "TIFF", "HEIF")
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")
_opening = threading.Lock()


def is_photo(path: Path) -> bool:
    """Tell by its name, else by its first bytes, whether a file is a still."""
    suffix = path.suffix.lower()
    if suffix in PHOTO_SUFFIXES | RAW_SUFFIXES:
        return True
    if suffix:
        return False
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError:
        return False
    known = head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8")) or head[8:12] == b"WEBP"
    return known or _is_heic(head)


def pictures_in(folder: Path) -> list[Path]:
    """Return the stills of a folder by name, not deeper; raises `SourceError` if it is unreadable.

    Links that lead nowhere or back to themselves are among them: who reads one is told.
    """
    try:
        return sorted(path for path in folder.iterdir() if is_photo(path) and not path.is_dir())
    except OSError as error:
        raise _unreadable(folder, error) from error


def head_of(path: Path) -> bytes:
    """Return the first bytes; raises `SourceError` that says why a file cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(32)
    except FileNotFoundError as error:
        raise SourceError(
            tr("There is no file {shown}.", shown=path), tr("Check the spelling and the folder.")
        ) from error
    except IsADirectoryError as error:
        raise SourceError(
            tr("{shown} is a folder.", shown=path), tr("Give the pictures inside it.")
        ) from error
    except OSError as error:
        raise _unreadable(path, error) from error
    if not head:
        raise SourceError(
            tr("{name} is empty.", name=path.name), tr("Copy it from the camera again.")
        )
    return head


def digest_of(path: Path) -> str:
    """Return what two files have in common only when they are the same picture."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> SourceError:
    if error.errno == errno.ELOOP:
        return SourceError(
            tr("{name} is a link that leads back to itself.", name=path.name),
            tr("Give the picture it should lead to."),
        )
    return SourceError(
        tr("{name} cannot be read ({error}).", name=path.name, error=error.strerror or error),
        tr("Check its permissions and the disk."),
    )


def _is_heic(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS


def _need_heic() -> None:
    if find_spec("pillow_heif") is None:
        raise SourceError(
            tr("HEIC pictures need a package that is not installed."),
            tr("Install it, then start again: {command}", command=install_line("heic")),
        )
    import pillow_heif

    pillow_heif.register_heif_opener()


@contextmanager
def opened(path: Path, head: bytes) -> Iterator[Image.Image]:
    if path.suffix.lower() in RAW_SUFFIXES:
        raise SourceError(
            tr("{name} is a camera's raw file, which cannot be read.", name=path.name),
            tr("Save it as JPEG first."),
        )
    if _is_heic(head):
        _need_heic()
    with _quiet(), _open(path) as image:
        yield image


@contextmanager
def _quiet() -> Iterator[None]:
    """Let our own limit of pixels stand in for Pillow's, whose error is a traceback.

    Both the limit and the warnings are the whole process's: one picture at a time, and put back.
    """
    with _opening, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
        try:
            yield
        finally:
            Image.MAX_IMAGE_PIXELS = limit


def _open(path: Path) -> Image.Image:
    try:
        return Image.open(path, formats=[name for name in _FORMATS if name in _known()])
    except UnidentifiedImageError as error:
        raise SourceError(
            tr("{name} is not a picture that can be read.", name=path.name),
            tr("Give a JPEG, PNG, WebP or HEIC picture."),
        ) from error
    except (OSError, SyntaxError, ValueError, struct.error) as error:
        raise damaged(path) from error


def _known() -> set[str]:
    Image.init()
    return set(Image.OPEN)


def damaged(path: Path) -> SourceError:
    return SourceError(
        tr("{name} is damaged.", name=path.name), tr("Copy it from the camera again.")
    )
