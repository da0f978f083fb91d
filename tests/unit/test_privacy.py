"""Passwords and names stay here."""

import getpass
import platform

import pytest

from gaitcoach.privacy import hide_credentials, hide_person


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("rtsp://anna:geheim@cam.local/s", "rtsp://***@cam.local/s"),
        ("rtsp://anna:ge@he/im@cam.local/s", "rtsp://***@cam.local/s"),
        ("http://anna@10.0.0.1:80/v", "http://***@10.0.0.1:80/v"),
        ("http://cam/v.cgi?user=a&pwd=b lost", "http://cam/v.cgi?*** lost"),
        ("rtsp://cam.local:554/s", "rtsp://cam.local:554/s"),
        ("rtsp:/anna:geheim@cam/s", "rtsp:/***@cam/s"),
        ("mail a@b.org", "mail a@b.org"),
    ],
)
def test_secrets_in_addresses_are_hidden(text, shown):
    assert hide_credentials(text) == shown


def test_a_bug_report_names_nobody(monkeypatch):
    monkeypatch.setenv("HOME", "/home/schmidt")
    monkeypatch.setattr(getpass, "getuser", lambda: "schmidt")
    monkeypatch.setattr(platform, "node", lambda: "praxis-7.example.org")
    text = (
        "Schmidt opened /home/schmidt/.cache/gaitcoach on PRAXIS-7, log of praxis-7.example.org\n"
        "opened '/data/Anna Berg 2026.mp4' and Anna.MOV from rtsp://a:secret@cam/1\n"
        "schmidtke is another word"
    )
    shown = hide_person(text)
    for secret in ("Schmidt ", "/home/schmidt", "PRAXIS", "example.org", "Anna", "Berg", "secret"):
        assert secret.casefold() not in shown.casefold()
    assert "~/.cache/gaitcoach" in shown
    assert "<file>.mp4" in shown
    assert "schmidtke is another word" in shown


def test_ordinary_words_are_not_taken_for_names(monkeypatch):
    monkeypatch.setattr(getpass, "getuser", lambda: "root")
    monkeypatch.setattr(platform, "node", lambda: "pc")
    monkeypatch.setenv("HOME", "/")
    assert hide_person("the root of /usr/lib on a pc") == "the root of /usr/lib on a pc"


def test_a_process_without_an_account_has_no_name(monkeypatch):
    def nobody():
        raise OSError("no account")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert hide_person("fine") == "fine"
