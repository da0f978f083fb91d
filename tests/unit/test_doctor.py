"""Every check can fail, and says what to do."""

import json
import zipfile

import pytest

from gaitcoach import bundle, doctor
from gaitcoach.capture.discovery import CameraInfo
from gaitcoach.display import display_trouble
from gaitcoach.doctor import Check, checks_as_json, format_checks, run_checks, write_bundle
from gaitcoach.errors import StorageError
from gaitcoach.storage import places

GOOD = {"camera", "model", "speech engine", "sound device", "display", "disk", "settings"}


@pytest.fixture(autouse=True)
def healthy(tmp_path, monkeypatch):
    """A machine where everything works; child processes are not started."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("DATA", "STATE", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    monkeypatch.setenv("DISPLAY", ":987")
    monkeypatch.setattr(doctor, "display_trouble", lambda: None)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(doctor.sys, "platform", "linux")
    monkeypatch.setattr(doctor, "list_cameras", lambda: (CameraInfo(0, "Anna's phone", ""),))
    monkeypatch.setattr(doctor, "check_engine", lambda timeout_s: None)
    monkeypatch.setattr(doctor, "_run_child", lambda script: ("devices:\nLoudspeaker\n", ""))
    monkeypatch.setattr(doctor, "MIN_FREE_MB", 1)
    return tmp_path


def _check(name):
    return next(check for check in run_checks() if check.name == name)


def test_a_healthy_machine_passes_and_names_what_it_found(healthy):
    checks = run_checks()
    assert {check.name for check in checks} == GOOD | {"records", "phone"}
    assert [check for check in checks if not check.ok or check.todo] == []
    assert "0: Anna's phone" in _check("camera").detail
    assert "installed" in _check("phone").detail
    assert "Loudspeaker" in _check("sound device").detail
    assert str(places.runs_path()) in _check("records").detail


def _no_camera(monkeypatch, _folder):
    monkeypatch.setattr(doctor, "list_cameras", lambda: ())


def _locked_camera(monkeypatch, _folder):
    monkeypatch.setattr(doctor, "list_cameras", lambda: (CameraInfo(0, "c", "/dev/none"),))


def _other_model(monkeypatch, _folder):
    monkeypatch.setitem(doctor.MODEL_SHA256, "full", "0" * 64)


def _no_model(monkeypatch, _folder):
    monkeypatch.setitem(doctor.MODEL_SHA256, "none", "0" * 64)


def _no_pelvis_net(monkeypatch, _folder):
    monkeypatch.setattr(doctor, "PELVIS_NET", "models/none.onnx")


def _no_child(monkeypatch, _folder):
    monkeypatch.setattr(doctor, "_run_child", lambda script: ("", "libGLESv2.so.2 is missing"))


def _no_engine(monkeypatch, _folder):
    monkeypatch.setattr(doctor, "check_engine", lambda timeout_s: "No speech engine.")


def _no_sound(monkeypatch, _folder):
    monkeypatch.setattr(doctor, "_run_child", lambda script: ("devices:\n\n", ""))


def _no_display(monkeypatch, _folder):
    monkeypatch.setattr(doctor, "display_trouble", lambda: display_trouble({}))


def _deaf_display(monkeypatch, _folder):
    """Mutant: a name is enough."""
    monkeypatch.setattr(doctor, "display_trouble", lambda: display_trouble({"DISPLAY": ":987"}))


def _no_space(monkeypatch, _folder):
    monkeypatch.setattr(doctor, "MIN_FREE_MB", 10**12)


def _no_data_folder(_monkeypatch, folder):
    (folder / "DATA").write_text("a file in the place of the folder")


def _bad_settings(_monkeypatch, _folder):
    places.config_dir()
    places.settings_path().write_text("threshold_deg = 90\n")


def _broken_check(monkeypatch, _folder):
    def fail():
        raise RuntimeError("boom")

    monkeypatch.setattr(doctor, "list_cameras", fail)


@pytest.mark.parametrize(
    ("trouble", "name"),
    [
        (_no_camera, "camera"),
        (_locked_camera, "camera"),
        (_other_model, "model"),
        (_no_model, "model"),
        (_no_pelvis_net, "model"),
        (_no_child, "model"),
        (_no_child, "sound device"),
        (_no_engine, "speech engine"),
        (_no_sound, "sound device"),
        (_no_display, "display"),
        (_deaf_display, "display"),
        (_no_space, "disk"),
        (_no_data_folder, "disk"),
        (_bad_settings, "settings"),
        (_broken_check, "camera"),
    ],
)
def test_each_trouble_is_found_where_it_is_and_says_what_to_do(trouble, name, healthy, monkeypatch):
    trouble(monkeypatch, healthy)
    failed = {check.name: check for check in run_checks() if not check.ok}
    expected = {"model", "sound device"} if trouble is _no_child else {name}
    assert set(failed) == expected
    assert failed[name].detail
    assert failed[name].todo.endswith((".", "demo", "$USER"))


def test_a_child_that_fails_hangs_or_speaks(monkeypatch):
    monkeypatch.undo()
    assert doctor._run_child("print('hello')") == ("hello\n", "")
    assert doctor._run_child("raise OSError('no library')") == ("", "OSError: no library")
    assert doctor._run_child("import os; os._exit(3)") == ("", "ended with code 3")
    monkeypatch.setattr(doctor, "CHILD_TIMEOUT_S", 0.2)
    output, trouble = doctor._run_child("import threading; threading.Event().wait(60)")
    assert (output, trouble) == ("", "no answer within 0.2 s")


def test_the_table_and_the_json_say_the_same():
    checks = (Check("camera", True, "0: c"), Check("disk", False, "full", "Free some space."))
    assert format_checks(checks).splitlines() == [
        "ok  camera  0: c",
        "NO  disk    full",
        "            -> Free some space.",
    ]
    found = json.loads(checks_as_json(checks))
    assert found["ok"] is False
    assert found["checks"][1] == {
        "name": "disk",
        "ok": False,
        "detail": "full",
        "todo": "Free some space.",
    }


def _everything(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def test_a_bundle_holds_no_picture_no_record_and_no_name(healthy):
    # GIVEN a log, settings, a record and a camera named after people
    (places.log_dir() / "gaitcoach.log").write_text(
        f"opened rtsp://anna:geheim@cam/1 from {healthy}/runs\n"
    )
    places.config_dir()
    places.settings_path().write_text('source = "Anna\'s phone"\nvoice = true\n')
    (places.data_dir() / "runs").mkdir()
    (places.data_dir() / "runs" / "r.jsonl").write_text("a record of anna")
    # WHEN a bundle is written
    listed = []
    assert write_bundle(healthy / "b.zip", lambda contents: listed.extend(contents) or True)
    # THEN it holds what was listed, and nobody's name
    found = _everything(healthy / "b.zip")
    assert [(name, len(text.encode())) for name, text in found.items()] == listed
    assert set(found) == {
        "versions.json",
        "machine.json",
        "checks.json",
        "gaitcoach.log",
        "settings.toml",
    }
    everything = "\n".join(found.values()).casefold()
    for secret in ("anna", "geheim", str(healthy).casefold(), "a record of"):
        assert secret not in everything
    assert "rtsp://***@cam/1 from ~/runs" in found["gaitcoach.log"]
    assert "voice = true" in found["settings.toml"]
    assert '"1 found"' in found["checks.json"]


def test_nothing_is_written_before_the_user_agrees(healthy):
    assert write_bundle(healthy / "b.zip", lambda contents: False) is False
    assert not (healthy / "b.zip").exists()


def test_a_long_log_is_cut_from_its_beginning(healthy, monkeypatch):
    monkeypatch.setattr(bundle, "LOG_TAIL_BYTES", 10)
    (places.log_dir() / "gaitcoach.log").write_text("a" * 100 + "b" * 10)
    write_bundle(healthy / "b.zip", lambda contents: True)
    assert _everything(healthy / "b.zip")["gaitcoach.log"] == "b" * 10


def test_a_bundle_that_cannot_be_written_says_what_to_do(healthy):
    with pytest.raises(StorageError, match="cannot be written"):
        write_bundle(healthy / "none" / "b.zip", lambda contents: True)
