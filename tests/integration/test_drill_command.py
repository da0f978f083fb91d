"""`gaitcoach drill` from the command line: events, summary, and every wrong use in plain words."""

from __future__ import annotations

import json

import pytest
from clips import write_clip
from drill_fakes import Gym, Open, both_legs, drill, shots
from session_fakes import FILE, FakeSource

from gaitcoach import cli
from gaitcoach.app import drilling, windowed
from gaitcoach.app.drill_run import wished
from gaitcoach.app.drilling import DRILL_NAMES, in_words
from gaitcoach.app.options import DrillWish, RunOptions
from gaitcoach.drills import DRILLS, drill_named
from gaitcoach.errors import SourceError
from gaitcoach.live.drill_session import DrillSession
from gaitcoach.live.outlook import Seen
from gaitcoach.settings import Settings
from gaitcoach.types import View
from gaitcoach.words import COUNTS, DRILL_EVENTS, DRILL_WORDS, PHRASES


@pytest.fixture
def clip(tmp_path):
    return str(write_clip(tmp_path / "grey.mp4", 12, (320, 240)))


def test_a_clip_with_nobody_in_it_counts_nothing_and_says_so(clip, capfd):
    """GIVEN a grey clip WHEN watched THEN JSON Lines, 0 counted, the reason named."""
    code = cli.run(["drill", "hip_abduction", "--source", clip, "--headless", "--json"])

    records = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert code == 0
    assert [record["reason"] for record in records if "reason" in record] == ["nobody"]
    summary = records[-1]
    assert {"drill", "side", "reps", "hold_s", "faults", "score"} <= set(summary)
    assert (summary["event"], summary["drill"]) == ("summary", "hip_abduction")
    assert (summary["side"], summary["reps"], summary["hold_s"]) == (None, 0, 0.0)


def test_words_in_place_of_json(clip, capfd):
    assert cli.run(["drill", "hip_hike", "--source", clip, "--view", "front", "--headless"]) == 0

    out = capfd.readouterr().out
    assert "Nobody in view" in out
    assert "hip_hike: standing leg both, 0 counted" in out


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["hip_hop"], "no drill named 'hip_hop'"),
        (["hip_hike", "--view", "side"], "from the front or from behind"),
        (["glute_bridge", "--view", "front"], "from the side"),
        (["hip_hike", "--source", "missing.mp4"], "missing.mp4"),
    ],
)
def test_wrong_use_is_said_in_two_lines(arguments, what, clip, capfd):
    """Mutant: a traceback; a drill that counts from a place where it sees nothing."""
    source = [] if "--source" in arguments else ["--source", clip]

    code = cli.run(["drill", *arguments, *source, "--headless"])

    captured = capfd.readouterr()
    assert code != 0
    assert what in captured.err
    assert captured.out == ""
    assert len(captured.err.strip().splitlines()) <= 2


@pytest.fixture
def asked(monkeypatch):
    """What a window would be opened with; none is opened."""
    wishes: list[tuple[Settings, RunOptions]] = []
    monkeypatch.setattr(windowed, "run_window", lambda *how: wishes.append(how) or 0)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return wishes


def test_without_headless_or_json_a_window_is_opened_with_the_drill(clip, asked, capfd):
    """Mutants: the promise of `--headless` kept by a command that never has a window; what was
    typed lost on the way; a file that is kept unasked."""
    more = [
        "--runner",
        "Kim",
        "--load",
        "band",
        "--threshold",
        "4",
        "--no-voice",
        "--keep",
        "--held-on",
    ]
    assert cli.run(["drill", "hip_hike", "--source", clip, "--view", "front", *more]) == 0
    assert cli.run(["drill", "hip_hike", "--source", clip]) == 0
    (settings, options), (usual, plain) = asked
    assert (settings.runner, settings.threshold_deg, settings.voice) == ("Kim", 4.0, False)
    seen = Seen(View.FRONT)
    assert options.drill == DrillWish(
        drill_named("hip_hike"), seen, "band", noted={"held_on": True}
    )
    assert plain.drill == DrillWish(drill_named("hip_hike"), keeps=False)
    assert (options.source, usual.voice) == (clip, True)
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize("flag", ["--headless", "--json"])
def test_who_wants_no_window_gets_none(flag, clip, asked, capfd):
    """Mutant: a window beside the JSON Lines."""
    assert cli.run(["drill", "hip_hike", "--source", clip, flag]) == 0
    assert asked == []
    assert capfd.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "what"), [(["hip_hop"], "no drill"), (["hip_hike", "--view", "side"], "front")]
)
def test_a_drill_that_cannot_be_watched_opens_no_window(arguments, what, asked, capfd):
    assert cli.run(["drill", *arguments, "--source", "demo"]) != 0
    assert what in capfd.readouterr().err
    assert asked == []


def test_what_somebody_says_of_a_drill_is_in_its_summary(clip, capfd):
    """Mutants: a note that only the store gets; "held on" said of everybody."""
    ask = ["drill", "hip_hike", "--source", clip, "--json"]
    assert cli.run(ask) == 0
    plain = json.loads(capfd.readouterr().out.splitlines()[-1])
    assert cli.run([*ask, "--held-on", "--note", "a chair"]) == 0
    noted = json.loads(capfd.readouterr().out.splitlines()[-1])
    assert (plain["held_on"], plain.get("notes")) == (False, None)
    assert (noted["held_on"], noted["notes"]) == (True, "a chair")


def test_what_a_window_was_opened_with_holds_for_what_it_fits():
    """Mutants: a camera that was declared at the side of a bridge taken for a standing drill's; a
    support noted for every drill that follows."""
    hike, bridge = drill_named("hip_hike"), drill_named("glute_bridge")
    wish = DrillWish(hike, Seen(View.FRONT), keeps=False, noted={"held_on": True})
    assert wished([hike], wish) == {"seen": wish.seen, "keeps": False, "noted": wish.noted}
    assert wished([bridge], wish) == {"seen": None, "keeps": False, "noted": {}}
    assert wished([drill_named("mirror_stance")], wish)["noted"] == {}
    assert wished([hike], None) == {}


def live(monkeypatch, gym: Gym, script: list) -> None:
    """Let the command's live way see a body of sticks; no picture is left out."""

    def session(drills, settings, spec, speaker, **how):
        script_of = [script]
        return DrillSession(
            [drill(drills[0].name)], settings, FILE, speaker, eyes=gym.eyes.eyes,
            open_source=lambda _: FakeSource(script_of.pop(), Open()), **how,
        )  # fmt: skip

    monkeypatch.setattr(drilling, "DrillSession", session)


@pytest.mark.parametrize("place", [[], ["--view", "front"]])
def test_a_camera_is_watched_live_to_the_end(monkeypatch, capfd, place):
    """Mutants: events that are printed only at the end, or twice; a summary before its events."""
    live(monkeypatch, Gym(both_legs("single_leg_stance", (4.0, 6.5))), shots(16.0))

    code = cli.run(["drill", "single_leg_stance", "--source", "0", *place, "--headless", "--json"])

    records = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert code == 0
    assert [record["side"] for record in records if record["event"] == "hold"] == ["right", "left"]
    assert [record["event"] for record in records].index("summary") == len(records) - 1
    assert (records[-1]["view"], records[-1]["reps"]) == ("front", 2)
    assert records[-1]["hold_s"] == pytest.approx(5.0, abs=0.3)


def test_a_camera_that_does_not_open_ends_the_command_in_two_lines(monkeypatch, capfd):
    def fail() -> None:
        raise SourceError("camera 0 cannot be opened.", "Another program may use it.")

    live(monkeypatch, Gym(both_legs("hip_hike", (4.0, 6.5))), [fail])

    assert cli.run(["drill", "hip_hike", "--source", "0", "--headless"]) != 0
    assert "Another program may use it." in capfd.readouterr().err


def test_every_drill_has_words_that_can_be_spoken():
    """Mutant: a phrase key that nobody has written down."""
    keys = {rule.phrase for drill in DRILLS.values() for rule in drill.faults}
    keys |= {drill.start for drill in DRILLS.values()} | {*COUNTS, *DRILL_WORDS}

    assert keys <= set(PHRASES)
    assert tuple(DRILLS) == DRILL_NAMES


def test_every_event_has_a_line_of_words():
    record = {
        "event": "fault", "fault": "touched_down", "side": "left", "t_s": 1.0, "value": 2.0,
        "limit": 30.0,
    }  # fmt: skip

    assert in_words(record) == "1.0 s: down after 2.0 s of 30 s"
    assert "{" not in "".join(
        line.format(
            t_s=1.0, count=1, leg="left", range_deg=1.0, hold_s=1.0, good_s=1.0, value=1.0,
            limit=1.0, drill="x", reps=1, faults=0, score=0.0,
        )
        for line in DRILL_EVENTS.values()
    )  # fmt: skip
