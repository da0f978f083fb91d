"""What the window may ask for: runs, settings, tables, looks at a camera."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import fields, replace
from datetime import datetime
from pathlib import Path

from gaitcoach.app.drill_run import DrillRun, wished
from gaitcoach.app.kept_run import KeptRun
from gaitcoach.app.options import RunOptions, records_dir
from gaitcoach.app.videos import VideoOptions, analyze_video
from gaitcoach.capture.lookout import CameraLookout
from gaitcoach.capture.preview import Preview
from gaitcoach.capture.source import DEMO, SourceKind, SourceSpec, parse_source
from gaitcoach.drills import Drill
from gaitcoach.errors import GaitCoachError, SourceError
from gaitcoach.jobs import Job
from gaitcoach.language import tr
from gaitcoach.library import Library
from gaitcoach.live.album import RunPictures
from gaitcoach.live.awake import KeepAwake
from gaitcoach.live.drill_session import DrillSession
from gaitcoach.live.photo_desk import PhotoDesk
from gaitcoach.live.replay import Wishes
from gaitcoach.live.session import LiveSession
from gaitcoach.live.sound_check import SoundCheck
from gaitcoach.settings import Settings
from gaitcoach.settings_file import save_settings
from gaitcoach.settings_table import OfARun
from gaitcoach.storage.export import steps_to_csv
from gaitcoach.storage.places import (
    clinic_path,
    files_path,
    new_picture_path,
    settings_path,
    setup_path,
    store_place,
)
from gaitcoach.storage.recent import RecentRun, RunShelf
from gaitcoach.storage.setup import forget_runner, keep_setup, last_setup, without_runner
from gaitcoach.types import Frame, StanceRecord
from gaitcoach.voice.desk import VoiceDesk
from gaitcoach.voice.speakers import AppSpeaker

CLOSE_JOB_S = 5.0
"""An export that is still being written when the window closes gets so long."""

DELETE_S = 30.0
"""A run that is discarded waits so long for the store to forget it."""

CLOSE_PREVIEW_S = 1.5
"""A run that begins meanwhile waits this long for its camera."""

log = logging.getLogger(__name__)

_OF_A_RUN = {spec.name: spec.default for spec in fields(OfARun)}
"""Chosen anew for each run: not among the defaults that are kept."""


class KeptPreview:
    """A look at a source that is stopped in a worker: a camera may take a second to let go."""

    def __init__(self, preview: Preview, in_background: Callable[[Callable], None]) -> None:
        self._preview = preview
        self._in_background = in_background

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
        self._in_background(lambda: self._preview.stop(CLOSE_PREVIEW_S))


class WindowControls:
    """Starts and stops runs for the window; stopping happens in a worker."""

    def __init__(self, options: RunOptions, settings: Settings, speaker: AppSpeaker) -> None:
        self._options = options
        self._speaker = speaker
        self._sound = SoundCheck(speaker)
        self._runs: dict[int, KeptRun] = {}
        self._stopping: list[threading.Thread] = []
        self._stuck: list[str] = []
        self._jobs: list[Job] = []
        self._analyses: list[Job] = []
        self._news: deque[str] = deque()
        self._last_record: Path | None = None
        self._awake = KeepAwake()
        self.voice_desk = VoiceDesk(speaker)
        self._setup = last_setup(setup_path())
        self._kept_settings = settings
        self._setup_file, self._settings_file = threading.Lock(), threading.Lock()
        records = records_dir(options, settings)
        self._shelf = RunShelf(records)
        self._last_uid: str | None = None
        place, files = _store_of(options), files_path(options.out_dir)
        self._library = Library(place, files, records, clinic_path(), self._forget)
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
        before = tuple(self._stopping)
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
        self._in_background(lambda: self._stuck.extend(handle.stop()))

    def stop(self, handle: LiveSession) -> None:
        """Stop a run without waiting for it."""
        run = self._runs.pop(id(handle), None)
        if run is None:
            return
        self._last_record, self._last_uid = run.record.path, run.store.uid
        if not self._runs:
            self._awake.release()
        run.session.ask_to_stop()
        self._in_background(lambda: self._end(run))

    def _end(self, run: KeptRun) -> None:
        self._stuck.extend(run.stop())
        if run.trouble is not None:
            self._news.append(run.trouble)

    def news(self) -> tuple[str, ...]:
        """Return trouble with what is over, each once."""
        told = []
        while self._news:
            told.append(self._news.popleft())
        return tuple(told)

    def keep_setup(self, settings: Settings) -> None:
        """Keep a run's set-up for the next time."""
        self._setup = settings
        self._in_background(self._write_setup)

    def _write_setup(self) -> None:
        with self._setup_file:  # whoever comes last writes the newest
            keep_setup(self._setup, setup_path())

    def save_settings(self, settings: Settings) -> None:
        """Keep settings as the defaults of every run; a worker writes them."""
        self._kept_settings = replace(settings, **_OF_A_RUN)
        self._in_background(self._write_settings)
        records = records_dir(self._options, settings)
        self._shelf = RunShelf(records)
        self._library.look_for_records_in(records)

    def _write_settings(self) -> None:
        with self._settings_file:  # whoever comes last writes the newest
            try:
                save_settings(self._kept_settings, settings_path())
            except GaitCoachError as error:
                self._news.append(str(error))

    def _forget(self, name: str) -> None:
        """Take a deleted person out of the last set-up, here and on the disk."""
        if self._setup is not None and self._setup.runner == name:
            self._setup = without_runner(self._setup)
        with self._setup_file:
            forget_runner(name)

    def last_setup(self) -> Settings | None:
        """Return the set-up that was kept last, None before there was one."""
        return self._setup

    def recent(self) -> tuple[RecentRun, ...]:
        """Return the newest runs known by now; asks for them anew."""
        return self._shelf.look()

    def export_steps(self, steps: Sequence[StanceRecord], path: str, method: str) -> Job:
        """Begin to write steps as a table."""
        target = Path(path)
        job = Job(
            lambda job: steps_to_csv(steps, target, method=method, reached=job.reached),
            f"writing {target.name}",
        )
        self._jobs = [one for one in self._jobs if not one.is_done] + [job]
        return job

    def analyze_videos(self, paths: Sequence[str], settings: Settings) -> Job:
        """Begin to measure video files and keep each as a run; see `ui.controls.Controls`."""

        def work(job: Job) -> int:
            done = 0
            for index, path in enumerate(paths):
                try:
                    self._analyze_video(path, settings, _share_of(job, index, len(paths)))
                    done += 1
                except GaitCoachError as error:
                    if len(paths) == 1:
                        raise
                    self._news.append(str(error))
            return done

        job = Job(work, f"analyzing {Path(paths[0]).name}")
        self._analyses = [one for one in self._analyses if not one.is_done] + [job]
        return job

    def _analyze_video(
        self, path: str, settings: Settings, reached: Callable[[float | None, float], None]
    ) -> None:
        spec = parse_source(path)
        if spec.kind is not SourceKind.FILE:
            raise SourceError(
                tr("{name} is not a file.", name=spec.name), tr("Choose a video file.")
            )
        options = VideoOptions(Wishes(find_view=True), keep=True, out_dir=self._options.out_dir)
        analyze_video(spec, settings.with_changes(source=path), options, reached=reached)

    def keep_picture(self, save: Callable[[str], bool]) -> str:
        """Let a worker write a picture beside the records; see `ui.controls.Controls`."""
        path = new_picture_path(self._shelf.folder, datetime.now().astimezone())
        self._in_background(lambda: self._save_picture(save, path))
        return str(path)

    def _save_picture(self, save: Callable[[str], bool], path: Path) -> None:
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
        if not save(str(path)):
            self._news.append(
                tr("The picture {path} could not be written: free some space.", path=path)
            )

    def discard_last(self) -> None:
        """Delete the record of the run that was stopped last, once it is written."""
        path, uid, before = self._last_record, self._last_uid, tuple(self._stopping)
        self._last_record = self._last_uid = None
        if path is not None:
            self._in_background(lambda: self._delete_after(before, path, uid))

    def _delete_after(
        self, workers: tuple[threading.Thread, ...], path: Path, uid: str | None
    ) -> None:
        for worker in workers:
            worker.join()
        if uid is not None:
            answer = self._library.delete_uid(uid)
            if not answer.wait(DELETE_S) or answer.error is not None:
                self._news.append("The run could not be deleted from the history: delete it there.")
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            log.warning("the record %s was not deleted: %s", path, error)
            self._news.append(
                tr("The record {path} could not be deleted: delete it yourself.", path=path)
            )

    @property
    def library(self) -> Library:
        """The runs that were kept, for the pages that show them."""
        return self._library

    def preview(self, source: str) -> KeptPreview:
        """Look at a source; runs wait until it has let go."""
        return KeptPreview(Preview(source), self._in_background)

    def _in_background(self, stop: Callable[[], object]) -> None:
        worker = threading.Thread(target=stop, name="stop", daemon=True)
        self._stopping.append(worker)
        worker.start()

    def cameras(self) -> list[tuple[str, str]]:
        """Return (label, source) of the cameras known by now."""
        return self._lookout.cameras()

    def close(self) -> tuple[str, ...]:
        """Wait until every run and table is written; return the threads that would not end."""
        self._awake.release()
        for analysis in self._analyses:
            analysis.cancel()  # it takes minutes; a table is written to its end
        for worker in self._stopping:
            worker.join()
        self._jobs += self._analyses
        self._stuck += [job.name for job in self._jobs if not job.wait(CLOSE_JOB_S)]
        self._library.close()
        self.photos.close()
        self._speaker.close()
        return tuple(self._stuck)


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


def _share_of(job: Job, index: int, n_files: int) -> Callable[[float | None, float], None]:
    """Return what tells a job how far it is with several files.

    A file where nothing tells how far it is goes from nothing to all.
    """
    return lambda share, t_s: job.reached((index + (share or 0.0)) / n_files)
