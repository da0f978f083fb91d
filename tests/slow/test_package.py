"""The wheel, as a stranger gets it: an empty venv, another folder, no checkout in reach."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from surroundings import AT_START

ROOT = Path(__file__).parents[2]
INSTALL_TIMEOUT_S = 900

pytestmark = [pytest.mark.slow, pytest.mark.timeout(INSTALL_TIMEOUT_S)]

SHIPPED_SOUNDS = """
from gaitcoach.voice.shipped import TONE_HIGH, TONE_LOW, shipped_wav
from gaitcoach.words import PHRASES
for name in (*PHRASES, TONE_HIGH, TONE_LOW):
    print(shipped_wav(name))
"""


def call(*command: str | Path, **given) -> str:
    """Run a command, show what it said when it fails, return what it printed."""
    given = {"env": AT_START} | given
    result = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False, **given
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    call(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, ROOT)
    (path,) = folder.glob("gaitcoach-*.whl")
    return path


@pytest.fixture(scope="module")
def stranger(wheel, tmp_path_factory) -> Path:
    """The Python of a venv that holds the wheel and what it depends on, nothing else."""
    folder = tmp_path_factory.mktemp("stranger") / "venv"
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    call(python, "-m", "pip", "install", "-q", wheel)
    return python


@pytest.fixture
def elsewhere(tmp_path) -> dict:
    """Where and how the installed program is started: a folder and a home of its own."""
    start = AT_START.items()
    env = {name: value for name, value in start if not name.startswith("PYTHON")}
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        env[name] = str(tmp_path / "home")
    return {"cwd": tmp_path, "env": env, "timeout": 120}


def test_wheel_holds_every_asset_and_module(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())

    for folder, prefix in (
        (ROOT / "assets", "gaitcoach/assets"),
        (ROOT / "gaitcoach", "gaitcoach"),
    ):
        files = [path for path in folder.rglob("*") if path.is_file()]
        wanted = {
            f"{prefix}/{path.relative_to(folder).as_posix()}"
            for path in files
            if "__pycache__" not in path.parts
        }
        assert wanted
        assert wanted - inside == set()


def test_wheel_holds_nothing_else(wheel):
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert {top for top in tops if not top.endswith(".dist-info")} == {"gaitcoach"}


def test_installed_program_plays_the_demo(stranger, elsewhere):
    program = stranger.with_name("gaitcoach")

    output = call(
        program, "live", "--source", "demo", "--headless", "--json", "--max-s", "15", **elsewhere
    )

    events = [json.loads(line) for line in output.splitlines()]
    assert events[-1]["event"] == "summary"
    assert events[-1]["frames"]["seen"] > 0
    assert any(event["event"] == "step" for event in events)


def test_installed_sounds_are_found_inside_the_installation(stranger, elsewhere):
    paths = call(stranger, "-c", SHIPPED_SOUNDS, **elsewhere).splitlines()

    assert paths
    installation = stranger.parents[1].resolve()
    assert all(Path(path).resolve().is_relative_to(installation) for path in paths)


def test_installation_is_consistent(stranger):
    """No two packages want different things of a third one."""
    assert "No broken requirements" in call(stranger, "-m", "pip", "check")
