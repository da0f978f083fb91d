"""The seam of the languages: no Qt, English until somebody chooses."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from gaitcoach import language
from gaitcoach.errors import GaitCoachError
from gaitcoach.language import tr, tr_later


@pytest.fixture
def shouting() -> Iterator[None]:
    language.install("xx", str.upper)
    yield
    language.install("en")


def test_without_a_translator_everything_stays_english():
    assert tr("Save") == "Save"
    assert tr("{count} steps", count=3) == "3 steps"


def test_braces_of_a_text_without_fields_are_left_alone():
    assert tr("a {brace}") == "a {brace}"


@pytest.mark.usefixtures("shouting")
def test_a_text_is_translated_before_its_fields_are_filled_in():
    """Mutant: formatted first, so that no translation is ever found."""
    language.install("de", {"by {name}": "von {name}"}.__getitem__)
    assert tr("by {name}", name="Zoë") == "von Zoë"


@pytest.mark.usefixtures("shouting")
def test_a_table_keeps_its_english_and_is_translated_when_read():
    """Mutant: tr_later translates, which it could only on import, when nobody has chosen yet."""
    text = tr_later("level")
    assert (text, tr(text)) == ("level", "LEVEL")


def test_the_seam_knows_no_qt():
    """Mutant: the translator imported here, and Qt in every room that has a sentence."""
    check = "import sys, gaitcoach.language, gaitcoach.words; sys.exit('PyQt6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], timeout=30).returncode == 0


def test_a_number_is_written_as_the_language_writes_it():
    """Mutant: 5.0° beside a field that says 5,0°."""
    assert language.in_digits("5.0°") == "5.0°"
    language.install("de")
    try:
        assert language.in_digits("5.0°") == "5,0°"
    finally:
        language.install("en")


def test_an_error_speaks_the_language_also_where_its_sentence_stands_in_a_table():
    """Mutants: only sentences spelled out at the error are translated; an empty one asked for."""
    asked = []
    language.install("de", lambda text: (asked.append(text), text.upper())[1])
    try:
        error = GaitCoachError("Gone.")
    finally:
        language.install("en")
    assert (error.what, error.todo, str(error)) == ("GONE.", "", "GONE.")
    assert asked == ["Gone."]
