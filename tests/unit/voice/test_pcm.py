"""Sounds as numbers: each test holds a sound whose answer is known beforehand."""

from __future__ import annotations

import numpy as np
import pytest

from gaitcoach.voice.pcm import (
    PEAK_REL,
    SAMPLE_RATE_HZ,
    TAIL_S,
    click_track,
    duration_s,
    make_loud,
    read_wav,
    tone,
    trim_silence,
    write_wav,
)


def test_a_file_gives_back_what_was_written(tmp_path):
    samples = np.sin(np.linspace(0, 50, 3000)) * 0.8
    write_wav(tmp_path / "a.wav", samples, 16000)
    back, rate_hz = read_wav(tmp_path / "a.wav")
    assert rate_hz == 16000
    assert np.abs(back - samples).max() < 1e-4
    assert duration_s(tmp_path / "a.wav") == pytest.approx(3000 / 16000)
    assert [path.name for path in tmp_path.iterdir()] == ["a.wav"]


@pytest.mark.parametrize("content", [b"", b"no sound", b"RIFF\x04\x00\x00\x00WAVE"])
def test_what_is_no_wav_is_a_value_error(tmp_path, content):
    (tmp_path / "bad.wav").write_bytes(content)
    with pytest.raises(ValueError, match=r"bad\.wav"):
        read_wav(tmp_path / "bad.wav")


def test_silence_around_a_sound_is_cut_and_the_sound_is_whole():
    # GIVEN 0.5 s silence, 0.2 s sound, 0.5 s silence
    rate_hz = 1000
    sound = np.where(np.arange(200) % 2 == 0, 0.5, -0.5)
    trimmed = trim_silence(np.concatenate([np.zeros(500), sound, np.zeros(500)]), rate_hz)
    # THEN 5 ms stay before and 30 ms after
    assert np.array_equal(trimmed, np.concatenate([np.zeros(5), sound, np.zeros(30)]))


@pytest.mark.parametrize("length", [0, 400])
def test_silence_alone_trims_to_nothing(length):
    assert trim_silence(np.zeros(length), 1000).size == 0


def test_loud_means_the_common_peak_and_more_energy():
    quiet = 0.1 * np.sin(np.linspace(0, 100, 5000))
    loud = make_loud(quiet)
    assert np.abs(loud).max() == pytest.approx(PEAK_REL, abs=1e-3)
    energy_before = np.mean((quiet / np.abs(quiet).max()) ** 2)
    assert np.mean(loud**2) > 1.2 * energy_before
    assert not make_loud(np.zeros(10)).any()


def test_the_two_tones_are_an_octave_apart_and_end_in_silence():
    low, high = tone(high=False), tone(high=True)
    crossings = [np.count_nonzero(np.diff(np.signbit(one))) for one in (low, high)]
    assert crossings[1] == pytest.approx(2 * crossings[0], rel=0.05)
    tail = int(TAIL_S * SAMPLE_RATE_HZ)
    assert not low[-tail:].any()
    assert abs(low[0]) < 0.01


@pytest.mark.parametrize("rate_spm", [61.0, 163.0, 178.0, 180.0, 299.0])
def test_clicks_keep_their_rate_also_across_the_seam(rate_spm):
    # GIVEN the track played twice in a row
    track = click_track(rate_spm)
    twice = np.concatenate([track, track])
    loud = np.flatnonzero(np.abs(twice) > 0.9 * PEAK_REL)
    onsets = loud[np.r_[True, np.diff(loud) > 0.05 * SAMPLE_RATE_HZ]]
    # THEN each interval is right to under 0.1 ms and the mean to under 1 microsecond
    interval_ms = 1000 * np.diff(onsets) / SAMPLE_RATE_HZ
    assert len(onsets) == 64
    assert np.abs(interval_ms - 60000 / rate_spm).max() < 0.1
    loop_ms = 1000 * len(track) / SAMPLE_RATE_HZ
    assert loop_ms / 32 == pytest.approx(60000 / rate_spm, abs=1e-3)
