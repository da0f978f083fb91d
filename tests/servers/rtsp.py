"""Starts, freezes, kills and restarts the RTSP camera of `rtsp_server.py`."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

SYSTEM_PYTHON = "/usr/bin/python3"
_BINDINGS = "import gi; gi.require_version('GstRtspServer', '1.0')"


def need_gstreamer() -> None:
    """Skip the test where GStreamer's RTSP server is not installed; in CI that is a failure."""
    if Path(SYSTEM_PYTHON).exists():
        found = subprocess.run([SYSTEM_PYTHON, "-c", _BINDINGS], capture_output=True, check=False)
        if found.returncode == 0:
            return
    reason = "GStreamer's RTSP server (gir1.2-gst-rtsp-server-1.0, python3-gi) is not installed"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


class RtspServer:
    """A camera in a process of its own, so that it can be frozen and killed."""

    def __init__(self, *credentials: str) -> None:
        self._credentials = credentials
        self.port = 0
        self.start()

    def start(self) -> None:
        """Listen; after a `kill`, on the same port again."""
        script = Path(__file__).with_name("rtsp_server.py")
        command = [SYSTEM_PYTHON, str(script), str(self.port), *self._credentials]
        # Debian's Python must not see the packages of the environment the tests run in.
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={})
        line = self._process.stdout.readline()
        assert line.strip().isdigit(), "the RTSP server did not start"
        self.port = int(line)

    def freeze(self) -> None:
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """End it at once; may be called more than once."""
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()

    def url(self, path: str = "/run", credentials: str = "") -> str:
        return f"rtsp://{credentials}127.0.0.1:{self.port}{path}"
