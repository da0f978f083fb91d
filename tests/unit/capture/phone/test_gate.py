"""Who may come in. Fast: time is data."""

from __future__ import annotations

import pytest

from gaitcoach.capture.phone.gate import (
    FAILURES_PER_WINDOW,
    REQUESTS_PER_WINDOW,
    WINDOW_S,
    Entry,
    Gate,
)


@pytest.fixture
def gate() -> Gate:
    return Gate()


def test_a_link_opens_once(gate):
    """Mutant: `enter` leaves the token valid."""
    token = gate.new_token()
    entry, session = gate.enter(token)
    assert entry is Entry.OPENED
    assert gate.knows(session)
    assert gate.enter(token) == (Entry.TAKEN, "")
    assert gate.knows(session)


@pytest.mark.parametrize("wrong", ["", "x", "\udce4", "A" * 22])
def test_a_wrong_token_opens_nothing(gate, wrong):
    """Mutant: an empty or unencodable token matches or raises."""
    gate.new_token()
    assert gate.enter(wrong) == (Entry.REFUSED, "")
    assert not gate.knows(wrong)
    assert not gate.knows("")


def test_nothing_opens_before_there_is_a_link(gate):
    """Mutant: no token is compared as the empty text."""
    assert gate.enter("") == (Entry.REFUSED, "")


def test_who_is_inside_stays_until_a_new_link_is_used(gate):
    """Mutant: `new_token` throws the phone out that merely went through a tunnel."""
    _, first = gate.enter(gate.new_token())
    token = gate.new_token()
    assert gate.knows(first)
    _, second = gate.enter(token)
    assert gate.knows(second)
    assert not gate.knows(first)


def test_links_are_long_and_never_alike(gate):
    tokens = {gate.new_token() for _ in range(50)}
    assert len(tokens) == 50
    assert min(map(len, tokens)) >= 22


def test_a_replaced_link_that_nobody_used_is_no_link(gate):
    """Mutant: every token ever made stays valid."""
    old = gate.new_token()
    gate.new_token()
    assert gate.enter(old) == (Entry.REFUSED, "")


def test_guessing_is_stopped_and_forgiven(gate):
    for _ in range(FAILURES_PER_WINDOW):
        assert gate.may_ask("a", 0.0)
        gate.book_failure("a", 0.0)
    assert not gate.may_ask("a", 0.1)
    assert gate.may_ask("b", 0.1), "another phone must not pay for it"
    assert gate.may_ask("a", WINDOW_S + 0.2)


def test_too_many_requests_are_refused(gate):
    asked = [gate.may_ask("a", 0.01 * n) for n in range(REQUESTS_PER_WINDOW + 5)]
    assert asked == [True] * REQUESTS_PER_WINDOW + [False] * 5


def test_a_flood_of_addresses_takes_no_memory(gate):
    """Mutant: addresses are never forgotten."""
    for n in range(5000):
        gate.may_ask(f"10.0.{n // 250}.{n % 250}", 0.0)
    assert len(gate._seen) <= 257
