"""Real sound: played by Qt on a PulseAudio daemon of the test's own, recorded and compared."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from gaitcoach.voice.latency import measure_cue_latency_ms
from gaitcoach.voice.null_sink import RATE_HZ, NullSink, Recorder, missing_tools
from gaitcoach.voice.pcm import duration_s, read_wav
from gaitcoach.voice.render import check_engine, render_phrase
from gaitcoach.voice.shipped import shipped_wav

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(missing_tools()), reason="PulseAudio is not installed"),
]

LOUD = 300 / 32768
PIECE = int(0.04 * RATE_HZ)
"""Sounds are compared in pieces of 40 ms: longer than a pitch period, shorter than most gaps."""
LIKE = 0.95
"""Correlation from which a piece counts as found; resampling alone leaves above 0.99."""
WHOLE = 0.8
"""Share of pieces that must be found: room for three gaps in a phrase."""
ROOT = Path(__file__).parents[2]


@pytest.fixture
def sink():
    with NullSink() as one:
        yield one


@pytest.fixture
def sink_gone(sink):
    """The same daemon, for now without any device."""
    sink.pactl("unload-module", "module-null-sink")
    return sink


class Program:
    """The speaking program, one order at a time."""

    def __init__(self, env: dict[str, str], cache_dir: Path) -> None:
        command = [sys.executable, str(Path(__file__).with_name("sound_child.py")), str(cache_dir)]
        self.process = subprocess.Popen(
            command,
            env=env | {"PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, *order):
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def end(self) -> int:
        self.process.communicate(timeout=20)
        return self.process.returncode


@pytest.fixture
def program(sink, tmp_path):
    one = Program(sink.env, tmp_path)
    yield one
    assert one.end() == 0


def loud_parts(recorder: Recorder, gap_s: float = 0.2) -> list[np.ndarray]:
    """Return the recording's sounds, split at long silences."""
    samples = recorder.samples() / 32768
    loud = np.flatnonzero(np.abs(samples) > LOUD)
    if loud.size == 0:
        return []
    ends = np.flatnonzero(np.diff(loud) > gap_s * RATE_HZ)
    firsts = loud[np.r_[0, ends + 1]]
    lasts = loud[np.r_[ends, loud.size - 1]]
    return [samples[a : b + 1] for a, b in zip(firsts, lasts, strict=True)]


def heard_span(recorder: Recorder) -> np.ndarray:
    """Return the recording from its first to its last sound."""
    samples = recorder.samples() / 32768
    loud = np.flatnonzero(np.abs(samples) > LOUD)
    assert loud.size, "nothing was heard"
    return samples[loud[0] : loud[-1] + 1]


def shipped_sound(name: str) -> np.ndarray:
    """Return a shipped phrase from its first to its last loud sample, at the sink's rate."""
    samples, rate_hz = read_wav(shipped_wav(name))
    size = round(len(samples) * RATE_HZ / rate_hz)
    same_rate = np.fft.irfft(np.fft.rfft(samples), size) * (size / len(samples))
    loud = np.flatnonzero(np.abs(same_rate) > LOUD)
    return same_rate[loud[0] : loud[-1] + 1]


def share_heard(heard: np.ndarray, wanted: np.ndarray) -> float:
    """Return how much of a sound is found in a recording, 0..1, piece by piece.

    By pieces, because a machine that is busy elsewhere starves the sink now and then, which puts
    a gap of some 10 ms into what is recorded. That is no fault of the player.
    """
    pieces = [wanted[at : at + PIECE] for at in range(0, len(wanted) - PIECE + 1, PIECE)]
    sounding = [piece for piece in pieces if np.sqrt(np.mean(piece**2)) > LOUD]
    return float(np.mean([best_likeness(heard, piece) > LIKE for piece in sounding]))


def best_likeness(heard: np.ndarray, piece: np.ndarray) -> float:
    """Return the best correlation of a piece with any place of a recording."""
    products = fast_correlation(heard, piece)
    energy = fast_correlation(heard**2, np.ones(len(piece)))
    return float(np.max(products / np.sqrt(np.maximum(energy, 1e-6)))) / np.linalg.norm(piece)


def fast_correlation(longer: np.ndarray, shorter: np.ndarray) -> np.ndarray:
    """Return `numpy.correlate(longer, shorter, "valid")`, by FFT."""
    size = len(longer) + len(shorter)
    spectrum = np.fft.rfft(longer, size) * np.conj(np.fft.rfft(shorter, size))
    return np.fft.irfft(spectrum, size)[: len(longer) - len(shorter) + 1]


def test_hips_level_is_heard_whole_each_time(sink, program):
    with Recorder(sink.env) as recorder:
        for _ in range(3):
            program("say", "hips_level")
            program("over")
            program("play_for", 0.3)
        heard = loud_parts(recorder)
    wanted = shipped_sound("hips_level")
    assert len(heard) == 3
    for sound in heard:
        # Longer only by the gaps of a busy machine, and no energy from anywhere else.
        assert -0.02 < (len(sound) - len(wanted)) / RATE_HZ < 0.3
        assert np.sum(sound**2) == pytest.approx(np.sum(wanted**2), rel=0.1)
        assert share_heard(sound, wanted) > WHOLE


def test_a_second_cue_cuts_the_first(sink, program):
    with Recorder(sink.env) as recorder:
        program("say", "tall_hips_forward")
        program("play_for", 0.3)
        program("say", "hips_level")
        program("over")
        program("play_for", 0.3)
        heard = heard_span(recorder)
    # THEN of the first only the beginning is heard, and all of the second
    assert 0.1 < share_heard(heard, shipped_sound("tall_hips_forward")) < 0.6
    assert share_heard(heard, shipped_sound("hips_level")) > WHOLE


def test_a_cue_that_was_cut_is_whole_the_next_time(sink, program):
    program("say", "tall_hips_forward")
    program("play_for", 0.3)
    program("say", "hips_level")
    program("over")
    program("play_for", 0.3)
    with Recorder(sink.env) as recorder:
        program("say", "tall_hips_forward")
        program("over")
        program("play_for", 0.3)
        heard = heard_span(recorder)
    # THEN it starts from its beginning, with nothing stale before it
    whole = shipped_sound("tall_hips_forward")
    assert best_likeness(whole[: 2 * PIECE], heard[:PIECE]) > LIKE
    assert share_heard(heard, whole) > WHOLE


def test_the_metronome_keeps_its_rate_on_the_recording(sink, program):
    rate_spm = 250.0
    with Recorder(sink.env) as recorder:
        program("metronome", rate_spm)
        # 32 beats are one loop: the recording holds its seam.
        program("play_for", 36 * 60 / rate_spm)
        samples = np.abs(recorder.samples() / 32768)
    loud = np.flatnonzero(samples > 0.5)
    onsets = loud[np.r_[True, np.diff(loud) > 0.05 * RATE_HZ]]
    interval_ms = 1000 * np.diff(onsets) / RATE_HZ
    assert len(onsets) >= 33
    # A busy machine may starve the sink for a moment; a wrong rate or seam is not a moment.
    in_time = np.abs(interval_ms - 60000 / rate_spm) < 5.0
    assert np.median(interval_ms) == pytest.approx(60000 / rate_spm, abs=0.1)
    assert np.mean(in_time) > 0.7


def test_a_sound_device_may_appear_and_give_way_to_another(sink_gone, program):
    # GIVEN a computer without any device when the program starts
    sink = sink_gone
    assert program("problem", True).startswith("No sound device:")
    # WHEN one appears
    hear_hips_level(sink, program, add_sink(sink, "first"))
    # AND another takes its place
    second = add_sink(sink, "second")
    remove_sink(sink, "first")
    hear_hips_level(sink, program, second)


def add_sink(sink: NullSink, name: str) -> str:
    sink.pactl("load-module", "module-null-sink", f"sink_name={name}", f"rate={RATE_HZ}")
    return name


def remove_sink(sink: NullSink, name: str) -> None:
    modules = sink.pactl("list", "short", "modules").splitlines()
    number = next(line.split()[0] for line in modules if f"sink_name={name}" in line)
    sink.pactl("unload-module", number)


def hear_hips_level(sink: NullSink, program: Program, name: str) -> None:
    assert program("problem", False) is None
    # The news of the change has to reach Qt; nothing tells from outside when it has.
    program("play_for", 0.5)
    with Recorder(sink.env, f"{name}.monitor") as recorder:
        program("say", "hips_level")
        program("over")
        program("play_for", 0.3)
        heard = heard_span(recorder)
    assert share_heard(heard, shipped_sound("hips_level")) > WHOLE


SAY = "import sys; from gaitcoach.voice.say import say_once; print(say_once(sys.argv[1]))"


def say_in_a_process(text: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    env = env | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", SAY, text], env=env, capture_output=True, text=True, timeout=60
    )


def test_say_returns_when_the_phrase_is_over(sink):
    with Recorder(sink.env) as recorder:
        done = say_in_a_process("hips level", sink.env)
        heard = heard_span(recorder)
    assert done.stdout == "Said: hips level\n", done.stderr
    assert done.stderr == ""
    assert share_heard(heard, shipped_sound("hips_level")) > WHOLE


def test_say_without_a_device_is_an_error_that_says_what_to_do(tmp_path):
    nowhere = {"PULSE_SERVER": f"unix:{tmp_path}/none", "HOME": str(tmp_path)}
    done = say_in_a_process("hips level", os.environ | nowhere)
    assert done.returncode != 0
    assert done.stderr.strip().endswith(
        "There is no sound device. Plug in or switch on a speaker or headphones."
    )


def test_the_latency_of_a_cue_is_measured_on_the_sound_itself():
    # The figure itself belongs to the benchmark; here: one for each cue, and none impossible.
    figures_ms = measure_cue_latency_ms(3)
    assert len(figures_ms) == 3
    # Every file begins with 5 ms of silence: less would mean that something else was heard.
    assert all(5.0 <= figure < 5000 for figure in figures_ms)


@pytest.mark.skipif(check_engine() is not None, reason="no speech engine on this machine")
def test_the_real_engine_speaks_into_a_file(tmp_path):
    rendered = render_phrase("toes up", cache_dir=tmp_path)
    assert 0.3 < duration_s(rendered.path) < 3.0
