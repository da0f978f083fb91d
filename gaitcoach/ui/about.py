"""About gaitcoach: what it is not, whose work is in it, and under which licences."""

from __future__ import annotations

from html import escape

from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from gaitcoach.jobs import Job
from gaitcoach.language import tr, tr_later
from gaitcoach.licences import Licence, about_assets, own_licence, package_licences
from gaitcoach.ui.flow import resize_on_screen
from gaitcoach.ui.panels import make_label
from gaitcoach.ui.stylesheet import stylesheet

LOOK_MS = 50
NOT_MEDICAL = tr_later(
    "Not a medical device. It measures and coaches; it does not diagnose. "
    "Pain, numbness or a recent operation: see a clinician."
)
NOTHING_LEAVES = tr_later("No account, no telemetry: pictures and numbers stay on this computer.")
FREE = tr_later(
    "Free software under the GNU General Public License, version 3 or later: "
    "https://www.gnu.org/licenses/gpl-3.0.html. It comes without any warranty."
)


class About(QDialog):
    """A dialog; the licences are read behind it and appear when they are known."""

    def __init__(self, unit_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self.setWindowTitle(tr("About gaitcoach"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setStyleSheet(stylesheet(unit_px))
        self._text = QTextBrowser(self)
        self._text.setObjectName("about_text")
        self._text.setAccessibleName(tr("Licences"))
        self._text.setOpenLinks(False)
        self._text.setPlainText(tr("Reading the licences …"))
        self._lay_out()
        resize_on_screen(self, unit_px * 48, unit_px * 36)
        self._reading = Job(lambda job: (package_licences(), about_assets()), "reading licences")
        self._look_timer = QTimer(self)
        self._look_timer.timeout.connect(self._look)
        self._look_timer.start(LOOK_MS)

    def _look(self) -> None:
        if not self._reading.is_done:
            return
        self._look_timer.stop()
        if self._reading.error is not None:
            self._text.setPlainText(str(self._reading.error))
            return
        packages, assets = self._reading.result
        self._text.setMarkdown(licences_markdown(packages, assets))

    def _lay_out(self) -> None:
        own = own_licence()
        column = QVBoxLayout(self)
        column.addWidget(
            make_label(self, "about_title", "door_title", f"{own.package} {own.version}")
        )
        for name, role, text in (
            ("about_not_medical", "safety", NOT_MEDICAL),
            ("about_privacy", "", NOTHING_LEAVES),
            ("about_free", "soft", FREE),
        ):
            label = make_label(self, name, role, tr(text))
            label.setWordWrap(True)
            column.addWidget(label)
        column.addWidget(self._text, 1)
        close = QPushButton(tr("Close"), self)
        close.setObjectName("about_close")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)


def licences_markdown(packages: tuple[Licence, ...], assets: str) -> str:
    """Return the packages as a table, then what is shipped with gaitcoach."""
    rows = "\n".join(
        f"| {escape(one.package)} | {escape(one.version)} | {escape(one.licence)} |"
        for one in packages
    )
    head = " | ".join((tr("package"), tr("version"), tr("licence")))
    table = f"| {head} |\n|---|---|---|\n{rows}"
    heading = tr("Packages")
    return f"## {heading}\n\n{table}\n\n{assets}"
