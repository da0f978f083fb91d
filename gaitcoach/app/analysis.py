"""`gaitcoach analyze`: files through every stage, as table, JSON, CSV, run and drawn video."""

from __future__ import annotations

import json
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gaitcoach.app.stills import StillRequest, analyze_stills, pictures_among
from gaitcoach.app.videos import Analysed, VideoOptions, analyze_video
from gaitcoach.capture.source import hide_credentials, parse_file
from gaitcoach.errors import GaitCoachError
from gaitcoach.live.events import format_summary
from gaitcoach.settings import Settings
from gaitcoach.storage.export import steps_to_csv
from gaitcoach.storage.places import writable_folder

STOPPED = "Stopped before the end: this is what came so far."
STOPPED_CODE = 130
"""Of a program that was interrupted, as shells know it."""

Progress = Callable[[str], Any]
"""Makes what shows how far a file is: a context with `reached(share, t_s)`."""


def analyze_files(
    files: Sequence[str],
    settings: Settings,
    *,
    as_json: bool,
    csv_dir: Path | None,
    stills: StillRequest | None = None,
    options: VideoOptions | None = None,
    progress: Progress | None = None,
) -> int:
    """Analyse files one by one, pictures first; a broken one does not stop the rest.

    Returns
    -------
    int
        Exit code: 0, 1 when any file could not be analysed, 130 when it was interrupted: what came
        before that is told.
    """
    pictures, videos = pictures_among(files)
    options, code = options or VideoOptions(), 0
    if options.annotated is not None and len(videos) > 1:
        raise GaitCoachError(
            "--annotated takes one file.", "Give one file, or keep the runs and export them."
        )
    if pictures:
        request = stills or StillRequest()
        code = analyze_stills(pictures, settings, request, as_json=as_json, csv_dir=csv_dir)
    with _stop_on_interrupt() as stopped:
        for file in videos:
            try:
                done = _analyze(file, settings, options, progress, stopped.is_set)
                if csv_dir is not None:
                    _write_csv(done, file, csv_dir)
            except GaitCoachError as error:
                _say(hide_credentials(str(error)))
                code = 1
            else:
                _print(done, file, as_json)
            if stopped.is_set():
                return STOPPED_CODE
    return code


@contextmanager
def _stop_on_interrupt() -> Iterator[threading.Event]:
    """Let Ctrl-C end a file at its next picture; a second one ends the program."""
    stopped = threading.Event()

    def stop(number: int, frame: object) -> None:
        if stopped.is_set():
            raise KeyboardInterrupt
        stopped.set()

    if threading.current_thread() is not threading.main_thread():
        yield stopped  # signals belong to the main thread
        return
    before = signal.signal(signal.SIGINT, stop)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)


def _analyze(
    file: str,
    settings: Settings,
    options: VideoOptions,
    progress: Progress | None,
    should_stop: Callable[[], bool],
) -> Analysed:
    spec = parse_file(file)
    if progress is None:
        return analyze_video(spec, settings, options, on_note=_say, should_stop=should_stop)
    notes: list[str] = []
    try:
        with progress(spec.name) as bar:
            return analyze_video(
                spec,
                settings,
                options,
                on_note=notes.append,
                reached=bar.reached,
                should_stop=should_stop,
            )
    finally:
        for note in notes:  # not across the bar
            _say(note)


def _say(sentence: str) -> None:
    print(f"gaitcoach: {sentence}", file=sys.stderr)


def _write_csv(done: Analysed, file: str, csv_dir: Path) -> None:
    path = writable_folder(csv_dir) / f"{Path(file).stem}_steps.csv"
    steps_to_csv(done.result.steps, path, method=done.result.summary.method)
    print(f"Steps: {path}", file=sys.stderr)


def _print(done: Analysed, file: str, as_json: bool) -> None:
    result = done.result
    if as_json:
        told = {
            "file": file,
            "view": result.view,
            "remarks": list(result.notes),
            "partial": result.partial,
            "run": done.uid,
        }
        print(json.dumps(result.events[-1] | told), flush=True)
        return
    print(f"{file}\n{format_summary(result.summary)}")
    if result.partial:
        print(STOPPED)
    if done.uid is not None:
        print(f"Kept as run {done.uid[:8]}. Report: gaitcoach report {done.uid[:8]} --out FILE.pdf")
    print(flush=True)
