"""How long from a decided cue to its first sound, measured on a recorded sink (Linux)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack

import numpy as np

from gaitcoach.errors import GaitCoachError
from gaitcoach.voice.null_sink import Chunk, NullSink, Recorder

SOUND_LEVEL = 100
"""Of 32767. The null sink's silence is exact zeros and a phrase passes this in its first ms."""
CUE_LIMIT_S = 10.0


def measure_cue_latency_ms(n: int = 10) -> list[float]:
    """Play a cue n times and return for each: decided -> sound recorded, milliseconds.

    A process of its own runs the real speaker in its Qt event loop; a worker thread there notes
    the time and asks for the phrase, as the analysis thread does. Here the sink's monitor is
    recorded in pieces of about 5 ms, each stamped when it arrives. Both processes read the same
    monotonic clock. The figure ends when the piece that holds the first loud sample has
    arrived, so it is never too short: it is too long by up to one piece (5 ms) and by what the
    recording itself takes. The sound card's own buffer, which a null sink has not, comes on top.

    Plays on the server named by ``PULSE_SERVER``; without that, on a null sink of its own.

    Raises
    ------
    GaitCoachError
        PulseAudio is not installed, or the sound did not arrive.
    """
    with ExitStack() as stack:
        if "PULSE_SERVER" in os.environ:
            recorder = stack.enter_context(Recorder(dict(os.environ), "@DEFAULT_MONITOR@"))
            env = dict(os.environ)
        else:
            env = stack.enter_context(NullSink()).env
            recorder = stack.enter_context(Recorder(env))
        decided_s = _play_cues(n, env)
        chunks = recorder.chunks
    return [1000 * (_sound_arrived_s(chunks, start_s) - start_s) for start_s in decided_s]


def _play_cues(n: int, env: dict[str, str]) -> list[float]:
    """Let a child play the cue n times; return when each was decided, monotonic seconds."""
    command = [sys.executable, "-m", "gaitcoach.voice.latency", str(n)]
    search_path = os.pathsep.join(path for path in sys.path if path)
    env = env | {"PYTHONPATH": search_path, "PYTHONSAFEPATH": "1"}
    try:
        done = subprocess.run(
            command, env=env, capture_output=True, text=True, timeout=CUE_LIMIT_S * (n + 1)
        )
    except subprocess.TimeoutExpired as error:
        raise GaitCoachError("The test cues did not end.", "Run: gaitcoach doctor.") from error
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or ["no message"]
        raise GaitCoachError(f"The test cues failed ({lines[-1]}).", "Run: gaitcoach doctor.")
    return json.loads(done.stdout.splitlines()[-1])


def _sound_arrived_s(chunks: Sequence[Chunk], after_s: float) -> float:
    for chunk in chunks:
        if chunk.arrived_s >= after_s and np.abs(chunk.samples.astype(int)).max() > SOUND_LEVEL:
            return chunk.arrived_s
    raise GaitCoachError("A cue was played but no sound arrived.", "Run: gaitcoach doctor.")


def _child(n: int) -> list[float]:
    import threading
    import time

    from gaitcoach.voice.phrases import PhraseBank
    from gaitcoach.voice.qt_loop import ensure_application, run_event_loop_until
    from gaitcoach.voice.qt_player import QtSpeaker
    from gaitcoach.words import DEFAULT_CUE

    app = ensure_application()
    speaker = QtSpeaker(PhraseBank())
    decided_s: list[float] = []

    def decide() -> None:
        decided_s.append(time.monotonic())
        speaker.say(DEFAULT_CUE)

    for number in range(n):
        # The pause lets the last cue leave the sink, and lets the stream close as in a real run.
        run_event_loop_until(lambda: False, 0.5)
        threading.Thread(target=decide, name="decider").start()
        run_event_loop_until(lambda wanted=number: len(speaker.started) > wanted, CUE_LIMIT_S)
        run_event_loop_until(lambda: not speaker.is_busy, CUE_LIMIT_S)
    if len(speaker.started) != n:
        raise GaitCoachError(speaker.problem or "Not every cue was started.")
    speaker.close()
    app.processEvents()
    return decided_s


if __name__ == "__main__":
    print(json.dumps(_child(int(sys.argv[1]))))
