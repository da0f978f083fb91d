"""A bad network between a browser and this program: loses, delays and throttles UDP, by a seed."""

from __future__ import annotations

import heapq
import random
import re
import selectors
import socket
import threading
import time
from dataclasses import dataclass
from itertools import count

HOST = "127.0.0.2"
QUEUE_S = 0.25
"""What a home router holds back before it drops."""
LOOK_S = 0.005


@dataclass
class Weather:
    """What happens to packets. rate_kbps : None = as much as comes; holds towards this program."""

    loss_rel: float = 0.0
    jitter_s: float = 0.0
    rate_kbps: float | None = None
    cut: bool = False


class UdpRelay:
    """Stands in for the address in an answer: `through(sdp)` names the relay instead.

    Every connection gets a socket of its own, so that an old one cannot disturb the next.
    """

    def __init__(self, seed: int = 5) -> None:
        self.weather = Weather()
        self._random = random.Random(seed)
        self._watch = selectors.DefaultSelector()
        self._late: list[tuple[float, int, socket.socket, bytes, tuple[str, int]]] = []
        self._order = count()
        self._free_s = 0.0
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self.passed = self.lost = 0
        self._thread = threading.Thread(target=self._run, name="relay")
        self._thread.start()

    def through(self, sdp: str) -> str:
        """Return an answer whose every candidate is this relay."""

        def by_relay(found: re.Match) -> str:
            return f"{found[1]} {HOST} {self._open((found[2], int(found[3])))} {found[4]}"

        return re.sub(
            r"^(a=candidate:\S+ \d+ \S+ \d+) (\S+) (\d+) (typ)", by_relay, sdp, flags=re.MULTILINE
        )

    def stop(self) -> None:
        """Close every socket."""
        self._stopped.set()
        self._thread.join()
        for key in list(self._watch.get_map().values()):
            key.fileobj.close()
        self._watch.close()

    def _open(self, target: tuple[str, int]) -> int:
        outer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        inner = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        for one in (outer, inner):
            one.bind((HOST, 0))
            one.setblocking(False)
        state = {"outer": outer, "inner": inner, "target": target, "phone": None}
        with self._lock:
            self._watch.register(outer, selectors.EVENT_READ, (state, "in"))
            self._watch.register(inner, selectors.EVENT_READ, (state, "out"))
        return outer.getsockname()[1]

    def _run(self) -> None:
        while not self._stopped.is_set():
            with self._lock:
                ready = self._watch.select(LOOK_S) if self._watch.get_map() else []
            if not ready:
                self._stopped.wait(LOOK_S / 5)
            for key, _ in ready:
                self._take(key.fileobj, *key.data)
            self._send_late()

    def _take(self, one: socket.socket, state: dict, way: str) -> None:
        try:
            packet, sender = one.recvfrom(65536)
        except OSError:
            return  # the other side closed its socket
        if way == "in":
            state["phone"] = sender
            self._pass_on(state["inner"], packet, state["target"], throttled=True)
        elif state["phone"] is not None:
            self._pass_on(state["outer"], packet, state["phone"], throttled=False)

    def _pass_on(self, one: socket.socket, packet: bytes, target, *, throttled: bool) -> None:
        weather, now_s = self.weather, time.monotonic()
        if weather.cut or self._random.random() < weather.loss_rel:
            self.lost += 1
            return
        due_s = now_s + self._random.random() * weather.jitter_s
        if throttled and weather.rate_kbps is not None:
            self._free_s = max(self._free_s, now_s)
            if self._free_s - now_s > QUEUE_S:
                self.lost += 1
                return
            self._free_s += len(packet) * 8 / (1000 * weather.rate_kbps)
            due_s = max(due_s, self._free_s)
        self.passed += 1
        heapq.heappush(self._late, (due_s, next(self._order), one, packet, target))

    def _send_late(self) -> None:
        now_s = time.monotonic()
        while self._late and self._late[0][0] <= now_s:
            _, _, one, packet, target = heapq.heappop(self._late)
            try:
                one.sendto(packet, target)
            except OSError:
                self.lost += 1
