"""The phone as a source: its time, its one size, its absence."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from av import VideoFrame

from gaitcoach.capture.phone import packages
from gaitcoach.capture.phone.board import AWAY_S, Board
from gaitcoach.capture.phone.link import PhoneLink
from gaitcoach.capture.phone.messages import News
from gaitcoach.capture.phone.peer import Picture
from gaitcoach.capture.phone.source import PhoneSource
from gaitcoach.capture.source import Delivery, SourceKind, parse_source
from gaitcoach.errors import SourceError


def picture(stamp_s, arrived_s, size=(64, 48), stream=1) -> Picture:
    pixels = np.zeros((size[1], size[0], 3), np.uint8)
    image = VideoFrame.from_ndarray(pixels, format="bgr24")
    return Picture(image, stamp_s, arrived_s, None, stream)


class PlannedLink:
    """Hands out what is planned; None = nothing came in time."""

    def __init__(self, *planned):
        self.board, self._planned = Board(), iter(planned)

    def start(self):
        pass

    def take(self, timeout_s):
        return next(self._planned)


def frames(*pictures):
    source = PhoneSource(PlannedLink(*pictures), parse_source("phone"))
    source.open()
    return [source.read() for _ in pictures]


def test_it_is_a_live_source_of_its_own_kind():
    spec = parse_source(" Phone ")
    assert spec.kind is SourceKind.PHONE
    assert spec.delivery is Delivery.NEWEST
    assert spec.name == "phone"


def test_time_is_the_phones_own_however_unevenly_pictures_arrive():
    """Mutant: time of arrival: steps would inherit the network's jitter."""
    seen = frames(picture(5.0, 100.0), picture(5.1, 100.3), picture(5.2, 100.31))
    assert [frame.t_s for frame in seen] == pytest.approx([0.0, 0.1, 0.2])


def test_another_connection_goes_on_where_its_arrival_says():
    """Mutant: stamps of two connections are compared."""
    seen = frames(
        picture(5.0, 100.0), picture(5.1, 100.1), picture(0.0, 101.0, stream=2),
        picture(0.1, 101.2, stream=2),
    )  # fmt: skip
    assert [frame.t_s for frame in seen] == pytest.approx([0.0, 0.1, 1.0, 1.1])


def test_a_new_connection_that_seems_earlier_does_not_turn_time_back():
    seen = frames(picture(5.0, 100.0), picture(5.5, 100.05), picture(0.0, 100.1, stream=2))
    times_s = [frame.t_s for frame in seen]
    assert times_s == sorted(times_s)


def test_fewer_pixels_of_a_weak_network_change_no_measure():
    """Mutant: pictures are passed on as small as they come."""
    seen = frames(picture(0, 0), picture(0.1, 0.1, (32, 24)), picture(0.2, 0.2))
    assert [frame.size_px for frame in seen] == [(64, 48)] * 3


def test_a_small_beginning_grows_once():
    seen = frames(picture(0, 0, (32, 24)), picture(0.1, 0.1), picture(0.2, 0.2, (32, 24)))
    assert [frame.size_px for frame in seen] == [(32, 24), (64, 48), (64, 48)]


def test_a_turned_phone_gives_a_turned_picture():
    """Mutant: portrait is squeezed into landscape."""
    seen = frames(picture(0, 0), picture(0.1, 0.1, (48, 64)), picture(0.2, 0.2, (24, 32)))
    assert [frame.size_px for frame in seen] == [(64, 48), (48, 64), (48, 64)]


def test_one_converter_for_all_pictures_gives_each_as_its_own_would():
    """To the last bit, in every size. Mutant: tables of another size stay in use."""
    rng = np.random.default_rng(1)
    sizes = [(64, 48), (32, 24), (64, 48), (48, 64), (24, 32)]
    images = [
        VideoFrame.from_ndarray(rng.integers(0, 255, (h, w, 3), np.uint8), format="bgr24").reformat(
            format="yuv420p"
        )
        for w, h in sizes
    ]
    planned = [Picture(one, i / 30, i / 30, None, 1) for i, one in enumerate(images)]
    shown = [(64, 48)] * 3 + [(48, 64)] * 2
    for seen, image, (width, height) in zip(frames(*planned), images, shown, strict=True):
        own = image.to_ndarray(format="bgr24", width=width, height=height)
        assert np.array_equal(seen.image_bgr, own)


def test_the_lean_comes_with_the_picture():
    link = PlannedLink(picture(0, 0), picture(0.1, 0.1))
    source = PhoneSource(link, parse_source("phone"))
    source.open()
    assert source.read().lean_deg is None
    link.board.note_news(News(lean_deg=1.5))
    assert source.read().lean_deg == 1.5


def test_a_phone_that_is_away_is_said():
    """Mutant: it is waited for inside `read`, and the screen says nothing."""
    ticks = itertools.count()
    link = PlannedLink(picture(0, 0), *[None] * 50)
    source = PhoneSource(link, parse_source("phone"), clock=lambda: next(ticks) * AWAY_S / 4)
    source.open()
    assert source.read() is not None
    with pytest.raises(SourceError) as caught:
        source.read()
    assert "sends no pictures" in caught.value.what
    assert "nlock" in caught.value.todo


def test_a_door_that_was_never_opened_closes(tmp_path):
    link = PhoneLink(tmp_path)
    assert link.close()
    with pytest.raises(SourceError):
        link.take(0.0)


def test_no_network_is_said(tmp_path):
    link = PhoneLink(tmp_path, find_addresses=lambda: (), port=0)
    with pytest.raises(SourceError) as caught:
        link.start()
    assert "no network" in caught.value.what
    assert "Wi-Fi" in caught.value.todo
    assert link.close(10.0)


def test_missing_packages_are_named_with_the_line_to_type(tmp_path, monkeypatch):
    """Mutant: an ImportError in the phone's thread."""
    monkeypatch.setattr(packages, "find_spec", lambda name: None if name == "aiortc" else name)
    with pytest.raises(SourceError) as caught:
        PhoneLink(tmp_path).start()
    assert "-m pip install" in caught.value.todo
    assert "[phone]" in caught.value.todo
