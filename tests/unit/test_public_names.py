"""What `import gaitcoach` offers: nothing until it is used, each name typed and described."""

from __future__ import annotations

import ast
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from types import SimpleNamespace
from typing import get_type_hints

import numpy as np
import pytest
from made_up import update

import gaitcoach
from gaitcoach import analysing
from gaitcoach.errors import SettingsError, SourceError
from gaitcoach.gait.stance_net import LOOKAHEAD_S
from gaitcoach.live.pipeline import Processed
from gaitcoach.live.replay import Replayed, Wishes
from gaitcoach.settings import Settings
from gaitcoach.types import Frame, PelvisAngle, Stance

ROOT = Path(__file__).parents[2]


def test_importing_the_package_imports_nothing_of_weight():
    """Mutant: a name that is imported at once brings OpenCV (0.2 s) or the pose model (1 s)."""
    look = (
        "import sys, gaitcoach\n"
        "heavy = {'cv2', 'mediapipe', 'PyQt6', 'numpy', 'sqlalchemy', 'importlib.metadata'}\n"
        "print(*sorted(heavy & set(sys.modules)))\n"
        "from gaitcoach import analyze, GaitAnalyzer\n"
        "print(*sorted({'mediapipe', 'PyQt6'} & set(sys.modules)))\n"
        "print(analyze.__name__, GaitAnalyzer.__name__)"
    )
    result = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, timeout=60
    )

    assert result.stdout.splitlines() == ["", "", "analyze GaitAnalyzer"], result.stderr


def typed_names() -> dict[str, str]:
    """Name -> room, as type checkers are told."""
    tree = ast.parse(Path(gaitcoach.__file__).read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    return {
        alias.asname: node.module.removeprefix("gaitcoach.")
        for node in block.body
        for alias in node.names
    }


def test_type_checkers_are_told_the_same_names_as_python():
    """Mutants: a name that only one of the two lists has, or from another room."""
    assert typed_names() == gaitcoach._ROOM_OF
    assert set(gaitcoach.__all__) == set(typed_names()) <= set(dir(gaitcoach))


@pytest.mark.parametrize("name", gaitcoach.__all__)
def test_each_name_is_there_and_described(name: str):
    """Mutants: a name in the list that its room does not have; one left out of the page."""
    page = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")

    assert getattr(gaitcoach, name).__name__ == name
    assert f"`{name}" in page


@pytest.mark.parametrize("kind", [analysing.Signals, analysing.Analysis])
def test_each_field_is_described(kind: type):
    page = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")

    assert [spec.name for spec in fields(kind) if f"`{spec.name}`" not in page] == []


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'analyse'"):
        _ = gaitcoach.analyse


def test_the_keywords_are_settings_of_the_same_kind():
    """Mutant: a setting whose kind changed, so that a type checker praises what is refused."""
    hints, own = get_type_hints(Settings), get_type_hints(analysing.SettingChanges)

    assert {name: hints[name] for name in own} == own


PICTURE = np.zeros((6, 8, 3), np.uint8)


def processed(index: int, stance: Stance, level_deg: float | None) -> Processed:
    t_s = index / 30.0
    angle = None if index == 2 else PelvisAngle(t_s, 3.0, 0.5, "made up")
    told = replace(update(t_s, baseline_deg=level_deg), stance=stance)
    return Processed(Frame(PICTURE, index, t_s), None, angle, told, (), None)


@pytest.fixture
def replayed(monkeypatch: pytest.MonkeyPatch) -> dict:
    """Twenty frames of a made-up run in place of a decoded one; what `replay` was given."""
    given: dict = {}

    def replay(settings: Settings, spec: object, **how) -> Replayed:
        given.update(how, settings=settings, spec=spec)
        for index in range(20):
            right = 4 + LATE <= index < 10 + LATE
            stance = Stance.RIGHT if right else Stance.FLIGHT
            how["on_frame"](processed(index, stance, None if index < 5 else 1.0))
        how["on_note"]("It is cut.")
        return Replayed(SimpleNamespace(), (), (), "front")

    monkeypatch.setattr(analysing, "replay", replay)
    return given


LATE = round(LOOKAHEAD_S * 30)


def test_signals_are_arrays_with_their_stance_at_its_time(replayed: dict):
    """Mutants: stance left where it was told, 4 frames late; level added instead of taken off."""
    signals = gaitcoach.analyze("demo").signals

    assert signals.t_s == pytest.approx(np.arange(20) / 30.0)
    assert signals.frame.tolist() == list(range(20))
    assert np.isnan(signals.image_obliquity_deg).nonzero()[0].tolist() == [2]
    assert signals.obliquity_deg[[0, 4, 5, 19]].tolist() == [3.0, 3.0, 2.0, 2.0]
    assert (signals.stance == Stance.RIGHT).nonzero()[0].tolist() == list(range(4, 10))
    assert (signals.stance == "unknown").nonzero()[0].tolist() == list(range(20 - LATE, 20))
    assert all(not one.flags.writeable for one in signals.columns().values())
    assert {len(one) for one in signals.columns().values()} == {20}


def test_settings_come_from_the_caller_alone(replayed: dict, tmp_path: Path, monkeypatch):
    """Mutant: the user's own settings file changes what a program measures."""
    found = gaitcoach.analyze("demo", settings=Settings(model="lite"), view="front", mirror=True)

    assert replayed["settings"] == Settings(model="lite", view="front", mirror=True)
    assert replayed["pelvis"] is None
    assert (found.source, found.notes) == ("demo", ("It is cut.",))


def test_what_the_command_line_can_ask_of_a_file_a_program_can_too(replayed: dict):
    """Mutants: "auto" refused as a setting; the view that was found is lost; x and y swapped."""
    found = gaitcoach.analyze("demo", view="auto", person=(812, 640), mirror=True)

    assert replayed["wishes"] == Wishes(find_view=True, person_px=(812.0, 640.0))
    assert replayed["settings"] == Settings(mirror=True)
    assert found.view == "front"
    gaitcoach.analyze("demo", view="front")
    assert replayed["wishes"] == Wishes()


@pytest.mark.parametrize("person", [(1,), (1, 2, 3), "here", 3, (float("nan"), 2), ("x", "y")])
def test_a_person_is_a_point(replayed: dict, person: object):
    with pytest.raises(SettingsError, match="person cannot be"):
        gaitcoach.analyze("demo", person=person)  # type: ignore[arg-type]


def test_an_estimator_is_made_for_one_view(replayed: dict):
    """Mutant: seen from the front it is measured as from behind, and every drop has two signs."""
    with pytest.raises(SettingsError, match="made for one view"):
        gaitcoach.analyze("demo", estimator=Mine(), view="auto")


class Mine:
    """An estimator as a stranger writes it."""

    def estimate(self, frame: Frame, pose: object) -> None:
        return None


def test_an_estimator_of_ones_own_is_named_and_not_validated(replayed: dict):
    gaitcoach.analyze("demo", estimator=Mine())

    assert (replayed["pelvis"].method, replayed["pelvis"].validated) == ("Mine", False)


def test_what_on_frame_raises_comes_out(replayed: dict):
    def enough(done: Processed) -> None:
        if done.frame.index == 3:
            raise InterruptedError("enough")

    with pytest.raises(InterruptedError, match="enough"):
        gaitcoach.analyze("demo", on_frame=enough)


def test_what_is_wrong_is_said(tmp_path: Path):
    """Mutant: a camera's number is opened as a camera."""
    for path in ("0", "rtsp://user:secret@camera/1", tmp_path, tmp_path / "none.mp4", ""):
        with pytest.raises(SourceError) as told:
            gaitcoach.analyze(path)
        assert "secret" not in str(told.value)
    with pytest.raises(SettingsError):
        gaitcoach.analyze("demo", view="above")
    with pytest.raises(TypeError, match="no setting vieww"):
        gaitcoach.analyze("demo", vieww="front")  # type: ignore[call-arg]


def test_the_methods_are_those_that_can_be_asked_for():
    assert gaitcoach.methods()[:4] == ("auto", "learned", "markers", "hip_line")
    for method in gaitcoach.methods():
        assert Settings(method=method).method == method


def test_the_gait_stage_can_be_had_alone():
    assert gaitcoach.gait_analyzer(baseline_s=None).steps == ()
