"""The reader of strace logs, on lines as strace writes them. Fast: nothing is run."""

from __future__ import annotations

import pytest
from connections import find_leaks

LOCAL = [
    'connect(3, {sa_family=AF_UNIX, sun_path="/run/user/0/pulse/native"}, 110) = 0',
    "[pid 12] connect(7, {sa_family=AF_INET, sin_port=htons(9), "
    'sin_addr=inet_addr("127.0.0.1")}, 16) = -1 ECONNREFUSED (Connection refused)',
    'connect(7, {sa_family=AF_INET, sin_port=htons(8080), sin_addr=inet_addr("127.8.4.2")}, 16)',
    "connect(7, {sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(0), "
    'inet_pton(AF_INET6, "::1", &sin6_addr), sin6_scope_id=0}, 28) = 0',
    "sendto(5, [{nlmsg_len=20, nlmsg_type=RTM_GETADDR}, {ifa_family=AF_UNSPEC}], 20, 0, "
    "{sa_family=AF_NETLINK, nl_pid=0, nl_groups=00000000}, 12) = 20",
    'sendto(4, "hello", 5, MSG_NOSIGNAL, NULL, 0) = 5',
    "sendmsg(4, {msg_name=NULL, msg_namelen=0, msg_iovlen=1, msg_flags=0}, 0) = 16",
    'connect(7, {sa_family=AF_UNSPEC, sa_data="\\0\\0"}, 16) = 0',
    "[pid  88] +++ exited with 0 +++",
    "strace: Process 12 attached",
]

LEAKS = [
    'connect(3, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("8.8.8.8")}, 16) = 0',
    "[pid 9] connect(3, {sa_family=AF_INET, sin_port=htons(443), "
    'sin_addr=inet_addr("8.8.8.8")}, 16 <unfinished ...>',
    # On the same network is not on this machine.
    'connect(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("192.168.1.7")}, 16)',
    'connect(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("0.0.0.0")}, 16)',
    "connect(3, {sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), "
    'inet_pton(AF_INET6, "2001:4860:4860::8888", &sin6_addr), sin6_scope_id=0}, 28) = 0',
    "connect(3, {sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), "
    'inet_pton(AF_INET6, "::ffff:8.8.8.8", &sin6_addr), sin6_scope_id=0}, 28) = 0',
    # A look-up, also when the name server runs here.
    'connect(3, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("127.0.0.53")}, 16)',
    'connect(3, {sa_family=AF_UNIX, sun_path="/run/systemd/resolve/io.systemd.Resolve"}, 42) = 0',
    'sendto(3, "\\2\\0\\0\\0\\r\\0\\0\\0\\6\\0\\0\\0hosts\\0", 18, MSG_NOSIGNAL, NULL, 0) = 18',
    'sendto(3, "x", 1, 0, {sa_family=AF_INET, sin_port=htons(9), '
    'sin_addr=inet_addr("8.8.8.8")}, 16) = 1',
    'sendto(3, "x", 1, 0, {sa_family=AF_UNSPEC, sa_data="\\0\\t\\10\\10\\10\\10"}, 16) = 1',
    "sendmsg(3, {msg_name={sa_family=AF_INET, sin_port=htons(9), "
    'sin_addr=inet_addr("8.8.8.8")}, msg_namelen=16, msg_iovlen=1}, 0) = 1',
    "sendmmsg(3, [{msg_hdr={msg_name={sa_family=AF_INET, sin_port=htons(9), "
    'sin_addr=inet_addr("127.0.0.1")}}}, {msg_hdr={msg_name={sa_family=AF_INET, '
    'sin_port=htons(9), sin_addr=inet_addr("8.8.8.8")}}}], 2, 0) = 2',
    'connect(3, {sa_family=AF_BLUETOOTH, sa_data="..."}, 16) = 0',
    "connect(3, {sa_family=AF_INET, sin_port=htons(443), ...}, 16) = 0",
    "io_uring_setup(8, {flags=0}) = 5",
]


@pytest.mark.parametrize("line", LOCAL)
def test_local_line_is_no_leak(line):
    assert find_leaks([line]) == []


@pytest.mark.parametrize("line", LEAKS)
def test_leak_is_caught(line):
    assert [leak.line for leak in find_leaks([*LOCAL, line, *LOCAL])] == [line]
