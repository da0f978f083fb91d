"""The speaker of a machine, or a run, without sound: it remembers what it would have said."""

from __future__ import annotations

import time
from collections import deque

STARTED_MAX = 1000
"""A run has a few hundred cues; a bound all the same, for one that is left on."""


class SilentSpeaker:
    """Implements `gaitcoach.types.Speaker`.

    Parameters
    ----------
    reason : str, optional
        Why nothing is heard, for the screen; None when silence was asked for.
    """

    def __init__(self, reason: str | None = None) -> None:
        self._reason = reason
        self._started: deque[tuple[float, str]] = deque(maxlen=STARTED_MAX)
        self._closed = False

    @property
    def problem(self) -> str | None:
        return self._reason

    @property
    def output(self) -> str | None:
        return None

    @property
    def started(self) -> tuple[tuple[float, str], ...]:
        """(`time.monotonic()` in seconds, phrase) of all that would have been said."""
        return tuple(self._started)

    def say(self, phrase: str) -> None:
        if not self._closed:
            self._started.append((time.monotonic(), phrase))

    def use(self, bank: object) -> None:
        """Nothing: there is no voice."""

    def try_out(self, wav: object) -> None:
        """Nothing: what is tried out wants to be heard, and `problem` tells why it is not."""

    def tone(self, high: bool) -> None:
        """Nothing: a beep that nobody hears is not worth remembering."""

    def metronome(self, rate_spm: float | None) -> None:
        """Nothing, as for `tone`."""

    def close(self) -> None:
        self._closed = True
