"""The real window on the demo played as live, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from statistics import median

import numpy as np

from gaitcoach.app import RunOptions, WindowControls, leave_if_stuck
from gaitcoach.errors import GaitCoachError
from gaitcoach.settings import Settings

WATCH_S = 12.0
STARTS = 3
"""The first only warms the disk."""
LIMIT_S = 60.0
SETTLE_S = 2.0
"""Loading the models is over by then."""
BEAT_MS = 5


def measure(bare_model_ms: float) -> dict:
    """Return how the window keeps up.

    start_s : start -> first painted frame, median of two starts
    paint_overhead_ms : frame taken -> painted less the bare model, median and p95
    painted_fps, cpu_cores : pictures painted a second, processor cores in use
    gui_block_ms : the longest time for which the window's thread answered nobody
    """
    starts_s = [_child(0.0)["start_s"] for _ in range(STARTS)][1:]
    watched = _child(WATCH_S)
    overhead_ms = 1000.0 * np.array(watched["paint_s"]) - bare_model_ms
    return {
        "start_s": round(median(starts_s), 2),
        "paint_overhead_ms": {
            "median": round(float(np.median(overhead_ms)), 1),
            "p95": round(float(np.percentile(overhead_ms, 95)), 1),
        },
        "painted_fps": round(watched["painted_fps"], 1),
        "cpu_cores": round(watched["cpu_cores"], 2),
        "gui_block_ms": round(watched["gui_block_ms"], 1),
    }


class Heartbeat:
    """Beats in the window's thread: the longest pause is the longest block."""

    def __init__(self) -> None:
        self._last_s = self._begin_s = self._cpu_s = 0.0
        self._longest_s = 0.0

    def begin(self) -> None:
        """Count from here."""
        self._last_s = self._begin_s = time.monotonic()
        self._cpu_s = time.process_time()
        self._longest_s = 0.0

    def beat(self) -> None:
        """Note a beat."""
        now_s = time.monotonic()
        self._longest_s = max(self._longest_s, now_s - self._last_s)
        self._last_s = now_s

    def figures(self) -> dict[str, float]:
        """Return gui_block_ms (beyond the beat itself) and cpu_cores since `begin`."""
        wall_s = max(time.monotonic() - self._begin_s, 1e-9)
        block_ms = max(0.0, 1000.0 * self._longest_s - BEAT_MS)
        return {
            "gui_block_ms": block_ms,
            "cpu_cores": (time.process_time() - self._cpu_s) / wall_s,
        }


def _child(watch_s: float) -> dict:
    command = [sys.executable, "-m", "gaitcoach.bench.live_window", str(watch_s)]
    env = os.environ | {"GAITCOACH_STARTED_S": repr(time.monotonic())}
    if sys.platform == "linux" and not (env.get("DISPLAY") or env.get("WAYLAND_DISPLAY")):
        env["QT_QPA_PLATFORM"] = "offscreen"
    done = subprocess.run(
        command, env=env, capture_output=True, text=True, timeout=LIMIT_S, check=False
    )
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or ["no message"]
        raise GaitCoachError(f"The window did not run: {last[0]}", "Try: gaitcoach doctor.")
    return json.loads(done.stdout)


def main() -> None:
    """Open the window, watch it paint for a while, print what it did, close it."""
    watch_s = float(sys.argv[1])
    started_s = float(os.environ["GAITCOACH_STARTED_S"])
    from PyQt6.QtCore import Qt, QTimer
    from PyQt6.QtWidgets import QApplication

    from gaitcoach.ui.window import MainWindow
    from gaitcoach.voice.silent import SilentSpeaker

    app = QApplication([])
    controls = WindowControls(RunOptions(), Settings(), SilentSpeaker())
    window = MainWindow(controls, Settings(source="demo"))
    result: dict[str, object] = {}
    heart = Heartbeat()
    beat = QTimer()
    beat.setTimerType(Qt.TimerType.PreciseTimer)
    beat.timeout.connect(heart.beat)

    def on_first(painted_s: float) -> None:
        result["start_s"] = painted_s - started_s
        QTimer.singleShot(int(1000 * SETTLE_S) if watch_s else 0, watch)

    def watch() -> None:
        heart.begin()
        beat.start(BEAT_MS)
        QTimer.singleShot(int(1000 * watch_s), finish)

    def finish() -> None:
        paints = window.picture.paint_latencies_s()
        result.update(heart.figures(), paint_s=paints)
        seconds = max(watch_s + SETTLE_S, 1e-9)
        result["painted_fps"] = len(paints) / seconds
        window.close()
        app.quit()

    window.first_painted.connect(on_first)
    window.show()
    window.start()
    app.exec()
    stuck = controls.close()
    print(json.dumps(result), flush=True)
    leave_if_stuck(stuck, 0)


if __name__ == "__main__":
    main()
