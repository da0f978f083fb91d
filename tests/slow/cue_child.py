"""The live coach on the demo played as live, speaking; prints when each cue was decided.

All stages are real but one: the angle is the clip's truth, so that the cue is known beforehand.
"""

from __future__ import annotations

import json
import time

from battery import SIGMA_DEG, THRESHOLD_DEG

from gaitcoach.capture.source import parse_source
from gaitcoach.coaching import Coach, Metronome
from gaitcoach.gait import GaitAnalyzer
from gaitcoach.gait.stance_net import StanceNet
from gaitcoach.live.pipeline import CountPeople, Pipeline
from gaitcoach.live.session import LiveSession, Outlets
from gaitcoach.pose.tracker import PoseTracker
from gaitcoach.resources import asset_path
from gaitcoach.settings import Settings
from gaitcoach.types import Frame, PelvisAngle, Pose, Viewpoint
from gaitcoach.validation.truth import load_truth
from gaitcoach.voice.phrases import PhraseBank
from gaitcoach.voice.qt_loop import ensure_application, run_event_loop_until
from gaitcoach.voice.qt_player import QtSpeaker

LIMIT_S = 60.0


class TruePelvis:
    """The truth of each frame, round and round."""

    method = "truth"
    validated = True

    def __init__(self) -> None:
        self._truth = load_truth(asset_path("demo/demo_run.json")).image_obliquity_deg

    def estimate(self, frame: Frame, pose: Pose) -> PelvisAngle:
        obliquity_deg = float(self._truth[frame.index % len(self._truth)])
        return PelvisAngle(pose.t_s, obliquity_deg, SIGMA_DEG, self.method)


def build(settings: Settings, count_people: CountPeople) -> Pipeline:
    viewpoint = Viewpoint()
    return Pipeline(
        pose=PoseTracker("lite", viewpoint),
        pelvis=TruePelvis(),
        gait=GaitAnalyzer(StanceNet.load(asset_path("models/stance_net.npz")), viewpoint),
        coach=Coach(settings.limits),
        metronome=Metronome(),
        count_people=count_people,
        viewpoint=viewpoint,
    )


def main() -> None:
    app = ensure_application()
    speaker = QtSpeaker(PhraseBank())
    cues: list[dict] = []

    def on_event(event: dict) -> None:
        if event["event"] == "cue":
            cues.append(event | {"decided_s": time.monotonic()})

    session = LiveSession(
        Settings(source="demo", threshold_deg=THRESHOLD_DEG),
        parse_source("demo", as_live=True, loop=True),
        Outlets(speaker, on_event),
        build=build,
    )
    session.start()
    spoke = run_event_loop_until(lambda: bool(speaker.started), LIMIT_S)
    run_event_loop_until(lambda: not speaker.is_busy, LIMIT_S)
    stuck = session.stop()
    speaker.close()
    app.processEvents()
    print(json.dumps({"spoke": spoke, "cues": cues, "stuck": stuck}))


if __name__ == "__main__":
    main()
