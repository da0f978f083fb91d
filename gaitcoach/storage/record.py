"""The record of a run: one JSON object a line, on disk as it happens."""

from __future__ import annotations

import errno
import logging
import os
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from gaitcoach.errors import StorageError
from gaitcoach.language import tr
from gaitcoach.storage.inbox import Inbox, tell
from gaitcoach.storage.places import runs_path
from gaitcoach.storage.plain import json_line
from gaitcoach.storage.record_reading import FORMAT, VERSION
from gaitcoach.storage.safe_file import SafeFile

QUEUE_EVENTS = 4096
"""About 20 minutes of steps: only a disk that hangs for that long can fill it."""
APPEND_WAIT_S = 0.05
"""The analysis may be held up for one or two frames, and only once the queue is full."""
SAVE_EVERY_S = 0.25
"""Events are gathered for so long and then forced to disk; a killed run loses no more."""
RETRY_S = 1.0
MEMORY_LIMIT_BYTES = 32 * 1024 * 1024
"""Kept while the disk refuses: some 150 bytes a step, over 15 hours of running."""

_END = json_line({"event": "end"})
_log = logging.getLogger(__name__)


class RecordWriter:
    """Writes a record from its own thread. Trouble never reaches the caller as an exception.

    Every line is forced to disk within half a second. While the disk refuses (full, read-only,
    unplugged, folder removed) events stay in memory and are tried again every second.

    Parameters
    ----------
    path : Path
        A file that does not exist yet; its folder is made.
    header : dict
        What the run was: source, settings, versions.
    on_problem : callable
        Gets one plain sentence or two when trouble begins, from the writer's thread.

    Raises
    ------
    StorageError
        The file exists already.
    """

    def __init__(
        self, path: Path, header: Mapping[str, Any], *, on_problem: Callable[[str], None]
    ) -> None:
        if path.exists():
            raise StorageError(
                tr("{path} exists already.", path=path), tr("Choose another name or folder.")
            )
        self.path = path
        self._on_problem = on_problem
        self._problem: str | None = None
        self._inbox: Inbox[bytes] = Inbox(QUEUE_EVENTS)
        self._disk = SafeFile(path)
        first = {"event": "header", "format": FORMAT, "version": VERSION}
        self._disk.add(json_line(first | {k: v for k, v in header.items() if k not in first}))
        self._lost = 0
        self._complete = False
        self._rescued: Path | None = None
        # A daemon: a disk that hangs in fsync must not hold the end of the program.
        self._thread = threading.Thread(target=self._run, name="record", daemon=True)
        self._thread.start()

    @property
    def problem(self) -> str | None:
        """The trouble there is now, for the screen, or None."""
        return self._problem

    @property
    def lost(self) -> int:
        """Events that could not be kept; 0 unless the disk refused for hours."""
        return self._lost

    @property
    def rescued(self) -> Path | None:
        """Where the whole record was put when the disk refused it to the end, else None."""
        return self._rescued

    def append(self, event: Mapping[str, Any]) -> None:
        """Add one event. Returns at once, raises nothing; values JSON lacks become null or text."""
        if self._inbox.is_closed:
            self._lost += 1
            _log.warning("an event came after the record was closed")
        elif not self._inbox.put(json_line(event), APPEND_WAIT_S):
            self._lost += 1
            self._tell(
                tr(
                    "The disk hangs: events of {path} are being lost. Check the disk.",
                    path=self.path,
                ),
                "the disk hangs, events are lost",
            )

    def close(self, deadline_s: float = 1.0) -> bool:
        """Write what is left, force it to disk and end; may be called again.

        Returns
        -------
        bool
            True when the whole record is on disk, False when it is not after `deadline_s` seconds;
            then look at `rescued`.
        """
        until_s = time.monotonic() + deadline_s
        self._inbox.close()
        self._thread.join(max(0.0, until_s - time.monotonic()))
        return self._complete and self._lost == 0

    def _run(self) -> None:
        self._save()
        ended = False
        while not ended:
            span_s = SAVE_EVERY_S if self._problem is None else RETRY_S
            ended = self._inbox.take_all(span_s, self._keep)
            if ended:
                self._disk.add(_END)
            saved = self._save()
        # Once more: the first try may only have found out that the file was removed.
        self._complete = saved or self._save()
        if not self._complete:
            self._rescued = _rescue(self._disk.everything(), self.path)
        self._disk.close()

    def _keep(self, line: bytes) -> None:
        if self._disk.waiting_bytes + len(line) > MEMORY_LIMIT_BYTES:
            self._lost += 1
        else:
            self._disk.add(line)

    def _save(self) -> bool:
        try:
            self._disk.save()
        except OSError as error:
            self._tell(_what_and_todo(error, self.path), str(error))
            return False
        if self._problem is not None:
            _log.info("the record %s is written again", self.path)
            self._problem = None
        return True

    def _tell(self, sentence: str, reason: str) -> None:
        """Tell the user in their language, the log in English."""
        if self._problem is not None:
            return
        self._problem = sentence
        _log.warning("the record %s: %s", self.path, reason)
        tell(self._on_problem, sentence, "record")


def _rescue(data: bytes, path: Path) -> Path | None:
    """Put the record where there is still room: the program is ending, and memory with it."""
    for folder in (runs_path(), Path(tempfile.gettempdir())):
        copy = folder / f"{path.stem}_rescued.jsonl"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with copy.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            _log.warning("the record could not be rescued to %s: %s", folder, error)
            continue
        _log.warning("the record was rescued to %s", copy)
        return copy
    return None


def _what_and_todo(error: OSError, path: Path) -> str:
    waits = tr("The record is kept in memory and tried again each second.")
    folder = path.parent
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return tr(
            "The disk of {folder} is full: free some space. {waits}", folder=folder, waits=waits
        )
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return tr(
            "Nothing may be written into {folder}: allow it or choose another folder. {waits}",
            folder=folder,
            waits=waits,
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return tr(
            "The record {path} was removed: leave its folder in place. {waits}",
            path=path,
            waits=waits,
        )
    if error.errno == errno.EEXIST:
        return tr(
            "{path} is in the way of the record: move it away. {waits}", path=path, waits=waits
        )
    return tr(
        "The record {path} cannot be written ({strerror}): check the disk. {waits}",
        path=path,
        strerror=error.strerror,
        waits=waits,
    )
