"""Drills: a coach that counts, times and watches. Pure: time comes in as data."""

from gaitcoach.drills.definitions import DRILLS, Drill, Place, drill_named
from gaitcoach.drills.engine import DrillCoach
from gaitcoach.drills.records import record_of, summary_of

__all__ = ["DRILLS", "Drill", "DrillCoach", "Place", "drill_named", "record_of", "summary_of"]
