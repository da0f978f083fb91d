"""Who runs, and in what: the choice of a person, and speed, incline and shoes where known."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QPushButton,
    QWidget,
)

from gaitcoach.language import tr
from gaitcoach.settings import Settings
from gaitcoach.storage.store.values import Conditions
from gaitcoach.ui.bar import ChoiceBox
from gaitcoach.ui.texts import DASH, runner_text

GUEST = "guest"
SHOES_CHARACTERS = 14
LONGEST_NAME, LONGEST_SHOES = 200, 60
NAME_CHARACTERS = 11
"""A longer name is shown cut in the box, and whole in its list."""


class RunnerChoice(QWidget):
    """A list of the people known, the guest first; the first letters of a name choose it.

    Signals
    -------
    chosen(str) : somebody else was chosen by the user
    """

    chosen = pyqtSignal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.box = ChoiceBox(self)
        self.box.setObjectName("runner")
        self.box.setAccessibleName(tr("Who is running"))
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(NAME_CHARACTERS)
        self.box.activated.connect(lambda _: self.chosen.emit(self.name))
        new = QPushButton(tr("New …"), self)
        new.setObjectName("runner_new")
        new.setAccessibleName(tr("Somebody new"))
        new.setAutoDefault(True)
        new.clicked.connect(self._ask_new)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.box)
        row.addWidget(new)
        self.offer(())

    @property
    def name(self) -> str:
        """Who is chosen; "guest" for nobody in particular."""
        return self.box.currentData()

    def offer(self, names: Sequence[str], gone: Collection[str] = ()) -> None:
        """List these people; who is chosen stays so, new or known, unless they are gone."""
        now = self.box.currentData() or GUEST
        if now in gone:
            now = GUEST
        self.box.clear()
        self.box.addItem(runner_text(GUEST), GUEST)
        for name in names:
            self.box.addItem(name, name)
        self.choose(now)

    def choose(self, name: str) -> None:
        """Choose somebody, who is added to the list when new."""
        known = [self.box.itemData(place) for place in range(self.box.count())]
        if name not in known:
            self.box.addItem(name, name)
            known.append(name)
        self.box.setCurrentIndex(known.index(name))

    def _ask_new(self) -> None:
        typed, accepted = QInputDialog.getText(self, tr("Who is running?"), tr("Name or code:"))
        name = typed.strip()[:LONGEST_NAME]
        if accepted and name:
            self.choose(GUEST if name.casefold() in (GUEST, tr(GUEST).casefold()) else name)
            self.chosen.emit(self.name)


class ConditionFields:
    """Three fields that may stay empty; whoever makes them lays them out.

    name : what the names of the fields begin with
    """

    def __init__(self, name: str, parent: QWidget) -> None:
        self.speed, self.incline = QDoubleSpinBox(parent), QDoubleSpinBox(parent)
        self.speed.setRange(0.0, 40.0)
        self.speed.setSuffix(" km/h")
        self.speed.setSpecialValueText(DASH)
        self.incline.setRange(-20.0, 40.0)
        self.incline.setSuffix(" %")
        for field in (self.speed, self.incline):
            field.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
            field.setDecimals(1)
            field.setSingleStep(0.5)
        self.shoes = QLineEdit(parent)
        self.shoes.setMaxLength(LONGEST_SHOES)
        self.shoes.setMinimumWidth(self.shoes.fontMetrics().averageCharWidth() * SHOES_CHARACTERS)
        self.titled = (
            (tr("Speed"), self.speed),
            (tr("Incline"), self.incline),
            (tr("Shoes"), self.shoes),
        )
        for (title, field), part in zip(self.titled, ("speed", "incline", "shoes"), strict=True):
            field.setObjectName(f"{name}_{part}")
            field.setAccessibleName(title)

    @property
    def conditions(self) -> Conditions:
        """What stands in the fields. A level treadmill is only known where its speed is."""
        speed_kmh, incline_percent = self.speed.value() or None, self.incline.value()
        known = speed_kmh is not None or incline_percent != 0.0
        return Conditions(speed_kmh, incline_percent if known else None, self.shoes.text().strip())

    def show(self, conditions: Conditions) -> None:
        """Fill the fields."""
        self.speed.setValue(conditions.speed_kmh or 0.0)
        self.incline.setValue(conditions.incline_percent or 0.0)
        self.shoes.setText(conditions.shoes)


def conditions_of(settings: Settings) -> Conditions:
    """Return what the settings of a run tell of its conditions."""
    return Conditions(settings.speed_kmh, settings.incline_percent, settings.shoes or "")


def in_conditions(settings: Settings, conditions: Conditions) -> Settings:
    """Return the settings of a run in these conditions."""
    return settings.with_changes(
        speed_kmh=conditions.speed_kmh,
        incline_percent=conditions.incline_percent,
        shoes=conditions.shoes or None,
    )
