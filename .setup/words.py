"""Bring a translation file up to date with the words in the code, by Qt's pylupdate6.

Usage: python .setup/words.py assets/i18n/gaitcoach_de.ts
New words are marked "unfinished" there: translate them, then `make i18n` again.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "gaitcoach"
OUR_CALLS = (
    (re.compile(r"\btr\((?=\s*[\"'])"), 'translate("gaitcoach", '),
    (re.compile(r"\btr_later\((?=\s*[\"'])"), 'QT_TRANSLATE_NOOP("gaitcoach", '),
)
"""pylupdate6 knows these functions by Qt's names, which are long for what is on every line.

Only calls with a text spelled out are collected; pylupdate6 cannot even read others in f-strings.
"""


def update(ts: Path, package: Path = PACKAGE) -> None:
    """Add new words to a .ts file and take out those that the code no longer has."""
    with tempfile.TemporaryDirectory() as folder:
        copies = [
            _copy(path, Path(folder) / f"{place:04}.py")
            for place, path in enumerate(sorted(package.rglob("*.py")))
        ]
        tool = [sys.executable, "-m", "PyQt6.lupdate.pylupdate", "--no-obsolete", "--no-summary"]
        subprocess.run([*tool, "--ts", str(ts), *copies], check=True)
    # Without line numbers the file changes when the words do, and only then.
    lines = ts.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if "<location " not in line]
    ts.write_text("".join(kept), encoding="utf-8", newline="\n")


def _copy(path: Path, to: Path) -> str:
    text = path.read_text(encoding="utf-8")
    for call, qt_call in OUR_CALLS:
        text = call.sub(qt_call, text)
    to.write_text(text, encoding="utf-8")
    return str(to)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        update(Path(name))
