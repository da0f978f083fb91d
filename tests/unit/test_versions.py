"""Versions without heavy imports."""

import json
import platform
import subprocess
import sys

import gaitcoach
from gaitcoach import versions as module
from gaitcoach.versions import machine, versions


def test_every_part_has_its_version():
    found = versions()
    assert list(found) == [
        "gaitcoach",
        "python",
        "mediapipe",
        "opencv",
        "numpy",
        "PyQt6",
        "pyttsx3",
    ]
    assert found["gaitcoach"] == gaitcoach.__version__
    assert found["python"] == platform.python_version()
    assert "missing" not in found.values()


def test_a_missing_part_is_named(monkeypatch):
    monkeypatch.setitem(module._PACKAGES, "mediapipe", "no-such-package-at-all")
    assert versions()["mediapipe"] == "missing"


def test_nothing_heavy_is_imported():
    script = (
        "import sys, json; from gaitcoach.versions import versions; versions();"
        "print(json.dumps([m for m in ('cv2','mediapipe','PyQt6','pyttsx3') if m in sys.modules]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == []


def test_the_machine_has_cores_and_memory_and_no_name():
    found = machine()
    assert set(found) == {"os", "cpu", "cores", "memory_gb"}
    assert found["cores"] >= 1
    assert 0.1 < found["memory_gb"] < 10_000
    assert found["cpu"]
