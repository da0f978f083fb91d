"""Estimators of other people: loaded by name, checked at the door, their failures in a sentence."""

from __future__ import annotations

import logging
import math
from importlib.metadata import EntryPoint
from typing import Any

from gaitcoach.errors import PluginError
from gaitcoach.language import tr
from gaitcoach.pelvis.estimator import PelvisEstimator
from gaitcoach.plugins import package_of, pelvis_plugins
from gaitcoach.types import Frame, PelvisAngle, Pose, Viewpoint

log = logging.getLogger(__name__)


class Plugged:
    """Somebody's estimator as a `PelvisEstimator` that raises nothing but `PluginError`.

    Parameters
    ----------
    estimator : has `estimate(frame, pose)`; without `validated` it counts as not validated
    name : its method in every record and table

    Raises
    ------
    PluginError
        It has no `estimate`.
    """

    def __init__(self, estimator: Any, name: str) -> None:
        if not callable(getattr(estimator, "estimate", None)):
            raise _broken(name, "it has no method estimate(frame, pose)")
        self._estimator = estimator
        self.method = name
        self.validated = getattr(estimator, "validated", False) is True

    def estimate(self, frame: Frame, pose: Pose) -> PelvisAngle | None:
        """Return its angle under this name; None when it tells none, or NaN.

        Raises
        ------
        PluginError
            It raised something, or gave something else than an angle with its deviation.
        """
        try:
            angle = self._estimator.estimate(frame, pose)
            if angle is None or math.isnan(angle.obliquity_deg):
                return None
            obliquity_deg, sigma_deg = float(angle.obliquity_deg), float(angle.sigma_deg)
        except Exception as error:
            log.exception("the pelvis estimator %s failed", self.method)
            raise _broken(self.method, _reason(error)) from error
        if not (abs(obliquity_deg) <= 180.0 and 0.0 < sigma_deg < math.inf):
            told = f"{obliquity_deg:g} deg, standard deviation {sigma_deg:g} deg"
            raise _broken(self.method, f"it told {told}")
        return PelvisAngle(pose.t_s, obliquity_deg, sigma_deg, self.method)


def plug_in(name: str, viewpoint: Viewpoint) -> PelvisEstimator:
    """Make the estimator that an installed package brings under a name.

    Raises
    ------
    PluginError
        No package, or more than one, has it; or it cannot be imported or made.
    """
    entry = _only(name)
    try:
        estimator = entry.load()(viewpoint)
    except Exception as error:  # other people's code may raise anything
        log.exception("the pelvis plug-in %s of %s cannot be loaded", name, package_of(entry))
        raise _broken(name, _reason(error)) from error
    return Plugged(estimator, name)


def _only(name: str) -> EntryPoint:
    claims = pelvis_plugins().get(name, ())
    if not claims:
        raise PluginError(
            tr("No installed package brings a pelvis estimator {name}.", name=name),
            tr("Install it beside gaitcoach, or use --method auto."),
        )
    if len(claims) > 1:
        packages = ", ".join(package_of(claim) for claim in claims)
        raise PluginError(
            tr("Several packages bring {name}: {packages}.", name=name, packages=packages),
            tr("Uninstall all but one, or use --method auto."),
        )
    return claims[0]


def _broken(name: str, reason: str) -> PluginError:
    return PluginError(
        tr("The pelvis estimator {name} does not work ({reason}).", name=name, reason=reason),
        tr("Ask who made it, or use --method auto."),
    )


def _reason(error: Exception) -> str:
    """Return one line: other people's messages may have many."""
    told = " ".join(str(error).split())
    return f"{type(error).__name__}: {told}" if told else type(error).__name__
