"""Estimators of other packages: found by name, marked, and never a traceback when broken."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import click
import pytest
from clips import write_clip
from plugin_made import LEVEL, make_package, plugged_in

from gaitcoach.app.analysis import analyze_files
from gaitcoach.cli.options import setting_option
from gaitcoach.errors import GaitCoachError, PluginError, SettingsError
from gaitcoach.pelvis.choice import choose_pelvis
from gaitcoach.pelvis.plugged import Plugged
from gaitcoach.report.method_words import method_text
from gaitcoach.settings import Settings
from gaitcoach.types import Frame, PelvisAngle, Viewpoint
from gaitcoach.validation.run import method_order
from tests.unit.pelvis.test_choice import body, two_dots

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Install a package for this test: install({"name": "tilted:Level"}, code)."""
    with ExitStack() as undo:

        def now(entries: dict[str, str], code: str = LEVEL, package: str = "tilted") -> None:
            make_package(tmp_path, entries, code, package)
            undo.callback(sys.modules.pop, package, None)
            undo.enter_context(plugged_in(monkeypatch, tmp_path))

        yield now


def estimate(method: str) -> PelvisAngle | None:
    return choose_pelvis(method, Viewpoint()).pelvis.estimate(two_dots(), body())


def test_an_installed_estimator_is_a_method_like_any_other(install: Install):
    """Mutants: the choices are fixed when settings are imported; `validate` knows its own only."""
    with pytest.raises(SettingsError):
        Settings(method="tilt")
    install({"tilt": "tilted:Level"})

    assert Settings(method="tilt").method == "tilt"
    assert method_order()[-1] == "tilt"
    chosen = choose_pelvis("tilt", Viewpoint())
    # What it measures goes under the name it was asked for by, whatever it calls itself.
    angle = chosen.pelvis.estimate(two_dots(), body())
    assert (angle.obliquity_deg, angle.sigma_deg, angle.method) == (1.5, 2.0, "tilt")
    # AND it was asked for by name: it may cue, marked as not validated
    assert (chosen.by_name, chosen.pelvis.validated) == (True, False)


def test_the_command_line_offers_it(install: Install):
    """GIVEN a command as it is made at the start of the program."""
    install({"tilt": "tilted:Level"})
    command = setting_option("--method", "method")(click.command()(lambda method: method))
    run = partial(command.main, standalone_mode=False)
    assert run(["--method", "tilt"]) == "tilt"
    with pytest.raises(click.BadParameter, match="'tilt'"):
        run(["--method", "magic"])


def test_only_who_says_so_is_validated(install: Install):
    """Mutant: `validated` taken as anything that is true, such as a word."""
    install(
        {"proven": "tilted:Proven", "loud": "tilted:Loud"},
        LEVEL + "\nclass Proven(Level):\n    validated = True\n"
        "\nclass Loud(Level):\n    validated = 'by me'\n",
    )
    assert choose_pelvis("proven", Viewpoint()).pelvis.validated is True
    assert choose_pelvis("loud", Viewpoint()).pelvis.validated is False


BROKEN = {
    "import nowhere_at_all": ("x:Level", "ModuleNotFoundError"),
    "value = 1 / 0": ("x:Level", "ZeroDivisionError: division by zero"),
    "class Other: ...": ("x:Level", "AttributeError"),
    "class Level: ...": ("x:Level", "takes no arguments"),
    "def Level(viewpoint): return 3": ("x:Level", "no method estimate"),
    "def Level(viewpoint): raise OSError('two\\nlines')": ("x:Level", "OSError: two lines"),
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_package_is_one_sentence(install: Install, code: str, caplog):
    """Mutant: any of these escapes as what it is, and ends the program with a traceback."""
    place, reason = BROKEN[code]
    install({"bad": place}, code, package="x")
    with pytest.raises(PluginError) as told:
        choose_pelvis("bad", Viewpoint())
    assert reason in str(told.value)
    assert "\n" not in str(told.value)
    assert "bad" in told.value.what
    assert "--method auto" in told.value.todo
    # The traceback is for whoever made it: in the log, with the package's name.
    assert ("x 1.2" in caplog.text) is (reason != "no method estimate")
    caplog.clear()


def test_analyze_says_it_in_a_line(
    install: Install, tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog
):
    install({"bad": "x:Level"}, "import nowhere_at_all", package="x")
    clip = str(write_clip(tmp_path / "run.mp4", 2))
    bad = Settings(method="bad")
    assert analyze_files([clip], bad, as_json=False, csv_dir=None) == 1
    err = capsys.readouterr().err
    assert err.startswith("gaitcoach: The pelvis estimator bad does not work (ModuleNotFoundError")
    assert len(err.splitlines()) == 1
    caplog.clear()


def test_two_packages_with_one_name_are_told(install: Install):
    install({"tilt": "one:Level"}, package="one")
    install({"tilt": "two:Level"}, package="two")
    with pytest.raises(PluginError, match=r"one 1\.2, two 1\.2"):
        choose_pelvis("tilt", Viewpoint())


def test_nobody_takes_the_place_of_the_houses_own(install: Install, caplog):
    """Mutant: a package that calls itself learned measures in place of the network, unmarked."""
    install({"learned": "tilted:Level", "all": "tilted:Level"})
    assert choose_pelvis("learned", Viewpoint()).pelvis.method == "learned"
    assert estimate_type("learned") == "Learned"
    with pytest.raises(SettingsError):
        Settings(method="all")
    assert "tilted 1.2 may not call a pelvis estimator learned" in caplog.text
    caplog.clear()


def estimate_type(method: str) -> str:
    return type(choose_pelvis(method, Viewpoint()).pelvis).__name__


def test_one_that_is_gone_is_told(install: Install):
    install({})
    with pytest.raises(PluginError, match="No installed package brings a pelvis estimator gone"):
        choose_pelvis("gone", Viewpoint())


def told(obliquity_deg: object, sigma_deg: object = 1.0) -> SimpleNamespace:
    return SimpleNamespace(obliquity_deg=obliquity_deg, sigma_deg=sigma_deg)


def answering(answer: object) -> Plugged:
    def estimate(frame: Frame, pose: object) -> object:
        if isinstance(answer, Exception):
            raise answer
        return answer

    return Plugged(SimpleNamespace(estimate=estimate), "mine")


@pytest.mark.parametrize("answer", [None, told(float("nan"))])
def test_what_is_not_seen_is_none(answer: object):
    assert answering(answer).estimate(two_dots(), body()) is None


@pytest.mark.parametrize(
    "answer",
    [told(2.0, 0.0), told(2.0, -1.0), told(2.0, float("nan")), told(float("inf")), told(900.0),
     told("high"), 3.0, ValueError("no pelvis")],
)  # fmt: skip
def test_what_is_no_angle_is_one_sentence(answer: object, caplog):
    """Mutants: a sigma of 0 passes and makes every mean certain; an exception passes."""
    with pytest.raises(PluginError, match="The pelvis estimator mine does not work"):
        answering(answer).estimate(two_dots(), body())
    caplog.clear()


def test_an_error_of_ours_is_no_other_kind(install: Install):
    assert issubclass(PluginError, GaitCoachError)


def test_a_report_names_it_and_says_that_it_is_not_validated():
    assert "NOT validated" in method_text("tilt", None)
    assert "NOT validated" in method_text("tilt", False)
    assert "tilt" in method_text("tilt", True)
    assert "NOT" not in method_text("tilt", True)
    assert "not known" in method_text(None, None)
    json.dumps(method_text("learned", True))
