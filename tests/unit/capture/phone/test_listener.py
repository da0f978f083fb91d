"""The listener alone, before a word is read: few connections, short ones, from this network."""

from __future__ import annotations

import asyncio
import contextlib

import pytest

from gaitcoach.capture.phone import listener as module
from gaitcoach.capture.phone.listener import MAX_OPEN_OF_ONE, Listener


class Echo(asyncio.Protocol):
    """Sends back what comes."""

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.transport.write(data)


def listen(talk, **given) -> None:
    async def run() -> None:
        listening = Listener(Echo, None, **given)
        port = listening.open("127.0.0.1", 0)
        try:
            await asyncio.wait_for(talk(port), 20)
        finally:
            await listening.close()
        with pytest.raises(OSError, match="Connect call failed"):
            await asyncio.open_connection("127.0.0.1", port)

    asyncio.run(run())


async def is_answered(port: int) -> bool:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(b"hello")
        return await reader.read(5) == b"hello"
    except ConnectionError:
        return False
    finally:
        writer.close()


async def until(fact) -> None:
    while not await fact():
        await asyncio.sleep(0.01)


def test_it_answers_and_is_closed_afterwards():
    """Mutant: `close` leaves the socket open."""

    async def talk(port):
        assert await is_answered(port)

    listen(talk)


def test_idle_connections_of_one_use_up_no_more_than_its_share_and_end():
    """Mutants: no limit; no end: whoever only connects would stay for ever."""

    async def talk(port):
        idle = [await asyncio.open_connection("127.0.0.1", port) for _ in range(MAX_OPEN_OF_ONE)]
        assert not await is_answered(port)
        for reader, _ in idle:
            assert await reader.read() == b""
        await until(lambda: is_answered(port))
        for _, writer in idle:
            writer.close()

    listen(talk, life_s=0.3)


def test_who_speaks_slowly_is_cut_off_too():
    """Mutant: every byte buys more time."""

    async def talk(port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        with contextlib.suppress(ConnectionError):
            while True:
                writer.write(b"x")
                await writer.drain()
                if await reader.read(1) == b"":
                    break
        writer.close()

    listen(talk, life_s=0.3)


def test_a_visitor_from_elsewhere_is_not_heard(monkeypatch):
    """Mutant: a forwarded port lets the internet in."""
    monkeypatch.setattr(module, "is_in_own_network", lambda address: False)

    async def talk(port):
        assert not await is_answered(port)

    listen(talk)
