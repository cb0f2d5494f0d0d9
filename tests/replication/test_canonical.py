"""Canonical values: one spelling per value, read back as what was written."""

from __future__ import annotations

import math
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kihub_desktop.domain.fields import FieldRule, Holds
from kihub_desktop.replication.canonical import (
    MAX_DECIMAL_DIGITS,
    MAX_TEXT,
    MAX_WHOLE,
    UnfitValue,
    canonical,
    read,
    spelled,
)
from kihub_desktop.replication.operation import FieldWrite, decode
from tests.replication.bodies import an_operation
from tests.replication.runs import SWIFT


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def rule_for(holds: Holds) -> FieldRule:
    return FieldRule("Angabe", holds, choices=Colour if holds is Holds.CHOICE else None)


DECIMALS = st.decimals(
    allow_nan=False, allow_infinity=False, places=4, min_value=-(10**20), max_value=10**20
)
VALUES: dict[Holds, st.SearchStrategy[Any]] = {
    Holds.TEXT: st.text(),
    Holds.LONG_TEXT: st.text(max_size=2_000),
    Holds.WHOLE: st.integers(-MAX_WHOLE, MAX_WHOLE),
    Holds.DECIMAL: DECIMALS,
    Holds.MONEY: DECIMALS,
    Holds.DAY: st.dates(),
    Holds.FLAG: st.booleans(),
    Holds.CHOICE: st.sampled_from(Colour),
    Holds.LINK: st.uuids(),
    Holds.TAGS: st.booleans(),
}
FITTING = st.sampled_from(list(Holds)).flatmap(
    lambda holds: st.tuples(st.just(holds), st.none() | VALUES[holds])
)
ODD: st.SearchStrategy[Any] = st.one_of(
    st.text(alphabet=st.characters()),
    st.integers(),
    st.integers(10**30, 10**40),
    st.decimals(),
    st.floats(),
    st.booleans(),
    st.binary(),
    st.dates(),
    st.datetimes(),
    st.uuids(),
    st.lists(st.integers(), max_size=2),
    st.just(10**5_000),
    st.just(object()),
)


@SWIFT
@given(FITTING)
def test_that_what_is_read_is_written_alike(case: tuple[Holds, Any]) -> None:
    rule, value = rule_for(case[0]), case[1]
    once = canonical(rule, value)
    assert canonical(rule, read(rule, once)) == once


@SWIFT
@given(FITTING)
def test_that_a_value_survives_the_bytes_of_an_operation(case: tuple[Holds, Any]) -> None:
    value = canonical(rule_for(case[0]), case[1])
    back = decode(an_operation(fields={"field": FieldWrite(value)}).encode())
    assert spelled(back.fields["field"].value) == spelled(value)


@SWIFT
@given(st.sampled_from(list(Holds)), ODD)
def test_that_input_is_canonical_or_unfit(holds: Holds, value: object) -> None:
    rule = rule_for(holds)
    try:
        once = canonical(rule, value)
    except UnfitValue:
        return
    assert once is None or isinstance(once, str | int)
    assert canonical(rule, read(rule, once)) == once


@SWIFT
@given(st.sampled_from(list(Holds)), st.one_of(st.none(), st.booleans(), st.text(), st.integers()))
def test_that_a_foreign_value_is_read_or_unfit(holds: Holds, stored: Any) -> None:
    rule = rule_for(holds)
    try:
        value = read(rule, stored)
    except UnfitValue:
        return
    assert spelled(canonical(rule, value))


@SWIFT
@given(DECIMALS, st.integers(0, 5))
def test_that_trailing_zeros_do_not_count(value: Decimal, zeros: int) -> None:
    rule = rule_for(Holds.DECIMAL)
    longer = value.quantize(Decimal(1).scaleb(-4 - zeros)) if abs(value) < 10**15 else value
    assert canonical(rule, longer) == canonical(rule, value) == canonical(rule, value.normalize())


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("12.40", "12.4"),
        ("1.24E+1", "12.4"),
        ("0012.400", "12.4"),
        ("-0.00", "0"),
        ("1E+3", "1000"),
        ("100", "100"),
        ("-0.5", "-0.5"),
        ("1E-30", "0." + "0" * 29 + "1"),
        ("9" * MAX_DECIMAL_DIGITS, "9" * MAX_DECIMAL_DIGITS),
    ],
)
def test_that_a_decimal_has_one_spelling(written: str, text: str) -> None:
    assert canonical(rule_for(Holds.MONEY), Decimal(written)) == text


@SWIFT
@given(st.text())
def test_that_both_ways_to_compose_a_letter_are_one_text(text: str) -> None:
    rule = rule_for(Holds.TEXT)
    forms = {canonical(rule, unicodedata.normalize(form, text)) for form in ("NFC", "NFD")}
    assert len(forms) == 1


@pytest.mark.parametrize(
    ("holds", "value"),
    [
        (Holds.TEXT, 5),
        (Holds.TEXT, "a" * (MAX_TEXT + 1)),
        (Holds.TEXT, "\U0001d160" * (MAX_TEXT // 2)),  # three characters each in NFC
        (Holds.WHOLE, True),
        (Holds.WHOLE, 1.0),
        (Holds.WHOLE, MAX_WHOLE + 1),
        (Holds.DECIMAL, 1.5),
        (Holds.DECIMAL, "1.5"),
        (Holds.DECIMAL, True),
        (Holds.DECIMAL, Decimal("Infinity")),
        (Holds.DECIMAL, Decimal("1." + "1" * MAX_DECIMAL_DIGITS)),
        (Holds.DAY, datetime(2026, 11, 23, 12)),  # noqa: DTZ001
        (Holds.DAY, "2026-11-23"),
        (Holds.FLAG, 1),
        (Holds.CHOICE, "green"),
        (Holds.LINK, str(UUID(int=1))),
        (Holds.TAGS, frozenset({"Öl"})),
        (Holds.DECIMAL, math.nan),
    ],
    ids=lambda value: str(value)[:20],
)
def test_that_what_a_field_cannot_hold_is_refused(holds: Holds, value: object) -> None:
    with pytest.raises(UnfitValue):
        canonical(rule_for(holds), value)


def test_that_days_and_flags_come_back_as_they_went() -> None:
    assert read(rule_for(Holds.DAY), "2026-11-23") == date(2026, 11, 23)
    assert [read(rule_for(Holds.FLAG), stored) for stored in (0, 1, True)] == [False, True, True]
