"""Which WAV is played for a phrase: the shipped one, or one rendered from edited words."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from gaitcoach.errors import GaitCoachError
from gaitcoach.language import ENGLISH
from gaitcoach.voice.render import (
    RATE_WPM,
    cached_path,
    default_cache_dir,
    engine_problem,
    is_playable,
    render_phrase,
)
from gaitcoach.voice.shipped import shipped_wav
from gaitcoach.words import DEFAULT_CUE, SPOKEN

JOIN_S = 0.2
"""How long `close` waits: the thread is a daemon, and only a speech engine can hold it longer."""


class PhraseBank:
    """Phrase key -> WAV. Asking never waits; what must be rendered is rendered behind.

    Parameters
    ----------
    words : mapping, optional
        Phrase key -> words as the user edited them; those of the language by default.
    voice : str, optional
        The speech engine's name of a voice; None = its usual one of the language.
    rate_wpm : int
        Speed, words per minute.
    language : str
        Two letters of the language that is spoken.
    cache_dir : Path, optional
        Where rendered phrases are kept; the user's cache folder by default.
    """

    def __init__(
        self,
        words: Mapping[str, str] | None = None,
        *,
        voice: str | None = None,
        rate_wpm: int = RATE_WPM,
        language: str = ENGLISH,
        cache_dir: Path | None = None,
    ) -> None:
        self._language = language
        self._usual = SPOKEN[language]
        self._words = dict(self._usual if words is None else words)
        self._voice = voice
        self._rate_wpm = rate_wpm
        self._cache_dir = cache_dir or default_cache_dir()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        self.problem: str | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self._words)

    @property
    def cache_dir(self) -> Path:
        return self._cache_dir

    def wav(self, key: str) -> Path | None:
        """Return the best file there is now: rendered if edited, else shipped, else None."""
        if self._is_edited(key):
            rendered = self._cached(key)
            if is_playable(rendered):
                return rendered
        try:
            return shipped_wav(key, self._language) if key in self._usual else None
        except GaitCoachError as error:
            self.problem = str(error)
            return None

    def prepare(self, on_ready: Callable[[str], None] | None = None) -> None:
        """Render edited phrases in a thread; `on_ready(key)` is called there after each.

        With nothing edited the engine is tried on one phrase all the same (once: the file is
        kept), so that a missing one is seen before it is needed.
        """
        if self._thread is not None:
            return
        self._thread = threading.Thread(
            target=self._prepare, args=(on_ready,), name="voice-render", daemon=True
        )
        self._thread.start()

    def wait(self, timeout_s: float) -> bool:
        """Wait for `prepare` to finish; return False if it has not."""
        if self._thread is None:
            return True
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def make(self, key: str) -> Path | None:
        """Return a phrase's file, rendered now if it must be; None = `problem` tells why not.

        Blocks as `render_phrase` does: for a worker.
        """
        if self._is_edited(key) and not self._render(self._words[key]):
            return None
        return self.wav(key)

    def stop(self) -> None:
        """Render nothing more after the phrase at hand; does not wait for it."""
        self._closing.set()

    def close(self) -> None:
        """Stop rendering after the phrase at hand, and wait for it a moment."""
        self.stop()
        self.wait(JOIN_S)

    def _is_edited(self, key: str) -> bool:
        if key not in self._words:
            return False
        engine_chosen = self._voice is not None or self._rate_wpm != RATE_WPM
        return engine_chosen or self._words[key] != self._usual.get(key)

    def _cached(self, key: str) -> Path:
        words = self._words[key]
        return cached_path(words, self._voice, self._rate_wpm, self._cache_dir, self._language)

    def _prepare(self, on_ready: Callable[[str], None] | None) -> None:
        edited = [key for key in self._words if self._is_edited(key)]
        if not edited:
            self._render(self._usual[DEFAULT_CUE])
        for key in edited:
            if self._closing.is_set() or not self._render(self._words[key]):
                return
            if on_ready is not None:
                on_ready(key)

    def _render(self, text: str) -> bool:
        rendered = render_phrase(
            text,
            voice=self._voice,
            rate_wpm=self._rate_wpm,
            language=self._language,
            cache_dir=self._cache_dir,
        )
        if rendered.path is None:
            self.problem = engine_problem(rendered.reason)
        return rendered.path is not None
