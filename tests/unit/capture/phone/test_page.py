"""The page that the phone opens, as text: small, whole, and loading nothing from elsewhere."""

from __future__ import annotations

import re

import pytest

from gaitcoach.capture.phone.site import PARTS
from gaitcoach.resources import asset_path

MAX_BYTES = 60_000


@pytest.fixture(scope="module")
def parts() -> dict[str, str]:
    return {name: asset_path(f"phone/{name}").read_text("utf-8") for name, _ in PARTS.values()}


def test_it_is_small(parts):
    assert sum(len(text.encode()) for text in parts.values()) < MAX_BYTES


def test_nothing_else_lies_in_its_folder():
    """Mutant: a file that nobody serves, or that everybody could get."""
    found = {path.name for path in asset_path("phone").iterdir()}
    assert found == {name for name, _ in PARTS.values()}


def test_it_names_no_address_anywhere(parts):
    """Mutant: a font, a script or a picture from somewhere else."""
    for text in parts.values():
        assert not re.search(r"(?:https?:|wss?:)?//[\w.]+\.\w", text)
        assert "@import" not in text
        assert "url(" not in text
    loaded = re.findall(r'(?:src|href)="([^"]+)"', parts["page.html"])
    assert loaded
    assert set(loaded) <= {"data:,", *PARTS}


def test_it_holds_no_code_that_the_policy_forbids(parts):
    """Mutant: an inline handler or style: the page's own policy would switch it off."""
    assert not re.search(r"\son\w+=|style=|<style|<script>", parts["page.html"])
    assert not re.search(r"\beval\(|new Function|innerHTML|WebSocket", parts["page.js"])


def test_every_part_that_is_looked_for_is_there(parts):
    ids = set(re.findall(r'id="([\w-]+)"', parts["page.html"]))
    wanted = set(re.findall(r'\$\("([\w-]+)"\)', parts["page.js"]))
    assert wanted
    assert wanted <= ids


def test_only_voices_of_the_phone_itself_speak(parts):
    """Mutant: the filter is gone, and cues go to a voice server."""
    body = parts["page.js"].split("function speak(")[1].split("\nfunction ")[0]
    assert "voice.localService === true" in body
    assert body.index("if (!own.length) return") < body.index(".speak(")
    assert parts["page.js"].count("speechSynthesis.speak(") == 1


def test_every_word_is_in_the_one_table(parts):
    """Mutant: a sentence that a translation would miss."""
    table = parts["page.js"].split("const WORDS = {")[1].split("\n};")[0]
    keys = set(re.findall(r"^  (\w+):", table, re.MULTILINE))
    used = set(re.findall(r"WORDS\.(\w+)", parts["page.js"]))
    shown = set(re.findall(r'showState\("(\w+)"\)', parts["page.js"]))
    assert used | shown <= keys
    assert keys - used - {"idle", "connecting", "streaming", "lost", "over"} == set()
