"""What speaks."""

from __future__ import annotations

from typing import Protocol


class Speaker(Protocol):
    """Turns phrases into sound. Never raises and never blocks; trouble shows in `problem`."""

    @property
    def problem(self) -> str | None:
        """One sentence for the screen when nothing can be heard, else None."""
        ...

    @property
    def output(self) -> str | None:
        """The device that plays, as the system calls it; None when there is none."""
        ...

    def say(self, phrase: str) -> None:
        """Speak a phrase (a key of `gaitcoach.words.PHRASES`), cutting off an older one."""
        ...

    def tone(self, high: bool) -> None:
        """A short beep for one step: high = drop over the threshold."""
        ...

    def metronome(self, rate_spm: float | None) -> None:
        """Start, retune or (None) stop the click track."""
        ...

    def close(self) -> None:
        """Stop all sound and let go of the device."""
        ...
