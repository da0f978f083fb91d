"""gaitcoach: live measurement and coaching of hip drop in running, from one camera.

As a library: ``from gaitcoach import analyze``; docs/library.md describes every name. Each is
imported when it is first used, so that `import gaitcoach` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # for type checkers; the same names as in `_HOMES`
    from gaitcoach.analysing import Analysis as Analysis
    from gaitcoach.analysing import SettingChanges as SettingChanges
    from gaitcoach.analysing import Signals as Signals
    from gaitcoach.analysing import analyze as analyze
    from gaitcoach.analysing import gait_analyzer as gait_analyzer
    from gaitcoach.analysing import methods as methods
    from gaitcoach.errors import GaitCoachError as GaitCoachError
    from gaitcoach.errors import ModelError as ModelError
    from gaitcoach.errors import PluginError as PluginError
    from gaitcoach.errors import SettingsError as SettingsError
    from gaitcoach.errors import SourceError as SourceError
    from gaitcoach.gait.analyzer import GaitAnalyzer as GaitAnalyzer
    from gaitcoach.landmarks import Landmark as Landmark
    from gaitcoach.live.pipeline import Processed as Processed
    from gaitcoach.pelvis.estimator import PelvisEstimator as PelvisEstimator
    from gaitcoach.settings import Settings as Settings
    from gaitcoach.types import Frame as Frame
    from gaitcoach.types import GaitSample as GaitSample
    from gaitcoach.types import GaitUpdate as GaitUpdate
    from gaitcoach.types import PelvisAngle as PelvisAngle
    from gaitcoach.types import Pose as Pose
    from gaitcoach.types import Quality as Quality
    from gaitcoach.types import SessionSummary as SessionSummary
    from gaitcoach.types import Side as Side
    from gaitcoach.types import SideStats as SideStats
    from gaitcoach.types import Stance as Stance
    from gaitcoach.types import StanceRecord as StanceRecord
    from gaitcoach.types import View as View
    from gaitcoach.types import Viewpoint as Viewpoint

__version__ = "0.1.0"

_HOMES = {
    "analysing": (
        "Analysis", "SettingChanges", "Signals", "analyze", "gait_analyzer", "methods",
    ),
    "errors": ("GaitCoachError", "ModelError", "PluginError", "SettingsError", "SourceError"),
    "gait.analyzer": ("GaitAnalyzer",),
    "landmarks": ("Landmark",),
    "live.pipeline": ("Processed",),
    "pelvis.estimator": ("PelvisEstimator",),
    "settings": ("Settings",),
    "types": (
        "Frame", "GaitSample", "GaitUpdate", "PelvisAngle", "Pose", "Quality", "SessionSummary",
        "Side", "SideStats", "Stance", "StanceRecord", "View", "Viewpoint",
    ),
}  # fmt: skip
"""Room -> the public names that live there."""
_ROOM_OF = {name: room for room, names in _HOMES.items() for name in names}

__all__ = sorted(_ROOM_OF)


if not TYPE_CHECKING:  # to a type checker it would mean that every name is there

    def __getattr__(name: str) -> Any:
        if name not in _ROOM_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_ROOM_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
