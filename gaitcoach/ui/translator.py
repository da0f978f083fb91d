"""Brings a language to the screen: Qt's translators, the app's own words first."""

from __future__ import annotations

from functools import partial

from PyQt6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from gaitcoach import language
from gaitcoach.language import ENGLISH
from gaitcoach.resources import asset_path
from gaitcoach.words import LANGUAGES

_installed: list[QTranslator] = []


def use_language(wanted: str) -> None:
    """Show all that is made from now on in a language, "auto" = the computer's.

    Needs the Qt application. Raises `GaitCoachError` when the translation is missing.
    """
    code = language_of(wanted)
    found = [] if code == ENGLISH else [_of_qt(code), _own(code)]
    application = QCoreApplication.instance()
    for translator in _installed:
        application.removeTranslator(translator)
    for translator in found:
        application.installTranslator(translator)
    _installed[:] = found
    QLocale.setDefault(QLocale(code))
    into = partial(QCoreApplication.translate, language.ROOM) if found else None
    language.install(code, into)


def use_language_without_window(wanted: str) -> None:
    """Speak a language in what a command writes for people: a report. Needs no Qt application."""
    code = language_of(wanted)
    if code == ENGLISH:
        language.install(code)
        return
    own, room = _own(code), language.ROOM.encode()
    # Bytes: without an application PyQt would make ASCII of a text.
    language.install(code, lambda text: own.translate(room, text.encode()) or text)


def language_of(wanted: str) -> str:
    """Return the two letters of a language of the settings, "auto" = the computer's.

    That is the first which its user reads and gaitcoach speaks. Needs no Qt application.
    """
    if wanted != "auto":
        return wanted
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
