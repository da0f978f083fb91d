"""The last seconds as pictures, and the pictures of extreme steps. In step, without sleeping."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np
import pytest
from made_up import step, update

from gaitcoach.capture.packed import LONGEST_PX, pack
from gaitcoach.live.album import StepAlbum
from gaitcoach.live.memory import WAITING, Moment, PictureMemory, nearest
from gaitcoach.live.view import LiveView
from gaitcoach.types import Frame, Side

LEFT, RIGHT = Side.LEFT, Side.RIGHT


@dataclass(frozen=True)
class Whole:
    """A picture that is kept as it is."""

    image_bgr: np.ndarray

    def unpack(self) -> np.ndarray:
        return self.image_bgr


def view_at(t_s: float, level: int = 0) -> LiveView:
    return LiveView(frame=Frame(np.full((4, 6, 3), level, np.uint8), 0, t_s), update=update(t_s))


def moment_at(t_s: float) -> Moment:
    return Moment(t_s, Whole(np.zeros((4, 6, 3), np.uint8)), view_at(t_s))


def kept(memory: PictureMemory) -> list[float]:
    memory.close()
    return [moment.t_s for moment in memory.moments()]


class Turns:
    """Packs one picture for each turn that is given."""

    def __init__(self) -> None:
        self.given = threading.Semaphore(0)
        self.taken = threading.Semaphore(0)

    def __call__(self, image_bgr: np.ndarray) -> Whole:
        self.taken.release()
        assert self.given.acquire(timeout=10)
        return Whole(image_bgr)


def test_only_the_last_seconds_are_kept():
    turns = Turns()
    memory = PictureMemory(turns, keep_s=2.0)
    for t_s in (0.0, 1.0, 2.0, 3.0, 3.5):
        memory.push(view_at(t_s))
        turns.given.release()
        assert turns.taken.acquire(timeout=10)
    assert kept(memory) == [2.0, 3.0, 3.5]


def test_a_slow_worker_loses_old_pictures_and_holds_nobody_up():
    turns = Turns()
    memory = PictureMemory(turns, keep_s=100.0)
    memory.push(view_at(0.0))
    assert turns.taken.acquire(timeout=10)
    # WHEN many more come while the first is being packed
    for t_s in range(1, 3 * WAITING):
        memory.push(view_at(float(t_s)))
    for _ in range(1 + WAITING):
        turns.given.release()
    # THEN the newest of them were kept
    times_s = kept(memory)
    assert times_s[0] == 0.0
    assert len(times_s) == 1 + WAITING
    assert times_s[-1] == 3 * WAITING - 1


def test_a_moment_gives_its_picture_back_with_what_was_known():
    memory = PictureMemory(Whole)
    memory.push(view_at(1.0, level=7))
    memory.close()
    (moment,) = memory.moments()
    assert moment.known.frame.image_bgr.size == 0, "the large picture is let go of"
    view = moment.view()
    assert view.frame.image_bgr.mean() == 7
    assert (view.frame.t_s, view.update.t_s) == (1.0, 1.0)


def test_the_nearest_picture_is_found_and_a_far_one_is_none():
    """Mutant: the one before instead of the nearest."""
    moments = tuple(moment_at(t_s) for t_s in (1.0, 1.1, 1.2))
    assert nearest(moments, 1.07).t_s == 1.1
    assert nearest(moments, 1.12).t_s == 1.1
    assert nearest(moments, 1.3) is None
    assert nearest((), 1.0) is None


@pytest.mark.parametrize("size_px", [(1280, 720), (320, 240)])
def test_a_packed_picture_is_small_and_comes_back_as_large_as_it_was(size_px: tuple[int, int]):
    width, height = size_px
    image_bgr = np.zeros((height, width, 3), np.uint8)
    image_bgr[:, : width // 2] = (40, 160, 220)
    packed = pack(image_bgr)
    again = packed.unpack()
    assert again.shape == image_bgr.shape
    assert np.abs(again[height // 2, [10, -10]].astype(int) - [[40, 160, 220], [0, 0, 0]]).max() < 6
    assert len(packed.jpeg) < LONGEST_PX * 480 * 3 / 20


def test_a_picture_that_still_waits_for_the_worker_is_found():
    """Mutant: only what the worker has done; a step's picture was lost while it was behind."""
    turns = Turns()
    memory = PictureMemory(turns)
    memory.push(view_at(0.0))
    assert turns.taken.acquire(timeout=10)
    memory.push(view_at(1.0, level=7))
    for _ in range(3):
        turns.given.release()
    assert memory.at(1.01).picture.unpack().mean() == 7
    memory.close()


# -- the album --------------------------------------------------------------------------------


def steps_of(*drops_deg: float, side: Side = RIGHT) -> list:
    return [step(side, 1.0 + i, drop) for i, drop in enumerate(drops_deg)]


def fill(album: StepAlbum, steps: list) -> None:
    for i, one in enumerate(steps):
        album.push([one], steps[: i + 1])


def test_the_three_worst_and_the_three_best_steps_are_kept():
    """Mutants: the newest; the worst alone; sides mixed."""
    album = StepAlbum(moment_at)
    steps = steps_of(5, 9, 1, 8, 2, 7, 3, 6, 4) + steps_of(0, 20, side=LEFT)
    fill(album, steps)
    drop_deg = {one.key: one.drop_deg for one in steps}
    rights = sorted(drop_deg[key] for key in album.pictures if key[0] is RIGHT)
    assert rights == [1, 2, 3, 7, 8, 9]
    assert sorted(drop_deg[key] for key in album.pictures if key[0] is LEFT) == [0, 20]


def test_a_step_is_shown_by_its_middle():
    asked = []
    album = StepAlbum(lambda t_s: asked.append(t_s))
    (one,) = steps_of(5.0)
    album.push([one], [one])
    (t_s,) = asked
    assert one.t_start_s + 0.3 * one.contact_time_s < t_s < one.t_start_s + 0.6 * one.contact_time_s
    assert album.pictures == {}, "there was no picture"


def test_a_step_that_does_not_count_has_no_picture():
    album = StepAlbum(moment_at)
    one = step(RIGHT, 1.0, 9.0, usable=False)
    album.push([one], [one])
    assert album.pictures == {}


def test_the_drops_are_those_that_a_later_baseline_left():
    """Mutant: the drop as it was when the step came."""
    album = StepAlbum(moment_at)
    early = steps_of(10, 11, 12, 13, 14, 15, 16)
    fill(album, early)
    # GIVEN a baseline that puts the early steps right to -10..., and new ones beside them
    put_right = steps_of(-10, -9, -8, -7, -6, -5, -4)
    new = [step(RIGHT, 20.0 + i, 5.0 + i) for i in range(3)]
    for i in range(3):
        album.push([new[i]], put_right + new[: i + 1])
    assert {one.key for one in new} <= set(album.pictures)
