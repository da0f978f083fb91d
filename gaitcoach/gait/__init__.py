"""Pelvis angles and foot positions become steps, drops and cadence. Pure numpy, no clock."""

from gaitcoach.gait.analyzer import GaitAnalyzer

__all__ = ["GaitAnalyzer"]
