"""The line that installs an extra."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gaitcoach import extras
from gaitcoach.extras import install_line


def test_a_checkout_installs_from_itself():
    root = Path(extras.__file__).parents[1]
    assert install_line("c3d") == f'"{sys.executable}" -m pip install -e "{root}[c3d]"'


def test_outside_a_checkout_it_is_the_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Mutant: the folder above the packages is taken for a checkout."""
    monkeypatch.setattr(extras, "__file__", str(tmp_path / "a" / "extras.py"))
    assert install_line("phone") == f'"{sys.executable}" -m pip install "gaitcoach[phone]"'
