"""Is everything there that a run needs? One check each, with what to do when it is not."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from gaitcoach.capture.discovery import list_cameras
from gaitcoach.capture.phone.addresses import lan_addresses
from gaitcoach.capture.phone.packages import has_packages
from gaitcoach.display import display_trouble, named_display
from gaitcoach.errors import GaitCoachError
from gaitcoach.extras import install_line
from gaitcoach.pelvis.learned import MODEL as PELVIS_NET
from gaitcoach.pelvis.learned import PelvisNet
from gaitcoach.resources import asset_path
from gaitcoach.settings_file import load_settings
from gaitcoach.storage import places
from gaitcoach.voice.render import ENGINE_TODO, check_engine

MIN_FREE_MB = 500
"""An hour of record is under 5 MB, an hour of picture some 400."""
CHILD_TIMEOUT_S = 30.0
"""Loading MediaPipe from a cold, slow disk took up to 10 s."""
MODEL_SHA256 = {
    "lite": "8ebaceb32db4a08b784cd28daf2ee4c8ff82ab9a032bd5cf3ffd4226714ed5f1",
    "full": "6bc7d72ddf7d7b1bfe852f4467da46e95f65b0171c3736958ba19b4f9c7ffb4f",
}
REINSTALL = "Install gaitcoach again: pip install --force-reinstall gaitcoach."
_LOAD_MODEL = """
from gaitcoach.pose.people import PeopleCounter
PeopleCounter("lite").close()
"""
_SOUND_DEVICES = """
from PyQt6.QtCore import QCoreApplication
from PyQt6.QtMultimedia import QMediaDevices
app = QCoreApplication([])
print("devices:", *[device.description() for device in QMediaDevices.audioOutputs()], sep="\\n")
"""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    name : what; ok : it works; detail : what was found; todo : what to do, "" when all is well
    """

    name: str
    ok: bool
    detail: str
    todo: str = ""


def run_checks() -> tuple[Check, ...]:
    """Look at everything a run needs; takes up to a few seconds, raises nothing."""
    return tuple(_safely(name, look) for name, look in _CHECKS.items())


def format_checks(checks: tuple[Check, ...]) -> str:
    """Return the checks as a table, what to do below each failure."""
    width = max((len(check.name) for check in checks), default=0)
    lines = []
    for check in checks:
        lines.append(f"{'ok ' if check.ok else 'NO '} {check.name:<{width}}  {check.detail}")
        if check.todo:
            lines.append(f"    {'':<{width}}  -> {check.todo}")
    return "\n".join(lines)


def checks_as_json(checks: tuple[Check, ...]) -> str:
    """Return `{"ok": ..., "checks": [...]}`."""
    everything = all(check.ok for check in checks)
    return json.dumps({"ok": everything, "checks": [asdict(check) for check in checks]}, indent=2)


def write_bundle(path: Path, confirm: Callable[[list[tuple[str, int]]], bool]) -> bool:
    """Write a zip for a bug report; see `gaitcoach.bundle.write_bundle`."""
    from gaitcoach import bundle

    return bundle.write_bundle(path, confirm, run_checks())


def _safely(name: str, look: Callable[[str], Check]) -> Check:
    try:
        return look(name)
    except GaitCoachError as error:
        return Check(name, False, error.what, error.todo)
    except Exception as error:
        # A check that breaks is a finding, and the others still have to be made.
        _log.exception("the check %s failed", name)
        return Check(
            name, False, f"the check itself failed ({error})", "Report it: doctor --bundle."
        )


def _camera(name: str) -> Check:
    cameras = list_cameras()
    if not cameras:
        todo = "Plug a camera in, or use a stream, a file or the demo: gaitcoach live --source demo"
        return Check(name, False, "no camera found", todo)
    locked = [camera for camera in cameras if _is_locked(camera.path)]
    if len(locked) == len(cameras):
        todo = "Join the group of cameras and log in again: sudo usermod -aG video $USER"
        return Check(name, False, f"{locked[0].path} may not be opened", todo)
    return Check(name, True, ", ".join(f"{camera.index}: {camera.name}" for camera in cameras))


def _is_locked(path: str) -> bool:
    return path.startswith("/dev/") and not os.access(path, os.R_OK | os.W_OK)


def _model(name: str) -> Check:
    for model, expected in MODEL_SHA256.items():
        path = asset_path(f"models/pose_landmarker_{model}.task")
        if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            return Check(name, False, f"{path} is not the file that was shipped", REINSTALL)
    try:
        PelvisNet(asset_path(PELVIS_NET))
    except GaitCoachError as error:
        return Check(name, False, error.what, REINSTALL)
    _, trouble = _run_child(_LOAD_MODEL)
    if trouble:
        todo = f"Install the system libraries named in the README (libgles2, libgl1). {REINSTALL}"
        return Check(name, False, f"the pose model cannot be loaded: {trouble}", todo)
    return Check(name, True, f"{' and '.join(MODEL_SHA256)}, as shipped; pelvis network")


def _speech(name: str) -> Check:
    trouble = check_engine(CHILD_TIMEOUT_S)
    if trouble:
        return Check(name, False, trouble.removesuffix(ENGINE_TODO).strip(), ENGINE_TODO)
    return Check(name, True, "speaks")


def _sound(name: str) -> Check:
    output, trouble = _run_child(_SOUND_DEVICES)
    if trouble:
        todo = "Install libpulse0 (Debian, Ubuntu), or run with --no-voice."
        return Check(name, False, f"sound devices cannot be listed: {trouble}", todo)
    devices = output.partition("devices:")[2].split("\n")[1:]
    found = ", ".join(device for device in devices if device)
    if not found:
        todo = "Plug in or switch on a loudspeaker or headphones."
        return Check(name, False, "no sound device", todo)
    return Check(name, True, found)


def _display(name: str) -> Check:
    if not sys.platform.startswith("linux"):
        return Check(name, True, "the system's own")
    trouble = display_trouble()
    if trouble is not None:
        todo = "Start gaitcoach in a desktop session, or run it with --headless."
        unset = "neither DISPLAY nor WAYLAND_DISPLAY is set"
        return Check(name, False, trouble or unset, todo)
    return Check(name, True, f"{named_display() or 'painting into memory'} lets us in")


def _disk(name: str) -> Check:
    folder = places.data_dir()
    free_mb = shutil.disk_usage(folder).free // 1024**2
    if free_mb < MIN_FREE_MB:
        todo = f"Free some space: {MIN_FREE_MB} MB hold an hour with the picture."
        return Check(name, False, f"only {free_mb} MB free in {folder}", todo)
    return Check(name, True, f"{free_mb} MB free in {folder}")


def _settings(name: str) -> Check:
    path = places.settings_path()
    load_settings(path)
    return Check(name, True, str(path) if path.exists() else f"defaults; {path} may change them")


def _records(name: str) -> Check:
    folder = places.runs_path()
    count = len(list(folder.glob("*.jsonl"))) if folder.is_dir() else 0
    return Check(name, True, f"{count} in {folder}")


def _phone(name: str) -> Check:
    if not has_packages():
        return Check(name, True, f"not installed (optional): {install_line('phone')}")
    addresses = lan_addresses()
    if not addresses:
        return Check(name, True, "installed; this computer is in no network for phones now")
    return Check(name, True, f"installed; reached under {', '.join(addresses)}")


def _run_child(script: str) -> tuple[str, str]:
    """Run Python code in a child process; return (what it printed, what went wrong or "")."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", script],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=CHILD_TIMEOUT_S,
        )
    except subprocess.TimeoutExpired:
        return "", f"no answer within {CHILD_TIMEOUT_S:g} s"
    if done.returncode == 0:
        return done.stdout, ""
    # The last line of a Python traceback is the error itself.
    lines = done.stderr.strip().splitlines() or [f"ended with code {done.returncode}"]
    return "", lines[-1].strip()


_CHECKS: dict[str, Callable[[str], Check]] = {
    "camera": _camera,
    "model": _model,
    "speech engine": _speech,
    "sound device": _sound,
    "display": _display,
    "disk": _disk,
    "settings": _settings,
    "records": _records,
    "phone": _phone,
}
