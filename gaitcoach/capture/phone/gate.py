"""Who may come in: a link that opens once, one session, and patience that runs out.

Pure bookkeeping: time comes in as data.
"""

from __future__ import annotations

import secrets
from collections import deque
from enum import StrEnum

TOKEN_BYTES = 16
"""128 random bits cannot be guessed within a run, whatever the rate."""
REQUESTS_PER_WINDOW = 60
"""A page and its parts are four requests, a reconnect one a second: nobody honest makes more."""
FAILURES_PER_WINDOW = 10
WINDOW_S = 10.0
MAX_PEOPLE = 256
"""So many addresses are remembered; a network at home has fewer."""


class Entry(StrEnum):
    """What a link led to."""

    OPENED = "opened"
    TAKEN = "taken"
    REFUSED = "refused"


class Gate:
    """One link, one session. Not for several threads.

    token : what the link must carry; None = spent
    """

    def __init__(self) -> None:
        self.token: str | None = None
        self._spent: set[str] = set()
        self._session: str | None = None
        self._seen: dict[str, deque[float]] = {}
        self._failed: dict[str, deque[float]] = {}

    def new_token(self) -> str:
        """Make a new link; who is inside stays inside until it is used."""
        self.token = secrets.token_urlsafe(TOKEN_BYTES)
        return self.token

    def enter(self, token: str) -> tuple[Entry, str]:
        """Try a link's token. Returns what it led to and, when it opened, the new session."""
        if self.token is not None and _same(token, self.token):
            self._spent.add(self.token)
            self.token, self._session = None, secrets.token_urlsafe(TOKEN_BYTES)
            return Entry.OPENED, self._session
        if any(_same(token, old) for old in self._spent):
            return Entry.TAKEN, ""
        return Entry.REFUSED, ""

    def knows(self, session: str) -> bool:
        """Tell whether a request comes from the phone that is inside."""
        return self._session is not None and _same(session, self._session)

    def may_ask(self, address: str, now_s: float) -> bool:
        """Book a request; False = too many from there."""
        asked = _recent(self._seen, address, now_s)
        asked.append(now_s)
        failed = _recent(self._failed, address, now_s)
        return len(asked) <= REQUESTS_PER_WINDOW and len(failed) < FAILURES_PER_WINDOW

    def book_failure(self, address: str, now_s: float) -> None:
        """Book a request without the right token or session."""
        _recent(self._failed, address, now_s).append(now_s)


def _same(given: str, wanted: str) -> bool:
    # A cookie may hold bytes that are no text.
    return secrets.compare_digest(given.encode(errors="surrogatepass"), wanted.encode())


def _recent(book: dict[str, deque[float]], address: str, now_s: float) -> deque[float]:
    """Return the times of an address within the window; the oldest addresses are forgotten."""
    times = book.setdefault(address, deque(maxlen=REQUESTS_PER_WINDOW + 1))
    while times and times[0] < now_s - WINDOW_S:
        times.popleft()
    if len(book) > MAX_PEOPLE:
        del book[next(iter(book))]
    return times
