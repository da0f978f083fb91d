"""The pages of what was kept, full of runs, in German: no English left, every control named."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from kept_house import House
from made_history import make_history
from pages import controls_of
from PyQt6.QtWidgets import QComboBox, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot
from test_access import is_for_use, name_of
from test_every_page_speaks import ENGLISH, texts_of

from gaitcoach.gait.putright import Correction, Kind
from gaitcoach.storage.store.people import find_person
from gaitcoach.storage.store.putright import correct
from gaitcoach.types import View
from gaitcoach.ui.clinic_dialog import ClinicDialog
from gaitcoach.ui.svg_chart import SvgChart
from gaitcoach.ui.translator import use_language

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # a dialog of its own


@pytest.fixture
def german(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[House]:
    use_language("de")
    yield request.getfixturevalue("house")
    use_language("en")


def english_on(house: House) -> list[tuple[str, str]]:
    page = house.shell.currentWidget()
    lines = {(who, part) for who, text in texts_of(page) for part in (text, *text.split(" · "))}
    return sorted(said for said in lines if ENGLISH.fullmatch(said[1].lstrip("• ")))


def nameless(page: QWidget) -> list[str]:
    used = [one for one in controls_of(page) if is_for_use(one)]
    return [f"{type(one).__name__} {one.objectName()}" for one in used if not name_of(one).strip()]


def test_history_run_and_comparison(german: House):
    """Mutants: findings, corrections or changes said in English; a heading not translated."""
    runs = make_history(german.store, "Ida", 3, 3.0, left_deg=(9, 3), right_deg=(2, 2))
    for what in (Correction(Kind.VIEW, view=View.FRONT), Correction(Kind.THRESHOLD, value_deg=4.0)):
        correct(german.store, runs[-1], what)
    german.open_history(3)
    who = german.find(QComboBox, "history_who")
    who.setCurrentIndex(1)
    who.activated.emit(1)
    german.until(german.shell.rooms.history.chart.isVisible)
    assert english_on(german) == []

    german.open_run()
    assert "Stand auf dem linken Bein" in german.text("kept_run_findings")
    assert "Grenze" in german.find(SvgChart, "kept_run_gauge_left").text
    log = german.shell.rooms.run.put_right._log
    assert {log.item(i).text()[18:] for i in range(log.count())} == {
        "Ansicht gesetzt: von vorn",
        "Grenze gesetzt: 4,0°",
    }
    assert english_on(german) == []
    assert nameless(german.shell.rooms.run) == []

    german.press("kept_run_back")
    german.until(lambda: german.table.model().rowCount() == 3)
    german.table.selectAll()
    german.shell.rooms.history.compared.emit(runs[0], runs[2])
    german.until(lambda: german.text("compare_change_left"))
    assert english_on(german) == []
    assert nameless(german.shell.rooms.compare) == []


def test_people_programme_and_clinic(german: House):
    make_history(german.store, "Ida", 1, 2.0)
    german.press("door_people")
    german.until(lambda: german.text("people_facts"))
    assert german.text("people_facts").startswith("Läufe: 1, der letzte am ")
    assert english_on(german) == []

    german.press("people_programme")
    table = german.find(QTableWidget, "programme_table")
    german.until(lambda: german.text("programme_state") == "Noch kein Programm.")
    german.until(german.find(QPushButton, "programme_begin").isEnabled)
    german.press("programme_begin")
    german.until(lambda: table.rowCount() == 8)
    assert german.text("programme_state").startswith("Als Nächstes: Einheit 1: 15 Minuten")
    assert find_person(german.store, "Ida")
    assert english_on(german) == []

    dialog = ClinicDialog(german.library.clinic(), german.shell)
    dialog.show()
    left = sorted(said for said in texts_of(dialog) if ENGLISH.fullmatch(said[1]))
    unnamed = nameless(dialog)
    dialog.deleteLater()
    assert left == []
    assert unnamed == []
