"""`gaitcoach drill`: one drill from a file, frame by frame, or live with voice."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from typing import Any

from gaitcoach.app.drill_keeping import NOTHING, DrillKeeper
from gaitcoach.app.sound_loop import sound_loop, wait_until
from gaitcoach.capture.source import Delivery, SourceSpec, parse_source
from gaitcoach.drills import DRILLS, Drill, Place, drill_named, record_of
from gaitcoach.drills.lying import lying_watch
from gaitcoach.drills.values import DrillEvent
from gaitcoach.errors import SettingsError
from gaitcoach.live.drill_eyes import OpenEyes, as_seen
from gaitcoach.live.drill_session import DrillSession
from gaitcoach.live.drill_watch import DrillWatch
from gaitcoach.live.outlook import LOOK_AT_MOST_S, SIDE, Outlook, Seen
from gaitcoach.live.people import PeopleInline
from gaitcoach.live.replay import frames_of
from gaitcoach.pelvis.facing import open_facing
from gaitcoach.pose.tracker import PoseTracker
from gaitcoach.settings import Settings
from gaitcoach.types import Frame, View, Viewpoint
from gaitcoach.words import DRILL_EVENTS

AUTO = "auto"
VIEWS = (AUTO, *(str(view) for view in View), SIDE)
DRILL_NAMES = tuple(DRILLS)


def drill_to_watch(name: str, view: str) -> Drill:
    """Return a drill; raises `SettingsError` when there is none, or not from this place."""
    drill = drill_named(name)
    check_view(drill, view)
    return drill


def run_drill(
    drill: Drill, settings: Settings, *, source: str, view: str, as_json: bool, quiet: bool,
    noted: Mapping[str, Any] | None = None, keep: DrillKeeper | None = None,
) -> int:  # fmt: skip
    """Watch one drill and print its events as they come, the summary last; then keep it.

    Returns
    -------
    int
        Exit code: 0, or 1 when the source broke off.

    Raises
    ------
    SourceError, ModelError
        The source or a model cannot be read.
    """
    spec = parse_source(source)
    tell = _Teller(as_json, noted or {})
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
    seen = declared(view)
    is_declared = seen is not None
    if seen is None:
        with closing(frames_of(spec)) as frames:
            seen = look(frames, settings, drill)
    people, eyes = PeopleInline(), OpenEyes(as_seen(settings, [drill]))
    try:
        watch = DrillWatch(drill, settings, seen, people, eyes, is_declared)
        if watch.note:
            tell.note(watch.note)
        for frame in frames_of(spec, tell.note):
            tell.events(watch.push(frame).update.events)
        tell.events(watch.finish().events)
        tell(watch.summary() | tell.noted)
    finally:
        eyes.close()
        people.close()


def _watch_live(
    drill: Drill, settings: Settings, spec: SourceSpec, view: str, tell: _Teller, quiet: bool
) -> int:
    """The camera in its own thread, the drill in another, the voice in this one."""
    from gaitcoach.voice.speakers import bank_of, open_speaker

    voice = settings.voice and not quiet
    qt = sound_loop(voice)
    speaker = open_speaker(voice=voice, bank=bank_of(settings))
    session = DrillSession(
        [drill],
        settings.with_changes(voice=voice),
        spec,
        speaker,
        seen=declared(view),
        noted=tell.noted,
        on_event=lambda event: tell(record_of(event)),
        on_done=lambda done: tell(done.summary),
        on_begun=lambda watch: tell.note(watch.note) if watch.note else None,
    )
    session.start()
    try:
        wait_until(lambda: session.is_over, qt)
    except KeyboardInterrupt:
        session.ask_to_stop()
    session.stop()
    speaker.close()
    if session.failure is not None:
        raise session.failure
    return 0


def declared(view: str) -> Seen | None:
    """Return the place that a view names; None for "auto"."""
    if view == AUTO:
        return None
    return Seen(View.BEHIND, True) if view == SIDE else Seen(View(view))


def look(frames: Iterator[Frame], settings: Settings, drill: Drill) -> Seen:
    """Find out from where the camera looks: back, chest or side, and whether the body lies."""
    viewpoint = Viewpoint(View.BEHIND, settings.mirror)
    outlook = Outlook(False, open_facing(viewpoint), lying_watch(drill), settings.mirror)
    tracker = PoseTracker(settings.model, viewpoint)
    try:
        for frame in frames:
            tracker.viewpoint = outlook.viewpoint
            seen = outlook.push(frame, tracker.track(frame))
            if seen is not None or frame.t_s >= LOOK_AT_MOST_S:
                break
    finally:
        tracker.close()
    return outlook.best


def noted(held_on: bool, notes: str) -> dict[str, Any]:
    """Return what somebody says of a drill, as its summary has it.

    Who says nothing of a support leaves it to what is seen.
    """
    said = {"notes": notes} if notes else {}
    return said | {"held_on": True} if held_on else said


class _Teller:
    """Prints events: JSON Lines, or a line of words each."""

    def __init__(self, as_json: bool, noted: Mapping[str, Any]) -> None:
        self._as_json, self.noted = as_json, noted
        self.summary: dict | None = None

    def __call__(self, record: dict) -> None:
        if record["event"] == "summary":
            self.summary = record
        print(json.dumps(record) if self._as_json else in_words(record), flush=True)

    def events(self, events: Iterable[DrillEvent]) -> None:
        """Print what a frame brought."""
        for event in events:
            self(record_of(event))

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
