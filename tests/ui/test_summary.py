"""The page after a run: what it says, and what its buttons do."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from made_up import FIVE
from PyQt6.QtWidgets import QLabel, QPushButton
from test_shell import App, app
from ui_fakes import cue, gait, running_view, step

from gaitcoach.errors import StorageError
from gaitcoach.gait.review import Trend, review
from gaitcoach.live.view import SessionState
from gaitcoach.report.words import cue_text
from gaitcoach.storage.recent import RecentRun
from gaitcoach.types import CueKind, Side
from gaitcoach.ui import after_run
from gaitcoach.ui.change_plot import ChangePlot
from gaitcoach.ui.review_texts import (
    next_step,
    response_lines,
    side_lines,
    trend_text,
)

__all__ = ["app"]  # the fixture
LEFT, RIGHT = Side.LEFT, Side.RIGHT


def steps(left_deg: float, right_deg: float, n: int = 10) -> tuple:
    both = [(LEFT, left_deg), (RIGHT, right_deg)]
    return tuple(
        step(side, deg + (0.2 if i % 2 else -0.2), 0.7 * i) for i in range(n) for side, deg in both
    )


def earlier(runner: str = "guest", left_deg: float | None = 2.0, ended: bool = True) -> RecentRun:
    when = datetime.fromisoformat("2026-11-20T18:30:00+01:00")
    return RecentRun(Path("a"), when, runner, "0", 600.0, left_deg, 4.0, 5.0, 3, ended)


def finish(app: App, *, left_deg: float = 2.0, right_deg: float = 9.0, n: int = 10) -> None:
    """Run, make steps, and stop."""
    app.press("door_run")
    app.session.steps = steps(left_deg, right_deg, n)
    app.session.shown = running_view(1, update=gait(baseline_deg=0.0, baseline_sigma_deg=0.3))
    app.qtbot.waitUntil(lambda: app.shell.live._shown_sequence == 1)
    app.shell.live.stop()


def test_a_stopped_run_is_looked_back_at(app: App):
    finish(app)
    assert app.shell.currentWidget() is app.shell.after_run.page
    assert (app.text("summary_mean_left"), app.text("summary_mean_right")) == ("2.0°", "9.0°")
    assert (app.text("summary_sign_left"), app.text("summary_sign_right")) == ("●", "▼")
    assert "over the limit of 5.0°" in app.text("summary_lines_right")
    assert "100 % of 10 steps over the limit" in app.text("summary_lines_right")
    assert "metronome" in app.text("summary_next")
    assert not app.find(QLabel, "summary_marks").text().count("roll")


def test_a_run_that_ends_by_itself_is_looked_back_at_too(app: App):
    app.press("door_run")
    app.session.steps = steps(2.0, 9.0)
    app.session.shown = running_view(1, state=SessionState.ENDED)
    app.qtbot.waitUntil(lambda: app.shell.currentWidget() is app.shell.after_run.page)


def test_a_run_without_a_step_has_nothing_to_look_back_at(app: App):
    app.press("door_run")
    app.shell.live.stop()
    assert app.shell.currentWidget() is app.shell.live


def test_home_is_home_and_no_summary(app: App):
    app.press("door_run")
    app.session.steps = steps(2.0, 9.0)
    app.shell.live.home_wanted.emit()
    assert app.shell.currentWidget() is app.shell.home


def test_it_is_compared_with_the_same_runners_last_whole_run(app: App):
    other, cut = earlier("Ida", 9.0), earlier(ended=False)
    app.controls.runs = (other, cut, earlier(left_deg=6.5))
    finish(app, left_deg=2.0, right_deg=4.5)
    assert "Last run 6.5°: −4.5°, more than noise (2.8°)." in app.text("summary_lines_left")
    assert "Last run 4.0°: +0.5°, within the noise" in app.text("summary_lines_right")


def test_running_again_begins_with_the_same_set_up(app: App):
    finish(app)
    app.press("summary_again")
    assert len(app.controls.started) == 2
    assert app.shell.currentWidget() is app.shell.live


def test_steps_are_exported_where_the_user_says(app: App, monkeypatch: pytest.MonkeyPatch):
    finish(app)
    answers = ["", "/tmp/steps.csv", "/tmp/steps.csv"]
    monkeypatch.setattr(after_run, "ask_new_table", lambda parent: answers.pop(0))
    app.press("summary_export")
    assert app.controls.exported == []
    app.press("summary_export")
    assert app.controls.exported == [(app.shell.live.finished.steps, "/tmp/steps.csv", "")]
    app.qtbot.waitUntil(lambda: app.shell.toasts.shown == ("Steps written to /tmp/steps.csv.",))
    # AND a full disk is said
    app.controls.refuse = StorageError("The disk is full.", "Free some space.")
    app.press("summary_export")
    app.qtbot.waitUntil(lambda: "The disk is full.\nFree some space." in app.shell.toasts.shown)


@pytest.mark.parametrize("sure", [False, True])
def test_a_run_is_discarded_only_when_asked_twice(app: App, monkeypatch, sure: bool):
    finish(app)
    monkeypatch.setattr(after_run, "really_discard", lambda parent: sure)
    app.press("summary_discard")
    assert app.controls.discarded == int(sure)
    assert (app.shell.currentWidget() is app.shell.home) is sure


def test_what_cues_brought():
    made = steps(1.0, 9.0, 20)
    at = cue(RIGHT)
    seen = review(made, (at,), FIVE)
    assert cue_text((), seen.responses).startswith("No cue")
    assert "too few steps" in cue_text((at, at), ())
    # Shown and not heard is not "none", in the window as in the report
    assert cue_text((replace(at, spoken=False),), ()).startswith("The voice was off")
    change = review(steps(1.0, 9.0, 8) + tuple(_later(steps(1.0, 6.0, 8))), (_at(at, 5.6),), FIVE)
    assert "the drop changed by −3.0°" in cue_text((at,), change.responses)


def test_what_followed_each_cue_is_told_by_its_time():
    """Mutants: the stance leg named in place of the hip; before and after exchanged."""
    made = steps(1.0, 9.0, 8) + tuple(_later(steps(1.0, 6.0, 8)))
    change = review(made, (_at(cue(RIGHT), 5.6),), FIVE)
    assert response_lines(change.responses, 0.0) == ("0:05 left hip: 9.0° → 6.0°",)
    assert response_lines((), 0.0) == ()


def test_the_page_tells_each_cue_and_the_blocks(app: App):
    from gaitcoach.types import Block

    app.press("door_run")
    app.session.steps = steps(1.0, 9.0, 8) + tuple(_later(steps(1.0, 6.0, 8)))
    app.session.cues = (_at(cue(RIGHT), 5.6),)
    for t_s, block in ((0.0, Block.BEFORE), (8.0, Block.CUE)):
        app.session.shown = running_view(1, update=gait(t_s=t_s))
        app.session.notebook.begin_block(block)
    app.shell.live.stop()
    assert app.text("summary_each_cue") == "0:05 left hip: 9.0° → 6.0°"
    plot = app.find(ChangePlot, "change_plot")
    assert (
        "right leg, with cue: −3.0°"
        in app.shell.after_run.page.findChild(ChangePlot, "change_plot").accessibleDescription()
    )
    assert plot is not None


def _cut_off(page) -> list[str]:
    """The texts that have less height than they need."""
    return [
        label.text()
        for label in page.findChildren(QLabel)
        if label.isVisible()
        and label.text()
        and label.height()
        < max(
            label.heightForWidth(label.width()) if label.wordWrap() else 0,
            label.minimumSizeHint().height(),
        )
    ]


@pytest.mark.parametrize("size_px", [(1024, 620), (1280, 720), (1920, 1080)])
def test_nothing_on_the_page_is_cut_off(app: App, size_px):
    """Mutant: text squeezed into half a line by what stands below it."""
    app.shell.resize(*size_px)
    finish(app)
    page = app.shell.after_run.page
    app.qtbot.waitUntil(lambda: page.width() == size_px[0])
    app.qtbot.waitUntil(lambda: _cut_off(page) == [])
    discard = app.find(QPushButton, "summary_discard")
    assert page.rect().contains(discard.geometry()), "the buttons are always in sight"


def _later(made: tuple) -> list:
    from dataclasses import replace

    return [replace(s, t_start_s=s.t_start_s + 10, t_end_s=s.t_end_s + 10) for s in made]


def _at(one, t_s: float):
    from dataclasses import replace

    return replace(one, t_s=t_s, kind=CueKind.CORRECT)


def test_trends_in_words():
    assert trend_text(None).startswith("Too short")
    assert trend_text(Trend(0.1, -0.4, 0.6)) == "No drift (−0.4° to 0.6° in 10 minutes)."
    assert trend_text(Trend(1.2, 0.5, 1.9)).startswith("It grew by 1.2°")
    assert trend_text(Trend(-1.2, -1.9, -0.5)).startswith("It shrank by 1.2°")


def test_next_steps_and_sides_without_a_mean():
    assert "stays" in next_step(review(steps(1.0, 1.0), (), FIVE), FIVE)
    assert "surer" in next_step(review(steps(5.1, 1.0), (), FIVE), FIVE)
    few = review(steps(1.0, 1.0, 3), (), FIVE)
    assert side_lines(few, LEFT, 5.0, None) == ("Too few steps for a mean: 3.",)
