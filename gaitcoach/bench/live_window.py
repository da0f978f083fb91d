"""The real window on the demo played as live, in each layout, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from gaitcoach.app.controls import WindowControls
from gaitcoach.app.ending import leave_if_stuck
from gaitcoach.app.kept_run import KeptRun
from gaitcoach.app.options import RunOptions
from gaitcoach.bench.heartbeat import BEAT_MS, Heartbeat
from gaitcoach.capture.source import parse_source
from gaitcoach.errors import GaitCoachError
from gaitcoach.settings import Settings
from gaitcoach.voice.silent import SilentSpeaker

if TYPE_CHECKING:
    from gaitcoach.ui.window import MainWindow

WATCH_S = 12.0
STARTS = 3
"""The first only warms the disk."""
LIMIT_S = 60.0
SETTLE_S = 6.0
"""The models are loaded by then, and both legs have their means: everything is painted."""
ROUNDS = 2
"""Headless and the layouts take turns: what else runs on the computer falls on all of them."""
HEADLESS = "headless"
LAYOUTS: dict[str, Callable[[MainWindow], None]] = {
    "gauges": lambda window: None,
    "runner": lambda window: window.act("runner_display"),
    "clinician": lambda window: window.act("strip_chart"),
}


def measure(bare_model_ms: float) -> dict:
    """Return how the window keeps up.

    start_s : start -> first painted frame, median of two starts
    paint_overhead_ms : frame taken -> painted less the bare model, median and p95
    painted_fps : pictures painted a second, by layout
    gui_block_ms : the longest time for which the window's thread answered nobody, by layout
    gui_own_ms : the most that this thread itself computed at a stretch, by layout
    cpu_cores : processor cores in use, without a window and by layout
    """
    starts_s = [_child("gauges", 0.0)["start_s"] for _ in range(STARTS)][1:]
    rounds = [{name: _child(name, WATCH_S) for name in (HEADLESS, *LAYOUTS)} for _ in range(ROUNDS)]
    paint_s = [second for one in rounds for second in one["gauges"]["paint_s"]]
    overhead_ms = 1000.0 * np.array(paint_s) - bare_model_ms
    return {
        "start_s": round(median(starts_s), 2),
        "paint_overhead_ms": {
            "median": round(float(np.median(overhead_ms)), 1),
            "p95": round(float(np.percentile(overhead_ms, 95)), 1),
        },
        "painted_fps": _by_layout(rounds, "painted_fps", LAYOUTS, 1),
        "gui_block_ms": _by_layout(rounds, "gui_block_ms", LAYOUTS, 1),
        "gui_own_ms": _by_layout(rounds, "gui_own_ms", LAYOUTS, 1),
        "cpu_cores": _by_layout(rounds, "cpu_cores", (HEADLESS, *LAYOUTS), 2),
    }


def _by_layout(rounds: list[dict], key: str, names: object, digits: int) -> dict[str, float]:
    """Return the median over the rounds of one figure for each layout."""
    return {name: round(median(one[name][key] for one in rounds), digits) for name in names}


def _child(layout: str, watch_s: float) -> dict:
    command = [sys.executable, "-m", "gaitcoach.bench.live_window", layout, str(watch_s)]
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
    """Run the demo in one layout for a while, print what it took, close it."""
    layout, watch_s = sys.argv[1], float(sys.argv[2])
    # No run of a bench among the user's own; a store that is still tidying up may meet the broom.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as own:
        options = RunOptions(out_dir=Path(own))
        if layout == HEADLESS:
            result, stuck = _run_headless(options, watch_s)
        else:
            result, stuck = _run_window(options, watch_s, LAYOUTS[layout])
    print(json.dumps(result), flush=True)
    leave_if_stuck(stuck, 0)


def _run_headless(options: RunOptions, watch_s: float) -> tuple[dict, tuple[str, ...]]:
    spec = parse_source("demo", as_live=True, loop=True)
    run = KeptRun(Settings(source="demo"), spec, options, SilentSpeaker())
    run.session.start()
    while run.session.view().frame is None:
        run.session.wait(0.1)
    run.session.wait(SETTLE_S)
    heart = Heartbeat()
    heart.begin()
    run.session.wait(watch_s)
    figures = heart.figures()
    return {"cpu_cores": figures["cpu_cores"]}, run.stop()


def _run_window(
    options: RunOptions, watch_s: float, arrange: Callable[[MainWindow], None]
) -> tuple[dict, tuple[str, ...]]:
    from PyQt6.QtCore import Qt, QTimer
    from PyQt6.QtWidgets import QApplication

    from gaitcoach.ui.window import MainWindow

    app = QApplication([])
    controls = WindowControls(options, Settings(), SilentSpeaker())
    window = MainWindow(controls, Settings(source="demo"))
    result: dict[str, object] = {}
    heart = Heartbeat()
    beat = QTimer()
    beat.setTimerType(Qt.TimerType.PreciseTimer)
    beat.timeout.connect(heart.beat)

    def on_first(painted_s: float) -> None:
        result["start_s"] = painted_s - float(os.environ["GAITCOACH_STARTED_S"])
        window.act("skip_setup")
        arrange(window)
        QTimer.singleShot(int(1000 * SETTLE_S) if watch_s else 0, watch)

    def watch() -> None:
        heart.begin()
        window.picture.paints.clear()
        beat.start(BEAT_MS)
        QTimer.singleShot(int(1000 * watch_s), finish)

    def finish() -> None:
        paints = window.picture.paint_latencies_s()
        result.update(heart.figures(), paint_s=paints)
        result["painted_fps"] = len(paints) / max(watch_s, 1e-9)
        window.close()
        app.quit()

    window.first_painted.connect(on_first)
    window.show()
    window.start()
    app.exec()
    return result, controls.close()


if __name__ == "__main__":
    main()
