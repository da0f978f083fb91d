"""The log file: for bug reports, never on the screen, never with a password."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TextIO

from gaitcoach.errors import StorageError
from gaitcoach.privacy import hide_credentials
from gaitcoach.storage.places import log_dir

LOG_NAME = "gaitcoach.log"
NATIVE_LOG_NAME = "native.log"
MAX_BYTES = 1_000_000
BACKUPS = 2
_STDERR_FD = 2


def start_log() -> Path:
    """Log INFO and worse of the whole program to a rotating file, and return its path.

    May be called again. When the log folder is not writable, a new temporary folder is taken: a
    missing log never stops a run.
    """
    root = logging.getLogger()
    for handler in root.handlers:
        if isinstance(handler, _QuietFileHandler):
            return Path(handler.baseFilename)
    try:
        folder = log_dir()
    except StorageError:
        folder = Path(tempfile.mkdtemp(prefix="gaitcoach-"))
    path = folder / LOG_NAME
    handler = _QuietFileHandler(path, maxBytes=MAX_BYTES, backupCount=BACKUPS, encoding="utf-8")
    handler.setFormatter(_DiscreetFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.INFO)
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return path


def stop_log() -> None:
    """Close the log file."""
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each, _QuietFileHandler)]:
        root.removeHandler(handler)
        handler.close()


class _DiscreetFormatter(logging.Formatter):
    """Hides credentials in the finished text: message, arguments and traceback alike."""

    def format(self, record: logging.LogRecord) -> str:
        return hide_credentials(super().format(record))


class _QuietFileHandler(RotatingFileHandler):
    """A full disk loses log lines; it neither prints tracebacks nor stops the run."""

    lost_lines = 0

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        self.lost_lines += 1


@contextmanager
def native_stderr_to(path: Path) -> Iterator[None]:
    """Send what native libraries print (file descriptor 2) to a file, and restore it at the end.

    Python's own `sys.stderr` still reaches the terminal. Does nothing when there is no such
    descriptor (a program without a console) or the file cannot be opened. Use a file of its own,
    such as `NATIVE_LOG_NAME` beside the log: Windows cannot rotate a log that is open twice.
    """
    with ExitStack() as undo:
        try:
            terminal_fd = os.dup(_STDERR_FD)
            undo.callback(os.close, terminal_fd)
            log_fd = _open_limited(path)
            undo.callback(os.close, log_fd)
        except OSError as error:
            logging.getLogger(__name__).info("native messages stay where they are: %s", error)
            yield
            return
        undo.enter_context(_python_stderr_on(terminal_fd))
        undo.callback(os.dup2, terminal_fd, _STDERR_FD)
        os.dup2(log_fd, _STDERR_FD)
        yield


def _open_limited(path: Path) -> int:
    grown = path.exists() and path.stat().st_size > MAX_BYTES
    flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if grown else os.O_APPEND)
    return os.open(path, flags, 0o600)


@contextmanager
def _python_stderr_on(terminal_fd: int) -> Iterator[None]:
    original = sys.stderr
    if not _is_on_stderr(original):
        yield
        return
    original.flush()
    terminal = os.fdopen(
        os.dup(terminal_fd), "w", encoding=original.encoding, errors="backslashreplace", buffering=1
    )
    sys.stderr = terminal
    try:
        yield
    finally:
        if sys.stderr is terminal:
            sys.stderr = original
        terminal.close()


def _is_on_stderr(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.fileno() == _STDERR_FD
    except (OSError, ValueError):  # replaced by something that is no file, or closed
        return False
