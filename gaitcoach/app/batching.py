"""`gaitcoach batch`: an archive of clips to tables and one page, here or on a cluster."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from gaitcoach.batch.archive import Ended, Far, Plan, Running, Told, measure_archive
from gaitcoach.batch.manifest import Manifest
from gaitcoach.batch.work import How, LocalWorkers, Workers
from gaitcoach.errors import GaitCoachError
from gaitcoach.privacy import hide_credentials
from gaitcoach.settings import Settings

MEASURE_BY = (
    "view", "mirror", "method", "model", "stickers", "baseline_s", "vertical", "threshold_deg",
    "threshold_left_deg", "threshold_right_deg", "cue_share_percent",
)  # fmt: skip
"""The settings that can change a number; clips measured with others may not stand in one table."""
INTERRUPTED_CODE = 130


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked. workers : None = one for each core but one; scheduler : None = here"""

    places: tuple[str, ...]
    folder: Path
    find_view: bool = True
    workers: int | None = None
    scheduler: str | None = None
    steps_csv: bool = False
    again: bool = False
    as_json: bool = False


def run_batch(
    asked: Asked,
    settings: Settings,
    move: Callable[[float | None, str], None] = lambda share, words: None,
) -> int:
    """Measure an archive, show how far it is, and say how it ended.

    Parameters
    ----------
    move : told the share that is done and a few words, now and then

    Returns
    -------
    int
        Exit code: 0, 1 when something stopped it or a clip failed, 130 when it was interrupted.

    Raises
    ------
    GaitCoachError
        It cannot begin.
    """
    how = How({name: getattr(settings, name) for name in MEASURE_BY}, asked.find_view)
    plan = Plan(
        asked.places, asked.folder, how, settings.threshold_deg, asked.steps_csv, asked.again
    )
    teller = _Teller(asked.as_json, move)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    ended = measure_archive(plan, lambda: _workers(asked), teller.clip, teller.begin, teller.look)
    return _report(ended, asked)


def _workers(asked: Asked) -> Workers:
    if asked.scheduler is not None:
        from gaitcoach.batch.cluster import ClusterWorkers

        return ClusterWorkers(asked.scheduler)
    return LocalWorkers(asked.workers or max(1, (os.cpu_count() or 2) - 1))


class _Teller:
    """Tells how far it is: JSON Lines on stdout, or a bar."""

    def __init__(self, as_json: bool, move: Callable[[float | None, str], None]) -> None:
        self._as_json, self._move = as_json, move

    def begin(self, found: Manifest, done: int) -> None:
        """Tell what there is."""
        if self._as_json:
            _print_json({"event": "begin", "clips": len(found.clips), "done": done,
                         "same": len(found.same), "notes": list(found.notes)})  # fmt: skip
            return
        for note in found.notes:
            _say(note)
        same = f", {len(found.same)} of them twice" if found.same else ""
        before = f", {done} done before" if done else ""
        _say(f"{len(found.clips)} clips{same}{before}.")

    def clip(self, told: Told) -> None:
        """Tell that a clip is done."""
        if self._as_json:
            _print_json({"event": "clip"} | asdict(told))
        else:
            self._move(told.bytes_rel, words_of(told))

    def look(self, far: Far) -> None:
        """Tell how far it is while no clip is done."""
        if self._as_json:
            _print_json({"event": "progress"} | asdict(far))
        else:
            self._move(far.bytes_rel, words_of(far))


def words_of(far: Far) -> str:
    """Return how far an archive is, for a line of a terminal."""
    parts = [f"{far.done} of {far.of}"]
    if far.failed:
        parts.append(f"{far.failed} failed")
    parts.append(f"{far.fps:.0f} pictures/s")
    if far.eta_s is not None:
        parts.append(_left(far.eta_s))
    if far.running:
        parts.append(_running(far.running))
    return ", ".join(parts)


def _running(running: tuple[Running, ...]) -> str:
    """Return how far the clip is that is being measured for the longest, and how many more are."""
    first = running[0]
    name = first.file.replace("\\", "/").rpartition("/")[2]
    share = f"{first.frames} pictures" if first.share is None else f"{100 * first.share:.0f} %"
    return f"{name} {share}" + (f" and {len(running) - 1} more" if len(running) > 1 else "")


def _left(eta_s: float) -> str:
    if eta_s < 90:
        return f"{eta_s:.0f} s left"
    return f"{eta_s / 60:.0f} min left" if eta_s < 5400 else f"{eta_s / 3600:.1f} h left"


def _report(ended: Ended, asked: Asked) -> int:
    folder = asked.folder
    if asked.as_json:
        _print_json({"event": "end", "done": ended.done, "failed": ended.failed,
                     "left": ended.left, "stopped_by": _why(ended)})  # fmt: skip
    else:
        print(
            f"\n{ended.done} clips are in {folder / 'results.csv'}, {ended.failed} of them failed."
        )
        print(f"Steps: {folder / 'steps.parquet'}  Overview: {folder / 'overview.html'}")
    if ended.why is None:
        return 1 if ended.failed else 0
    _say(f"{_why(ended)} {ended.left} clips are left.")
    return INTERRUPTED_CODE if isinstance(ended.why, KeyboardInterrupt) else 1


def _why(ended: Ended) -> str:
    if ended.why is None:
        return ""
    if isinstance(ended.why, GaitCoachError):
        return hide_credentials(str(ended.why))
    return "Stopped. Give the same command again: it goes on from here."


def _print_json(event: dict[str, object]) -> None:
    print(json.dumps(event), flush=True)


def _say(sentence: str) -> None:
    print(f"gaitcoach: {sentence}", file=sys.stderr)
