"""What runs on a worker of a cluster: fetch the clip, have a process of its own measure it."""

from __future__ import annotations

import atexit
import socket
import threading
from pathlib import Path
from typing import Any

from gaitcoach import __version__
from gaitcoach.batch.hand import Hand
from gaitcoach.batch.manifest import Clip
from gaitcoach.batch.progress import OnReached, no_progress
from gaitcoach.batch.remote import is_url
from gaitcoach.batch.row import Row, failed_row
from gaitcoach.batch.work import How, measure_clip

_own = threading.local()


def version() -> str:
    """Return the worker's version of gaitcoach; asking it tells whether it is there at all."""
    return __version__


def measure_there(
    place: str, settings: dict[str, Any], find_view: bool, on_reached: OnReached = no_progress
) -> Row:
    """Measure a clip from this worker's disk or from an address."""
    if not is_url(place) and not Path(place).is_file():
        return failed_row(
            f"There is no file {place} on the worker {socket.gethostname()}. "
            "Workers need the clips under the same paths, or an address such as s3://."
        )
    return measure_clip(_hand(), Clip(place, 0), How(settings, find_view), on_reached)


def _hand() -> Hand:
    """Return this thread's measuring process: a worker may have several threads."""
    if not hasattr(_own, "hand"):
        _own.hand = Hand()
        atexit.register(_own.hand.close)
    return _own.hand
