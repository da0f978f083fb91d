"""`gaitcoach analyze` on pictures: each by itself, bursts together, annotated pictures to keep."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gaitcoach.app.still_table import StillTable
from gaitcoach.capture.bursts import bursts_of, in_order, times_s
from gaitcoach.capture.photo_file import is_photo, pictures_in
from gaitcoach.capture.photos import PhotoFacts, read_facts, read_photo
from gaitcoach.errors import GaitCoachError
from gaitcoach.gait.still import Still
from gaitcoach.live.burst import Follower, burst_event, burst_result, format_burst
from gaitcoach.live.still import StillOptions, StillReader, StillResult
from gaitcoach.live.still_events import format_still, still_event
from gaitcoach.report.still_picture import keep_still
from gaitcoach.settings import Settings
from gaitcoach.settings_checks import numbers_of
from gaitcoach.storage.places import writable_folder
from gaitcoach.types import View


@dataclass(frozen=True, slots=True)
class StillRequest:
    """What was asked for on the command line, beside the settings.

    view : as typed; None = find out
    person, horizon : "X,Y" and "X1,Y1,X2,Y2" as typed
    together : all pictures are one burst
    """

    view: str | None = None
    person: str | None = None
    horizon: str | None = None
    together: bool = False
    picture_dir: Path | None = None
    keep_faces: bool = False

    def options(self, settings: Settings) -> StillOptions:
        """Return how to read each picture; raises `SettingsError` on points that are none."""
        return StillOptions(
            method=settings.method,
            view=None if self.view is None else View(self.view),
            mirrored=settings.mirror,
            person_px=_points("person", self.person, 2),
            vertical_px=_points("vertical", settings.vertical, 4),
            horizon_px=_points("horizon", self.horizon, 4),
        )


def _points(name: str, typed: str | None, count: int) -> tuple | None:
    return None if typed is None else tuple(numbers_of(name, typed, count))


def pictures_among(files: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return (pictures, others). A folder stands for the pictures in it, not deeper; a folder
    without any is among the others."""
    pictures: list[str] = []
    others: list[str] = []
    for file in files:
        path = Path(file).expanduser()
        inside = pictures_in(path) if path.is_dir() else []
        if inside:
            pictures += map(str, inside)
        elif not path.is_dir() and is_photo(path):
            pictures.append(file)
        else:
            others.append(file)
    return pictures, others


def analyze_stills(
    files: Sequence[str],
    settings: Settings,
    request: StillRequest,
    *,
    as_json: bool,
    csv_dir: Path | None = None,
) -> int:
    """Analyse pictures one by one; a broken one does not stop the rest.

    csv_dir : write one table of them there, also when they are interrupted

    Returns
    -------
    int
        Exit code: 0, or 1 when any picture could not be read.

    Raises
    ------
    GaitCoachError
        A point that was asked for is none, or the table cannot be written.
    """
    table = None if csv_dir is None else StillTable(csv_dir)
    desk = _Desk(settings, request, as_json, table)
    try:
        for group, is_burst in _groups(_facts(files, desk.say_error), request.together):
            desk.read(group, is_burst)
    finally:
        desk.close()
    return desk.code


def _facts(
    files: Sequence[str], on_error: Callable[[GaitCoachError], None]
) -> list[tuple[str, PhotoFacts]]:
    """Return what is known of each picture, none of which is decoded for it."""
    found = []
    for file in files:
        try:
            found.append((file, read_facts(Path(file).expanduser())))
        except GaitCoachError as error:
            on_error(error)
    return found


def _groups(
    found: list[tuple[str, PhotoFacts]], together: bool
) -> Iterator[tuple[list[tuple[str, PhotoFacts]], bool]]:
    """Yield (pictures, is a burst), in the order of each group's first picture."""
    names = {id(facts): file for file, facts in found}
    known = [facts for _, facts in found]
    bursts = [in_order(known)] if together and known else bursts_of(known)
    burst_of = {id(one): burst for burst in bursts for one in burst}
    done: set[int] = set()
    for file, facts in found:
        burst = burst_of.get(id(facts))
        if burst is None:
            yield [(file, facts)], False
        elif id(burst) not in done:
            done.add(id(burst))
            yield [(names[id(one)], one) for one in burst], True


class _Desk:
    """Reads, prints and keeps. code : 1 once anything failed"""

    def __init__(
        self, settings: Settings, request: StillRequest, as_json: bool, table: StillTable | None
    ) -> None:
        self._options, self._limit_deg = request.options(settings), settings.threshold_deg
        self._request, self._as_json, self._table = request, as_json, table
        self._reader = StillReader()
        self._known: dict[str, str] = {}
        self._n_bursts = 0
        self.code = 0

    def read(self, group: list[tuple[str, PhotoFacts]], is_burst: bool) -> None:
        """Read pictures that belong together, or one."""
        follower = Follower() if is_burst else None
        self._n_bursts += is_burst
        told: list[tuple[str, PhotoFacts, Still]] = []
        for file, facts in group:
            try:
                still = self._one(file, follower)
            except GaitCoachError as error:
                self.say_error(error)
                continue
            if still is not None:
                told.append((file, facts, still))
        if is_burst and told:
            self._print_burst(told)

    def _one(self, file: str, follower: Follower | None) -> Still | None:
        """Read, print and keep one; None for a picture that was read before."""
        photo = read_photo(Path(file).expanduser())
        if photo.digest in self._known:
            _say(f"{file} is the same picture as {self._known[photo.digest]}: it is read once.")
            return None
        self._known[photo.digest] = file
        looked = self._reader.look(photo)
        options = self._options
        if follower is not None:
            options = follower.follow(looked, options)
        result = self._reader.judge(looked, options)
        if self._as_json:
            print(json.dumps(still_event(result, file)), flush=True)
        else:
            print(f"{format_still(result, file)}\n", flush=True)
        if self._request.picture_dir is not None:
            folder = writable_folder(self._request.picture_dir)
            blur = not self._request.keep_faces
            _say(f"Picture: {keep_still(result, folder, self._limit_deg, blur_faces=blur)}")
        if self._table is not None:
            burst = None if follower is None else self._n_bursts
            self._table.add(result, file, is_runner=True, burst=burst)
            for other in self._others(result):
                self._table.add(other, file, is_runner=False, burst=burst)
        return result.still

    def _others(self, result: StillResult) -> Iterator[StillResult]:
        """Measure everybody else too, where nobody said who is the runner."""
        for person in range(len(result.looked.people)) if result.is_guess else ():
            if person != result.person:
                yield self._reader.judge(result.looked, replace(self._options, person=person))

    def _print_burst(self, told: list[tuple[str, PhotoFacts, Still]]) -> None:
        files, facts, stills = zip(*told, strict=True)
        burst = burst_result(stills, files, times_s(facts))
        print(json.dumps(burst_event(burst)) if self._as_json else format_burst(burst), flush=True)

    def say_error(self, error: GaitCoachError) -> None:
        """Print it; the exit code will tell."""
        _say(str(error))
        self.code = 1

    def close(self) -> None:
        """Free the models and write the table."""
        self._reader.close()
        if self._table is not None:
            self._table.write()
            _say(f"Table: {self._table.path}")


def _say(sentence: str) -> None:
    print(f"gaitcoach: {sentence}", file=sys.stderr)
