"""A link as a QR code, for the window and for a terminal."""

from __future__ import annotations

import io

import segno

QUIET_FIELDS = 4
"""The light rim a QR code must have."""


def make_code(url: str) -> tuple[tuple[bool, ...], ...]:
    """Return the code's rows, dark = True, with its light rim."""
    rows = segno.make_qr(url, error="m").matrix_iter(scale=1, border=QUIET_FIELDS)
    return tuple(tuple(bool(field) for field in row) for row in rows)


def terminal_code(url: str) -> str:
    """Return the code as lines of half blocks for a terminal."""
    lines = io.StringIO()
    segno.make_qr(url, error="m").terminal(lines, border=QUIET_FIELDS, compact=True)
    return lines.getvalue()
