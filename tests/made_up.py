"""Made-up steps and updates: what the gait stage would say, without a runner."""

from __future__ import annotations

from gaitcoach.types import GaitUpdate, Quality, Side, SideStats, Stance, StanceRecord


def step(side: Side, t_end_s: float, drop_deg: float, usable: bool = True) -> StanceRecord:
    return StanceRecord(
        side=side,
        t_start_s=t_end_s - 0.25,
        t_end_s=t_end_s,
        drop_deg=drop_deg,
        drop_peak_deg=drop_deg + 1.0,
        sigma_deg=1.0,
        n_frames=4,
        usable=usable,
        reason=Quality.OK if usable else Quality.FRAME_GAP,
    )


def update(
    t_s: float,
    *steps: StanceRecord,
    baseline_deg: float | None = 0.0,
    quality: Quality = Quality.OK,
) -> GaitUpdate:
    return GaitUpdate(
        t_s, 0.0, Stance.FLIGHT, None, 166.0, SideStats(), SideStats(), steps, quality, baseline_deg
    )
