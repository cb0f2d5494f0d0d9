"""Wording of numbers, dates and phrases in both languages."""

from collections.abc import Iterator
from datetime import date

import pytest

from kihub_desktop.domain.phrases import Amount, phrase, plural_phrase
from kihub_desktop.texts import TEXTS, day, money, number, render


@pytest.fixture(autouse=True)
def _german_again() -> Iterator[None]:
    yield
    TEXTS.use("de")


def test_that_numbers_follow_the_language() -> None:
    assert number(1234567.891, 2) == "1.234.567,89"
    TEXTS.use("en")
    assert number(1234567.891, 2) == "1,234,567.89"
    assert money(-1200) == "\u2212€1,200"


def test_that_units_stand_where_the_language_has_them() -> None:
    gain, share = Amount(12.4, 1, "T€", signed=True), Amount(30, 0, "%")
    assert (render(gain), render(share)) == ("+12,4\u00a0T€", "30\u00a0%")
    assert render(Amount(2, 0, "Monate")) == "2\u00a0Monate"
    TEXTS.use("en")
    assert (render(gain), render(share)) == ("+€12.4k", "30%")
    assert render(Amount(2, 0, "Monate")) == "2\u00a0months"


def test_that_a_rounded_zero_has_no_sign() -> None:
    assert number(-0.04, 1) == "0,0"


def test_that_phrases_nest_and_choose_their_form() -> None:
    one = plural_phrase("{n} Auflage", "{n} Auflagen", 1)
    two = plural_phrase("{n} Auflage", "{n} Auflagen", 2)
    assert render(phrase("{a} und {b}: {p}", a=one, b=two, p=Amount(54.7, 1, "%"))) == (
        "1 Auflage und 2 Auflagen: 54,7\u00a0%"
    )


def test_that_days_follow_the_language() -> None:
    assert day(date(2026, 3, 8)) == "08.03.2026"
    TEXTS.use("en")
    assert day(date(2026, 3, 8)) == "8 Mar 2026"
