"""Who may know whom. Kills: an import upwards, Qt or OpenCV inside the core."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"PyQt6", "cv2", "mediapipe"}
PHONE = {"aiohttp", "aiortc", "av", "cryptography", "segno"}

ALLOWED = {
    "PyQt6": (
        "gaitcoach/ui/",
        "gaitcoach/app/",
        "gaitcoach/voice/qt_",
        # Times the real window; stands beside the composition root.
        "gaitcoach/bench/live_window.py",
    ),
    "mediapipe": ("gaitcoach/pose/",),
    "pyttsx3": ("gaitcoach/voice/",),
    "click": ("gaitcoach/cli/",),
    "matplotlib": ("gaitcoach/validation/plot.py", "gaitcoach/report/plots.py"),
    "sqlalchemy": ("gaitcoach/storage/store/", "gaitcoach/report/importing.py"),
    "alembic": ("gaitcoach/storage/store/",),
    "pyarrow": (
        "gaitcoach/storage/store/",
        "gaitcoach/report/tables.py",
        "gaitcoach/batch/tables.py",
    ),
    "filelock": ("gaitcoach/storage/store/", "gaitcoach/batch/journal.py"),
    "jinja2": ("gaitcoach/report/render.py", "gaitcoach/batch/overview.py"),
    # An extra: archives on one machine work without them.
    "distributed": "gaitcoach/batch/cluster.py",
    "fsspec": "gaitcoach/batch/remote.py",
    "weasyprint": ("gaitcoach/report/render.py",),
    "ezc3d": ("gaitcoach/report/motion.py",),
    "cv2_enumerate_cameras": ("gaitcoach/capture/",),
    "PIL": (
        "gaitcoach/capture/photos.py",
        "gaitcoach/capture/photo_file.py",
        "gaitcoach/capture/photo_gravity.py",
    ),
    "pillow_heif": ("gaitcoach/capture/photo_file.py",),
    # An extra: everything outside works without them.
    **dict.fromkeys(
        ("aiohttp", "aiortc", "aioice", "av", "cryptography", "segno"),
        "gaitcoach/capture/phone/",
    ),
    # Imported in one place, which undoes what it does to the environment.
    "cv2": ("gaitcoach/opencv.py",),
}


def test_import_contracts_are_kept(root):
    check = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    result = subprocess.run(
        [sys.executable, "-c", check], cwd=root, capture_output=True, text=True, timeout=60
    )

    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("module", "left_out"),
    [
        ("gaitcoach.gait", HEAVY),
        ("gaitcoach.coaching", HEAVY),
        ("gaitcoach.drills", HEAVY),
        ("gaitcoach.storage", {"PyQt6", "mediapipe"}),
        ("gaitcoach.voice.phrases", HEAVY),
        ("gaitcoach.ui", {"cv2", "mediapipe"}),
        # The window is shown first; the pose model is imported by the worker.
        ("gaitcoach.live", {"PyQt6", "mediapipe"}),
        ("gaitcoach.cli", {"mediapipe"}),
        # Whoever fetches clips must not raise the pose library's shield around itself.
        ("gaitcoach.batch", {"PyQt6", "mediapipe", "distributed", "fsspec"}),
        # The phone's libraries are an extra: a run without them must not even try.
        ("gaitcoach.capture", PHONE),
        ("gaitcoach.app", PHONE),
    ],
)
def test_import_leaves_libraries_out(module, left_out):
    every_module = (
        f"import importlib, pkgutil, sys, {module} as package\n"
        "for found in pkgutil.iter_modules(getattr(package, '__path__', []), "
        "package.__name__ + '.'):\n"
        "    importlib.import_module(found.name)\n"
        f"print(*sorted({left_out!r} & set(sys.modules)))"
    )

    result = subprocess.run(
        [sys.executable, "-c", every_module], capture_output=True, text=True, timeout=60
    )

    assert result.returncode == 0, result.stderr
    assert result.stdout.split() == []


@pytest.mark.parametrize("library", sorted(ALLOWED))
def test_each_library_has_one_door(sources, library):
    importers = [source.path for source in sources if library in source.imported()]

    assert [path for path in importers if not path.startswith(ALLOWED[library])] == []


def test_every_door_is_used(sources):
    """GIVEN a library of the table WHEN nobody imports it THEN its row is dead or misspelt."""
    imported = set().union(*(source.imported() for source in sources))

    assert set(ALLOWED) - imported == set()
