"""`gaitcoach bench --archive`, as typed: what is said and with which code."""

from __future__ import annotations

import json

from test_cli import home, run  # noqa: F401 - a fixture

from gaitcoach.bench import archive as archive_bench
from gaitcoach.bench.archive import ArchiveBench
from gaitcoach.errors import GaitCoachError


def test_the_command_tells_what_it_could_not_measure(tmp_path, capsys, monkeypatch):
    """Mutants: one part that fails ends all; exit code 0 all the same."""

    def breaks() -> dict:
        raise GaitCoachError("Dask is not installed.")

    asked = []
    clips = tmp_path / "clips"
    clips.mkdir()
    (clips / "a.mp4").write_text("a")

    class Fake(ArchiveBench):
        def parts(self):
            asked.append((self._clips, self._n_short))
            return (("scheduler", breaks), ("workers", lambda: {"archive_workers_ratio": 1.9}))

    monkeypatch.setattr(archive_bench, "ArchiveBench", Fake)
    assert run("bench", "--archive", str(clips), "--clips", "500", "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["archive_workers_ratio"] == 1.9
    assert told["notes"] == {"scheduler": "Dask is not installed."}
    assert asked == [((str(clips / "a.mp4"),), 500)]
    assert run("bench", "--archive", str(clips)) == 1
    out = capsys.readouterr().out
    assert "archive_scheduler_percent" in out
    assert asked[1][1] == archive_bench.N_SHORT


def test_what_cannot_be_asked(tmp_path, capsys):
    assert run("bench", "--clips", "5") == 2
    assert "--archive" in capsys.readouterr().err
    assert run("bench", "--archive", str(tmp_path)) == 1
    assert "There is no clip in" in capsys.readouterr().err
