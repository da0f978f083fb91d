"""Made-up steps and updates: what the gait stage would say, without a runner."""

from __future__ import annotations

from gaitcoach.types import (
    CameraRoll,
    GaitUpdate,
    LevelBy,
    Limits,
    Quality,
    Side,
    SideStats,
    Stance,
    StanceRecord,
)

FIVE = Limits.both(5.0)


def step(
    side: Side, t_end_s: float, drop_deg: float, usable: bool = True, sigma_deg: float = 0.1
) -> StanceRecord:
    return StanceRecord(
        side=side,
        t_start_s=t_end_s - 0.25,
        t_end_s=t_end_s,
        drop_deg=drop_deg,
        drop_peak_deg=drop_deg + 1.0,
        sigma_deg=sigma_deg,
        n_frames=4,
        usable=usable,
        reason=Quality.OK if usable else Quality.FRAME_GAP,
    )


def update(
    t_s: float,
    *steps: StanceRecord,
    baseline_deg: float | None = 0.0,
    quality: Quality = Quality.OK,
    level_sigma_deg: float = 0.1,
    roll: CameraRoll | None = None,
) -> GaitUpdate:
    return GaitUpdate(
        t_s=t_s,
        obliquity_deg=0.0,
        stance=Stance.FLIGHT,
        drop_now_deg=None,
        cadence_spm=166.0,
        left=SideStats(),
        right=SideStats(),
        new_steps=steps,
        quality=quality,
        baseline_deg=baseline_deg,
        baseline_sigma_deg=None if baseline_deg is None else level_sigma_deg,
        level_by=LevelBy.NONE if baseline_deg is None else LevelBy.STANDING,
        roll=roll,
    )
