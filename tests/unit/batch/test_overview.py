"""The page about an archive."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from gaitcoach.batch.outliers import outliers
from gaitcoach.batch.overview import both_sides, histogram, page
from gaitcoach.batch.row import failed_row
from gaitcoach.types import Side


def row(place: str, left: float | None, right: float | None = 1.0, **more) -> dict:
    known = {"file": place, "frames": 300, "duration_s": 10.0, "view": "behind", "quality": "ok",
             "drop_left_deg": left, "drop_right_deg": right, "cadence_spm": 170.0}  # fmt: skip
    return failed_row("") | known | more


@pytest.fixture
def shown() -> str:
    rows = [row(f"{n}.mp4", 4.0 + 0.3 * (n % 5)) for n in range(20)]
    rows += [row("far.mp4", 19.0), row("<odd>.mp4", None, None, why_none="Too few steps")]
    rows += [row("side.mp4", None, None, view="side", why_none="Seen from the side")]
    rows += [failed_row("cut.mp4 is cut.") | {"file": "cut.mp4"}]
    return page(rows, same=2, left=3, limit_deg=5.0)


def test_the_page_counts(shown):
    words = " ".join(re.sub(r"<[^>]+>", " ", shown).split())
    for told in (
        "23 measured", "2 of them without a mean", "1 could not be read", "2 there twice",
        "3 clips are not measured yet", "22 from behind, 1 from the side (no number)",
        "cut.mp4 is cut.", "Too few steps",
    ):  # fmt: skip
        assert told in words


def test_the_page_is_complete_in_itself_and_escapes_names(shown):
    assert "<odd>" not in shown
    assert "src=" not in shown
    assert "href=" not in shown
    drawings = re.findall(r"<svg.*?</svg>", shown)
    assert len(drawings) == 3
    for drawing in drawings:
        ElementTree.fromstring(drawing)


def test_what_stands_out_comes_first(shown):
    """Mutants: mean and SD, which the outlier itself moves; the sign lost."""
    found = outliers(
        list("abcdefghij"), {"drop_left_deg": [4, 4.2, 3.9, 4.1, 4, 4.3, 3.8, 4, 19, -3]}
    )
    assert [(one.place, one.value) for one in found] == [("i", 19.0), ("j", -3.0)]
    assert found[0].far > 3.5 > 0 > found[1].far
    assert "far.mp4" in shown[shown.index("Clips that stand out") :]


def test_few_clips_or_equal_ones_have_no_outliers():
    assert outliers(["a", "b"], {"cadence_spm": [1.0, 100.0]}) == []
    assert outliers(["a"] * 9, {"cadence_spm": [170.0] * 9}) == []


def test_an_empty_archive_has_a_page_too():
    assert "No clip has a mean" in page([], same=0, left=0, limit_deg=5.0)
    assert both_sides([None], [1.0]) == ""


def test_bars_stand_as_high_as_their_counts():
    """Mutants: bars of no height, as they were once; all of one height; upside down."""
    drawing = histogram(np.array([1.5, 1.6, 1.7, 1.8, 3.5]), Side.LEFT, 5.0)
    bars = ElementTree.fromstring(drawing).findall("{*}rect")
    heights = [float(bar.get("height")) for bar in bars]
    assert max(heights) > 100.0
    assert sorted(heights)[-2] == pytest.approx(max(heights) / 4, abs=0.2)
    feet = {round(float(bar.get("y")) + float(bar.get("height"))) for bar in bars}
    assert len(feet) == 1


def test_a_deeper_drop_of_the_right_leg_lies_higher():
    """Mutants: every clip on one line; up for down."""
    drawing = both_sides([2.0, 2.0, 8.0], [1.0, 9.0, 1.0])
    dots = [(float(x), float(y)) for x, y in re.findall(r"M([\d.]+) ([\d.]+)h", drawing)]
    assert dots[1][1] < dots[0][1] - 100
    assert dots[0][0] == dots[1][0] < dots[2][0] - 100
    assert dots[2][1] == dots[0][1]
