"""A still through every stage: who is meant, from where it is seen, what is level, what is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from still_scene import IN_FLIGHT, FakeFinder, FakeNet, body, facing, photo, stand_in

from gaitcoach.errors import SettingsError
from gaitcoach.live import still as room
from gaitcoach.live.burst import Follower, burst_event, burst_result
from gaitcoach.live.still import Looked, StillOptions, StillReader
from gaitcoach.live.still_events import format_still, still_event
from gaitcoach.types import StillLevelBy, StillReason, View


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> StillReader:
    """Everything is real but the models."""
    stand_in(monkeypatch)
    return StillReader()


def read(reader: StillReader, picture=None, **options: object):
    return reader.judge(reader.look(picture or photo()), StillOptions(**options))


def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """A large body at the margin, a smaller one in the middle."""
    people = (body(90.0, 0.8), body(330.0, 0.7))
    monkeypatch.setattr(FakeFinder, "people", people)


def test_one_body_that_stands_on_its_left_leg(reader: StillReader):
    result = read(reader)
    assert result.still.usable
    assert result.still.drop_deg == pytest.approx(3.0)
    assert result.viewpoint.view is View.BEHIND
    assert result.notes == ()
    assert not result.is_guess


def test_of_several_the_large_and_central_one_is_taken_and_that_is_said(reader, monkeypatch):
    """Mutants: the first; the largest wherever it is; silence."""
    two(monkeypatch)
    result = read(reader)
    assert result.person == 1
    assert result.is_guess
    assert "There are others in the picture (1)" in result.notes[0]
    assert "--person" in format_still(result, "a.jpg")


def test_a_point_names_the_runner_in_pixels_of_the_picture_as_it_came(reader, monkeypatch):
    """GIVEN a picture that was shrunk to a half. Mutant: pixels of the shrunk one."""
    two(monkeypatch)
    result = read(reader, photo(scale=0.5), person_px=(180.0, 600.0))
    assert result.person == 0
    assert not result.is_guess
    body_px = result.pose.xy_px
    assert result.box_px == pytest.approx(
        (*(2.0 * np.nanmin(body_px, axis=0)), *(2.0 * np.nanmax(body_px, axis=0)))
    )


def test_a_point_where_nobody_is_is_an_error(reader: StillReader):
    with pytest.raises(SettingsError, match="Nobody was found at 5,5 in IMG_1"):
        read(reader, person_px=(5.0, 5.0))


def test_of_two_boxes_over_each_other_the_smaller_is_meant():
    """Somebody before a poster. Mutant: the larger one can never be passed."""
    looked = Looked(photo(), (body(320.0, 1.0), body(320.0, 0.4)))
    assert looked.person_at((320.0, 350.0)) == 1
    assert looked.person_at((320.0, 120.0)) == 0


def test_nobody_is_a_result_and_no_error(reader, monkeypatch):
    monkeypatch.setattr(FakeFinder, "people", ())
    result = read(reader, person_px=(5.0, 5.0))
    assert result.still.reason is StillReason.NOBODY
    assert still_event(result, "a.jpg")["person_box_px"] is None


@pytest.mark.parametrize(
    ("labels", "options", "view"),
    [
        (body, {}, View.BEHIND),
        (lambda: facing(body()), {}, View.FRONT),
        (lambda: facing(body()), {"mirrored": True}, View.BEHIND),
        (lambda: facing(body()), {"view": View.BEHIND}, View.BEHIND),
    ],
)
def test_the_labels_tell_a_back_from_a_chest_unless_it_was_said(
    reader, monkeypatch, labels, options, view
):
    """Mutants: always from behind; a declared view overruled; a mirror forgotten."""
    monkeypatch.setattr(FakeFinder, "people", (labels(),))
    assert read(reader, **options).viewpoint.view is view


def test_an_edge_or_a_horizon_that_was_given_is_what_is_level(reader: StillReader):
    upright = read(reader, vertical_px=(320.0, 50.0, 320.0, 450.0))
    level = read(reader, horizon_px=(20.0, 100.0, 620.0, 100.0))
    assert upright.level.by is StillLevelBy.VERTICAL
    assert level.level.by is StillLevelBy.HORIZON
    assert read(reader).level.by is StillLevelBy.NONE
    assert upright.still.sigma_deg < read(reader).still.sigma_deg


def room_with_walls() -> np.ndarray:
    """Upright stripes left and right of the body."""
    image = np.full((480, 640, 3), 120, np.uint8)
    for x in (40, 100, 160, 480, 540, 600):
        image[20:460, x : x + 24] = 30
    return image


def test_upright_edges_of_the_room_are_believed_when_two_looks_agree(reader, monkeypatch):
    """Mutants: edges not looked for; one look believed."""
    picture = replace(photo(), image_bgr=room_with_walls())
    assert read(reader, picture).level.by is StillLevelBy.EDGES
    looks = iter([room.Roll(0.0, 0.7), room.Roll(3.0, 0.7)])
    monkeypatch.setattr(room, "roll_by_edges", lambda image, box: next(looks))
    assert read(reader, picture).level.by is StillLevelBy.NONE


def test_the_phones_sensor_tells_the_roll_where_no_edge_does(reader: StillReader):
    """Mutants: not used; before edges, though the picture was turned since; no narrower."""
    told = replace(photo(), roll_deg=4.0)
    by_sensor = read(reader, told)
    assert (by_sensor.level.by, by_sensor.level.offset_deg) == (StillLevelBy.SENSOR, 4.0)
    assert by_sensor.still.sigma_deg < read(reader).still.sigma_deg
    assert read(reader, replace(told, image_bgr=room_with_walls())).level.by is StillLevelBy.EDGES
    edge = read(reader, told, vertical_px=(320.0, 50.0, 320.0, 450.0))
    assert edge.level.by is StillLevelBy.VERTICAL


def test_stickers_are_refused_and_not_guessed(reader: StillReader):
    with pytest.raises(SettingsError, match="Stickers are not looked for"):
        reader.judge(reader.look(photo()), StillOptions(method="markers"))


def test_the_event_has_every_key_and_null_where_nothing_is_told(reader, monkeypatch):
    taken = datetime(2026, 4, 12, 9, 15, 3, 250_000)
    event = still_event(read(reader, photo(taken=taken, scale=0.5)), "dir/IMG_1.jpg")
    assert event["event"] == "still"
    assert event["file"] == "dir/IMG_1.jpg"
    assert (event["people"], event["view"], event["stance"]) == (1, "behind", "left")
    assert event["usable"] is True
    assert event["reason"] is None
    assert event["level_by"] == "none"
    assert event["taken"] == "2026-04-12T09:15:03.250"
    assert event["size_px"] == [1280, 960]
    low, high = event["ci95_deg"]
    assert low < event["drop_deg"] < high
    monkeypatch.setattr(FakeNet, "feet", IN_FLIGHT)
    flying = still_event(read(reader), "a.jpg")
    assert (flying["stance"], flying["reason"], flying["usable"]) == ("flight", "flight", False)
    assert flying["drop_deg"] is flying["ci95_deg"] is flying["sigma_deg"] is None


def test_words_for_a_terminal_name_the_hip_that_hangs(reader: StillReader):
    """The left leg carries: it is the right hip. Mutant: the stance side named."""
    assert "left leg carries; the right hip lies 3.0 deg lower" in format_still(read(reader), "a")


# -- a burst -----------------------------------------------------------------------------------


def test_the_runner_is_followed_through_a_burst(monkeypatch):
    """GIVEN two runners, the one that was named being the smaller, who come nearer and change
    their order. Mutants: the largest of each picture; the same number in each picture."""
    first = Looked(photo(), (body(90.0, 0.8), body(330.0, 0.7)))
    second = Looked(photo(), (body(345.0, 0.72), body(110.0, 0.7)))
    follower = Follower()
    assert follower.follow(first, StillOptions(person_px=(90.0, 300.0))).person == 0
    assert follower.follow(second, StillOptions(person_px=(90.0, 300.0))).person == 1


def test_clothes_tell_two_apart_who_crossed():
    """Mutant: place alone."""
    before, after = photo(), photo()
    for picture, x in ((before, 200), (after, 330)):
        image = picture.image_bgr
        image[:, x - 60 : x + 60] = (30, 30, 220)
    first = Looked(before, (body(200.0, 0.7), body(400.0, 0.7)))
    second = Looked(after, (body(330.0, 0.7), body(200.0, 0.7)))
    follower = Follower()
    follower.follow(first, StillOptions(person=None, person_px=(200.0, 300.0)))
    assert follower.follow(second, StillOptions()).person == 0


def test_whoever_is_nowhere_near_is_not_taken_for_the_runner():
    """Mutant: the nearest, however far."""
    follower = Follower()
    follower.follow(Looked(photo(), (body(100.0, 0.9),)), StillOptions())
    far = follower.follow(Looked(photo(), (body(600.0, 0.25),)), StillOptions())
    assert far.person is None


def test_a_burst_tells_its_steps_by_file(reader: StillReader):
    stills = [read(reader).still] * 2
    event = burst_event(burst_result(stills, ["a.jpg", "b.jpg"], (0.0, 0.1)))
    assert event["event"] == "burst"
    assert event["steps"][0]["side"] == "left"
    assert event["steps"][0]["files"] == ["a.jpg", "b.jpg"]
    assert event["left"]["n"] == 1
    assert event["left"]["mean_deg"] is None
    assert event["right"]["n"] == 0
