"""The page of exercises: a real page on a real store, answered by the library's worker."""

from __future__ import annotations

from datetime import timedelta

import pytest
from kept_house import House
from made_drills import STARTED, held, summary
from PyQt6.QtWidgets import QComboBox, QPushButton
from test_kept_pages_speak import english_on, nameless

from gaitcoach.drills import DRILLS
from gaitcoach.storage.store.drills import drills_of, keep_drill
from gaitcoach.ui.exercises_page import ExercisesPage
from gaitcoach.ui.svg_chart import SvgChart
from gaitcoach.ui.translator import use_language


def page_of(house: House, name: str = "Ida") -> ExercisesPage:
    """Open the page for somebody on the evening of `STARTED`."""
    page = house.shell.rooms.exercises
    page._today = STARTED.date
    house.shell.home.runner.choose(name or "guest")
    house.press("door_exercises")
    house.until(lambda: house.find(QComboBox, "exercises_who").count() > 0)
    house.until(lambda: not page.waiter._timer.isActive())
    return page


def test_it_shows_todays_session_of_who_was_named_at_home(house: House):
    """Mutants: everybody's drills; the clock of another day; a done drill offered again."""
    for days in (0, -2):
        keep_drill(house.store, "Ida", STARTED + timedelta(days=days), summary())
    keep_drill(house.store, "Max", STARTED, summary("hip_hike"))
    page = page_of(house)
    assert page.person == "Ida"
    assert house.text("exercises_state") == "Today: 6 exercises, load: body weight"
    assert house.text("exercises_streak") == "This week: 2 of 3 days"
    assert house.text("exercise_hip_abduction_target").startswith("✓ Done today")
    assert house.text("exercise_hip_hike_target") == "Today: 10 a side, body weight"
    assert house.text("exercise_mirror_stance_target") == "Today: 5 × 30 s a side, body weight"
    assert [card.name for card in page.cards.values()] == list(page.cards)
    assert set(page.cards) == set(DRILLS)


def test_nothing_can_be_begun_where_nobody_listens(house: House):
    """Mutant: a button that does nothing."""
    page = page_of(house)
    page.offer_start(False)
    assert not house.find(QPushButton, "exercises_session").isVisible()
    assert not house.find(QPushButton, "exercise_hip_hike_start").isVisible()
    page.offer_start(True)
    assert house.find(QPushButton, "exercises_session").isVisible()


def test_start_asks_for_one_drill_and_the_session_for_what_is_left(house: House):
    """Mutants: the drills that are done begun again; another load than the one that is shown."""
    keep_drill(house.store, "Ida", STARTED, summary("glute_bridge", by_side={}, side=None))
    page = page_of(house)
    page.offer_start(True)
    load = house.find(QComboBox, "exercises_load")
    load.setCurrentIndex(load.findData("band"))
    with house.qtbot.waitSignal(page.drill_asked) as asked:
        house.press("exercise_hip_hike_start")
    assert asked.args == [("hip_hike",), "band"]
    house.press("drill_leave")
    house.until(lambda: not page.waiter._timer.isActive())
    load.setCurrentIndex(load.findData("band"))
    with house.qtbot.waitSignal(page.drill_asked) as asked:
        house.press("exercises_session")
    names, _ = asked.args
    assert "glute_bridge" not in names
    assert names[0] == "single_leg_stance"
    assert len(names) == 6


def test_progress_shows_the_drill_that_was_chosen(house: House):
    """Mutants: another drill's figures; faults not drawn; a chart left over from the one before;
    what was noted last left in the store."""
    for days in (-4, -2):
        told = held("mirror_stance", 200.0 - days, 80.0) | {"notes": f"before {-days} days"}
        keep_drill(house.store, "Ida", STARTED + timedelta(days=days), told)
        keep_drill(house.store, "Ida", STARTED + timedelta(days=days), summary())
    page_of(house)
    house.press("exercise_mirror_stance_progress")
    assert house.text("exercise_progress_title") == "Mirror stance"
    assert "202 s held, 162 s in good form" in house.text("exercise_progress_last")
    assert house.text("exercise_progress_last").endswith(": before 2 days")
    assert house.find(SvgChart, "exercise_chart_0").isVisible()
    assert not house.find(SvgChart, "exercise_chart_2").isVisible()
    house.press("exercise_hip_abduction_progress")
    assert "20 repetitions, 19 in good form" in house.text("exercise_progress_last")
    assert house.find(SvgChart, "exercise_chart_2").isVisible()
    house.press("exercise_single_leg_stance_progress")
    assert house.text("exercise_progress_last") == "Not done yet."
    assert not house.find(SvgChart, "exercise_chart_0").isVisible()


def test_another_person_is_chosen_and_a_guest_has_exercises_too(house: House):
    """Mutant: the drills of the one before stay on the page."""
    keep_drill(house.store, "Ida", STARTED, summary())
    page = page_of(house, "")
    assert page.person == "guest"
    assert page.done == ()
    who = house.find(QComboBox, "exercises_who")
    who.setCurrentIndex(who.findData("Ida"))
    who.activated.emit(who.currentIndex())
    house.until(lambda: len(page.done) == 1)


def test_a_drill_that_was_kept_is_read_back_by_the_library(house: House):
    """The interface of who watches the drill. Mutants: another person; the load dropped."""
    kept = house.library.keep_drill("Ida", STARTED, summary(), "weight")
    read, today = house.library.drills_of("Ida"), house.library.today("Ida")
    assert all(answer.wait(10.0) for answer in (kept, read, today))
    assert [one.load for one in read.value] == ["weight"]
    assert read.value == drills_of(house.store, "Ida")
    assert read.value[0].id == kept.value
    assert [planned.name for planned in today.value][-1] == "marching_bridge"


def test_the_full_page_speaks_german_and_names_every_control(house: House):
    """Mutants: a target or a fault said in English; a combo without a name."""
    use_language("de")
    try:
        house.shell.close()
        german = House(house.qtbot, house.folder)
        keep_drill(german.store, "Ida", STARTED, summary())
        keep_drill(german.store, "Ida", STARTED, held("marching_bridge", 150.0, 80.0))
        page = page_of(german)
        page.offer_start(True)
        for name in page.cards:
            page.show_progress(name)
            assert english_on(german) == []
        assert nameless(page) == []
    finally:
        german.shell.close()
        german.shell.deleteLater()
        german.library.close(10.0)
        german.store.close()
        use_language("en")


@pytest.mark.parametrize("name", DRILLS)
def test_every_drill_has_a_picture_that_is_not_empty(house: House, name: str):
    """Mutant: a file that is missing or does not open."""
    from gaitcoach.ui.exercise_card import picture_of

    assert picture_of(name).width() >= 200
    assert picture_of(name).hasAlphaChannel()
