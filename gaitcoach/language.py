"""The language of what is shown. Words in the code are English, and translated when shown.

``tr("A whole sentence about {name}.", name=name)`` in the place where it is shown. A text in a
table that is made on import is marked there, ``tr_later("A whole sentence.")``, and translated
where it is read: on import nobody has chosen a language yet. `make i18n` collects the texts of
these two calls, so a text must be spelled out there. Records, JSON and the log stay English.
"""

from __future__ import annotations

from collections.abc import Callable

ROOM = "gaitcoach"
"""Where the translation files keep these texts, beside Qt's own."""


def _as_it_is(text: str) -> str:
    return text


ENGLISH = "en"
"""The language of the words in the code: it needs no translator."""

_DECIMAL = {"de": ","}
"""What stands before the tenths, where that is no point."""
_code = ENGLISH
_translate: Callable[[str], str] = _as_it_is


def install(code: str, translate: Callable[[str], str] | None = None) -> None:
    """Use a language from now on: its two letters, and what translates into it. For the app.

    Without a translator what is shown stays English; the voice speaks the language all the same.
    """
    global _code, _translate
    _code, _translate = code, translate or _as_it_is


def language_code() -> str:
    """Return the two letters of the chosen language."""
    return _code


def tr(text: str, **fields: object) -> str:
    """Return a text in the chosen language, its {fields} filled in. From any thread."""
    translated = _translate(text)
    return translated.format(**fields) if fields else translated


def in_digits(number: str) -> str:
    """Return a number as the chosen language writes it: 5.0 or 5,0."""
    return number.replace(".", _DECIMAL.get(_code, "."))


def english(text: str, **fields: object) -> str:
    """Return a text as it is, its {fields} filled in: for what stays English, called as `tr` is."""
    return text.format(**fields) if fields else text


def tr_later(text: str) -> str:
    """Mark a text of a table for translation; it is returned as it is."""
    return text
