"""The metronome's clicks as a sound file, one for each whole rate."""

from __future__ import annotations

from pathlib import Path

from gaitcoach.voice.pcm import click_track, write_wav
from gaitcoach.voice.render import is_playable

RATE_MIN_SPM = 60.0
RATE_MAX_SPM = 300.0
"""Outside 60-300 steps a minute nobody runs: such a rate is a mistake upstream."""


def whole_rate(rate_spm: float | None) -> float | None:
    """Go by whole steps a minute: a cadence that wavers must not restart the clicks."""
    if rate_spm is None or not RATE_MIN_SPM <= rate_spm <= RATE_MAX_SPM:
        return None
    return float(round(rate_spm))


def click_file(rate_spm: float, folder: Path) -> Path:
    """Return a track that can be looped, made when it is not there yet."""
    path = folder / f"metronome_{rate_spm:g}.wav"
    if not is_playable(path):
        folder.mkdir(parents=True, exist_ok=True)
        write_wav(path, click_track(rate_spm))
    return path
