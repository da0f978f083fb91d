"""Plays phrases, tones and the metronome with Qt's QSoundEffect. Only the rooms named qt_ know Qt.

QSoundEffect lives in the thread of the Qt event loop and loads only while that loop runs; cues
come from worker threads. So every order crosses over as a queued signal and the caller never
waits.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PyQt6.QtCore import QObject, Qt, QTimer, QUrl, pyqtSignal

from gaitcoach.errors import GaitCoachError
from gaitcoach.language import tr, tr_later
from gaitcoach.voice.clicks import click_file, whole_rate
from gaitcoach.voice.pcm import duration_s
from gaitcoach.voice.phrases import PhraseBank
from gaitcoach.voice.qt_device import (
    QMediaDevices,
    QSoundEffect,
    default_device,
    default_device_name,
    qt_messages_to_log,
)
from gaitcoach.voice.shipped import TONE_HIGH, TONE_LOW, shipped_wav
from gaitcoach.voice.silent import STARTED_MAX

DEVICE_TODO = tr_later("Plug in or switch on a speaker or headphones.")
NO_DEVICE = tr_later(
    "No sound device: cues are shown, not heard. Plug in or switch on a speaker or headphones."
)
METRONOME = "metronome"
TRIAL = "trial"
STUCK_S = 3.0
"""A phrase that plays so much longer than it lasts hangs. Seen with Qt 6.11 on PulseAudio when the
only device went away (Qt does not report that) and came back: no error, no end, no sound."""
STUCK = tr_later("The sound device does not play: cues are not heard. Start gaitcoach again.")


class QtSpeaker(QObject):
    """Implements `gaitcoach.types.Speaker`.

    Make it and close it in the thread of the Qt event loop, after the application object;
    everything else may be called from any thread and only leaves an order there.

    Parameters
    ----------
    bank : PhraseBank
        Where the sounds are; the speaker closes it.
    device, device_name, make_effect : callables
        Stand-ins for the sound system, for tests.
    """

    _asked = pyqtSignal(str, object)

    def __init__(
        self,
        bank: PhraseBank,
        *,
        device: Callable[[], bytes | None] = default_device,
        device_name: Callable[[], str] = default_device_name,
        make_effect: Callable[[], QSoundEffect] = QSoundEffect,
    ) -> None:
        super().__init__()
        self._bank = bank
        self._device = device
        self._device_name = device_name
        self._make_effect = make_effect
        self._device_id: bytes | None = None
        self._output: str | None = None
        self._effects: dict[str, QSoundEffect] = {}
        self._waiting: dict[QSoundEffect, str] = {}
        self._speaking: QSoundEffect | None = None
        self._clicks: QSoundEffect | None = None
        self._rate_spm: float | None = None
        self._started: deque[tuple[float, str]] = deque(maxlen=STARTED_MAX)
        self._no_device = ""
        self._trouble = ""
        self._closed = False
        self._orders: dict[str, Callable[[Any], None]] = {
            "say": self._say,
            "tone": self._play,
            "metronome": self._set_metronome,
            "reload": self._load,
            "use": self._use,
            "try_out": self._try_out,
        }
        self._asked.connect(self._obey, Qt.ConnectionType.QueuedConnection)
        with qt_messages_to_log():
            self._devices = QMediaDevices()
            self._devices.audioOutputsChanged.connect(self._on_devices_changed)
            self._on_devices_changed()

    @property
    def problem(self) -> str | None:
        return self._no_device or self._trouble or self._bank.problem

    @property
    def output(self) -> str | None:
        return self._output

    @property
    def started(self) -> tuple[tuple[float, str], ...]:
        """(`time.monotonic()` in seconds, phrase) of every phrase that was really started."""
        return tuple(self._started)

    @property
    def is_busy(self) -> bool:
        """True while a phrase sounds or waits to be loaded. For the Qt thread."""
        speaking = self._speaking
        return speaking is not None and (speaking.isPlaying() or speaking in self._waiting)

    def prepare(self) -> None:
        """Render edited phrases behind; each is used as soon as it is there."""
        self._bank.prepare(lambda key: self._ask("reload", key))

    def use(self, bank: PhraseBank) -> None:
        """Speak with other words or another voice from now on."""
        self._ask("use", bank)

    def try_out(self, wav: Path) -> None:
        """Play a file as if it were a phrase."""
        self._ask("try_out", wav)

    def say(self, phrase: str) -> None:
        self._ask("say", phrase)

    def tone(self, high: bool) -> None:
        self._ask("tone", TONE_HIGH if high else TONE_LOW)

    def metronome(self, rate_spm: float | None) -> None:
        self._ask("metronome", rate_spm)

    def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        self._devices.audioOutputsChanged.disconnect(self._on_devices_changed)
        self._drop_effects()
        self._bank.close()

    def _ask(self, order: str, value: object) -> None:
        if not self._closed:
            self._asked.emit(order, value)

    # From here on: the Qt thread. An exception leaving a slot would end the program, so what
    # may fail (files) is turned into `problem` in the one door, `_obey`.

    def _obey(self, order: str, value: object) -> None:
        if self._closed:
            return
        try:
            self._orders[order](value)
        except (OSError, ValueError, GaitCoachError) as error:
            self._trouble = tr("A sound cannot be made: {reason}", reason=error)

    def _on_devices_changed(self) -> None:
        # Everything anew even if the default looks the same: a device that was pulled out and
        # put back has its old name, and effects made for it before may be dead.
        self._device_id = self._device()
        self._output = None if self._device_id is None else self._device_name()
        self._no_device = NO_DEVICE if self._device_id is None else ""
        self._drop_effects()
        for name in (*self._bank.keys, TONE_LOW, TONE_HIGH):
            self._obey("reload", name)
        # The clicks go on where they were going when the device went away.
        self._obey("metronome", self._rate_spm)

    def _drop_effects(self) -> None:
        for effect in {*self._effects.values(), self._speaking, self._clicks} - {None}:
            self._release(effect)
        self._effects.clear()
        self._waiting.clear()
        self._speaking = self._clicks = None

    def _release(self, effect: QSoundEffect) -> None:
        effect.statusChanged.disconnect()
        effect.stop()

    def _forget(self, effect: QSoundEffect) -> None:
        """Have it made anew when it is next wanted: after an error it would stay mute for ever."""
        self._waiting.pop(effect, None)
        self._effects = {name: one for name, one in self._effects.items() if one is not effect}

    def _load(self, name: str) -> None:
        if self._device_id is None:
            return
        path = shipped_wav(name) if name in (TONE_LOW, TONE_HIGH) else self._bank.wav(name)
        if path is not None:
            self._effects[name] = self._effect(path)

    def _use(self, bank: PhraseBank) -> None:
        self._bank.stop()
        self._bank = bank
        self._cut_speech()
        for name in bank.keys:
            self._effects.pop(name, None)
            self._load(name)
        self.prepare()

    def _try_out(self, path: Path) -> None:
        self._cut_speech()
        if self._device_id is not None:
            self._speaking = self._effect(path)
            self._start_when_loaded(self._speaking, TRIAL)

    def _effect(self, path: Path) -> QSoundEffect:
        effect = self._make_effect()
        effect.statusChanged.connect(partial(self._on_status, effect))
        effect.setSource(QUrl.fromLocalFile(str(path)))
        return effect

    def _on_status(self, effect: QSoundEffect) -> None:
        if effect.isLoaded() and effect in self._waiting:
            self._start(effect, self._waiting.pop(effect))
        elif effect.status() == QSoundEffect.Status.Error:
            self._forget(effect)
            self._trouble = tr(
                "{name} cannot be played on this sound device.", name=effect.source().fileName()
            )

    def _say(self, phrase: str) -> None:
        self._cut_speech()
        if phrase not in self._effects:
            self._load(phrase)
        self._speaking = self._effects.get(phrase)
        self._play(phrase)

    def _cut_speech(self) -> None:
        cut, self._speaking = self._speaking, None
        if cut is not None:
            self._waiting.pop(cut, None)
            cut.stop()

    def _play(self, name: str) -> None:
        if name not in self._effects:
            self._load(name)
        effect = self._effects.get(name)
        if effect is not None:
            self._start_when_loaded(effect, name)
        elif self._device_id is not None:
            self._trouble = tr(
                "There is no sound for “{name}”: the speech engine gave none.", name=name
            )

    def _start_when_loaded(self, effect: QSoundEffect, name: str) -> None:
        if effect.isLoaded():
            self._start(effect, name)
        else:
            self._waiting[effect] = name

    def _start(self, effect: QSoundEffect, name: str) -> None:
        effect.play()
        self._trouble = ""
        if effect is self._speaking:
            self._started.append((time.monotonic(), name))
            length_s = duration_s(Path(effect.source().toLocalFile()))
            QTimer.singleShot(int(1000 * (length_s + STUCK_S)), partial(self._on_overdue, effect))

    def _on_overdue(self, effect: QSoundEffect) -> None:
        """Give up a phrase that should long be over, and say that it was not heard."""
        if effect is not self._speaking or not effect.isPlaying():
            return
        self._speaking = None
        self._release(effect)
        self._forget(effect)
        self._trouble = STUCK

    def _set_metronome(self, rate_spm: float | None) -> None:
        wanted = whole_rate(rate_spm)
        if wanted == self._rate_spm and self._clicks is not None:
            return
        self._rate_spm = wanted
        if self._clicks is not None:
            self._waiting.pop(self._clicks, None)
            self._release(self._clicks)
            self._clicks = None
        if wanted is None or self._device_id is None:
            return
        self._clicks = self._effect(click_file(wanted, self._bank.cache_dir))
        self._clicks.setLoopCount(QSoundEffect.Loop.Infinite.value)
        self._start_when_loaded(self._clicks, METRONOME)
