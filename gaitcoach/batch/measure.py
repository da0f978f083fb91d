"""A clip in, a row out: what a measuring process does. The models that can wait for the next do."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from gaitcoach.batch.row import Row, failed_row, row_of
from gaitcoach.capture.source import SourceKind, SourceSpec
from gaitcoach.errors import GaitCoachError
from gaitcoach.live.people import PeopleInline
from gaitcoach.live.replay import Replayed, Wishes, replay
from gaitcoach.settings import Settings
from gaitcoach.versions import versions

log = logging.getLogger(__name__)


class Measurer:
    """Measures clip after clip.

    The tracker of the pose is made anew for each: it remembers the last clip, and with one that
    was used before the same clip gives other poses (up to 0.7 of the picture, measured). What
    looks for a second person remembers nothing and is kept until `close`: a model that is merely
    forgotten may wait for its own thread for ever.
    """

    def __init__(self, replay_file: Callable[..., Replayed] = replay) -> None:
        self._people = PeopleInline()
        self._versions = versions()
        self._replay = replay_file

    def measure(
        self,
        job: Mapping[str, Any],
        on_frame: Callable[[int, float], None] = lambda frames, t_s: None,
    ) -> Row:
        """Return the row of a clip; trouble of any kind is in its `error`.

        on_frame : told after each picture how many there were, and its time
        """
        path = str(job["path"])
        spec = SourceSpec(SourceKind.FILE, path, path.replace("\\", "/").rpartition("/")[2])
        try:
            result = self._replay(
                Settings(**job["settings"]),
                spec,
                versions=self._versions,
                wishes=Wishes(find_view=bool(job["find_view"])),
                people=self._people,
                ahead=False,  # every core has a clip of its own
                on_frame=lambda done: on_frame(done.frame.index + 1, done.frame.t_s),
            )
            return row_of(result)
        except GaitCoachError as error:
            return failed_row(str(error))
        except MemoryError:
            return failed_row("There is not enough memory for this clip.")
        except Exception as error:
            # The rest of the archive goes on; the log has the traceback.
            log.exception("a clip could not be measured")
            return failed_row(f"gaitcoach failed by an error of its own ({error!r}).")

    def close(self) -> None:
        """Free the models."""
        self._people.close()
