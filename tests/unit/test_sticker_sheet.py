"""The printed sheet: rendered as a printer would, and measured."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtCore import QSize
from PyQt6.QtGui import QColor, QImage, QPainter
from PyQt6.QtPdf import QPdfDocument

from gaitcoach import cli
from gaitcoach.errors import StorageError
from gaitcoach.opencv import cv2
from gaitcoach.ui.sticker_sheet import COLOURS, DIAMETERS_MM, PAPERS, RULER_MM, write_sheet

DPI = 300
PX_PER_MM = DPI / 25.4
SIZES_MM = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
INK_BELOW = 128


@dataclass(frozen=True)
class Sheet:
    """pages_bgr : (H, W, 3) each, at `DPI`, on white paper."""

    paper: str
    sizes_mm: list[tuple[float, float]]
    pages_bgr: list[np.ndarray]


@pytest.fixture(scope="module", params=sorted(PAPERS))
def sheet(
    qapp: object, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Sheet:
    path = tmp_path_factory.mktemp("sheet") / "stickers.PDF"
    write_sheet(path, request.param)
    document = QPdfDocument(None)
    assert document.load(str(path)) == QPdfDocument.Error.None_
    numbers = range(document.pageCount())
    sizes = [document.pagePointSize(number) for number in numbers]
    sizes_mm = [(size.width() / 72 * 25.4, size.height() / 72 * 25.4) for size in sizes]
    pages = [render(document, number) for number in numbers]
    document.close()
    return Sheet(request.param, sizes_mm, pages)


def render(document: QPdfDocument, number: int) -> np.ndarray:
    points = document.pagePointSize(number)
    size = QSize(*(round(v / 72 * DPI) for v in (points.width(), points.height())))
    paper = QImage(size, QImage.Format.Format_RGB32)
    paper.fill(QColor("white"))
    painter = QPainter(paper)
    painter.drawImage(0, 0, document.render(number, size))
    painter.end()
    bits = paper.bits()
    bits.setsize(paper.sizeInBytes())
    pixels = np.frombuffer(bits, np.uint8).reshape(size.height(), size.width(), 4)
    return pixels[..., :3].copy()


def like(picture: np.ndarray, colour_bgr: tuple[int, ...]) -> np.ndarray:
    wanted = np.array(colour_bgr, float)
    return cv2.inRange(picture, wanted - 60, wanted + 60)


def discs_mm(picture: np.ndarray, colour: QColor) -> list[tuple[float, float]]:
    """Width and height of every large piece of a colour."""
    near = like(picture, (colour.blue(), colour.green(), colour.red()))
    _, _, stats, _ = cv2.connectedComponentsWithStats(near)
    return sorted(
        (float(w) / PX_PER_MM, float(h) / PX_PER_MM)
        for _, _, w, h, area in stats[1:]
        if area > (10 * PX_PER_MM) ** 2
    )


def test_pages_have_the_papers_size(sheet: Sheet):
    """Kills: paper ignored, margins cut from the page, landscape."""
    assert len(sheet.sizes_mm) == 2
    for size_mm in sheet.sizes_mm:
        assert size_mm == pytest.approx(SIZES_MM[sheet.paper], abs=0.3)


def test_stickers_are_as_large_as_they_say_and_come_in_pairs(sheet: Sheet):
    """Kills: a scale off by 1 %, radius for diameter, a pen that widens them, one of a colour."""
    picture = sheet.pages_bgr[0]
    for colour in COLOURS.values():
        found = discs_mm(picture, colour)
        expected = sorted(d for d in DIAMETERS_MM for _ in range(2))
        assert len(found) == len(expected)
        for size_mm, diameter_mm in zip(found, expected, strict=True):
            assert size_mm == pytest.approx((diameter_mm, diameter_mm), abs=0.2)


def test_the_ruler_is_100_mm(sheet: Sheet):
    """Kills: a ruler scaled otherwise than the stickers, ends that stick out."""
    dark = sheet.pages_bgr[0].max(axis=2) < INK_BELOW
    longest_px = max(_longest_run(row) for row in dark)
    assert longest_px / PX_PER_MM == pytest.approx(RULER_MM, abs=0.5)


def test_nothing_is_cut_off_by_a_printers_margin(sheet: Sheet):
    """Kills: text or a row that runs off a page (Letter is shorter than A4)."""
    edge = round(10 * PX_PER_MM)
    for picture in sheet.pages_bgr:
        inked = picture.min(axis=2) < 250
        assert inked[edge:-edge, edge:-edge].any()
        inked[edge:-edge, edge:-edge] = False
        assert not inked.any()


def test_the_body_wears_two_stickers_in_each_view(sheet: Sheet):
    """Kills: a view without stickers, one hidden by the clothes, the pair not level."""
    pink = like(sheet.pages_bgr[1], (130, 0, 240))
    _, _, stats, middles = cv2.connectedComponentsWithStats(pink)
    large = [m for s, m in zip(stats[1:], middles[1:], strict=True) if s[4] > PX_PER_MM**2 * 4]
    assert len(large) == 4
    behind, front = (sorted(map(tuple, large))[i : i + 2] for i in (0, 2))
    for left, right in (behind, front):
        assert left[1] == pytest.approx(right[1], abs=2)
    # The points in front lie wider apart than the dimples.
    assert front[1][0] - front[0][0] > 1.5 * (behind[1][0] - behind[0][0])


def _longest_run(row: np.ndarray) -> int:
    changes = np.flatnonzero(np.diff(np.concatenate(([0], row.view(np.int8), [0]))))
    return int((changes[1::2] - changes[::2]).max(initial=0))


@pytest.mark.parametrize("name", ["stickers.png", "stickers", ".pdf"])
def test_only_a_pdf_is_written(tmp_path: Path, name: str):
    """Kills: a PDF under another kind's name."""
    with pytest.raises(StorageError, match=r"does not end in \.pdf.*stickers\.pdf"):
        write_sheet(tmp_path / name, "a4")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_stays(tmp_path: Path):
    """Kills: overwriting."""
    path = tmp_path / "mine.pdf"
    path.write_bytes(b"mine")
    with pytest.raises(StorageError, match=r"exists already.*another name"):
        write_sheet(path, "a4")
    assert path.read_bytes() == b"mine"


def test_a_missing_folder_is_named(tmp_path: Path):
    """Kills: a traceback, or folders made unasked."""
    with pytest.raises(StorageError, match=r"no folder .*nowhere.*Make it"):
        write_sheet(tmp_path / "nowhere" / "a.pdf", "a4")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Kills: no look at the folder's rights. (For the superuser every folder can be written.)"""
    monkeypatch.setattr("os.access", lambda path, mode: path != tmp_path)
    with pytest.raises(StorageError, match="cannot be written"):
        write_sheet(tmp_path / "a.pdf", "a4")


def test_the_command_writes_once_and_then_refuses(
    qapp: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """Kills: the command not registered, paper not handed on, a traceback for a second run."""
    path = tmp_path / "sheet.pdf"
    assert cli.run(["stickers", str(path), "--paper", "letter"]) == 0
    assert "100 mm line" in capsys.readouterr().out
    document = QPdfDocument(None)
    document.load(str(path))
    assert document.pagePointSize(0).height() == pytest.approx(792, abs=1)
    document.close()

    assert cli.run(["stickers", str(path)]) == 1
    out, err = capsys.readouterr()
    assert not out
    assert err.startswith(f"gaitcoach: {path} exists already.")
    assert len(err.splitlines()) == 1


def test_an_unknown_paper_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Kills: any paper let through to a KeyError."""
    assert cli.run(["stickers", str(tmp_path / "a.pdf"), "--paper", "a5"]) == 2
    assert "a4" in capsys.readouterr().err
