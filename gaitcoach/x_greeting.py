"""The first words between an X client and its server: who is asking, and may they come in.

Only what is needed to learn that (X Window System Protocol, chapter 8, and Xau's file of cookies):
Qt would end the process at the same refusal.
"""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path

COOKIE = b"MIT-MAGIC-COOKIE-1"
LOCAL, WILD, INTERNET, INTERNET6 = 256, 65535, 0, 6
"""Families of addresses in the file of cookies."""
LET_IN = 1
MOST_BYTES = 1 << 20
"""A file of cookies has a few hundred."""


def greet(line: socket.socket, cookie: bytes) -> str | None:
    """Say hello on an open line; None = let in, "" = no answer, else why not."""
    name = COOKIE if cookie else b""
    hello = struct.pack("<BxHHHHxx", ord("l"), 11, 0, len(name), len(cookie))
    try:
        line.sendall(hello + _padded(name) + _padded(cookie))
        head = _exactly(line, 8)
        if head[0] == LET_IN:
            return None
        n_bytes = 4 * struct.unpack("<H", head[6:8])[0]
        reason = _exactly(line, n_bytes)[: head[1] or n_bytes]
    except (OSError, EOFError):
        return ""
    return reason.rstrip(b"\0").decode("ascii", "replace").strip() or "no reason given"


def authority(environ: Mapping[str, str], line: socket.socket, display: int) -> bytes:
    """Return the cookie that the user's file has for this display, b"" when it has none."""
    home = environ.get("HOME") or str(Path.home())
    path = Path(environ.get("XAUTHORITY") or Path(home) / ".Xauthority")
    wanted = _address_of(line)
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES)
    except OSError:
        return b""
    for family, address, number, name, data in _entries(content):
        ours = family == WILD or (family, address) == wanted
        if ours and name == COOKIE and number in (b"", str(display).encode()):
            return data
    return b""


def _address_of(line: socket.socket) -> tuple[int, bytes]:
    """Return family and address as the file of cookies names the other end."""
    if line.family in (socket.AF_INET, socket.AF_INET6):
        host = line.getpeername()[0]
        if host not in ("127.0.0.1", "::1"):
            own = INTERNET if line.family == socket.AF_INET else INTERNET6
            return own, socket.inet_pton(line.family, host)
    return LOCAL, os.fsencode(socket.gethostname())


def _entries(content: bytes) -> Iterator[tuple[int, bytes, bytes, bytes, bytes]]:
    """Yield family, address, display's number, name and data; ends where the file is broken."""
    at = 0
    while at + 2 <= len(content):
        family, at = struct.unpack_from(">H", content, at)[0], at + 2
        parts = []
        for _ in range(4):
            if at + 2 > len(content):
                return
            length = struct.unpack_from(">H", content, at)[0]
            parts.append(content[at + 2 : at + 2 + length])
            at += 2 + length
        yield family, *parts


def _padded(words: bytes) -> bytes:
    return words + b"\0" * (-len(words) % 4)


def _exactly(line: socket.socket, n_bytes: int) -> bytes:
    got = b""
    while len(got) < n_bytes:
        more = line.recv(n_bytes - len(got))
        if not more:
            raise EOFError
        got += more
    return got
