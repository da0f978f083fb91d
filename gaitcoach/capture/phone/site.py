"""The web pages a phone may see: one page with its two parts, and the door for its offer.

Whoever has no session gets the same 403 for every path: nothing can be found out by asking.
"""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable
from html import escape

from aiohttp import web

from gaitcoach.capture.phone.gate import Entry, Gate
from gaitcoach.capture.phone.sdp import MAX_SDP_CHARS, read_offer
from gaitcoach.errors import GaitCoachError, SourceError
from gaitcoach.resources import asset_path
from gaitcoach.words import PHONE_REFUSALS

COOKIE = "gaitcoach_session"
MAX_BODY = 2 * MAX_SDP_CHARS
PARTS = {
    "/": ("page.html", "text/html"),
    "/page.css": ("page.css", "text/css"),
    "/page.js": ("page.js", "text/javascript"),
}
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src data:; media-src 'self' blob: mediastream:; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

Answer = Callable[[object], Awaitable[str]]
"""Takes a looked-through offer, returns our session description."""


class Site:
    """The pages over one gate.

    Parameters
    ----------
    gate : who may come in
    answer : called with every offer of the phone that is inside
    hosts : tells under which `address:port` we are reached, and the origin of each
    entered : called when a phone has opened the link
    """

    def __init__(
        self,
        gate: Gate,
        answer: Answer,
        hosts: Callable[[], dict[str, str]],
        entered: Callable[[], None] = lambda: None,
    ) -> None:
        self._gate, self._answer, self._hosts, self._entered = gate, answer, hosts, entered
        self._parts = {
            path: (asset_path(f"phone/{name}").read_bytes(), kind)
            for path, (name, kind) in PARTS.items()
        }

    def make_app(self) -> web.Application:
        """Return the application that a web server runs."""
        app = web.Application(client_max_size=MAX_BODY, middlewares=[_stay_calm])
        app.router.add_route("*", "/{path:.*}", self._handle)
        app.on_response_prepare.append(_add_headers)
        return app

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        now_s = time.monotonic()
        address = request.remote or ""
        if not self._gate.may_ask(address, now_s):
            return _refuse("busy", 429)
        if request.host not in self._hosts():  # a name that somebody made point at us
            return self._refuse_booked("unknown", address, now_s)
        token = request.query.get("t")
        if token is not None and request.method == "GET" and request.path == "/":
            return self._enter(token, address, now_s)
        if not self._gate.knows(request.cookies.get(COOKIE, "")):
            return self._refuse_booked("unknown", address, now_s)
        if request.method == "GET" and request.path in self._parts:
            content, kind = self._parts[request.path]
            return web.Response(body=content, content_type=kind, charset="utf-8")
        if request.method == "POST" and request.path == "/offer":
            return await self._take_offer(request)
        return _refuse("unknown", 404)

    def _enter(self, token: str, address: str, now_s: float) -> web.Response:
        entry, session = self._gate.enter(token)
        if entry is not Entry.OPENED:
            kind = "taken" if entry is Entry.TAKEN else "unknown"
            return self._refuse_booked(kind, address, now_s)
        self._entered()
        response = web.Response(status=303, headers={"Location": "/"})
        response.set_cookie(
            COOKIE, session, secure=True, httponly=True, samesite="Strict", path="/"
        )
        return response

    async def _take_offer(self, request: web.Request) -> web.Response:
        if request.headers.get("Origin") != self._hosts()[request.host]:
            return _refuse("unknown", 403)
        if request.content_type != "application/json":
            return _trouble(SourceError("The offer must be JSON.", "Reload the page."))
        try:
            body = json.loads(await request.read())
            answer = await self._answer(read_offer(body))
        except (ValueError, RecursionError):
            return _trouble(SourceError("The offer is no JSON.", "Reload the page."))
        except GaitCoachError as error:
            return _trouble(error)
        return web.json_response({"sdp": answer})

    def _refuse_booked(self, kind: str, address: str, now_s: float) -> web.Response:
        self._gate.book_failure(address, now_s)
        return _refuse(kind, 403)


def _refuse(kind: str, status: int) -> web.Response:
    """Return a small page that says why and what to do."""
    sentence = escape(PHONE_REFUSALS[kind])
    page = (
        '<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<link rel="icon" href="data:,"><title>gaitcoach</title><h1>gaitcoach</h1><p>{sentence}'
    )
    return web.Response(status=status, text=page, content_type="text/html")


def _trouble(error: GaitCoachError) -> web.Response:
    return web.json_response({"what": error.what, "todo": error.todo}, status=400)


@web.middleware
async def _stay_calm(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Answer the library's own refusals (a body too large, ...) like ours: nothing leaks."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        return _refuse("unknown", error.status)


async def _add_headers(request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)
    # The library would tell its own version and Python's.
    response.headers["Server"] = "gaitcoach"
