"""The journal of an archive: one line a clip, on disk before the next is told; only ever grows.

Each clip is there exactly once, because its line is whole or it is not there: the half line of a
killed program is cut off at the next start, and its clip measured again.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from gaitcoach.batch.manifest import Clip
from gaitcoach.batch.row import Row
from gaitcoach.errors import SettingsError, StorageError
from gaitcoach.storage.places import writable_folder
from gaitcoach.storage.plain import json_line, plain

FORMAT, VERSION = "gaitcoach-batch", 1
NAME = "results.jsonl"


@dataclass(frozen=True, slots=True)
class _Line:
    """Where a clip's line is. stamp : of the clip as it was measured"""

    start: int
    stamp: str
    failed: bool


class Journal:
    """done(clip), append(clip, row), rows(); one program at a time.

    Parameters
    ----------
    folder : where the results go; made when missing
    settings : how clips are measured; a journal holds clips of one way only

    Raises
    ------
    StorageError
        The folder cannot be written, or another program writes into it.
    SettingsError
        It holds clips that were measured in another way.
    """

    def __init__(self, folder: Path, settings: Mapping[str, Any]) -> None:
        self.path = writable_folder(folder) / NAME
        self._lock = FileLock(folder / f"{NAME}.lock")
        self._lines: dict[str, _Line] = {}
        try:
            self._lock.acquire(blocking=False)
        except Timeout as error:
            raise StorageError(
                f"Another program writes into {folder}.", "Wait for it, or choose another folder."
            ) from error
        try:
            self._open(plain(settings))
        except OSError as error:
            self._lock.release()
            raise self._refused(error) from error
        except BaseException:
            self._lock.release()
            raise

    def _open(self, settings: dict[str, Any]) -> None:
        # Its descriptor must not reach the measuring processes: Python's own never does.
        self._fd = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        try:
            head = self._read()
            if head is None:
                os.ftruncate(self._fd, 0)
                self._end = 0
                self._write(json_line({"format": FORMAT, "version": VERSION, "settings": settings}))
            elif head.get("settings") != settings:
                raise SettingsError(
                    f"{self.path.parent} holds clips that were measured with other settings"
                    f" ({_differences(head.get('settings', {}), settings)}).",
                    "Choose another --out, or the settings of then.",
                )
        except BaseException:
            os.close(self._fd)
            raise

    def _read(self) -> dict[str, Any] | None:
        """Find every whole line, cut off a half one; return the head, None when there is none."""
        head, self._end = None, 0
        with self.path.open("rb") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    break
                head = self._note(line, self._end, head)
                self._end += len(line)
        os.ftruncate(self._fd, self._end)
        return head

    def _note(self, line: bytes, start: int, head: dict[str, Any] | None) -> dict[str, Any] | None:
        try:
            found = json.loads(line)
        except ValueError:
            return head  # damaged by the disk: its clip is measured again
        if head is None:
            if not isinstance(found, dict) or found.get("format") != FORMAT:
                raise StorageError(
                    f"{self.path} is no journal of gaitcoach.", "Choose another folder."
                )
            return found
        self._lines[found["file"]] = _Line(start, found["stamp"], bool(found["error"]))
        return head

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def failed(self) -> int:
        """Clips that could not be measured."""
        return sum(line.failed for line in self._lines.values())

    def is_done(self, clip: Clip, *, failed_too: bool = True) -> bool:
        """Tell whether the clip is there, as it is now. failed_too : a failed one counts as well"""
        line = self._lines.get(clip.place)
        return line is not None and line.stamp == clip.stamp and (failed_too or not line.failed)

    def append(self, clip: Clip, row: Row) -> None:
        """Add a clip; it is on disk when this returns.

        Raises
        ------
        StorageError
            The disk refused it: nothing of it is there.
        """
        known = {"file": clip.place, "size_bytes": clip.size_bytes, "stamp": clip.stamp}
        start = self._end
        try:
            self._write(json_line(row | known))
        except OSError as error:
            raise self._refused(error) from error
        self._lines[clip.place] = _Line(start, clip.stamp, bool(row["error"]))

    def rows(self) -> Iterator[Row]:
        """Yield every clip once, by place; of one that was measured again what came last."""
        with self.path.open("rb") as file:
            for place in sorted(self._lines):
                file.seek(self._lines[place].start)
                yield json.loads(file.readline())

    def close(self) -> None:
        """Let go of it."""
        os.close(self._fd)
        self._lock.release()

    def _write(self, line: bytes) -> None:
        try:
            os.lseek(self._fd, self._end, os.SEEK_SET)
            rest = line
            while rest:
                rest = rest[os.write(self._fd, rest) :]
            os.fsync(self._fd)
        except OSError:
            os.ftruncate(self._fd, self._end)
            raise
        self._end += len(line)

    def _refused(self, error: OSError) -> StorageError:
        folder = self.path.parent
        if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
            return StorageError(
                f"The disk of {folder} is full: {len(self)} clips are done and kept.",
                "Free some space and give the same command again: it goes on from there.",
            )
        return StorageError(
            f"{self.path} cannot be written ({error.strerror}): {len(self)} clips are done.",
            "Check the disk and give the same command again: it goes on from there.",
        )


def _differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    names = [name for name in sorted({*old, *new}) if old.get(name) != new.get(name)]
    return ", ".join(f"{name} was {old.get(name)}" for name in names)
