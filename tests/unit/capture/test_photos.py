"""Photographs as cameras and people make them: what is read, and what is said when it cannot be."""

from __future__ import annotations

import struct
import zlib
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gaitcoach.capture import photo_file, photos
from gaitcoach.capture.photo_file import is_photo, pictures_in
from gaitcoach.capture.photos import read_facts, read_photo
from gaitcoach.errors import SourceError

RED, BLUE = (200, 30, 30), (30, 30, 200)


def two_tone(size: tuple[int, int] = (160, 96)) -> Image.Image:
    """Red above, blue below: what is up shows."""
    image = Image.new("RGB", size, BLUE)
    image.paste(RED, (0, 0, size[0], size[1] // 2))
    return image


def is_red(bgr: np.ndarray) -> bool:
    return int(bgr[2]) > int(bgr[0]) + 60


def error_of(path: Path) -> str:
    with pytest.raises(SourceError) as told:
        read_photo(path)
    assert "\n" not in str(told.value)
    assert told.value.todo, "an error says what to do"
    return str(told.value)


def png_that_says(size: tuple[int, int]) -> bytes:
    """A PNG whose head promises a size, with hardly a pixel behind it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", *size, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("mode", "suffix"),
    [("RGB", "jpg"), ("CMYK", "jpg"), ("L", "jpg"), ("RGB", "png"), ("P", "png"), ("RGB", "webp"),
     ("RGBA", "png"), ("LA", "png"), ("1", "png"), ("RGB", "bmp"), ("RGB", "tif")],
)  # fmt: skip
def test_every_kind_of_pixel_becomes_upright_bgr(tmp_path: Path, mode: str, suffix: str):
    """Mutants: CMYK shown inverted; RGB taken for BGR; a palette's numbers taken for grey."""
    path = tmp_path / f"one.{suffix}"
    two_tone().convert(mode).save(path)
    photo = read_photo(path)
    assert photo.image_bgr.shape == (96, 160, 3)
    assert photo.image_bgr.dtype == np.uint8
    assert photo.scale == 1.0
    assert photo.notes == ()
    if mode not in ("L", "LA", "1"):
        assert is_red(photo.image_bgr[10, 10])
        assert not is_red(photo.image_bgr[-10, 10])


@pytest.mark.parametrize("top", [65535, 4095])
def test_sixteen_bits_are_read_at_their_own_brightness(tmp_path: Path, top: int):
    """Mutant: the high byte alone, which makes 12 bits in 16 black."""
    values = np.tile(np.linspace(0, top, 160).astype(np.uint16), (96, 1))
    Image.fromarray(values).save(tmp_path / "deep.png")
    grey = read_photo(tmp_path / "deep.png").image_bgr[50, :, 0].astype(int)
    assert grey[0] < 5
    assert grey[-1] > 250
    assert abs(grey[80] - 128) < 5


def test_what_is_transparent_is_white_not_what_lies_under_it(tmp_path: Path):
    """Mutant: `convert("RGB")`, which brings hidden pixels to light."""
    image = two_tone().convert("RGBA")
    image.putalpha(0)
    image.save(tmp_path / "clear.png")
    assert (read_photo(tmp_path / "clear.png").image_bgr == 255).all()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_camera_says_what_is_up(tmp_path: Path, orientation: int):
    """GIVEN an upright picture stored turned, as a camera held on its side stores it. Mutants: one
    of the eight turned the other way; EXIF left alone."""
    stored = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    upright = two_tone()
    upright.paste((250, 250, 250), (0, 0, 40, 48))  # and what is left
    image = upright if stored is None else upright.transpose(stored)
    exif = image.getexif()
    exif[0x0112] = orientation
    image.save(tmp_path / "turned.png", exif=exif)
    photo = read_photo(tmp_path / "turned.png")
    assert photo.size_px == (160, 96)
    assert (photo.image_bgr[:, :, ::-1] == np.asarray(upright)).all()
    assert read_facts(tmp_path / "turned.png").size_px == (160, 96)


def with_time(path: Path, text: str, fraction: str = "", camera: str = "") -> Path:
    image = two_tone()
    exif = image.getexif()
    exif[0x010F] = camera
    exif.get_ifd(0x8769)[0x9003] = text
    if fraction:
        exif.get_ifd(0x8769)[0x9291] = fraction
    image.save(path, exif=exif)
    return path


def test_time_and_camera_are_read_with_their_fraction(tmp_path: Path):
    """Mutant: .25 s read as 25 microseconds."""
    photo = read_photo(with_time(tmp_path / "a.jpg", "2026:04:12 09:15:03", "25", "Maker"))
    assert photo.taken == datetime(2026, 4, 12, 9, 15, 3, 250_000)
    assert photo.camera == "Maker"


@pytest.mark.parametrize("text", ["0000:00:00 00:00:00", "    :  :     :  :  ", "yesterday", ""])
def test_a_clock_that_was_never_set_is_no_time(tmp_path: Path, text: str):
    assert read_photo(with_time(tmp_path / "a.jpg", text)).taken is None


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("IMG_20260412_091503.jpg", datetime(2026, 4, 12, 9, 15, 3)),
        ("PXL_20260412_091503123.jpg", datetime(2026, 4, 12, 9, 15, 3, 123_000)),
        ("00003IMG_00003_BURST20260412091503250.jpg", datetime(2026, 4, 12, 9, 15, 3, 250_000)),
        ("IMG_20261399_091503.jpg", None),
        ("DSC_0042.jpg", None),
    ],
)
def test_a_name_tells_the_time_where_the_camera_does_not(tmp_path: Path, name: str, taken):
    two_tone().save(tmp_path / name)
    assert read_facts(tmp_path / name).taken == taken


def test_a_huge_picture_is_shrunk_to_what_is_needed(tmp_path: Path, monkeypatch):
    """Mutants: decoded and kept whole; boxes that no longer fit the picture as it came."""
    monkeypatch.setattr(photos, "WORK_PX", 20_000)
    two_tone((800, 480)).save(tmp_path / "big.jpg")
    photo = read_photo(tmp_path / "big.jpg")
    assert photo.size_px[0] * photo.size_px[1] <= 20_400
    assert photo.scale == pytest.approx(photo.size_px[0] / 800, rel=0.01)
    assert is_red(photo.image_bgr[5, 5])
    assert photo.notes == ("Shrunk from 800 x 480 pixels to be read.",)


def test_a_hundred_million_pixels_are_no_bomb(tmp_path: Path):
    """Mutant: Pillow's own limit, whose warning and error are tracebacks."""
    (tmp_path / "large.png").write_bytes(png_that_says((12_000, 9_000)))
    limit = Image.MAX_IMAGE_PIXELS
    assert read_facts(tmp_path / "large.png").size_px == (12_000, 9_000)
    assert limit == Image.MAX_IMAGE_PIXELS, "the limit of others is put back"


def test_a_bomb_is_refused_before_it_is_decoded(tmp_path: Path):
    (tmp_path / "bomb.png").write_bytes(png_that_says((60_000, 60_000)))
    assert "too large: 3600 million pixels" in error_of(tmp_path / "bomb.png")


def test_a_preview_is_too_small(tmp_path: Path):
    two_tone((48, 36)).save(tmp_path / "thumb.jpg")
    assert "only 48 x 36 pixels" in error_of(tmp_path / "thumb.jpg")


def test_a_panorama_is_marked(tmp_path: Path):
    two_tone((600, 100)).save(tmp_path / "wide.jpg")
    photo = read_photo(tmp_path / "wide.jpg")
    assert photo.is_panorama
    assert any("panorama" in note for note in photo.notes)


def test_of_an_animated_picture_the_first_is_read_and_it_is_said(tmp_path: Path):
    """Mutant: the last frame; silence about the others."""
    frames = [Image.new("RGB", (100, 80), colour) for colour in (RED, BLUE, (10, 10, 120))]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    photo = read_photo(tmp_path / "a.gif")
    assert is_red(photo.image_bgr[40, 50])
    assert "It has 3 pictures: only the first is read." in photo.notes[0]


def test_damaged_exif_is_said_and_the_picture_read(tmp_path: Path):
    """Mutant: an error of the EXIF reader ends it."""
    path = with_time(tmp_path / "a.jpg", "2026:04:12 09:15:03")
    data = bytearray(path.read_bytes())
    start = data.index(b"Exif\0\0") + 6
    data[start + 4 : start + 8] = b"\xff\xff\xff\xff"  # the directory lies beyond the end
    path.write_bytes(bytes(data))
    photo = read_photo(path)
    assert is_red(photo.image_bgr[10, 10])
    assert photo.taken is None


def test_exif_that_cannot_even_be_parsed_is_said(tmp_path: Path, monkeypatch):
    two_tone().save(tmp_path / "a.png")

    def broken(image: Image.Image) -> dict:
        raise SyntaxError("not a TIFF file")

    monkeypatch.setattr(Image.Image, "getexif", broken)
    photo = read_photo(tmp_path / "a.png")
    assert photo.notes == ("What the camera wrote beside the picture (EXIF) is damaged.",)


def test_a_picture_that_is_cut_off_is_damaged(tmp_path: Path):
    rng = np.random.default_rng(0)
    Image.fromarray(rng.integers(0, 255, (96, 160, 3), np.uint8)).save(tmp_path / "a.jpg")
    whole = (tmp_path / "a.jpg").read_bytes()
    (tmp_path / "a.jpg").write_bytes(whole[: len(whole) // 2])
    assert "a.jpg is damaged" in error_of(tmp_path / "a.jpg")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.jpg", b"Dear diary, today I ran.", "not a picture that can be read"),
        ("a.jpg", b"", "is empty"),
        ("a.png", b"%PDF-1.7 ...", "not a picture that can be read"),
        ("a.nef", b"MM\0*", "raw file"),
    ],
)
def test_what_is_no_picture_is_said(tmp_path: Path, name: str, data: bytes, said: str):
    (tmp_path / name).write_bytes(data)
    assert said in error_of(tmp_path / name)


def test_no_file_a_folder_and_a_loop_are_said(tmp_path: Path):
    """Mutant: errno in the user's face, or a recursion without end."""
    (tmp_path / "loop.jpg").symlink_to(tmp_path / "pool.jpg")
    (tmp_path / "pool.jpg").symlink_to(tmp_path / "loop.jpg")
    assert "There is no file" in error_of(tmp_path / "nothing.jpg")
    assert "is a folder" in error_of(tmp_path)
    assert "leads back to itself" in error_of(tmp_path / "loop.jpg")


def test_a_file_that_may_not_be_read_is_said(tmp_path: Path, monkeypatch):
    two_tone().save(tmp_path / "locked.jpg")

    def refuse(*asked: object, **how: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "locked.jpg cannot be read (Permission denied)" in error_of(tmp_path / "locked.jpg")


def test_heic_without_its_package_names_the_line_to_type(tmp_path: Path, monkeypatch):
    (tmp_path / "IMG_1.HEIC").write_bytes(b"\0\0\0\x18ftypheic" + b"\0" * 40)
    monkeypatch.setattr(photo_file, "find_spec", lambda name: None)
    said = error_of(tmp_path / "IMG_1.HEIC")
    assert "-m pip install" in said
    assert "[heic]" in said


def test_heic_with_its_package_is_read(tmp_path: Path):
    heif = pytest.importorskip("pillow_heif")
    heif.register_heif_opener()
    two_tone().save(tmp_path / "a.heic")
    photo = read_photo(tmp_path / "a.heic")
    assert photo.size_px == (160, 96)
    assert is_red(photo.image_bgr[10, 10])


def test_the_same_picture_twice_has_one_digest(tmp_path: Path):
    two_tone().save(tmp_path / "a.png")
    (tmp_path / "copy of a.png").write_bytes((tmp_path / "a.png").read_bytes())
    two_tone((170, 96)).save(tmp_path / "b.png")
    one, copy, other = (
        read_photo(tmp_path / name).digest for name in ("a.png", "copy of a.png", "b.png")
    )
    assert one == copy != other


def test_pictures_are_known_by_name_or_by_their_first_bytes(tmp_path: Path):
    two_tone().save(tmp_path / "plain", format="PNG")
    (tmp_path / "notes").write_text("no picture")
    assert is_photo(tmp_path / "plain")
    assert is_photo(Path("IMG_1.HEIC"))
    assert not is_photo(tmp_path / "notes")
    assert not is_photo(Path("run.mp4"))
    assert not is_photo(tmp_path / "missing")


def test_a_folder_gives_its_pictures_by_name_not_those_below(tmp_path: Path):
    for name in ("b.jpg", "a.png", "run.mp4", "notes.txt"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "deeper.jpg").mkdir()
    (tmp_path / "round.jpg").symlink_to(tmp_path / "round.jpg")
    found = [path.name for path in pictures_in(tmp_path)]
    assert found == ["a.png", "b.jpg", "round.jpg"]
