"""Everything of the phone that runs in the asyncio thread: listening, letting in, streaming."""

from __future__ import annotations

import asyncio
import errno
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from gaitcoach.capture.phone.addresses import LOOPBACK
from gaitcoach.capture.phone.board import Board
from gaitcoach.capture.phone.certificate import server_context
from gaitcoach.capture.phone.code import make_code
from gaitcoach.capture.phone.gate import Gate
from gaitcoach.capture.phone.listener import Listener
from gaitcoach.capture.phone.peer import Peer, Picture
from gaitcoach.capture.phone.sdp import Offer
from gaitcoach.capture.phone.site import Site
from gaitcoach.errors import SourceError
from gaitcoach.language import tr

PORT = 8443
"""Wanted, so that a firewall's rule keeps its sense; any other when it is taken."""
LOOK_S = 1.0
"""Addresses are looked at so often: a new network is seen before anybody reaches for the phone."""
NEW_CODE_AFTER_S = 15.0
"""A phone that sends nothing for so long may be another phone's turn."""

log = logging.getLogger(__name__)


class Door:
    """open(), then watch() until it is cancelled, then close().

    Parameters
    ----------
    folder : where the certificate is kept
    find_addresses : this computer's addresses in the phone's network
    board : told everything the screen shows
    on_picture : called with every picture
    on_links : called when other links open the door
    """

    def __init__(
        self,
        folder: Path,
        find_addresses: Callable[[], tuple[str, ...]],
        board: Board,
        on_picture: Callable[[Picture], None],
        on_links: Callable[[tuple[str, ...]], None],
        *,
        port: int = PORT,
    ) -> None:
        self._folder, self._find_addresses, self._board = folder, find_addresses, board
        self._on_picture, self._on_links = on_picture, on_links
        self._port = port
        self._gate = Gate()
        self._site = Site(self._gate, self._answer, self._hosts, self._note_entry)
        self._runner: web.AppRunner | None = None
        self._listeners: dict[str, Listener] = {}
        self._peer: Peer | None = None
        self._streams = 0
        self._closing: asyncio.Future | None = None
        self._answering = asyncio.Lock()

    async def open(self) -> None:
        """Listen and show the first link.

        Raises
        ------
        SourceError
            There is no network, or nothing can be bound.
        """
        if not self._find_addresses():
            raise SourceError(
                tr("This computer is in no network that a phone can reach."),
                tr("Join the phone's Wi-Fi or its hotspot, then start again."),
            )
        self._runner = web.AppRunner(self._site.make_app(), access_log=None)
        await self._runner.setup()
        await self._listen()
        self._new_links()

    async def watch(self) -> None:
        """Follow the network's changes and give out new links when they are needed."""
        while True:
            await asyncio.sleep(LOOK_S)
            if frozenset(self._find_addresses()) != frozenset(self._lan()):
                await self._follow_network()
            elif self._gate.token is None and self._board.quiet_s > NEW_CODE_AFTER_S:
                self._new_links()

    async def close(self) -> None:
        """Let go of the phone, and listen no more."""
        if self._peer is not None:
            self._peer.send({"over": True})
            await self._peer.close()
        for listener in self._listeners.values():
            await listener.close()
        if self._runner is not None:
            await self._runner.cleanup()

    def tell(self, message: dict[str, Any]) -> None:
        """Send a message to the page, if there is one."""
        if self._peer is not None:
            self._peer.send(message)

    # -- the network ----------------------------------------------------------------------------

    def _lan(self) -> tuple[str, ...]:
        return tuple(address for address in self._listeners if address != LOOPBACK)

    async def _follow_network(self) -> None:
        before = self._lan()
        await self._listen()
        gone = [address for address in before if address not in self._listeners]
        if gone and self._lan():
            self._new_links(moved=True)

    async def _listen(self) -> None:
        """Bind what is new, let go of what is gone; one certificate for all."""
        wanted = self._find_addresses()
        for address in [one for one in self._lan() if one not in wanted]:
            await self._listeners.pop(address).close()
        if not wanted:
            return
        context = server_context(self._folder, wanted)
        for address in (*wanted, LOOPBACK):
            if address not in self._listeners:
                # A browser trusts its own computer without a certificate (and so adb reverse).
                own = address == LOOPBACK
                self._open(address, Listener(self._runner.server, None if own else context))

    def _open(self, address: str, listener: Listener) -> None:
        try:
            self._port = listener.open(address, self._port)
        except OSError as error:
            if error.errno == errno.EADDRINUSE and not self._listeners:
                self._port = listener.open(address, 0)
            elif address == LOOPBACK or self._listeners:
                log.warning("%s:%d cannot be bound: %s", address, self._port, error)
                return
            else:
                raise SourceError(
                    tr(
                        "Nothing can be opened on {address} ({reason}).",
                        address=address,
                        reason=error.strerror,
                    ),
                    tr("Check the network, then start again."),
                ) from error
        self._listeners[address] = listener

    def _hosts(self) -> dict[str, str]:
        """Return each `address:port` we are reached under, with its origin."""
        hosts = {f"{address}:{self._port}": "https" for address in self._lan()}
        if LOOPBACK in self._listeners:
            hosts |= {f"{name}:{self._port}": "http" for name in (LOOPBACK, "localhost")}
        return {host: f"{scheme}://{host}" for host, scheme in hosts.items()}

    # -- who comes in ---------------------------------------------------------------------------

    def _new_links(self, *, moved: bool = False) -> None:
        token = self._gate.new_token()
        urls = tuple(f"https://{address}:{self._port}/?t={token}" for address in self._lan())
        self._board.show_links(urls, make_code(urls[0]), moved=moved)
        self._on_links(urls)

    def _note_entry(self) -> None:
        """A phone opened the link: what another one still sends is not wanted any more."""
        self._board.note_entry()
        before, self._peer = self._peer, None
        if before is not None:
            self._closing = asyncio.ensure_future(before.close())

    async def _answer(self, offer: Offer) -> str:
        """Take a phone's offer; a connection it had before is let go of once this one is good."""
        async with self._answering:
            self._streams += 1
            peer = Peer(
                self._streams,
                self._lan(),
                self._on_picture,
                self._board.note_news,
                self._figures,
            )
            try:
                answer = await peer.answer(offer)
            except SourceError:
                await peer.close()
                raise
            before, self._peer = self._peer, peer
            if before is not None:
                await before.close()
            return answer

    def _figures(self) -> dict[str, float | None]:
        """Return what the page shows about the way of its pictures."""
        view = self._board.view
        return {
            "fps": view.fps,
            "latency_ms": view.latency_ms,
            "lost_percent": view.lost_percent,
        }
