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
Rows = Sequence[tuple[str, str, str]]
"""Of each figure its key, what it is, and what it should reach."""


def run_bench(
    *,
    as_json: bool,
    slow: bool,
    truth_dirs: Sequence[Path],
    phone: bool = False,
    archive: Path | None = None,
    n_short: int | None = None,
) -> int:
    """Measure everything and print it. Returns the exit code.

    A figure that cannot be measured here is null, with its reason under `notes`.

    phone : measure the phone instead, played by Chromium
    archive : measure how archives are measured instead, on this folder of clips
    n_short : so many short clips are made of them
    """
    bench = _Bench(as_json)
    if phone:
        bench.measure("phone (two minutes)", _phone)
        return bench.tell(PHONE_ROWS, n=bench.figures.get("phone_clip_frames", 0))
    if archive is not None:
        return _bench_archive(bench, archive, n_short)
    return _bench_machine(bench, slow, truth_dirs)


class _Bench:
    """Keeps figures, and the reasons of those that could not be had."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self.settings = Settings()
        self.figures: Figures = {"model": self.settings.model}
        self.notes: dict[str, str] = {}

    def measure(self, name: str, measured: Callable[[], Figures]) -> None:
        """Take the figures of a part, or why there are none."""
        print(f"measuring: {name} ...", file=sys.stderr, flush=True)
        try:
            self.figures.update(measured())
        except GaitCoachError as error:
            self.notes[name] = str(error)

    def tell(self, rows: Rows, n: int, code: int | None = None) -> int:
        """Print it; returns the exit code, 1 when something could not be measured."""
        self.figures |= {"n": n, "notes": self.notes}
        self.figures |= {"versions": versions(), "machine": machine()}
        told = json.dumps(self.figures) if self._as_json else format_figures(self.figures, rows)
        print(told)
        if code is not None:
            return code
        return 1 if self.notes else 0


def _bench_machine(bench: _Bench, slow: bool, truth_dirs: Sequence[Path]) -> int:
    from gaitcoach.bench import frame_rate, live_window, longevity, pelvis

    settings = bench.settings
    bench.measure("frame rate", lambda: frame_rate.measure(settings))
    bench.measure("pelvis", lambda: pelvis.measure(settings.model))
    bare_ms = bench.figures.get("bare_model_at_30_fps_ms", 0.0)
    bench.measure("window", lambda: live_window.measure(bare_ms))
    bench.measure("cue", _cue)
    if slow:
        bench.measure("10 minutes", longevity.measure)
    if truth_dirs:
        bench.measure("truth", lambda: _truth(truth_dirs, settings))
    return bench.tell(ROWS, frame_rate.N_FRAMES, code=0)


def _bench_archive(bench: _Bench, place: Path, n_short: int | None) -> int:
    from gaitcoach.bench.archive import N_SHORT, ArchiveBench

    with ArchiveBench(place, n_short or N_SHORT) as archive:
        for name, part in archive.parts():
            bench.measure(name, part)
    return bench.tell(ARCHIVE_ROWS, n=bench.figures.get("archive_frames", 0))


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


ARCHIVE_ROWS = (
    ("archive_file_ratio", "a file against the bare model loop, pictures a second", ">= 0.95"),
    ("archive_workers_ratio", "two workers against one, decoding in line", ">= 1.7"),
    ("archive_fps", "pictures a second: one worker / two", "-"),
    ("archive_short_clips", "short clips, each of other bytes", "-"),
    ("archive_short_clip_ms", "one of them in a warm process, without an archive", "-"),
    ("archive_overhead_ms", "what the archive adds to each of them", "200 + 2 %"),
    ("archive_overhead_percent", "the same", "-"),
    ("archive_scheduler_percent", "a Dask cluster here against the pool, two workers", "<= 5"),
    ("archive_memory_mb", "measuring process: first short clip / middle / last", "flat"),
    ("archive_own_memory_mb", "this program, the same", "flat"),
)


def format_figures(figures: Figures, rows: Rows = ROWS) -> str:
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
