"""The sounds that come with gaitcoach, and how they are made again.

``python -m gaitcoach.voice.shipped assets/voice`` renders every phrase in every language, and
both tones.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from gaitcoach.errors import GaitCoachError
from gaitcoach.language import ENGLISH
from gaitcoach.resources import asset_path
from gaitcoach.voice.pcm import tone, write_wav
from gaitcoach.voice.render import ENGINE_TODO, render_phrase
from gaitcoach.words import SPOKEN

TONE_LOW = "tone_low"
TONE_HIGH = "tone_high"


def shipped_wav(name: str, language: str = ENGLISH) -> Path:
    """Return the path of a shipped sound; raises `GaitCoachError` if it is missing."""
    folder = "voice" if language == ENGLISH else f"voice/{language}"
    return asset_path(f"{folder}/{name}.wav")


def build(folder: Path) -> None:
    """Write every shipped sound into a folder, old ones replaced.

    Raises
    ------
    GaitCoachError
        This machine's speech engine does not work.
    """
    for language, words in SPOKEN.items():
        into = folder if language == ENGLISH else folder / language
        into.mkdir(exist_ok=True)
        for key, text in words.items():
            rendered = render_phrase(text, language=language)
            if rendered.path is None:
                raise GaitCoachError(f"{text!r} cannot be spoken: {rendered.reason}.", ENGINE_TODO)
            shutil.copyfile(rendered.path, into / f"{key}.wav")
    write_wav(folder / f"{TONE_LOW}.wav", tone(high=False))
    write_wav(folder / f"{TONE_HIGH}.wav", tone(high=True))


if __name__ == "__main__":
    build(Path(sys.argv[1]))
