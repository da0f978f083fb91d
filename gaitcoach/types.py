"""Every value that crosses a stage. Frozen; units in the names; numpy only.

One sign convention, everywhere: an obliquity is positive when the runner's LEFT hip is higher;
a drop is positive when the hip on the swing side lies below the hip on the stance side.
Left and right are always the runner's own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Side(StrEnum):
    """The runner's anatomical side. In a step, event or cue: the STANCE leg."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> Side:
        return Side.RIGHT if self is Side.LEFT else Side.LEFT

    def drop_deg(self, obliquity_deg: float) -> float:
        """Contralateral drop while standing on this leg, degrees; + = the other hip hangs lower."""
        return obliquity_deg if self is Side.LEFT else -obliquity_deg


@dataclass(frozen=True, slots=True)
class Limits:
    """Drop that is too much, degrees above the standing baseline, for each stance leg."""

    left_deg: float
    right_deg: float

    @classmethod
    def both(cls, limit_deg: float) -> Limits:
        """Return the same limit for both legs."""
        return cls(limit_deg, limit_deg)

    def of(self, side: Side) -> float:
        """Return the limit while standing on this leg, degrees."""
        return self.left_deg if side is Side.LEFT else self.right_deg

    def are_passed_by(self, obliquity_deg: float, stance: Stance) -> bool:
        """Return whether a pelvic line of now is too far off level.

        On one leg by that leg's limit; in flight a tilt to either side counts, each against the
        limit of the leg that it would be a drop on. Standing on both is never too far.
        """
        legs = tuple(Side) if stance is Stance.FLIGHT else (stance.leg,) if stance.leg else ()
        return any(leg.drop_deg(obliquity_deg) > self.of(leg) for leg in legs)


class Stance(StrEnum):
    """Which feet carry the runner now."""

    LEFT = "left"
    RIGHT = "right"
    FLIGHT = "flight"
    DOUBLE = "double"
    UNKNOWN = "unknown"

    @property
    def leg(self) -> Side | None:
        """The one leg that carries, None when it is both, none or not known."""
        return Side(self.value) if self in (Stance.LEFT, Stance.RIGHT) else None


class Quality(StrEnum):
    """Why nothing can be told, or OK. The words for each live in `gaitcoach.words`."""

    OK = "ok"
    NOBODY = "nobody"
    TWO_PEOPLE = "two_people"
    HIPS_HIDDEN = "hips_hidden"
    ANKLES_HIDDEN = "ankles_hidden"
    SIDE_ON = "side_on"
    NOT_SIDE_ON = "not_side_on"
    LYING = "lying"
    UPRIGHT = "upright"
    OTHER_DRILL = "other_drill"
    LOW_FPS = "low_fps"
    CAMERA_MOVED = "camera_moved"
    TOO_SMALL = "too_small"
    LABELS_SWAPPED = "labels_swapped"
    FRAME_GAP = "frame_gap"
    NO_ANGLE = "no_angle"
    TOO_FEW_STEPS = "too_few_steps"
    EXCLUDED = "excluded"


class LevelBy(StrEnum):
    """What tells which way the picture is level."""

    STANDING = "standing"
    VERTICAL = "vertical"
    GRAVITY = "gravity"
    NONE = "none"


class StillLevelBy(StrEnum):
    """What tells which way a still is level."""

    VERTICAL = "vertical"
    HORIZON = "horizon"
    EDGES = "edges"
    NONE = "none"


class StillReason(StrEnum):
    """Why a still has no number, or OK. The words live in `gaitcoach.words`."""

    OK = "ok"
    NOBODY = "nobody"
    HIPS_HIDDEN = "hips_hidden"
    FEET_HIDDEN = "feet_hidden"
    TOO_SMALL = "too_small"
    SIDE_ON = "side_on"
    FLIGHT = "flight"
    BOTH_FEET = "both_feet"
    STANCE_UNSURE = "stance_unsure"
    NO_ANGLE = "no_angle"
    LEANS = "leans"
    VAGUE = "vague"


class StickerState(StrEnum):
    """How far the two stickers are found."""

    UNPLACED = "unplaced"
    TRACKING = "tracking"
    LOST = "lost"


class PhoneStage(StrEnum):
    """How far a phone is with being the camera."""

    STARTING = "starting"
    WAITING = "waiting"
    JOINED = "joined"
    STREAMING = "streaming"
    AWAY = "away"
    CLOSED = "closed"


class View(StrEnum):
    """From where the camera looks at the runner."""

    BEHIND = "behind"
    FRONT = "front"


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """How image left and right map to the runner's left and right.

    view : from where the camera looks
    mirrored : True when the incoming pixels are already mirrored, as some webcams deliver them
    """

    view: View = View.BEHIND
    mirrored: bool = False

    @property
    def left_is_image_left(self) -> bool:
        """True when the runner's left hip appears on the left half of the picture."""
        return (self.view is View.BEHIND) != self.mirrored


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture.

    image_bgr : (H, W, 3) uint8, never mirrored
    index : number of the frame in its source, from 0; numbers skipped were replaced by newer frames
    t_s : time of the picture, seconds; a file's own stamps, a camera's monotonic clock at grab
    taken_s : `time.monotonic()` when the picture reached this program (for latency only)
    lean_deg : how far what is upright leans in the picture, + = to the right, by the camera's own
        motion sensor; None when it has none
    """

    image_bgr: NDArray[np.uint8]
    index: int
    t_s: float
    taken_s: float = 0.0
    lean_deg: float | None = None

    @property
    def size_px(self) -> tuple[int, int]:
        """(width, height)."""
        return self.image_bgr.shape[1], self.image_bgr.shape[0]


@dataclass(frozen=True, slots=True)
class Pose:
    """The body found in one frame; left and right are the runner's.

    xy_px : (33, 2) float, pixels of the frame as it came; NaN = missing
    world_m : (33, 3) float, metres, origin between the hips; NaN = missing
    visibility : (33,) float in 0..1
    image_size_px : (width, height)
    sides_contradict_view : the pose model took left for right, judged by the declared view;
        its labels were exchanged in this pose
    """

    t_s: float
    frame_index: int
    xy_px: NDArray[np.float64]
    world_m: NDArray[np.float64]
    visibility: NDArray[np.float64]
    image_size_px: tuple[int, int]
    sides_contradict_view: bool = False


@dataclass(frozen=True, slots=True)
class PelvisAngle:
    """Pelvic obliquity in the image plane.

    obliquity_deg : + = the runner's left hip is higher
    sigma_deg : standard deviation of the estimate
    method : name of the estimator, "hip_line" for the raw landmarks
    """

    t_s: float
    obliquity_deg: float
    sigma_deg: float
    method: str


@dataclass(frozen=True, slots=True)
class Level:
    """What an obliquity is measured from.

    by : quiet standing (takes off camera roll and what is the runner's own), or an upright edge
        in the picture or the camera's own motion sensor (take off camera roll alone)
    offset_deg : obliquity in the picture that counts as level
    sigma_deg : standard deviation of `offset_deg`
    """

    by: LevelBy
    offset_deg: float
    sigma_deg: float


@dataclass(frozen=True, slots=True)
class CameraRoll:
    """How the camera is rolled, as upright edges in the picture or the runner's own body tell.

    roll_deg : obliquity that a level pelvis shows; + = the runner's left side looks higher
    sigma_deg : its standard deviation
    """

    roll_deg: float
    sigma_deg: float


@dataclass(frozen=True, slots=True)
class GaitSample:
    """What the gait stage learns from one frame.

    pose, angle : None when nobody, or no pelvis, was found
    n_people : people in view, as last counted (0 when unknown or nobody)
    camera_moved : the background shifted since the last frame that was looked at
    roll : how the camera is rolled, None while nothing tells
    gravity : level by the camera's own motion sensor, None when it has none
    """

    t_s: float
    pose: Pose | None
    angle: PelvisAngle | None
    n_people: int = 1
    camera_moved: bool = False
    roll: CameraRoll | None = None
    gravity: Level | None = None


@dataclass(frozen=True, slots=True)
class StepEvent:
    """Foot contact. side : the foot that lands; step_time_s : since the other foot's contact."""

    t_s: float
    side: Side
    step_time_s: float | None


MID_STANCE_REL = 0.45
"""Where in the contact the middle of 25-60 % of single support lies, about."""
StepKey = tuple[Side, float]


@dataclass(frozen=True, slots=True)
class StanceRecord:
    """One finished step.

    side : stance leg
    t_start_s, t_end_s : foot contact and toe-off
    drop_deg : mean drop over 25-60 % of single support, baseline removed; NaN if not usable
    drop_peak_deg : largest drop in single support after a 6 Hz low-pass; description only
    sigma_deg : standard deviation of `drop_deg` from the estimator's own uncertainty
    n_frames : frames inside the averaging window
    usable : may enter means and cues
    reason : why not usable, `Quality.OK` otherwise
    cadence_spm : steps per minute around this step, None before it is known
    level_deg : obliquity that counted as level and was taken off, None = nothing was
    """

    side: Side
    t_start_s: float
    t_end_s: float
    drop_deg: float
    drop_peak_deg: float
    sigma_deg: float
    n_frames: int
    usable: bool
    reason: Quality
    cadence_spm: float | None = None
    level_deg: float | None = None

    @property
    def contact_time_s(self) -> float:
        return self.t_end_s - self.t_start_s

    @property
    def mid_stance_s(self) -> float:
        """The moment that shows the step: the middle of what its drop is the mean of."""
        return self.t_start_s + MID_STANCE_REL * self.contact_time_s

    @property
    def key(self) -> StepKey:
        """What tells this step from the others: its leg and its time."""
        return self.side, self.t_start_s


@dataclass(frozen=True, slots=True)
class SideStats:
    """Steps of one stance leg since the camera last moved. No mean before 7 usable steps.

    n : steps seen; usable : steps that count
    sd_deg : of the steps
    ci95_deg : (low, high) of the mean: scatter of the steps (Student's t), the estimator's own
        systematic error and that of the level
    """

    n: int = 0
    usable: int = 0
    mean_deg: float | None = None
    sd_deg: float | None = None
    ci95_deg: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class GaitUpdate:
    """The gait after one more frame.

    obliquity_deg : pelvic obliquity now, baseline removed when there is one; None if not seen
    stance, drop_now_deg : stance and drop as last told, about 0.13 s before `t_s`; the drop is
        None outside single support
    baseline_deg : obliquity that counts as level and was taken off, by standing or by an upright
        edge (`level_by`); None = camera roll not removed
    baseline_sigma_deg : its standard deviation
    standing_s : how long the runner has stood quietly, while that is being looked for, else None
    roll : camera roll as upright edges or the body tell, never taken off the numbers; None = not
        known
    left, right : running statistics by stance leg
    new_steps : steps that were finished by this frame
    """

    t_s: float
    obliquity_deg: float | None
    stance: Stance
    drop_now_deg: float | None
    cadence_spm: float | None
    left: SideStats
    right: SideStats
    new_steps: tuple[StanceRecord, ...]
    quality: Quality
    baseline_deg: float | None = None
    contact_time_s: float | None = None
    flight_time_s: float | None = None
    baseline_sigma_deg: float | None = None
    level_by: LevelBy = LevelBy.NONE
    standing_s: float | None = None
    roll: CameraRoll | None = None

    def side(self, side: Side) -> SideStats:
        return self.left if side is Side.LEFT else self.right


class Block(StrEnum):
    """A part of a visit. Cues are given in CUE alone: BEFORE and AFTER only measure."""

    BEFORE = "before"
    CUE = "cue"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class BlockStart:
    """From when on a block lasts. block : None = no block any more, a plain run."""

    t_s: float
    block: Block | None


class CueKind(StrEnum):
    """What a cue is for."""

    CORRECT = "correct"
    PRAISE = "praise"


@dataclass(frozen=True, slots=True)
class CueReason:
    """Why a cue was given: the rule, what it saw and what it compared with."""

    rule: str
    metric: str
    value_deg: float
    lower_bound_deg: float
    threshold_deg: float
    n_steps: int


@dataclass(frozen=True, slots=True)
class Cue:
    """Something to say.

    phrase : key into the table of words (`gaitcoach.words.PHRASES`)
    side : stance leg whose OTHER hip drops; None for both
    spoken : False for a side that needs the words which have just been spoken for the other one
    """

    t_s: float
    kind: CueKind
    phrase: str
    side: Side | None
    reason: CueReason
    spoken: bool = True


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A whole run in numbers.

    method_validated : False while the angle comes from the raw hip line
    frames_seen : frames analysed; frames_replaced : overwritten by newer ones before analysis
    baseline_deg, baseline_sigma_deg, level_by, roll : as in `GaitUpdate`, at the end of the run
    active_s : time spent running or walking, breaks left out
    threshold_deg : the limit in general; limits : what held for each leg
    latency_* : frame taken -> analysed, milliseconds; None for files
    """

    source: str
    duration_s: float
    left: SideStats
    right: SideStats
    cadence_spm: float | None
    contact_time_s: float | None
    flight_time_s: float | None
    baseline_deg: float | None
    threshold_deg: float
    cues: int
    gaps: int
    frames_seen: int
    frames_replaced: int
    fps: float | None
    latency_median_ms: float | None
    latency_p95_ms: float | None
    method: str
    method_validated: bool
    quality: dict[str, float] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    baseline_sigma_deg: float | None = None
    level_by: LevelBy = LevelBy.NONE
    roll: CameraRoll | None = None
    active_s: float = 0.0
    limits: Limits | None = None


@dataclass(frozen=True, slots=True)
class PhoneView:
    """The phone as camera, as the screen shows it.

    urls : the links that open now, the likeliest first; none = nobody may come in
    code : the first link as a QR code, rows of dark (True) and light fields
    moved : the network changed, so that an older link leads nowhere
    fps, latency_ms, lost_percent : of the last 2 s; latency from taken on the phone to decoded here
    size_px : (width, height) the phone sends now; None before the first picture
    battery_percent : None where the phone does not tell
    lean_deg : how far upright leans in the picture by the phone's motion sensor, + = to the right
    """

    stage: PhoneStage = PhoneStage.STARTING
    urls: tuple[str, ...] = ()
    code: tuple[tuple[bool, ...], ...] = ()
    moved: bool = False
    fps: float | None = None
    latency_ms: float | None = None
    lost_percent: float | None = None
    size_px: tuple[int, int] | None = None
    battery_percent: float | None = None
    lean_deg: float | None = None


class Speaker(Protocol):
    """Turns phrases into sound. Never raises and never blocks; trouble shows in `problem`."""

    @property
    def problem(self) -> str | None:
        """One sentence for the screen when nothing can be heard, else None."""
        ...

    @property
    def output(self) -> str | None:
        """The device that plays, as the system calls it; None when there is none."""
        ...

    def say(self, phrase: str) -> None:
        """Speak a phrase (a key of `gaitcoach.words.PHRASES`), cutting off an older one."""
        ...

    def tone(self, high: bool) -> None:
        """A short beep for one step: high = drop over the threshold."""
        ...

    def metronome(self, rate_spm: float | None) -> None:
        """Start, retune or (None) stop the click track."""
        ...

    def close(self) -> None:
        """Stop all sound and let go of the device."""
        ...
