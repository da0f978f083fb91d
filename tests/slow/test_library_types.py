"""The library as a type checker sees it: what is offered, the examples, and wrong uses of both."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OFFERED = (
    "gaitcoach/__init__.py", "gaitcoach/analysing.py", "gaitcoach/errors.py",
    "gaitcoach/plugins.py", "gaitcoach/pelvis/estimator.py", "gaitcoach/pelvis/plugged.py",
)  # fmt: skip
WRONG = """
from gaitcoach import Frame, PelvisAngle, Pose, analyze
from gaitcoach import nothing_of_the_kind

class Text:
    method, validated = "text", False

    def estimate(self, frame: Frame, pose: Pose) -> str:
        return "level"

analyze("run.mp4", view=3)
analyze("run.mp4", vieww="front")
analyze("run.mp4", estimator=Text())
analyze("run.mp4").summary.left.mean_deg + 1
analyze("run.mp4").steps = ()
analyze("run.mp4", person=812)
"""
"""One mistake a line, from the second import on."""

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def mypy(*paths: str | Path, cache: Path) -> str:
    command = [sys.executable, "-m", "mypy", "--cache-dir", str(cache), *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mypy")


def test_what_is_offered_and_the_examples_are_strictly_typed(cache: Path):
    examples = sorted((ROOT / "docs" / "examples").glob("*.py"))
    assert examples

    assert "Success" in mypy(*OFFERED, "gaitcoach/types", *examples, cache=cache)


def test_wrong_uses_are_seen(cache: Path, tmp_path: Path):
    """Mutants: py.typed is lost; __getattr__ answers for every name; keywords are Any."""
    wrong = tmp_path / "wrong.py"
    wrong.write_text(WRONG, encoding="utf-8")

    told = mypy(wrong, cache=cache)

    lines = {int(line.split(":")[1]) for line in told.splitlines() if ": error:" in line}
    assert lines == {3, 11, 12, 13, 14, 15, 16}, told


def test_the_wheel_says_that_it_is_typed():
    """Hatch packs the folder as it is: `tests/slow/test_package.py` compares both."""
    assert (ROOT / "gaitcoach" / "py.typed").read_text(encoding="utf-8") == ""
