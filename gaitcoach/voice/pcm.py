"""Sound as numbers: WAV files, trimming, loudness, tones and the click track. numpy only."""

from __future__ import annotations

import wave
from pathlib import Path
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float64]
"""(n,) sound, one channel, -1..1."""

SAMPLE_RATE_HZ = 22050
"""What espeak-ng gives; enough for speech, half the size of CD rate."""
PEAK_REL = 0.95
"""Peak of every sound: as loud as the format goes, with room for a resampler's overshoot."""
DRIVE = 2.5
"""Soft limiting of speech: about 5 dB louder at the same peak, to be heard over a treadmill."""
SILENCE_REL = 0.01
"""Below 1 % of the peak (-40 dB) is silence: espeak-ng's own pauses are exact zeros."""
LEAD_S = 0.005
"""Silence kept before the first sound: every millisecond here delays the cue."""
FADING_S = 0.03
"""Kept after the last loud sample, so that a fading consonant is not clipped."""
TAIL_S = 0.15
"""Silence after every sound. Seen with PulseAudio: what is in the device's buffer (40 ms) when a
sound ends is played again, as a click, when that sound starts the next time. So: zeros."""

TONE_S = 0.08
TONE_LOW_HZ = 520.0
TONE_HIGH_HZ = 1040.0
"""One octave apart, both well inside what a laptop's speaker can give."""
FADE_S = 0.006
"""Fade in and out of a tone: without it the edges click."""

CLICK_S = 0.015
CLICK_HZ = 1800.0
METRONOME_BEATS = 32
"""Beats in one loop. Its length is rounded to a whole sample: at most 0.5 / 32 sample a beat,
which is under a microsecond."""


def read_wav(path: Path) -> tuple[Samples, int]:
    """Return (samples, rate in Hz) of a 16-bit PCM file, channels averaged to one.

    Raises
    ------
    ValueError
        Not a WAV file, not 16 bit, or cut off.
    OSError
        The file cannot be read.
    """
    try:
        with wave.open(str(path), "rb") as file:
            if file.getsampwidth() != 2:
                raise ValueError(f"{path.name} is not 16 bit")
            channels, rate_hz = file.getnchannels(), file.getframerate()
            raw = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
    except (wave.Error, EOFError) as error:
        raise ValueError(f"{path.name} is not a WAV file ({error or 'empty'})") from error
    return raw.reshape(-1, channels).mean(axis=1) / 32768.0, rate_hz


def write_wav(path: Path, samples: Samples, rate_hz: int = SAMPLE_RATE_HZ) -> None:
    """Write one channel, 16 bit. The file appears whole or not at all.

    Raises
    ------
    OSError
        The disk is full or the folder cannot be written.
    """
    part = path.with_name(f"{path.name}.{uuid4().hex}.part")
    try:
        with part.open("wb") as raw, wave.open(raw, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(rate_hz)
            file.writeframes(np.round(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def duration_s(path: Path) -> float:
    """Return how long a WAV file sounds, seconds; raises like `read_wav`."""
    samples, rate_hz = read_wav(path)
    return len(samples) / rate_hz


def trim_silence(samples: Samples, rate_hz: int) -> Samples:
    """Return the sound without the silence around it; empty if there is no sound at all."""
    loud = np.flatnonzero(np.abs(samples) > SILENCE_REL * np.abs(samples).max(initial=0.0))
    if loud.size == 0:
        return samples[:0]
    first = max(0, loud[0] - int(LEAD_S * rate_hz))
    return samples[first : loud[-1] + 1 + int(FADING_S * rate_hz)]


def with_tail(samples: Samples, rate_hz: int) -> Samples:
    """Return the sound followed by the silence that every file ends with."""
    return np.concatenate([samples, np.zeros(int(TAIL_S * rate_hz))])


def make_loud(samples: Samples) -> Samples:
    """Return speech softly limited and brought to the common peak."""
    peak = np.abs(samples).max(initial=0.0)
    if peak == 0.0:
        return samples
    return np.tanh(DRIVE * samples / peak) * (PEAK_REL / np.tanh(DRIVE))


def tone(high: bool) -> Samples:
    """Return the beep of one step."""
    t_s = np.arange(int(TONE_S * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    edge = np.minimum(t_s, t_s[-1] - t_s) / FADE_S
    frequency_hz = TONE_HIGH_HZ if high else TONE_LOW_HZ
    beep = PEAK_REL * np.clip(edge, 0, 1) * np.sin(2 * np.pi * frequency_hz * t_s)
    return with_tail(beep, SAMPLE_RATE_HZ)


def click() -> Samples:
    """Return one click of the metronome: a short, sharply dying wave."""
    t_s = np.arange(int(CLICK_S * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    return PEAK_REL * np.exp(-t_s / (CLICK_S / 5)) * np.cos(2 * np.pi * CLICK_HZ * t_s)


def click_track(rate_spm: float, beats: int = METRONOME_BEATS) -> Samples:
    """Return `beats` clicks at a rate, made to be played in a loop without a seam.

    Every click begins within half a sample of its exact time, so errors never add up.
    """
    beat_samples = 60.0 / rate_spm * SAMPLE_RATE_HZ
    track = np.zeros(round(beats * beat_samples))
    one = click()
    for beat in range(beats):
        start = round(beat * beat_samples)
        track[start : start + len(one)] = one
    return track
