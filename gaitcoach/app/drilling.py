"""`gaitcoach drill`: one drill from a file, frame by frame, or live with voice."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

import numpy as np

from gaitcoach.app.drill_keeping import NOTHING, DrillKeeper
from gaitcoach.app.sound_loop import sound_loop, wait_until
from gaitcoach.capture.opencv_source import OpenCVSource
from gaitcoach.capture.reader import Reader
from gaitcoach.capture.slot import LatestSlot
from gaitcoach.capture.source import Delivery, SourceSpec, SourceState, parse_source
from gaitcoach.drills import DRILLS, Drill, DrillCoach, Place, drill_named, record_of, summary_of
from gaitcoach.drills.place import SIDE_YAW_DEG, yaw_deg
from gaitcoach.errors import GaitCoachError, SettingsError, SourceError
from gaitcoach.gait.level import level_from_vertical
from gaitcoach.live.people import PeopleInline, PeopleWatch
from gaitcoach.live.replay import frames_of
from gaitcoach.live.room import RoomWatch
from gaitcoach.pelvis.choice import choose_pelvis
from gaitcoach.pose.tracker import PoseTracker
from gaitcoach.settings import Settings
from gaitcoach.settings_checks import numbers_of
from gaitcoach.types import Frame, GaitSample, Speaker, View, Viewpoint
from gaitcoach.words import DRILL_EVENTS

AUTO, SIDE = "auto", "side"
VIEWS = (AUTO, *(str(view) for view in View), SIDE)
DRILL_NAMES = tuple(DRILLS)
LOOK_FRAMES = 45
"""Frames with a body in them that tell from where the camera looks: 1.5 s of a camera."""
LOOK_AT_MOST = 450
"""Frames to wait for so many: 15 s."""
WAIT_S = 0.2


@dataclass(frozen=True, slots=True)
class Seen:
    """From where the camera looks. is_sideways : the body shows its side, whatever the view."""

    view: View
    is_sideways: bool = False


def run_drill(
    name: str, settings: Settings, *, source: str, view: str, as_json: bool, quiet: bool,
    keep: DrillKeeper | None = None,
) -> int:  # fmt: skip
    """Watch one drill and print its events as they come, the summary last; then keep it.

    Returns
    -------
    int
        Exit code: 0, or 1 when the source broke off.

    Raises
    ------
    SettingsError, SourceError, ModelError
        The drill cannot be watched like this, or the source or a model cannot be read.
    """
    drill = drill_named(name)
    check_view(drill, view)
    spec = parse_source(source)
    tell = _Teller(as_json)
    try:
        if spec.delivery is Delivery.EVERY:
            _watch_file(drill, settings, spec, view, tell)
            return 0
        return _watch_live(drill, settings, spec, view, tell, quiet)
    finally:
        if keep is not None and tell.summary is not None and keep(tell.summary) is None:
            tell.note(NOTHING)


def check_view(drill: Drill, view: str) -> None:
    """Raise `SettingsError` when a drill cannot be watched from a declared place."""
    sideways = drill.place is Place.SIDE
    if view != AUTO and sideways != (view == SIDE):
        wanted = "the side" if sideways else "the front or from behind"
        raise SettingsError(
            f"{drill.title} is watched from {wanted}, not with --view {view}.",
            "Move the camera, or let --view auto find out.",
        )


def _watch_file(
    drill: Drill, settings: Settings, spec: SourceSpec, view: str, tell: _Teller
) -> None:
    seen = _declared(view)
    if seen is None:
        with closing(frames_of(spec)) as frames:
            seen = look(frames, settings)
    people = PeopleInline()
    watch = Watch(drill, settings, seen, people, tell)
    try:
        for frame in frames_of(spec, tell.note):
            watch.push(frame)
        watch.finish()
    finally:
        watch.close()
        people.close()


def _watch_live(
    drill: Drill, settings: Settings, spec: SourceSpec, view: str, tell: _Teller, quiet: bool
) -> int:
    """The camera in its own thread, the drill in another, the voice in this one."""
    from gaitcoach.voice.speakers import open_speaker

    voice = settings.voice and not quiet
    qt = sound_loop(voice)
    speaker = open_speaker(voice=voice)
    slot: LatestSlot[Frame] = LatestSlot()
    reader = Reader(lambda: OpenCVSource(spec), spec, slot)
    failures: list[GaitCoachError] = []
    worker = threading.Thread(
        target=_work,
        args=(drill, settings, view, slot, tell, speaker, failures),
        name="drill",
    )
    reader.start()
    worker.start()
    try:
        wait_until(lambda: not worker.is_alive(), qt)
    except KeyboardInterrupt:
        slot.close()
    reader.stop()
    worker.join()
    speaker.close()
    if failures:
        raise failures[0]
    if reader.status.state is SourceState.FAILED:
        raise SourceError(reader.status.message)
    return 0


def _work(
    drill: Drill,
    settings: Settings,
    view: str,
    slot: LatestSlot[Frame],
    tell: _Teller,
    speaker: Speaker,
    failures: list[GaitCoachError],
) -> None:
    people = PeopleWatch()
    try:
        frames = _frames(slot)
        seen = _declared(view) or look(frames, settings)
        watch = Watch(drill, settings, seen, people, tell, speaker)
        try:
            for frame in frames:
                if watch.push(frame):
                    break
            watch.finish()
        finally:
            watch.close()
    except GaitCoachError as error:
        failures.append(error)
    finally:
        people.close()


def _frames(slot: LatestSlot[Frame]) -> Iterator[Frame]:
    while not slot.finished:
        frame = slot.take(WAIT_S)
        if frame is not None:
            yield frame


def _declared(view: str) -> Seen | None:
    if view == AUTO:
        return None
    return Seen(View.BEHIND, True) if view == SIDE else Seen(View(view))


def look(frames: Iterator[Frame], settings: Settings) -> Seen:
    """Find out from where the camera looks: back, chest or side, by the pose model's own labels."""
    tracker = PoseTracker(settings.model, Viewpoint(View.BEHIND, settings.mirror))
    contradicts: list[bool] = []
    yaws_deg: list[float] = []
    try:
        for n_seen, frame in enumerate(frames):
            pose = tracker.track(frame)
            if pose is not None:
                # A mirrored picture of a chest looks like a back, and the other way round.
                contradicts.append(pose.sides_contradict_view)
                yaws_deg.append(yaw_deg(pose))
            if len(yaws_deg) >= LOOK_FRAMES or n_seen >= LOOK_AT_MOST:
                break
    finally:
        tracker.close()
    if not yaws_deg:
        return Seen(View.BEHIND)
    view = View.FRONT if np.mean(contradicts) > 0.5 else View.BEHIND
    return Seen(view, float(np.median(yaws_deg)) > SIDE_YAW_DEG)


class Watch:
    """Takes a frame through pose, pelvis and drill. push(frame) -> True when the drill is done."""

    def __init__(
        self,
        drill: Drill,
        settings: Settings,
        seen: Seen,
        count_people: Callable,
        tell: _Teller,
        speaker: Speaker | None = None,
    ) -> None:
        viewpoint = Viewpoint(seen.view, settings.mirror)
        self._seen, self._tell, self._speaker = seen, tell, speaker
        self._tracker = PoseTracker(settings.model, viewpoint)
        chosen = choose_pelvis(settings.method, viewpoint)
        self._pelvis, self._count_people = chosen.pelvis, count_people
        self._room = RoomWatch(viewpoint)
        level = None
        if settings.vertical is not None:
            x1, y1, x2, y2 = numbers_of("vertical", settings.vertical, 4)
            level = level_from_vertical((x1, y1, x2, y2), viewpoint)
        self._coach = DrillCoach(
            drill, viewpoint, settings.threshold_deg, level, settings.baseline_s is not None
        )
        if chosen.note:
            tell.note(chosen.note)

    def push(self, frame: Frame) -> bool:
        """Take the next frame."""
        pose = self._tracker.track(frame)
        sideways = self._coach.drill.place is Place.SIDE
        angle = None if pose is None or sideways else self._pelvis.estimate(frame, pose)
        n_people = self._count_people(frame, pose)
        moved = self._room.push(frame, pose)
        update = self._coach.push(GaitSample(frame.t_s, pose, angle, n_people, moved))
        for event in update.events:
            self._tell(record_of(event))
        if self._speaker is not None and update.phrases:
            # A new phrase cuts off an older one: of several the last says most.
            self._speaker.say(update.phrases[-1])
        return self._coach.is_done

    def finish(self) -> None:
        """End the drill and print its summary."""
        for event in self._coach.finish().events:
            self._tell(record_of(event))
        view = SIDE if self._seen.is_sideways else str(self._seen.view)
        self._tell(summary_of(self._coach, view=view, method=self._pelvis.method))

    def close(self) -> None:
        """Free the models."""
        self._tracker.close()


class _Teller:
    """Prints events: JSON Lines, or a line of words each."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self.summary: dict | None = None

    def __call__(self, record: dict) -> None:
        if record["event"] == "summary":
            self.summary = record
        print(json.dumps(record) if self._as_json else in_words(record), flush=True)

    @staticmethod
    def note(sentence: str) -> None:
        print(f"gaitcoach: {sentence}", file=sys.stderr)


def in_words(record: dict) -> str:
    """Return an event as a line for people."""
    key = record["event"]
    if key == "state":
        return record.get("message") or DRILL_EVENTS[record["state"]].format(t_s=record["t_s"])
    if key == "fault":
        return DRILL_EVENTS[record["fault"]].format(**record)
    words = {"leg": record["side"] or "both"}
    return DRILL_EVENTS[key].format(**record, **words)
