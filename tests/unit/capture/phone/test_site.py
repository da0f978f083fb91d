"""The pages, asked over this computer's own loopback."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest
from aiohttp import ClientSession, DummyCookieJar, web

from gaitcoach.capture.phone.gate import FAILURES_PER_WINDOW, Gate
from gaitcoach.capture.phone.sdp import MAX_SDP_CHARS
from gaitcoach.capture.phone.site import COOKIE, PARTS, Site
from gaitcoach.errors import SourceError

OFFER = {"sdp": "v=0\r\nm=video 9 X 96\r\n", "width": 640, "height": 480, "fps": 30}


@dataclass
class Asked:
    """A running site and a client that keeps no cookies of its own."""

    client: ClientSession
    gate: Gate
    host: str
    offers: list = field(default_factory=list)
    entries: list = field(default_factory=list)

    async def get(self, path: str, **given) -> tuple[int, str, dict]:
        return await self._ask("GET", path, **given)

    async def post(self, path: str, **given) -> tuple[int, str, dict]:
        return await self._ask("POST", path, **given)

    async def _ask(self, method, path, *, cookie="", origin="", **given):
        headers = given.pop("headers", {})
        if cookie:
            headers["Cookie"] = f"{COOKIE}={cookie}"
        if origin:
            headers["Origin"] = origin
        async with self.client.request(
            method, f"http://{self.host}{path}", headers=headers, allow_redirects=False, **given
        ) as response:
            return response.status, await response.text(), dict(response.headers)

    @property
    def origin(self) -> str:
        return f"https://{self.host}"

    def enter(self) -> str:
        """Let the test's phone in by itself."""
        return self.gate.enter(self.gate.new_token())[1]


def ask(talk, answer=None) -> None:
    """Run a coroutine function with an `Asked`."""

    async def run() -> None:
        gate, offers, entries, hosts = Gate(), [], [], {}

        async def take(offer):
            offers.append(offer)
            if answer is not None:
                raise answer
            return "v=0 answer"

        site = Site(gate, take, lambda: hosts, lambda: entries.append(True))
        runner = web.AppRunner(site.make_app(), access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        host = f"127.0.0.1:{runner.addresses[0][1]}"
        hosts[host] = f"https://{host}"
        async with ClientSession(cookie_jar=DummyCookieJar()) as client:
            await talk(Asked(client, gate, host, offers, entries))
        await runner.cleanup()

    asyncio.run(run())


def test_a_link_opens_the_page_once_and_leaves_the_address_bar():
    """Mutants: the cookie without Secure, HttpOnly or SameSite=Strict; the token stays valid."""

    async def talk(asked: Asked):
        token = asked.gate.new_token()
        status, _, headers = await asked.get(f"/?t={token}")
        assert (status, headers["Location"]) == (303, "/")
        cookie = headers["Set-Cookie"]
        name, _, session = cookie.split(";")[0].partition("=")
        assert name == COOKIE
        assert {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; ")[1:])
        assert asked.entries == [True]
        status, text, _ = await asked.get("/", cookie=session)
        assert status == 200
        assert 'id="preview"' in text
        # AND nobody else gets in with it, and the first stays
        status, text, headers = await asked.get(f"/?t={token}")
        assert status == 403
        assert "one phone at a time" in text
        assert "Set-Cookie" not in headers
        assert (await asked.get("/", cookie=session))[0] == 200

    ask(talk)


@pytest.mark.parametrize(
    "path",
    ["/", "/page.js", "/page.css", "/offer", "/nothing", "/?t=wrong", "/?t=", "/%2e%2e/etc/passwd",
     "/../../etc/passwd", "/page.js/..%2f..%2fpyproject.toml", "/favicon.ico"],
)  # fmt: skip
def test_without_a_session_every_path_says_the_same(path):
    """Mutant: a file or a 404 for a path that exists or does not."""

    async def talk(asked: Asked):
        asked.gate.new_token()
        status, text, headers = await asked.get(path)
        assert status == 403
        assert "This link does not open anything" in text
        assert "Set-Cookie" not in headers
        assert headers["Server"] == "gaitcoach"
        assert (await asked.post(path, json=OFFER, origin=asked.origin))[0] == 403
        assert asked.offers == []

    ask(talk)


def test_with_a_session_there_are_three_files_and_no_others():
    async def talk(asked: Asked):
        session = asked.enter()
        for path, (_, kind) in PARTS.items():
            status, text, headers = await asked.get(path, cookie=session)
            assert (status, headers["Content-Type"]) == (200, f"{kind}; charset=utf-8")
            assert text
        for path in ("/page", "/%2e%2e/pyproject.toml", "/page.js/../../README.md", "/etc/passwd"):
            assert (await asked.get(path, cookie=session))[0] == 404
        for method in ("PUT", "DELETE", "OPTIONS", "TRACE"):
            assert (await asked._ask(method, "/", cookie=session))[0] == 404

    ask(talk)


def test_looking_at_a_link_does_not_spend_it():
    """Mutant: a HEAD request opens the link."""

    async def talk(asked: Asked):
        token = asked.gate.new_token()
        assert (await asked._ask("HEAD", f"/?t={token}"))[0] == 403
        assert asked.gate.token == token

    ask(talk)


def test_every_answer_forbids_what_the_page_does_not_need():
    async def talk(asked: Asked):
        for cookie in ("", asked.enter()):
            _, _, headers = await asked.get("/", cookie=cookie)
            policy = headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'")
            assert "unsafe" not in policy
            assert "http" not in policy
            assert headers["Referrer-Policy"] == "no-referrer"
            assert headers["Cache-Control"] == "no-store"
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert not any(name.startswith("Access-Control") for name in headers)

    ask(talk)


def test_an_offer_is_answered():
    async def talk(asked: Asked):
        status, text, _ = await asked.post(
            "/offer", cookie=asked.enter(), json=OFFER, origin=asked.origin
        )
        assert (status, text) == (200, '{"sdp": "v=0 answer"}')
        assert asked.offers[0].size_px == (640, 480)

    ask(talk)


@pytest.mark.parametrize("origin", ["", "null", "https://evil.example", "http://{host}"])
def test_another_origin_is_refused(origin):
    """Mutant: no `Origin` counts as our own."""

    async def talk(asked: Asked):
        status, _, _ = await asked.post(
            "/offer", cookie=asked.enter(), json=OFFER, origin=origin.format(host=asked.host)
        )
        assert status == 403
        assert asked.offers == []

    ask(talk)


def test_another_name_for_us_is_refused():
    """Mutant: a web page whose name was made point at us reads along."""

    async def talk(asked: Asked):
        session = asked.enter()
        status, _, _ = await asked.get("/", cookie=session, headers={"Host": "evil.example"})
        assert status == 403

    ask(talk)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"data": b"x" * (3 * MAX_SDP_CHARS)}, 413),
        ({"data": b"{"}, 400),
        ({"data": b"[" * 30_000}, 400),
        ({"data": b"\xff\xfe"}, 400),
        ({"json": {}}, 400),
        ({"json": OFFER | {"sdp": "v=0"}}, 400),
    ],
)
def test_a_bad_offer_is_refused_and_the_next_good_one_taken(given, status):
    async def talk(asked: Asked):
        session = asked.enter()
        headers = {"Content-Type": "application/json"}
        answered, text, _ = await asked.post(
            "/offer", cookie=session, origin=asked.origin, headers=headers, **given
        )
        assert answered == status
        assert "Traceback" not in text
        good = await asked.post("/offer", cookie=session, origin=asked.origin, json=OFFER)
        assert good[0] == 200

    ask(talk)


def test_an_offer_that_is_not_json_is_refused():
    """Mutant: a form of another page, which needs no permission, is read."""

    async def talk(asked: Asked):
        status, _, _ = await asked.post(
            "/offer", cookie=asked.enter(), origin=asked.origin, data={"sdp": "v=0"}
        )
        assert status == 400

    ask(talk)


def test_trouble_with_an_offer_is_told_in_words():
    async def talk(asked: Asked):
        status, text, _ = await asked.post(
            "/offer", cookie=asked.enter(), origin=asked.origin, json=OFFER
        )
        assert status == 400
        assert "It makes no sense." in text

    ask(talk, SourceError("It makes no sense.", "Reload."))


def test_guessing_ends_in_a_pause():
    async def talk(asked: Asked):
        session = asked.enter()
        seen = [(await asked.get("/?t=x"))[0] for _ in range(FAILURES_PER_WINDOW + 2)]
        assert seen == [403] * FAILURES_PER_WINDOW + [429] * 2
        assert (await asked.get("/", cookie=session))[0] == 429

    ask(talk)
