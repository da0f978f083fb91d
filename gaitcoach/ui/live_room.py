"""Everything in the live window and where it stands: the gauges' layout, the clinician's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gaitcoach.live.view import Check, LiveView
from gaitcoach.types import PhoneView, Side
from gaitcoach.ui.bar import ControlBar
from gaitcoach.ui.gauges import SidePanel
from gaitcoach.ui.help import HelpPanel
from gaitcoach.ui.overlay import Look
from gaitcoach.ui.panels import Footer, NoticeStrip, RunPanel
from gaitcoach.ui.phone_panel import PhonePanel
from gaitcoach.ui.picture import PictureWidget
from gaitcoach.ui.setup_panel import SetupPanel
from gaitcoach.ui.strip_chart import StripChart
from gaitcoach.ui.visit_panel import VisitPanel


class LiveRoom(QWidget):
    """Holds the parts and decides which of them show. It asks nobody.

    is_clinicians : the run over time and the visit stand where the gauges stood
    """

    def __init__(self, actions: Mapping[str, QAction], look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("central")
        self.is_clinicians = False
        self.bar = ControlBar(actions, self)
        self.notices, self.run, self.footer = NoticeStrip(), RunPanel(), Footer()
        self.setup = SetupPanel()
        self.phone = PhonePanel()
        self.picture = PictureWidget(look, self)
        self.sides = {side: SidePanel(side, self) for side in Side}
        self.chart, self.visit = StripChart(), VisitPanel()
        self._lay_out()
        self.help = HelpPanel(self)
        self._arrange()

    def _lay_out(self) -> None:
        # The runner's own left is always at the left, whatever the camera sees: learned once.
        middle = QHBoxLayout()
        middle.addWidget(self.phone)
        middle.addWidget(self.setup)
        middle.addWidget(self.sides[Side.LEFT])
        middle.addWidget(self.picture, 5)
        middle.addWidget(self.sides[Side.RIGHT])
        middle.addWidget(self.visit, 6)
        self._column = QVBoxLayout(self)
        for widget in (self.bar, self.notices):
            self._column.addWidget(widget)
        self._column.addLayout(middle, 1)
        for widget in (self.chart, self.run, self.footer):
            self._column.addWidget(widget)

    def set_unit(self, unit_px: int) -> None:
        """Follow the window's text size, pixels."""
        for panel in (
            *self.sides.values(), self.run, self.setup, self.phone, self.chart,
            self.visit,
        ):  # fmt: skip
            panel.set_unit(unit_px)
        gap = round(unit_px * 0.6)
        self._column.setContentsMargins(gap, gap // 2, gap, gap)
        self._column.setSpacing(gap)

    def show_clinicians(self, on: bool) -> None:
        """Show the clinician's layout, or the gauges."""
        self.is_clinicians = on
        self._arrange()

    def show_view(
        self, view: LiveView, checks: Sequence[Check], phone: PhoneView | None = None
    ) -> None:
        """Show what stands around the picture.

        checks : of the set-up while that lasts; phone : the camera of this run, if it is one
        """
        for panel in (self.notices, self.run, self.footer):
            panel.show_view(view)
        self.setup.show_checks(checks)
        self.phone.show_phone(phone)
        self._arrange()

    def _arrange(self) -> None:
        visit = self.is_clinicians
        # The set-up's points stand where the gauges will be; both would leave no picture.
        beside = not (self.setup.isHidden() and self.phone.isHidden())
        gauges = not (visit or beside)
        for panel in self.sides.values():
            panel.setVisible(gauges)
        self.chart.setVisible(visit)
        self.visit.setVisible(visit and not beside)

    def place_help(self, edge_px: int) -> None:
        """Lay the help page between bar and footer: the safety line stays, also while reading."""
        self.layout().activate()
        top, bottom = self.bar.geometry().bottom(), self.footer.geometry().top()
        inside = self.rect().adjusted(edge_px, 0, -edge_px, 0)
        self.help.setGeometry(inside.left(), top, inside.width(), bottom - top)
