"""Run as a process of its own: read one job as JSON from stdin, write one sound file.

A speech engine may hang, crash, or speak only once in its life; here it can do no harm.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def main() -> int:
    job = json.load(sys.stdin)
    out = Path(job["out"])
    _speak_to_file(job["text"], job["voice"], job["rate_wpm"], out)
    if sys.platform == "darwin":
        _to_wav(out)
    return 0


def _speak_to_file(text: str, voice: str | None, rate_wpm: int, out: Path) -> None:
    import pyttsx3

    engine = pyttsx3.init()
    engine.setProperty("rate", rate_wpm)
    if voice is not None:
        engine.setProperty("voice", voice)
    engine.save_to_file(text, str(out))
    engine.runAndWait()


def _to_wav(path: Path) -> None:
    # The macOS engine writes AIFF whatever the name says; afconvert is part of macOS.
    aiff = path.with_suffix(".aiff")
    path.replace(aiff)
    command = ["afconvert", "-f", "WAVE", "-d", "LEI16@22050", "-c", "1", str(aiff), str(path)]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    sys.exit(main())
