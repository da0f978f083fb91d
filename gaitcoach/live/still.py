"""A still through every stage: who is in it, who is meant, which leg carries, how far hips drop.

`StillReader.look` finds people, `StillReader.judge` measures one of them; both take their time and
belong into a worker. Points and boxes are pixels of the upright picture at its full size.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gaitcoach.capture.photos import Photo
from gaitcoach.capture.upright import LOOK_HEIGHT_PX, LOOKS_AGREE_DEG, Roll, roll_by_edges
from gaitcoach.errors import SettingsError
from gaitcoach.gait.level import Points
from gaitcoach.gait.still import NOBODY, Still, judge_still
from gaitcoach.gait.still_level import (
    PANORAMA_SIGMA_DEG,
    UNKNOWN_LEVEL,
    StillLevel,
    still_level_from_horizon,
    still_level_from_sensor,
    still_level_from_vertical,
)
from gaitcoach.gait.still_net import StillNet, still_inputs
from gaitcoach.language import tr
from gaitcoach.opencv import cv2
from gaitcoach.pelvis.choice import choose_pelvis
from gaitcoach.pelvis.estimator import PelvisEstimator
from gaitcoach.pelvis.markers import MarkerLine
from gaitcoach.pose.people import person_box_px
from gaitcoach.pose.sides import looks_like, with_runners_sides
from gaitcoach.pose.stills import StillFinder
from gaitcoach.resources import asset_path
from gaitcoach.types import Frame, Pose, StillLevelBy, View, Viewpoint

Point = tuple[float, float]
Box = tuple[float, float, float, float]

MODEL = "full"
"""Whatever the settings say: the stance network learned from its poses, and a still can wait."""
SECOND_LOOK = 0.8
"""Upright edges must say the same in the picture shrunk by this: one look may be chance."""
CENTRAL_REL = 0.5
"""Somebody at the picture's margin counts as half as high as somebody in its middle."""
STILL_EVERY_S = 10.0
"""Stills have no time; so far apart the estimators of the live stages take them for strangers."""


@dataclass(frozen=True, slots=True)
class StillOptions:
    """How stills are read.

    view : None = the pose model's own labels tell whether it is a back or a chest
    person_px : a point on the runner; None = the largest, most central body
    person : which of `Looked.people`; goes before `person_px`
    vertical_px, horizon_px : two points of an upright or of a level line
    """

    method: str = "auto"
    view: View | None = None
    mirrored: bool = False
    person_px: Point | None = None
    person: int | None = None
    vertical_px: Points | None = None
    horizon_px: Points | None = None


@dataclass(frozen=True, slots=True)
class Looked:
    """Who is in a still. people : the largest first, with the pose model's own left and right"""

    photo: Photo
    people: tuple[Pose, ...]

    def box_px(self, person: int) -> Box:
        """Return (left, top, right, bottom) of a body, full-size pixels."""
        left, top, right, bottom = person_box_px(self.people[person])
        wide, high = self.photo.size_px
        left, right = (float(np.clip(x, 0, wide)) for x in (left, right))
        top, bottom = (float(np.clip(y, 0, high)) for y in (top, bottom))
        scale = self.photo.scale
        return left / scale, top / scale, right / scale, bottom / scale

    def person_at(self, point_px: Point) -> int | None:
        """Return who is under a point, the smallest box first; None = nobody."""
        x, y = point_px
        boxes = [(self.box_px(i), i) for i in range(len(self.people))]
        hit = [
            ((right - left) * (bottom - top), i)
            for (left, top, right, bottom), i in boxes
            if left <= x <= right and top <= y <= bottom
        ]
        return min(hit)[1] if hit else None

    def likeliest_person(self) -> int | None:
        """Return the largest, most central body; None = nobody."""
        if not self.people:
            return None
        return max(range(len(self.people)), key=self._weight)

    def _weight(self, person: int) -> float:
        left, top, right, bottom = person_box_px(self.people[person])
        half_px = self.photo.size_px[0] / 2
        off_rel = min(1.0, abs((left + right) / 2 - half_px) / half_px)
        return (bottom - top) * (1.0 - CENTRAL_REL * off_rel)


@dataclass(frozen=True, slots=True)
class StillResult:
    """What a still gave.

    person : which of `looked.people` was measured, None = nobody is in it
    pose : that body with the runner's own left and right, pixels of `looked.photo.image_bgr`
    angle_deg : pelvic obliquity in the picture, + = the runner's left hip higher; None = not seen
    notes : whole sentences about what must be known to read the number
    is_guess : there are others, and nobody said who is the runner
    """

    looked: Looked
    person: int | None
    still: Still
    level: StillLevel
    viewpoint: Viewpoint
    method: str
    pose: Pose | None = None
    angle_deg: float | None = None
    notes: tuple[str, ...] = ()
    is_guess: bool = False

    @property
    def box_px(self) -> Box | None:
        """Where the measured body is, full-size pixels."""
        return None if self.person is None else self.looked.box_px(self.person)


class StillReader:
    """look(photo), then judge(looked, options). The models load at the first picture.

    May be asked from several threads: one picture at a time.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._finder: StillFinder | None = None
        self._net: StillNet | None = None
        self._pelvis: dict[tuple[str, Viewpoint], tuple[PelvisEstimator, str]] = {}
        self._n_read = 0

    def look(self, photo: Photo) -> Looked:
        """Find everybody; raises `ModelError` when the pose model cannot be loaded."""
        with self._lock:
            self._n_read += 1
            t_s = STILL_EVERY_S * self._n_read
            people = self._finder_now().find(photo.image_bgr, self._n_read, t_s)
            return Looked(photo, tuple(people))

    def judge(self, looked: Looked, options: StillOptions) -> StillResult:
        """Measure one body.

        Raises
        ------
        SettingsError
            Nobody is where `person_px` points, or the line that was given is none.
        ModelError
            The network of the stance cannot be loaded.
        """
        if options.method == MarkerLine.method:
            raise SettingsError(
                tr("Stickers are not looked for in single pictures."),
                tr("Choose the method auto or learned."),
            )
        person = _chosen(looked, options)
        if person is None:
            viewpoint = Viewpoint(options.view or View.BEHIND, options.mirrored)
            return StillResult(
                looked, None, NOBODY, UNKNOWN_LEVEL, viewpoint, options.method,
                notes=looked.photo.notes,
            )  # fmt: skip
        with self._lock:
            return self._judge(looked, person, options)

    def close(self) -> None:
        """Free the models."""
        with self._lock:
            if self._finder is not None:
                self._finder.close()
                self._finder = None

    def _judge(self, looked: Looked, person: int, options: StillOptions) -> StillResult:
        photo, body = looked.photo, looked.people[person]
        viewpoint = _viewpoint(body, options)
        pose = with_runners_sides(body, viewpoint)
        level = _level(photo, pose, viewpoint, options)
        self._n_read += 1
        pose = replace(pose, t_s=STILL_EVERY_S * self._n_read)
        pelvis, note = self._pelvis_for(options.method, viewpoint)
        angle = pelvis.estimate(Frame(photo.image_bgr, pose.frame_index, pose.t_s), pose)
        if self._net is None:
            self._net = StillNet.load(asset_path("models/still_net.npz"))
        feet = self._net.told(self._looks(photo, body, viewpoint))
        still = judge_still(
            pose, angle, feet, level, viewpoint.view,
            extra_sigma_deg=PANORAMA_SIGMA_DEG if photo.is_panorama else 0.0,
        )  # fmt: skip
        others = _about_others(looked, options)
        notes = (*photo.notes, *([note] if note else []), *others)
        return StillResult(
            looked, person, still, level, viewpoint, pelvis.method, pose,
            None if angle is None else angle.obliquity_deg, notes, bool(others),
        )  # fmt: skip

    def _looks(self, photo: Photo, body: Pose, viewpoint: Viewpoint) -> NDArray[np.float64]:
        """Return the stance network's inputs by the picture and by its mirror image, (1 or 2, 35).

        Of drawn runners not seen in training one look names the wrong leg in 2 to 3 % of the
        moments at mid-stance, both together in 0.2 to 1.5 %.
        """
        finder = self._finder_now()
        looks = [body, finder.look_mirrored(photo.image_bgr, body)]
        poses = [with_runners_sides(pose, viewpoint) for pose in looks if pose is not None]
        return np.array([still_inputs(pose, viewpoint) for pose in poses])

    def _finder_now(self) -> StillFinder:
        if self._finder is None:
            self._finder = StillFinder(MODEL)
        return self._finder

    def _pelvis_for(self, method: str, viewpoint: Viewpoint) -> tuple[PelvisEstimator, str]:
        key = method, viewpoint
        if key not in self._pelvis:
            chosen = choose_pelvis(method, viewpoint)
            self._pelvis[key] = chosen.pelvis, chosen.note
        return self._pelvis[key]


def _chosen(looked: Looked, options: StillOptions) -> int | None:
    if options.person is not None:
        return options.person
    if options.person_px is None or not looked.people:
        return looked.likeliest_person()
    person = looked.person_at(options.person_px)
    if person is None:
        x, y = options.person_px
        raise SettingsError(
            tr("Nobody was found at {x:g},{y:g} in {name}.", x=x, y=y, name=looked.photo.path.name),
            tr("Give a point on the runner's body, in pixels from the top left corner."),
        )
    return person


def _about_others(looked: Looked, options: StillOptions) -> tuple[str, ...]:
    n_others = len(looked.people) - 1
    if n_others < 1 or options.person is not None or options.person_px is not None:
        return ()
    told = tr(
        "There are others in the picture ({n}): the largest and most central body was measured.",
        n=n_others,
    )
    return (told,)


def _viewpoint(body: Pose, options: StillOptions) -> Viewpoint:
    if options.view is not None:
        return Viewpoint(options.view, options.mirrored)
    # A mirrored chest has its labels where a back has them, and the other way round.
    seen = looks_like(body)
    if options.mirrored:
        seen = View.FRONT if seen is View.BEHIND else View.BEHIND
    return Viewpoint(seen, options.mirrored)


def _level(photo: Photo, pose: Pose, viewpoint: Viewpoint, options: StillOptions) -> StillLevel:
    if options.vertical_px is not None:
        wide_px = photo.size_px[0] / photo.scale
        return still_level_from_vertical(options.vertical_px, viewpoint, wide_px)
    if options.horizon_px is not None:
        return still_level_from_horizon(options.horizon_px, viewpoint)
    seen = _roll_seen_twice(photo, person_box_px(pose))
    if seen is None:  # edges go first: they were turned with the picture, if anybody turned it
        if photo.roll_deg is None:
            return UNKNOWN_LEVEL
        return still_level_from_sensor(photo.roll_deg, viewpoint)
    sign = 1.0 if viewpoint.left_is_image_left else -1.0
    return StillLevel(StillLevelBy.EDGES, sign * seen.roll_deg, seen.sigma_deg)


def _roll_seen_twice(photo: Photo, box_px: Box) -> Roll | None:
    """Return the roll by upright edges if the picture a little smaller tells the same."""
    first = roll_by_edges(photo.image_bgr, box_px)
    if first is None:
        return None
    scale = SECOND_LOOK * min(1.0, LOOK_HEIGHT_PX / photo.size_px[1])
    small = cv2.resize(photo.image_bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    left, top, right, bottom = (scale * edge for edge in box_px)
    second = roll_by_edges(small, (left, top, right, bottom))
    if second is None or abs(first.roll_deg - second.roll_deg) > LOOKS_AGREE_DEG:
        return None
    return first if first.sigma_deg > second.sigma_deg else second
