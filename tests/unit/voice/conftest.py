"""A speech engine of the tests' own, put in front of the real one in the child process."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

HEAD = """
import math, struct, sys, time, wave
from pathlib import Path

class Voice:
    def __init__(self, id, name, languages):
        self.id, self.name, self.languages = id, name, languages

class Engine:
    voice = "plain"
    def getProperty(self, name):
        voices = [Voice("other", "Other", [b"\\x05en-us"]), Voice("plain", "Plain", ["en_GB"]),
                  Voice("zoe", "Zoë", ["de-AT"]), Voice("max", "Max", ["de"])]
        return voices if name == "voices" else self.voice
    def setProperty(self, name, value):
        if name == "voice": self.voice = value
    def save_to_file(self, text, path): self.text, self.path = text, path
    def runAndWait(self):
        Path({log!r}).open("a").write(self.text + "\\n")
        Path({log!r} + ".voices").open("a").write(self.voice + "\\n")
        self.work()
    def write(self, loudness, seconds=0.3):
        n = int(22050 * seconds)
        data = [int(loudness * 32767 * math.sin(i / 5)) for i in range(n)]
        with wave.open(self.path, "wb") as file:
            file.setparams((1, 2, 22050, 0, "NONE", ""))
            file.writeframes(struct.pack(f"<{{n}}h", *data))
    def work(self):
        {work}

def init(): return Engine()
"""


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Return a function that installs an engine with the given work and names its log file."""

    def install(work: str = "self.write(0.2)") -> Path:
        folder = tmp_path / "engine"
        folder.mkdir(exist_ok=True)
        log = tmp_path / "spoken.txt"
        (folder / "pyttsx3.py").write_text(HEAD.format(log=str(log), work=work))
        monkeypatch.setenv("PYTHONPATH", str(folder))
        monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
        return log

    return install
