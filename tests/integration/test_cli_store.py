"""The commands about kept runs: what they print, and one or two lines when something is wrong."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from kept_runs import head, keep_run, step_events, summary
from made_history import make_history

from gaitcoach import cli
from gaitcoach.language import language_code
from gaitcoach.storage.store.desk import insert_run
from gaitcoach.storage.store.store import Store


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store in the user's data folder, which is the test's own."""
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.delenv("GAITCOACH_STORE", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "data" / "gaitcoach" / "store.sqlite"


@pytest.fixture
def store(place: Path):
    place.parent.mkdir(parents=True)
    opened = Store(place)
    yield opened
    opened.close()


class Told:
    """What a command printed, and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    def command(*arguments: str) -> Told:
        code = cli.run(list(arguments))
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return Told(code, out, err)

    return command


def test_runs_are_listed_and_filtered(store, run):
    make_history(store, "Ida", 3, 2.0)
    make_history(store, "Max", 1, 2.0)
    lines = run("runs").out.splitlines()
    assert len(lines) == 4
    assert len(run("runs", "--runner", "Ida").out.splitlines()) == 3
    first = json.loads(run("runs", "--newest", "1", "--json").out)
    assert first["runner"] in ("Ida", "Max")
    assert first["left"]["mean_deg"] > 3
    assert run("runs", "--text", "nothing").out == "No runs are kept here yet.\n"
    nobody = run("runs", "--runner", "Eva")
    assert (nobody.code, "Nobody named Eva" in nobody.err) == (1, True)


def test_an_unfinished_run_is_told_and_settled(store, run):
    with store.writing() as connection:
        insert_run(connection, head())
    told = run("runs").err
    assert "An unfinished run of 0:00 was found (Ida, 0 steps)." in told
    assert "gaitcoach runs --keep" in told
    assert "Kept." in run("runs", "--keep").err
    assert run("runs").err == ""
    with store.writing() as connection:
        insert_run(connection, head())
    assert "Discarded." in run("runs", "--discard").err
    assert len(run("runs").out.splitlines()) == 1


def test_a_run_goes_out_and_comes_back(store, run, tmp_path):
    make_history(store, "Ida", 1, 2.0)
    assert run("export", "last", "--format", "json", "--out", "r.json").code == 0
    assert run("export", "last", "--format", "csv").out == "2026-06-01_run_1.csv\n"
    assert (tmp_path / "2026-06-01_run_1.csv").exists()
    assert run("export", "1", "--format", "json", "--schema", "--out", "s.json").code == 0
    assert "properties" in json.loads((tmp_path / "s.json").read_text())
    deleted = run("runs", "--delete", "1", "--yes")
    assert "No runs are kept here yet." in deleted.out
    assert "1 imported." in run("runs", "--import", "r.json").out
    again = run("runs", "--import", "r.json")
    assert (again.code, "has this run already" in again.err) == (1, True)


def test_several_runs_go_out_at_once(store, run, tmp_path):
    """Mutants: only the first; a filter that takes everybody's; steps of two runs mixed up."""
    make_history(store, "Ida", 3, 1.0)
    make_history(store, "Max", 1, 1.0)
    told = run("export", "1", "2", "--format", "csv", "--out", "all")
    assert told.out.splitlines() == ["all/2026-06-01_run_1.csv", "all/2026-06-04_run_2.csv"]
    told = run("export", "--person", "Ida", "--format", "json", "--out", "of Ida")
    assert len(list((tmp_path / "of Ida").iterdir())) == len(told.out.splitlines()) == 3
    told = run(
        "export", "Max:first", "Ida:last", "--format", "csv", "--one-table", "--out", "t.csv"
    )
    rows = list(csv.DictReader((tmp_path / "t.csv").read_text("utf-8").splitlines()))
    assert [row["runner"] for row in rows] == sorted((r["runner"] for r in rows), reverse=True)
    assert {row["runner"] for row in rows} == {"Ida", "Max"}
    assert len({row["run"] for row in rows}) == 2


def test_of_several_runs_those_that_can_go_out_do(store, run, tmp_path):
    """Mutant: the first run without signals ends it all."""
    make_history(store, "Ida", 1, 1.0)
    keep_run((tmp_path / "data" / "gaitcoach" / "store.sqlite", None), [summary()], frames=30)
    told = run("export", "1", "2", "--format", "mot", "--out", "motion")
    assert told.code == 1
    assert "Run 1: This run has no signals" in told.err
    assert [path.name for path in (tmp_path / "motion").iterdir()] == ["2026-11-20_run_2.mot"]


@pytest.mark.parametrize(
    ("name", "number"), [("first", 1), ("last", 3), ("Ida:last", 2), ("a: b:last", 3)]
)
def test_a_run_is_named_by_its_place_in_time(store, run, name, number):
    """Mutants: a person's last run is everybody's; a name with a colon is cut at the first."""
    make_history(store, "Ida", 2, 1.0, every_days=1)
    make_history(store, "a: b", 1, 1.0)
    with store.writing() as connection:
        connection.execute(sa.text("UPDATE run SET started_utc = '2027-01-01' WHERE id = 3"))
    assert run("export", name, "--format", "csv").out.endswith(f"_run_{number}.csv\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("export", "--format", "csv"), "no run to export"),
        (("export", "1", "--format", "json", "--one-table"), "make one table"),
        (("export", "Eva:last", "--format", "csv"), "no run Eva:last"),
        (("export", "7", "--format", "csv"), "no run 7"),
        (("export", "last", "--format", "mot"), "no signals"),
        (("report", "last", "--out", "r.docx"), "neither a page nor a PDF"),
        (("report", "last", "--out", "r.html", "--logo", "none.png"), "cannot be read"),
        (("backup",), "One file is needed"),
        (("backup", "--restore", "none.zip"), "not empty"),
        (("people", "change", "Ida"), "Nothing to change"),
        (("people", "add", "Ida"), "already"),
        (("programme", "Ida"), "in no programme"),
        (("programme", "Ida", "--begin", "--schedule", "x"), "no schedule"),
        (("runs", "--store", "nonsense://x"), "cannot keep runs in nonsense"),
    ],
)
def test_what_cannot_be_says_what_to_do(store, run, arguments, says):
    make_history(store, "Ida", 1, 1.0)
    told = run(*arguments)
    assert told.code == 1
    assert says in told.err
    assert len(told.err.strip().splitlines()) <= 2


def test_a_report_is_written_and_the_clinic_remembered(store, run, tmp_path):
    make_history(store, "Ida", 1, 2.0)
    assert run("report", "last", "--out", "a.html", "--clinic", "Laufwerk").code == 0
    assert run("report", "last", "--out", "b.html").code == 0
    assert "Laufwerk" in (tmp_path / "b.html").read_text(encoding="utf-8")


def test_a_report_is_written_in_the_users_language(store, run, tmp_path):
    """Mutants: English whatever is asked for; the language stays for what comes after."""
    make_history(store, "Ida", 2, 2.0)
    run("report", "last", "--language", "de", "--out", "de.html")
    page = (tmp_path / "de.html").read_text("utf-8")
    assert '<html lang="de">' in page
    assert "4. Juni 2026" in page
    assert "km/h" in page
    assert language_code() == "en"
    run("report", "last", "--language", "en", "--out", "en.html")
    assert "4 June 2026" in (tmp_path / "en.html").read_text("utf-8")


def test_a_backup_goes_into_another_store(store, run, tmp_path):
    make_history(store, "Ida", 2, 1.0)
    assert "2 runs are in b.zip" in run("backup", "b.zip").out
    other = str(tmp_path / "other" / "s.sqlite")
    assert "2 runs were restored" in run("backup", "--restore", "b.zip", "--store", other).out
    assert len(run("runs", "--store", other).out.splitlines()) == 2


def test_people_come_and_go_and_the_last_set_up_forgets_them(store, run, place):
    from gaitcoach.settings import Settings
    from gaitcoach.storage.places import setup_path
    from gaitcoach.storage.setup import keep_setup, last_setup

    assert "Nobody yet" in run("people").out
    run("people", "add", "Ida")
    assert run("people", "change", "Ida", "--notes", "left knee", "--consent").code == 0
    keep_run((place, None), [*step_events(10), summary()])
    assert "1 runs" in run("people").out
    keep_setup(Settings(runner="Ida"), setup_path())
    assert "was deleted" in run("people", "delete", "Ida", "--yes").out
    assert last_setup(setup_path()).runner == "guest"
    assert run("runs").out == "No runs are kept here yet.\n"


def test_a_programme_is_shown_with_what_was_done(store, run):
    make_history(store, "Ida", 1, 2.0)
    lines = run("programme", "Ida", "--begin").out.splitlines()
    assert len(lines) == 8
    assert "100 % cued  next" in lines[0]
    lines = run("programme", "Ida", "--count", "last").out.splitlines()
    assert "done" in lines[0]
    assert "next" in lines[1]
    lines = run("programme", "Ida", "--schedule", "15:100,20:50").out.splitlines()
    assert "50 % cued" in lines[1]
    assert len(lines) == 2
    assert "has ended" in run("programme", "Ida", "--end").out
    assert "Free mode" in run("programme", "Ida", "--free").out


def test_a_live_run_is_in_the_store_with_its_signals(run, place):
    """From the demo through the real pipeline. Mutants: not written; not settled; no Parquet."""
    from gaitcoach.storage.store.runs import list_runs, load_run
    from gaitcoach.storage.store.signal_files import read_signals, signals_path

    told = run(
        "live", "--source", "demo", "--headless", "--no-voice", "--max-s", "6", "--runner", "Ida"
    )
    assert told.code == 0
    store = Store(place, create=False)
    (row,) = list_runs(store)
    data = load_run(store, row.id)
    signals = read_signals(signals_path(store.signals, row.uid))
    assert (row.runner, row.ended, row.source) == ("Ida", True, "demo")
    assert len(data.steps) == row.left.n + row.right.n > 10
    assert data.summary["frames"]["seen"] == len(signals.t_s)
    assert not signals.cut
    assert signals_path(store.signals, row.uid).suffix == ".parquet"
    store.close()
