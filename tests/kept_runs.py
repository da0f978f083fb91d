"""Made-up runs for the store: events as a session tells them, and frames."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from made_up import step

from gaitcoach.live.events import Event, step_event
from gaitcoach.storage.store.frame import FrameSignals, RunHead
from gaitcoach.storage.store.store import Store
from gaitcoach.storage.store.writer import StoreWriter
from gaitcoach.types import Quality, Side, Stance, StanceRecord

WAIT_S = 30.0
STARTED = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
SIZE_PX = (640, 480)
CUE = {
    "event": "cue", "t_s": 12.5, "text": "hips level", "phrase": "hips_level", "side": "left",
    "kind": "correct", "said": True,
    "reason": {"rule": "drops_too_far", "metric": "drop_deg", "value_deg": 6.0,
               "lower_bound_deg": 5.4, "threshold_deg": 5.0, "n_steps": 12},
}  # fmt: skip
RARE = (
    CUE,
    {"event": "marker", "t_s": 13.0, "text": "new shoes 👟"},
    {"event": "block", "t_s": 14.0, "block": "before"},
    {"event": "gap", "t_s": 15.0, "t_end_s": 15.5, "cause": "frames missing"},
    {"event": "quality", "t_s": 16.0, "quality": "ok", "message": "Measuring."},
)


def head(runner: str = "Ida", **changes: object) -> RunHead:
    settings = {"runner": runner, "threshold_deg": 5.0, "view": "behind"}
    made = RunHead(STARTED, "demo", settings, {"gaitcoach": "0.1.0"})
    return replace(made, **changes)


def steps(n: int, left_deg: float = 6.0, right_deg: float = 3.0) -> list[StanceRecord]:
    """Steps of both legs in turn, three a second, which waver by half a degree."""
    made = []
    for i in range(n):
        side, mean_deg = ((Side.LEFT, left_deg), (Side.RIGHT, right_deg))[i % 2]
        waver_deg = (-0.5, 0.5)[i // 2 % 2]
        made.append(step(side, 0.25 + i / 3, mean_deg + waver_deg, sigma_deg=0.5))
    return made


def step_events(n: int, **drops: float) -> list[Event]:
    return [step_event(one, "learned") for one in steps(n, **drops)]


def summary(duration_s: float = 60.0, **changes: object) -> Event:
    told: Event = {
        "event": "summary",
        "duration_s": duration_s,
        "active_s": duration_s,
        "cadence_spm": 171.0,
        "contact_time_s": 0.25,
        "baseline_deg": 0.4,
        "baseline_sigma_deg": 0.2,
        "level_by": "standing",
        "method": "learned",
        "validated": True,
        "threshold_deg": 5.0,
        "cues": 1,
        "gaps": 0,
    }
    return told | changes


def frame(index: int, **changes: object) -> FrameSignals:
    xy_px = np.arange(66, dtype=float).reshape(33, 2) * 5 + index * 0.5
    made = FrameSignals(
        t_s=index / 30,
        frame_index=index,
        size_px=SIZE_PX,
        obliquity_deg=3.0 * np.sin(index),
        sigma_deg=1.1,
        level_deg=None,
        stance=Stance.LEFT,
        quality=Quality.OK,
        xy_px=xy_px,
        visibility=np.full(33, 0.9),
    )
    return replace(made, **changes)


def keep_run(
    store: Store | Callable[[], Store] | tuple[object, Path],
    events: Iterable[Event] = (),
    *,
    frames: int = 0,
    final: list[StanceRecord] | None = None,
    of: RunHead | None = None,
) -> RunHead:
    """Write a run through the writer, to its end."""
    made = of or head()
    place, files = store
    problems: list[str] = []
    writer = StoreWriter(place, files, made, on_problem=problems.append)
    for event in events:
        writer.append(event)
    for index in range(frames):
        writer.push(frame(index))
    assert writer.close(final, WAIT_S), problems
    assert writer.wait(WAIT_S)
    assert problems == []
    return made


def count_steps(place: Path) -> int:
    """Steps that stand in a store's file now; -1 while it cannot be read."""
    try:
        with sqlite3.connect(f"file:{place}?mode=ro", uri=True) as connection:
            return connection.execute("SELECT count(*) FROM step").fetchone()[0]
    except sqlite3.Error:
        return -1
