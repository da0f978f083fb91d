"""Which addresses are this network's."""

from __future__ import annotations

import socket
from types import SimpleNamespace

import pytest

from gaitcoach.capture.phone import addresses
from gaitcoach.capture.phone.addresses import is_in_own_network, lan_addresses


@pytest.mark.parametrize(
    "address", ["192.168.0.9", "10.1.2.3", "172.16.0.1", "172.31.255.9", "169.254.1.1", "127.0.0.1"]
)
def test_private_addresses_are_own(address):
    assert is_in_own_network(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "172.32.0.1", "100.64.0.1", "192.0.2.1", "0.0.0.0", "224.0.0.251", "::1",
     "phone.local", "4a-b.local", "", "192.168.0.9 "],
)  # fmt: skip
def test_others_are_not(address):
    """Mutant: `ip_address(...).is_private`, which is true for 0.0.0.0 and test networks."""
    assert not is_in_own_network(address)


def interface(*texts: str) -> list[SimpleNamespace]:
    return [SimpleNamespace(family=socket.AF_INET, address=text) for text in texts]


def test_only_running_real_interfaces_count_the_wifi_first(monkeypatch):
    """Mutant: a container's bridge is offered to the phone."""
    found = {
        "lo": interface("127.0.0.1"),
        "eth0": interface("10.0.0.7"),
        "wlan0": interface("192.168.1.5", "203.0.113.9"),
        "wlan1": interface("192.168.9.9"),
        "docker0": interface("172.17.0.1"),
    }
    monkeypatch.setattr(addresses.psutil, "net_if_addrs", lambda: found)
    monkeypatch.setattr(
        addresses.psutil,
        "net_if_stats",
        lambda: {name: SimpleNamespace(isup=name != "wlan1") for name in found},
    )
    assert lan_addresses() == ("192.168.1.5", "10.0.0.7")
