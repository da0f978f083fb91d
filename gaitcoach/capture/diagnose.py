"""Why a stream cannot be opened. OpenCV says only that; the server is asked once more, briefly."""

from __future__ import annotations

import base64
import socket
import ssl
from urllib.parse import SplitResult, unquote, urlsplit

from gaitcoach.errors import SourceError
from gaitcoach.language import tr, tr_later
from gaitcoach.privacy import hide_credentials

PROBE_TIMEOUT_S = 1.5
_PORTS = {"http": 80, "https": 443, "rtsp": 554, "rtsps": 322}

_CHECK_SERVER = tr_later("Check the address, and that the camera is on and in the same network.")


def stream_error(url: str) -> SourceError:
    """Return the error that says why a stream cannot be opened and what to do; no password."""
    shown = hide_credentials(url)
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme.lower())
    except ValueError:
        return SourceError(
            tr("{shown} is not a valid address.", shown=shown),
            tr("Write it as rtsp://host:port/path."),
        )
    if not parts.hostname or port is None:
        return SourceError(tr("No picture came from {shown}.", shown=shown), tr(_CHECK_SERVER))
    try:
        status = _ask_status(parts, port)
    except socket.gaierror:
        return SourceError(
            tr("There is no host {host} ({shown}).", host=parts.hostname, shown=shown),
            tr(_CHECK_SERVER),
        )
    except ConnectionRefusedError:
        what = tr(
            "{host} answers, but nothing listens on port {port} ({shown}).",
            host=parts.hostname,
            port=port,
            shown=shown,
        )
        return SourceError(
            what, tr("Check the port, and that the camera's app or server is running.")
        )
    except TimeoutError:
        return SourceError(tr("{shown} does not answer.", shown=shown), tr(_CHECK_SERVER))
    except OSError as error:
        return SourceError(
            tr("{shown} cannot be reached ({reason}).", shown=shown, reason=error.strerror),
            tr(_CHECK_SERVER),
        )
    return _status_error(status, shown)


def _ask_status(parts: SplitResult, port: int) -> int | None:
    """Return the server's status code for this address, None when it gave none."""
    with socket.create_connection((parts.hostname, port), PROBE_TIMEOUT_S) as plain:
        if parts.scheme.lower() not in ("https", "rtsps"):
            return _status_code(plain, parts)
        context = ssl.create_default_context()
        # FFMPEG accepts any certificate; only the status is read here, to word a message.
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        with context.wrap_socket(plain, server_hostname=parts.hostname) as secure:
            return _status_code(secure, parts)


def _status_code(connection: socket.socket, parts: SplitResult) -> int | None:
    connection.settimeout(PROBE_TIMEOUT_S)
    connection.sendall(_request(parts))
    answer = connection.recv(64).split(b" ", 2)
    return int(answer[1]) if len(answer) > 1 and answer[1][:3].isdigit() else None


def _request(parts: SplitResult) -> bytes:
    host = f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if parts.scheme.lower().startswith("rtsp"):
        lines = [f"DESCRIBE {parts.scheme}://{host}{target} RTSP/1.0", "CSeq: 1"]
    else:
        lines = [f"GET {target} HTTP/1.0", f"Host: {host}"]
    if parts.username is not None:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        lines.append("Authorization: Basic " + base64.b64encode(pair.encode()).decode())
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _status_error(status: int | None, shown: str) -> SourceError:
    if status in (401, 403):
        return SourceError(
            tr("{shown} refuses the user name or password ({status}).", shown=shown, status=status),
            tr("Write them into the address: rtsp://user:password@host/path."),
        )
    if status == 404:
        return SourceError(
            tr("{shown} does not exist on that server (404).", shown=shown),
            tr("Check the part after the host."),
        )
    if status is not None and status >= 400:
        return SourceError(
            tr("{shown} answers with error {status}.", shown=shown, status=status),
            tr("Restart the camera's server."),
        )
    return SourceError(
        tr("{shown} answers, but no video that can be read comes from it.", shown=shown),
        tr("Check that the address is that of the video itself, not of a web page."),
    )
