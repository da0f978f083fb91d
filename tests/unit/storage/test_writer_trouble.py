"""A disk that fills, a folder that goes, a server that is silent: told, and nothing is lost."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import sqlalchemy as sa
from kept_runs import WAIT_S, count_steps, frame, head, step_events
from waiting import until

from gaitcoach.storage.store.runs import list_runs, load_run
from gaitcoach.storage.store.store import Store
from gaitcoach.storage.store.unfinished import find_unfinished, keep_unfinished, tidy_streams
from gaitcoach.storage.store.values import RunState
from gaitcoach.storage.store.writer import StoreWriter


class Problems:
    """Collects what the writer tells and lets a test wait for it."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.arrived = threading.Event()

    def __call__(self, sentence: str) -> None:
        self.told.append(sentence)
        self.arrived.set()


def test_a_full_disk_is_told_and_nothing_is_lost_once_there_is_room(small_disk: Path):
    """Mutant: events of a failed commit are dropped, or numbered twice."""
    place = small_disk / "store.sqlite"
    Store(place).close()
    filler = small_disk / "filler"
    problems = Problems()
    writer = StoreWriter(place, None, head(), on_problem=problems)
    writer.append(step_events(1)[0])
    until(lambda: count_steps(place) == 1, WAIT_S)
    _fill(filler)
    events = step_events(4000)
    for event in events[1:]:
        writer.append(event)
    for index in range(600):
        writer.push(frame(index))
    assert problems.arrived.wait(WAIT_S)
    assert "full" in problems.told[0] or "space" in problems.told[0]
    filler.unlink()
    assert writer.close(None, WAIT_S)
    store = Store(place)
    (row,) = list_runs(store)
    assert len(load_run(store, row.id).steps) == 4000
    with store.reading() as connection:
        last = connection.execute(sa.text("SELECT max(n) FROM step")).scalar()
    assert last == 3999
    store.close()


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            file.flush()


def test_a_disk_that_stays_full_leaves_a_store_that_opens_clean(small_disk: Path):
    place = small_disk / "store.sqlite"
    problems = Problems()
    writer = StoreWriter(place, None, head(), on_problem=problems)
    for event in step_events(30):
        writer.append(event)
    until(lambda: count_steps(place) == 30, WAIT_S)
    _fill(small_disk / "filler")
    for event in step_events(9000)[30:]:
        writer.append(event)
    assert problems.arrived.wait(WAIT_S)
    assert not writer.close(None, 0.5)
    assert writer.wait(WAIT_S)
    (small_disk / "filler").unlink()
    store = Store(place)
    (found,) = find_unfinished(store)
    assert found.n_steps >= 30
    keep_unfinished(store, found)
    assert list_runs(store)[0].state is RunState.KEPT
    store.close()


def test_a_folder_that_vanishes_is_told(tmp_path: Path):
    """The disk was unplugged. Mutant: rows go into a file that has no name any more."""
    folder = tmp_path / "disk"
    problems = Problems()
    writer = StoreWriter(folder / "store.sqlite", None, head(), on_problem=problems)
    writer.append(step_events(1)[0])
    writer.push(frame(0))
    until(lambda: count_steps(folder / "store.sqlite") == 1, WAIT_S)
    shutil.rmtree(folder)
    for index in range(1, 60):
        writer.push(frame(index))
    assert problems.arrived.wait(WAIT_S)
    writer.close(None, 0.2)
    assert writer.wait(WAIT_S)


def test_an_address_that_never_answers_is_told_and_the_run_ends_in_time(tmp_path: Path):
    problems = Problems()
    place = "postgresql://a:geheim@127.0.0.1:1/x"
    writer = StoreWriter(place, tmp_path, head(), on_problem=problems)
    writer.append(step_events(1)[0])
    assert problems.arrived.wait(WAIT_S)
    assert "geheim" not in problems.told[0]
    assert not writer.close(None, WAIT_S)


def test_a_run_that_is_being_written_is_not_taken_for_a_dead_one(tmp_path: Path):
    """Mutant: unfinished is told by the state alone."""
    place = tmp_path / "store.sqlite"
    writer = StoreWriter(place, None, head(), on_problem=print)
    writer.append(step_events(1)[0])
    writer.push(frame(0))
    until(lambda: count_steps(place) == 1, WAIT_S)
    store = Store(place)
    assert find_unfinished(store) == ()
    assert tidy_streams(store) == 0
    assert writer.close(None, WAIT_S)
    assert writer.wait(WAIT_S)
    store.close()


def test_only_the_computer_that_measured_looks_for_its_unfinished_runs(tmp_path: Path):
    place = tmp_path / "store.sqlite"
    made = head(machine="another")
    writer = StoreWriter(place, None, made, on_problem=print)
    writer.append(step_events(1)[0])
    until(lambda: count_steps(place) == 1, WAIT_S)
    writer._inbox.put(object())  # what nobody expects: the writer's thread fails
    assert writer.wait(WAIT_S)
    store = Store(place)
    assert find_unfinished(store) == ()
    (found,) = find_unfinished(store, "another")
    assert (found.runner, found.n_steps) == ("Ida", 1)
    store.close()
