"""The language of what is shown. Words in the code are English, and translated when shown.

``tr("A whole sentence about {name}.", name=name)`` in the place where it is shown. A text in a
table that is made on import is marked there, ``tr_later("A whole sentence.")``, and translated
where it is read: on import nobody has chosen a language yet. `make i18n` collects the texts of
these two calls, so a text must be spelled out there. Records, JSON and the log stay English.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

ROOM = "gaitcoach"
"""Where the translation files keep these texts, beside Qt's own."""


def _as_it_is(text: str) -> str:
    return text


ENGLISH = "en"
"""The language of the words in the code: it needs no translator."""

_DECIMAL = {"de": ","}
"""What stands before the tenths, where that is no point."""
_DAY = {ENGLISH: "{day} {month} {year}", "de": "{day}. {month} {year}"}
_WHEN = {ENGLISH: "{day}, {time}", "de": "{day}, {time} Uhr"}
"""Dates have no words to be translated, but an order and signs."""
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


def degrees_text(angle_deg: float) -> str:
    """Return an angle to a tenth of a degree, with a real minus and never "minus zero"."""
    tenths = round(angle_deg, 1) + 0.0
    return in_digits(f"{tenths:.1f}°").replace("-", "−")


def signed_text(change_deg: float) -> str:
    """Return a change of an angle, with its sign."""
    text = degrees_text(change_deg)
    return text if text.startswith("−") else f"+{text}"


def tr_later(text: str) -> str:
    """Mark a text of a table for translation; it is returned as it is."""
    return text


MONTHS = (
    tr_later("January"), tr_later("February"), tr_later("March"), tr_later("April"),
    tr_later("May"), tr_later("June"), tr_later("July"), tr_later("August"),
    tr_later("September"), tr_later("October"), tr_later("November"), tr_later("December"),
)  # fmt: skip


def when_text(when: datetime) -> str:
    """Return day and time as the language writes them."""
    return _WHEN.get(_code, _WHEN[ENGLISH]).format(day=date_text(when), time=f"{when:%H:%M}")


def date_text(when: datetime) -> str:
    """Return a day as the language writes it."""
    month = tr(MONTHS[when.month - 1])
    return _DAY.get(_code, _DAY[ENGLISH]).format(day=when.day, month=month, year=when.year)
