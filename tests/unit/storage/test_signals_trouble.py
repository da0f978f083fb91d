"""Signals that broke off or were damaged: what was whole is read, and the rest is told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from kept_runs import frame

from gaitcoach.errors import StorageError
from gaitcoach.storage.store.signal_files import read_signals, signals_path, to_parquet
from gaitcoach.storage.store.signals import END_OF_STREAM, SignalStream


def _stream(n_batches: int = 4, rows: int = 5) -> list[bytes]:
    made = SignalStream((640, 480))
    header = made.header()
    seconds = [
        made.batch([frame(second * rows + i) for i in range(rows)]) for second in range(n_batches)
    ]
    return [header, *seconds, END_OF_STREAM]


def test_a_stream_cut_at_any_byte_is_read_up_to_the_last_whole_second(tmp_path: Path):
    """Mutant: one cut batch spoils the whole file, or a part of a batch is taken for a whole."""
    parts = _stream(2, 1)
    data, path = b"".join(parts), tmp_path / "s.arrow"
    ends = np.cumsum([len(part) for part in parts])
    for size in range(len(data) + 1):
        path.write_bytes(data[:size])
        found = read_signals(path)
        whole = int(np.sum(ends[1:-1] <= size))
        assert found.frame.tolist() == list(range(whole)), f"cut at {size}"
        assert found.cut == (size < len(data)), f"cut at {size}"


def test_a_damaged_stream_gives_what_lies_before_the_damage(tmp_path: Path):
    path = tmp_path / "s.arrow"
    parts = _stream()
    data = bytearray(b"".join(parts))
    begin = len(parts[0]) + len(parts[1]) + len(parts[2])
    data[begin : begin + 400] = bytes(400)
    path.write_bytes(data)
    found = read_signals(path)
    assert found.cut
    assert found.frame.tolist() == list(range(10))


def test_a_damaged_parquet_file_is_told_and_not_believed(tmp_path: Path):
    """Mutant: page checksums not written or not looked at."""
    path = tmp_path / "s.arrow"
    path.write_bytes(b"".join(_stream(20, 30)))
    made = to_parquet(path)
    data = bytearray(made.read_bytes())
    data[len(data) // 3] ^= 0x10
    made.write_bytes(data)
    with pytest.raises(StorageError, match="cannot be read"):
        read_signals(made)


def test_parquet_holds_what_the_stream_held(tmp_path: Path):
    path = tmp_path / "s.arrow"
    path.write_bytes(b"".join(_stream()))
    before = read_signals(path)
    after = read_signals(to_parquet(path))
    assert not path.exists()
    for name in ("t_s", "frame", "obliquity_deg", "xy_px", "visibility", "stance", "quality"):
        np.testing.assert_array_equal(getattr(after, name), getattr(before, name))
    assert after.size_px == before.size_px


@pytest.mark.parametrize("size_px", [(640, 480), (3840, 2160), (7680, 4320)])
def test_landmarks_of_large_pictures_and_those_beyond_the_edge_are_kept(tmp_path, size_px):
    """Mutant: an int16 that wraps around."""
    xy_px = np.full((33, 2), np.nan)
    xy_px[0] = (-0.2 * size_px[0], 1.2 * size_px[1])
    xy_px[1] = (1.2 * size_px[0], 0.0)
    stream = SignalStream(size_px)
    path = tmp_path / "s.arrow"
    path.write_bytes(stream.header() + stream.batch([frame(0, size_px=size_px, xy_px=xy_px)]))
    found = read_signals(path).xy_px[0]
    np.testing.assert_allclose(found[:2], xy_px[:2], atol=size_px[0] / 640 / 16)
    assert np.isnan(found[2:]).all()


def test_a_person_who_is_not_in_view_is_missing_and_not_at_zero(tmp_path: Path):
    stream = SignalStream((640, 480))
    nobody = frame(0, xy_px=None, visibility=None, obliquity_deg=None, sigma_deg=None)
    path = tmp_path / "s.arrow"
    path.write_bytes(stream.header() + stream.batch([nobody]))
    found = read_signals(path)
    assert np.isnan(found.xy_px).all()
    assert np.isnan(found.obliquity_deg).all()


def test_signals_path_of_a_run_without_signals_is_none(tmp_path: Path):
    assert signals_path(tmp_path / "none", "x") is None
