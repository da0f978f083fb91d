"""This computer's addresses in its own network, and which addresses lie in one at all."""

from __future__ import annotations

import ipaddress
import socket

import psutil

LOOPBACK = "127.0.0.1"
_NETWORKS = tuple(
    ipaddress.ip_network(text)
    for text in ("192.168.0.0/16", "10.0.0.0/8", "172.16.0.0/12", "169.254.0.0/16")
)
"""Private networks, the likeliest Wi-Fi first; nothing outside them is ever bound."""
_VIRTUAL = ("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "tun", "tap", "utun", "wg", "zt")
"""Interfaces of containers, virtual machines and tunnels: no phone is behind them."""


def is_in_own_network(text: str) -> bool:
    """Tell whether an IPv4 address is private or this computer itself; names never are."""
    try:
        address = ipaddress.IPv4Address(text)
    except ValueError:
        return False
    return address.is_loopback or any(address in network for network in _NETWORKS)


def lan_addresses() -> tuple[str, ...]:
    """Return the private IPv4 addresses a phone may reach, the likeliest first; () = no network."""
    running = {name for name, stats in psutil.net_if_stats().items() if stats.isup}
    found = {
        entry.address
        for name, entries in psutil.net_if_addrs().items()
        for entry in entries
        if entry.family == socket.AF_INET and name in running and not name.startswith(_VIRTUAL)
    }
    return tuple(sorted(filter(_is_lan, found), key=_likely))


def _is_lan(text: str) -> bool:
    return is_in_own_network(text) and not ipaddress.IPv4Address(text).is_loopback


def _likely(text: str) -> tuple[int, ipaddress.IPv4Address]:
    address = ipaddress.IPv4Address(text)
    rank = next(rank for rank, network in enumerate(_NETWORKS) if address in network)
    return rank, address
