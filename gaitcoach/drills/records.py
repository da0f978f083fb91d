"""A drill's events as plain dictionaries: what `--json` prints."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

from gaitcoach.drills.engine import DrillCoach
from gaitcoach.drills.values import DrillEvent, Entered, Fault, HeldFor, Rep
from gaitcoach.types import Quality, Side
from gaitcoach.words import QUALITY_MESSAGES

Record = dict[str, Any]
_DIGITS = 3


def record_of(event: DrillEvent) -> Record:
    """Return one event; `t_s` is when it was over (of a fault: its middle), `side` who stood."""
    if isinstance(event, Entered):
        return _state(event)
    span = {"t_start_s": event.t_start_s, "t_end_s": event.t_end_s, "side": _name(event.side)}
    if isinstance(event, Rep):
        own = {"count": event.count, "range_deg": event.range_deg, "good_deg": event.good_deg}
        return _tidy({"event": "rep", "t_s": event.t_end_s, **span, **own})
    if isinstance(event, HeldFor):
        own = {"count": event.count, "hold_s": event.hold_s, "good_s": event.good_s}
        return _tidy({"event": "hold", "t_s": event.t_end_s, **span, **own})
    return _fault(event, span)


def _fault(event: Fault, span: Record) -> Record:
    own = {"fault": str(event.kind), "value": event.value, "limit": event.limit}
    return _tidy({"event": "fault", "t_s": event.t_s, **span, **own})


def _state(event: Entered) -> Record:
    record = {"event": "state", "t_s": event.t_s, "state": str(event.state)}
    record["side"] = _name(event.side)
    if event.reason is not Quality.OK:
        record |= {"reason": str(event.reason), "message": QUALITY_MESSAGES[event.reason]}
    return _tidy(record)


def summary_of(coach: DrillCoach, **more: Any) -> Record:
    """Return the whole drill. `side` is the standing leg, "both" when each has worked.

    faults : how many seconds of hold, or repetitions, had one; the score is 0..100 percent of the
    target done in good form; range_deg and good_deg are a leg's largest movement, and its largest
    while the form was good, in the drill's own measure; held_on : a hand was seen to hold on;
    position : "lying" or "standing"

    Parameters
    ----------
    more : view, method and whatever else is to be kept of it
    """
    sides = coach.tally.sides
    scores = {side: coach.tally.score(side) for side in sides}
    kinds = sum((Counter(score.faults) for score in scores.values()), Counter())
    wanted = len(coach.drill.sides) if len(sides) > 1 else 1
    return _tidy(
        {
            "event": "summary",
            "drill": coach.drill.name,
            "side": _name(sides[0]) if len(sides) == 1 else "both" if sides else None,
            "reps": sum(score.reps for score in scores.values()),
            "hold_s": math.fsum(score.hold_s for score in scores.values()),
            "faults": sum(kinds.values()),
            "score": sum(score.score_percent for score in scores.values()) / wanted,
            "faults_by_kind": {str(kind): n for kind, n in kinds.items()},
            "findings": {_name(side) or "both": list(s.findings) for side, s in scores.items()},
            "by_side": {
                _name(side) or "both": {
                    "reps": score.reps,
                    "good_reps": score.good_reps,
                    "hold_s": score.hold_s,
                    "good_s": score.good_s,
                    "score": score.score_percent,
                    "range_deg": score.range_deg,
                    "good_deg": score.good_deg,
                }
                for side, score in scores.items()
            },
            "target": {"reps": coach.drill.reps, "hold_s": coach.drill.hold_s},
            "held_on": coach.holds_on,
            "position": "lying" if coach.is_lying else "standing",
            "level_deg": None if coach.level is None else coach.level.offset_deg,
            "settings": {"threshold_deg": coach.threshold_deg},
            **more,
        }
    )


def _name(side: Side | None) -> str | None:
    return None if side is None else str(side)


def _tidy(value: Any) -> Any:
    """Round numbers for print; what is not finite becomes None."""
    if isinstance(value, float):
        return round(float(value), _DIGITS) if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _tidy(inner) for key, inner in value.items()}
    return value
