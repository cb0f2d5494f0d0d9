"""Bytes that a hostile or broken author can send: set aside or kept, never a stuck intake."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from kihub_desktop.domain.fields import FieldRule, Holds
from kihub_desktop.replication.canonical import UnfitValue, canonical, read
from kihub_desktop.replication.intake import Refusal
from kihub_desktop.replication.operation import (
    DELETED,
    MAX_BYTES,
    FieldWrite,
    MalformedOperation,
    Operation,
    decode,
)
from tests.replication.laptops import Laptop
from tests.replication.sheets import KEYS, SPACES

Make = Callable[[], Laptop]
KEY = KEYS[0]
OTHER = str(UUID(int=0xF0))


def body(**changes: Any) -> bytes:
    """An operation of a foreign device, with keys replaced."""
    content = {
        "f": 1,
        "sp": str(SPACES[0]),
        "d": OTHER,
        "s": 7,
        "p": "00" * 32,
        "k": "write",
        "sv": 1,
        "t": str(UUID(int=1)),
        "h": 1,
        "u": str(UUID(int=2)),
        "r": KEY.record,
        "n": "00" * 16,
        "v": {"amount": ["84", []]},
    }
    return json.dumps({**content, **changes}).encode()


def test_that_text_which_cannot_be_stored_is_set_aside(laptop: Make) -> None:
    here = laptop()
    bodies = [
        body(v={"amount": ["\ud800", []]}),
        body(v={"amount\ud800": ["84", []]}),
        body(v={"amount\0": ["84", []]}),
    ]
    assert [reason for _, reason in here.take(bodies).refused] == [Refusal.MALFORMED] * 3
    assert here.rows("SELECT count(*) FROM quarantine") == [(3,)]


def test_that_text_outside_utf_8_is_no_operation() -> None:
    text = body().decode()
    for encoding in ("utf-16", "utf-32", "utf-8-sig"):
        with pytest.raises(MalformedOperation):
            decode(text.encode(encoding))


@pytest.mark.parametrize(
    "mark", ["[" * 5_000, '{"x":[1e999]}', '{"x":[NaN]}', "5", "null", '{"x":5}', '{"x":"ab"}']
)
def test_that_an_unreadable_deletion_has_seen_nothing(laptop: Make, mark: str) -> None:
    here = laptop()
    here.write(KEY, {"amount": "84"})
    here.take([body(v={DELETED: [mark, []]})])
    assert here.shown(KEY).exists
    assert here.shown(KEY).contested == {DELETED}
    assert here.check().clean


def test_that_a_readable_part_of_an_unreadable_deletion_does_not_count(laptop: Make) -> None:
    here = laptop()
    here.write(KEY, {"amount": "84"})
    here.take([body(v={DELETED: [json.dumps({here.device: [1, "x"]}), []]})])
    assert here.shown(KEY).exists


def test_that_the_last_number_of_all_can_be_received(laptop: Make) -> None:
    here = laptop()
    here.take([body(s=2**63 - 1), body(s=2**63)])
    assert here.rows("SELECT seq FROM op") == []
    here.take([body(s=2**63 - 2)])
    assert here.rows("SELECT seq FROM op") == [(2**63 - 2,)]


def test_that_deep_nesting_is_malformed_at_every_depth() -> None:
    for depth in (10, 300, 900, 990, 1_000, 5_000):
        nested = "[" * depth + "]" * depth
        for key in ("f", "sp", "d", "s", "p", "k", "sv", "t", "h", "u", "r", "n", "v"):
            text = body(**{key: "HERE"}).decode().replace('"HERE"', nested)
            with pytest.raises(MalformedOperation):
                decode(text.encode())


def test_that_depth_counts_brackets_and_not_text() -> None:
    hidden = body(later=[["[" * 200, '\\"[[', "{" * 200]] * 40)
    assert decode(hidden).fields["amount"].value == "84"
    wide = body(v={f"f{number}": ["1", [[OTHER, 1]]] for number in range(500)})
    assert len(decode(wide).fields) == 500
    with pytest.raises(MalformedOperation):
        decode(body().replace(b'"f": 1', b'"later":' + b"[" * 90 + b"]" * 90 + b',"f": 1'))


@pytest.mark.parametrize(
    ("holds", "stored"),
    [
        (Holds.WHOLE, 2**53 + 1),
        (Holds.WHOLE, 2**63),
        (Holds.WHOLE, True),
        (Holds.DECIMAL, "1e999999"),
        (Holds.DECIMAL, "1e-999999"),
        (Holds.DECIMAL, True),
        (Holds.TEXT, "a\0b"),
    ],
)
def test_that_a_typed_column_shows_nothing_for_nonsense(holds: Holds, stored: Any) -> None:
    with pytest.raises(UnfitValue):
        read(FieldRule("Angabe", holds), stored)


@pytest.mark.parametrize("holds", list(Holds))
@pytest.mark.parametrize(
    "value",
    [10**5_000, -(10**5_000), Decimal("1E+30"), Decimal("NaN"), Decimal("sNaN"), object()],
    ids=["huge", "hugely negative", "31 digits", "no number", "signalling", "object"],
)
def test_that_huge_and_odd_input_is_unfit(holds: Holds, value: object) -> None:
    with pytest.raises(UnfitValue):
        canonical(FieldRule("Angabe", holds), value)


def test_that_zero_is_zero_whatever_its_exponent() -> None:
    rule = FieldRule("Angabe", Holds.DECIMAL)
    assert {canonical(rule, Decimal(zero)) for zero in ("0", "-0", "0E-60", "0E+60")} == {"0"}


def test_that_text_is_kept_without_what_no_database_holds() -> None:
    rule = FieldRule("Angabe", Holds.TEXT)
    assert canonical(rule, "a\0b\ud800") == "ab?"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"amount": FieldWrite("ä" * (MAX_BYTES // 2))},
        {f"f{number}": FieldWrite("1") for number in range(501)},
        {"amount": FieldWrite(1.5)},  # type: ignore[arg-type]
    ],
    ids=["no field", "too long", "too many fields", "a float"],
)
def test_that_nothing_enters_the_log_that_cannot_be_read_back(
    laptop: Make, fields: dict[str, FieldWrite]
) -> None:
    here = laptop()
    here.write(KEY, {"amount": "84"})
    before = here.content()
    with pytest.raises(MalformedOperation):
        here.commit([(KEY, fields)])
    assert here.content() == before
    written: tuple[Operation, ...] = here.write(KEY, {"amount": "85"})
    assert written[0].seq == 2
