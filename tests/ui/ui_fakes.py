"""Stand-ins for the rest of the program: views made of real demo frames, sessions that count."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from gaitcoach.drills import Drill
from gaitcoach.drills.values import DrillState, DrillUpdate
from gaitcoach.landmarks import N_LANDMARKS, Landmark
from gaitcoach.live.drill_face import Face, Step
from gaitcoach.live.drill_view import DrillView, Watched
from gaitcoach.live.notebook import Notebook
from gaitcoach.live.view import LiveStats, LiveView, SessionState
from gaitcoach.settings import Settings
from gaitcoach.storage.recent import RecentRun
from gaitcoach.types import (
    Cue,
    CueKind,
    CueReason,
    Frame,
    GaitUpdate,
    PelvisAngle,
    PhoneView,
    Pose,
    Quality,
    Side,
    SideStats,
    Stance,
    StanceRecord,
    View,
    Viewpoint,
)
from gaitcoach.voice.voices import VoiceName

SIZE_PX = (640, 480)


def grey_frame(level: int = 90, index: int = 0) -> Frame:
    """A frame whose left half is darker than its right half."""
    image = np.full((SIZE_PX[1], SIZE_PX[0], 3), level, np.uint8)
    image[:, SIZE_PX[0] // 2 :] = level + 80
    return Frame(image, index, index / 30, 0.0)


def standing_pose(frame_index: int = 0) -> Pose:
    """A runner seen from behind, the left hip at picture x 280, the right one at 360."""
    xy_px = np.full((N_LANDMARKS, 2), np.nan)
    for name, left_xy in {
        "SHOULDER": (265, 130),
        "ELBOW": (240, 190),
        "WRIST": (235, 240),
        "HIP": (280, 250),
        "KNEE": (285, 340),
        "ANKLE": (288, 420),
        "HEEL": (288, 432),
        "FOOT_INDEX": (284, 438),
    }.items():
        xy_px[Landmark[f"LEFT_{name}"]] = left_xy
        xy_px[Landmark[f"RIGHT_{name}"]] = (SIZE_PX[0] - left_xy[0], left_xy[1])
    visibility = np.ones(N_LANDMARKS)
    world_m = np.zeros((N_LANDMARKS, 3))
    return Pose(frame_index / 30, frame_index, xy_px, world_m, visibility, SIZE_PX)


def step(side: Side, drop_deg: float, t_s: float = 0.0, *, usable: bool = True) -> StanceRecord:
    """One finished step."""
    reason = Quality.OK if usable else Quality.FRAME_GAP
    return StanceRecord(side, t_s, t_s + 0.27, drop_deg, drop_deg + 1, 0.8, 5, usable, reason)


def gait(**changes: object) -> GaitUpdate:
    """A gait update in which all is well and nothing is known yet."""
    plain = GaitUpdate(
        t_s=0.0,
        obliquity_deg=2.0,
        stance=Stance.LEFT,
        drop_now_deg=2.0,
        cadence_spm=164.0,
        left=SideStats(),
        right=SideStats(),
        new_steps=(),
        quality=Quality.OK,
        baseline_deg=0.3,
        contact_time_s=0.272,
        flight_time_s=0.094,
    )
    return replace(plain, **changes)


def running_view(sequence: int = 1, **changes: object) -> LiveView:
    """A running session's view with a frame, a pose and an angle."""
    plain = LiveView(
        state=SessionState.RUNNING,
        sequence=sequence,
        frame=grey_frame(index=sequence),
        pose=standing_pose(sequence),
        angle=PelvisAngle(sequence / 30, 6.0, 1.2, "hip_line"),
        update=gait(t_s=sequence / 30),
        stats=LiveStats(29.97, 14.6, sequence, 3),
    )
    return replace(plain, **changes)


def cue(side: Side | None = Side.RIGHT, kind: CueKind = CueKind.CORRECT) -> Cue:
    """The usual cue, given while standing on `side`."""
    reason = CueReason("drop_over_limit", "drop_deg", 6.3, 5.4, 5.0, 8)
    return Cue(1.0, kind, "hips_level" if kind is CueKind.CORRECT else "better", side, reason)


@dataclass
class FakeSession:
    """A session that shows what the test puts into `shown` and remembers what it was told."""

    settings: Settings
    shown: LiveView = field(default_factory=LiveView)
    told: list[tuple[str, object]] = field(default_factory=list)
    steps: tuple[StanceRecord, ...] = ()
    cues: tuple[Cue, ...] = ()
    pictures: object = None

    def __post_init__(self) -> None:
        self.notebook = Notebook(lambda: self.shown.update.t_s, lambda event: None)

    @property
    def marks(self) -> tuple[tuple[float, str], ...]:
        return self.notebook.marks

    def view(self) -> LiveView:
        return self.shown

    def set_threshold(self, threshold_deg: float) -> None:
        self.told.append(("threshold", threshold_deg))

    def set_voice(self, on: bool) -> None:
        self.told.append(("voice", on))

    def set_step_tone(self, on: bool) -> None:
        self.told.append(("step_tone", on))

    def proposed_stickers(self, frame: Frame, pose: Pose | None):
        from gaitcoach.live.stickers import proposed_points_px  # loads OpenCV: one test forbids it

        return proposed_points_px(frame, pose)

    def place_stickers(self, frame: Frame, one_px, other_px, pose: Pose | None) -> None:
        self.told.append(("stickers", (frame, one_px, other_px, pose)))

    def skip_setup(self) -> None:
        self.told.append(("skip_setup", None))

    def ask_sound(self) -> None:
        self.told.append(("ask_sound", None))

    def answer_sound(self, heard: bool) -> None:
        self.told.append(("answer_sound", heard))

    def set_metronome(self, percent: int) -> None:
        self.told.append(("metronome", percent))


@dataclass
class GivenAnswer:
    """An answer of the store that is there."""

    value: object = 1
    error: Exception | None = None
    is_ready: bool = True


@dataclass
class FakeDrills:
    """Drills that show what the test puts into `shown` and remember what they were told."""

    drills: tuple[Drill, ...]
    settings: Settings
    load: str
    shown: DrillView | None = None
    phone: PhoneView | None = None
    kept: tuple[GivenAnswer, ...] = ()
    is_paused: bool = False
    told: list[tuple[str, object]] = field(default_factory=list)

    def view(self) -> DrillView:
        return self.shown or DrillView(self.drills)

    def pause(self, on: bool) -> None:
        self.is_paused = on

    def skip(self) -> None:
        self.told.append(("skip", None))

    def set_voice(self, on: bool) -> None:
        self.told.append(("voice", on))


def drill_view(drills: tuple[Drill, ...], sequence: int = 1, **changes: object) -> DrillView:
    """A look at somebody who stands before a camera in front of them, the right hip 3 deg lower."""
    pose, frame = standing_pose(sequence), grey_frame(index=sequence)
    t_s = sequence / 30
    update = DrillUpdate(t_s, DrillState.WORK, None, 0, 0.0, None)
    angle = PelvisAngle(t_s, 3.0, 1.0, "learned")
    plain = DrillView(
        drills,
        state=SessionState.RUNNING,
        sequence=sequence,
        watched=Watched(frame, pose, angle, update),
        viewpoint=Viewpoint(View.FRONT),
        face=Face(Step.GO),
    )
    return replace(plain, **changes)


def drill_summary(drill: str = "mirror_stance", **changes: object) -> dict:
    """What two legs did."""
    leg = {"reps": 5, "good_reps": 4, "hold_s": 150.4, "good_s": 120.0, "score": 80.0}
    plain = {
        "drill": drill, "side": "both", "reps": 10, "hold_s": 300.0, "faults": 3, "score": 80.0,
        "faults_by_kind": {"drop": 2, "lean": 1},
        "findings": {"left": ["drop", "held"], "right": ["level", "held"]},
        "by_side": {"left": leg, "right": leg | {"score": 95.0}},
    }  # fmt: skip
    return plain | changes


class FakePreview:
    """A source whose picture and trouble the test sets."""

    def __init__(self, source: str) -> None:
        self.source, self.trouble, self.stopped = source, "", 0
        self.frame: Frame | None = None

    def stop(self) -> None:
        self.stopped += 1


class FakeWork:
    """Work that is over at once, unless the test lets it go on."""

    def __init__(self, error: Exception | None = None, *, is_done: bool = True) -> None:
        self.error, self.is_done = error, is_done
        self.share: float | None = None
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = self.is_done = True


class FakePhotoDesk:
    """Keeps what it was asked to read; each answer is the next of `answers`, or goes on."""

    def __init__(self) -> None:
        self.asked: list[tuple] = []
        self.works: list[FakeWork] = []
        self.answers: list[object] = []

    def find(self, dropped) -> FakeWork:
        return self._work("find", dropped)

    def read(self, path, choice, settings) -> FakeWork:
        return self._work("read", path, choice, settings)

    def read_burst(self, paths, choices, settings) -> FakeWork:
        return self._work("burst", paths, choices, settings)

    def save(self, shown, path, settings, *, blur_faces) -> FakeWork:
        return self._work("save", shown, path, blur_faces)

    def _work(self, *asked) -> FakeWork:
        self.asked.append(asked)
        work = FakeWork(is_done=bool(self.answers))
        answer = self.answers.pop(0) if self.answers else None
        work.error = answer if isinstance(answer, Exception) else None
        work.result = answer
        self.works.append(work)
        return work


class FakeVoiceDesk:
    """Keeps what it was asked to say, and with which settings."""

    def __init__(self) -> None:
        self.known: list[VoiceName] = []
        self.trouble = ""
        self.used: list[Settings] = []
        self.tried: list[tuple[Settings, str]] = []

    def voices(self) -> list[VoiceName]:
        return list(self.known)

    def use(self, settings: Settings) -> None:
        self.used.append(settings)

    def try_out(self, settings: Settings, key: str) -> None:
        self.tried.append((settings, key))


class NoAnswer:
    """An answer that never comes."""

    is_ready = False


class NoLibrary:
    """A store that is never asked for anything that comes back."""

    def __getattr__(self, name: str):
        return lambda *asked, **how: NoAnswer()


class FakeControls:
    """Hands out fake sessions and counts how they are stopped."""

    def __init__(self) -> None:
        self.started: list[FakeSession] = []
        self.drills: list[FakeDrills] = []
        self.stopped_drills: list[FakeDrills] = []
        self.stopped: list[FakeSession] = []
        self.refuse: Exception | None = None
        self.setup: Settings | None = None
        self.runs: tuple[RecentRun, ...] = ()
        self.previews: list[FakePreview] = []
        self.exported: list[tuple] = []
        self.videos: list[tuple] = []
        self.works: list[FakeWork] = []
        self.trouble_later: list[str] = []
        self.discarded = 0
        self.kept_pictures: list = []
        self.saved: list[Settings] = []
        self.voice_desk = FakeVoiceDesk()
        self.library: object = NoLibrary()
        self.photos = FakePhotoDesk()
        self.connected = [("Front desk camera", "0"), ("USB camera", "1")]

    def keep_setup(self, settings: Settings) -> None:
        self.setup = settings

    def save_settings(self, settings: Settings) -> None:
        self.saved.append(settings)

    def last_setup(self) -> Settings | None:
        return self.setup

    def recent(self) -> tuple[RecentRun, ...]:
        return self.runs

    def start(self, settings: Settings) -> FakeSession:
        if self.refuse is not None:
            raise self.refuse
        self.started.append(FakeSession(settings, running_view()))
        return self.started[-1]

    def stop(self, handle: FakeSession) -> None:
        self.stopped.append(handle)

    def start_drills(self, drills, settings: Settings, load: str) -> FakeDrills:
        if self.refuse is not None:
            raise self.refuse
        self.drills.append(FakeDrills(tuple(drills), settings, load))
        return self.drills[-1]

    def stop_drills(self, handle: FakeDrills) -> None:
        self.stopped_drills.append(handle)

    def cameras(self) -> list[tuple[str, str]]:
        return list(self.connected)

    def export_steps(self, steps, path: str, method: str) -> FakeWork:
        self.exported.append((steps, path, method))
        self.works.append(FakeWork(self.refuse))
        return self.works[-1]

    def analyze_videos(self, paths, settings) -> FakeWork:
        self.videos.append((paths, settings))
        self.works.append(FakeWork(self.refuse))
        return self.works[-1]

    def news(self) -> tuple[str, ...]:
        told, self.trouble_later = tuple(self.trouble_later), []
        return told

    def keep_picture(self, save) -> str:
        self.kept_pictures.append(save)
        return "runs/pictures/one.png"

    def discard_last(self) -> None:
        self.discarded += 1

    def preview(self, source: str) -> FakePreview:
        self.previews.append(FakePreview(source))
        return self.previews[-1]
