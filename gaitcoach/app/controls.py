"""What the window may ask for: runs, settings, tables, looks at a camera."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from gaitcoach.app.behind import Behind
from gaitcoach.app.drill_run import DrillRun, wished
from gaitcoach.app.kept_choices import KeptChoices
from gaitcoach.app.kept_run import KeptRun
from gaitcoach.app.options import RunOptions, records_dir
from gaitcoach.app.window_jobs import WindowJobs
from gaitcoach.capture.lookout import CameraLookout
from gaitcoach.capture.preview import Preview
from gaitcoach.capture.source import DEMO, SourceSpec, parse_source
from gaitcoach.drills import Drill
from gaitcoach.jobs import Job
from gaitcoach.language import tr
from gaitcoach.library import Library
from gaitcoach.live.album import RunPictures
from gaitcoach.live.awake import KeepAwake
from gaitcoach.live.drill_session import DrillSession
from gaitcoach.live.photo_desk import PhotoDesk
from gaitcoach.live.session import LiveSession
from gaitcoach.live.sound_check import SoundCheck
from gaitcoach.settings import Settings
from gaitcoach.storage.places import (
    clinic_path,
    files_path,
    new_picture_path,
    store_place,
)
from gaitcoach.storage.recent import RecentRun, RunShelf
from gaitcoach.types import Frame, StanceRecord
from gaitcoach.voice.desk import VoiceDesk
from gaitcoach.voice.speakers import AppSpeaker

DELETE_S = 30.0
"""A run that is discarded waits so long for the store to forget it."""

CLOSE_PREVIEW_S = 1.5
"""A run that begins meanwhile waits this long for its camera."""

log = logging.getLogger(__name__)


class KeptPreview:
    """A look at a source that is stopped in a worker: a camera may take a second to let go."""

    def __init__(self, preview: Preview, behind: Behind) -> None:
        self._preview = preview
        self._behind = behind

    @property
    def trouble(self) -> str:
        """Why there is no picture, "" while there is hope."""
        return self._preview.trouble

    @property
    def frame(self) -> Frame | None:
        """The newest picture."""
        return self._preview.frame

    def stop(self) -> None:
        """Let go of the source without waiting for it."""
        self._behind.do(lambda: self._preview.stop(CLOSE_PREVIEW_S))


class WindowControls:
    """Starts and stops runs for the window; stopping happens in a worker."""

    def __init__(self, options: RunOptions, settings: Settings, speaker: AppSpeaker) -> None:
        self._options = options
        self._speaker = speaker
        self._sound = SoundCheck(speaker)
        self._runs: dict[int, KeptRun] = {}
        self._behind = Behind()
        self._jobs = WindowJobs(self._behind, options.out_dir)
        self._choices = KeptChoices(settings, self._behind)
        self._last_record: Path | None = None
        self._awake = KeepAwake()
        self.voice_desk = VoiceDesk(speaker)
        records = records_dir(options, settings)
        self._shelf = RunShelf(records)
        self._last_uid: str | None = None
        place, files = _store_of(options), files_path(options.out_dir)
        self._library = Library(place, files, records, clinic_path(), self._choices.forget)
        self._lookout = CameraLookout()
        self.photos = PhotoDesk()

    def start(self, settings: Settings) -> LiveSession:
        """Begin a run; see `ui.controls.Controls`."""
        spec = self._spec(settings)
        run = KeptRun(
            settings,
            spec,
            self._options,
            self._speaker,
            pictures=RunPictures(),
            sound=self._sound,
        )
        self._runs[id(run.session)] = run
        self._begin(run.session)
        return run.session

    def _spec(self, settings: Settings) -> SourceSpec:
        loop = self._options.loop or settings.source == DEMO
        return parse_source(settings.source, as_live=True, loop=loop)

    def _begin(self, session: LiveSession | DrillSession) -> None:
        self._awake.hold()
        before = self._behind.workers
        threading.Thread(
            target=_start_after, args=(before, session), name="start", daemon=True
        ).start()

    def start_drills(self, drills: Sequence[Drill], settings: Settings, load: str) -> DrillRun:
        """Begin drills, one after another; see `ui.controls.Controls`."""
        spec = self._spec(settings)
        how = wished(drills, self._options.drill)
        run = DrillRun(drills, settings, spec, self._speaker, self._library, load, **how)
        self._begin(run.session)
        return run

    def stop_drills(self, handle: DrillRun) -> None:
        """Stop drills without waiting for them."""
        if not self._runs:
            self._awake.release()
        handle.session.ask_to_stop()
        self._behind.do(lambda: self._behind.stuck.extend(handle.stop()))

    def stop(self, handle: LiveSession) -> None:
        """Stop a run without waiting for it."""
        run = self._runs.pop(id(handle), None)
        if run is None:
            return
        self._last_record, self._last_uid = run.record.path, run.store.uid
        if not self._runs:
            self._awake.release()
        run.session.ask_to_stop()
        self._behind.do(lambda: self._end(run))

    def _end(self, run: KeptRun) -> None:
        self._behind.stuck.extend(run.stop())
        if run.trouble is not None:
            self._behind.tell(run.trouble)

    def news(self) -> tuple[str, ...]:
        """Return trouble with what is over, each once."""
        return self._behind.news()

    def keep_setup(self, settings: Settings) -> None:
        """Keep a run's set-up for the next time."""
        self._choices.keep_setup(settings)

    def save_settings(self, settings: Settings) -> None:
        """Keep settings as the defaults of every run; a worker writes them."""
        self._choices.save_settings(settings)
        records = records_dir(self._options, settings)
        self._shelf = RunShelf(records)
        self._library.look_for_records_in(records)

    def last_setup(self) -> Settings | None:
        """Return the set-up that was kept last, None before there was one."""
        return self._choices.setup

    def recent(self) -> tuple[RecentRun, ...]:
        """Return the newest runs known by now; asks for them anew."""
        return self._shelf.look()

    def export_steps(self, steps: Sequence[StanceRecord], path: str, method: str) -> Job:
        """Begin to write steps as a table."""
        return self._jobs.export_steps(steps, path, method)

    def analyze_videos(self, paths: Sequence[str], settings: Settings) -> Job:
        """Begin to measure video files and keep each as a run; see `ui.controls.Controls`."""
        return self._jobs.analyze_videos(paths, settings)

    def keep_picture(self, save: Callable[[str], bool]) -> str:
        """Let a worker write a picture beside the records; see `ui.controls.Controls`."""
        path = new_picture_path(self._shelf.folder, datetime.now().astimezone())
        self._behind.do(lambda: self._save_picture(save, path))
        return str(path)

    def _save_picture(self, save: Callable[[str], bool], path: Path) -> None:
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
        if not save(str(path)):
            self._behind.tell(
                tr("The picture {path} could not be written: free some space.", path=path)
            )

    def discard_last(self) -> None:
        """Delete the record of the run that was stopped last, once it is written."""
        path, uid, before = self._last_record, self._last_uid, self._behind.workers
        self._last_record = self._last_uid = None
        if path is not None:
            self._behind.do(lambda: self._delete_after(before, path, uid))

    def _delete_after(
        self, workers: tuple[threading.Thread, ...], path: Path, uid: str | None
    ) -> None:
        for worker in workers:
            worker.join()
        if uid is not None:
            answer = self._library.delete_uid(uid)
            if not answer.wait(DELETE_S) or answer.error is not None:
                self._behind.tell(
                    tr("The run could not be deleted from the history: delete it there.")
                )
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            log.warning("the record %s was not deleted: %s", path, error)
            self._behind.tell(
                tr("The record {path} could not be deleted: delete it yourself.", path=path)
            )

    @property
    def library(self) -> Library:
        """The runs that were kept, for the pages that show them."""
        return self._library

    def preview(self, source: str) -> KeptPreview:
        """Look at a source; runs wait until it has let go."""
        return KeptPreview(Preview(source), self._behind)

    def cameras(self) -> list[tuple[str, str]]:
        """Return (label, source) of the cameras known by now."""
        return self._lookout.cameras()

    def close(self) -> tuple[str, ...]:
        """Wait until every run and table is written; return the threads that would not end."""
        self._awake.release()
        self._jobs.call_off()
        self._behind.wait()
        self._behind.stuck += self._jobs.wait()
        self._library.close()
        self.photos.close()
        self._speaker.close()
        return tuple(self._behind.stuck)


def _store_of(options: RunOptions) -> str:
    """Return the store's place: as named for this start, else the usual."""
    named = None if options.drill is None else options.drill.store
    return named or store_place(options.out_dir)


def _start_after(
    workers: tuple[threading.Thread, ...], session: LiveSession | DrillSession
) -> None:
    """Start once earlier runs have let go of their camera."""
    for worker in workers:
        worker.join()
    session.start()
