"""What an MP4 says of its length and of the rate it was filmed at."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from clips import FPS, write_clip

from gaitcoach.capture.file_progress import LOOK_EVERY, FileProgress
from gaitcoach.capture.mp4_facts import Mp4Facts, mp4_facts
from gaitcoach.capture.opencv_source import OpenCVSource
from gaitcoach.capture.source import SourceKind, SourceSpec


def box(kind: bytes, *parts: bytes) -> bytes:
    content = b"".join(parts)
    return struct.pack(">I4s", 8 + len(content), kind) + content


def mvhd(scale: int, ticks: int, version: int = 0) -> bytes:
    how = ">IQQIQ" if version else ">IIIII"
    return box(b"mvhd", struct.pack(how, version << 24, 0, 0, scale, ticks))


def meta(fps: float, name: bytes = b"com.android.capture.fps", iso: bool = False) -> bytes:
    """As Android cameras write it: a key of that name, and its value as a float."""
    keys = [b"com.android.version", name]
    key_boxes = [box(b"mdta", key) for key in keys]
    values = [
        box(struct.pack(">I", 1), box(b"data", struct.pack(">II", 1, 0), b"14")),
        box(struct.pack(">I", 2), box(b"data", struct.pack(">IIf", 23, 0, fps))),
    ]
    hdlr = box(b"hdlr", bytes(25))
    keys_box = box(b"keys", struct.pack(">II", 0, len(keys)), *key_boxes)
    inside = (hdlr, keys_box, box(b"ilst", *values))
    return box(b"meta", *((bytes(4),) if iso else ()), *inside)


def write(path: Path, *parts: bytes) -> Path:
    path.write_bytes(box(b"ftyp", b"mp42", bytes(4)) + box(b"mdat", bytes(99)) + b"".join(parts))
    return path


@pytest.mark.parametrize("iso", [False, True])
def test_a_phone_tells_the_rate_it_filmed_at(tmp_path, iso):
    path = write(tmp_path / "a.mp4", box(b"moov", mvhd(600, 6000), meta(240.0, iso=iso)))
    assert mp4_facts(path) == Mp4Facts(10.0, 240.0)


def test_a_long_film_has_a_long_head(tmp_path):
    path = write(tmp_path / "a.mp4", box(b"moov", mvhd(1000, 5_000_000_000, version=1)))
    assert mp4_facts(path).duration_s == 5_000_000.0


@pytest.mark.parametrize(
    "moov",
    [b"", mvhd(0, 5)[:20], meta(240.0, b"com.other.key"), meta(float("nan")), meta(0.0), bytes(7)],
    ids=["empty", "cut", "other key", "nan", "zero", "no box"],
)
def test_what_tells_nothing_is_no_error(tmp_path, moov):
    assert mp4_facts(write(tmp_path / "a.mp4", box(b"moov", moov))) == Mp4Facts()


def test_what_is_no_mp4_tells_nothing(tmp_path):
    (tmp_path / "a.avi").write_bytes(b"RIFF" + bytes(40))
    assert mp4_facts(tmp_path / "a.avi") == mp4_facts(tmp_path / "none.mp4") == Mp4Facts()


def test_a_real_file_tells_its_length(tmp_path):
    assert mp4_facts(write_clip(tmp_path / "a.mp4", 50)).duration_s == pytest.approx(50 / FPS)


def times_s(spec: SourceSpec) -> tuple[list[float], str]:
    source = OpenCVSource(spec)
    source.open()
    times = []
    while (frame := source.read()) is not None:
        times.append(frame.t_s)
    source.close()
    return times, source.note


def test_slow_motion_is_counted_as_it_was_filmed(tmp_path):
    """Mutants: the file's own pace; the rate upside down."""
    path = write_clip(tmp_path / "a.mp4", 9)
    spec = SourceSpec(SourceKind.FILE, str(path), "a.mp4", real_fps=200.0)
    times, note = times_s(spec)
    assert times == pytest.approx([n / 200.0 for n in range(9)])
    assert note == (
        "a.mp4 is slow motion: it plays at 25 pictures a second and is counted as filmed, at 200."
    )


@pytest.mark.parametrize(("fps", "slow"), [(100.0, True), (30.0, False)])
def test_the_file_itself_may_say_so(tmp_path, fps, slow):
    """A rate near that of playing is the wavering of a phone in the dark, not slow motion."""
    path = write_clip(tmp_path / "a.mp4", 5)
    data = bytearray(path.read_bytes())
    at = data.index(b"moov") - 4
    tail = meta(fps)
    data[at : at + 4] = struct.pack(">I", struct.unpack(">I", data[at : at + 4])[0] + len(tail))
    path.write_bytes(bytes(data) + tail)
    times, note = times_s(SourceSpec(SourceKind.FILE, str(path), "a.mp4"))
    assert times[1] == pytest.approx(1 / (100.0 if slow else FPS))
    assert bool(note) is slow


def test_progress_is_by_bytes_and_never_by_the_count_of_frames(tmp_path):
    """GIVEN a file that is being read THEN the share grows to nearly all of it."""
    path = write_clip(tmp_path / "a.mp4", 60, (320, 240))
    source = OpenCVSource(SourceSpec(SourceKind.FILE, str(path), "a"))
    source.open()
    progress, shares = FileProgress(path), []
    while (frame := source.read()) is not None:
        shares.append(progress.share(frame.t_s))
    source.close()
    assert shares == sorted(shares)
    assert 0.5 < shares[-1] <= 1.0


def test_progress_by_time_where_no_byte_is_known(tmp_path, monkeypatch):
    path = write(tmp_path / "a.mp4", box(b"moov", mvhd(600, 6000)))
    progress = FileProgress(path)
    shares = [progress.share(float(t_s)) for t_s in range(LOOK_EVERY + 1)]
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    (tmp_path / "b.mkv").write_bytes(bytes(9))
    assert FileProgress(tmp_path / "b.mkv").share(3.0) is None
