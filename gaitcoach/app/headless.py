"""A run without a window: events and summary are printed."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

from gaitcoach import language
from gaitcoach.app.ending import leave_if_stuck
from gaitcoach.app.kept_run import KeptRun
from gaitcoach.app.options import RunOptions, check_video_path, choose_source
from gaitcoach.app.sound_loop import sound_loop, wait_until
from gaitcoach.capture.source import DEMO, hide_credentials, parse_source
from gaitcoach.live.events import Event, format_event, format_summary
from gaitcoach.settings import Settings
from gaitcoach.voice.speakers import bank_of, open_speaker
from gaitcoach.words import PHONE_IN_TERMINAL

TIDY_S = 10.0
"""Without a window nothing else is to be done: the signals become Parquet before the end."""


def run_headless(settings: Settings, options: RunOptions) -> int:
    """Run without a window: print events, then the summary. Returns the exit code."""
    source = choose_source(options.source)
    if options.source is None and source == DEMO:
        print("gaitcoach: no camera was found: this is the demo.", file=sys.stderr)
    spec = parse_source(source, as_live=options.as_live, loop=options.loop)
    check_video_path(options.video_path)
    qt = sound_loop(_is_heard(settings))
    if qt is not None:
        from gaitcoach.ui.translator import language_of

        language.install(language_of(settings.language))
    speaker = open_speaker(voice=qt is not None, bank=bank_of(settings))
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    run = KeptRun(
        settings, spec, options, speaker, _Printer(options.as_json), show_links=_print_code
    )
    run.session.start()
    try:
        wait_until(lambda: run.session.is_over, qt)
    except KeyboardInterrupt:
        run.session.ask_to_stop()
    stuck = run.stop()
    speaker.close()
    code = _report(run, options)
    if not stuck:
        run.store.wait(TIDY_S)
    leave_if_stuck(stuck, code)
    return code


def _is_heard(settings: Settings) -> bool:
    return bool(settings.voice or settings.step_tone or settings.metronome_percent)


def _print_code(urls: tuple[str, ...]) -> None:
    """Show the code for the phone beside what a run prints."""
    from gaitcoach.capture.phone.code import terminal_code

    links = "\n".join(urls)
    print(f"{terminal_code(urls[0])}{PHONE_IN_TERMINAL.format(links=links)}", file=sys.stderr)


class _Printer:
    """Prints events as they come; stops quietly when nobody reads any more."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self._broken = False

    def __call__(self, event: Event) -> None:
        line = json.dumps(event) if self._as_json else format_event(event)
        if line is None or self._broken:
            return
        try:
            print(line, flush=True)
        except BrokenPipeError:
            self._broken = True
            sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115 - open to the end


def _report(run: KeptRun, options: RunOptions) -> int:
    view = run.session.view()
    for sentence in (view.message, *view.notices):
        if sentence:
            print(hide_credentials(sentence), file=sys.stderr)
    summary = run.session.summary
    if summary is not None and summary.frames_seen and not options.as_json:
        print(format_summary(summary))
        print(f"Record: {run.record.path}")
    failure = run.session.failure
    return 0 if failure is None else failure.exit_code
