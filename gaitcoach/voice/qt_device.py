"""Qt's sound system: imported and asked without its messages on the terminal."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from PyQt6.QtCore import qInstallMessageHandler

__all__ = [
    "QMediaDevices",
    "QSoundEffect",
    "default_device",
    "default_device_name",
    "qt_messages_to_log",
]

_log = logging.getLogger(__name__)


@contextmanager
def qt_messages_to_log() -> Iterator[None]:
    """Qt reports each sound server it does not find, on import already: that is for the log."""
    previous = qInstallMessageHandler(lambda _kind, _context, text: _log.debug("Qt: %s", text))
    try:
        yield
    finally:
        qInstallMessageHandler(previous)


with qt_messages_to_log():
    from PyQt6.QtMultimedia import QMediaDevices, QSoundEffect


def default_device() -> bytes | None:
    """Return the id of the output Qt would play on now, None if there is none."""
    with qt_messages_to_log():
        if not QMediaDevices.audioOutputs():
            return None
        return bytes(QMediaDevices.defaultAudioOutput().id().data())


def default_device_name() -> str:
    """Return what the system calls the output Qt would play on now."""
    with qt_messages_to_log():
        return QMediaDevices.defaultAudioOutput().description()
