"""A file through the same stages, every frame, without threads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gaitcoach.capture.opencv_source import OpenCVSource
from gaitcoach.capture.source import SourceSpec
from gaitcoach.errors import SourceError
from gaitcoach.live.events import Event, summary_event
from gaitcoach.live.ledger import Ledger
from gaitcoach.live.people import PeopleInline
from gaitcoach.live.pipeline import Pipeline, Processed, make_pipeline
from gaitcoach.settings import Settings
from gaitcoach.types import Frame, SessionSummary, StanceRecord


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a file gave."""

    summary: SessionSummary
    steps: tuple[StanceRecord, ...]
    events: tuple[Event, ...]


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
) -> Replayed:
    """Run a file through all stages.

    Raises
    ------
    SourceError, ModelError
        The file or the model cannot be read.
    """
    people = PeopleInline()
    pipeline: Pipeline | None = None
    events: list[Event] = []
    ledger: Ledger | None = None
    notice = ""
    try:
        for frame in frames_of(spec, on_note):
            if pipeline is None or ledger is None:
                pipeline = make_pipeline(settings, people)
                ledger = Ledger(pipeline.method, pipeline.method_validated, events.append)
            done = pipeline.process(frame)
            ledger.book(done, said=False, now_s=None, gap_cause="frames missing")
            if done.notice != notice:
                notice = done.notice
                if notice:
                    on_note(notice)
            on_frame(done)
        if pipeline is None or ledger is None:
            raise SourceError(f"{spec.name} has no pictures.", "Choose another file.")
        ledger.book_end(pipeline.finish())
        summary = ledger.summary(spec.name, settings, 0, versions or {})
        events.append(summary_event(summary))
        return Replayed(summary, pipeline.gait.steps, tuple(events))
    finally:
        people.close()
        if pipeline is not None:
            pipeline.close()
