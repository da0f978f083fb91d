"""From one version of the store to the next and back: the tables, and what stands in them."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from gaitcoach.storage.store import engine as engine_module
from gaitcoach.storage.store.drills import drills_of
from gaitcoach.storage.store.people import add_person
from gaitcoach.storage.store.runs import list_runs, load_run
from gaitcoach.storage.store.store import Store


def test_the_tables_are_what_the_migrations_make(tmp_path: Path):
    """Mutant: a column in schema.py without a migration."""
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    from gaitcoach.storage.store.schema import metadata

    store = Store(tmp_path / "store.sqlite")
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    store.close()


def test_the_versions_are_those_of_the_scripts():
    """They are told from the files' names. Mutant: a script whose name is not its version."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(engine_module._config()).walk_revisions()
    assert engine_module.revisions() == tuple(script.revision for script in scripts)


def test_an_ordinary_opening_loads_no_alembic(tmp_path: Path):
    """It holds the window for 70 ms. Mutant: the version is asked of Alembic."""
    Store(tmp_path / "store.sqlite").close()
    program = (
        "import sys; from gaitcoach.storage.store.store import Store;"
        "Store(sys.argv[1]).close(); sys.exit('alembic' in sys.modules)"
    )
    command = [sys.executable, "-c", program, tmp_path / "store.sqlite"]
    assert subprocess.run(command, check=False).returncode == 0


def test_every_version_can_be_gone_back_to_and_forth(tmp_path: Path):
    from alembic import command

    made = engine_module.sqlite_engine(tmp_path / "store.sqlite")
    config = engine_module._config()
    with made.connect() as connection:
        config.attributes["connection"] = connection
        for revision in reversed(engine_module.revisions()):
            command.upgrade(config, revision)
        for revision in (*engine_module.revisions()[1:], "base"):
            command.downgrade(config, revision)
        command.upgrade(config, "head")
        assert engine_module.check_not_newer(connection) == engine_module.latest_revision()
    made.dispose()


def test_people_and_runs_live_through_every_migration(tmp_path: Path):
    """A store of each version, with what was in it then, is opened by today's program."""
    folder = Path(__file__).parents[2] / "data" / "stores"
    dumps = sorted(folder.glob("*.sql"))
    assert [path.stem for path in dumps] == sorted(engine_module.revisions())
    for dump in dumps:
        place = tmp_path / dump.stem / "store.sqlite"
        place.parent.mkdir()
        with sqlite3.connect(place) as connection:
            connection.executescript(dump.read_text(encoding="utf-8"))
        connection.close()
        store = Store(place)
        (row,) = list_runs(store)
        data = load_run(store, row.id)
        assert (row.runner, len(data.steps), len(data.cues)) == ("Ida", 24, 1)
        assert row.left.mean_deg == pytest.approx(6.0, abs=0.2)
        assert data.markers == ((13.0, "tired"),)
        kept = [(drill.drill, drill.load) for drill in drills_of(store, "Ida")]
        since = [("hip_abduction", "band"), ("mirror_stance", "none")]
        assert kept == (since if dump.stem >= "0003" else [])
        noted = [(drill.held_on, drill.notes) for drill in drills_of(store, "Ida")]
        blank = [(False, "")] * len(kept)
        written = [(True, "back of a chair"), (False, "")]
        assert noted == (written if dump.stem >= "0004" else blank)
        add_person(store, "Max")
        store.close()
