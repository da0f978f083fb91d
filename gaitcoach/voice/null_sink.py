"""A sound device that nobody hears and a recording of it: PulseAudio's null sink (Linux)."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.typing import NDArray

from gaitcoach.errors import GaitCoachError

SINK = "gaitcoach_null"
RATE_HZ = 44100
FRAGMENT_MS = 5
"""What parec asks for; PulseAudio then hands the recording over in pieces of about this length."""
START_LIMIT_S = 10.0
POLL_S = 0.02
STOP_LIMIT_S = 3.0
TOOLS = ("pulseaudio", "parec", "pactl")


def missing_tools() -> list[str]:
    """Return which of PulseAudio's programs are not installed."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


class NullSink:
    """A PulseAudio daemon of our own with one null sink; a context manager.

    Touches no other daemon: socket, configuration and state lie in a temporary folder.

    Attributes
    ----------
    env : dict
        The environment for programs that shall play on it.
    """

    def __init__(self) -> None:
        if missing := missing_tools():
            raise GaitCoachError(
                f"Not installed: {', '.join(missing)}.", "apt install pulseaudio pulseaudio-utils."
            )
        self._folder = tempfile.TemporaryDirectory(prefix="gaitcoach-pulse-")
        folder = self._folder.name
        self._socket = f"{folder}/native"
        private = ("HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
        self.env = os.environ | dict.fromkeys(private, folder)
        self.env["PULSE_RUNTIME_PATH"] = folder
        self.env["PULSE_SERVER"] = f"unix:{self._socket}"
        self._daemon: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> NullSink:
        log = Path(self._folder.name) / "log"
        with log.open("wb") as out:
            self._daemon = subprocess.Popen(
                self._command(), env=self._daemon_env(), stdout=out, stderr=out
            )
        limit_s = time.monotonic() + START_LIMIT_S
        while not self._answers():
            if self._daemon.poll() is not None or time.monotonic() > limit_s:
                lines = log.read_text(errors="replace").strip().splitlines()
                self.__exit__(None, None, None)
                raise GaitCoachError(
                    f"PulseAudio does not start ({lines[-1] if lines else 'no message'}).",
                    "Try: pulseaudio --check -v.",
                )
            time.sleep(POLL_S)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._daemon is not None:
            stop_process(self._daemon)
        self._folder.cleanup()

    def pactl(self, *words: str) -> str:
        """Run pactl on this daemon and return what it prints."""
        done = subprocess.run(
            ["pactl", *words], env=self.env, capture_output=True, text=True, timeout=START_LIMIT_S
        )
        return done.stdout

    def _command(self) -> list[str]:
        return [
            *("pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--disable-shm=yes"),
            "--exit-idle-time=-1",
            f"--load=module-native-protocol-unix socket={self._socket} auth-anonymous=1",
            f"--load=module-null-sink sink_name={SINK} rate={RATE_HZ} channels=1",
        ]

    def _daemon_env(self) -> dict[str, str]:
        # With PULSE_SERVER set the daemon would look for another server instead of being one.
        return {key: value for key, value in self.env.items() if key != "PULSE_SERVER"}

    def _answers(self) -> bool:
        return SINK in self.pactl("list", "short", "sinks")


def stop_process(process: subprocess.Popen[bytes]) -> None:
    """End a process of ours, at once if it does not go when asked."""
    process.terminate()
    try:
        process.wait(STOP_LIMIT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of the recording.

    arrived_s : `time.monotonic()` when it was in our hands
    first : index of its first sample in the recording
    samples : (n,) int16
    """

    arrived_s: float
    first: int
    samples: NDArray[np.int16]


class Recorder:
    """Records what a sink plays, each piece stamped on arrival; a context manager.

    Parameters
    ----------
    env : dict
        Environment that names the server, as `NullSink.env`.
    device : str
        PulseAudio's name of the monitor.
    """

    def __init__(self, env: dict[str, str], device: str = f"{SINK}.monitor") -> None:
        self._env = env
        self._device = device
        self._chunks: list[Chunk] = []
        self._flowing = threading.Event()

    def __enter__(self) -> Recorder:
        command = ["parec", f"--device={self._device}", "--raw", "--format=s16le"]
        command += ["--channels=1", f"--rate={RATE_HZ}", f"--latency-msec={FRAGMENT_MS}"]
        self._process = subprocess.Popen(command, env=self._env, stdout=subprocess.PIPE)
        self._thread = threading.Thread(target=self._read, name="recorder", daemon=True)
        self._thread.start()
        if not self._flowing.wait(START_LIMIT_S):
            self.__exit__(None, None, None)
            raise GaitCoachError("The sound cannot be recorded.", "Look at: pactl list sources.")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        stop_process(self._process)
        self._thread.join(STOP_LIMIT_S)
        if self._process.stdout is not None:
            self._process.stdout.close()

    @property
    def chunks(self) -> tuple[Chunk, ...]:
        return tuple(self._chunks)

    def samples(self) -> NDArray[np.int16]:
        """Return the whole recording so far, (n,) int16 at `RATE_HZ`."""
        return np.concatenate([chunk.samples for chunk in self.chunks])

    def _read(self) -> None:
        assert self._process.stdout is not None
        first, rest = 0, b""
        while data := os.read(self._process.stdout.fileno(), 65536):
            arrived_s = time.monotonic()
            data = rest + data
            whole = len(data) // 2 * 2
            samples, rest = np.frombuffer(data[:whole], dtype="<i2"), data[whole:]
            self._chunks.append(Chunk(arrived_s, first, samples))
            first += len(samples)
            self._flowing.set()
