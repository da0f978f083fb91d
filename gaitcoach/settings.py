"""One table of settings: key, default, limits, help. Command line, window and file read it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from gaitcoach.errors import SettingsError
from gaitcoach.language import language_code, tr, tr_later
from gaitcoach.plugins import WithPlugins
from gaitcoach.settings_checks import check_kind, check_value, pairs_of
from gaitcoach.settings_table import (
    CAMERA,
    COACHING,
    FOLDERS,
    SCREEN,
    SOUND,
    OfARun,
    setting,
)
from gaitcoach.types import Limits
from gaitcoach.words import CUE_CHOICES, DEFAULT_CUE, LANGUAGES, PHRASES, SPOKEN

THRESHOLD_MIN_DEG = 1.0
"""Below 1 degree every runner would be cued at every step: measurement noise alone is larger."""
THRESHOLD_MAX_DEG = 20.0
"""Larger drops than 20 degrees do not happen while running: the cue would be off."""


OF_THE_APP = (
    "voice_name", "voice_rate_wpm", "phrases", "theme", "text_percent", "language",
    "smoothing", "records_dir",
)  # fmt: skip
"""The same in every run until they are changed: no part of a set-up that is kept for later."""


@dataclass(frozen=True, slots=True)
class Settings(OfARun):
    """What a run can be told. Frozen: `dataclasses.replace` or `with_changes` make a new one."""

    view: str = setting(
        "behind",
        tr_later("Camera stands"),
        tr_later("Where the camera stands: behind the runner, or in front."),
        CAMERA,
        choices={"behind": tr_later("Behind the runner"), "front": tr_later("In front")},
    )
    mirror: bool = setting(
        False,
        tr_later("Camera mirrors"),
        tr_later("The camera itself delivers a mirrored picture."),
        CAMERA,
    )
    method: str = setting(
        "auto",
        tr_later("Method"),
        tr_later(
            "How the pelvis is measured. Automatic: by two stickers once they are placed, else by "
            "the pelvis network. The raw hip line of the pose model is for comparison only."
        ),
        CAMERA,
        choices=WithPlugins(
            {
                "auto": tr_later("Automatic"),
                "learned": tr_later("Pelvis network"),
                "markers": tr_later("Two stickers"),
                "hip_line": tr_later("Raw hip line (to compare)"),
            }
        ),
    )
    model: str = setting(
        "full",
        tr_later("Pose model"),
        tr_later("What finds the body: full is truer, lite is quicker on a slow computer."),
        CAMERA,
        choices={"full": tr_later("Full"), "lite": tr_later("Lite")},
    )
    baseline_s: float | None = setting(
        3.0,
        tr_later("Quiet standing"),
        tr_later("Seconds of quiet standing before the run that tell what is level, or none."),
        CAMERA,
        low=1.0,
        high=10.0,
        none=tr_later("none"),
        unit=tr_later("seconds"),
    )
    threshold_deg: float = setting(
        5.0,
        tr_later("Limit"),
        tr_later("Hip drop above the standing baseline that is too much, degrees."),
        COACHING,
        low=THRESHOLD_MIN_DEG,
        high=THRESHOLD_MAX_DEG,
        unit="°",
    )
    threshold_left_deg: float | None = setting(
        None,
        tr_later("Limit on the left leg"),
        tr_later("Another limit while standing on the left leg, where the right hip drops."),
        COACHING,
        low=THRESHOLD_MIN_DEG,
        high=THRESHOLD_MAX_DEG,
        none=tr_later("like the limit"),
        unit="°",
    )
    threshold_right_deg: float | None = setting(
        None,
        tr_later("Limit on the right leg"),
        tr_later("Another limit while standing on the right leg, where the left hip drops."),
        COACHING,
        low=THRESHOLD_MIN_DEG,
        high=THRESHOLD_MAX_DEG,
        none=tr_later("like the limit"),
        unit="°",
    )
    cue: str = setting(
        DEFAULT_CUE,
        tr_later("Words of the cue"),
        tr_later("What is said when a hip drops too far."),
        COACHING,
        choices=dict.fromkeys(CUE_CHOICES),
    )
    cue_share_percent: int = setting(
        100,
        tr_later("Cues during"),
        tr_later(
            "Percent of the running time with cues, in blocks. In between gaitcoach only measures: "
            "what stays without cues has been learned. Usual: four runs with 100, then less."
        ),
        COACHING,
        low=0,
        high=100,
        unit="%",
    )
    metronome_percent: int = setting(
        0,
        tr_later("Metronome"),
        tr_later("Click above your own cadence, percent (0 = off)."),
        COACHING,
        choices={0: tr_later("off"), 5: "+5 %", 10: "+10 %"},
    )
    voice: bool = setting(True, tr_later("Voice"), tr_later("Speak the cues."), SOUND)
    step_tone: bool = setting(
        False,
        tr_later("Step tone"),
        tr_later("Beep at every step: low = level, high = too far."),
        SOUND,
    )
    voice_name: str | None = setting(
        None,
        tr_later("Who speaks"),
        tr_later("A voice of this computer, by its own name."),
        SOUND,
        longest=200,
        none=tr_later("The usual voice of the language"),
    )
    voice_rate_wpm: int = setting(
        165,
        tr_later("Speed of speech"),
        tr_later("Words a minute."),
        SOUND,
        low=80,
        high=300,
        unit=tr_later("words a minute"),
    )
    phrases: tuple[tuple[str, str], ...] = setting(
        (),
        tr_later("Own words"),
        tr_later("What is said in place of the usual words; empty = the usual ones."),
        SOUND,
        keys=tuple(PHRASES),
        longest=60,
    )
    theme: str = setting(
        "dark",
        tr_later("Colours"),
        tr_later("Of the window. High contrast: black, white and the two colours of meaning."),
        SCREEN,
        choices={
            "dark": tr_later("Dark"),
            "light": tr_later("Light"),
            "contrast": tr_later("High contrast"),
        },
    )
    text_percent: int = setting(
        100,
        tr_later("Size of text"),
        tr_later("Of the window. Larger letters of the system are followed in any case."),
        SCREEN,
        choices={100: tr_later("usual"), 125: "125 %", 150: "150 %", 200: "200 %"},
    )
    language: str = setting(
        "auto",
        tr_later("Language"),
        tr_later("Of the window and the voice."),
        SCREEN,
        choices={"auto": tr_later("The computer's"), **LANGUAGES},
    )
    smoothing: str = setting(
        "off",
        tr_later("Smooth drawing"),
        tr_later("How calmly the pelvic line is drawn. No number and no cue changes by it."),
        SCREEN,
        choices={"off": tr_later("off"), "light": tr_later("a little"), "strong": tr_later("much")},
    )
    records_dir: str | None = setting(
        None,
        tr_later("Records"),
        tr_later("The folder in which the record of every run is kept."),
        FOLDERS,
        longest=1000,
        none=tr_later("The user's data folder"),
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "phrases", pairs_of(self.phrases))
        for spec in fields(self):
            value = getattr(self, spec.name)
            check_kind(spec.name, value, spec.default)
            check_value(spec.name, value, spec.metadata)
        if self.stickers is not None and self.method not in ("auto", "markers"):
            raise SettingsError(
                tr("The method {method} does not look at stickers.", method=self.method),
                tr("Leave --stickers out, or use --method auto."),
            )

    @property
    def words(self) -> dict[str, str]:
        """Phrase key -> what is said: own words, else those of the chosen language."""
        return SPOKEN[language_code()] | dict(self.phrases)

    def with_changes(self, **changes: Any) -> Settings:
        """Return a copy with some settings changed; raises `SettingsError` on a bad value."""
        return replace(self, **changes)

    def with_app_of(self, other: Settings) -> Settings:
        """Return a copy with another's settings of the app: how it looks, speaks and keeps."""
        return replace(self, **{name: getattr(other, name) for name in OF_THE_APP})

    @property
    def limits(self) -> Limits:
        """What is too much on each leg."""
        sides_deg = (self.threshold_left_deg, self.threshold_right_deg)
        return Limits(*(self.threshold_deg if own is None else own for own in sides_deg))

    def with_threshold(self, threshold_deg: float) -> Settings:
        """Return a copy with another limit; a leg with a limit of its own moves by as much."""
        change_deg = threshold_deg - self.threshold_deg
        own = {
            name: min(max(value + change_deg, THRESHOLD_MIN_DEG), THRESHOLD_MAX_DEG)
            for name in ("threshold_left_deg", "threshold_right_deg")
            if (value := getattr(self, name)) is not None
        }
        return replace(self, threshold_deg=threshold_deg, **own)


def setting_help(name: str) -> str:
    """Return the help text of one setting, with its default."""
    spec = next(spec for spec in fields(Settings) if spec.name == name)
    default = "" if spec.default in (False, None, ()) else f"  [default: {spec.default}]"
    return tr(spec.metadata["help"]) + default
