"""What goes on behind the window: tables that are written, set-ups that are kept, trouble that is
told after the run is over, and an end that waits for all of it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from made_up import step

from gaitcoach.app import kept_choices, window_jobs
from gaitcoach.app.controls import WindowControls
from gaitcoach.app.options import RunOptions
from gaitcoach.errors import SettingsError
from gaitcoach.settings import Settings
from gaitcoach.settings_file import load_settings
from gaitcoach.storage.places import settings_path, setup_path
from gaitcoach.storage.setup import last_setup
from gaitcoach.types import Side
from gaitcoach.voice.silent import SilentSpeaker

LIMIT_S = 10.0
STEPS = tuple(step(Side.LEFT, 0.4 * i, 4.0) for i in range(1000))


@pytest.fixture
def controls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WindowControls]:
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    made = WindowControls(RunOptions(), Settings(), SilentSpeaker())
    yield made
    made.close()


def test_a_table_is_written_behind_and_its_trouble_told(controls: WindowControls, tmp_path: Path):
    good = controls.export_steps(STEPS, str(tmp_path / "steps.csv"), "learned")
    bad = controls.export_steps(STEPS, str(tmp_path / "none" / "steps.csv"), "learned")
    assert good.wait(LIMIT_S)
    assert bad.wait(LIMIT_S)
    assert good.error is None
    assert len((tmp_path / "steps.csv").read_text().splitlines()) == len(STEPS) + 1
    assert "cannot be written" in str(bad.error)


def test_a_table_that_is_called_off_leaves_no_file(
    controls: WindowControls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Mutant: the button tells the job, and the writing never asks it."""
    hold, begun = threading.Event(), threading.Event()
    real = window_jobs.steps_to_csv

    def slowly(steps: tuple, path: Path, **how: object) -> None:
        begun.set()
        assert hold.wait(LIMIT_S)
        real(steps, path, **how)

    monkeypatch.setattr(window_jobs, "steps_to_csv", slowly)
    job = controls.export_steps(STEPS, str(tmp_path / "steps.csv"), "learned")
    assert begun.wait(LIMIT_S)
    job.cancel()
    hold.set()
    assert job.wait(LIMIT_S)
    assert job.cancelled
    assert not (tmp_path / "steps.csv").exists()


def test_the_end_waits_for_a_table_and_names_one_that_hangs(
    controls: WindowControls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Mutants: half a table because the program ended; a dead disk that holds the end for ever."""
    hold = threading.Event()
    monkeypatch.setattr(window_jobs, "CLOSE_JOB_S", 0.05)
    monkeypatch.setattr(window_jobs, "steps_to_csv", lambda *given, **how: hold.wait(LIMIT_S))
    controls.export_steps(STEPS, str(tmp_path / "steps.csv"), "learned")
    assert controls.close() == ("writing steps.csv",)
    hold.set()


def test_trouble_of_a_run_that_is_over_is_told_once(controls: WindowControls):
    """Mutant: it is told to the session, which nobody looks at any more."""
    controls._end(SimpleNamespace(stop=tuple, trouble="Record kept at /tmp/one.jsonl."))
    controls._end(SimpleNamespace(stop=lambda: ("capture",), trouble=None))
    assert controls.news() == ("Record kept at /tmp/one.jsonl.",)
    assert controls.news() == ()
    assert controls.close() == ("capture",)


def test_a_picture_and_a_record_that_cannot_be_are_told(
    controls: WindowControls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    controls.keep_picture(lambda path: False)
    controls._last_record, controls._last_uid = tmp_path, "none"  # a folder cannot be unlinked
    controls.discard_last()
    controls.close()
    told = " ".join(controls.news())
    assert "could not be written" in told
    assert "could not be deleted" in told


def test_the_newest_set_up_is_what_is_kept(controls: WindowControls):
    """Mutant: an older one is written over it, by a thread that was slower."""
    for threshold_deg in (3.0, 4.0, 7.5):
        controls.keep_setup(Settings(threshold_deg=threshold_deg))
    assert controls.last_setup().threshold_deg == 7.5
    controls.close()
    assert last_setup(setup_path()).threshold_deg == 7.5


def test_a_discarded_run_is_gone_from_the_store_too(controls: WindowControls, tmp_path: Path):
    """Mutant: only the record is deleted."""
    from kept_runs import head, keep_run, step_events, summary

    from gaitcoach.storage.places import files_path, store_place
    from gaitcoach.storage.store.runs import list_runs
    from gaitcoach.storage.store.store import Store

    made = keep_run((store_place(), files_path()), [*step_events(4), summary()], of=head())
    controls._last_record, controls._last_uid = tmp_path / "none.jsonl", made.uid
    controls.discard_last()
    controls.close()
    store = Store(store_place(), files_path())
    assert list_runs(store) == ()
    store.close()
    assert controls.news() == ()


def test_settings_are_written_behind_the_newest_last_and_trouble_is_told(
    controls: WindowControls, monkeypatch: pytest.MonkeyPatch
):
    """Mutants: the window waits for a slow disk; the older of two saves wins; nobody is told."""
    hold = threading.Event()
    real, written = kept_choices.save_settings, []

    def slowly(settings: Settings, path: Path) -> None:
        assert hold.wait(LIMIT_S)
        written.append(settings.threshold_deg)
        if settings.threshold_deg == 9.0:
            raise SettingsError("The disk is full.", "Free some space.")
        real(settings, path)

    monkeypatch.setattr(kept_choices, "save_settings", slowly)
    for threshold_deg in (6.0, 7.0):
        controls.save_settings(Settings(threshold_deg=threshold_deg, runner="Kim"))
    assert written == []
    hold.set()
    for worker in controls._behind.workers:
        worker.join(LIMIT_S)
    assert written[-1] == 7.0
    assert load_settings(settings_path()) == Settings(threshold_deg=7.0)
    # WHEN the disk refuses
    controls.save_settings(Settings(threshold_deg=9.0))
    controls._behind.workers[-1].join(LIMIT_S)
    assert controls.news() == ("The disk is full. Free some space.",)


def test_videos_are_measured_behind_and_kept(
    controls: WindowControls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Mutants: not kept; for the guest; the view as declared; its share untold; one bad file stops
    the others, or is not told."""
    seen: list[tuple] = []
    shares: list[float] = []

    def measured(spec, settings, options, *, reached):
        seen.append((spec.name, settings.runner, options))
        reached(None, 0.0)
        reached(0.5, 1.0)
        shares.append(job.share)

    monkeypatch.setattr(window_jobs, "analyze_video", measured)
    paths = [str(tmp_path / "race.mp4"), "rtsp://127.0.0.1:1/x", str(tmp_path / "b.mp4")]
    for path in (paths[0], paths[2]):
        Path(path).write_bytes(b"x")
    begin = threading.Event()
    real = window_jobs.parse_source
    monkeypatch.setattr(
        window_jobs, "parse_source", lambda text: begin.wait(LIMIT_S) and real(text)
    )
    job = controls.analyze_videos(paths, Settings(runner="Ida"))
    begin.set()
    assert job.wait(LIMIT_S)
    assert (job.result, job.error) == (2, None)
    assert shares == pytest.approx([0.5 / 3, 2.5 / 3])
    assert [(name, runner) for name, runner, _ in seen] == [("race.mp4", "Ida"), ("b.mp4", "Ida")]
    assert all(options.keep and options.wishes.find_view for _, _, options in seen)
    (trouble,) = controls.news()
    assert "is not a file" in trouble


def test_a_single_video_tells_its_trouble_itself(controls: WindowControls):
    bad = controls.analyze_videos(["rtsp://127.0.0.1:1/x"], Settings())
    assert bad.wait(LIMIT_S)
    assert "is not a file" in str(bad.error)
    assert controls.news() == ()


def test_the_end_calls_a_video_off(
    controls: WindowControls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Mutant: the window stays open for minutes, or names the analysis as stuck."""
    begun = threading.Event()

    def measured(spec, settings, options, *, reached):
        while True:
            begun.set()
            reached(0.1, 0.0)

    monkeypatch.setattr(window_jobs, "analyze_video", measured)
    (tmp_path / "race.mp4").write_bytes(b"x")
    job = controls.analyze_videos([str(tmp_path / "race.mp4")], Settings())
    assert begun.wait(LIMIT_S)
    assert controls.close() == ()
    assert job.cancelled


def test_a_deleted_person_is_forgotten_here_and_on_the_disk(controls: WindowControls):
    """Mutant: "same as last time" still names whoever wished to be deleted."""
    library = controls.library
    added = library.add_person("Kim")
    assert added.wait(LIMIT_S)
    controls.keep_setup(Settings(runner="Kim", shoes="red ones"))
    for worker in controls._behind.workers:
        worker.join(LIMIT_S)
    everybody = library.people()
    assert everybody.wait(LIMIT_S)
    deleted = library.delete_person(everybody.value[0])
    assert deleted.wait(LIMIT_S)
    assert deleted.error is None
    for kept in (controls.last_setup(), last_setup(setup_path())):
        assert (kept.runner, kept.shoes) == ("guest", None)
