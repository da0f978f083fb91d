"""How it was measured, how true that is, and what a report is not."""

from __future__ import annotations

from gaitcoach.accuracy import ACCURACY
from gaitcoach.language import in_digits, tr, tr_later

NOT_A_DIAGNOSIS = tr_later(
    "This report measures and coaches; it is not a diagnosis and not a medical device. Pain, "
    "numbness or a recent operation: see a clinician."
)
ONE_SENTENCE = tr_later(
    "How true the numbers are on runners of flesh and blood seen from behind has not been shown: "
    "the figures come from drawn runners with exact truth and a few real clips."
)
_METHOD = {
    "learned": tr_later(
        "The pelvis was measured by gaitcoach's own network, which looks at the pixels of the "
        "pelvis. On {n} drawn runs seen from behind its error was {picture} a picture and {mean} "
        "in the mean of a side; its 95 % interval held in {held} % of the pictures."
    ),
    "markers": tr_later(
        "The pelvis was measured by two stickers followed through the pictures. On {n} drawn runs "
        "with stickers the error was {picture} a picture and {mean} in the mean of a side; its "
        "95 % interval held in {held} % of the pictures."
    ),
    "hip_line": tr_later(
        "The pelvis was measured by the pose model's raw hip points. This way is NOT validated: on "
        "drawn runs it hardly follows the pelvis. Use these numbers for comparison only."
    ),
}
HOW_MEANT = tr_later(
    "Drop: how far the hip of the swinging leg lies below the hip of the standing leg, mean over "
    "25-60 % of single support; the mean of a side needs 7 steps. The interval holds the scatter "
    "of the steps, the share of the method's error that stays in all of them, and the level's."
)


OTHERS = tr_later("The pelvis was measured by {method}, which is not part of gaitcoach.")
OTHERS_UNPROVEN = tr_later(
    "The pelvis was measured by {method}, which is not part of gaitcoach. "
    "This way is NOT validated."
)


def method_text(method: str | None, validated: bool | None = None) -> str:
    """Return how the pelvis was measured, and how true that way has shown to be."""
    if not method:
        return tr("How it was measured is not known.")
    if method not in _METHOD:
        return tr(OTHERS if validated else OTHERS_UNPROVEN, method=method)
    shown = ACCURACY.get(method)
    if shown is None:
        return tr(_METHOD[method])
    return tr(
        _METHOD[method],
        n=shown.n_clips,
        picture=in_digits(f"{shown.picture_deg:.2f}°"),
        mean=in_digits(f"{shown.side_mean_deg:.2f}°"),
        held=f"{100 * shown.held_rel:.0f}",
    )
