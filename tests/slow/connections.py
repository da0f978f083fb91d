"""Reads a strace log and tells which network addresses a program tried to reach."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass

CALLS = "connect,sendto,sendmsg,sendmmsg,io_uring_setup"
"""A packet goes out through one of the first four; a ring would carry them past strace unseen."""

_FAMILY = re.compile(r"sa_family=(AF_\w+|0x[0-9a-f]+)")
_IPV4 = re.compile(r'sin_addr=inet_addr\("([^"]*)"\)')
_IPV6 = re.compile(r'inet_pton\(AF_INET6, "([^"]*)"')
_PORT = re.compile(r"sin6?_port=htons\((\d+)\)")

_NAME_SERVICE_PORTS = {53, 853, 5353, 5355}
"""DNS, DNS over TLS, mDNS, LLMNR: a look-up is a leak even when the server is on this machine."""

_ON_THIS_MACHINE = {"AF_UNIX", "AF_LOCAL", "AF_NETLINK"}
"""Unix sockets and talk with the kernel."""

_UNDO_CONNECT = re.compile(r"\bconnect\([^,]*, \{sa_family=AF_UNSPEC")
"""Letting go of an address. In a send the same family would mean an IPv4 address."""

_RESOLVERS = ("systemd/resolve", "avahi-daemon", "hosts\\0")
"""Unix sockets behind which a look-up waits, and the request for one to nscd."""


@dataclass(frozen=True, slots=True)
class Leak:
    """A line of the log that reaches, or may reach, out of this machine."""

    what: str
    line: str


def find_leaks(lines: Iterable[str]) -> list[Leak]:
    """Return every attempt to talk to anything but this machine, and every name look-up.

    An address that cannot be read counts as a leak: silence must be proved.
    """
    return [Leak(what, line.strip()) for line in lines if (what := _judge(line))]


def _judge(line: str) -> str:
    if "io_uring_setup(" in line:
        return "a ring that strace cannot look into"
    if any(name in line for name in _RESOLVERS):
        return "name look-up through a resolver on this machine"
    if _UNDO_CONNECT.search(line):
        return ""
    families = [name for name in _FAMILY.findall(line) if name not in _ON_THIS_MACHINE]
    if unknown := set(families) - {"AF_INET", "AF_INET6"}:
        return f"unknown address family {', '.join(sorted(unknown))}"
    return _judge_addresses(line, len(families))


def _judge_addresses(line: str, n_addresses: int) -> str:
    addresses = _IPV4.findall(line) + _IPV6.findall(line)
    if len(addresses) != n_addresses:
        return "address that cannot be read"
    if outside := [address for address in addresses if not _is_local(address)]:
        return f"address outside this machine: {', '.join(outside)}"
    if {int(port) for port in _PORT.findall(line)} & _NAME_SERVICE_PORTS:
        return "name look-up"
    return ""


def _is_local(text: str) -> bool:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback
