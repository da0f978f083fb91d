"""Words -> a WAV file, by the machine's own speech engine (pyttsx3) in a short-lived process."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from gaitcoach.language import ENGLISH, tr, tr_later
from gaitcoach.voice.pcm import make_loud, read_wav, trim_silence, with_tail, write_wav

RATE_WPM = 165
"""A little slower than the engines' usual 200: understood at first hearing over noise."""
TIMEOUT_S = 20.0
"""A phrase takes 0.1-2 s; an engine that takes ten times that has hung."""
TEXT_MAX_CHARS = 200
"""A cue is a few words; more would still be speaking when the next is due."""
ENGINE_TODO = tr_later("Install one (Debian/Ubuntu: apt install espeak-ng).")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A phrase as a file, or why there is none.

    path : the WAV, None if it could not be made
    reason : what went wrong, "" when there is a path
    """

    path: Path | None
    reason: str = ""


def default_cache_dir() -> Path:
    """Return the user's folder for rendered phrases."""
    return Path(platformdirs.user_cache_dir("gaitcoach", appauthor=False)) / "voice"


def cached_path(
    text: str, voice: str | None, rate_wpm: int, cache_dir: Path, language: str = ENGLISH
) -> Path:
    """Return where a phrase is, or would be, kept."""
    key = json.dumps([_clean(text), voice, rate_wpm, language])
    return cache_dir / f"{hashlib.sha256(key.encode()).hexdigest()[:24]}.wav"


def render_phrase(
    text: str,
    *,
    voice: str | None = None,
    rate_wpm: int = RATE_WPM,
    language: str = ENGLISH,
    cache_dir: Path | None = None,
    timeout_s: float = TIMEOUT_S,
) -> Rendered:
    """Speak a phrase into a WAV file: trimmed, loud, kept for the next time.

    Blocks up to `timeout_s`: call it from a thread that may wait. Never raises for a missing
    engine, a hanging engine, a full disk or text that cannot be spoken: see `Rendered.reason`.

    Parameters
    ----------
    text : str
        A few words.
    voice : str, optional
        The engine's own name of a voice; None = its usual one of the language.
    rate_wpm : int
        Speed, words per minute.
    language : str
        Two letters of the language of the words.
    cache_dir : Path, optional
        Where to keep it; the user's cache folder by default.
    timeout_s : float
        After this the engine's process is killed.
    """
    words = _clean(text)
    if not words or len(words) > TEXT_MAX_CHARS:
        return Rendered(None, f"a phrase needs 1 to {TEXT_MAX_CHARS} characters")
    path = cached_path(words, voice, rate_wpm, cache_dir or default_cache_dir(), language)
    if is_playable(path):
        return Rendered(path)
    job = {"text": words, "voice": voice, "rate_wpm": rate_wpm, "language": language}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="gaitcoach-voice-") as folder:
            raw = Path(folder) / "raw.wav"
            answer = run_engine(job | {"out": str(raw)}, timeout_s)
            if answer.problem:
                return Rendered(None, answer.problem)
            return _finish(raw, path)
    except OSError as error:
        return Rendered(None, f"the file cannot be written ({error})")


def is_playable(path: Path) -> bool:
    """Return True for a WAV file with sound in it."""
    try:
        samples, _ = read_wav(path)
    except (OSError, ValueError):
        return False
    return bool(samples.any())


def check_engine(timeout_s: float = TIMEOUT_S) -> str | None:
    """Try the speech engine on one word; return what is wrong and what to do, or None."""
    with tempfile.TemporaryDirectory(prefix="gaitcoach-voice-") as folder:
        rendered = render_phrase("level", cache_dir=Path(folder), timeout_s=timeout_s)
    return engine_problem(rendered.reason) if rendered.path is None else None


def engine_problem(reason: str) -> str:
    """Put a reason into the sentence for the screen."""
    return tr(
        "No speech engine ({reason}): only the built-in phrases are spoken. {ENGINE_TODO}",
        reason=reason,
        ENGINE_TODO=ENGINE_TODO,
    )


def _clean(text: str) -> str:
    printable = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(printable.split())


@dataclass(frozen=True, slots=True)
class Answer:
    """What the engine's process printed, or what went wrong ("" = nothing)."""

    text: str = ""
    problem: str = ""


def run_engine(job: dict[str, object], timeout_s: float) -> Answer:
    """Let a child process do a job of `_render_child`; waits for it."""
    # By file and with -P: works from any folder, and nothing in this one shadows a library.
    command = [sys.executable, "-P", str(Path(__file__).with_name("_render_child.py"))]
    try:
        done = subprocess.run(
            command,
            input=json.dumps(job),
            capture_output=True,
            text=True,
            errors="replace",
            timeout=timeout_s,
        )
    except subprocess.TimeoutExpired:
        return Answer(problem=f"the engine did not answer within {timeout_s:g} s")
    if done.returncode == 0:
        return Answer(done.stdout)
    # The last line of a Python traceback is the error itself.
    lines = done.stderr.strip().splitlines() or [f"it ended with code {done.returncode}"]
    return Answer(problem=lines[-1].strip()[:TEXT_MAX_CHARS])


def _finish(raw: Path, path: Path) -> Rendered:
    try:
        samples, rate_hz = read_wav(raw)
    except (FileNotFoundError, ValueError):
        return Rendered(None, "the engine wrote no sound file")
    sound = make_loud(trim_silence(samples, rate_hz))
    if sound.size == 0:
        return Rendered(None, "the engine wrote silence")
    write_wav(path, with_tail(sound, rate_hz), rate_hz)
    return Rendered(path)
