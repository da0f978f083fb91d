"""Run as a process of its own: read one job as JSON from stdin, write one sound file, or print
the voices there are, as JSON.

A speech engine may hang, crash, or speak only once in its life; here it can do no harm.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def main() -> int:
    job = json.load(sys.stdin)
    if job.get("list"):
        print(json.dumps(_voices()))
        return 0
    out = Path(job["out"])
    _speak_to_file(job, out)
    if sys.platform == "darwin":
        _to_wav(out)
    return 0


def _speak_to_file(job: dict, out: Path) -> None:
    import pyttsx3

    engine = pyttsx3.init()
    engine.setProperty("rate", job["rate_wpm"])
    voice = job["voice"] or _voice_of(engine, job["language"])
    if voice is not None:
        engine.setProperty("voice", voice)
    engine.save_to_file(job["text"], str(out))
    engine.runAndWait()


def _voice_of(engine, language: str) -> str | None:
    """Return the first voice of a language; None when the usual voice speaks it, or none does."""
    voices = engine.getProperty("voices")
    speakers = [voice.id for voice in voices if _speaks(voice, language)]
    if not speakers or engine.getProperty("voice") in speakers:
        return None
    return speakers[0]


def _speaks(voice, language: str) -> bool:
    return any(name == language or name.startswith(f"{language}-") for name in _languages(voice))


def _languages(voice) -> list[str]:
    """Return the voice's languages as "de" or "de-at"; older engines give bytes like b"\\x05de"."""
    names = []
    for given in voice.languages or []:
        text = given.decode("utf-8", "ignore") if isinstance(given, bytes) else str(given)
        printable = "".join(char for char in text if char.isprintable())
        names.append(printable.replace("_", "-").lower())
    return names


def _voices() -> list[dict]:
    import pyttsx3

    voices = pyttsx3.init().getProperty("voices")
    return [{"id": v.id, "name": v.name or v.id, "languages": _languages(v)} for v in voices]


def _to_wav(path: Path) -> None:
    # The macOS engine writes AIFF whatever the name says; afconvert is part of macOS.
    aiff = path.with_suffix(".aiff")
    path.replace(aiff)
    command = ["afconvert", "-f", "WAVE", "-d", "LEI16@22050", "-c", "1", str(aiff), str(path)]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    sys.exit(main())
