"""Half a second of signals in few bytes: nothing lost, damage seen, older streams read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from kept_runs import frame

from gaitcoach.storage.store.packing import COLUMNS, pack, unpack
from gaitcoach.storage.store.signal_files import read_signals, to_parquet
from gaitcoach.storage.store.signals import MISSING, SignalStream

OLD_STREAM = Path(__file__).parents[2] / "data" / "stores" / "signals_1.arrow"
FRAMES_A_SAVE, FRAMES_OF_90_MIN = 15, 90 * 60 * 30
MOST_MB = 20.0
"""With the plain record (3.4) and the store (1.4) a run of 90 minutes stays below 25."""


def _wild_columns(n: int) -> dict[str, np.ndarray]:
    """Numbers from one end of each type to the other, missing ones among them."""
    chance, made = np.random.default_rng(3), {}
    for name, (kind, _, width) in COLUMNS.items():
        shape = (n, width) if width > 1 else (n,)
        if kind.startswith("float"):
            made[name] = chance.normal(0, 1e6, shape).astype(kind)
            made[name][::3] = np.nan
        else:
            ends = np.iinfo(kind)
            made[name] = chance.integers(ends.min, ends.max, shape, kind, endpoint=True)
    made["xy"][n // 2] = MISSING
    return made


@pytest.mark.parametrize("n", [1, 2, 15, 40])
def test_what_was_packed_comes_back_to_the_last_bit(n: int):
    """Mutant: differences that do not wrap around, a plane or a neighbour taken wrongly."""
    given = _wild_columns(n)
    for name, found in unpack(pack(given)).items():
        assert found.dtype == given[name].dtype
        np.testing.assert_array_equal(found, given[name])


def test_one_changed_bit_is_seen():
    """Mutant: the check number is not looked at."""
    data = bytearray(pack(_wild_columns(5)))
    data[len(data) // 2] ^= 0x04
    with pytest.raises(ValueError, match="damaged"):
        unpack(bytes(data))


def test_a_stream_of_the_first_version_is_read_and_turned_into_parquet(tmp_path: Path):
    """A run that an older gaitcoach left unfinished. Mutant: only the new version is read."""
    path = tmp_path / "old.arrow"
    path.write_bytes(OLD_STREAM.read_bytes())
    before = read_signals(path)
    assert not before.cut
    assert before.frame.tolist() == [0, 1, 2, 3]
    np.testing.assert_allclose(before.xy_px[3], frame(3).xy_px, atol=1 / 32)
    assert np.isnan(before.xy_px[2]).all()
    np.testing.assert_array_equal(read_signals(to_parquet(path)).xy_px, before.xy_px)


def test_ninety_minutes_stay_small_while_they_are_written():
    """Landmarks as the pose model gives them: they move by pixels, neighbours alike.

    Mutant: a column of the stream for each signal (31 MB), or landmarks as they are (22 MB).
    """
    chance, stream = np.random.default_rng(4), SignalStream((640, 480))
    stream.header()
    n_bytes, rounds = 0, 20
    for second in range(rounds):
        n_bytes += len(stream.batch([_seen(second * 15 + i, chance) for i in range(15)]))
    assert n_bytes / (rounds * FRAMES_A_SAVE) * FRAMES_OF_90_MIN / 1e6 < MOST_MB


def _seen(index: int, chance: np.random.Generator):
    body_px = frame(0).xy_px + 8.0 * np.sin(index / 4) + chance.normal(0, 3.0, 2)
    return frame(
        index,
        xy_px=body_px + chance.normal(0, 0.4, (33, 2)),
        visibility=np.clip(0.95 + chance.normal(0, 0.02, 33), 0, 1),
        obliquity_deg=chance.normal(0, 3),
        sigma_deg=chance.normal(1.2, 0.1),
    )
