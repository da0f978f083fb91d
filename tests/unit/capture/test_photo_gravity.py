"""What an iPhone wrote beside its picture about how it was held; the maker note is made up."""

from __future__ import annotations

import math
import struct
from pathlib import Path

import pytest
from PIL import Image

from gaitcoach.capture.photo_gravity import LENS, MAKER_NOTE, MAX_ROLL_DEG, roll_by_sensor
from gaitcoach.capture.photos import read_photo
from gaitcoach.gait.still_level import still_level_from_sensor, still_level_from_vertical
from gaitcoach.types import StillLevelBy, View, Viewpoint

BACK = "iPhone 12 back dual wide camera 4.2mm f/1.6"


def maker_note(*gravity: float, tag: int = 8) -> bytes:
    """Return a note as Apple lays it out: a whole number, then the vector; offsets from its start.

    gravity : x, y, z in g; none = a note without the vector
    """
    entries = [struct.pack(">HHLl", 1, 9, 1, 15)]
    if gravity:
        entries.append(struct.pack(">HHLL", tag, 10, len(gravity), 14 + 2 + 2 * 12 + 4))
    values = b"".join(struct.pack(">ll", round(part * 100_000), 100_000) for part in gravity)
    head = b"Apple iOS\0\0\1MM" + struct.pack(">H", len(entries))
    return head + b"".join(entries) + bytes(4) + values


def inner(*gravity: float, lens: str = BACK, **more: int) -> dict[int, object]:
    return {MAKER_NOTE: maker_note(*gravity, **more), LENS: lens}


def held(turn_deg: float, z: float = 0.0) -> tuple[float, float, float]:
    """Return gravity on a phone turned clockwise, as its holder sees the screen."""
    turn, flat = math.radians(turn_deg), math.sqrt(1.0 - z * z)
    return flat * math.sin(turn), -flat * math.cos(turn), z


@pytest.mark.parametrize("way_deg", [0, 90, 180, 270])
@pytest.mark.parametrize("turn_deg", [-12.0, 0.0, 3.5])
def test_a_phone_turned_clockwise_sees_the_left_lower(way_deg: int, turn_deg: float):
    """Whichever way round it is held. Mutants: a sign; x for y; only upright phones."""
    roll_deg = roll_by_sensor(inner(*held(way_deg + turn_deg, z=0.3)))
    assert roll_deg == pytest.approx(-turn_deg, abs=0.01)


@pytest.mark.parametrize("gravity", [(0.0231, -0.9398, 0.3482), (-0.8960, -0.0754, 0.4357)])
def test_vectors_of_real_pictures_are_read(gravity):
    """As published by their owners: an upright one, and one with the phone's top at the left."""
    roll_deg = roll_by_sensor(inner(*gravity))
    assert roll_deg is not None
    assert abs(roll_deg) < 5.0


@pytest.mark.parametrize("viewpoint", [Viewpoint(View.BEHIND), Viewpoint(View.FRONT)])
def test_it_agrees_with_an_upright_edge_in_the_same_picture(viewpoint: Viewpoint):
    """GIVEN a phone turned clockwise THEN what is upright leans to the left in its picture.

    Mutant: the sensor's level taken the other way round than a clicked one.
    """
    lean = math.radians(6.0)
    edge = (300 - 200 * math.sin(lean), 300 - 200 * math.cos(lean), 300.0, 300.0)
    by_edge = still_level_from_vertical(edge, viewpoint, 600.0)
    roll_deg = roll_by_sensor(inner(*held(6.0)))
    assert roll_deg is not None
    by_sensor = still_level_from_sensor(roll_deg, viewpoint)
    assert by_sensor.offset_deg == pytest.approx(by_edge.offset_deg, abs=0.01)
    assert by_sensor.by is StillLevelBy.SENSOR


@pytest.mark.parametrize(
    "tags",
    [
        inner(),
        inner(*held(0.0), tag=9),
        inner(*held(0.0), lens="iPhone 12 front camera 2.71mm f/2.2"),
        inner(*held(0.0), lens=""),
        inner(*[1.3 * part for part in held(0.0)]),
        inner(*held(0.0, z=0.9)),
        inner(*held(MAX_ROLL_DEG + 1.0)),
        inner(0.0, -1.0),
        {MAKER_NOTE: b"Nikon\0" + bytes(40), LENS: BACK},
        {MAKER_NOTE: "Apple iOS", LENS: BACK},
        {},
    ],
    ids=["no vector", "another tag", "front", "no lens", "swung", "looks down", "turned since",
         "two numbers", "another maker", "no bytes", "nothing"],
)  # fmt: skip
def test_what_does_not_tell_a_roll(tags):
    assert roll_by_sensor(tags) is None


def saved(path: Path, note: bytes, orientation: int) -> Path:
    image = Image.new("RGB", (160, 96), (90, 90, 90))
    exif = image.getexif()
    exif[0x0112] = orientation
    exif.get_ifd(0x8769)[MAKER_NOTE] = note
    exif.get_ifd(0x8769)[LENS] = BACK
    image.save(path, exif=exif)
    return path


@pytest.mark.parametrize("name", ["a.jpg", "a.heic"])
def test_it_is_read_from_a_file(tmp_path: Path, name: str):
    if name.endswith("heic"):
        pytest.importorskip("pillow_heif").register_heif_opener()
    photo = read_photo(saved(tmp_path / name, maker_note(*held(4.0)), 1))
    assert photo.roll_deg == pytest.approx(-4.0, abs=0.01)
    assert photo.notes == ()


def test_a_mirrored_picture_has_no_roll(tmp_path: Path):
    """Mutant: the sign of the picture before it was mirrored."""
    assert read_photo(saved(tmp_path / "a.jpg", maker_note(*held(4.0)), 2)).roll_deg is None


def test_a_damaged_note_is_no_reason_to_stop(tmp_path: Path):
    """Whatever of it is left. Mutants: a traceback; the picture's time goes with it."""
    note = maker_note(*held(4.0))
    for length in (10, 12, 14, 20, 45, len(note) - 3):
        photo = read_photo(saved(tmp_path / "a.jpg", note[:length], 1))
        assert photo.roll_deg is None
        assert photo.notes == ()
