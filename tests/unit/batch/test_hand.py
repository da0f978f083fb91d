"""A measuring process that dies, hangs or grows old is replaced; its clip is not lost."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import threading
from pathlib import Path

from gaitcoach.batch import hand_child
from gaitcoach.batch.hand import Hand
from gaitcoach.batch.hand_child import job_of
from gaitcoach.batch.progress import Reached


def job(path) -> dict:
    return job_of(path, {}, True)


def test_clip_after_clip_by_one_process(make_hand, clip_file):
    hand, frames = make_hand(), []
    rows = [hand.measure(job(clip_file(f"{n}.mp4")), frames.append) for n in range(3)]
    hand.close()
    assert {row["pid"] for row in rows} == {rows[0]["pid"]}
    assert frames == [Reached(3, 0.5)] * 3


def test_after_many_clips_a_new_process(make_hand, clip_file):
    """Whatever a library keeps ends with the process. Mutant: it is never replaced."""
    hand = make_hand(most_clips=2)
    pids = [hand.measure(job(clip_file("a.mp4")))["pid"] for _ in range(4)]
    hand.close()
    assert pids[0] == pids[1] != pids[2] == pids[3]


def test_a_process_that_dies_is_replaced_and_its_clip_tried_once_more(make_hand, clip_file):
    hand = make_hand()
    row = hand.measure(job(clip_file("once.mp4", "die once")))
    hand.close()
    assert row["error"] == ""


def test_a_clip_that_kills_twice_has_failed_and_the_next_is_measured(make_hand, clip_file):
    """Mutants: tried for ever; the next clip finds no process."""
    hand = make_hand()
    row = hand.measure(job(clip_file("bad.mp4", "die")))
    assert row["error"] == (
        "The process that measured it died 2 times (signal 9: perhaps out of memory)."
    )
    assert hand.measure(job(clip_file("good.mp4")))["error"] == ""
    hand.close()


def test_a_process_that_says_nothing_is_ended(make_hand, clip_file):
    hand = make_hand(silent_s=0.3)
    assert "it hung" in hand.measure(job(clip_file("h.mp4", "hang")))["error"]
    assert hand.pid is None
    hand.close()


def test_closing_ends_a_clip_in_the_middle(make_hand, clip_file):
    hand, rows = make_hand(), []
    hand.measure(job(clip_file("a.mp4")))
    clip = clip_file("h.mp4", "hang")
    thread = threading.Thread(target=lambda: rows.append(hand.measure(job(clip))))
    thread.start()
    hand.close()
    thread.join(5.0)
    assert not thread.is_alive()
    assert rows[0]["error"]


def test_a_command_that_does_not_measure(clip_file):
    hand = Hand((sys.executable, "-S", "-c", "raise SystemExit(3)"))
    assert "exit code 3" in hand.measure(job(clip_file("a.mp4")))["error"]


class Stuck:
    """A process that was killed and does not end: it waits for a disk that is gone."""

    def __init__(self) -> None:
        self.stdin = io.StringIO()
        self.killed = 0

    def wait(self, timeout: float) -> int:
        raise subprocess.TimeoutExpired("hand", timeout)

    def kill(self) -> None:
        self.killed += 1


def test_a_process_that_cannot_be_ended_stops_nobody(make_hand, clip_file):
    """GIVEN one stuck in the system WHEN it is let go THEN the next clip has a new one.

    Mutant: waited for, and the whole archive ends with an error of its own.
    """
    hand, stuck = make_hand(most_clips=0), Stuck()
    hand._process = stuck
    row = hand.measure(job(clip_file("a.mp4")))
    hand.close()
    assert row["error"] == ""
    assert stuck.killed == 1


def test_how_far_a_clip_is_is_told_once_a_second(monkeypatch):
    """Mutants: at every picture, or a look at the file for each; the share of the first look."""
    now, looks, out = [10.0], [], io.StringIO()

    class Progress:
        def __init__(self, path: Path, look_every: int) -> None:
            assert (path.name, look_every) == ("a.mp4", 1)

        def share(self, t_s: float) -> float:
            looks.append(t_s)
            return t_s / 100

    monkeypatch.setattr(hand_child, "FileProgress", Progress)
    monkeypatch.setattr(hand_child.time, "monotonic", lambda: now[0])
    tell = hand_child._progress(out, Path("a.mp4"))
    for n in range(1, 26):
        now[0] += 0.125
        tell(n, float(n))
    assert [json.loads(line) for line in out.getvalue().splitlines()] == [
        {"frames": n, "share": n / 100} for n in (8, 16, 24)
    ]
    assert len(looks) == 3
