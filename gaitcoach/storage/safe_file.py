"""A file that only grows and keeps in memory what the disk has not confirmed yet."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

_STILL_OPEN = {errno.ENOSPC, errno.EROFS, getattr(errno, "EDQUOT", errno.ENOSPC)}
"""After these the same descriptor works again; after others (an unplugged disk) it never does."""


class SafeFile:
    """Bytes are given up only after the disk confirmed them; used by one thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fd: int | None = None
        self._made = False
        self._kept_bytes = 0
        self._pending = bytearray()

    @property
    def waiting_bytes(self) -> int:
        """Bytes the disk has not confirmed."""
        return len(self._pending)

    def add(self, data: bytes) -> None:
        """Add bytes to the end; `save` writes them."""
        self._pending += data

    def save(self) -> None:
        """Write all that waits and wait for the disk to confirm it.

        Raises
        ------
        OSError
            The disk refused; everything unconfirmed is still here for the next `save`.
        """
        self._take_back_if_removed()
        if not self._pending:
            return
        try:
            self._write_pending()
        except OSError as error:
            if error.errno not in _STILL_OPEN:
                self.close()
            raise
        self._kept_bytes += len(self._pending)
        self._pending.clear()

    def everything(self) -> bytes:
        """Return the whole content: what the disk confirmed, if it can be read, and the rest."""
        try:
            confirmed = self._path.read_bytes()[: self._kept_bytes] if self._kept_bytes else b""
        except OSError:
            confirmed = b""
        return confirmed + bytes(self._pending)

    def close(self) -> None:
        """Let go of the file."""
        if self._fd is not None:
            with suppress(OSError):  # what was confirmed is safe, the rest is still in memory
                os.close(self._fd)
            self._fd = None

    def _write_pending(self) -> None:
        if self._fd is None:
            self._fd = self._open()
        # A retry writes the same bytes to the same place, also where half a line had got through.
        os.lseek(self._fd, self._kept_bytes, os.SEEK_SET)
        rest = bytes(self._pending)
        while rest:
            rest = rest[os.write(self._fd, rest) :]
        os.fsync(self._fd)

    def _open(self) -> int:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
        fd = os.open(self._path, flags if self._made else flags | os.O_EXCL, 0o644)
        self._made = True
        self._kept_bytes = min(self._kept_bytes, os.fstat(fd).st_size)
        return fd

    def _take_back_if_removed(self) -> None:
        """A removed file still takes bytes, for nobody: fetch them back for a new one."""
        if self._fd is None or self._is_in_place(self._fd):
            return
        os.lseek(self._fd, 0, os.SEEK_SET)
        with os.fdopen(self._fd, "rb") as lost:
            self._fd = None
            self._pending[:0] = lost.read(self._kept_bytes)
        self._kept_bytes, self._made = 0, False
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self._path))

    def _is_in_place(self, fd: int) -> bool:
        try:
            return os.path.samestat(self._path.stat(), os.fstat(fd))
        except FileNotFoundError:
            return False
