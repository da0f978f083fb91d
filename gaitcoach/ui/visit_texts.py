"""The words of the clinician's layout: plain functions from numbers to what is read. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from gaitcoach.gait.blocks import BlockMean
from gaitcoach.gait.review import NOISE_DEG
from gaitcoach.language import degrees_text, in_digits, signed_text, tr, tr_later
from gaitcoach.types import Block, GaitUpdate, StanceRecord
from gaitcoach.ui.texts import DASH

QUALITY_STEPS = 20
"""So many of the newest steps tell how good the picture is now."""
BLOCK_TITLES = {
    Block.BEFORE: tr_later("Before (no cues)"),
    Block.CUE: tr_later("With cue"),
    Block.AFTER: tr_later("After (no cues)"),
}
HOW_TO_BEGIN = tr_later(
    "G begins a block: before, with cue, after. The grey band is what two visits differ by without "
    "any change, ±{noise}°."
)
NOTHING_YET = tr_later(
    "What a block changed stands here after 7 steps of a leg in it and in the one before."
)
HOW_TO_GO_ON = tr_later("Now: {block}. G goes on.")
WITHIN_NOISE = tr_later("{change} ({low} to {high}), within noise")
BEYOND_NOISE = tr_later("{change} ({low} to {high}), beyond noise")
N_STEPS = tr_later("{n} steps")
N_OF = tr_later("{usable} of {n}")


def block_mean_text(mean: BlockMean | None) -> str:
    """Return a block's mean, a dash before it is known."""
    return DASH if mean is None or mean.mean_deg is None else degrees_text(mean.mean_deg)


def block_steps_text(mean: BlockMean | None) -> str:
    """Return how many steps a block's mean rests on."""
    return "" if mean is None else tr(N_STEPS, n=mean.n)


def change_text(mean: BlockMean) -> str:
    """Return the change of a block against the first, how sure it is, and whether it is noise."""
    if mean.change_deg is None or mean.change_ci95_deg is None:
        return ""
    low, high = (signed_text(bound_deg) for bound_deg in mean.change_ci95_deg)
    words = WITHIN_NOISE if abs(mean.change_deg) < NOISE_DEG else BEYOND_NOISE
    return tr(words, change=signed_text(mean.change_deg), low=low, high=high)


def note_text(now: Block | None) -> str:
    """Return what the key of the blocks does now."""
    if now is None:
        return tr(HOW_TO_BEGIN, noise=in_digits(f"{NOISE_DEG}"))
    return tr(HOW_TO_GO_ON, block=tr(BLOCK_TITLES[now]))


def contact_text(update: GaitUpdate | None) -> str:
    """Return the time on the ground."""
    if update is None or update.contact_time_s is None:
        return DASH
    return f"{1000 * update.contact_time_s:.0f} ms"


def usable_text(steps: Sequence[StanceRecord]) -> str:
    """Return how many of the newest steps count."""
    newest = steps[-QUALITY_STEPS:]
    if not newest:
        return DASH
    usable = sum(step.usable for step in newest)
    return tr(N_OF, usable=usable, n=len(newest))


def step_error_text(steps: Sequence[StanceRecord]) -> str:
    """Return the usual standard deviation of the newest steps."""
    sigmas_deg = sorted(step.sigma_deg for step in steps[-QUALITY_STEPS:] if step.usable)
    if not sigmas_deg:
        return DASH
    return f"± {degrees_text(sigmas_deg[len(sigmas_deg) // 2])}"
