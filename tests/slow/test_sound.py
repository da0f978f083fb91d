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


def loud_parts(recorder: Recorder, gap_s: float = 0.1) -> list[np.ndarray]:
    """Return the recording's sounds, split at silences."""
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
    at_s = np.arange(int(len(samples) / rate_hz * RATE_HZ)) / RATE_HZ
    same_rate = np.interp(at_s, np.arange(len(samples)) / rate_hz, samples)
    loud = np.flatnonzero(np.abs(same_rate) > LOUD)
    return same_rate[loud[0] : loud[-1] + 1]


def likeness(heard: np.ndarray, wanted: np.ndarray) -> float:
    """Correlation of two sounds, best of all shifts; 1 = the same."""
    size = len(heard) + len(wanted)
    spectrum = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(wanted, size))
    best = np.abs(np.fft.irfft(spectrum, size)).max()
    return best / (np.linalg.norm(heard) * np.linalg.norm(wanted))


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
        assert len(sound) / RATE_HZ == pytest.approx(len(wanted) / RATE_HZ, abs=0.01)
        assert np.sum(sound**2) == pytest.approx(np.sum(wanted**2), rel=0.1)
        assert likeness(sound, wanted) > 0.95


def test_a_second_cue_cuts_the_first(sink, program):
    with Recorder(sink.env) as recorder:
        program("say", "tall_hips_forward")
        program("play_for", 0.3)
        program("say", "hips_level")
        program("over")
        program("play_for", 0.3)
        heard = heard_span(recorder)
    # THEN of the first no more is heard than was played, and all of the second
    second = shipped_sound("hips_level")
    assert likeness(heard[-len(second) :], second) > 0.95
    assert len(second) < len(heard) < 0.7 * RATE_HZ + len(second)


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
    assert len(heard) / RATE_HZ == pytest.approx(len(whole) / RATE_HZ, abs=0.01)
    assert likeness(heard, whole) > 0.95


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
    assert np.mean(in_time) > 0.85


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
    assert likeness(heard, shipped_sound("hips_level")) > 0.95


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
    assert likeness(heard, shipped_sound("hips_level")) > 0.95


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
