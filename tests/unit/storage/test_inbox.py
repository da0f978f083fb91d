"""What is put into a writer's inbox is taken once, in order; an end that found no room is seen."""

from __future__ import annotations

from gaitcoach.storage.inbox import Inbox

SOON_S = 0.001


def test_everything_is_taken_in_order_and_then_it_is_over():
    """Mutants: the end is given out as an item; it is over while something waits."""
    inbox: Inbox[int] = Inbox(9)
    for item in range(3):
        assert inbox.put(item)
    inbox.close()
    inbox.close()
    taken: list[int] = []
    assert not inbox.is_over
    assert inbox.take_all(1.0, taken.append)
    assert taken == [0, 1, 2]
    assert inbox.take(SOON_S) is None


def test_a_full_one_refuses_and_its_end_is_seen_all_the_same():
    """Mutant: an end that found no room is lost, and the writer waits for ever."""
    inbox: Inbox[int] = Inbox(1)
    assert inbox.put(1)
    assert not inbox.put(2)
    assert not inbox.put(2, SOON_S)
    inbox.close()
    assert inbox.take(SOON_S) == 1
    assert not inbox.is_over
    assert inbox.take(SOON_S) is None
    assert inbox.is_over


def test_an_open_one_is_not_over_however_empty():
    inbox: Inbox[int] = Inbox(1)
    assert not inbox.take_all(SOON_S, print)
    assert inbox.take(SOON_S) is None
    assert not inbox.is_over
