"""Make the figures of the drills page: every drawn drill against its truth, as the camera sees it.

    python docs/drill_accuracy.py DIR... [--variants] [--others]

Each clip with a drill in its truth file is watched as `gaitcoach drill NAME --source CLIP` does it,
from where it finds out by itself. Prints a row of JSON for each, and all together at the end.
--variants : also at half and double speed, and without the first and the last second
--others : clips without a drill too: each drill must count nothing there
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from gaitcoach.app.drilling import look
from gaitcoach.capture.source import parse_source
from gaitcoach.drills import DRILLS, Drill, drill_named
from gaitcoach.drills.definitions import DROP
from gaitcoach.drills.values import Fault, FaultKind, HeldFor, Rep
from gaitcoach.live.drill_eyes import Eyes, OpenEyes, as_seen
from gaitcoach.live.drill_watch import DrillWatch
from gaitcoach.live.people import PeopleInline
from gaitcoach.live.replay import frames_of
from gaitcoach.pose.tracker import PoseTracker
from gaitcoach.settings import Settings
from gaitcoach.types import Frame, Pose, Viewpoint
from gaitcoach.validation.run import find_clips

VARIANTS = {"as it is": (1.0, 0.0), "half speed": (2.0, 0.0), "double speed": (0.5, 0.0),
            "ends cut off": (1.0, 1.0)}  # fmt: skip
"""How much longer everything lasts, and how many seconds are taken off at each end."""
BEGUN_S = 0.5
"""The knee is on its way for so long: a hold is looked at between."""
LIMIT_DEG, NEAR_DEG = 5.0, 0.5
"""A drop is a fault from the limit on; this near to it nobody would quarrel."""


@dataclass
class Counts:
    """Drops that were there and not, told and not."""

    told: int = 0
    missed: int = 0
    left_alone: int = 0
    wrongly_told: int = 0

    def add(self, there: bool, said: bool) -> None:
        name = ("missed", "told") if there else ("left_alone", "wrongly_told")
        setattr(self, name[said], getattr(self, name[said]) + 1)

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(a + b for a, b in zip(vars(self).values(), vars(other).values(),
                                              strict=True)))  # fmt: skip


@dataclass
class Seen:
    """What was said of one clip."""

    spans: list[Rep | HeldFor] = field(default_factory=list)
    drops: list[Fault] = field(default_factory=list)
    t_s: list[float] = field(default_factory=list)
    tilt_deg: list[float] = field(default_factory=list)
    summary: dict[str, Any] = field(default_factory=dict)


def truth_of(clip: Path) -> dict[str, Any]:
    """Return what the truth file beside a clip says."""
    return json.loads(clip.with_suffix(".json").read_text())


def frames(clip: Path, slower: float, cut_s: float, last_s: float) -> Iterator[Frame]:
    """Yield a clip's frames as another pace, or another moment of pressing the button, has them."""
    with closing(frames_of(parse_source(str(clip)))) as every:
        for frame in every:
            if cut_s <= frame.t_s <= last_s - cut_s:
                yield replace(frame, t_s=(frame.t_s - cut_s) * slower)


class Remembers(PoseTracker):
    """Asks the pose model once for each frame of a clip, however many drills are tried on it."""

    def __init__(self, known: dict[tuple, Pose | None], model: str, viewpoint: Viewpoint) -> None:
        super().__init__(model, viewpoint)
        self._known, self._model = known, model

    def track(self, frame: Frame) -> Pose | None:
        key = self._model, self.viewpoint, frame.index
        if key not in self._known:
            self._known[key] = super().track(frame)
        return self._known[key]


def watch(
    drill: Drill,
    clip: Path,
    variant: tuple[float, float],
    last_s: float,
    known: dict[tuple, Pose | None] | None = None,
) -> Seen:
    """Watch a clip as the command does. known : poses of the same frames, more are put in."""
    settings, said = Settings(), Seen()
    from_where = look(frames(clip, *variant, last_s), settings, drill)
    look_with = Eyes(pose=partial(Remembers, {} if known is None else known))
    with (
        closing(PeopleInline()) as people,
        closing(OpenEyes(as_seen(settings, [drill]), look_with)) as eyes,
    ):
        watched_by = DrillWatch(drill, settings, from_where, people, eyes)
        for frame in frames(clip, *variant, last_s):
            watched = watched_by.push(frame)
            said.t_s.append(frame.t_s)
            said.tilt_deg.append(np.nan if watched.tilt_deg is None else watched.tilt_deg)
            _note(said, watched.update.events)
        _note(said, watched_by.finish().events)
        said.summary = watched_by.summary()
    return said


def _note(said: Seen, events: tuple) -> None:
    said.spans += [event for event in events if isinstance(event, Rep | HeldFor)]
    said.drops += [e for e in events if isinstance(e, Fault) and e.kind is FaultKind.DROP]


class Truth:
    """A clip's truth as a variant shows it."""

    def __init__(self, truth: dict[str, Any], slower: float, cut_s: float) -> None:
        moved = lambda t_s: (np.asarray(t_s, float) - cut_s) * slower  # noqa: E731
        self.t_s, self.tilt_deg = moved(truth["time_s"]), np.array(truth["obliquity_deg"])
        last_s = moved(truth["time_s"][-1] - cut_s)
        self.spans_s = np.clip(moved(truth["drill"]["segments_s"]), 0.0, last_s)
        self.leg = {"L": "left", "R": "right"}[truth["drill"]["leg"]]

    def drop_deg(self, begin_s: float, end_s: float) -> float:
        """Return the mean drop of the free hip."""
        inside = (self.t_s >= begin_s) & (self.t_s < end_s)
        return float(self.tilt_deg[inside].mean()) * (1 if self.leg == "left" else -1)


def row_of(drill: Drill, truth: Truth, said: Seen) -> tuple[dict[str, Any], Counts]:
    """Return one clip's figures, and its drops."""
    found = np.array([(span.t_start_s, span.t_end_s) for span in said.spans]).reshape(-1, 2)
    exact = len(found) == len(truth.spans_s)
    row: dict[str, Any] = {
        "counted": len(found),
        "truth": len(truth.spans_s),
        "leg_right": all(str(span.side) == truth.leg for span in said.spans) and bool(said.spans),
        "view": said.summary["view"],
        "ends_off_s": round(float(np.abs(found - truth.spans_s).max()), 3) if exact else None,
    }
    holds = bool(said.spans) and isinstance(said.spans[0], HeldFor)
    if holds:
        lasts_s = float(np.diff(truth.spans_s).sum())
        row["hold_off_s"] = round(sum(span.hold_s for span in said.spans) - lasts_s, 3)
        row["hold_mae_deg"] = _hold_mae_deg(truth, said)
    return row, _drops(truth, said, holds) if DROP in drill.faults else Counts()


def _hold_mae_deg(truth: Truth, said: Seen) -> float:
    t_s, tilt_deg = np.array(said.t_s), np.array(said.tilt_deg)
    begin_s, end_s = truth.spans_s[0]
    inside = (t_s > begin_s + BEGUN_S) & (t_s < end_s - BEGUN_S)
    error = tilt_deg[inside] - np.interp(t_s[inside], truth.t_s, truth.tilt_deg)
    return round(float(np.nanmean(np.abs(error))), 2)


def _drops(truth: Truth, said: Seen, holds: bool) -> Counts:
    """Count seconds of holds, or repetitions; those near the limit say nothing."""
    counts = Counts()
    for span in said.spans:
        ends_s = np.arange(span.t_start_s, span.t_end_s, 1.0) if holds else [span.t_start_s]
        for begin_s in ends_s:
            end_s = begin_s + 1.0 if holds else span.t_end_s
            if end_s > span.t_end_s:
                continue
            drop_deg = truth.drop_deg(begin_s, end_s)
            if abs(drop_deg - LIMIT_DEG) >= NEAR_DEG:
                counts.add(drop_deg > LIMIT_DEG, any(begin_s <= f.t_s < end_s for f in said.drops))
    return counts


def drawn(clips: list[Path], variants: list[str]) -> None:
    """Print the figures of clips with a drill, and of all together."""
    for variant in variants:
        rows, drops = [], Counts()
        for clip in clips:
            truth = truth_of(clip)
            drill = drill_named(truth["drill"]["kind"])
            said = watch(drill, clip, VARIANTS[variant], truth["time_s"][-1])
            row, own = row_of(drill, Truth(truth, *VARIANTS[variant]), said)
            print(json.dumps({"clip": clip.stem, "variant": variant} | row | vars(own)), flush=True)
            rows.append(row)
            drops = drops + own
        print(json.dumps({"variant": variant} | together(rows) | vars(drops)), flush=True)


def together(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what all clips together tell."""
    maes = [row["hold_mae_deg"] for row in rows if "hold_mae_deg" in row]
    offs = [abs(row["hold_off_s"]) for row in rows if "hold_off_s" in row]
    ends = [row["ends_off_s"] for row in rows if row["ends_off_s"] is not None]
    return {
        "clips": len(rows),
        "exact": sum(row["counted"] == row["truth"] for row in rows),
        "legs_right": sum(row["leg_right"] for row in rows),
        "most_ends_off_s": max(ends, default=None),
        "most_hold_off_s": max(offs, default=None),
        "hold_mae_deg": round(float(np.mean(maes)), 2) if maes else None,
        "worst_hold_mae_deg": max(maes, default=None),
        "holds_within_1.5": f"{sum(mae <= 1.5 for mae in maes)} of {len(maes)}",
    }


def others(clips: list[Path]) -> None:
    """Print what each drill counts where nobody does one."""
    for clip in clips:
        last_s = truth_of(clip)["time_s"][-1]
        known: dict[tuple, Pose | None] = {}
        counted = {
            name: len(watch(drill, clip, VARIANTS["as it is"], last_s, known).spans)
            for name, drill in DRILLS.items()
        }
        print(
            json.dumps({"clip": clip.stem, "counted": sum(counted.values())} | counted), flush=True
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", type=Path, nargs="+")
    parser.add_argument("--variants", action="store_true")
    parser.add_argument("--others", action="store_true")
    wanted = parser.parse_args()
    clips, _ = find_clips(wanted.places)
    drills = [clip for clip in clips if truth_of(clip).get("drill")]
    drawn(drills, list(VARIANTS) if wanted.variants else ["as it is"])
    if wanted.others:
        others([clip for clip in clips if clip not in drills])


if __name__ == "__main__":
    main()
