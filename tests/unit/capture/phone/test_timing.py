"""How late pictures are and how many are missing, on made-up clocks."""

from __future__ import annotations

import pytest

from gaitcoach.capture.phone.timing import RTP_HZ, Meter, PhoneClock, SenderReports


def test_the_clock_believes_the_fastest_answer():
    """Mutant: the newest answer, or the mean, counts."""
    clock = PhoneClock()
    assert clock.ahead_s is None
    clock.take(10.0, 1010.002, 10.004)  # 4 ms there and back: exactly 1000 s ahead
    clock.take(11.0, 1011.190, 11.200)  # 200 ms, nearly all of it on the way there
    assert clock.ahead_s == pytest.approx(1000.0)


def test_an_answer_before_its_question_is_no_answer():
    clock = PhoneClock()
    clock.take(10.0, 5.0, 9.0)
    assert clock.ahead_s is None


@pytest.mark.parametrize("start", [0, 2**31, 2**32 - 100])
def test_stamps_become_times_also_where_they_wrap(start):
    """Mutant: the difference is not taken over 32 bits."""
    reports = SenderReports()
    assert reports.taken_s(start) is None
    reports.take(500.0, start)
    assert reports.taken_s((start + RTP_HZ) % 2**32) == pytest.approx(501.0)
    assert reports.taken_s((start - RTP_HZ // 2) % 2**32) == pytest.approx(499.5)


def played(stamps_s, latency_s=0.03) -> Meter:
    meter = Meter()
    for stamp_s in stamps_s:
        meter.push(stamp_s + latency_s, stamp_s, latency_s)
    return meter


def test_a_whole_stream_lacks_nothing():
    meter = played([n / 30 for n in range(60)])
    assert meter.lost_percent == 0.0
    assert meter.latency_ms == pytest.approx(30.0)
    assert meter.fps(59 / 30 + 0.03) == pytest.approx(30.0, rel=0.03)


def test_missing_pictures_are_counted():
    """Mutant: a pause counts as one, however many pictures it lacks."""
    stamps = [n / 30 for n in range(60) if n not in (10, 20, 21, 22)]
    assert played(stamps).lost_percent == pytest.approx(100 * 4 / 59)


def test_a_slow_camera_is_not_a_lossy_one():
    """Mutant: 30 a second is taken for granted."""
    assert played([n / 15 for n in range(30)]).lost_percent == 0.0


def test_only_the_last_two_seconds_count():
    meter = played([n / 30 for n in range(300) if n not in (5, 6)])
    assert meter.lost_percent == 0.0
    assert meter.fps(100.0) is None


def test_another_stream_begins_anew():
    """Mutant: the jump back of its stamps counts as pictures lost."""
    meter = played([100 + n / 30 for n in range(30)])
    for n in range(30):
        meter.push(102 + n / 30, n / 30, None)
    assert meter.lost_percent == 0.0
    assert meter.latency_ms is None
