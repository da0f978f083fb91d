"""Stores of both kinds for one suite: a file, and a real PostgreSQL server (slow)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from servers.postgres import postgres_server
from store_shelves import Shelf, new_database

from gaitcoach.storage.store.store import Store

KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with postgres_server() as address:
        yield address


@pytest.fixture(params=KINDS)
def shelf(request: pytest.FixtureRequest, tmp_path: Path) -> Shelf:
    if request.param == "sqlite":
        return Shelf(str(tmp_path / "store.sqlite"), tmp_path, True)
    return Shelf(new_database(request.getfixturevalue("server")), tmp_path, False)


@pytest.fixture
def store(shelf: Shelf) -> Iterator[Store]:
    opened = Store(shelf.place, shelf.files)
    yield opened
    opened.close()


@pytest.fixture
def empty(request: pytest.FixtureRequest, shelf: Shelf, tmp_path: Path) -> Iterator[Store]:
    """A second store of the same kind, with nothing in it."""
    other = tmp_path / "other"
    place = str(other / "store.sqlite")
    if not shelf.is_sqlite:
        place = new_database(request.getfixturevalue("server"))
    opened = Store(place, other)
    yield opened
    opened.close()
