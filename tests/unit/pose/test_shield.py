"""The shield against MediaPipe's upload, and what it must leave alone."""

from __future__ import annotations

import os

import pytest

from gaitcoach.pose.shield import DEAD_PROXY, raise_shield


@pytest.fixture
def users_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    for name in ("https_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://proxy.example:3128")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(name, "*")


@pytest.mark.usefixtures("users_proxies")
def test_the_upload_is_sent_to_a_port_that_answers_nobody():
    raise_shield()
    assert os.environ["https_proxy"] == os.environ["HTTPS_PROXY"] == DEAD_PROXY
    assert DEAD_PROXY.startswith("http://127.0.0.1:")
    # AND no exception lets it past the proxy
    assert "no_proxy" not in os.environ
    assert "NO_PROXY" not in os.environ


@pytest.mark.usefixtures("users_proxies")
def test_the_users_proxy_for_http_cameras_stays():
    """OpenCV's FFMPEG reads a camera's http:// stream through it."""
    raise_shield()
    assert os.environ["http_proxy"] == os.environ["HTTP_PROXY"] == "http://proxy.example:3128"
