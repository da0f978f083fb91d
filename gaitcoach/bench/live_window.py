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


def measure(bare_model_ms: float) -> dict:
    """Return paint_overhead_ms (median, p95) and start_s (median of two starts)."""
    starts_s = [_child(0.0)["start_s"] for _ in range(STARTS)][1:]
    overhead_ms = 1000.0 * np.array(_child(WATCH_S)["paint_s"]) - bare_model_ms
    return {
        "start_s": round(median(starts_s), 2),
        "paint_overhead_ms": {
            "median": round(float(np.median(overhead_ms)), 1),
            "p95": round(float(np.percentile(overhead_ms, 95)), 1),
        },
        "painted": len(overhead_ms),
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
    from PyQt6.QtCore import QTimer
    from PyQt6.QtWidgets import QApplication

    from gaitcoach.ui.window import MainWindow
    from gaitcoach.voice.silent import SilentSpeaker

    app = QApplication([])
    controls = WindowControls(RunOptions(), SilentSpeaker())
    window = MainWindow(controls, Settings(source="demo"))
    result: dict[str, object] = {}

    def on_first(painted_s: float) -> None:
        result["start_s"] = painted_s - started_s
        QTimer.singleShot(int(1000 * watch_s), finish)

    def finish() -> None:
        result["paint_s"] = window.picture.paint_latencies_s()
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
