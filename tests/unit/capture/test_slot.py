"""How frames pass between two threads."""

from __future__ import annotations

import threading
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gaitcoach.capture.slot import HandOff, LatestSlot

LIMIT_S = 10.0


def pass_through(slot, n_items: int, pauses: list[bool]) -> list[int]:
    """Put 0..n-1 in one thread, take in this one; where `pauses` says so, wait for a taker."""
    taken_one = threading.Event()

    def put_all():
        for item in range(n_items):
            if pauses[item % len(pauses)]:
                taken_one.wait(0.001)
                taken_one.clear()
            slot.put(item)
        slot.close()

    putter = threading.Thread(target=put_all, daemon=True)
    putter.start()
    taken = []
    while not slot.finished:
        item = slot.take(LIMIT_S)
        if item is not None:
            taken.append(item)
            taken_one.set()
    putter.join(LIMIT_S)
    return taken


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 60), st.lists(st.booleans(), min_size=1, max_size=8))
def test_latest_is_in_order_never_repeats_and_counts_what_it_replaced(n_items, pauses):
    slot = LatestSlot()

    taken = pass_through(slot, n_items, pauses)

    assert all(before < after for before, after in pairwise(taken))
    assert slot.replaced + len(taken) == n_items
    assert taken[-1:] == ([n_items - 1] if n_items else [])


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 60), st.integers(1, 4))
def test_hand_off_loses_nothing(n_items, capacity):
    slot = HandOff(capacity)

    assert pass_through(slot, n_items, [False]) == list(range(n_items))
    assert slot.replaced == 0


def test_latest_keeps_the_newest_alone():
    slot = LatestSlot()
    for item in "abc":
        assert slot.put(item)

    assert slot.take(0) == "c"
    assert slot.take(0) is None
    assert slot.replaced == 2


def test_hand_off_holds_no_more_than_its_capacity():
    """GIVEN room for 2 WHEN 3 are put THEN the third waits until one is taken."""
    slot = HandOff(2)
    third_is_in = threading.Event()

    def put_three():
        for item in range(3):
            slot.put(item)
        third_is_in.set()

    putter = threading.Thread(target=put_three, daemon=True)
    putter.start()
    assert not third_is_in.wait(0.05)
    assert slot.take(LIMIT_S) == 0

    assert third_is_in.wait(LIMIT_S)
    putter.join(LIMIT_S)


@pytest.mark.parametrize("make", [LatestSlot, HandOff])
def test_close_wakes_a_taker(make):
    slot = make()
    answers = []
    taker = threading.Thread(target=lambda: answers.append(slot.take()), daemon=True)
    taker.start()

    slot.close()
    taker.join(LIMIT_S)

    assert answers == [None]
    assert slot.finished


def test_close_wakes_a_waiting_putter():
    slot = HandOff(1)
    slot.put("kept")
    answers = []
    putter = threading.Thread(target=lambda: answers.append(slot.put("late")), daemon=True)
    putter.start()

    slot.close()
    putter.join(LIMIT_S)

    assert answers == [False]
    assert slot.take(0) == "kept"


@pytest.mark.parametrize("make", [LatestSlot, HandOff])
def test_closed_slot_gives_what_it_holds_and_takes_no_more(make):
    slot = make()
    slot.put("last")
    slot.close()

    assert not slot.put("too late")
    assert not slot.finished
    assert slot.take(0) == "last"
    assert slot.finished


@pytest.mark.parametrize("capacity", [0, 5])
def test_hand_off_is_small(capacity):
    with pytest.raises(ValueError, match="1 to 4"):
        HandOff(capacity)
