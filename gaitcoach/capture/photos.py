"""Stills from disk: one file -> one upright BGR picture of bounded size, and when it was taken.

Pillow reads, for it knows what a photograph carries beside its pixels: orientation, time, CMYK,
16 bits, transparency. HEIC, the format of iPhones, needs one more package (`gaitcoach[heic]`).
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from gaitcoach.capture.photo_file import damaged, digest_of, head_of, opened
from gaitcoach.capture.photo_gravity import roll_by_sensor
from gaitcoach.capture.photo_time import time_of
from gaitcoach.errors import SourceError
from gaitcoach.language import tr, tr_later

WORK_PX = 24_000_000
"""Larger pictures are shrunk to so many pixels: 72 MB, and a runner half as high as a 24-megapixel
picture still has 2,000 rows."""
MAX_PX = 120_000_000
"""Decoded whole this takes 360 MB (three bytes a pixel)."""
MAX_JPEG_PX = 600_000_000
"""A JPEG is shrunk while it is decoded: an eighth of each side costs a sixty-fourth."""
MIN_EDGE_PX = 64
"""In a smaller picture no pelvis has 20 pixels."""
PANORAMA_REL = 2.5
"""Wider against its height than this, a picture was put together or cut."""

EXIF_DAMAGED = tr_later("What the camera wrote beside the picture (EXIF) is damaged.")
FIRST_OF_MANY = tr_later(
    "It has {n} pictures: only the first is read. Save them as single pictures, or as a video."
)
SHRUNK = tr_later("Shrunk from {wide} x {high} pixels to be read.")
PANORAMA = tr_later("It is very wide: where a panorama was put together, lines may be bent.")

_EXIF_ERRORS = (
    SyntaxError, OSError, ValueError, TypeError, KeyError, IndexError, AttributeError,
    ZeroDivisionError, OverflowError, struct.error,
)  # fmt: skip
"""What Pillow raises on EXIF data that are not what they say, none of it about the pixels."""
_MAKER, _MODEL, _ORIENTATION, _CAMERA_TAGS = 0x010F, 0x0110, 0x0112, 0x8769
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""EXIF orientation -> what brings the picture upright."""
_ON_ITS_SIDE = frozenset(turn for number, turn in _TURNS.items() if number >= 5)
_MIRRORS = frozenset(_TURNS[number] for number in (2, 4, 5, 7))
_CAN_SHRINK = frozenset({"L", "RGB", "YCbCr", "CMYK", "RGBX"})
"""Shrunk before they become RGB; with transparency that would mix in what is not to be seen."""


@dataclass(frozen=True, slots=True)
class _Exif:
    """What the camera wrote. turn : brings the picture upright, None = it is; roll_deg : `Photo`"""

    taken: datetime | None
    camera: str
    turn: Image.Transpose | None
    roll_deg: float | None = None


@dataclass(frozen=True, slots=True)
class Photo:
    """One still, upright.

    image_bgr : (H, W, 3) uint8, turned as the camera says, never mirrored unless EXIF says so
    scale : pixels of `image_bgr` for one of the upright picture at its full size; 1 = not shrunk
    taken : camera's local time, None when neither EXIF nor the name tells
    camera : maker and model, "" when not told
    digest : of the file's bytes: the same picture twice has it twice
    notes : whole sentences, translated, about what was left out or is damaged
    roll_deg : how much higher the picture's left side looks by the phone's motion sensor, None =
        not told; of the picture as it was taken, whatever was done to it since
    """

    path: Path
    image_bgr: NDArray[np.uint8]
    scale: float
    taken: datetime | None
    camera: str
    digest: str
    notes: tuple[str, ...] = ()
    roll_deg: float | None = None

    @property
    def size_px(self) -> tuple[int, int]:
        """(width, height) of `image_bgr`."""
        return self.image_bgr.shape[1], self.image_bgr.shape[0]

    @property
    def is_panorama(self) -> bool:
        """Wider than a lens sees at once."""
        return self.size_px[0] > PANORAMA_REL * self.size_px[1]


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """A still that was not decoded. size_px : (width, height), upright; the rest as in `Photo`"""

    path: Path
    taken: datetime | None
    camera: str
    size_px: tuple[int, int]


def read_facts(path: Path) -> PhotoFacts:
    """Read what is known of a still without decoding it; raises `SourceError` as `read_photo`."""
    with opened(path, head_of(path)) as image:
        exif = _exif(image, path, [])
        _check_size(image, path)
        size_px = image.size[::-1] if exif.turn in _ON_ITS_SIDE else image.size
        return PhotoFacts(path, exif.taken, exif.camera, size_px)


def read_photo(path: Path) -> Photo:
    """Read a still.

    Raises
    ------
    SourceError
        No such file, not a picture, damaged, too large or too small, or HEIC without its package.
    """
    head, digest = head_of(path), digest_of(path)
    notes: list[str] = []
    with opened(path, head) as image:
        exif, full_px = _exif(image, path, notes), image.size
        _check_size(image, path)
        upright = _decoded(image, path, notes)
        if exif.turn is not None:
            upright = upright.transpose(exif.turn)
    wide, high = upright.size
    scale = math.sqrt(wide * high / (full_px[0] * full_px[1]))
    if scale < 0.999:
        notes.append(tr(SHRUNK, wide=full_px[0], high=full_px[1]))
    if wide > PANORAMA_REL * high:
        notes.append(tr(PANORAMA))
    bgr = np.ascontiguousarray(np.asarray(upright)[:, :, ::-1])
    bgr.setflags(write=False)
    return Photo(path, bgr, scale, exif.taken, exif.camera, digest, tuple(notes), exif.roll_deg)


def _exif(image: Image.Image, path: Path, notes: list[str]) -> _Exif:
    """Return what the camera wrote; damaged EXIF is said, and no reason to stop."""
    try:
        exif = dict(image.getexif())
        inner = dict(image.getexif().get_ifd(_CAMERA_TAGS))
    except _EXIF_ERRORS:
        notes.append(tr(EXIF_DAMAGED))
        exif, inner = {}, {}
    camera = " ".join(str(exif.get(tag, "")).strip("\0 ") for tag in (_MAKER, _MODEL)).strip()
    turn = _TURNS.get(exif.get(_ORIENTATION))
    return _Exif(time_of(exif, inner, path.name), camera, turn, _roll_deg(inner, turn))


def _roll_deg(inner: Mapping[int, Any], turn: Image.Transpose | None) -> float | None:
    """Return the roll by the sensor; of a mirrored or damaged one nothing is known."""
    if turn in _MIRRORS:
        return None
    try:
        return roll_by_sensor(inner)
    except _EXIF_ERRORS:
        return None


def _check_size(image: Image.Image, path: Path) -> None:
    wide, high = image.size
    if min(wide, high) < MIN_EDGE_PX:
        raise SourceError(
            tr("{name} has only {wide} x {high} pixels.", name=path.name, wide=wide, high=high),
            tr("Give the picture itself, not its preview."),
        )
    most = MAX_JPEG_PX if image.format in ("JPEG", "MPO") else MAX_PX
    if wide * high > most:
        raise SourceError(
            tr(
                "{name} is too large: {millions} million pixels.",
                name=path.name,
                millions=round(wide * high / 1e6),
            ),
            tr("Save a smaller copy, or cut the runner out."),
        )


def _decoded(image: Image.Image, path: Path, notes: list[str]) -> Image.Image:
    """Return it as 8-bit RGB of at most `WORK_PX`; says so when there are more pictures."""
    n_frames = getattr(image, "n_frames", 1)
    if n_frames > 1 and image.format in ("GIF", "WEBP", "PNG"):
        notes.append(tr(FIRST_OF_MANY, n=n_frames))
    wide, high = image.size
    shrink = math.sqrt(min(1.0, WORK_PX / (wide * high)))
    target = (max(1, round(wide * shrink)), max(1, round(high * shrink)))
    try:
        image.draft(image.mode, target)  # a JPEG is shrunk while it is decoded
        image.load()
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error) as error:
        raise damaged(path) from error
    if image.mode in _CAN_SHRINK:
        return _eight_bit_rgb(_resized(image, target))
    return _resized(_eight_bit_rgb(image), target)


def _resized(image: Image.Image, target: tuple[int, int]) -> Image.Image:
    if image.size == target:
        return image
    return image.resize(target, Image.Resampling.BOX, reducing_gap=2.0)


def _eight_bit_rgb(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I") or image.mode == "F":
        # 12 or 16 bits a pixel, of which nobody says how many are used: the brightest is white.
        values = np.asarray(image, np.float32)
        top = max(1.0, float(np.percentile(values, 99.9)))
        return Image.fromarray(np.uint8(np.clip(values / top, 0.0, 1.0) * 255)).convert("RGB")
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        ground = Image.new("RGBA", rgba.size, "white")
        return Image.alpha_composite(ground, rgba).convert("RGB")
    return image.convert("RGB")
