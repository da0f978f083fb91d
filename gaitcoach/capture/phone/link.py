"""The phone for the rest of the program: started on demand, in a thread of its own."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gaitcoach.capture.phone.addresses import lan_addresses
from gaitcoach.capture.phone.board import Board
from gaitcoach.capture.phone.packages import need_packages
from gaitcoach.capture.slot import LatestSlot
from gaitcoach.errors import GaitCoachError, SourceError
from gaitcoach.language import tr
from gaitcoach.types import PhoneView

if TYPE_CHECKING:  # the phone's libraries are an extra
    from gaitcoach.capture.phone.door import Door
    from gaitcoach.capture.phone.peer import Picture

START_S = 20.0
"""Importing the libraries from a cold disk and making a key."""
CLOSE_DEADLINE_S = 0.5

log = logging.getLogger(__name__)


class PhoneLink:
    """One phone for one run: start() once pictures are wanted, close() at the end.

    Parameters
    ----------
    folder : where the certificate is kept
    find_addresses : this computer's addresses in the phone's network
    port : wanted port; None = the usual one
    on_links : called in the phone's thread with the links that open the door from now on
    """

    def __init__(
        self,
        folder: Path,
        *,
        find_addresses: Callable[[], tuple[str, ...]] = lan_addresses,
        port: int | None = None,
        on_links: Callable[[tuple[str, ...]], None] = lambda urls: None,
    ) -> None:
        self._folder, self._find_addresses, self._port = folder, find_addresses, port
        self._on_links = on_links
        self.board = Board()
        self._slot: LatestSlot[Picture] = LatestSlot()
        self._ready = threading.Event()
        self._closing = threading.Event()
        self._failure: GaitCoachError | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._main: asyncio.Task | None = None
        self._door: Door | None = None
        self._lock = threading.Lock()
        # Not a daemon: it decodes, and native code must not outlive the interpreter.
        self._thread = threading.Thread(target=self._run, name="phone", daemon=False)

    @property
    def view(self) -> PhoneView:
        """How far the phone is; any thread may ask."""
        return self.board.view

    def start(self) -> None:
        """Open the door unless it is open; waits until it is.

        Raises
        ------
        SourceError
            A library is missing, there is no network, or nothing can be bound.
        """
        with self._lock:
            if self._thread.ident is None and not self._closing.is_set():
                need_packages()
                self._thread.start()
        if not self._ready.wait(START_S):
            raise SourceError(tr("The door for the phone does not open."), tr("Start again."))
        if self._failure is not None:
            raise self._failure

    def take(self, timeout_s: float) -> Picture | None:
        """Wait for the newest picture; None when none came in time.

        Raises
        ------
        SourceError
            The door is closed, or fell shut.
        """
        picture = self._slot.take(timeout_s)
        if picture is None and self._slot.finished:
            raise self._failure or SourceError(
                tr("The door for the phone is closed."), tr("Start again.")
            )
        return picture

    def tell(self, message: dict[str, Any]) -> None:
        """Send a message to the page; returns at once, and a phone that is away gets none."""
        loop, door = self._loop, self._door
        if loop is None or door is None or self._closing.is_set():
            return
        loop.call_soon_threadsafe(door.tell, message | {"sent_s": time.monotonic()})

    def close(self, deadline_s: float = CLOSE_DEADLINE_S) -> bool:
        """Close the door; False when its thread did not end in time."""
        with self._lock:
            self._closing.set()
        self._slot.close()
        if self._thread.ident is None:
            return True
        loop, main = self._loop, self._main
        if loop is not None and main is not None and self._thread.is_alive():
            loop.call_soon_threadsafe(main.cancel)
        self._thread.join(deadline_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except GaitCoachError as error:
            self._failure = error
        except asyncio.CancelledError:
            log.debug("the door for the phone is closed")
        except Exception as error:
            log.exception("the phone's thread failed")
            self._failure = SourceError(
                tr("The door for the phone failed ({error}).", error=error), tr("Start again.")
            )
        finally:
            self._door = None
            self.board.note_end()
            self._slot.close()
            self._ready.set()

    async def _serve(self) -> None:
        from gaitcoach.capture.phone.door import Door

        self._loop, self._main = asyncio.get_running_loop(), asyncio.current_task()
        port = {} if self._port is None else {"port": self._port}
        door = Door(
            self._folder, self._find_addresses, self.board, self._take, self._on_links, **port
        )
        try:
            await door.open()
            self._door = door
            self._ready.set()
            if not self._closing.is_set():
                await door.watch()
        finally:
            await door.close()

    def _take(self, picture: Picture) -> None:
        self.board.note_picture(picture)
        self._slot.put(picture)
