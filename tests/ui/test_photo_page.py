"""The page of photographs."""

from __future__ import annotations

import numpy as np
import pytest
from PyQt6.QtCore import QMimeData, QPointF, Qt, QUrl
from PyQt6.QtGui import QDropEvent
from PyQt6.QtTest import QTest
from PyQt6.QtWidgets import QComboBox, QFileDialog, QListWidget, QPushButton
from still_scene import body, photo
from test_shell import App, app

from gaitcoach.errors import SourceError
from gaitcoach.gait.burst import burst_side, burst_steps
from gaitcoach.gait.still import Still
from gaitcoach.gait.still_level import UNKNOWN_LEVEL
from gaitcoach.live.burst import BurstResult
from gaitcoach.live.photo_desk import Found, PhotoChoice, PhotoShown
from gaitcoach.live.still import Looked, StillResult
from gaitcoach.types import Side, Stance, StillReason, View, Viewpoint

__all__ = ["app"]  # the fixture

DROP = Still(Stance.LEFT, StillReason.OK, 0.9, 0.8, 4.2, 1.5)
FLIGHT = Still(Stance.FLIGHT, StillReason.FLIGHT, 0.8)


def shown(still: Still = DROP, people: int = 1, person: int = 0) -> PhotoShown:
    """A picture 1280 pixels wide, shown at half its size."""
    bodies = (body(400.0, 0.9), body(120.0, 0.6))[:people]
    looked = Looked(photo(scale=0.5), bodies)
    result = StillResult(
        looked, person, still, UNKNOWN_LEVEL, Viewpoint(View.BEHIND), "learned", bodies[person]
    )
    boxes = tuple(looked.box_px(i) for i in range(people))
    return PhotoShown(result, np.full((480, 640, 3), 90, np.uint8), 0.5, boxes)


def open_with(app: App, *answers: object, files: tuple[str, ...] = ("/x/a.jpg",)) -> None:
    """Drop files on the page; the desk answers with these, one for each picture read."""
    app.controls.photos.answers = [Found(files, ()), *answers]
    app.press("door_photos")
    app.shell.photos.add(files)
    app.qtbot.waitUntil(lambda: not app.shell.photos.work.is_busy)


def wait(app: App) -> None:
    app.qtbot.waitUntil(lambda: not app.shell.photos.work.is_busy)


def test_what_is_dropped_is_read_and_told(app: App):
    """Mutants: the stance side named instead of the hip; no interval; the drop of a mean."""
    open_with(app, shown())
    assert app.text("photos_headline") == "On the left leg: right hip 4.2° lower"
    lines = app.text("photos_lines")
    assert "With 95 % confidence the drop is +1.3° to +7.1°." in lines
    assert "One moment of one step" in lines
    assert "Camera roll not known" in lines


def test_without_a_number_it_is_said_why(app: App):
    open_with(app, shown(FLIGHT))
    assert app.text("photos_headline") == "Cannot tell: in flight, no foot carries."
    assert "95 %" not in app.text("photos_lines")


def test_files_come_by_drag_and_drop(app: App):
    app.press("door_photos")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/x/a.jpg"), QUrl("https://example.org/b.jpg")])
    event = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    app.shell.photos.dropEvent(event)
    # Mutant: an address of the net opened.
    assert app.controls.photos.asked == [("find", ("/x/a.jpg",))]


def test_a_click_on_somebody_makes_them_the_runner(app: App):
    """GIVEN two people WHEN the smaller is clicked. Mutants: pixels of the screen or of the
    preview taken for those of the picture; a click that changes nothing."""
    open_with(app, shown(people=2))
    assert app.text("photos_told") == "There are 2 people: click on the runner."
    box = app.find(QComboBox, "photos_person")
    assert box.isVisible()
    assert box.count() == 2
    app.controls.photos.answers = [shown(people=2, person=1)]
    canvas = app.shell.photos.canvas
    fit = canvas.fit()
    at = fit.points(np.array([[120.0, 330.0]]))[0]
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPointF(*at).toPoint())
    assert app.controls.photos.asked[-1][1:3] == ("/x/a.jpg", PhotoChoice(person=1))
    wait(app)
    assert box.currentIndex() == 1
    # AND the same without a mouse
    app.controls.photos.answers = [shown(people=2)]
    box.activated.emit(0)
    assert app.controls.photos.asked[-1][2] == PhotoChoice(person=0)


def test_two_clicks_draw_an_upright_edge_and_it_is_read_again(app: App):
    """Mutants: the first click chooses a person; points of the preview."""
    open_with(app, shown())
    app.press("photos_edge")
    page = app.shell.photos
    page.canvas.clicked.emit(100.0, 50.0)
    assert page.canvas._rings == ((100.0, 50.0),)
    app.controls.photos.answers = [shown()]
    page.canvas.clicked.emit(104.0, 700.0)
    assert app.controls.photos.asked[-1][2] == PhotoChoice(None, (100.0, 50.0, 104.0, 700.0))
    wait(app)
    assert page.canvas._rings == ()


def test_esc_leaves_the_edge_as_it_was(app: App):
    open_with(app, shown())
    asked = len(app.controls.photos.asked)
    app.press("photos_edge")
    app.shell.photos.canvas.clicked.emit(100.0, 50.0)
    QTest.keyClick(app.shell.photos, Qt.Key.Key_Escape)
    app.shell.photos.canvas.clicked.emit(100.0, 50.0)
    app.shell.photos.canvas.clicked.emit(100.0, 500.0)
    assert len(app.controls.photos.asked) == asked


def test_a_picture_that_cannot_be_read_is_said_in_its_place(app: App):
    """Mutant: the picture before it stays, as if it were this one's."""
    open_with(app, shown(), files=("/x/a.jpg", "/x/b.jpg"))
    app.controls.photos.answers = [SourceError("b.jpg is damaged.", "Copy it again.")]
    app.find(QListWidget, "photos_list").setCurrentRow(1)
    wait(app)
    assert app.shell.photos.canvas._empty == "b.jpg is damaged.\nCopy it again."
    assert app.find(QPushButton, "photos_save").isVisible() is False
    assert app.shell.photos._headline.text() == ""


def test_while_it_reads_there_is_progress_and_a_way_out(app: App):
    """Mutants: the window waits; the answer of a cancelled picture shown."""
    open_with(app, shown(), files=("/x/a.jpg", "/x/b.jpg"))
    app.find(QListWidget, "photos_list").setCurrentRow(1)
    work = app.controls.photos.works[-1]
    work.share = 0.4
    bar = app.shell.photos.work._bar
    app.qtbot.waitUntil(lambda: bar.value() == 40)
    assert bar.isVisible()
    app.press("photos_cancel")
    wait(app)
    assert work.cancelled
    assert not bar.isVisible()
    assert app.text("photos_told") == "Called off."


def test_the_next_picture_calls_the_last_one_off(app: App):
    """Mutant: a slow picture shown under the name of the next."""
    open_with(app, shown(), files=("/x/a.jpg", "/x/b.jpg", "/x/c.jpg"))
    rows = app.find(QListWidget, "photos_list")
    rows.setCurrentRow(1)
    slow = app.controls.photos.works[-1]
    app.controls.photos.answers = [shown(FLIGHT)]
    rows.setCurrentRow(2)
    assert slow.cancelled
    wait(app)
    assert app.text("photos_headline").startswith("Cannot tell: in flight")


def test_the_same_file_is_in_the_list_once(app: App):
    open_with(app, shown())
    app.controls.photos.answers = [Found(("/x/a.jpg",), ())]
    app.shell.photos.add(["/x/a.jpg"])
    wait(app)
    assert app.find(QListWidget, "photos_list").count() == 1
    assert app.text("photos_told") == "There is no new picture among them."


def test_videos_are_measured_behind_for_who_runs(app: App):
    """Mutants: nobody is asked; one of two is lost; the end is not told."""
    app.controls.photos.answers = [Found((), ("/x/run.mp4", "/x/b.mov"))]
    app.press("door_photos")
    app.shell.photos.add(["/x/run.mp4"])
    wait(app)
    ((paths, settings),) = app.controls.videos
    assert paths == ["/x/run.mp4", "/x/b.mov"]
    assert settings.runner == app.shell.next_run.chosen().runner
    told = "Measured: run.mp4, b.mov. History has the runs."
    app.qtbot.waitUntil(lambda: told in app.shell.toasts.shown)


def test_a_burst_tells_its_steps_and_that_a_mean_needs_more(app: App):
    open_with(app, shown(), files=("/x/a.jpg", "/x/b.jpg"))
    steps = burst_steps([DROP, FLIGHT])
    sides = (burst_side(steps, side) for side in Side)
    burst = BurstResult((DROP, FLIGHT), ("a.jpg", "b.jpg"), None, steps, *sides)
    app.controls.photos.answers = [burst]
    app.press("photos_burst")
    assert app.controls.photos.asked[-1][1] == ("/x/a.jpg", "/x/b.jpg")
    wait(app)
    assert app.text("photos_headline") == "Pictures: 2, steps: 1"
    assert "On the left leg: drop +4.2° (+1.3° to +7.1°), by a.jpg" in app.text("photos_lines")
    assert "No mean: at least 7 steps a side are needed." in app.text("photos_lines")


@pytest.mark.parametrize("blur", [True, False])
def test_the_picture_is_kept_with_faces_as_was_wished(app: App, monkeypatch, blur: bool):
    open_with(app, shown())
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: ("/x/out.jpg", ""))
    app.shell.photos._blur.setChecked(blur)
    app.controls.photos.answers = ["Picture written to /x/out.jpg."]
    app.press("photos_save")
    assert app.controls.photos.asked[-1][0] == "save"
    assert app.controls.photos.asked[-1][2:] == ("/x/out.jpg", blur)
    wait(app)
    assert app.text("photos_told") == "Picture written to /x/out.jpg."


def test_leaving_the_page_calls_its_work_off(app: App):
    """Mutant: a folder of 500 pictures read for nobody."""
    open_with(app, shown(), files=("/x/a.jpg", "/x/b.jpg"))
    app.press("photos_burst")
    app.press("photos_back")
    assert app.controls.photos.works[-1].cancelled
