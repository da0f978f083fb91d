"""How one drill went over the weeks: its picture, the last time, a drawing of each figure."""

from __future__ import annotations

from collections.abc import Sequence

from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gaitcoach.drills.done import DoneDrill
from gaitcoach.drills.programme import progress_of
from gaitcoach.drills.words import TITLES
from gaitcoach.language import tr
from gaitcoach.report.drills import courses, done_text, load_text, noted_text
from gaitcoach.ui.exercise_card import LARGE_PX, DrillPicture
from gaitcoach.ui.panels import make_label
from gaitcoach.ui.svg_chart import SvgChart, screen_inks

MOST_CHARTS = 3
CHART_WIDTH = 400.0


class ExerciseProgress(QFrame):
    """Shows one drill."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("exercise_progress")
        self.setProperty("role", "panel")
        self._picture = DrillPicture(LARGE_PX, self)
        self._title = make_label(self, "exercise_progress_title", "title")
        self._last = make_label(self, "exercise_progress_last", "soft")
        words = QVBoxLayout()
        words.addStretch(1)
        for label in (self._title, self._last):
            label.setWordWrap(True)
            words.addWidget(label)
        words.addStretch(1)
        head = QHBoxLayout()
        head.addWidget(self._picture)
        head.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 12, 8)
        column.addLayout(head)
        self.charts = [SvgChart(f"exercise_chart_{place}", self) for place in range(MOST_CHARTS)]
        self._titles: list[QLabel] = []
        for place, chart in enumerate(self.charts):
            label = make_label(self, f"exercise_chart_title_{place}", "soft")
            self._titles.append(label)
            column.addWidget(label)
            column.addWidget(chart)
        column.addStretch(1)

    def show_drill(self, done: Sequence[DoneDrill], name: str) -> None:
        """Show a drill; done : everything the person has done."""
        self._picture.show_drill(name)
        self._title.setText(tr(TITLES[name]))
        own = [one for one in progress_of(done, name) if one.did_something]
        self._last.setText(last_text(own))
        drawn = courses(done, name, screen_inks(), CHART_WIDTH)
        for place, (label, chart) in enumerate(zip(self._titles, self.charts, strict=True)):
            title, svg = ("", "")
            if place < len(drawn):
                title, svg = drawn[place].title, drawn[place].svg
            label.setText(title)
            label.setVisible(bool(svg))
            chart.show_drawing(lambda _, svg=svg: svg, title)


def last_text(own: Sequence[DoneDrill]) -> str:
    """Return what came of a drill the last time."""
    if not own:
        return tr("Not done yet.")
    last = own[-1]
    text = tr(
        "Last on {day}, {load}: {what}.",
        day=f"{last.started:%Y-%m-%d}",
        load=load_text(last),
        what=done_text(last),
    )
    noted = [one for one in own if one.notes][-1:]
    return "\n".join([text, *map(noted_text, noted)])
