"""What a setting may be: every bad value is said with what is allowed."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import Any

from gaitcoach.errors import SettingsError
from gaitcoach.language import tr

Pairs = tuple[tuple[str, str], ...]


def check_kind(name: str, value: Any, default: Any) -> None:
    """Refuse what only looks right: the text "false" would switch a setting on."""
    if isinstance(default, bool):
        fits, todo = isinstance(value, bool), tr("Give true or false, without quotes.")
    elif isinstance(default, str):
        fits, todo = isinstance(value, str), tr("Give a text in quotes.")
    elif isinstance(default, int):
        fits = isinstance(value, int) and not isinstance(value, bool)
        todo = tr("Give a whole number.")
    else:
        return
    if not fits:
        raise SettingsError(_cannot_be(name, value), todo)


def check_value(name: str, value: Any, limits: Mapping[str, Any]) -> None:
    """Refuse a value outside the limits of its row in the table; see `settings._setting`."""
    if "none" in limits and value is None:
        return
    if "choices" in limits:
        _check_choice(name, value, limits["choices"])
    if "keys" in limits:
        _check_pairs(name, value, limits)
    elif "longest" in limits:
        _check_length(name, value, limits["longest"])
    if "numbers" in limits and value is not None:
        numbers_of(name, value, limits["numbers"])
    if "low" in limits:
        _check_number(name, value, limits["low"], limits["high"])


def _cannot_be(name: str, value: Any) -> str:
    return tr("{name} cannot be {value!r}.", name=name, value=value)


def _check_choice(name: str, value: Any, choices: Collection[Any]) -> None:
    if value not in choices:
        allowed = ", ".join(str(choice) for choice in choices)
        todo = tr("Choose one of: {allowed}.", allowed=allowed)
        raise SettingsError(_cannot_be(name, value), todo)


def _check_number(name: str, value: Any, low: float, high: float) -> None:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not is_number or not low <= value <= high:
        todo = tr("Give a number from {low:g} to {high:g}.", low=low, high=high)
        raise SettingsError(_cannot_be(name, value), todo)


def _check_length(name: str, value: Any, longest: int) -> None:
    if not isinstance(value, str) or not 0 < len(value.strip()) <= longest:
        todo = tr("Give 1 to {longest} letters.", longest=longest)
        raise SettingsError(_cannot_be(name, value), todo)


def _check_pairs(name: str, pairs: Pairs, limits: Mapping[str, Any]) -> None:
    for key, words in pairs:
        _check_choice(name, key, limits["keys"])
        _check_length(f"{name}.{key}", words, limits["longest"])


def pairs_of(given: Any) -> Pairs:
    """Return a table, or pairs, as sorted pairs."""
    try:
        return tuple(sorted((key, words) for key, words in dict(given).items()))
    except (TypeError, ValueError):
        todo = tr("Give a table of keys and words.")
        raise SettingsError(_cannot_be("phrases", given), todo) from None


def numbers_of(name: str, text: str, count: int) -> tuple[float, ...]:
    """Return the numbers of a text such as "12,40,15,400".

    Raises
    ------
    SettingsError
        Not a text of that many finite numbers.
    """
    try:
        numbers = tuple(float(part) for part in text.split(","))
    except (AttributeError, ValueError):
        numbers = ()
    if len(numbers) != count or not all(math.isfinite(number) for number in numbers):
        todo = tr("Give {count} numbers with commas between them.", count=count)
        raise SettingsError(_cannot_be(name, text), todo)
    return numbers
