"""History, people, programme: real pages on a real store, answered by the library's worker."""

from __future__ import annotations

import pyarrow.parquet as pq
import pytest
from kept_house import House
from kept_runs import head, step_events
from made_history import make_history
from PyQt6.QtCore import QCoreApplication, QEvent
from PyQt6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from gaitcoach.storage.record import RecordWriter
from gaitcoach.storage.store.desk import insert_run
from gaitcoach.storage.store.putright import corrections_of
from gaitcoach.storage.store.runs import list_runs, load_run
from gaitcoach.storage.store.values import RunState


def test_the_history_lists_runs_and_filters_them(house: House):
    """Mutants: filters ignored; the oldest first; the sides exchanged."""
    make_history(house.store, "Ida", 3, 2.0, left_deg=(8, 8), right_deg=(2, 2))
    make_history(house.store, "Max", 2, 2.0)
    house.open_history(5)
    assert house.shown("Who")[:2] != ["", ""]
    who = house.find(QComboBox, "history_who")
    assert [who.itemText(i) for i in range(who.count())] == [
        "Everybody", "Ida (3)", "Max (2)", "Guests",
    ]  # fmt: skip
    assert not house.find(QWidget, "history_chart").isVisible()
    who.setCurrentIndex(1)
    who.activated.emit(1)
    house.until(lambda: house.shown("Who") == ["Ida"] * 3)
    assert house.shown("When") == sorted(house.shown("When"), reverse=True)
    left, right = (float(house.shown(name)[0].strip("°")) for name in ("Left drop", "Right drop"))
    assert left > 6 > 4 > right
    assert house.find(QWidget, "history_chart").isVisible()
    assert "within the noise" in house.text("history_change")
    house.find(QLineEdit, "history_text").setText("nothing like this")
    house.until(lambda: house.table.model().rowCount() == 0)
    assert house.find(QLabel, "history_nothing").isVisible()


def test_every_measure_can_be_drawn(house: House):
    make_history(house.store, "Ida", 4, 2.0)
    house.open_history(4)
    who, measure = (house.find(QComboBox, f"history_{name}") for name in ("who", "measure"))
    who.setCurrentIndex(1)
    who.activated.emit(1)
    chart = house.shell.rooms.history.chart
    house.until(chart.isVisible)
    drawings = set()
    for place in range(measure.count()):
        measure.setCurrentIndex(place)
        measure.activated.emit(place)
        assert chart.isVisible()
        drawings.add(chart.text)
        assert not chart.grab().isNull()
    assert len(drawings) == measure.count()


def test_a_run_is_opened_annotated_and_put_right(house: House):
    """Mutants: notes of another run; the correction not logged; numbers not shown anew."""
    make_history(house.store, "Ida", 2, 3.0, left_deg=(8, 8), right_deg=(2, 2))
    house.open_history(2)
    house.open_run()
    run_id = list_runs(house.store)[0].id
    before = house.text("kept_run_mean_left")
    house.find(QPlainTextEdit, "kept_run_notes").setPlainText("new shoes")
    house.press("kept_run_save")
    house.until(lambda: list_runs(house.store)[0].notes == "new shoes")
    house.until(lambda: house.text("kept_run_told") == "Saved.")
    # WHEN sides are swapped
    house.press("put_right_swap")
    house.until(lambda: house.text("kept_run_mean_right") == before)
    log = house.find(QListWidget, "put_right_log")
    assert log.count() == 1
    assert "left and right exchanged" in log.item(0).text()
    # AND taken back
    log.setCurrentRow(0)
    house.press("put_right_take_back")
    house.until(lambda: house.text("kept_run_mean_left") == before)
    assert "taken back" in log.item(0).text()
    assert corrections_of(house.store, run_id)[0].revoked_utc is not None


def test_a_stretch_is_given_as_the_chart_shows_it(house: House):
    """The chart counts from the first step. Mutant: the source's time is taken."""
    make_history(house.store, "Ida", 1, 3.0)
    house.open_history(1)
    house.open_run()
    house.find(QLineEdit, "put_right_from").setText("1:00")
    house.find(QLineEdit, "put_right_to").setText("x")
    house.press("put_right_stretch")
    assert "such as" in house.text("kept_run_told")
    house.find(QLineEdit, "put_right_to").setText("1:30")
    house.press("put_right_stretch")
    house.until(lambda: house.find(QListWidget, "put_right_log").count() == 1)
    data = load_run(house.store, 1)
    out = [s for s in data.steps if s.reason == "excluded"]
    begin_s = data.steps[0].t_start_s
    assert out[0].t_end_s > begin_s + 60.0
    assert out[-1].t_start_s < begin_s + 90.0
    assert len(out) == pytest.approx(30 * 165 / 60, abs=4)


def test_a_report_and_an_export_are_written(house: House, monkeypatch, tmp_path):
    make_history(house.store, "Ida", 1, 2.0)
    house.open_history(1)
    house.open_run()
    opened = []
    monkeypatch.setattr(
        "gaitcoach.ui.kept_run_page.QDesktopServices.openUrl", lambda url: opened.append(url)
    )
    for button, name in (("report", "r.html"), ("export", "e.csv")):
        target = tmp_path / name
        monkeypatch.setattr(
            QFileDialog, "getSaveFileName", lambda *a, target=target: (str(target), "")
        )
        house.press(f"kept_run_{button}")
        house.until(target.exists)
        house.until(lambda target=target: str(target) in house.text("kept_run_told"))
    assert len(opened) == 1


def test_trouble_is_told_and_nothing_else_happens(house: House, monkeypatch, tmp_path):
    make_history(house.store, "Ida", 1, 2.0)
    house.open_history(1)
    house.open_run()
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *a: (str(tmp_path / "none" / "r.html"), "")
    )
    house.press("kept_run_report")
    house.until(lambda: "cannot be written" in house.text("kept_run_told"))


def test_two_runs_stand_side_by_side(house: House):
    """Mutant: the later run at the left, or the same run twice."""
    make_history(house.store, "Ida", 3, 3.0, left_deg=(9, 3), right_deg=(2, 2))
    house.open_history(3)
    house.press("history_compare")
    assert "Choose two runs" in house.text("history_told")
    house.table.selectAll()
    house.table.clearSelection()
    house.table.setSelectionMode(house.table.SelectionMode.MultiSelection)
    house.table.selectRow(0)
    house.table.selectRow(2)
    house.press("history_compare")
    house.until(lambda: house.text("compare_0_1"))
    assert house.text("compare_0_0") < house.text("compare_0_1")
    assert "more than noise" in house.text("compare_change_left")
    assert "within" in house.text("compare_change_right")
    assert house.shell.rooms.compare.charts["left"].isVisible()


def test_runs_are_deleted_when_the_user_is_sure(house: House, yes):
    make_history(house.store, "Ida", 3, 2.0)
    house.open_history(3)
    house.table.selectRow(1)
    house.press("history_delete")
    house.until(lambda: house.table.model().rowCount() == 2)
    assert "cannot be brought back" in yes[0]


@pytest.mark.parametrize("decision", ["keep", "discard"])
def test_an_unfinished_run_is_asked_about_at_the_start(house: House, decision):
    """Mutant: nobody is asked; the other thing is done."""
    with house.store.writing() as connection:
        insert_run(connection, head("Ida", record=None))
    (row,) = list_runs(house.store)
    assert row.state is RunState.RUNNING
    house.shell.rooms.look_after_store()
    house.until(lambda: house.shell.findChild(QLabel, "unfinished_text") is not None)
    assert house.text("unfinished_text").startswith("An unfinished run of 0:00 was found (Ida")
    house.until(lambda: house.find(QPushButton, f"unfinished_{decision}").isVisible())
    house.press(f"unfinished_{decision}")
    if decision == "keep":
        house.until(lambda: list_runs(house.store)[0].state is RunState.KEPT)
    else:
        house.until(lambda: list_runs(house.store) == ())
    house.until(lambda: house.shell.findChild(QLabel, "unfinished_text") is None)


def leave_a_record(house: House, name: str = "old") -> None:
    """A run that is on the disk and not in the store."""
    header = {"started": "2026-01-01T10:00:00+01:00", "source": "x", "settings": {"runner": "Eva"}}
    writer = RecordWriter(house.folder / "runs" / f"{name}.jsonl", header, on_problem=print)
    for event in step_events(30):
        writer.append(event)
    assert writer.close(10.0)


def test_records_that_came_later_are_offered_and_taken_in(house: House):
    """Mutants: reachable at the next start only; a file that is no record is offered for ever."""
    leave_a_record(house)
    (house.folder / "runs" / "no.jsonl").write_text("{}")
    house.press("door_history")
    house.until(lambda: house.find(QPushButton, "records_take_in").isVisible())
    assert house.text("records_waiting_text").endswith("that are not in the history: 2.")
    house.press("records_take_in")
    house.until(lambda: house.table.model().rowCount() == 1)
    assert (house.shown("Who"), house.shown("Source")) == (["Eva"], ["x"])
    house.until(lambda: not house.find(QPushButton, "records_take_in").isVisible())
    assert "Runs taken in: 1." in house.text("history_told")
    assert "no.jsonl" in house.text("history_told")


def test_older_records_are_brought_in_at_the_start(house: House):
    leave_a_record(house)
    house.shell.rooms.look_after_store()
    house.until(lambda: [row.runner for row in list_runs(house.store)] == ["Eva"])


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_the_clinic_is_asked_for_and_kept(house: House, tmp_path):
    from gaitcoach.report.clinic import Clinic

    make_history(house.store, "Ida", 1, 1.0)
    house.open_history(1)
    house.open_run()
    house.press("kept_run_clinic")
    house.find(QLineEdit, "clinic_name").setText("Laufwerk")
    house.find(QCheckBox, "clinic_pictures").setChecked(True)
    box = house.find(QWidget, "clinic").findChild(QDialogButtonBox)
    box.button(QDialogButtonBox.StandardButton.Save).click()
    house.until(lambda: house.library.clinic() == Clinic("Laufwerk", "", True))


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_several_runs_go_out_at_once(house: House, monkeypatch):
    """Mutants: only the first one chosen; the newest first; one table although not asked for."""
    make_history(house.store, "Ida", n_runs=3)
    house.open_history(3)
    house.press("history_export")
    assert "table first" in house.text("history_told")
    house.table.selectAll()
    folder, table = house.folder / "out", house.folder / "t.parquet"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *asked: str(folder))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *asked: (str(table), ""))
    for kind, in_one in (("csv", False), ("parquet", True)):
        house.press("history_export")
        dialog = house.find(QDialog, "export_dialog")
        box = dialog.findChild(QComboBox, "export_format")
        box.setCurrentIndex(box.findData(kind))
        dialog.findChild(QCheckBox, "export_one_table").setChecked(in_one)
        dialog.accept()
        written = table if in_one else folder
        house.until(lambda written=written: str(written) in house.text("history_told"))
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(list(folder.iterdir())) == 3
    runs = pq.read_table(table)["run"].to_pylist()
    rows = list_runs(house.store)[::-1]
    assert list(dict.fromkeys(runs)) == [row.uid for row in rows]
    assert len(runs) == sum(row.left.n + row.right.n for row in rows)
