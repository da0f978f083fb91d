"""Keeps MediaPipe on this machine: it sends usage logs to its vendor unless a proxy stops it.

Seen with mediapipe 1.2.2: a name look-up and an upload attempt about 20 s after the first frame.
The upload honours the proxy variables and reads them late, so they are set before the import
and stay set. Port 9 (discard) of this machine answers nobody.
"""

from __future__ import annotations

import os
import sys

DEAD_PROXY = "http://127.0.0.1:9"
_PROXY_VARIABLES = ("https_proxy", "HTTPS_PROXY")
"""Only these: OpenCV's FFMPEG would send a camera's http:// stream through an `http_proxy`."""


def raise_shield() -> None:
    """Stop MediaPipe's upload; call before importing it, in the process that uses it."""
    for name in _PROXY_VARIABLES:
        os.environ[name] = DEAD_PROXY
    for name in ("no_proxy", "NO_PROXY"):
        os.environ.pop(name, None)
    # Importing mediapipe would also load sounddevice and with it PortAudio and JACK, which
    # crashed a process at start; gaitcoach never uses it.
    sys.modules.setdefault("sounddevice", None)  # type: ignore[arg-type]
    os.environ.setdefault("GLOG_minloglevel", "2")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
