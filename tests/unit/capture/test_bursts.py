"""Which stills are one burst, and in what order."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from gaitcoach.capture.bursts import bursts_of, in_order, times_s
from gaitcoach.capture.photos import PhotoFacts

NOON = datetime(2026, 4, 12, 12, 0, 0)


def still(name: str, after_s: float | None, camera: str = "A", size=(600, 400)) -> PhotoFacts:
    taken = None if after_s is None else NOON + timedelta(seconds=after_s)
    return PhotoFacts(Path(name), taken, camera, size)


def names(stills: list[PhotoFacts]) -> list[str]:
    return [one.path.name for one in stills]


def test_time_goes_before_name_and_numbers_count_as_numbers():
    """Mutants: IMG_10 before IMG_2; a picture without a time first."""
    mixed = [still("IMG_10.jpg", 0.0), still("x.jpg", None), still("IMG_2.jpg", 0.0),
             still("late.jpg", 0.5), still("early.jpg", -1.0)]  # fmt: skip
    assert names(in_order(mixed)) == ["early.jpg", "IMG_2.jpg", "IMG_10.jpg", "late.jpg", "x.jpg"]


def test_pictures_within_a_second_of_the_last_are_a_burst():
    """Mutant: a second of the first one, which cuts long bursts."""
    shots = [still(f"{i}.jpg", 0.8 * i) for i in range(5)] + [still("9.jpg", 60.0)]
    assert [names(burst) for burst in bursts_of(shots)] == [[f"{i}.jpg" for i in range(5)]]


def test_two_pictures_two_cameras_two_sizes_or_no_times_are_none():
    """Mutants: a race's photographers mixed; numbered names alone taken for a burst."""
    assert bursts_of([still("a", 0.0), still("b", 0.1)]) == []
    assert bursts_of([still("a", 0.0), still("b", 0.1, "B"), still("c", 0.2)]) == []
    assert bursts_of([still("a", 0.0), still("b", 0.1, size=(400, 600)), still("c", 0.2)]) == []
    assert bursts_of([still(f"IMG_{i}.jpg", None) for i in range(5)]) == []


def test_times_are_told_only_when_they_tell_the_pictures_apart():
    """Mutant: whole seconds taken for the truth, so that steps come out a second long."""
    assert times_s([still("a", 0.0), still("b", 0.1), still("c", 0.3)]) == (0.0, 0.1, 0.3)
    assert times_s([still("a", 0.0), still("b", 0.0), still("c", 1.0)]) is None
    assert times_s([still("a", None), still("b", 0.0)]) is None
