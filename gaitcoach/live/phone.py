"""What a run tells the page on the phone: cues, and why nothing can be told."""

from __future__ import annotations

from typing import Any

from gaitcoach.live.events import Event
from gaitcoach.types import Quality

LANGUAGE = "en"
"""Of the words in `gaitcoach.words`; the phone looks for a voice that speaks it."""
_NOT_WORTH_A_NOTE = (Quality.OK, Quality.TOO_FEW_STEPS, Quality.FRAME_GAP)


def page_message(event: Event) -> dict[str, Any] | None:
    """Return an event as a message for the page, None when it does not concern the phone."""
    if event["event"] == "cue":
        return {
            "cue": event["text"],
            "kind": event["kind"],
            "aloud": event["said"],
            "lang": LANGUAGE,
        }
    if event["event"] == "quality":
        quiet = event["quality"] in _NOT_WORTH_A_NOTE
        return {"note": "" if quiet else event["message"]}
    return None
