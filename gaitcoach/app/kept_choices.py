"""What the user chose, kept for the next start: the last set-up, and the defaults of every run."""

from __future__ import annotations

import threading
from dataclasses import fields, replace

from gaitcoach.app.behind import Behind
from gaitcoach.errors import GaitCoachError
from gaitcoach.settings import Settings
from gaitcoach.settings_file import save_settings
from gaitcoach.settings_table import OfARun
from gaitcoach.storage.places import settings_path, setup_path
from gaitcoach.storage.setup import forget_runner, keep_setup, last_setup, without_runner

_OF_A_RUN = {spec.name: spec.default for spec in fields(OfARun)}
"""Chosen anew for each run: not among the defaults that are kept."""


class KeptChoices:
    """Known at once, written behind: whoever writes last writes the newest."""

    def __init__(self, settings: Settings, behind: Behind) -> None:
        self._behind = behind
        self._settings = settings
        self._setup = last_setup(setup_path())
        self._setup_file, self._settings_file = threading.Lock(), threading.Lock()

    @property
    def setup(self) -> Settings | None:
        """The set-up that was kept last, None before there was one."""
        return self._setup

    def keep_setup(self, settings: Settings) -> None:
        """Keep a run's set-up for the next time."""
        self._setup = settings
        self._behind.do(self._write_setup)

    def save_settings(self, settings: Settings) -> None:
        """Keep settings as the defaults of every run."""
        self._settings = replace(settings, **_OF_A_RUN)
        self._behind.do(self._write_settings)

    def forget(self, name: str) -> None:
        """Take a deleted person out of the last set-up, here and on the disk."""
        if self._setup is not None and self._setup.runner == name:
            self._setup = without_runner(self._setup)
        with self._setup_file:
            forget_runner(name)

    def _write_setup(self) -> None:
        with self._setup_file:
            keep_setup(self._setup, setup_path())

    def _write_settings(self) -> None:
        with self._settings_file:
            try:
                save_settings(self._settings, settings_path())
            except GaitCoachError as error:
                self._behind.tell(str(error))
