"""A session with everything that is kept of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from gaitcoach.app.options import RunOptions, records_dir
from gaitcoach.capture.phone.link import PhoneLink
from gaitcoach.capture.phone.source import PhoneSource
from gaitcoach.capture.source import SourceKind, SourceSpec
from gaitcoach.errors import GaitCoachError
from gaitcoach.language import tr
from gaitcoach.live.album import RunPictures
from gaitcoach.live.events import Event
from gaitcoach.live.faces import FaceBlur
from gaitcoach.live.keeping import signals_of
from gaitcoach.live.phone import page_message
from gaitcoach.live.pipeline import Processed
from gaitcoach.live.session import LiveSession, Outlets
from gaitcoach.live.sound_check import SoundCheck
from gaitcoach.report.clinic import load_clinic
from gaitcoach.settings import Settings
from gaitcoach.storage.places import (
    clinic_path,
    files_path,
    new_record_path,
    phone_path,
    store_place,
)
from gaitcoach.storage.record import RecordWriter
from gaitcoach.storage.store.frame import PICTURES, RunHead
from gaitcoach.storage.store.writer import StoreWriter
from gaitcoach.storage.video import VideoRecorder
from gaitcoach.types import Speaker, View, Viewpoint
from gaitcoach.versions import versions
from gaitcoach.words import NEW_CODE

CLOSE_DEADLINE_S = 0.3
"""For record and video each, after the session's own deadline of 1 s: gone within 2 s in all."""


class KeptRun:
    """A session with what is kept of it: the record always, the picture when asked for."""

    def __init__(
        self,
        settings: Settings,
        spec: SourceSpec,
        options: RunOptions,
        speaker: Speaker,
        on_event: Callable[[Event], None] = lambda event: None,
        pictures: RunPictures | None = None,
        sound: SoundCheck | None = None,
        show_links: Callable[[tuple[str, ...]], None] = lambda urls: None,
    ) -> None:
        self._tell = on_event
        self._options = options
        self._settings = settings
        self._video: VideoRecorder | None = None
        self._video_failed = False
        self._speaker, self._show_links = speaker, show_links
        self._phone = phone_for(spec, self._on_links)
        self._faces = None if options.faces else FaceBlur()
        outlets = Outlets(speaker, self._on_event, on_measured=self._on_measured)
        self.session = LiveSession(
            settings,
            spec,
            outlets,
            max_s=options.max_s,
            versions=versions(),
            pictures=pictures,
            sound=sound,
            **_phone_as_source(self._phone),
        )
        now = datetime.now().astimezone()
        path = new_record_path(records_dir(options, settings), now)
        head = RunHead(now, spec.name, settings_to_keep(settings, spec), versions(), path.name)
        self.record, self.store = self._open_record(path, head), self._open_store(head)
        self._closed = threading.Lock()
        self._stuck: tuple[str, ...] | None = None
        self.trouble: str | None = None

    def _open_record(self, path: Path, head: RunHead) -> RecordWriter:
        about = {
            "started": head.started.isoformat(timespec="seconds"),
            "source": head.source,
            "settings": head.settings,
            "versions": head.versions,
            "uid": head.uid,
        }
        return RecordWriter(
            path, about, on_problem=lambda sentence: self.session.notice("record", sentence)
        )

    def _open_store(self, head: RunHead) -> StoreWriter:
        return StoreWriter(
            store_place(self._options.out_dir),
            files_path(self._options.out_dir),
            head,
            on_problem=lambda sentence: self.session.notice("store", sentence),
        )

    def stop(self) -> tuple[str, ...]:
        """Stop, write everything down; return the names of threads that would not end."""
        with self._closed:
            if self._stuck is None:
                self._stuck = self.session.stop()
                self._keep_pictures()
                self.store.close(self.session.steps, CLOSE_DEADLINE_S)
                if not self.record.close(CLOSE_DEADLINE_S):
                    self._say_where_the_record_is()
                if self._video is not None:
                    self._video.close(CLOSE_DEADLINE_S)
                if self._phone is not None and not self._phone.close():
                    self._stuck += ("phone",)
            return self._stuck

    def _keep_pictures(self) -> None:
        """Keep cut-outs of the extreme steps for the report, where that is wished."""
        pictures = self.session.pictures
        if pictures is None or not load_clinic(clinic_path()).keep_pictures:
            return
        from gaitcoach.report.pictures import keep_step_pictures

        settings = self._settings
        keep_step_pictures(
            files_path(self._options.out_dir) / PICTURES,
            self.store.uid,
            self.session.steps,
            pictures.of_steps,
            Viewpoint(View(settings.view), settings.mirror),
            settings.threshold_deg,
        )

    def _say_where_the_record_is(self) -> None:
        rescued = self.record.rescued
        what = tr("The record is not complete: {path}.", path=self.record.path)
        self.trouble = tr("Record kept at {path}.", path=rescued) if rescued else what
        self.session.notice("record", self.trouble)

    def _on_event(self, event: Event) -> None:
        self.record.append(event)
        if self._phone is not None and (message := page_message(event)):
            self._phone.tell(message)
        self.store.append(event)
        self._tell(event)

    def _on_links(self, urls: tuple[str, ...]) -> None:
        """Show a phone's new links; one in place of a lost one is said too: nobody looks here."""
        self._show_links(urls)
        if self._phone is not None and self._phone.view.moved and self.session.speaks:
            self._speaker.say(NEW_CODE)

    def _on_measured(self, done: Processed) -> None:
        self.store.push(signals_of(done))
        if self._options.video_path is None or self._video_failed:
            return
        frame = done.frame
        try:
            self._video = self._video or VideoRecorder(
                self._options.video_path,
                frame.size_px,
                on_problem=lambda sentence: self.session.notice("video", sentence),
            )
        except GaitCoachError as error:
            self._video_failed = True
            self.session.notice("video", str(error))
            return
        self._video.push(frame if self._faces is None else self._faces.push(frame, done.pose))


def phone_for(spec: SourceSpec, show_links: Callable[[tuple[str, ...]], None]) -> PhoneLink | None:
    """Return the door for the phone when a phone is to be the camera; it opens with the source."""
    if spec.kind is not SourceKind.PHONE:
        return None
    return PhoneLink(phone_path(), on_links=show_links)


def _phone_as_source(link: PhoneLink | None) -> dict[str, Any]:
    """Return what a session needs to know about the phone, nothing without one."""
    if link is None:
        return {}
    return {
        "open_source": lambda spec: PhoneSource(link, spec),
        "phone": lambda: link.view,
    }


def settings_to_keep(settings: Settings, spec: SourceSpec) -> dict[str, object]:
    """Return what a run was told, as its record keeps it; no password."""
    kept = {name: getattr(settings, name) for name in settings.__dataclass_fields__}
    return kept | {"source": spec.name, "phrases": dict(settings.phrases)}
