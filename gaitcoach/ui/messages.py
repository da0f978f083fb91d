"""What stands over the picture: the state of the session, or why nothing can be measured."""

from __future__ import annotations

from dataclasses import dataclass

from gaitcoach.language import tr, tr_later
from gaitcoach.live.view import LiveView, SessionState
from gaitcoach.types import Quality
from gaitcoach.words import QUALITY_MESSAGES


@dataclass(frozen=True, slots=True)
class Message:
    """What stands over the picture. `small` : said beside the running picture, not instead."""

    title: str
    body: str = ""
    small: bool = False


STATE_TITLES = {
    SessionState.OPENING: tr_later("Opening …"),
    SessionState.STALLED: tr_later("No new pictures"),
    SessionState.RECONNECTING: tr_later("Connection lost – keeps trying"),
    SessionState.ENDED: tr_later("The run is over"),
    SessionState.FAILED: tr_later("This source does not work"),
    SessionState.STOPPED: tr_later("Stopped"),
}
_STATE_HINTS = {
    SessionState.STALLED: tr_later("Waiting for the camera."),
    SessionState.RECONNECTING: tr_later("The run goes on when the camera is back."),
    SessionState.ENDED: tr_later("Space starts it again."),
    SessionState.FAILED: tr_later("Choose another source (S), then start (Space)."),
    SessionState.STOPPED: tr_later("Space starts."),
}
_SMALL = (Quality.TOO_FEW_STEPS, Quality.FRAME_GAP)


def state_message(view: LiveView) -> Message | None:
    """Return what to say about the session's state, None while it simply runs."""
    if view.state is SessionState.RUNNING:
        return None
    lines = tr(view.message.strip()), tr(_STATE_HINTS.get(view.state, ""))
    return Message(tr(STATE_TITLES[view.state]), "\n".join(line for line in lines if line))


def quality_message(quality: Quality) -> Message | None:
    """Return why nothing can be told, None when all is well."""
    if quality is Quality.OK:
        return None
    if quality in _SMALL:
        return Message(tr(QUALITY_MESSAGES[quality]), small=True)
    title, _, body = tr(QUALITY_MESSAGES[quality]).partition(": ")
    return Message(title, body[:1].upper() + body[1:])
