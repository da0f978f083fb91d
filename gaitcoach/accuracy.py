"""How true the ways of measuring have shown to be: the one place these figures are told from.

They are rows of the table in docs/how-true-is-it.md, which `gaitcoach validate` prints; a test
compares them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Accuracy:
    """What was found on drawn runs with exact truth.

    clips : the row of the table; n_clips : how many
    picture_deg : mean absolute error of a picture, degrees
    side_mean_deg : mean absolute error of the mean of a side, degrees
    held_rel : share of the pictures in which the 95 % interval held
    """

    clips: str
    n_clips: int
    picture_deg: float
    side_mean_deg: float
    held_rel: float


ACCURACY = {
    "learned": Accuracy("running from behind", 16, 0.73, 0.71, 0.98),
    "markers": Accuracy("running with stickers", 4, 0.40, 0.35, 0.95),
}
"""Way of measuring -> how true it is; one that is not here is not validated."""
