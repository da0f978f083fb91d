"""When a still was taken: by what the camera wrote beside it, else by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

ORIGINAL, DIGITIZED, CHANGED = 0x9003, 0x9004, 0x0132
SUBSECONDS = {ORIGINAL: 0x9291, DIGITIZED: 0x9292, CHANGED: 0x9290}
_IN_NAME = re.compile(
    r"(?<!\d)(20\d{2}[01]\d[0-3]\d)[-_ T]?([0-2]\d[0-5]\d[0-5]\d)(\d{3})?(?!\d{4})"
)
"""Such as IMG_20260412_091503.jpg, PXL_20260412_091503123.jpg, 00001IMG_..._BURST20260412091503123.
"""


def time_of(exif: Mapping[int, Any], inner: Mapping[int, Any], name: str) -> datetime | None:
    """Return the camera's local time.

    Parameters
    ----------
    exif, inner : tags of the picture, and of the camera inside it
    name : of the file, which phones make of the time
    """
    for tag in (ORIGINAL, DIGITIZED, CHANGED):
        fraction = str(inner.get(SUBSECONDS[tag], exif.get(SUBSECONDS[tag], "")))
        taken = _parsed(str(inner.get(tag, exif.get(tag, ""))), fraction)
        if taken is not None:
            return taken
    return _by_name(name)


def _parsed(text: str, fraction: str) -> datetime | None:
    digits = re.match(r"\d{1,6}", fraction.strip("\0 "))
    try:
        taken = datetime.strptime(text.strip("\0 ")[:19], "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return None
    micro = int(digits[0].ljust(6, "0")) if digits else 0
    return taken.replace(microsecond=micro)


def _by_name(name: str) -> datetime | None:
    found = _IN_NAME.search(name)
    if found is None:
        return None
    try:
        taken = datetime.strptime(found[1] + found[2], "%Y%m%d%H%M%S")
    except ValueError:
        return None
    return taken.replace(microsecond=int(found[3] or 0) * 1000)
