"""What the hub does with content it cannot trust: it is set aside, and never refused."""

from __future__ import annotations

import json
import secrets

import pytest

from kihub_desktop.replication.canonical import Canonical
from kihub_desktop.replication.operation import NO_PREVIOUS, FieldWrite, chain_hash
from kihub_desktop.replication.signing import new_private_key
from tests.hub.direct import SPACE, Direct, chain, operation
from tests.hub.stations import Scene, Station
from tests.hub.wire_tap import WireTap


@pytest.fixture
def direct(station: Station) -> Direct:
    return Direct(station)


def test_that_a_batch_sent_twice_gets_the_same_numbers(direct: Direct) -> None:
    bodies = chain(direct.device, ["Plauen", "Auerbach", "Reichenbach"])
    first = direct.push(bodies, [direct.head(bodies[-1])])
    again = direct.push(bodies, [direct.head(bodies[-1])])
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json()["acks"] == again.json()["acks"]
    assert [ack[3] for ack in first.json()["acks"]] == [1, 2, 3]
    assert direct.station.is_sound()


def test_that_a_lost_answer_costs_nothing(scene: Scene) -> None:
    with WireTap(scene.station.url) as tap:
        laptop = scene.laptop(url=tap.url)
        laptop.companies.create("Muster GmbH")
        for path in ("/v1/sync/push", "/v1/sync/pull"):
            for after in (0, 20, 150):
                tap.cut(path, after=after)
                with pytest.raises(Exception, match="hub_"):
                    laptop.sync()
        assert tap.cuts == 6
        assert scene.station.count("op") == 1
        laptop.sync()
    assert {number for _, number in laptop.log().values()} == {1}
    assert scene.station.is_sound()


def test_that_malformed_bytes_are_set_aside_and_the_rest_is_kept(direct: Direct) -> None:
    good = chain(direct.device, ["Plauen"])
    bad = ["{", "kein JSON", json.dumps({"f": 9}), good[0].decode()[:-5], '"\\ud800"', ""]
    answer = direct.push([*bad, *good], [direct.head(good[-1])])
    assert answer.status_code == 200
    assert [ack[2:] for ack in answer.json()["acks"]] == [[1, 1]]
    assert answer.json()["quarantined"] == [[place, "malformed"] for place in range(len(bad))]
    assert direct.station.count("quarantine") == len(bad)
    assert direct.push(bad).json()["quarantined"] == answer.json()["quarantined"]
    assert direct.station.count("quarantine") == len(bad)


def test_that_a_fork_is_set_aside(direct: Direct) -> None:
    bodies = chain(direct.device, ["Plauen", "Auerbach"])
    forked = chain(direct.device, ["Plauen", "Reichenbach"])
    direct.push(bodies, [direct.head(bodies[-1])])
    answer = direct.push([forked[1]], [direct.head(forked[1])])
    assert answer.json()["quarantined"] == [[0, "fork"]]
    assert (direct.station.count("op"), direct.station.count("quarantine")) == (2, 1)


@pytest.mark.parametrize("flaw", ["missing", "foreign key", "other hash", "other seq", "no hex"])
def test_that_a_chain_without_the_right_signature_is_set_aside(direct: Direct, flaw: str) -> None:
    bodies = chain(direct.device, ["Plauen", "Auerbach"])
    head = direct.head(bodies[-1])
    heads = {
        "missing": [],
        "foreign key": [direct.head(bodies[-1], new_private_key())],
        "other hash": [[*head[:3], head[3][:-2] + "00", head[4]]],
        "other seq": [[*head[:2], 1, *head[3:]]],
        "no hex": [[*head[:4], "kein Hex"]],
    }[flaw]
    answer = direct.push(bodies, heads)
    assert answer.json()["quarantined"] == [[0, "signature"], [1, "signature"]]
    assert (direct.station.count("op"), direct.station.count("chain_head")) == (0, 0)
    right = direct.push(bodies, [head])
    assert [ack[3] for ack in right.json()["acks"]] == [1, 2]
    assert direct.station.count("chain_head") == 1


def test_that_operations_of_others_may_be_relayed(station: Station) -> None:
    author, courier = Direct(station), Direct(station)
    unknown = chain("5b0f4c1e-4c1d-4f6b-9a56-1d8a3c1b2f00", ["Zwickau"])
    bodies = chain(author.device, ["Plauen"])
    assert len(courier.push([*bodies, *unknown]).json()["acks"]) == 2
    forged = chain(author.device, ["Plauen", "Gefälscht"])
    answer = courier.push([forged[1]], [courier.head(forged[1])])
    assert answer.json()["quarantined"] == [[0, "signature"]]


def test_that_any_value_can_be_stored_and_read_back(direct: Direct) -> None:
    values: list[Canonical] = [
        "a\0b",
        secrets.token_hex(40_000),
        10**300,
        -(10**18),
        True,
        7,
        "=1+1",
        "'; DROP TABLE op; --",
        "%s %(x)s ? :x",
        "\U0001f3ed",
    ]
    previous, bodies = NO_PREVIOUS, list[bytes]()
    for field in ("name", "founded", "employees", "autonomous", "neu%s?"):
        for value in values:
            written = operation(
                direct.device, len(bodies) + 1, previous, {field: FieldWrite(value)}
            ).encode()
            previous = chain_hash(previous, written)
            bodies.append(written)
    for body in bodies:  # one by one, so that each value is shown for a moment
        answer = direct.push([body], [direct.head(body)])
        assert (answer.status_code, len(answer.json()["acks"])) == (200, 1), body[:300]
    relayed = [body for _, body in read_all(direct)]
    assert relayed == [body.decode() for body in bodies]
    assert direct.station.is_sound()


def read_all(direct: Direct) -> list[tuple[int, str]]:
    """Everything the hub hands out, page by page."""
    cursor, more, operations = "", True, list[tuple[int, str]]()
    while more:
        answer = direct.pull(cursor=cursor).json()
        operations.extend((number, body) for number, body in answer["ops"])
        cursor, more = answer["cursor"], answer["more"]
    return operations


def test_that_bytes_are_relayed_as_they_were_written(scene: Scene) -> None:
    direct, laptop = Direct(scene.station), scene.laptop()
    plain = operation(direct.device, 1, NO_PREVIOUS, {"town": FieldWrite("Plauen")}).encode()
    odd = plain.replace(b'"d":', b'"zukunft": {"a":  1.50},   "d":').replace(
        b"Plauen", b"Pl\\u0061uen"
    )
    direct.push([odd], [direct.head(odd)])
    laptop.sync()
    assert [body for body, _ in laptop.log().values()] == [odd]
    assert laptop.is_sound()


def test_that_operations_of_newer_versions_travel_through(scene: Scene) -> None:
    direct, laptop = Direct(scene.station), scene.laptop()
    newer = operation(direct.device, 1, NO_PREVIOUS, {"unbekannt": FieldWrite("x")}).encode()
    newer = newer.replace(b'"sv":1', b'"sv":99')
    kind = operation(
        direct.device, 2, chain_hash(NO_PREVIOUS, newer), {"a": FieldWrite(1)}
    ).encode()
    kind = kind.replace(f"company:{SPACE}".encode(), f"hologram:{SPACE}".encode())
    direct.push([newer, kind], [direct.head(kind)])
    assert laptop.sync().received == 2
    assert sorted(body for body, _ in laptop.log().values()) == sorted([newer, kind])


def test_that_an_older_or_newer_laptop_may_always_push(direct: Direct) -> None:
    bodies = chain(direct.device, ["Plauen"])
    heads = [direct.head(bodies[-1])]
    assert direct.push(bodies, heads, proto=99, schema=99, neu=True).status_code == 200
    assert direct.pull(proto=99).status_code == 426


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"null", 400),
        (b'{"ops": [1]}', 400),
        (b"[" * 100_000, 400),
        (b'{"proto": 1e999}', 400),
        (b"\xff\xfe", 400),
        (b'{"ops": ["\\ud800"]}', 400),
    ],
)
def test_that_what_is_no_message_is_told_so(direct: Direct, content: bytes, status: int) -> None:
    for path in ("sync/push", "sync/pull", "enrol", "challenge", "token"):
        answer = direct.http.post(f"/v1/{path}", content=content)
        assert (answer.status_code, answer.json()["type"]) == (status, "bad_request")


def test_that_nobody_without_a_token_is_heard(direct: Direct) -> None:
    for header in (
        "",
        "Bearer",
        "Bearer x.y",
        "Basic eDp5",
        "Bearer ä.ü".encode().decode("latin1"),
    ):
        direct.http.headers["Authorization"] = header.encode("latin1").decode("latin1")
        assert direct.pull().status_code == 401
        assert direct.push(["x"]).status_code == 401


def test_that_pages_are_bounded_and_large_operations_still_travel(direct: Direct) -> None:
    texts = [secrets.token_hex(95_000) for _ in range(8)]
    bodies = chain(direct.device, texts, "note")
    for body in bodies:
        assert direct.push([body], [direct.head(body)]).status_code == 200
    cursor, pages = "", []
    while True:
        answer = direct.pull(cursor=cursor).json()
        pages.append(len(answer["ops"]))
        cursor = answer["cursor"]
        if not answer["more"]:
            break
    assert sum(pages) == 8
    assert max(pages) <= 5
    assert len(direct.pull(max_bytes=1).json()["ops"]) == 1
