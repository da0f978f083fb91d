"""Say something once, aloud, and wait until it is over: ``gaitcoach say``."""

from __future__ import annotations

from pathlib import Path

from gaitcoach.errors import GaitCoachError
from gaitcoach.voice.phrases import PhraseBank
from gaitcoach.voice.qt_device import default_device
from gaitcoach.voice.qt_loop import ensure_application, run_event_loop_until
from gaitcoach.voice.qt_player import DEVICE_TODO, QtSpeaker
from gaitcoach.voice.render import ENGINE_TODO, render_phrase
from gaitcoach.words import PHRASES

LIMIT_S = 30.0
"""200 characters take about 15 s to say; the rest is for a device that has to wake up."""


def say_once(text: str, *, cache_dir: Path | None = None) -> str:
    """Say something aloud and return when it is over. For the main thread.

    Returns
    -------
    str
        One line that tells what was said.

    Raises
    ------
    GaitCoachError
        No sound device, no speech engine for words that are not built in, or no sound came.
    """
    app = ensure_application()
    if default_device() is None:
        raise GaitCoachError("There is no sound device.", DEVICE_TODO)
    key = next((key for key, words in PHRASES.items() if words == text), text)
    if key not in PHRASES:
        _require_rendered(text, cache_dir)
    speaker = QtSpeaker(PhraseBank({key: text}, cache_dir=cache_dir))
    try:
        speaker.say(key)
        if not run_event_loop_until(lambda: _is_over(speaker), LIMIT_S):
            what = speaker.problem or "The sound device did not play the phrase."
            raise GaitCoachError(what, DEVICE_TODO)
    finally:
        speaker.close()
        app.processEvents()
    return f"Said: {text}"


def _require_rendered(text: str, cache_dir: Path | None) -> None:
    rendered = render_phrase(text, cache_dir=cache_dir)
    if rendered.path is None:
        raise GaitCoachError(f"{text!r} cannot be spoken: {rendered.reason}.", ENGINE_TODO)


def _is_over(speaker: QtSpeaker) -> bool:
    return bool(speaker.started) and not speaker.is_busy
