"""Takes connections and keeps their number and life short, before any of them may speak.

A library's own server accepts whoever comes: a thousand open connections would use up the
process's files, and one that sends a byte a minute would stay for ever.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import ssl
from collections import Counter
from collections.abc import Callable

from gaitcoach.capture.phone.addresses import is_in_own_network

MAX_OPEN = 32
MAX_OPEN_OF_ONE = 12
"""A browser opens six at a time."""
LIFE_S = 20.0
"""Every request is answered at once: a connection that is older says nothing new."""
HANDSHAKE_S = 5.0
BACKLOG = 16
PAUSE_S = 0.2
"""When the system has no more files to give."""

log = logging.getLogger(__name__)


class Listener:
    """Listens on one address. open() binds it, close() lets go of everything.

    Parameters
    ----------
    make_protocol : of the web server, for each connection
    context : None = without TLS, for this computer itself
    life_s : a connection is cut off after so long
    """

    def __init__(
        self,
        make_protocol: Callable[[], asyncio.Protocol],
        context: ssl.SSLContext | None,
        *,
        life_s: float = LIFE_S,
    ) -> None:
        self._make_protocol, self._context, self._life_s = make_protocol, context, life_s
        self._socket: socket.socket | None = None
        self._accepting: asyncio.Task | None = None
        self._talks: set[asyncio.Task] = set()
        self._open_of: Counter[str] = Counter()

    def open(self, address: str, port: int) -> int:
        """Bind and begin; port 0 = any. Returns the port; raises `OSError` when it is taken."""
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((address, port))
            listening.listen(BACKLOG)
            listening.setblocking(False)
        except OSError:
            listening.close()
            raise
        self._socket = listening
        self._accepting = asyncio.ensure_future(self._accept(listening))
        return listening.getsockname()[1]

    async def close(self) -> None:
        """Stop listening and cut every connection off."""
        tasks = [task for task in (self._accepting, *self._talks) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._socket is not None:
            self._socket.close()

    async def _accept(self, listening: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                connection, (address, *_) = await loop.sock_accept(listening)
            except OSError as error:
                log.warning("no connection could be taken: %s", error)
                await asyncio.sleep(PAUSE_S)
                continue
            if not self._may_stay(address):
                connection.close()
                continue
            talk = loop.create_task(self._talk(connection, address))
            self._talks.add(talk)
            talk.add_done_callback(self._talks.discard)

    def _may_stay(self, address: str) -> bool:
        few = len(self._talks) < MAX_OPEN and self._open_of[address] < MAX_OPEN_OF_ONE
        return few and is_in_own_network(address)

    async def _talk(self, connection: socket.socket, address: str) -> None:
        """Hand one connection to the web server and cut it off when its time is over."""
        self._open_of[address] += 1
        transport = None
        try:
            async with asyncio.timeout(self._life_s):
                gone = asyncio.Event()
                transport, _ = await asyncio.get_running_loop().connect_accepted_socket(
                    lambda: _Watched(self._make_protocol(), gone),
                    connection,
                    ssl=self._context,
                    ssl_handshake_timeout=HANDSHAKE_S if self._context else None,
                )
                await gone.wait()
        except (OSError, TimeoutError) as error:
            log.debug("a connection from %s ended: %r", address, error)
        finally:
            if transport is not None:
                transport.abort()
            else:
                connection.close()
            self._open_of[address] -= 1


class _Watched(asyncio.Protocol):
    """Passes everything on, and tells when the connection is gone."""

    def __init__(self, inner: asyncio.Protocol, gone: asyncio.Event) -> None:
        self._gone = gone
        self.connection_made = inner.connection_made
        self.data_received = inner.data_received
        self.eof_received = inner.eof_received
        self.pause_writing = inner.pause_writing
        self.resume_writing = inner.resume_writing
        self._lost = inner.connection_lost

    def connection_lost(self, error: Exception | None) -> None:
        self._gone.set()
        self._lost(error)
