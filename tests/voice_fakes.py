"""A QSoundEffect without Qt: the test says when it is loaded and when it ends."""

# ruff: noqa: N802 (the names are Qt's)

from __future__ import annotations

from pathlib import Path

from PyQt6.QtMultimedia import QSoundEffect


class FakeSignal:
    def __init__(self) -> None:
        self.slots = []

    def connect(self, slot) -> None:
        self.slots.append(slot)

    def disconnect(self) -> None:
        self.slots.clear()

    def emit(self) -> None:
        for slot in list(self.slots):
            slot()


class FakeEffect:
    def __init__(self, card: FakeCard) -> None:
        self.card = card
        self.statusChanged = FakeSignal()
        self.playing = False
        self.loops = 1
        self.state = QSoundEffect.Status.Loading

    def setSource(self, url) -> None:
        self.url = url
        self.name = Path(url.toLocalFile()).stem
        self.path = Path(url.toLocalFile())
        if self.card.loads_at_once:
            self.finish(QSoundEffect.Status.Ready)

    def finish(self, state) -> None:
        self.state = state
        self.statusChanged.emit()

    def source(self):
        return self.url

    def isLoaded(self) -> bool:
        return self.state is QSoundEffect.Status.Ready

    def status(self):
        return self.state

    def setLoopCount(self, count) -> None:
        self.loops = count

    def isPlaying(self) -> bool:
        return self.playing

    def play(self) -> None:
        self.playing = True
        self.card.log.append(("play", self.name))

    def stop(self) -> None:
        if self.playing:
            self.card.log.append(("stop", self.name))
        self.playing = False


class FakeCard:
    """The sound system of a test: its device can come and go."""

    def __init__(self) -> None:
        self.device_id: bytes | None = b"card"
        self.loads_at_once = True
        self.effects: list[FakeEffect] = []
        self.log: list[tuple[str, str]] = []

    def device(self) -> bytes | None:
        return self.device_id

    def device_name(self) -> str:
        assert self.device_id is not None, "there is no device to name"
        return self.device_id.decode()

    def make(self) -> FakeEffect:
        self.effects.append(FakeEffect(self))
        return self.effects[-1]

    def named(self, name: str) -> list[FakeEffect]:
        return [effect for effect in self.effects if effect.name == name]
