"""A program that speaks: carries out orders (JSON lines on stdin), answers each with a line.

Qt looks for its sound server once in a process, so every test of real sound needs a new one.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path

from gaitcoach.voice.phrases import PhraseBank
from gaitcoach.voice.qt_loop import ensure_application, run_event_loop_until
from gaitcoach.voice.qt_player import QtSpeaker

LIMIT_S = 15.0


class Program:
    def __init__(self, cache_dir: str) -> None:
        self.app = ensure_application()
        self.speaker = QtSpeaker(PhraseBank(cache_dir=Path(cache_dir)))

    def say(self, phrase: str) -> float:
        """Ask from another thread, as the analysis does; return when, once it is playing."""
        wanted = len(self.speaker.started) + 1
        asked_s = time.monotonic()
        threading.Thread(target=self.speaker.say, args=(phrase,)).start()
        assert run_event_loop_until(lambda: len(self.speaker.started) >= wanted, LIMIT_S)
        return asked_s

    def play_for(self, seconds: float) -> None:
        run_event_loop_until(lambda: False, seconds)

    def over(self) -> None:
        assert run_event_loop_until(lambda: not self.speaker.is_busy, LIMIT_S)

    def metronome(self, rate_spm: float) -> None:
        self.speaker.metronome(rate_spm)

    def problem(self, expected: bool) -> str | None:
        run_event_loop_until(lambda: (self.speaker.problem is not None) == expected, LIMIT_S)
        return self.speaker.problem


def main() -> None:
    program = Program(sys.argv[1])
    for line in sys.stdin:
        order, *values = json.loads(line)
        print(json.dumps(getattr(program, order)(*values)), flush=True)
    program.speaker.close()


if __name__ == "__main__":
    main()
