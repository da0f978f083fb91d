"""The checkout itself: clean, small, and saying nothing about the machine it was made on."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

LARGEST_CHECKOUT_MB = 40

TOP_LEVEL = {
    "pyproject.toml", "README.md", "Makefile", "CHANGELOG.md", "LICENSE",
    "gaitcoach", "assets", "tests", "docs", "training",
}  # fmt: skip

# Written in pieces, so that this file does not find itself.
HOMES = ("wo" + "rk", "ro" + "ot", "op" + "t")
MACHINE_PATH = re.compile(rf"(?<![\w.\-/<>$}}])/(?:{'|'.join(HOMES)})/\w")
OUTSIDE = ("../" + "shared", "py" + "pi.org", "python" + "hosted", "deb.de" + "bian.org")


@pytest.fixture(scope="module")
def tracked(root) -> list[Path]:
    """Files git knows; an unpacked source archive has no git and skips."""
    result = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, timeout=30)
    if result.returncode != 0:
        pytest.skip("not a git checkout")
    names = result.stdout.decode().split("\0")
    return [path for name in names if name and (path := root / name).is_file()]


def text_of(path: Path) -> str | None:
    """The file's text, None for pictures, models and clips."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None


def private_lines(text: str) -> list[str]:
    """Lines that name a path of some machine or a package registry."""
    return [
        line
        for line in text.splitlines()
        if MACHINE_PATH.search(line) or any(word in line for word in OUTSIDE)
    ]


def test_text_names_no_machine_and_no_registry(tracked, root):
    found = {
        path.relative_to(root).as_posix(): lines
        for path in tracked
        if (text := text_of(path)) is not None and (lines := private_lines(text))
    }

    assert found == {}


@pytest.mark.parametrize("word", [f"see /{HOMES[0]}/main", f'"/{HOMES[1]}/x.mp4"', *OUTSIDE])
def test_private_line_is_seen(word):
    assert private_lines(f"harmless\n{word}\n") == [word]


@pytest.mark.parametrize("line", ["docs/work/plan.md", "https://example.org/root/a", "~/x"])
def test_harmless_line_is_let_through(line):
    assert private_lines(line) == []


def test_checkout_stays_small(tracked):
    size_mb = sum(path.stat().st_size for path in tracked) / 1e6

    assert 1 < size_mb < LARGEST_CHECKOUT_MB


def test_top_level_is_the_house(tracked, root):
    top = {path.relative_to(root).parts[0] for path in tracked}

    assert {name for name in top if not name.startswith(".")} - TOP_LEVEL == set()


def test_only_one_package_brings_opencv(root):
    """OpenCV has four packages that all unpack into one folder; two of them break each other."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project.get("optional-dependencies", {}).values()
    wanted = project["dependencies"] + [line for extra in extras for line in extra]

    names = {re.split(r"[\s\[<>=!~;]", line)[0] for line in wanted}

    assert {name for name in names if name.startswith("opencv")} == {"opencv-contrib-python"}


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]])
def test_ruff_is_content(root, command):
    result = subprocess.run(
        [sys.executable, "-m", "ruff", *command, "gaitcoach", "tests"],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert result.returncode == 0, result.stdout + result.stderr
