"""Work behind the window: looked at, waited for, called off, and never a traceback."""

from __future__ import annotations

import threading

import pytest

from gaitcoach.errors import StorageError
from gaitcoach.jobs import Job

LIMIT_S = 10.0


def test_what_the_work_returns_is_its_result():
    job = Job(lambda job: 7)
    assert job.wait(LIMIT_S)
    assert (job.is_done, job.result, job.error, job.cancelled) == (True, 7, None, False)


def test_it_tells_how_far_it_is_and_ends_where_it_is_called_off():
    """Mutants: cancel is forgotten; cancelled work goes on."""
    reached, go_on, done = threading.Event(), threading.Event(), []

    def work(job: Job) -> None:
        job.reached(0.25)
        reached.set()
        assert go_on.wait(LIMIT_S)
        job.reached(0.5)
        done.append("too far")

    job = Job(work)
    assert reached.wait(LIMIT_S)
    assert (job.share, job.is_done) == (0.25, False)
    assert not job.wait(0.0)
    job.cancel()
    go_on.set()
    assert job.wait(LIMIT_S)
    assert (job.cancelled, job.error, done) == (True, None, [])


@pytest.mark.parametrize(
    ("raised", "words"),
    [
        (StorageError("The disk is full.", "Free some space."), "The disk is full."),
        (ZeroDivisionError("oops"), "writing failed (oops). See the log file."),
    ],
)
def test_trouble_is_a_sentence_of_its_own(raised: Exception, words: str):
    def work(job: Job) -> None:
        raise raised

    job = Job(work, "writing")
    assert job.wait(LIMIT_S)
    assert words in str(job.error)
