"""A still's result as a plain dictionary for `--json`, and in words for the terminal."""

from __future__ import annotations

from gaitcoach.live.events import Event, tidy
from gaitcoach.live.still import StillResult
from gaitcoach.words import STILL_LEVEL_WORDS, STILL_MESSAGES


def still_event(result: StillResult, file: str) -> Event:
    """Return what one still gave; boxes and sizes are those of the upright picture as it came.

    `stance` is the leg that carries; drop + = the hip on the other side hangs lower.
    """
    photo, still = result.looked.photo, result.still
    taken = photo.taken
    return tidy(
        {
            "event": "still",
            "file": file,
            "people": len(result.looked.people),
            "person_box_px": result.box_px and [round(edge) for edge in result.box_px],
            "view": None if result.person is None else str(result.viewpoint.view),
            "stance": str(still.stance),
            "stance_sure": still.stance_sure,
            "mid_stance": still.mid_stance,
            "drop_deg": still.drop_deg,
            "ci95_deg": still.ci95_deg,
            "sigma_deg": still.sigma_deg,
            "usable": still.usable,
            "reason": None if still.usable else str(still.reason),
            "level_by": str(result.level.by),
            "level_deg": result.level.offset_deg,
            "taken": taken and taken.isoformat(timespec="milliseconds"),
            "size_px": [round(edge / photo.scale) for edge in photo.size_px],
            "method": result.method,
            "notes": list(result.notes),
        }
    )


def format_still(result: StillResult, file: str) -> str:
    """Return the same in a few lines."""
    still = result.still
    lines = [f"{file}\n{headline(result)}"]
    if still.usable:
        lines.append(f"{STILL_LEVEL_WORDS[result.level.by].capitalize()}.")
    lines += [f"Note: {note}" for note in result.notes]
    if result.is_guess:
        lines.append("      To name the runner: --person X,Y, a point on the body in pixels.")
    return "\n".join(lines)


def headline(result: StillResult) -> str:
    """Return the number with its interval, or why there is none."""
    still = result.still
    if still.drop_deg is None or still.ci95_deg is None:
        leg = f" (probably the {still.stance} leg carries)" if still.stance.leg else ""
        return f"{STILL_MESSAGES[still.reason]}{leg}"
    low, high = still.ci95_deg
    other = still.stance.leg and still.stance.leg.other
    way = "lower" if still.drop_deg >= 0.0 else "higher"
    return (
        f"{still.stance} leg carries; the {other} hip lies {abs(still.drop_deg):.1f} deg {way} "
        f"at this moment (drop, 95 % interval: {low:+.1f} to {high:+.1f} deg)."
    )
