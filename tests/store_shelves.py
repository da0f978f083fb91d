"""Places for stores: a file, or a new database of a PostgreSQL server."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from pathlib import Path

_number = count()


@dataclass
class Shelf:
    """Where a store is, and a way to open it."""

    place: str
    files: Path
    is_sqlite: bool

    @property
    def both(self) -> tuple[str, Path]:
        return self.place, self.files

    @property
    def records(self) -> Path:
        return self.files / "runs"


def new_database(address: str) -> str:
    import psycopg

    name = f"store_{next(_number)}"
    with psycopg.connect(address.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return address.format(name=name)
