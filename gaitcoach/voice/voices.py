"""The voices of this machine's speech engine, asked for behind: an engine may take seconds."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass

from gaitcoach.voice.render import TIMEOUT_S, run_engine


@dataclass(frozen=True, slots=True)
class VoiceName:
    """One voice.

    id : the engine's own name, what `render_phrase` takes
    name : for people
    languages : such as "de" or "en-gb"
    """

    id: str
    name: str
    languages: tuple[str, ...]

    def speaks(self, language: str) -> bool:
        """Tell whether it speaks a language, given by its two letters."""
        return any(name.split("-")[0] == language for name in self.languages)


def list_voices(timeout_s: float = TIMEOUT_S) -> tuple[VoiceName, ...]:
    """Return all voices, none when there is no engine or it hangs. Blocks: for a worker."""
    answer = run_engine({"list": True}, timeout_s)
    try:
        known = [] if answer.problem else json.loads(answer.text)
    except ValueError:
        return ()
    return tuple(VoiceName(one["id"], one["name"], tuple(one["languages"])) for one in known)


class VoiceShelf:
    """look() -> the voices known by now; the first look begins to ask for them."""

    def __init__(self) -> None:
        self._voices: tuple[VoiceName, ...] = ()
        self._thread: threading.Thread | None = None

    def look(self) -> tuple[VoiceName, ...]:
        """Return what is known."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._ask, name="voices", daemon=True)
            self._thread.start()
        return self._voices

    def _ask(self) -> None:
        self._voices = list_voices()
