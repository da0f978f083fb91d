"""The store for the window: every question is answered by a worker, nothing blocks."""

from __future__ import annotations

from gaitcoach.library.asking import Answer
from gaitcoach.library.drills import DrillQuestions
from gaitcoach.library.handing_on import HandingOnQuestions
from gaitcoach.library.people import PeopleQuestions
from gaitcoach.library.programmes import ProgrammeQuestions
from gaitcoach.library.runs import KeptRunView, RunQuestions
from gaitcoach.library.tidying import Found, TakenIn, TidyingQuestions

__all__ = ["Answer", "Found", "KeptRunView", "Library", "TakenIn"]


class Library(
    TidyingQuestions,
    PeopleQuestions,
    RunQuestions,
    HandingOnQuestions,
    ProgrammeQuestions,
    DrillQuestions,
):
    """Everything the window may ask; see `asking.Questions` for what it is made of."""
