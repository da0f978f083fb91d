"""A file through the same stages, every frame, without threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from itertools import chain

from gaitcoach.capture.opencv_source import OpenCVSource
from gaitcoach.capture.source import SourceSpec
from gaitcoach.errors import SourceError
from gaitcoach.live.events import Event, summary_event
from gaitcoach.live.ledger import Ledger
from gaitcoach.live.outlook import Seen
from gaitcoach.live.people import PeopleInline
from gaitcoach.live.pipeline import CountPeople, Pipeline, Processed, make_pipeline
from gaitcoach.live.remarks import Remarks
from gaitcoach.live.viewing import FilePoses
from gaitcoach.pelvis.estimator import PelvisEstimator
from gaitcoach.pelvis.facing import open_facing
from gaitcoach.pose.chosen import ChosenPerson, Point
from gaitcoach.pose.tracker import PoseTracker
from gaitcoach.settings import Settings
from gaitcoach.types import Frame, Pose, SessionSummary, StanceRecord, View, Viewpoint

See = Callable[[Frame], Pose | None]


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a file gave.

    view : behind, front, or side, from where nothing can be told
    notes : what must be known to read it, in words; partial : it was stopped before its end
    """

    summary: SessionSummary
    steps: tuple[StanceRecord, ...]
    events: tuple[Event, ...]
    view: str = str(View.BEHIND)
    notes: tuple[str, ...] = ()
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Wishes:
    """What may be asked of a file besides the settings.

    find_view : find out from where it was filmed, whatever the settings say
    person_px : a point on the runner, where several people are seen
    """

    find_view: bool = False
    person_px: Point | None = None


def frames_of(
    spec: SourceSpec, on_note: Callable[[str], None] = lambda note: None
) -> Iterator[Frame]:
    """Yield every frame of a file; raises `SourceError` when it cannot be read.

    `on_note` gets a sentence when the file ended in a way worth saying.
    """
    source = OpenCVSource(spec)
    source.open()
    try:
        while (frame := source.read()) is not None:
            yield frame
        if source.note:
            on_note(source.note)
    finally:
        source.close()


def replay(
    settings: Settings,
    spec: SourceSpec,
    *,
    versions: dict[str, str] | None = None,
    on_frame: Callable[[Processed], None] = lambda done: None,
    on_note: Callable[[str], None] = lambda note: None,
    on_event: Callable[[Event], None] = lambda event: None,
    on_view: Callable[[View], None] = lambda view: None,
    wishes: Wishes | None = None,
    pelvis: PelvisEstimator | None = None,
    people: PeopleInline | None = None,
    should_stop: Callable[[], bool] = lambda: False,
    ahead: bool = True,
) -> Replayed:
    """Run a file through all stages.

    Parameters
    ----------
    on_frame, on_event : called with each as it comes
    on_view : told the view before the first of them
    on_note : called with what must be known to read the result
    pelvis : measures in place of the settings' method; None = by the method
    people : counts people, kept for the next clip; None = one of its own
    should_stop : asked before each frame; then what came so far is the result
    ahead : find the next pose while a frame is judged, on a second core; where every core has a
        clip of its own that gains nothing. The result is the same.

    Raises
    ------
    SourceError, ModelError, PluginError
        The file or the model cannot be read, or somebody's estimator does not work.
    """
    wishes, counter, remarks = wishes or Wishes(), people or PeopleInline(), Remarks(on_note)
    counter.begin_anew()
    partial = False
    with closing(frames_of(spec, remarks.say)) as frames, ExitStack() as models:
        if people is None:
            models.callback(counter.close)
        first = next(frames, None)  # a file that cannot be read costs no models
        pose, seen = _pose_stage(settings, spec, wishes, remarks)
        models.callback(pose.close)
        settings = replace(settings, view=str(seen.view))
        on_view(seen.view)
        run = _Run(settings, spec, pose, _counted(wishes, counter), remarks, on_event, pelvis)
        every = chain(() if first is None else (first,), frames)
        seen_by = _seen_ahead if ahead else _seen_in_line
        with closing(seen_by(every, run.see)) as seen_frames:
            for frame, found in seen_frames:
                if should_stop():
                    partial = True
                    break
                on_frame(run.push(frame, found))
        result = run.finish(versions or {})
    return replace(result, view=str(seen), notes=remarks.told, partial=partial)


def _seen_in_line(frames: Iterable[Frame], see: See) -> Iterator[tuple[Frame, Pose | None]]:
    for frame in frames:
        yield frame, see(frame)


def _seen_ahead(frames: Iterable[Frame], see: See) -> Iterator[tuple[Frame, Pose | None]]:
    """Find the next pose in a thread while this frame is judged: same frames, same order."""
    with ThreadPoolExecutor(1, thread_name_prefix="pose") as pool:
        waiting: tuple[Frame, Future[Pose | None]] | None = None
        for frame in frames:
            following = frame, pool.submit(see, frame)
            if waiting is not None:
                yield waiting[0], waiting[1].result()
            waiting = following
        if waiting is not None:
            yield waiting[0], waiting[1].result()


def _counted(wishes: Wishes, people: PeopleInline) -> CountPeople:
    """Whoever was chosen is alone in what the models see."""
    return people if wishes.person_px is None else lambda frame, pose: 1


def _pose_stage(
    settings: Settings, spec: SourceSpec, wishes: Wishes, remarks: Remarks
) -> tuple[FilePoses, Seen]:
    viewpoint = Viewpoint(View(settings.view), settings.mirror)
    tracker = PoseTracker(settings.model, viewpoint)
    finder: PoseTracker | ChosenPerson = tracker
    if wishes.person_px is not None:
        finder = ChosenPerson(tracker, wishes.person_px, settings.model)
    poses = FilePoses(finder, viewpoint)
    if not wishes.find_view:
        return poses, Seen(viewpoint.view)
    try:
        with closing(frames_of(spec)) as frames:
            facing = open_facing(Viewpoint(View.BEHIND, settings.mirror))
            seen = poses.look(frames, facing)
    except BaseException:
        poses.close()
        raise
    remarks.view(seen)
    return poses, seen


class _Run:
    """One pass of a file: pipeline and books."""

    def __init__(
        self,
        settings: Settings,
        spec: SourceSpec,
        pose: FilePoses,
        count_people: CountPeople,
        remarks: Remarks,
        on_event: Callable[[Event], None],
        pelvis: PelvisEstimator | None,
    ) -> None:
        self._settings, self._spec, self._remarks = settings, spec, remarks
        self._events: list[Event] = []
        self._on_event = on_event
        self._pipeline: Pipeline = make_pipeline(settings, count_people, pose, pelvis)
        self._ledger = Ledger(self._pipeline.method, self._pipeline.method_validated, self._book)

    def _book(self, event: Event) -> None:
        self._events.append(event)
        self._on_event(event)

    def see(self, frame: Frame) -> Pose | None:
        """Find the runner; may run in a thread of its own."""
        return self._pipeline.see(frame)

    def push(self, frame: Frame, pose: Pose | None) -> Processed:
        """Take the next frame with what was found in it."""
        done = self._pipeline.judge(frame, pose)
        self._ledger.book(done, said=False, now_s=None, gap_cause="frames missing")
        self._remarks.push(done, self._settings.model)
        return done

    def finish(self, versions: dict[str, str]) -> Replayed:
        """End the file; raises `SourceError` when it had no picture."""
        if not self._ledger.frames_seen:
            raise SourceError(f"{self._spec.name} has no pictures.", "Choose another file.")
        self._ledger.book_end(self._pipeline.finish())
        summary = self._ledger.summary(self._spec.name, self._settings, 0, versions)
        self._book(summary_event(summary))
        self._remarks.end(summary)
        return Replayed(summary, self._pipeline.gait.steps, tuple(self._events))
