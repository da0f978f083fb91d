"""One table of settings: limits, choices and files."""

from __future__ import annotations

import math
from dataclasses import fields
from pathlib import Path

import pytest

from gaitcoach import language
from gaitcoach.errors import SettingsError
from gaitcoach.settings import Settings, setting_help
from gaitcoach.settings_file import load_settings, save_settings
from gaitcoach.types import Limits
from gaitcoach.words import PHRASES


def test_defaults_are_allowed_and_each_has_its_help():
    for spec in fields(Settings()):
        assert spec.metadata["help"].endswith(".")
        assert setting_help(spec.name).startswith(spec.metadata["help"])


def test_the_help_tells_the_default():
    assert setting_help("threshold_deg").endswith("[default: 5.0]")
    assert "default" not in setting_help("mirror")


@pytest.mark.parametrize("threshold_deg", [-1.0, 0.0, 0.99, 20.1, 90.0, math.nan, math.inf, "5"])
def test_a_threshold_outside_its_limits_is_refused(threshold_deg: object):
    with pytest.raises(SettingsError, match="threshold_deg cannot be") as caught:
        Settings(threshold_deg=threshold_deg)  # type: ignore[arg-type]
    assert caught.value.todo == "Give a number from 1 to 20."
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("threshold_deg", [1.0, 5.0, 20.0])
def test_the_limits_themselves_are_allowed(threshold_deg: float):
    assert Settings(threshold_deg=threshold_deg).threshold_deg == threshold_deg


@pytest.mark.parametrize(
    "changes",
    [
        {"view": "above"},
        {"model": "heavy"},
        {"method": "guess"},
        {"metronome_percent": 7},
        {"cue": "no_such_phrase"},
        {"mirror": "false"},
        {"voice": 0},
        {"source": 0},
        {"threshold_deg": True},
        {"threshold_left_deg": 0.5},
        {"threshold_right_deg": "5"},
        {"cue_share_percent": 101},
        {"cue_share_percent": [100]},
        {"voice_rate_wpm": 165.5},
        {"voice_rate_wpm": 301},
        {"voice_name": ""},
        {"voice_name": 7},
        {"theme": "pink"},
        {"language": "fr"},
        {"smoothing": "some"},
        {"records_dir": " "},
        {"phrases": {"no_such_phrase": "hop"}},
        {"phrases": {"better": " "}},
        {"phrases": {"better": "x" * 61}},
        {"phrases": {"better": 5}},
        {"phrases": 5},
        {"baseline_s": 0.5},
        {"baseline_s": 11.0},
    ],
    ids=str,
)
def test_what_is_no_choice_or_of_another_kind_is_refused(changes: dict[str, object]):
    with pytest.raises(SettingsError, match=next(iter(changes))):
        Settings().with_changes(**changes)


def test_no_baseline_is_a_choice():
    assert Settings(baseline_s=None).baseline_s is None


def test_changes_make_a_copy():
    old = Settings()
    new = old.with_changes(threshold_deg=7.0)
    assert (old.threshold_deg, new.threshold_deg) == (5.0, 7.0)


def test_a_missing_file_gives_the_defaults(tmp_path):
    assert load_settings(tmp_path / "none.toml") == Settings()


def test_a_file_changes_what_it_names(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text('threshold_deg = 7.5\nview = "front"\nbaseline_s = "none"\nvoice = false\n')
    wanted = Settings(threshold_deg=7.5, view="front", baseline_s=None, voice=False)
    assert load_settings(path) == wanted


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("threshold_deg = ", "cannot be read"),
        ("threshold_deg = 90.0", "threshold_deg cannot be 90"),
        ('threshold_deg = "5"', "threshold_deg cannot be"),
        ("treshold_deg = 5.0", "unknown keys: treshold_deg"),
    ],
)
def test_a_bad_file_says_what_is_wrong(tmp_path, text: str, what: str):
    path = tmp_path / "settings.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=what) as caught:
        load_settings(path)
    assert caught.value.todo


def test_a_file_that_is_no_text_is_an_error(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(path)


def test_an_upright_edge_is_four_numbers():
    assert Settings(vertical="12,40,15.5,400").vertical == "12,40,15.5,400"
    for bad in ("", "1,2,3", "1,2,3,4,5", "a,b,c,d", "1,2,3,nan", 7, [1, 2, 3, 4]):
        with pytest.raises(SettingsError, match="4 numbers"):
            Settings(vertical=bad)


def test_the_countdown_is_no_cue():
    with pytest.raises(SettingsError, match="stand_still"):
        Settings(cue="stand_still")


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings(threshold_deg=6.5, voice=False, cue="belt_line_level", metronome_percent=10),
        Settings(baseline_s=None, model="lite"),
        Settings(runner="Zoë", vertical="1,2,3,400"),
        Settings(phrases={"better": "schön", "one": "eins"}, voice_name="gmw/de"),
        Settings(threshold_left_deg=6.0, records_dir="/tmp/runs", theme="light", language="de"),
    ],
    ids=str,
)
def test_saved_settings_come_back_as_they_were(tmp_path: Path, settings: Settings):
    path = tmp_path / "new" / "settings.toml"
    save_settings(settings, path)
    assert load_settings(path) == settings


def test_only_what_differs_from_the_defaults_is_written(tmp_path: Path):
    """A default that changes with a new version is not held fast by an old file."""
    path = tmp_path / "settings.toml"
    save_settings(Settings(threshold_deg=6.5), path)
    assert path.read_text().strip() == "threshold_deg = 6.5"


def test_settings_that_cannot_be_written_say_so(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="cannot be written"):
        save_settings(Settings(), tmp_path / "file" / "settings.toml")


def test_a_leg_without_a_limit_of_its_own_has_the_general_one():
    """Mutant: left and right swapped."""
    assert Settings(threshold_deg=6.0).limits == Limits.both(6.0)
    assert Settings(threshold_left_deg=7.0).limits == Limits(7.0, 5.0)
    assert Settings(threshold_right_deg=4.0).limits == Limits(5.0, 4.0)


def test_another_limit_moves_a_leg_s_own_by_as_much_and_no_further_than_allowed():
    """Mutant: the legs' own limits stay, so that the limit cannot be turned for them."""
    apart = Settings(threshold_left_deg=7.0).with_threshold(5.5)
    assert (apart.threshold_deg, apart.limits) == (5.5, Limits(7.5, 5.5))
    assert Settings(threshold_right_deg=2.0).with_threshold(2.0).limits == Limits(2.0, 1.0)
    with pytest.raises(SettingsError):
        Settings().with_threshold(0.5)


def test_own_words_are_a_table_of_the_file(tmp_path: Path):
    """Mutant: kept in a form that nobody would write by hand."""
    path = tmp_path / "settings.toml"
    save_settings(Settings(phrases={"better": "schön"}), path)
    assert path.read_text(encoding="utf-8") == '[phrases]\nbetter = "schön"\n'


def test_own_words_stand_in_place_of_the_usual_ones():
    own = Settings(phrases={"better": "well done"})
    assert own.words == PHRASES | {"better": "well done"}
    assert own == Settings(phrases=[["better", "well done"]]), "as a record keeps them"
    hash(own)


def test_the_usual_words_are_those_of_the_language():
    """Mutant: English words, spoken by a German voice."""
    language.install("de")
    try:
        assert Settings(phrases={"better": "prima"}).words["hips_level"] == "Hüfte gerade"
        assert Settings(phrases={"better": "prima"}).words["better"] == "prima"
    finally:
        language.install("en")
