"""Values as JSON knows them: what it lacks becomes null or text, never an error."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np


def plain(value: Any) -> Any:
    """Return the value made of dicts, lists, text, numbers, booleans and None only.

    NaN and infinity become None; numpy values numbers and lists; dataclasses dicts; anything
    else its text.
    """
    if isinstance(value, (np.generic, np.ndarray)):
        value = value.tolist()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {spec.name: plain(getattr(value, spec.name)) for spec in fields(value)}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    return str(value)


def json_line(event: Mapping[str, Any]) -> bytes:
    """Return the event as one line of JSON in UTF-8, newline included."""
    text = json.dumps(plain(event), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # A file name that is no valid text holds lone surrogates; as \udcXX they are valid JSON.
    return text.encode("utf-8", errors="backslashreplace") + b"\n"
