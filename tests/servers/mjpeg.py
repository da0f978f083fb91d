"""A camera that sends MJPEG over HTTP, on this computer, with faults at will."""

from __future__ import annotations

import base64
import contextlib
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import clips

from gaitcoach.opencv import cv2

USER, PASSWORD = "anna", "sesame"
PICTURE_EVERY_S = 0.04


class MjpegServer:
    """`/video` plays for everybody, `/locked` for `USER`; `/page` is a web page; else 404."""

    def __init__(self) -> None:
        self._pictures = [
            cv2.imencode(".jpg", clips.picture(index))[1].tobytes() for index in range(22)
        ]
        self.port = 0
        self.start()

    def start(self) -> None:
        """Listen; after a `stop`, on the same port again."""
        self.flowing = threading.Event()
        self.flowing.set()
        self._stopped = threading.Event()
        self._server = _Server(("127.0.0.1", self.port), self._handler())
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()

    def stop(self) -> None:
        """Break every connection off and listen no more."""
        self._stopped.set()
        self.flowing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def url(self, path: str, credentials: str = "") -> str:
        return f"http://{credentials}127.0.0.1:{self.port}{path}"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        camera = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path == "/video" or (self.path == "/locked" and self._may_enter()):
                    self._play()
                elif self.path == "/page":
                    self._answer(200, b"<html>Not a video.</html>")
                else:
                    self._answer(401 if self.path == "/locked" else 404, b"")

            def _may_enter(self) -> bool:
                right = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
                return self.headers.get("Authorization") == f"Basic {right}"

            def _answer(self, status: int, body: bytes) -> None:
                self.send_response(status)
                if status == 401:
                    self.send_header("WWW-Authenticate", 'Basic realm="camera"')
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def _play(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=next")
                self.end_headers()
                with contextlib.suppress(ConnectionError):  # the viewer left
                    camera._send_pictures(self.wfile)

            def log_message(self, *_) -> None:
                """Keep the test's output for what is tested."""

        return Handler

    def _send_pictures(self, viewer) -> None:
        index = 0
        while not self._stopped.wait(PICTURE_EVERY_S):
            self.flowing.wait()
            picture = self._pictures[index % len(self._pictures)]
            head = f"--next\r\nContent-Type: image/jpeg\r\nContent-Length: {len(picture)}\r\n\r\n"
            viewer.write(head.encode() + picture + b"\r\n")
            index += 1


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True
    allow_reuse_address = True

    def handle_error(self, request, client_address) -> None:
        """A viewer that leaves in the middle of a picture is no error here."""


@contextlib.contextmanager
def deaf_server() -> Iterator[int]:
    """A port that takes connections and never says a word; yields its number."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]
