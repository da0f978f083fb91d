"""The gait stage: one sample in, one update out."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

import numpy as np

from gaitcoach.gait.drop import NO_DROP, mean_over, measure_drop, mid_stance_s
from gaitcoach.gait.legs import Legs, legs_of
from gaitcoach.gait.level import Leveller
from gaitcoach.gait.plumb import COLUMNS, PlumbLine, posture_of
from gaitcoach.gait.quality import MAX_GAP_S, FrameQuality, SpokenQuality
from gaitcoach.gait.rhythm import Rhythm
from gaitcoach.gait.rolling import RollingRows
from gaitcoach.gait.stance import FootContact, StanceDetector
from gaitcoach.gait.stance_net import StanceNet
from gaitcoach.gait.stances import StanceSpan, StanceTracker
from gaitcoach.gait.stats import MIN_STEPS, side_stats
from gaitcoach.types import (
    GaitSample,
    GaitUpdate,
    Level,
    LevelBy,
    Quality,
    Side,
    SideStats,
    Stance,
    StanceRecord,
    Viewpoint,
)

HISTORY_S = 4.0
"""Angles are kept this long: a stance and the look-ahead of the stance network fit in."""
MOVE_SEEN_AFTER_S = 2.0
"""The camera is looked at once a second and believed to have moved at the second look."""
MIN_FRAMES = 2
"""A step seen in fewer frames around mid-stance is not measured, only counted."""


class GaitAnalyzer:
    """Turns samples into steps and running statistics. push(sample) -> GaitUpdate.

    Parameters
    ----------
    net : stance network
    viewpoint : where the camera stands
    baseline_s : seconds of quiet standing for the baseline; None = never take one
    vertical : level from an upright edge, in place of standing until the camera moves

    Notes
    -----
    Steps are reported `stance_net.LOOKAHEAD_S` after toe-off. A step's drop has the level removed
    that was known when it ended; `steps` is put right when the standing baseline comes later.
    When the camera moves, the level is lost and the statistics begin again. A camera with a motion
    sensor knows level at once; standing, which also takes off what is the runner's own, may still
    replace that before the first step.
    """

    def __init__(
        self,
        net: StanceNet,
        viewpoint: Viewpoint,
        baseline_s: float | None = 3.0,
        vertical: Level | None = None,
    ) -> None:
        self._viewpoint = viewpoint
        self._frame_quality = FrameQuality(viewpoint.view)
        self._spoken = SpokenQuality()
        self._detector = StanceDetector(net, viewpoint.view)
        self._tracker = StanceTracker()
        self._rhythm = Rhythm()
        self._leveller = Leveller(baseline_s, vertical)
        self._plumb = PlumbLine(viewpoint)
        self._history = RollingRows(3 + COLUMNS)
        self._legs_at: deque[Legs] = deque()
        self._spoilt: deque[tuple[float, float, Quality]] = deque()
        self._worst_since_good = Quality.FRAME_GAP
        self._last_good_s: float | None = None
        self._contact: FootContact | None = None
        self._steps: list[StanceRecord] = []
        self._first_of_level = 0
        self._stats = {side: SideStats() for side in Side}

    @property
    def steps(self) -> tuple[StanceRecord, ...]:
        """All steps so far."""
        return tuple(self._steps)

    def push(self, sample: GaitSample) -> GaitUpdate:
        """Take the next sample (times must grow)."""
        self._plumb.look(sample.roll)
        quality = self._frame_quality.push(sample)
        if quality is Quality.CAMERA_MOVED:
            self._lose_level(sample.t_s)
        if sample.gravity is not None and self._leveller.takes_gravity(sample.gravity):
            self._set_level(sample.gravity)
        contacts = self._take(sample, quality)
        return self._update(sample, quality, self._new_steps(contacts))

    def begin_anew(self, t_s: float) -> None:
        """Start level and statistics afresh: the angle comes from another method from now on."""
        self._leveller.forget_standing()
        self._set_apart(t_s, Quality.NO_ANGLE)

    def finish(self, t_s: float) -> GaitUpdate:
        """End the run: report the steps that still waited for what follows them."""
        new = self._new_steps(self._detector.flush())
        new += self._book(self._tracker.flush())
        sample = GaitSample(t_s, None, None, 0)
        return replace(self._update(sample, Quality.OK, new), obliquity_deg=None)

    def _take(self, sample: GaitSample, quality: Quality) -> list[FootContact]:
        if sample.pose is None or sample.angle is None or not _measurable(quality):
            self._worst_since_good = quality
            return []
        if self._last_good_s is not None and sample.t_s - self._last_good_s > MAX_GAP_S:
            self._spoilt.append((self._last_good_s, sample.t_s, self._worst_since_good))
        if quality is not Quality.OK:
            self._spoilt.append((sample.t_s, sample.t_s, quality))
        self._worst_since_good = Quality.FRAME_GAP
        self._last_good_s = sample.t_s
        row = self._history.new_row(sample.t_s)
        row[1:3] = sample.angle.obliquity_deg, sample.angle.sigma_deg
        row[3:] = posture_of(sample.pose)
        legs = legs_of(sample.pose, self._viewpoint)
        self._legs_at.append(legs)
        self._forget(sample.t_s - HISTORY_S)
        return self._detector.push(legs)

    def _forget(self, before_s: float) -> None:
        self._history.drop_before(before_s)
        while len(self._legs_at) > len(self._history):
            self._legs_at.popleft()
        while self._spoilt and self._spoilt[0][1] < before_s:
            self._spoilt.popleft()

    def _new_steps(self, contacts: list[FootContact]) -> tuple[StanceRecord, ...]:
        spans: list[StanceSpan] = []
        for contact in contacts:
            self._contact = contact
            self._look_for_baseline(contact)
            spans += self._tracker.push(contact)
        return self._book(spans)

    def _book(self, spans: list[StanceSpan]) -> tuple[StanceRecord, ...]:
        new: list[StanceRecord] = []
        for span in spans:
            self._rhythm.push(span)
            new.append(self._record(span))
        if new:
            self._steps.extend(new)
            self._count()
        return tuple(new)

    def _count(self) -> None:
        steps = self._steps[self._first_of_level :]
        sigma_deg = self._leveller.sigma_deg
        self._stats = {side: side_stats(steps, side, sigma_deg) for side in Side}

    def _record(self, span: StanceSpan) -> StanceRecord:
        t_s, obliquity_deg, sigma_deg = self._history.rows.T[:3]
        value = measure_drop(span, t_s, obliquity_deg, sigma_deg)
        reason = self._spoilt_by(span)
        if reason is Quality.OK and (value is NO_DROP or value.n_frames < MIN_FRAMES):
            reason = Quality.LOW_FPS
        if reason is Quality.OK:
            self._hang_plumb(span)
        offset_deg = span.side.drop_deg(self._leveller.offset_deg)
        return StanceRecord(
            side=span.side,
            t_start_s=span.t_start_s,
            t_end_s=span.t_end_s,
            drop_deg=value.drop_deg - offset_deg,
            drop_peak_deg=value.drop_peak_deg - offset_deg,
            sigma_deg=value.sigma_deg,
            n_frames=value.n_frames,
            usable=reason is Quality.OK,
            reason=reason,
            cadence_spm=self._rhythm.cadence_spm,
            level_deg=self._leveller.level and self._leveller.level.offset_deg,
        )

    def _hang_plumb(self, span: StanceSpan) -> None:
        rows = self._history.rows
        start_s, end_s = mid_stance_s(span)
        posture = [mean_over(rows[:, 0], column, start_s, end_s) for column in rows.T[3:]]
        self._plumb.push(span.side, np.array(posture))

    def _spoilt_by(self, span: StanceSpan) -> Quality:
        for start_s, end_s, reason in self._spoilt:
            if start_s <= span.t_end_s and end_s >= span.t_start_s:
                return reason
        return Quality.OK

    def _index_at(self, t_s: float) -> int | None:
        index = int(np.searchsorted(self._history.t_s, t_s, side="right")) - 1
        return index if index >= 0 else None

    def _drop_now_deg(self, stance: Stance) -> float | None:
        if stance not in (Stance.LEFT, Stance.RIGHT) or self._contact is None:
            return None
        index = self._index_at(self._contact.t_s)
        if index is None:
            return None
        obliquity_deg = float(self._history.rows[index, 1]) - self._leveller.offset_deg
        return Side(stance.value).drop_deg(obliquity_deg)

    def _look_for_baseline(self, contact: FootContact) -> None:
        index = self._index_at(contact.t_s)
        if index is None or self._spoilt_at(contact.t_s):
            return
        _, obliquity_deg, sigma_deg = self._history.rows[index, :3].tolist()
        found = self._leveller.push(
            contact.t_s, obliquity_deg, sigma_deg, self._legs_at[index], contact.stance
        )
        if found is not None:
            self._set_level(found)

    def _spoilt_at(self, t_s: float) -> bool:
        return any(start_s <= t_s <= end_s for start_s, end_s, _ in self._spoilt)

    def _set_level(self, level: Level) -> None:
        if self._leveller.level is not None and len(self._steps) > self._first_of_level:
            return
        change_deg = level.offset_deg - self._leveller.offset_deg
        for i in range(self._first_of_level, len(self._steps)):
            shifted = _shifted(self._steps[i], change_deg)
            self._steps[i] = replace(shifted, level_deg=level.offset_deg)
        self._leveller.level = level
        self._count()

    def _lose_level(self, t_s: float) -> None:
        """Start afresh: no later step is comparable with those before the camera moved."""
        self._leveller.camera_moved()
        self._plumb.reset()
        self._set_apart(t_s, Quality.CAMERA_MOVED, MOVE_SEEN_AFTER_S)

    def _set_apart(self, t_s: float, reason: Quality, since_s: float = 0.0) -> None:
        """Count the steps anew; those not over at `t_s`, less `since_s`, are spoilt."""
        for i in range(self._first_of_level, len(self._steps)):
            step = self._steps[i]
            if step.usable and step.t_end_s > t_s - since_s:
                self._steps[i] = replace(step, usable=False, reason=reason)
        self._first_of_level = len(self._steps)
        self._spoilt.append((t_s - since_s, t_s, reason))
        self._count()

    def _update(
        self, sample: GaitSample, frame_quality: Quality, new: tuple[StanceRecord, ...]
    ) -> GaitUpdate:
        seen = sample.angle is not None and frame_quality is Quality.OK
        level = self._leveller.level
        obliquity_deg = sample.angle.obliquity_deg - self._leveller.offset_deg if seen else None
        left, right = self._stats[Side.LEFT], self._stats[Side.RIGHT]
        quality = self._spoken.push(sample.t_s, frame_quality)
        if quality is Quality.OK and min(left.usable, right.usable) < MIN_STEPS:
            quality = Quality.TOO_FEW_STEPS
        stance = self._contact.stance if seen and self._contact else Stance.UNKNOWN
        drop_now_deg = self._drop_now_deg(stance)
        return GaitUpdate(
            t_s=sample.t_s,
            obliquity_deg=obliquity_deg,
            stance=stance,
            drop_now_deg=drop_now_deg,
            cadence_spm=self._rhythm.cadence_spm,
            left=left,
            right=right,
            new_steps=new,
            quality=quality,
            baseline_deg=level and level.offset_deg,
            contact_time_s=self._rhythm.contact_time_s,
            flight_time_s=self._rhythm.flight_time_s,
            baseline_sigma_deg=level and level.sigma_deg,
            level_by=LevelBy.NONE if level is None else level.by,
            standing_s=self._leveller.standing_s,
            roll=self._plumb.told,
        )


def _measurable(quality: Quality) -> bool:
    """Legs and angle are there, even if the frame may not count."""
    return quality not in (
        Quality.NOBODY,
        Quality.HIPS_HIDDEN,
        Quality.ANKLES_HIDDEN,
        Quality.NO_ANGLE,
    )


def _shifted(step: StanceRecord, baseline_change_deg: float) -> StanceRecord:
    offset_deg = step.side.drop_deg(baseline_change_deg)
    return replace(
        step,
        drop_deg=step.drop_deg - offset_deg,
        drop_peak_deg=step.drop_peak_deg - offset_deg,
    )
