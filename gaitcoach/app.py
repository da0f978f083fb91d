"""The composition root: the only place that knows every room."""

from __future__ import annotations

import json
import logging
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gaitcoach import language
from gaitcoach.capture.discovery import list_cameras
from gaitcoach.capture.lookout import CameraLookout
from gaitcoach.capture.phone.link import PhoneLink
from gaitcoach.capture.phone.source import PhoneSource
from gaitcoach.capture.preview import Preview
from gaitcoach.capture.source import DEMO, SourceKind, SourceSpec, hide_credentials, parse_source
from gaitcoach.errors import GaitCoachError
from gaitcoach.jobs import Job
from gaitcoach.language import tr
from gaitcoach.library import Library
from gaitcoach.live.album import RunPictures
from gaitcoach.live.awake import KeepAwake
from gaitcoach.live.events import Event, format_event, format_summary
from gaitcoach.live.faces import FaceBlur
from gaitcoach.live.keeping import signals_of
from gaitcoach.live.phone import page_message
from gaitcoach.live.pipeline import Processed
from gaitcoach.live.session import LiveSession, Outlets
from gaitcoach.live.sound_check import SoundCheck
from gaitcoach.report.clinic import load_clinic
from gaitcoach.settings import Settings
from gaitcoach.settings_file import save_settings
from gaitcoach.storage.export import steps_to_csv
from gaitcoach.storage.places import (
    clinic_path,
    files_path,
    new_picture_path,
    new_record_path,
    phone_path,
    runs_path,
    settings_path,
    setup_path,
    store_place,
    windows_path,
)
from gaitcoach.storage.recent import RecentRun, RunShelf
from gaitcoach.storage.record import RecordWriter
from gaitcoach.storage.setup import keep_setup, last_setup
from gaitcoach.storage.store.frame import PICTURES, RunHead
from gaitcoach.storage.store.writer import StoreWriter
from gaitcoach.storage.video import VideoRecorder
from gaitcoach.types import Frame, Speaker, StanceRecord, View, Viewpoint
from gaitcoach.versions import versions
from gaitcoach.voice.desk import VoiceDesk
from gaitcoach.voice.speakers import AppSpeaker, bank_of, open_speaker
from gaitcoach.words import NEW_CODE, PHONE_IN_TERMINAL

if TYPE_CHECKING:  # Qt is for those who want a window
    from types import TracebackType

    from gaitcoach.ui.shell_keeper import ShellKeeper

CLOSE_DEADLINE_S = 0.3
"""For record and video each, after the session's own deadline of 1 s: gone within 2 s in all."""

CLOSE_JOB_S = 5.0
"""An export that is still being written when the window closes gets so long."""

DELETE_S = 30.0
"""A run that is discarded waits so long for the store to forget it."""
TIDY_S = 10.0
"""Without a window nothing else is to be done: the signals become Parquet before the end."""
CLOSE_PREVIEW_S = 1.5
"""A run that begins meanwhile waits this long for its camera."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How to run, besides the settings.

    source : as typed; None = the first camera, or the demo when there is none
    out_dir : folder of the record; None = the user's data folder
    video_path : keep the picture there; None = do not keep it
    faces : leave faces in a kept picture as they are
    """

    source: str | None = None
    as_live: bool = False
    loop: bool = False
    max_s: float | None = None
    out_dir: Path | None = None
    video_path: Path | None = None
    as_json: bool = False
    faces: bool = False


def choose_source(typed: str | None) -> str:
    """Return the source as typed, else the first camera, else the demo."""
    if typed is not None:
        return typed
    cameras = list_cameras()
    return str(cameras[0].index) if cameras else DEMO


def _records_dir(options: RunOptions, settings: Settings) -> Path:
    """Return the folder of records: as given for this start, else the user's, else the usual."""
    if options.out_dir is not None:
        return options.out_dir
    return runs_path() if settings.records_dir is None else Path(settings.records_dir)


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
        self._phone = _phone_for(spec, self._on_links)
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
        path = new_record_path(_records_dir(options, settings), now)
        head = RunHead(now, spec.name, _settings_to_keep(settings, spec), versions(), path.name)
        self.record = RecordWriter(
            path,
            {
                "started": now.isoformat(timespec="seconds"),
                "source": spec.name,
                "settings": head.settings,
                "versions": head.versions,
                "uid": head.uid,
            },
            on_problem=lambda sentence: self.session.notice("record", sentence),
        )
        self.store = StoreWriter(
            store_place(options.out_dir),
            files_path(options.out_dir),
            head,
            on_problem=lambda sentence: self.session.notice("store", sentence),
        )
        self._closed = threading.Lock()
        self._stuck: tuple[str, ...] | None = None
        self.trouble: str | None = None

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
        what = f"The record is not complete: {self.record.path}."
        self.trouble = f"Record kept at {rescued}." if rescued else what
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


def _phone_for(spec: SourceSpec, show_links: Callable[[tuple[str, ...]], None]) -> PhoneLink | None:
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


def _settings_to_keep(settings: Settings, spec: SourceSpec) -> dict[str, object]:
    kept = {name: getattr(settings, name) for name in settings.__dataclass_fields__}
    return kept | {"source": spec.name, "phrases": dict(settings.phrases)}


def check_video_path(path: Path | None) -> None:
    """Raise `GaitCoachError` when a recording must not, or cannot, be written there."""
    if path is not None and path.exists():
        raise GaitCoachError(
            tr("{path} exists already.", path=path), "Choose another name for --record."
        )
    if path is not None and path.suffix.lower() != ".mp4":
        raise GaitCoachError(f"{path} is not an .mp4 name.", "Use --record NAME.mp4.")


def run_headless(settings: Settings, options: RunOptions) -> int:
    """Run without a window: print events, then the summary. Returns the exit code."""
    spec = parse_source(choose_source(options.source), as_live=options.as_live, loop=options.loop)
    check_video_path(options.video_path)
    qt = _sound_loop(settings)
    if qt is not None:
        from gaitcoach.ui.translator import language_of

        language.install(language_of(settings.language))
    speaker = open_speaker(voice=qt is not None, bank=bank_of(settings))
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    run = KeptRun(
        settings, spec, options, speaker, _Printer(options.as_json), show_links=_print_code
    )
    run.session.start()
    try:
        _wait(run.session, qt)
    except KeyboardInterrupt:
        run.session.ask_to_stop()
    stuck = run.stop()
    speaker.close()
    code = _report(run, options)
    if not stuck:
        run.store.wait(TIDY_S)
    leave_if_stuck(stuck, code)
    return code


def _sound_loop(settings: Settings) -> object | None:
    """Return Qt's application, which sound needs, or None when nothing is to be heard.

    Keep what is returned: Qt ends its application when nobody holds it.
    """
    if not (settings.voice or settings.step_tone or settings.metronome_percent):
        return None
    from gaitcoach.voice.qt_player import ensure_application

    return ensure_application()


def _wait(session: LiveSession, qt: object | None) -> None:
    """Wait for the end; with sound, in Qt's event loop."""
    if qt is None:
        while not session.wait(0.2):
            pass
        return
    from gaitcoach.voice.qt_player import run_event_loop_until

    run_event_loop_until(lambda: session.is_over)


def _print_code(urls: tuple[str, ...]) -> None:
    """Show the code for the phone beside what a run prints."""
    from gaitcoach.capture.phone.code import terminal_code

    links = "\n".join(urls)
    print(f"{terminal_code(urls[0])}{PHONE_IN_TERMINAL.format(links=links)}", file=sys.stderr)


class _Printer:
    """Prints events as they come; stops quietly when nobody reads any more."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self._broken = False

    def __call__(self, event: Event) -> None:
        line = json.dumps(event) if self._as_json else format_event(event)
        if line is None or self._broken:
            return
        try:
            print(line, flush=True)
        except BrokenPipeError:
            self._broken = True
            sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115 - open to the end


def _report(run: KeptRun, options: RunOptions) -> int:
    view = run.session.view()
    for sentence in (view.message, *view.notices):
        if sentence:
            print(hide_credentials(sentence), file=sys.stderr)
    summary = run.session.summary
    if summary is not None and summary.frames_seen and not options.as_json:
        print(format_summary(summary))
        print(f"Record: {run.record.path}")
    failure = run.session.failure
    return 0 if failure is None else failure.exit_code


def leave_if_stuck(stuck: tuple[str, ...], code: int) -> None:
    """End the process here and now when a thread hangs inside a driver.

    Everything is closed and written by now. The interpreter's own end would wait for that thread
    for ever, or abort; this is the one place that does not ask it.
    """
    if not stuck:
        return
    log.warning("threads that did not end: %s", ", ".join(stuck))
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


_OF_A_RUN = {
    spec.name: spec.default
    for spec in fields(Settings)
    if spec.name in ("source", "runner", "stickers", "vertical")
}
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
        self._news: deque[str] = deque()
        self._last_record: Path | None = None
        self._awake = KeepAwake()
        self.voice_desk = VoiceDesk(speaker)
        self._setup = last_setup(setup_path())
        self._setup_file = threading.Lock()
        records = _records_dir(options, settings)
        self._shelf = RunShelf(records)
        self._last_uid: str | None = None
        place, files = store_place(options.out_dir), files_path(options.out_dir)
        self._library = Library(place, files, records, clinic_path())
        self._lookout = CameraLookout()

    def start(self, settings: Settings) -> LiveSession:
        """Begin a run; see `ui.controls.Controls`."""
        spec = parse_source(
            settings.source,
            as_live=True,
            loop=self._options.loop or settings.source == DEMO,
        )
        run = KeptRun(
            settings,
            spec,
            self._options,
            self._speaker,
            pictures=RunPictures(),
            sound=self._sound,
        )
        self._runs[id(run.session)] = run
        self._awake.hold()
        before = tuple(self._stopping)
        threading.Thread(
            target=_start_after, args=(before, run.session), name="start", daemon=True
        ).start()
        return run.session

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
        """Keep settings as the defaults of every run; raises `GaitCoachError` when it cannot."""
        save_settings(replace(settings, **_OF_A_RUN), settings_path())
        self._shelf = RunShelf(_records_dir(self._options, settings))

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
        for worker in self._stopping:
            worker.join()
        self._stuck += [job.name for job in self._jobs if not job.wait(CLOSE_JOB_S)]
        self._library.close()
        self._speaker.close()
        return tuple(self._stuck)


def _start_after(workers: tuple[threading.Thread, ...], session: LiveSession) -> None:
    """Start once earlier runs have let go of their camera."""
    for worker in workers:
        worker.join()
    session.start()


def run_window(settings: Settings, options: RunOptions) -> int:
    """Open the live window and run until it is closed. Returns the exit code."""
    from PyQt6.QtWidgets import QApplication

    from gaitcoach.ui.shell_keeper import ShellKeeper
    from gaitcoach.ui.translator import use_language
    from gaitcoach.ui.window_memory import WindowMemory

    check_video_path(options.video_path)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("gaitcoach")
    source = choose_source(options.source)
    parse_source(source)
    use_language(settings.language)
    controls = WindowControls(options, settings, open_speaker(bank=bank_of(settings)))
    keeper = ShellKeeper(
        controls, settings.with_changes(source=source), WindowMemory(windows_path())
    )
    sys.excepthook = _tell_in(keeper)
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: keeper.window.close())
    if options.source is not None:  # whoever names a source wants to run
        keeper.window.run(settings.with_changes(source=source))
    keeper.window.show()
    code = app.exec()
    sys.excepthook = sys.__excepthook__
    stuck = controls.close()
    for sentence in controls.news():
        print(sentence, file=sys.stderr)
    leave_if_stuck(stuck, code)
    return code


def _tell_in(keeper: ShellKeeper) -> Callable[..., None]:
    """Return a hook for errors of the window itself: PyQt would end the run for any of them."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.error("an error of the window's own", exc_info=(kind, error, trace))
        keeper.window.toasts.fail(error)

    return hook
