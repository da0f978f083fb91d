"""`gaitcoach analyze`: files through every stage, as table, JSON and CSV. Pictures: `stills`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from gaitcoach.app.stills import StillRequest, analyze_stills, pictures_among
from gaitcoach.capture.source import SourceKind, hide_credentials, parse_source
from gaitcoach.errors import GaitCoachError, SourceError
from gaitcoach.live.events import format_summary
from gaitcoach.live.replay import Replayed, replay
from gaitcoach.settings import Settings
from gaitcoach.storage.export import steps_to_csv
from gaitcoach.storage.places import writable_folder
from gaitcoach.versions import versions


def analyze_files(
    files: Sequence[str],
    settings: Settings,
    *,
    as_json: bool,
    csv_dir: Path | None,
    stills: StillRequest | None = None,
) -> int:
    """Analyse files one by one, pictures first; a broken one does not stop the rest.

    Returns
    -------
    int
        Exit code: 0, or 1 when any file could not be analysed.
    """
    pictures, videos = pictures_among(files)
    code = 0
    if pictures:
        code = analyze_stills(pictures, settings, stills or StillRequest(), as_json=as_json)
    for file in videos:
        try:
            result = _analyze(file, settings)
            if csv_dir is not None:
                _write_csv(result, file, csv_dir)
        except GaitCoachError as error:
            _say(hide_credentials(str(error)))
            code = 1
            continue
        _print(result, file, as_json)
    return code


def _analyze(file: str, settings: Settings) -> Replayed:
    spec = parse_source(file)
    if spec.kind is not SourceKind.FILE:
        raise SourceError(f"{spec.name} is not a file.", "For cameras and streams: gaitcoach live.")
    return replay(settings, spec, versions=versions(), on_note=_say)


def _say(sentence: str) -> None:
    print(f"gaitcoach: {sentence}", file=sys.stderr)


def _write_csv(result: Replayed, file: str, csv_dir: Path) -> None:
    path = writable_folder(csv_dir) / f"{Path(file).stem}_steps.csv"
    steps_to_csv(result.steps, path, method=result.summary.method)
    print(f"Steps: {path}", file=sys.stderr)


def _print(result: Replayed, file: str, as_json: bool) -> None:
    if as_json:
        print(json.dumps(result.events[-1] | {"file": file}), flush=True)
    else:
        print(f"{file}\n{format_summary(result.summary)}\n", flush=True)
