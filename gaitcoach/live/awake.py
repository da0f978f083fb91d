"""Keeps the screen on while somebody runs in front of it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager

_log = logging.getLogger(__name__)


def _presenting() -> AbstractContextManager:
    from wakepy import keep

    return keep.presenting(on_fail="pass")


class KeepAwake:
    """hold() and release(); both may be called more often than needed.

    A system that cannot be kept awake is logged and nothing else: the run matters more.
    """

    def __init__(self, make: Callable[[], AbstractContextManager] = _presenting) -> None:
        self._make = make
        self._mode: AbstractContextManager | None = None

    def hold(self) -> None:
        """Keep the screen on from now on."""
        if self._mode is not None:
            return
        try:
            mode = self._make()
            mode.__enter__()
        except Exception:
            _log.exception("the screen is not kept awake")
            return
        self._mode = mode

    def release(self) -> None:
        """Let the screen sleep again."""
        mode, self._mode = self._mode, None
        if mode is None:
            return
        try:
            mode.__exit__(None, None, None)
        except Exception:
            _log.exception("the screen may stay awake")
