"""Anything but a hub at the hub's address: told in one sentence, and nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard

from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.sync.exchange import ExchangeService, Interrupted
from kihub_desktop.sync.hub_client import HubClient
from kihub_desktop.sync.link import Link, adopt_link
from kihub_desktop.texts import render
from tests.hub.stations import Clock, Laptop, free_port
from tests.hub.stranger import Stranger, http

BOMB = zstandard.ZstdCompressor(level=3).compress(b" " * 300_000_000)
PORTAL = b"<html><body>Bitte melden Sie sich am WLAN an</body></html>"
OTHER = {"hub": "h", "nonce": "n", "token": "t", "seconds": 900, "name": "", "server_time": ""}

NONSENSE = {
    "captive portal": http(PORTAL, medium="text/html"),
    "captive portal that lies": http(PORTAL),
    "redirect": http(b"", "Location: http://login.example/\r\n", "302 Found", "text/html"),
    "redirect as JSON": http(b"{}", "Location: http://login.example/\r\n", "302 Found"),
    "empty": http(b""),
    "garbage": b"\x00\x01\x02\xff" * 50,
    "half an answer": http(b"x" * 50)[:-20],
    "half an answer of JSON": http(json.dumps(OTHER).encode())[:-5],
    "wrong JSON": http(b'{"ops": "viele"}'),
    "list": http(b"[1, 2, 3]"),
    "deep": http(b"[" * 200_000),
    "numbers for texts": http(b'{"hub": 1, "nonce": 2}'),
    "error 500": http(b"Internal Server Error", status="500 Oh", medium="text/plain"),
    "error 500 as JSON": http(b'{"detail": "oh"}', status="500 Oh"),
    "unknown problem": http(b'{"type": "weather"}', status="418 Teapot"),
    "foreign epoch": http(b'{"type": "epoch"}', status="410 Gone"),
    "token at the wrong place": http(b'{"type": "token"}', status="401 No"),
    "unknown encoding": http(b"xx", "Content-Encoding: br\r\n"),
    "broken zstd": http(b"xxxxxxxx", "Content-Encoding: zstd\r\n"),
    "zstd bomb": http(BOMB, "Content-Encoding: zstd\r\n"),
    "wrong length": http(b"{}").replace(b"Length: 2", b"Length: -5"),
}


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    made = Laptop.new(tmp_path, "Laptop 07", Clock())
    made.companies.create("Muster GmbH")
    yield made
    made.workspace.close()


def exchange_with(laptop: Laptop, url: str, silence: float = 5) -> Refused:
    """What an exchange says that meets this stranger."""
    adopt_link(laptop.workspace, Link(url, "h", laptop.workspace.device, "Laptop 07", "e"))
    before = laptop.log()
    service = ExchangeService(laptop.workspace, lambda url: HubClient(url, silence))
    with pytest.raises(Interrupted) as caught:
        service.run()
    assert laptop.log() == before
    assert service.status().waiting == 1
    assert service.status().runs[0].detail.reason == caught.value.reason.value
    return caught.value


@pytest.mark.parametrize("answer", NONSENSE.values(), ids=NONSENSE.keys())
def test_that_nonsense_is_called_so(laptop: Laptop, answer: bytes) -> None:
    with Stranger(answer) as stranger:
        refusal = exchange_with(laptop, stranger.url)
        assert refusal.reason is Reason.HUB_NONSENSE, refusal.detail
        assert render(refusal.message).endswith(".")
        with pytest.raises(Refused) as caught:
            laptop.exchange.enrol(stranger.url, "AAAAA-AAAAA", "Laptop 07")
        assert caught.value.reason is Reason.HUB_NONSENSE, caught.value.detail


def test_that_an_endless_answer_is_not_read_to_its_end(laptop: Laptop) -> None:
    endless = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n" + b" " * 1_000_000
    with Stranger(endless, chunks=200) as stranger:
        assert exchange_with(laptop, stranger.url).reason is Reason.HUB_NONSENSE
        assert stranger.sent < 40_000_000


def test_that_silence_is_unreachable(laptop: Laptop) -> None:
    with Stranger(b"", chunks=0) as stranger:
        assert exchange_with(laptop, stranger.url).reason is Reason.HUB_UNREACHABLE
    refusal = exchange_with(laptop, f"http://127.0.0.1:{free_port()}")
    assert refusal.reason is Reason.HUB_UNREACHABLE
    assert "gespeichert" in render(refusal.message)


def test_that_a_name_nobody_has_is_unreachable(laptop: Laptop) -> None:
    with pytest.raises(Refused) as caught:
        laptop.exchange.enrol("hub.invalid", "AAAAA-AAAAA", "Laptop 07")
    assert caught.value.reason is Reason.HUB_UNREACHABLE


@pytest.mark.parametrize(
    ("status", "kind", "reason"),
    [
        ("401 No", "device", Reason.NOT_ENROLLED),
        ("403 No", "revoked", Reason.HUB_REFUSED),
        ("426 No", "version", Reason.HUB_REFUSED),
        ("429 No", "too_often", Reason.HUB_REFUSED),
        ("503 No", "busy", Reason.HUB_REFUSED),
    ],
)
def test_that_a_problem_of_the_hub_is_worded(
    laptop: Laptop, status: str, kind: str, reason: Reason
) -> None:
    with Stranger(http(json.dumps({"type": kind}).encode(), status=status)) as stranger:
        refusal = exchange_with(laptop, stranger.url)
    assert refusal.reason is reason
    assert "gespeichert" in render(refusal.message)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://hub.region.example",
        "ftp://hub.example",
        "https://",
        "https://a:b@hub.example",
        "https://hub.example/?x=1",
        "https://hub .example",
        "https://hub.example:99999",
        "https://[x",
    ],
)
def test_that_only_encrypted_addresses_are_spoken_to(laptop: Laptop, address: str) -> None:
    with pytest.raises(Refused) as caught:
        laptop.exchange.enrol(address, "AAAAA-AAAAA", "Laptop 07")
    assert caught.value.reason is Reason.BAD_INPUT
