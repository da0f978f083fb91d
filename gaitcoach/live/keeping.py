"""What the store keeps of an analysed frame."""

from __future__ import annotations

from gaitcoach.live.pipeline import Processed
from gaitcoach.storage.store.frame import FrameSignals


def signals_of(done: Processed) -> FrameSignals:
    """Return the signals of a frame; it costs the analysis a few microseconds."""
    angle, pose, update = done.angle, done.pose, done.update
    return FrameSignals(
        t_s=done.frame.t_s,
        frame_index=done.frame.index,
        size_px=done.frame.size_px,
        obliquity_deg=None if angle is None else angle.obliquity_deg,
        sigma_deg=None if angle is None else angle.sigma_deg,
        level_deg=update.baseline_deg,
        stance=update.stance,
        quality=update.quality,
        xy_px=None if pose is None else pose.xy_px,
        visibility=None if pose is None else pose.visibility,
    )
