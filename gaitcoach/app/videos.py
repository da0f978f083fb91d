"""One video file: measured, kept as a run where that is wished, drawn into where that is wished."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gaitcoach.app.kept_run import settings_to_keep
from gaitcoach.app.options import RunOptions, records_dir
from gaitcoach.capture.file_progress import FileProgress
from gaitcoach.capture.source import SourceSpec
from gaitcoach.errors import StorageError
from gaitcoach.live.events import Event
from gaitcoach.live.keeping import signals_of
from gaitcoach.live.pipeline import Processed
from gaitcoach.live.replay import Replayed, Wishes, replay
from gaitcoach.settings import Settings
from gaitcoach.settings_checks import numbers_of
from gaitcoach.storage.places import files_path, new_record_path, store_place
from gaitcoach.storage.record import RecordWriter
from gaitcoach.storage.store.frame import RunHead
from gaitcoach.storage.store.writer import StoreWriter
from gaitcoach.types import View
from gaitcoach.versions import versions

if TYPE_CHECKING:  # SQLAlchemy is loaded where a run is kept
    from gaitcoach.storage.store.store import Store

WRITE_S = 60.0
"""A run that was measured is worth waiting for a slow disk."""


@dataclass(frozen=True, slots=True)
class VideoOptions:
    """What is asked of a video besides the settings.

    keep : as a run in the store, like a live one; annotated : write the video with the measurement
    drawn in there; real_fps : rate it was filmed at, None = as it plays or says itself
    """

    wishes: Wishes = field(default_factory=Wishes)
    real_fps: float | None = None
    keep: bool = False
    annotated: Path | None = None
    out_dir: Path | None = None


@dataclass(frozen=True, slots=True)
class Analysed:
    """What became of a video. uid : its name in the store, None when it is not kept"""

    result: Replayed
    uid: str | None = None
    record: Path | None = None


def wishes_of(find_view: bool, person: str | None) -> Wishes:
    """Return what is asked of a file. person : "X,Y" as typed; raises `SettingsError`"""
    if person is None:
        return Wishes(find_view)
    x, y = numbers_of("person", person, 2)
    return Wishes(find_view, (x, y))


def check_annotated(path: Path | None) -> None:
    """Raise `StorageError` when an annotated video cannot be written there: before the work."""
    if path is not None and (path.exists() or path.suffix.lower() != ".mp4"):
        raise StorageError(
            f"{path} is there already, or is not an .mp4 name.", "Use --annotated NAME.mp4."
        )


def analyze_video(
    spec: SourceSpec,
    settings: Settings,
    options: VideoOptions | None = None,
    *,
    on_note: Callable[[str], None] = lambda note: None,
    reached: Callable[[float | None, float], None] = lambda share, t_s: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> Analysed:
    """Measure a video file.

    Parameters
    ----------
    reached : told the share that is done (None where nothing tells it) and the clip's time, at
        every frame; what it raises ends the work, and what was kept stays kept
    should_stop : asked at every frame; then what came so far is the result, marked as partial

    Raises
    ------
    GaitCoachError
        The file, a model or the disk refuses.
    """
    options = options or VideoOptions()
    check_annotated(options.annotated)
    spec = replace(spec, real_fps=options.real_fps or spec.real_fps)
    progress = FileProgress(Path(spec.address))
    with _keeper(spec, settings, options, on_note) as keeper:

        def on_frame(done: Processed) -> None:
            if keeper is not None:
                keeper.push(done)
            reached(progress.share(done.frame.t_s), done.frame.t_s)

        result = replay(
            settings,
            spec,
            versions=versions(),
            wishes=options.wishes,
            on_frame=on_frame,
            on_note=on_note,
            on_event=_nothing if keeper is None else keeper.on_event,
            on_view=_nothing if keeper is None else keeper.on_view,
            should_stop=should_stop,
        )
        if keeper is None:
            return Analysed(result)
        keeper.finish(result)
        if options.annotated is not None:
            _draw(keeper, Path(spec.address), options.annotated)
        return Analysed(result, *((keeper.uid, keeper.record) if options.keep else (None, None)))


@contextmanager
def _keeper(
    spec: SourceSpec, settings: Settings, options: VideoOptions, on_note: Callable[[str], None]
) -> Iterator[FileKeeper | None]:
    """Give what keeps the run; for a drawing alone it is kept in passing."""
    if options.keep:
        with FileKeeper(spec, settings, options.out_dir, on_note) as keeper:
            yield keeper
    elif options.annotated is not None:
        with (
            tempfile.TemporaryDirectory(prefix="gaitcoach-") as folder,
            FileKeeper(spec, settings, Path(folder), on_note, in_passing=True) as keeper,
        ):
            yield keeper
    else:
        yield None


class FileKeeper:
    """Keeps a file's run as a live one is kept: the record, and the store with every frame.

    The head is written with the first frame, when the view is known. A file that cannot be read to
    a result leaves no run.
    """

    def __init__(
        self,
        spec: SourceSpec,
        settings: Settings,
        out_dir: Path | None,
        on_problem: Callable[[str], None],
        in_passing: bool = False,
    ) -> None:
        self._spec, self._settings, self._out_dir = spec, settings, out_dir
        self._on_problem, self._in_passing = on_problem, in_passing
        self.place = str(out_dir / "store.sqlite") if in_passing else store_place(out_dir)
        self._record: RecordWriter | None = None
        self._store: StoreWriter | None = None
        self._finished = False

    def __enter__(self) -> FileKeeper:
        return self

    def __exit__(self, kind: type[BaseException] | None, *error: object) -> None:
        self._close(None)
        if kind is not None and not self._in_passing:
            self._discard()

    @property
    def uid(self) -> str:
        return self._begun().uid

    @property
    def files(self) -> Path:
        """The folder beside the store."""
        return files_path(self._out_dir)

    @property
    def record(self) -> Path | None:
        return None if self._record is None else self._record.path

    def push(self, done: Processed) -> None:
        """Take an analysed frame."""
        self._begun().push(signals_of(done))

    def on_event(self, event: Event) -> None:
        """Take an event."""
        store = self._begun()
        if self._record is not None:
            self._record.append(event)
        store.append(event)

    def finish(self, result: Replayed) -> None:
        """Write the rest; raises `StorageError` when it is not all on disk."""
        if not self._close(result):
            raise StorageError(
                "The run could not be kept whole.", "Free some space and analyze the file again."
            )

    def on_view(self, view: View) -> None:
        """Book the view that was found out; before the first frame."""
        self._settings = replace(self._settings, view=str(view))

    def _begun(self) -> StoreWriter:
        if self._store is not None:
            return self._store
        started = datetime.fromtimestamp(Path(self._spec.address).stat().st_mtime).astimezone()
        folder = records_dir(RunOptions(out_dir=self._out_dir), self._settings)
        path = new_record_path(folder, started)
        kept = settings_to_keep(self._settings, self._spec) | {"real_fps": self._spec.real_fps}
        head = RunHead(started, self._spec.name, kept, versions(), path.name)
        told = {
            "started": started.isoformat(timespec="seconds"),
            "source": self._spec.name,
            "settings": head.settings,
            "versions": head.versions,
            "uid": head.uid,
        }
        self._record = RecordWriter(path, told, on_problem=self._on_problem)
        self._store = StoreWriter(self.place, self.files, head, on_problem=self._on_problem)
        return self._store

    def _close(self, result: Replayed | None) -> bool:
        if self._finished or self._store is None or self._record is None:
            return self._finished
        self._finished = True
        whole = self._store.close(None if result is None else result.steps, WRITE_S)
        whole &= self._record.close(WRITE_S)
        self._store.wait(WRITE_S)
        return whole

    def _discard(self) -> None:
        """Leave no run of a file that gave no result: it will be analysed again."""
        if self._store is None or self.record is None:
            return
        from gaitcoach.storage.store.deleting import delete_runs
        from gaitcoach.storage.store.runs import id_of

        with closing(self.open_store()) as store:
            if (run_id := id_of(store, self.uid)) is not None:
                delete_runs(store, [run_id], [self.record.parent])

    def open_store(self) -> Store:
        """Open the store that the run is in."""
        from gaitcoach.storage.store.store import Store

        return Store(self.place, self.files)


def _nothing(told: object) -> None:
    """For whom nobody listens to."""


def _draw(keeper: FileKeeper, video: Path, path: Path) -> None:
    from gaitcoach.report.exports import export_run
    from gaitcoach.storage.store.runs import id_of

    with closing(keeper.open_store()) as store:
        run_id = id_of(store, keeper.uid)
        if run_id is None:
            raise StorageError("The run is not in the store.", "See the log file.")
        export_run(store, run_id, "mp4", path, video)
