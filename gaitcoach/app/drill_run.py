"""Drills in the window with what is kept of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gaitcoach.app.kept_run import phone_for
from gaitcoach.app.options import DrillWish
from gaitcoach.capture.opencv_source import OpenCVSource
from gaitcoach.capture.phone.source import PhoneSource
from gaitcoach.capture.source import FrameSource, SourceSpec
from gaitcoach.drills import Drill, Place
from gaitcoach.library import Answer, Library
from gaitcoach.live.drill_session import DrillSession
from gaitcoach.live.drill_view import DoneNow, DrillView
from gaitcoach.live.drill_watch import Seen
from gaitcoach.settings import Settings
from gaitcoach.types import PhoneView, Speaker


class DrillRun:
    """A drill session whose every drill is handed to the store, also one that was broken off.

    load : what was worked against, as the store knows it
    seen : from where the camera looks; None = found out
    keeps : False lets the store alone
    noted : of each of these drills, beside what is measured
    """

    def __init__(
        self,
        drills: Sequence[Drill],
        settings: Settings,
        spec: SourceSpec,
        speaker: Speaker,
        library: Library,
        load: str,
        *,
        seen: Seen | None = None,
        keeps: bool = True,
        noted: Mapping[str, Any] | None = None,
    ) -> None:
        self._library, self._person, self._load = library, settings.runner, load
        self._keeps = keeps
        self._phone = phone_for(spec, lambda links: None)
        self.session = DrillSession(
            drills,
            settings,
            spec,
            speaker,
            seen=seen,
            noted=noted,
            on_done=self._keep,
            open_source=self._open,
        )
        self.kept: list[Answer] = []

    @property
    def phone(self) -> PhoneView | None:
        """The phone that is the camera, None when something else is."""
        return None if self._phone is None else self._phone.view

    def view(self) -> DrillView:
        """Return the newest look."""
        return self.session.view()

    @property
    def is_paused(self) -> bool:
        return self.session.is_paused

    def pause(self, on: bool) -> None:
        """Count nothing for a while, or go on."""
        self.session.pause(on)

    def skip(self) -> None:
        """End the drill, or the rest before the next one."""
        self.session.skip()

    def set_voice(self, on: bool) -> None:
        """Speak, or be silent."""
        self.session.set_voice(on)

    def stop(self) -> tuple[str, ...]:
        """Stop everything; return the names of threads that would not end."""
        stuck = self.session.stop()
        if self._phone is not None and not self._phone.close():
            stuck += ("phone",)
        return stuck

    def _open(self, spec: SourceSpec) -> FrameSource:
        return OpenCVSource(spec) if self._phone is None else PhoneSource(self._phone, spec)

    def _keep(self, done: DoneNow) -> None:
        if done.did_something and self._keeps:
            kept = self._library.keep_drill(self._person, done.started, done.summary, self._load)
            self.kept.append(kept)


def wished(drills: Sequence[Drill], wish: DrillWish | None) -> dict[str, Any]:
    """Return how `DrillRun` shall do these in a window that was opened with a drill.

    A declared place holds for whatever can be watched from there, what is noted for that one drill.
    """
    if wish is None:
        return {}
    sideways = wish.seen is not None and wish.seen.is_sideways
    fits = all((drill.place is Place.SIDE) is sideways for drill in drills)
    return {
        "seen": wish.seen if fits else None,
        "keeps": wish.keeps,
        "noted": wish.noted if tuple(drills) == (wish.drill,) else {},
    }
