"""Every translation is whole, up to date with the words in the code, and compiled."""

from __future__ import annotations

import shutil
import string
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PyQt6.QtCore import QTranslator

from gaitcoach.language import ROOM
from gaitcoach.words import LANGUAGES

TRANSLATED = tuple(LANGUAGES)[1:]
"""All but the language of the code."""


def entries(ts: Path) -> dict[str, tuple[str, str]]:
    """English -> (translation, state) of a .ts file; state "" = finished."""
    messages = ElementTree.parse(ts).iter("message")
    return {
        message.findtext("source"): (
            message.findtext("translation") or "",
            message.find("translation").get("type", ""),
        )
        for message in messages
    }


def fields_of(text: str) -> set[str]:
    """The {fields} of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def update(root: Path, ts: Path) -> None:
    """Bring a .ts file up to date, as `make i18n` does."""
    command = [sys.executable, ".setup/words.py", str(ts)]
    subprocess.run(command, cwd=root, check=True, timeout=60)


@pytest.fixture(params=TRANSLATED)
def ts(request, root) -> Path:
    return root / "assets" / "i18n" / f"gaitcoach_{request.param}.ts"


def test_each_text_of_the_code_is_translated_and_no_other(root, ts, tmp_path):
    """Mutants: a text changed or added without `make i18n`; one that was left unfinished."""
    fresh = tmp_path / ts.name
    shutil.copy(ts, fresh)

    update(root, fresh)

    assert fresh.read_text(encoding="utf-8") == ts.read_text(encoding="utf-8"), "run: make i18n"
    assert [text for text, (made, state) in entries(ts).items() if state or not made.strip()] == []


def test_a_translation_has_the_fields_of_its_text(ts):
    """Mutant: {name} translated along, which ends a run with a KeyError in that language only."""
    wrong = [text for text, (made, _) in entries(ts).items() if fields_of(made) != fields_of(text)]

    assert wrong == []


def test_what_is_compiled_is_what_was_translated(ts, qapp):
    """Mutant: a .ts file changed without `make i18n`. Needs no lrelease on this machine."""
    compiled = QTranslator()
    assert compiled.load(str(ts.with_suffix(".qm")))
    qapp.installTranslator(compiled)
    try:
        shown = {text: qapp.translate(ROOM, text) for text in entries(ts)}
    finally:
        qapp.removeTranslator(compiled)

    old = [text for text, (made, _) in entries(ts).items() if shown[text] != made]

    assert old == [], "run: make i18n"


def test_the_eyes_of_this_file_are_open(root, tmp_path):
    """GIVEN a package with texts in every form WHEN its words are collected THEN all are seen."""
    (tmp_path / ".setup").mkdir()
    shutil.copy(root / ".setup" / "words.py", tmp_path / ".setup")
    (tmp_path / "gaitcoach").mkdir()
    (tmp_path / "gaitcoach" / "a.py").write_text(
        'A = tr_later("in a table")\n'
        'def f():\n    return tr(\n        "in two "\n        "pieces of {what}", what=1\n    )\n'
        'class B:\n    def g(self):\n        return attribute("no") + tr("in a class")\n'
    )
    ts = tmp_path / "a.ts"

    update(tmp_path, ts)

    found = entries(ts)
    assert set(found) == {"in a table", "in two pieces of {what}", "in a class"}
    assert {state for _, state in found.values()} == {"unfinished"}
