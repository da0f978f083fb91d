"""A run with a phone in a process of its own: prints the link, then every event, as JSON lines.

Usage: phone_child.py FOLDER SECONDS
"""

from __future__ import annotations

import functools
import json
import sys
from pathlib import Path

from gaitcoach.app import headless, kept_run
from gaitcoach.app.options import RunOptions
from gaitcoach.bench.phone import ADDRESS
from gaitcoach.capture.phone.link import PhoneLink
from gaitcoach.settings import Settings


def show(**what) -> None:
    print(json.dumps(what), flush=True)


def main(folder: Path, max_s: float) -> int:
    kept_run.phone_path = lambda: folder / "phone"
    kept_run.PhoneLink = functools.partial(PhoneLink, find_addresses=lambda: (ADDRESS,), port=0)
    headless._print_code = lambda urls: show(event="links", urls=urls)
    settings = Settings(source="phone", model="lite", voice=False, baseline_s=None)
    options = RunOptions(source="phone", max_s=max_s, out_dir=folder, as_json=True)
    return headless.run_headless(settings, options)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), float(sys.argv[2])))
