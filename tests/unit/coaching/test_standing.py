"""The countdown of the standing baseline: who stands is asked, who runs is left alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from made_up import step, update

from gaitcoach.coaching import StandingGuide
from gaitcoach.coaching.standing import GIVE_UP_S, MAX_ASKS, NOTICE_S, WORD_GAP_S
from gaitcoach.types import LevelBy, Quality, Side, Stance
from gaitcoach.words import COUNTDOWN, CUE_CHOICES, LEVEL_LOST, NO_BASELINE, PHRASES

FPS = 30.0


class Session:
    """Feeds a guide standing and running, and keeps what it said and showed, with the time.

    The baseline comes after `needed_s` of standing, as the gait stage would find it.
    """

    def __init__(self, needed_s: float = 3.0, *, looking: bool = True) -> None:
        self.guide = StandingGuide(needed_s)
        self.needed_s = needed_s
        self.looking = looking
        self.t_s = 0.0
        self.level_by = LevelBy.NONE
        self.said: list[tuple[float, str]] = []
        self.shown: list[tuple[float, str]] = []
        self._side = Side.LEFT

    @property
    def words(self) -> list[str]:
        return [phrase for _, phrase in self.said]

    def stand(
        self, lasting_s: float, *, shifting_s: float = 1e9, found: bool = True, **change: object
    ) -> Session:
        """Stand; with `shifting_s` the weight shifts that often. found : a baseline comes of it"""
        for i in range(round(lasting_s * FPS)):
            standing_s = (i / FPS) % shifting_s
            if standing_s >= self.needed_s and self.looking and found:
                self.level_by = LevelBy.STANDING
            self._push(Stance.DOUBLE, standing_s, **change)
        return self

    def run(self, lasting_s: float) -> Session:
        """Run 3 steps a second; walking, both feet touch the ground for a moment."""
        for i in range(round(lasting_s * FPS)):
            steps = (step(self._side, self.t_s, 3.0),) if i % 10 == 9 else ()
            self._side = self._side.other if steps else self._side
            self._push(Stance.DOUBLE if i % 10 < 3 else Stance.LEFT, 0.0, new_steps=steps)
        return self

    def move_camera(self) -> Session:
        self.level_by = LevelBy.NONE
        return self

    def _push(self, stance: Stance, standing_s: float, **change: object) -> None:
        baseline_deg = None if self.level_by is LevelBy.NONE else 1.0
        now = replace(
            update(self.t_s, baseline_deg=baseline_deg),
            stance=stance,
            standing_s=standing_s if self.looking else None,
            level_by=self.level_by,
            **change,
        )
        guidance = self.guide.push(now)
        if guidance.phrase is not None:
            self.said.append((self.t_s, guidance.phrase))
        if guidance.notice is not None:
            self.shown.append((self.t_s, guidance.notice))
        self.t_s += 1 / FPS


@pytest.mark.parametrize("needed_s", [1.0, 3.0, 5.0])
def test_who_stands_hears_the_count_and_thanks(needed_s: float):
    session = Session(needed_s).stand(needed_s + 4.0)
    assert session.words == list(COUNTDOWN)
    # THEN no word cuts the one before, and thanks come when the baseline is there
    times_s = [t_s for t_s, _ in session.said]
    assert all(b - a >= WORD_GAP_S - 1e-6 for a, b in pairwise(times_s))
    assert times_s[-1] >= needed_s
    assert times_s[-1] <= max(needed_s, 4 * WORD_GAP_S) + 2.0
    assert session.shown == []


def test_thanks_are_for_a_baseline_alone():
    session = Session().stand(6.0, found=False)
    assert session.words == list(COUNTDOWN[:-1])


def test_a_long_baseline_is_counted_at_its_end():
    said = {phrase: t_s for t_s, phrase in Session(5.0).stand(8.0).said}
    assert said["three"] == pytest.approx(3.0, abs=0.1)
    assert said["one"] == pytest.approx(5.0, abs=0.1)


def test_a_runner_hears_nothing_and_reads_it_once():
    # GIVEN somebody who already runs
    session = Session().run(60.0)
    # THEN nothing is said, and after 8 s of running one sentence is shown for a while
    assert session.said == []
    times_s = [t_s for t_s, _ in session.shown]
    assert {sentence for _, sentence in session.shown} == {NO_BASELINE}
    assert GIVE_UP_S <= times_s[0] < GIVE_UP_S + 1.0
    assert times_s[-1] - times_s[0] == pytest.approx(NOTICE_S, abs=0.1)


def test_who_starts_to_run_is_not_counted_any_further():
    session = Session().stand(1.6).run(20.0)
    assert session.words == ["stand_still", "three"]


def test_who_just_stopped_is_not_asked_at_once():
    session = Session().run(5.0).stand(1.9)
    assert session.said == []
    assert session.stand(1.0).words == ["stand_still"]


def test_who_fidgets_is_asked_again_but_not_for_ever():
    session = Session().stand(60.0, shifting_s=1.2)
    asks = [t_s for t_s, phrase in session.said if phrase == "stand_still"]
    assert len(asks) == MAX_ASKS
    assert all(b - a >= 6.0 for a, b in pairwise(asks))
    assert "thank_you" not in session.words


def test_with_a_baseline_nobody_is_asked_to_stand():
    session = Session().stand(8.0)
    session.said.clear()
    session.run(10.0).stand(10.0)
    assert session.said == []
    assert session.shown == []


def test_after_the_camera_moved_it_says_so_and_counts_again():
    session = Session().stand(8.0).run(5.0)
    session.said.clear()
    session.move_camera().run(2.0)
    assert {sentence for _, sentence in session.shown} == {LEVEL_LOST}
    assert session.stand(9.0).words == list(COUNTDOWN)
    assert session.shown[-1][0] < session.t_s - 4.0, "gone once there is a baseline again"


def test_a_lost_edge_is_told_even_when_standing_is_not_looked_for():
    session = Session(looking=False)
    session.level_by = LevelBy.VERTICAL
    session.run(3.0)
    assert session.shown == []
    session.move_camera().run(3.0).stand(5.0)
    assert {sentence for _, sentence in session.shown} == {LEVEL_LOST}
    assert session.said == []


@pytest.mark.parametrize("quality", [Quality.NOBODY, Quality.TWO_PEOPLE, Quality.CAMERA_MOVED])
def test_nothing_is_said_while_the_picture_cannot_be_judged(quality: Quality):
    assert Session().stand(8.0, quality=quality).said == []


def test_the_count_is_no_cue():
    assert set(COUNTDOWN) <= set(PHRASES)
    assert not set(COUNTDOWN) & set(CUE_CHOICES)
