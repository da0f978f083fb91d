"""Which versions run on which machine, found without importing anything heavy."""

from __future__ import annotations

import os
import platform
from importlib import metadata
from pathlib import Path

import psutil

from gaitcoach import __version__

_PACKAGES = {
    "mediapipe": "mediapipe",
    "opencv": "opencv-contrib-python",
    "numpy": "numpy",
    "PyQt6": "PyQt6",
    "pyttsx3": "pyttsx3",
}


def versions() -> dict[str, str]:
    """Return the version of gaitcoach, Python and the libraries; "missing" if not installed."""
    return {
        "gaitcoach": __version__,
        "python": platform.python_version(),
        **{name: _version(package) for name, package in _PACKAGES.items()},
    }


def machine() -> dict[str, str | int | float | None]:
    """Return os, cpu, cores and memory_gb; nothing that tells whose machine it is."""
    return {
        "os": platform.platform(),
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1024**3, 1),
    }


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "missing"


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []  # not Linux
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
