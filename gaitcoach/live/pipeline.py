"""The way of one frame through pose, pelvis, gait and coaching. Live and file share it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gaitcoach.coaching import Coach, Metronome
from gaitcoach.gait import GaitAnalyzer
from gaitcoach.gait.level import level_from_lean, level_from_vertical
from gaitcoach.gait.stance_net import StanceNet
from gaitcoach.live.doubt import Doubt
from gaitcoach.live.room import RoomWatch
from gaitcoach.live.stickers import StickerDesk
from gaitcoach.pelvis.choice import Chosen, choose_pelvis
from gaitcoach.pelvis.estimator import PelvisEstimator
from gaitcoach.pelvis.markers import Point
from gaitcoach.pose.tracker import PoseEstimator, PoseTracker
from gaitcoach.resources import asset_path
from gaitcoach.settings import Settings
from gaitcoach.settings_checks import numbers_of
from gaitcoach.types import (
    Cue,
    Frame,
    GaitSample,
    GaitUpdate,
    Level,
    PelvisAngle,
    Pose,
    View,
    Viewpoint,
)

CountPeople = Callable[[Frame, Pose | None], int]


@dataclass(frozen=True, slots=True)
class Processed:
    """One frame with everything that was learned from it.

    method, validated : of the estimator that measured it
    notice : what the user should know about the way of measuring, "" while all is well
    cueing : False while it is only measured: a block without cues
    camera_moved : it was seen in this frame that the camera moved
    """

    frame: Frame
    pose: Pose | None
    angle: PelvisAngle | None
    update: GaitUpdate
    cues: tuple[Cue, ...]
    metronome_spm: float | None
    method: str = ""
    validated: bool = False
    notice: str = ""
    cueing: bool = True
    camera_moved: bool = False


class Pipeline:
    """process(frame) -> Processed, or see and judge apart; frames in order of time.

    Parameters
    ----------
    stickers : where the stickers are, when the user told
    note : what must be said about the estimator, "" = nothing
    count_people : tells how many people are in view; may answer from its last look
    cue_unvalidated : give cues although nobody has shown the estimator to be true
    """

    def __init__(
        self,
        pose: PoseEstimator,
        pelvis: PelvisEstimator,
        gait: GaitAnalyzer,
        coach: Coach,
        metronome: Metronome,
        count_people: CountPeople,
        viewpoint: Viewpoint,
        *,
        stickers: StickerDesk | None = None,
        note: str = "",
        cue_unvalidated: bool = True,
    ) -> None:
        self._pose = pose
        self._pelvis = pelvis
        self._stickers = stickers or StickerDesk(pelvis)
        self._note = note
        self._doubt = Doubt()
        self._cue_unvalidated = cue_unvalidated
        self._gait = gait
        self._coach = coach
        self._metronome = metronome
        self._count_people = count_people
        self._room, self._viewpoint = RoomWatch(viewpoint), viewpoint
        self._last_t_s = 0.0

    @property
    def gait(self) -> GaitAnalyzer:
        return self._gait

    @property
    def coach(self) -> Coach:
        return self._coach

    @property
    def metronome(self) -> Metronome:
        return self._metronome

    @property
    def method(self) -> str:
        return self._pelvis.method

    @property
    def method_validated(self) -> bool:
        return self._pelvis.validated

    def process(self, frame: Frame) -> Processed:
        """Take the next frame through every stage."""
        return self.judge(frame, self.see(frame))

    def see(self, frame: Frame) -> Pose | None:
        """Find the runner: the slow first stage. May run in a thread of its own."""
        return self._pose.track(frame)

    def judge(self, frame: Frame, pose: Pose | None) -> Processed:
        """Take a frame whose runner was found through the stages that follow."""
        self._last_t_s = frame.t_s
        if self._stickers.see(frame, pose):
            self._gait.begin_anew(frame.t_s)
        angle = None if pose is None else self._pelvis.estimate(frame, pose)
        self._doubt.push(angle if self.method_validated else None)
        n_people = self._count_people(frame, pose)
        moved = self._room.push(frame, pose)
        sample = GaitSample(
            frame.t_s, pose, angle, n_people, moved, self._room.roll, self._gravity(frame)
        )
        update = self._gait.push(sample)
        cues = self._coach.push(update)
        if not (self.method_validated or self._cue_unvalidated):
            cues = ()
        return Processed(
            frame,
            pose,
            angle,
            update,
            cues,
            self._metronome.push(update),
            self.method,
            self.method_validated,
            self.notice,
            not self._coach.is_quiet,
            moved,
        )

    def _gravity(self, frame: Frame) -> Level | None:
        if frame.lean_deg is None:
            return None
        return level_from_lean(frame.lean_deg, self._viewpoint)

    @property
    def notice(self) -> str:
        """What the user should know about the way of measuring, "" while all is well."""
        return self._stickers.notice or self._note or self._doubt.notice

    def place_stickers(
        self, frame: Frame, one_px: Point, other_px: Point, pose: Pose | None
    ) -> None:
        """Measure by the stickers under two points of an earlier frame; trouble is in `notice`."""
        if self._stickers.place(frame, one_px, other_px, pose):
            self._gait.begin_anew(self._last_t_s)

    def finish(self) -> GaitUpdate:
        """End the run; returns the steps that still waited for what follows them."""
        return self._gait.finish(self._last_t_s)

    def close(self) -> None:
        """Free the models."""
        self._pose.close()


def given_level(settings: Settings, viewpoint: Viewpoint) -> Level | None:
    """Return the level by the upright edge that was given, None without one."""
    if settings.vertical is None:
        return None
    x1, y1, x2, y2 = numbers_of("vertical", settings.vertical, 4)
    return level_from_vertical((x1, y1, x2, y2), viewpoint)


def _sticker_points_px(settings: Settings) -> tuple[Point, Point] | None:
    if settings.stickers is None:
        return None
    x1, y1, x2, y2 = numbers_of("stickers", settings.stickers, 4)
    return (x1, y1), (x2, y2)


def make_pipeline(
    settings: Settings,
    count_people: CountPeople,
    pose: PoseEstimator | None = None,
    pelvis: PelvisEstimator | None = None,
) -> Pipeline:
    """Build every stage from the settings (loads the models: about a second).

    pose : in place of the usual tracker
    pelvis : measures in place of the settings' method; None = by the method

    Raises
    ------
    ModelError, PluginError
        A model, or the method of another package, cannot be loaded.
    """
    viewpoint = Viewpoint(View(settings.view), settings.mirror)
    net = StanceNet.load(asset_path("models/stance_net.npz"))
    chosen = (
        choose_pelvis(settings.method, viewpoint)
        if pelvis is None
        else Chosen(pelvis, by_name=True)
    )
    return Pipeline(
        pose=pose or PoseTracker(settings.model, viewpoint),
        pelvis=chosen.pelvis,
        gait=GaitAnalyzer(net, viewpoint, settings.baseline_s, given_level(settings, viewpoint)),
        coach=Coach(settings.limits, settings.cue, settings.cue_share_percent),
        metronome=Metronome(settings.metronome_percent),
        count_people=count_people,
        viewpoint=viewpoint,
        stickers=StickerDesk(chosen.pelvis, _sticker_points_px(settings)),
        note=chosen.note,
        cue_unvalidated=chosen.by_name,
    )
