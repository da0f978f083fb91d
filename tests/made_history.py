"""A made-up history: many runs of a person, written as fast as the database takes them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import numpy as np

from gaitcoach.storage.store.desk import insert_run
from gaitcoach.storage.store.figures import refigure
from gaitcoach.storage.store.frame import RunHead
from gaitcoach.storage.store.schema import cue, fact, marker, run
from gaitcoach.storage.store.store import Store
from gaitcoach.storage.store.values import RunState

FIRST = datetime(2026, 6, 1, 18, 30, tzinfo=UTC)
STEPS_PER_MIN = 165.0
_STEP = (
    "INSERT INTO step (run_id, n, t_s, side, drop_deg, drop_peak_deg, sigma_deg, level_deg, "
    "contact_time_s, cadence_spm, n_frames, reason) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"
)


def make_history(
    store: Store,
    runner: str = "Ida",
    n_runs: int = 12,
    minutes: float = 20.0,
    *,
    every_days: float = 3.0,
    left_deg: tuple[float, float] = (7.4, 4.1),
    right_deg: tuple[float, float] = (4.2, 3.6),
    drift_deg: float = 0.0,
    seed: int = 1,
) -> list[int]:
    """Make runs whose drops go from the first to the second value; SQLite only.

    drift_deg : change of the left drop in 10 minutes of each run
    """
    chance = np.random.default_rng(seed)
    made = []
    for number in range(n_runs):
        share = number / max(1, n_runs - 1)
        means = [low + (high - low) * share for low, high in (left_deg, right_deg)]
        means = [mean + chance.normal(0, 0.5) for mean in means]
        started = FIRST + timedelta(days=every_days * number)
        made.append(_run(store, runner, started, minutes, means, drift_deg, chance))
    return made


def _run(store, runner, started, minutes, means, drift_deg, chance) -> int:
    settings = {"runner": runner, "threshold_deg": 5.0, "view": "behind"}
    head = RunHead(started, "camera 0", settings, {"gaitcoach": "0.1.0"})
    n = round(minutes * STEPS_PER_MIN)
    t_s = 12.0 + np.cumsum(60.0 / STEPS_PER_MIN + chance.normal(0, 0.01, n))
    drop_deg = np.where(np.arange(n) % 2 == 0, means[0] + drift_deg * t_s / 600, means[1])
    drop_deg = np.round(drop_deg + chance.normal(0, 1.1, n), 4)
    with store.writing() as connection:
        number = insert_run(connection, head)
        rows = [
            (number, i, round(t, 4), ("left", "right")[i % 2], d, d + 1.2, 1.05, 0.6, 0.262,
             165.2, 8, None if i % 97 else "frame_gap")
            for i, (t, d) in enumerate(zip(t_s.tolist(), drop_deg.tolist(), strict=True))
        ]  # fmt: skip
        connection.connection.driver_connection.executemany(_STEP, rows)
        n_cues = 0
        if means[0] > 5.0:
            n_cues = int(minutes)
            reason = {
                "rule": "drops_too_far",
                "metric": "drop_deg",
                "value_deg": means[0],
                "lower_bound_deg": 5.2,
                "threshold_deg": 5.0,
                "n_steps": 12,
            }
            connection.execute(
                cue.insert(),
                [
                    {"run_id": number, "n": i, "t_s": 60.0 * (i + 0.5), "kind": "correct",
                     "side": "left", "text": "hips_level", "said": True, "reason": reason}
                    for i in range(n_cues)
                ],
            )  # fmt: skip
            connection.execute(
                marker.insert(), {"run_id": number, "n": 0, "t_s": 300.0, "text": "8 km/h → 10"}
            )
        connection.execute(
            fact.insert(),
            {"run_id": number, "n": 0, "t_s": 0.0, "event": "setup", "body": {"open": ["light"]}},
        )
        summary = {
            "threshold_deg": 5.0, "level_by": "standing", "fps": 30.0,
            "quality": {"ok": 0.93, "too_few_steps": 0.04, "nobody": 0.03},
        }  # fmt: skip
        values = {
            "state": RunState.ENDED.value, "duration_s": minutes * 60 + 12,
            "active_s": minutes * 60, "cadence_spm": 165.2, "contact_time_s": 0.262,
            "baseline_deg": 0.6, "baseline_sigma_deg": 0.25, "level_by": "standing",
            "method": "learned", "validated": True, "cues": n_cues, "gaps": 0,
            "summary": json.loads(json.dumps(summary)), "speed_kmh": 10.0, "shoes": "blue",
        }  # fmt: skip
        connection.execute(run.update().where(run.c.id == number).values(values))
        refigure(connection, number)
    return number
