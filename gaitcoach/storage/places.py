"""The folders gaitcoach keeps things in, one per purpose, as each system wants them."""

from __future__ import annotations

import os
import tempfile
from datetime import datetime
from pathlib import Path

import platformdirs

from gaitcoach.errors import StorageError
from gaitcoach.language import tr

APP_NAME = "gaitcoach"


def data_dir() -> Path:
    """Return the folder of records and other things worth keeping; made when missing.

    Raises
    ------
    StorageError
        It cannot be made or nothing can be written into it.
    """
    return writable_folder(platformdirs.user_data_path(APP_NAME, appauthor=False))


def log_dir() -> Path:
    """Return the folder of the log; see `data_dir`."""
    return writable_folder(platformdirs.user_log_path(APP_NAME, appauthor=False))


def cache_dir() -> Path:
    """Return the folder of what can be made again (rendered phrases); see `data_dir`."""
    return writable_folder(platformdirs.user_cache_path(APP_NAME, appauthor=False))


def config_dir() -> Path:
    """Return the folder of the settings file; see `data_dir`."""
    return writable_folder(platformdirs.user_config_path(APP_NAME, appauthor=False))


def settings_path() -> Path:
    """Return where the settings file is looked for; it may not exist."""
    return platformdirs.user_config_path(APP_NAME, appauthor=False) / "settings.toml"


def windows_path() -> Path:
    """Return where size and place of the windows are kept; it may not exist."""
    return platformdirs.user_config_path(APP_NAME, appauthor=False) / "windows.ini"


def setup_path() -> Path:
    """Return where the last set-up is kept; it may not exist."""
    return platformdirs.user_data_path(APP_NAME, appauthor=False) / "last_setup.json"


def phone_path() -> Path:
    """Return where the certificate for the phone is kept; it may not exist yet."""
    return platformdirs.user_config_path(APP_NAME, appauthor=False) / "phone"


def clinic_path() -> Path:
    """Return where the clinic's name and logo are kept; it may not exist."""
    return platformdirs.user_config_path(APP_NAME, appauthor=False) / "clinic.toml"


def runs_path() -> Path:
    """Return where records are kept unless told otherwise; it may not exist yet."""
    return platformdirs.user_data_path(APP_NAME, appauthor=False) / "runs"


STORE_VARIABLE = "GAITCOACH_STORE"
"""Environment variable with the store's file name or address, for those who keep it elsewhere."""


def store_place(out_dir: Path | None = None) -> str:
    """Return the store's file name or address; it may not exist yet.

    Parameters
    ----------
    out_dir : folder that everything of a run goes to; None = the data folder
    """
    elsewhere = os.environ.get(STORE_VARIABLE)
    return elsewhere or str(files_path(out_dir) / "store.sqlite")


def files_path(out_dir: Path | None = None) -> Path:
    """Return the folder of the signals beside the store; it may not exist yet."""
    return out_dir or platformdirs.user_data_path(APP_NAME, appauthor=False)


def new_record_path(out_dir: Path | None, when: datetime) -> Path:
    """Return a path for a new record that no file has yet, e.g. `runs/2026-11-22_230501_run.jsonl`.

    Makes and checks nothing: a run goes on without a writable folder, and `RecordWriter` says so.

    Parameters
    ----------
    out_dir : Path or None
        Folder of the record; None = `runs` in the data folder.
    when : datetime
        Start of the run, local time.
    """
    folder = runs_path() if out_dir is None else out_dir
    return _new_path(folder, f"{when:%Y-%m-%d_%H%M%S}_run", ".jsonl")


def new_picture_path(out_dir: Path | None, when: datetime) -> Path:
    """Return a path for a kept picture that no file has yet, in `pictures` beside the records."""
    folder = (runs_path() if out_dir is None else out_dir) / "pictures"
    return _new_path(folder, f"{when:%Y-%m-%d_%H%M%S}", ".png")


def _new_path(folder: Path, stem: str, suffix: str) -> Path:
    path, number = folder / f"{stem}{suffix}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}_{number}{suffix}"
    return path


def writable_folder(folder: Path) -> Path:
    """Make the folder when missing and return it once something could be written into it.

    Raises
    ------
    StorageError
        It cannot be made or nothing can be written into it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Only writing tells: permission bits mean nothing to root, on shares and on Windows.
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError as error:
        raise StorageError(
            tr(
                "Nothing can be written into {folder} ({strerror}).",
                folder=folder,
                strerror=error.strerror,
            ),
            tr("Allow writing there, free some space or choose another folder."),
        ) from error
