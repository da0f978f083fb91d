"""The sounds that come with gaitcoach, and how they are made again.

``python -m gaitcoach.voice.shipped assets/voice`` renders every phrase and both tones.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from gaitcoach.errors import GaitCoachError
from gaitcoach.resources import asset_path
from gaitcoach.voice.pcm import tone, write_wav
from gaitcoach.voice.render import ENGINE_TODO, render_phrase
from gaitcoach.words import PHRASES

TONE_LOW = "tone_low"
TONE_HIGH = "tone_high"


def shipped_wav(name: str) -> Path:
    """Return the path of a shipped sound; raises `GaitCoachError` if it is missing."""
    return asset_path(f"voice/{name}.wav")


def build(folder: Path) -> None:
    """Write every shipped sound into a folder, old ones replaced.

    Raises
    ------
    GaitCoachError
        This machine's speech engine does not work.
    """
    for key, text in PHRASES.items():
        rendered = render_phrase(text)
        if rendered.path is None:
            raise GaitCoachError(f"{text!r} cannot be spoken: {rendered.reason}.", ENGINE_TODO)
        shutil.copyfile(rendered.path, folder / f"{key}.wav")
    write_wav(folder / f"{TONE_LOW}.wav", tone(high=False))
    write_wav(folder / f"{TONE_HIGH}.wav", tone(high=True))


if __name__ == "__main__":
    build(Path(sys.argv[1]))
