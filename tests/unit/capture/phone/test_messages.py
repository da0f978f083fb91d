"""Messages of the page, and what is made of nonsense."""

from __future__ import annotations

import json
import math

import pytest

from gaitcoach.capture.phone.messages import News, read_news


def test_what_is_told_is_read():
    news = read_news(json.dumps({"lean_deg": -1.5, "battery_percent": 80, "shown_s": 3.5}))
    assert news == News(lean_deg=-1.5, battery_percent=80.0, shown_s=3.5)
    assert read_news('{"asked_s": 1, "phone_s": 2e9}') == News(asked_s=1.0, phone_s=2e9)


@pytest.mark.parametrize(
    "text",
    [None, b"{}", "", "{", "[]", "1", '"x"', "[" * 900, '{"a": 1}', "{" + " " * 5000 + "}",
     '{"shown_s": true}', '{"shown_s": "1"}', '{"shown_s": ' + "9" * 900 + "}",
     '{"shown_s": NaN}', '{"shown_s": 1e999}'],
)  # fmt: skip
def test_nonsense_tells_nothing(text):
    assert read_news(text) == News()


@pytest.mark.parametrize("lean", ["null", "90", '"x"', "NaN"])
def test_a_lean_that_cannot_be_is_not_known(lean):
    """Mutant: nonsense leaves the last lean standing for ever."""
    assert math.isnan(read_news(f'{{"lean_deg": {lean}}}').lean_deg)


def test_a_battery_stays_within_its_range():
    assert read_news('{"battery_percent": 900}').battery_percent == 100.0
    assert read_news('{"battery_percent": -5}').battery_percent < 0
