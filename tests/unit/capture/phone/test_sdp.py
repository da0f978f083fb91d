"""Offers are read with mistrust; our answer lets the picture begin fast and shrink."""

from __future__ import annotations

import re

import pytest

from gaitcoach.capture.phone.sdp import (
    MAX_CANDIDATES,
    MAX_SDP_CHARS,
    read_offer,
    with_bitrates,
)
from gaitcoach.errors import SourceError

SDP = "\r\n".join(
    [
        "v=0",
        "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
        "m=video 9 UDP/TLS/RTP/SAVPF 96",
        "a=candidate:1 1 udp 2122 192.168.1.20 5000 typ host",
        "a=candidate:2 1 udp 2122 0b2c.local 5001 typ host",
        "a=candidate:3 1 udp 1686 203.0.113.4 5002 typ srflx raddr 0.0.0.0 rport 0",
        "a=candidate:4 1 tcp 1518 192.168.1.20 9 typ host tcptype active",
        "a=rtpmap:96 VP8/90000",
        "",
    ]
)
BODY = {"sdp": SDP, "width": 480, "height": 640, "fps": 30}


def candidates(sdp: str) -> list[str]:
    return re.findall(r"^a=candidate:(\d+)", sdp, re.MULTILINE)


def test_an_offer_keeps_what_is_in_this_network_alone():
    """Mutant: names stay, and our side would look them up in the network."""
    offer = read_offer(BODY)
    assert candidates(offer.sdp) == ["1"]
    assert offer.size_px == (480, 640)
    assert offer.fps == 30.0
    assert "a=rtpmap:96" in offer.sdp


def test_a_flood_of_candidates_is_cut():
    """Mutant: every candidate is tried, a thousand packets at somebody else's machine."""
    flood = "".join(f"a=candidate:{n} 1 udp 1 10.0.0.1 {n} typ host\r\n" for n in range(400))
    offer = read_offer(BODY | {"sdp": SDP + flood})
    assert len(candidates(offer.sdp)) <= MAX_CANDIDATES


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "v=0",
        {},
        BODY | {"sdp": None},
        BODY | {"sdp": "hello"},
        BODY | {"sdp": SDP + "a=x\r\n" * MAX_SDP_CHARS},
        BODY | {"sdp": SDP.replace("m=video", "m=text")},
        BODY | {"sdp": SDP + "m=video 9 UDP/TLS/RTP/SAVPF 97\r\n"},
        BODY | {"sdp": SDP + "m=audio 9 UDP/TLS/RTP/SAVPF 98\r\n"},
        BODY | {"width": 0},
        BODY | {"width": True},
        BODY | {"height": "640"},
        BODY | {"height": 100_000},
        BODY | {"fps": float("nan")},
        BODY | {"fps": 10**400},
    ],
)
def test_what_is_no_offer_is_refused_in_words(body):
    with pytest.raises(SourceError) as caught:
        read_offer(body)
    assert caught.value.what.endswith(".")
    assert caught.value.todo


ANSWER = "\r\n".join(
    [
        "v=0",
        "m=video 9 UDP/TLS/RTP/SAVPF 96 97 98",
        "a=rtpmap:96 VP8/90000",
        "a=rtpmap:97 rtx/90000",
        "a=fmtp:97 apt=96",
        "a=rtpmap:98 H264/90000",
        "a=fmtp:98 packetization-mode=1",
        "",
    ]
)


def start_kbps(answer: str) -> int:
    return int(re.search(r"x-google-start-bitrate=(\d+)", answer)[1])


def test_every_codec_gets_its_bitrates_and_retransmission_none():
    """Mutant: only codecs that have parameters already get them: VP8, the usual one, has none."""
    lines = with_bitrates(ANSWER, (640, 480), 30).split("\r\n")
    wished = {line.split()[0] for line in lines if "x-google" in line}
    assert wished == {"a=fmtp:96", "a=fmtp:98"}
    assert lines.index(next(line for line in lines if line.startswith("a=fmtp:96"))) == 3
    assert "a=fmtp:98 packetization-mode=1;x-google" in "\r\n".join(lines)


def test_larger_pictures_begin_with_more_and_all_may_shrink():
    """Mutant: a least bitrate of 1500, on which a weak network chokes."""
    vga, hd, hd60 = (
        with_bitrates(ANSWER, size, fps)
        for size, fps in (((640, 480), 30), ((1280, 720), 30), ((1280, 720), 60))
    )
    assert start_kbps(vga) < start_kbps(hd) < start_kbps(hd60) <= 8000
    assert start_kbps(hd) >= 2000
    assert int(re.search(r"x-google-min-bitrate=(\d+)", hd)[1]) <= 300
