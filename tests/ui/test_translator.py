"""The window in another language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import QCoreApplication, QLocale
from PyQt6.QtWidgets import QDoubleSpinBox, QLabel
from pytestqt.qtbot import QtBot

from gaitcoach.errors import GaitCoachError, SettingsError
from gaitcoach.language import tr
from gaitcoach.settings import Settings
from gaitcoach.ui import translator
from gaitcoach.ui.settings_page import SettingsPage
from gaitcoach.ui.translator import use_language


@pytest.fixture(autouse=True)
def english_again(qtbot: QtBot) -> Iterator[None]:
    yield
    use_language("en")


def page(qtbot: QtBot) -> SettingsPage:
    made = SettingsPage()
    qtbot.addWidget(made)
    return made


def test_the_page_and_its_errors_speak_german(qtbot: QtBot):
    use_language("de")

    german = page(qtbot)

    assert german.findChild(QLabel, "settings_title").text() == "Einstellungen"
    with pytest.raises(SettingsError, match="Eine Zahl von 1 bis 20"):
        Settings(threshold_deg=90.0)


def test_numbers_are_written_as_the_language_writes_them(qtbot: QtBot):
    """Mutant: the words German, the numbers English."""
    use_language("de")
    assert page(qtbot).findChild(QDoubleSpinBox, "setting_threshold_deg").text() == "1,0°"


def test_qt_s_own_dialogs_speak_it_too(qtbot: QtBot):
    """Mutant: only our own words are loaded, and a dialog asks "Cancel"."""
    use_language("de")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"


def test_english_comes_back(qtbot: QtBot):
    """Mutant: the old translator stays installed below the new choice."""
    use_language("de")
    use_language("en")
    assert tr("Save") == "Save"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    assert page(qtbot).findChild(QDoubleSpinBox, "setting_threshold_deg").text() == "1.0°"


@pytest.mark.parametrize(
    ("read", "language"),
    [(["de-AT", "de", "en"], "de"), (["fr-FR", "de-DE"], "de"), (["fr-FR"], "en"), ([], "en")],
)
def test_auto_is_the_first_language_that_the_user_reads(monkeypatch, read, language):
    class System:
        def uiLanguages(self):  # noqa: N802 - Qt's name
            return read

    monkeypatch.setattr(translator.QLocale, "system", staticmethod(System))
    assert translator.language_of("auto") == language


def test_a_damaged_installation_is_an_error_and_changes_nothing(monkeypatch):
    def missing(name: str) -> None:
        raise GaitCoachError("The file is missing.")

    use_language("de")
    monkeypatch.setattr(translator, "asset_path", missing)
    with pytest.raises(GaitCoachError):
        use_language("en-none")
    assert tr("Save") == "Speichern"
    assert QLocale().language() is QLocale.Language.German
