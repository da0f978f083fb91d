"""`gaitcoach bench`: how fast this machine is, and with `--truth` how right the steps are."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from gaitcoach.errors import GaitCoachError
from gaitcoach.settings import Settings
from gaitcoach.versions import machine, versions

Figures = dict[str, Any]


def run_bench(*, as_json: bool, slow: bool, truth_dirs: Sequence[Path], phone: bool = False) -> int:
    """Measure everything and print it. Returns the exit code.

    A figure that cannot be measured here is null, with its reason under `notes`.

    phone : measure the phone instead, played by Chromium
    """
    from gaitcoach.bench import frame_rate, live_window, longevity, pelvis

    settings = Settings()
    figures: Figures = {"model": settings.model, "n": frame_rate.N_FRAMES}
    notes: dict[str, str] = {}

    def measure(name: str, measured: Callable[[], Figures]) -> None:
        print(f"measuring: {name} ...", file=sys.stderr, flush=True)
        try:
            figures.update(measured())
        except GaitCoachError as error:
            notes[name] = str(error)

    if phone:
        measure("phone (two minutes)", _phone)
        figures |= {"n": figures.get("phone_clip_frames", 0)}
        figures |= {"notes": notes, "versions": versions(), "machine": machine()}
        print(json.dumps(figures) if as_json else format_figures(figures, PHONE_ROWS))
        return 1 if notes else 0
    measure("frame rate", lambda: frame_rate.measure(settings))
    measure("pelvis", lambda: pelvis.measure(settings.model))
    bare_ms = figures.get("bare_model_at_30_fps_ms", 0.0)
    measure("window", lambda: live_window.measure(bare_ms))
    measure("cue", _cue)
    if slow:
        measure("10 minutes", longevity.measure)
    if truth_dirs:
        measure("truth", lambda: _truth(truth_dirs, settings))
    figures |= {"notes": notes, "versions": versions(), "machine": machine()}
    print(json.dumps(figures) if as_json else format_figures(figures))
    return 0


def _truth(places: Sequence[Path], settings: Settings) -> Figures:
    """Return what `gaitcoach validate` prints, for the default method."""
    from gaitcoach.pelvis.learned import Learned
    from gaitcoach.validation.run import as_table, validate

    done = validate(places, Learned.method, settings)
    for problem in done.problems:
        print(f"gaitcoach: {problem}", file=sys.stderr)
    return {"truth": as_table(done)}


def _phone() -> Figures:
    from gaitcoach.bench import phone

    return phone.measure()


def _cue() -> Figures:
    from statistics import median

    from gaitcoach.voice.latency import measure_cue_latency_ms

    return {"cue_ms": round(median(measure_cue_latency_ms()), 1)}


ROWS = (
    ("fps_ratio", "whole pipeline against the bare model, frames a second", ">= 0.95"),
    ("fps_ratio_learned", "the same with the pelvis network", ">= 0.93"),
    ("learned_ms", "pelvis network, a frame on one core, 640x480 / 1440x1080", "<= 3"),
    ("markers_ms", "two stickers followed, a frame on one core, the same sizes", "<= 1"),
    ("core_ms", "gait and coaching, per frame", "<= 0.3"),
    ("paint_overhead_ms", "frame taken -> painted, less the bare model at 30 fps", "<= 3 / 10"),
    (
        "painted_fps",
        "pictures a second, source at 30: gauges / runner / clinician",
        ">= 29",
    ),
    ("gui_block_ms", "longest time for which the window answers nobody, the same", "<= 30"),
    ("gui_own_ms", "the most that its thread itself computes at a stretch, the same", "<= 30"),
    ("cpu_cores", "cores at 30 fps: headless / gauges / runner / clinician", "+0.25"),
    ("start_s", "start -> first painted frame", "<= 2.5"),
    ("cue_ms", "cue decided -> sound on a recorded null sink", "<= 60"),
    ("lag_ratio", "lag after 10 min against after 10 s", "<= 1.1"),
    ("own_lag_ratio", "the same without the pose model's own time", "-"),
    ("memory_growth_mb", "memory grown in 10 min", "< 20"),
)


PHONE_ROWS = (
    ("phone_fps_640", "pictures a second through the phone's page, 640x480", ">= 29"),
    ("phone_latency_ms_640", "camera gave -> decoded here, median / p95", "<= 45 / 70"),
    ("phone_told_latency_ms_640", "the same as the screen shows it", "-"),
    ("phone_cores_640", "processor cores of this program", "<= 0.15"),
    ("phone_cue_ms_640", "cue sent -> shown on the page and told back", "<= 20"),
    ("phone_fps_1280", "pictures a second, 1280x720, from 4 s on", ">= 28"),
    ("phone_latency_ms_1280", "camera gave -> decoded here, median / p95", "<= 60"),
    ("phone_told_latency_ms_1280", "the same as the screen shows it", "-"),
    ("phone_cores_1280", "processor cores of this program", "-"),
    ("phone_steps", "steps found, by file / through the phone", "the same"),
    ("phone_mean_change_deg", "mean drop through the phone less by file, left / right", "+/- 0.3"),
    ("phone_step_change_deg", "median difference of a step's drop", "<= 0.7"),
    ("phone_frames_missing", "pictures of the clip that did not arrive", "-"),
)


def format_figures(figures: Figures, rows: Sequence[tuple[str, str, str]] = ROWS) -> str:
    """Return the figures as a table, and the table against truth below it."""
    lines = [f"{'figure':<28}{'value':>26}   {'reach':<10} what"]
    for key, what, reach in rows:
        lines.append(f"{key:<28}{_cell(figures.get(key)):>26}   {reach:<10} {what}")
    lines += [f"{name}: {why}" for name, why in figures["notes"].items()]
    lines.append(f"{figures['n']} frames, model {figures['model']}; {figures['machine']}")
    if "truth" in figures:
        from gaitcoach.validation.table import format_table

        lines += ["", format_table(figures["truth"])]
    return "\n".join(lines)


def _cell(value: Any) -> str:
    if isinstance(value, dict):
        return " / ".join(str(part) for part in value.values())
    return "-" if value is None else str(value)
