"""A camera, a pipeline and a speaker that do what a test tells them, in step with each other."""

from __future__ import annotations

import threading
from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
from made_up import update

from gaitcoach.capture.source import SourceKind, SourceSpec
from gaitcoach.live.events import Event
from gaitcoach.live.pipeline import Processed
from gaitcoach.live.session import LiveSession, Outlets
from gaitcoach.settings import Settings
from gaitcoach.types import (
    Cue,
    CueKind,
    CueReason,
    Frame,
    GaitUpdate,
    Limits,
    Side,
    Stance,
    StanceRecord,
)

LIMIT_S = 10.0
CAMERA = SourceSpec(SourceKind.CAMERA, "0", "camera 0")
FILE = SourceSpec(SourceKind.FILE, "run.mp4", "run.mp4")
PICTURE = np.zeros((6, 8, 3), np.uint8)
RIGHT_CUE = Cue(
    0.1, CueKind.CORRECT, "left_hip", Side.RIGHT,
    CueReason("drops_too_far", "drop_deg", 7.0, 6.5, 5.0, 7),
)  # fmt: skip


def frame(index: int, fps: float = 30.0) -> Frame:
    return Frame(PICTURE, index, index / fps)


def frames(n_frames: int, fps: float = 30.0) -> list[Frame]:
    return [frame(index, fps) for index in range(n_frames)]


class Turnstile:
    """Lets the next picture through when the one before was analysed: nothing is replaced."""

    def __init__(self) -> None:
        self._free = threading.Semaphore(1)

    def enter(self) -> None:
        assert self._free.acquire(timeout=LIMIT_S), "the frame before was never analysed"

    def leave(self) -> None:
        self._free.release()


class FakeSource:
    """Plays one script: a frame is given, an error raised, a function called (it may block)."""

    note = ""

    def __init__(self, script: Sequence[object], turnstile: Turnstile) -> None:
        self._script = iter(script)
        self._turnstile = turnstile
        self.closed = False

    def open(self) -> None:
        """It opens at once; put what should happen first into the script."""

    def read(self) -> Frame | None:
        for act in self._script:
            if isinstance(act, Frame):
                self._turnstile.enter()
                return act
            if isinstance(act, Exception):
                raise act
            act()  # type: ignore[operator]
        return None

    def close(self) -> None:
        self.closed = True

    def interrupt(self) -> None:
        """A script's own act is deaf to it, as a driver call is."""
        self._turnstile.leave()


class Recorder:
    """Stands in for coach and metronome: keeps what it was told."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def set_limits(self, limits: Limits) -> None:
        self.told.append(limits)

    def set_quiet(self, on: bool) -> None:
        self.told.append(("quiet", on))

    def set_percent(self, percent: int) -> None:
        self.told.append(percent)


class FakePipeline:
    """Says about each frame what the test wants said.

    steps, cues : by the number of the frame that brings them
    silent : numbers of the frames that are only measured
    before : called with each frame first; may raise
    told : what the gait stage says of each frame, besides the steps
    """

    method = "fake"
    method_validated = False

    def __init__(self, turnstile: Turnstile) -> None:
        self._turnstile = turnstile
        self.gait = SimpleNamespace(steps=())
        self.coach = Recorder()
        self.metronome = Recorder()
        self.steps: dict[int, StanceRecord] = {}
        self.cues: dict[int, Cue] = {}
        self.metronome_spm: float | None = None
        self.before: Callable[[Frame], None] = lambda frame: None
        self.told: Callable[[Frame], GaitUpdate] = lambda frame: update(frame.t_s)
        self.seen: list[Frame] = []
        self.silent: Container[int] = ()
        self.late_steps: tuple[StanceRecord, ...] = ()
        self.closed = False

    def see(self, _frame: Frame) -> None:
        """Nobody."""

    def judge(self, frame: Frame, _pose: object) -> Processed:
        try:
            self.before(frame)
            self.seen.append(frame)
            step = self.steps.get(frame.index)
            self.gait.steps += (step,) if step else ()
            now = replace(self.told(frame), new_steps=(step,) if step else ())
            cue = self.cues.get(frame.index)
            cueing = frame.index not in self.silent
            cues = (cue,) if cue else ()
            return Processed(frame, None, None, now, cues, self.metronome_spm, cueing=cueing)
        finally:
            self._turnstile.leave()

    def finish(self) -> GaitUpdate:
        return update(self.seen[-1].t_s if self.seen else 0.0, *self.late_steps)

    def close(self) -> None:
        self.closed = True


class FakeSpeaker:
    """Keeps what it would have sounded like."""

    def __init__(self) -> None:
        self.problem: str | None = None
        self.output: str | None = "Loudspeaker"
        self.said: list[str] = []
        self.tones: list[bool] = []
        self.rates_spm: list[float | None] = []

    def say(self, phrase: str) -> None:
        self.said.append(phrase)

    def tone(self, high: bool) -> None:
        self.tones.append(high)

    def metronome(self, rate_spm: float | None) -> None:
        self.rates_spm.append(rate_spm)

    def close(self) -> None:
        """Nothing to let go of."""


class NoPeople:
    """One person, always."""

    def __init__(self) -> None:
        self.closed = False

    def __call__(self, *_seen: object) -> int:
        return 1

    def close(self) -> bool:
        self.closed = True
        return True


class Studio:
    """A session on fakes. `scripts`: one per time the source is opened."""

    def __init__(self) -> None:
        self.turnstile = Turnstile()
        self.pipeline = FakePipeline(self.turnstile)
        self.speaker = FakeSpeaker()
        self.people = NoPeople()
        self.events: list[Event] = []
        self.kept: list[Frame] = []
        self.sources: list[FakeSource] = []
        self._came = threading.Condition()
        self._undo: list[Callable[[], object]] = []

    def session(
        self, *scripts: Sequence[object], spec: SourceSpec = CAMERA, **how: object
    ) -> LiveSession:
        settings = Settings().with_changes(**how.pop("settings", {}))  # type: ignore[arg-type]
        waiting = iter(scripts)

        def open_source(_spec: SourceSpec) -> FakeSource:
            self.sources.append(FakeSource(next(waiting), self.turnstile))
            return self.sources[-1]

        options = {
            "open_source": open_source,
            "build": lambda settings, people: self.pipeline,
            "people": lambda: self.people,
        }
        on_event = how.pop("on_event", self._on_event)
        outlets = Outlets(self.speaker, on_event, self.kept.append)  # type: ignore[arg-type]
        session = LiveSession(settings, spec, outlets, **(options | how))  # type: ignore[arg-type]
        self._undo.append(session.stop)
        return session

    def run(self, *scripts: Sequence[object], **how: object) -> LiveSession:
        """Run a session to its end."""
        session = self.session(*scripts, **how)
        session.start()
        assert session.wait(LIMIT_S), "the run did not end"
        return session

    def of(self, kind: str) -> list[Event]:
        return [event for event in self.events if event["event"] == kind]

    def wait_for(self, kind: str) -> Event:
        """Wait until an event of this kind came."""
        with self._came:
            assert self._came.wait_for(lambda: self.of(kind), LIMIT_S), f"no {kind} came"
        return self.of(kind)[-1]

    def block(self) -> Blocker:
        """Return something for a script that blocks until it is let go, or the test ends."""
        blocker = Blocker()
        self._undo.insert(0, blocker.let_go)
        return blocker

    def clear_up(self) -> None:
        for undo in self._undo:
            undo()

    def _on_event(self, event: Event) -> None:
        with self._came:
            self.events.append(event)
            self._came.notify_all()


class Blocker:
    """Blocks whoever calls it."""

    def __init__(self) -> None:
        self._reached = threading.Event()
        self._free = threading.Event()

    def __call__(self) -> None:
        self._reached.set()
        assert self._free.wait(LIMIT_S), "never let go"

    def let_go(self) -> None:
        self._free.set()

    def wait_until_reached(self) -> None:
        assert self._reached.wait(LIMIT_S), "never came so far"


def later(seen: Frame, t_s: float) -> Frame:
    return replace(seen, t_s=t_s)


def standing(seen: Frame) -> GaitUpdate:
    """Somebody stands, from the first frame on; the baseline comes after 3 s."""
    found = seen.t_s >= 3.0
    return replace(
        update(seen.t_s, baseline_deg=1.0 if found else None),
        stance=Stance.DOUBLE,
        standing_s=seen.t_s,
    )
