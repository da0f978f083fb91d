"""Brings a language to the screen: Qt's translators, the app's own words first."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from gaitcoach import language
from gaitcoach.resources import asset_path
from gaitcoach.words import LANGUAGES

ENGLISH = "en"
"""The language of the words in the code: it needs no translator."""

_installed: list[QTranslator] = []


def use_language(wanted: str) -> None:
    """Show all that is made from now on in a language, "auto" = the computer's.

    Needs the Qt application. Raises `GaitCoachError` when the translation is missing.
    """
    code = system_language() if wanted == "auto" else wanted
    found = [] if code == ENGLISH else [_of_qt(code), _own(code)]
    application = QCoreApplication.instance()
    for translator in _installed:
        application.removeTranslator(translator)
    for translator in found:
        application.installTranslator(translator)
    _installed[:] = found
    QLocale.setDefault(QLocale(code))
    language.install(partial(QCoreApplication.translate, language.ROOM) if found else None)


def system_language() -> str:
    """Return the first language that the computer's user reads and gaitcoach speaks."""
    read = (name.split("-")[0] for name in QLocale.system().uiLanguages())
    return next((code for code in read if code in LANGUAGES), ENGLISH)


def _own(code: str) -> QTranslator:
    translator = QTranslator()
    translator.load(str(asset_path(f"i18n/gaitcoach_{code}.qm")))
    return translator


def _of_qt(code: str) -> QTranslator:
    """Return the words of Qt's own dialogs: "Cancel" in the file dialog, and the like."""
    translator = QTranslator()
    translator.load(f"qtbase_{code}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return translator
