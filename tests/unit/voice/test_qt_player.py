"""Orders from any thread, the newest cue, devices that come and go: on a card of our own."""

from __future__ import annotations

import threading

import pytest
from PyQt6.QtMultimedia import QSoundEffect
from voice_fakes import FakeCard

from gaitcoach.voice.pcm import duration_s
from gaitcoach.voice.phrases import PhraseBank
from gaitcoach.voice.qt_loop import run_event_loop_until
from gaitcoach.voice.qt_player import QtSpeaker
from gaitcoach.voice.shipped import shipped_wav

LIMIT_S = 10.0


@pytest.fixture
def card() -> FakeCard:
    return FakeCard()


@pytest.fixture
def speaker(qapp, card, tmp_path):
    one = speaker_on(card, PhraseBank(cache_dir=tmp_path))
    yield one
    one.close()


def speaker_on(card, bank) -> QtSpeaker:
    return QtSpeaker(bank, device=card.device, device_name=card.device_name, make_effect=card.make)


def settle(condition) -> None:
    assert run_event_loop_until(condition, LIMIT_S)


def obey_all(speaker, card) -> None:
    """Let every order given so far be carried out: a tone given last has sounded."""
    before = card.log.count(("play", "tone_low"))
    speaker.tone(high=False)
    settle(lambda: card.log.count(("play", "tone_low")) > before)


def test_a_cue_from_another_thread_is_played_in_the_qt_thread(speaker, card):
    played_in = []
    effect = card.named("hips_level")[0]
    play = effect.play
    effect.play = lambda: (played_in.append(threading.current_thread()), play())
    worker = threading.Thread(target=speaker.say, args=("hips_level",))
    worker.start()
    worker.join()
    # THEN the caller has gone on before anything is played
    assert card.log == []
    settle(lambda: card.log)
    assert played_in == [threading.main_thread()]
    assert [phrase for _, phrase in speaker.started] == ["hips_level"]
    assert speaker.is_busy


def test_the_newest_cue_cuts_the_older_one_and_a_tone_cuts_nothing(speaker, card):
    speaker.say("hips_level")
    speaker.tone(high=True)
    speaker.say("better")
    settle(lambda: len(speaker.started) == 2)
    assert card.log == [
        ("play", "hips_level"),
        ("play", "tone_high"),
        ("stop", "hips_level"),
        ("play", "better"),
    ]


def test_a_cue_waits_for_its_file_and_an_overtaken_one_is_never_heard(qapp, card, tmp_path):
    card.loads_at_once = False
    speaker = speaker_on(card, PhraseBank(cache_dir=tmp_path))
    speaker.say("left_hip")
    speaker.say("right_hip")
    settle(lambda: speaker._speaking in card.named("right_hip"))
    assert speaker.is_busy
    assert speaker.started == ()
    for effect in list(card.effects):
        effect.finish(QSoundEffect.Status.Ready)
    assert card.log == [("play", "right_hip")]
    speaker.close()


def test_without_a_device_nothing_is_made_and_the_screen_is_told(qapp, card, tmp_path):
    card.device_id = None
    speaker = speaker_on(card, PhraseBank(cache_dir=tmp_path))
    speaker.say("hips_level")
    speaker.metronome(170.0)
    assert speaker.problem.startswith("No sound device:")
    assert card.effects == []
    # WHEN a device appears
    card.device_id = b"headphones"
    speaker._devices.audioOutputsChanged.emit()
    assert speaker.problem is None
    # THEN it is used, also for the clicks that were wanted before
    settle(lambda: ("play", "metronome_170") in card.log)
    speaker.say("hips_level")
    settle(lambda: ("play", "hips_level") in card.log)
    speaker.close()


def test_a_device_that_goes_away_is_seen_and_stops_everything(speaker, card):
    speaker.say("hips_level")
    settle(lambda: speaker.started)
    card.device_id = None
    speaker._devices.audioOutputsChanged.emit()
    assert speaker.problem.startswith("No sound device:")
    assert ("stop", "hips_level") in card.log
    assert not speaker.is_busy
    assert speaker.output is None


def test_the_device_that_plays_is_named_and_a_change_is_seen(speaker, card):
    """Mutant: the name is read once."""
    assert speaker.output == "card"
    card.device_id = b"headphones"
    speaker._devices.audioOutputsChanged.emit()
    assert speaker.output == "headphones"


def test_a_file_that_will_not_play_is_a_problem_and_is_tried_afresh(speaker, card):
    card.named("better")[0].finish(QSoundEffect.Status.Error)
    assert "better.wav" in speaker.problem
    speaker.say("better")
    settle(lambda: ("play", "better") in card.log)
    assert speaker.problem is None


def test_a_phrase_that_never_ends_is_given_up_and_told(speaker, card, monkeypatch):
    # GIVEN a device that takes the sound and plays nothing, as one that was pulled out does
    monkeypatch.setattr("gaitcoach.voice.qt_player.STUCK_S", -0.9)
    speaker.say("hips_level")
    settle(lambda: speaker.problem)
    assert "does not play" in speaker.problem
    assert not speaker.is_busy
    # THEN the next cue tries anew
    speaker.say("hips_level")
    settle(lambda: len(speaker.started) == 2)
    assert len(card.named("hips_level")) == 2


def test_a_phrase_that_has_ended_is_not_given_up(speaker, card, monkeypatch):
    monkeypatch.setattr("gaitcoach.voice.qt_player.STUCK_S", -0.6)
    speaker.say("hips_level")
    settle(lambda: speaker.started)
    card.named("hips_level")[0].playing = False
    run_event_loop_until(lambda: False, 0.5)
    assert speaker.problem is None


def test_a_phrase_nobody_knows_is_a_problem_not_an_error(speaker, card):
    speaker.say("nonsense")
    settle(lambda: speaker.problem)
    assert "nonsense" in speaker.problem
    assert speaker.started == ()


def test_the_metronome_loops_retunes_and_stops(speaker, card):
    speaker.metronome(170.2)
    speaker.metronome(169.8)
    speaker.metronome(180.0)
    speaker.metronome(None)
    obey_all(speaker, card)
    clicks = [entry for entry in card.log if "metronome" in entry[1]]
    assert clicks == [
        ("play", "metronome_170"),
        ("stop", "metronome_170"),
        ("play", "metronome_180"),
        ("stop", "metronome_180"),
    ]
    track = card.named("metronome_180")[0]
    assert track.loops == QSoundEffect.Loop.Infinite.value
    assert duration_s(track.path) == pytest.approx(32 * 60 / 180, abs=1e-4)


@pytest.mark.parametrize("rate_spm", [0.0, -5.0, 1e9, float("nan"), float("inf")])
def test_a_rate_nobody_runs_at_clicks_nothing(speaker, card, rate_spm):
    speaker.metronome(rate_spm)
    obey_all(speaker, card)
    assert not any("metronome" in name for _, name in card.log)


def test_clicks_that_cannot_be_written_are_a_problem(qapp, card, tmp_path):
    (tmp_path / "file").touch()
    bank = PhraseBank(cache_dir=tmp_path / "file")
    speaker = speaker_on(card, bank)
    speaker.metronome(170.0)
    settle(lambda: speaker.problem)
    assert "cannot be made" in speaker.problem
    speaker.close()


def test_edited_words_are_used_as_soon_as_they_are_rendered(qapp, card, tmp_path, engine):
    engine()
    bank = PhraseBank({"better": "well done"}, cache_dir=tmp_path / "cache")
    speaker = speaker_on(card, bank)
    speaker.prepare()
    settle(lambda: any(effect.path.parent.name == "cache" for effect in card.effects))
    speaker.say("better")
    settle(lambda: speaker.started)
    assert card.effects[-1].playing
    assert card.effects[-1].path.parent == tmp_path / "cache"
    speaker.close()


def test_after_closing_nothing_sounds_and_nothing_fails(speaker, card):
    speaker.say("hips_level")
    settle(lambda: speaker.started)
    speaker.metronome(180.0)
    speaker.close()
    speaker.say("better")
    speaker.close()
    assert not run_event_loop_until(lambda: ("play", "better") in card.log, 0.1)
    assert not any(effect.playing for effect in card.effects)


def test_the_event_loop_ends_with_its_condition_or_its_time(qapp):
    ended = threading.Event()
    threading.Timer(0.05, ended.set).start()
    assert run_event_loop_until(ended.is_set, LIMIT_S)
    assert not run_event_loop_until(lambda: False, 0.05)


def test_an_error_in_the_condition_reaches_the_caller(qapp):
    with pytest.raises(ZeroDivisionError):
        run_event_loop_until(lambda: 1 / 0, LIMIT_S)


def test_other_words_are_used_from_then_on_and_the_old_are_rendered_no_more(
    speaker, card, tmp_path, engine
):
    """Mutants: the old sounds stay; the old bank goes on rendering."""
    engine()
    old = speaker._bank
    speaker.use(PhraseBank({"better": "well done"}, cache_dir=tmp_path / "cache"))
    settle(lambda: any(effect.path.parent.name == "cache" for effect in card.effects))
    speaker.say("better")
    settle(lambda: speaker.started)
    assert [effect.path.parent.name for effect in card.effects if effect.playing] == ["cache"]
    assert old._closing.is_set()


def test_what_is_tried_out_is_played_once_and_cuts_what_sounds(speaker, card):
    speaker.say("hips_level")
    speaker.try_out(shipped_wav("better"))
    obey_all(speaker, card)
    assert card.log[:3] == [("play", "hips_level"), ("stop", "hips_level"), ("play", "better")]
