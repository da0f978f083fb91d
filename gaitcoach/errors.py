"""Every error a user may meet: what happened, and what to do about it."""

from __future__ import annotations

from gaitcoach.language import tr


class GaitCoachError(Exception):
    """What happened, and what to do.

    Parameters
    ----------
    what : str
        One sentence: what happened.
    todo : str
        One sentence: what the user can do about it.
    """

    exit_code = 1

    def __init__(self, what: str, todo: str = "") -> None:
        # Sentences of a table come as they stand there; what was translated already stays.
        self.what = tr(what)
        self.todo = tr(todo) if todo else ""
        super().__init__(f"{self.what} {self.todo}".strip())


class SourceError(GaitCoachError):
    """A camera, stream or file that cannot be opened or read."""


class ModelError(GaitCoachError):
    """A model file that is missing or cannot be loaded."""


class StorageError(GaitCoachError):
    """A file that cannot be written or read."""


class SettingsError(GaitCoachError):
    """A setting outside its range, or a settings file that cannot be read."""

    exit_code = 2


class PluginError(GaitCoachError):
    """A pelvis estimator of another package, or of the caller's, that does not work."""


class StickerError(GaitCoachError):
    """Stickers that cannot be told from each other's side, from the clothes, or found at all."""
