"""Numbers are understood as people type them, and asked about if they could be two."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kihub_desktop.domain.fields import FieldRule, Holds, rules_of
from kihub_desktop.domain.parsing import Parsed, parse, shown
from kihub_desktop.domain.records import BusinessCase, Company, DataSource, Process
from kihub_desktop.domain.typed_numbers import MAX_DIGITS
from kihub_desktop.replication.canonical import MAX_DECIMAL_DIGITS, canonical, read
from kihub_desktop.texts import render

TODAY = date(2026, 11, 23)
EURO = rules_of(Company)["turnover"]
STAFF = rules_of(Company)["employees"]
ENERGY = rules_of(Company)["energy_use"]
FOUNDED = rules_of(Company)["founded"]
HOURS = rules_of(Process)["hours_per_year"]
STOPS = rules_of(Process)["stops_per_year"]
HOURLY = rules_of(Process)["cost_per_hour"]
SCRAP = rules_of(Process)["scrap_rate"]
PAIN = rules_of(Process)["pain"]
HISTORY = rules_of(DataSource)["history_months"]
HORIZON = rules_of(BusinessCase)["horizon"]


def _parsed(rule: FieldRule, text: str, language: str = "de") -> Parsed:
    return parse(rule, text, TODAY, language)


def _problem(rule: FieldRule, text: str, language: str = "de") -> str:
    problem = _parsed(rule, text, language).problem
    assert problem is not None
    return render(problem)


@pytest.mark.parametrize(
    ("rule", "text", "value"),
    [
        (EURO, "12,4 Mio", "12400000"),
        (EURO, "12,4 Mio. €", "12400000"),
        (EURO, "12,4Mio€", "12400000"),
        (EURO, "12,4 MEUR", "12400000"),
        (EURO, "12,4 Mio. € p. a.", "12400000"),
        (EURO, "12.4m", "12400000"),
        (EURO, "12,4 Millionen Euro", "12400000"),
        (EURO, "8,9 Mrd", "8900000000"),
        (EURO, "8,9 Mrd. EUR", "8900000000"),
        (EURO, "3T€", "3000"),
        (EURO, "3 TEUR", "3000"),
        (EURO, "3k€", "3000"),
        (EURO, "450 Tsd.", "450000"),
        (EURO, "1.234 T€", "1234000"),
        (EURO, "1,234 Mio", "1234000"),
        (EURO, "1234 Mio", "1234000000"),
        (EURO, "€ 12.400", "12400"),
        (EURO, "EUR 12.400", "12400"),
        (EURO, "-€ 5", "-5"),
        (EURO, "12,- €", "12"),
        (EURO, "12,--", "12"),
        (EURO, "1.200,– €", "1200"),
        (HOURS, "1.450 h", "1450"),
        (HOURS, "1.450h/a", "1450"),
        (HOURS, "1.450 Std. pro Jahr", "1450"),
        (HOURS, "1450 h p. a.", "1450"),
        (HOURS, "1450", "1450"),
        (HOURS, "1 450", "1450"),
        (HOURS, "1\u202f450\u00a0h", "1450"),
        (HOURS, "1'450", "1450"),
        (HOURS, "1’450", "1450"),
        (HOURS, "1'234.5", "1234.5"),
        (HOURS, "1 234,5", "1234.5"),
        (HOURS, "0,5", "0.5"),
        (HOURS, ",5", "0.5"),
        (HOURS, ".5", "0.5"),
        (HOURS, "0.125", "0.125"),
        (HOURS, "12.4", "12.4"),
        (HOURS, "12,40", "12.4"),
        (HOURS, "12,", "12"),
        (HOURS, "007", "7"),
        (HOURS, "1.234.567,89", "1234567.89"),
        (HOURS, "1,234,567.89", "1234567.89"),
        (HOURS, "1,234.5", "1234.5"),
        (HOURS, "1,234,567", "1234567"),
        (HOURS, "1234.567", "1234.567"),
        (HOURS, "1234,567", "1234.567"),
        (HOURS, "−5", "-5"),
        (HOURS, "– 5", "-5"),
        (HOURS, "+5", "5"),
        (HOURS, "ca. 250", "250"),
        (HOURS, "~250 h", "250"),
        (HOURLY, "85 €/h", "85"),
        (HOURLY, "85 € je Stunde", "85"),
        (SCRAP, "2,1 %", "2.1"),
        (SCRAP, "2,1%", "2.1"),
        (SCRAP, "2,1 Prozent", "2.1"),
        (STAFF, "249,5 VZÄ", "249.5"),
        (STAFF, "45 MA", "45"),
        (STAFF, "1,2 Tsd", "1200"),
        (STOPS, "12/Jahr", "12"),
        (STOPS, "12 x im Jahr", "12"),
        (ENERGY, "1,2 GWh", "1200000"),
        (ENERGY, "850 MWh/a", "850000"),
        (ENERGY, "850.000 kWh", "850000"),
        (HISTORY, "18 Monate", "18"),
        (HISTORY, "2 Jahre", "24"),
        (HORIZON, "5 Jahre", "5"),
        (PAIN, "4", "4"),
        (PAIN, "4,0", "4"),
    ],
)
def test_that_a_number_is_understood(rule: FieldRule, text: str, value: str) -> None:
    parsed = _parsed(rule, text)
    assert parsed == Parsed(Decimal(value))
    assert type(parsed.value) is (int if rule.holds is Holds.WHOLE else Decimal)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,450", "1450"),
        ("1,234,567.89", "1234567.89"),
        ("1.45", "1.45"),
        ("12,4", "12.4"),
        ("1.234.567,89", "1234567.89"),
        ("1450", "1450"),
    ],
)
def test_that_english_groups_with_commas(text: str, value: str) -> None:
    assert _parsed(HOURS, text, "en").value == Decimal(value)


@pytest.mark.parametrize(
    ("rule", "text", "language", "question"),
    [
        (HOURS, "1,450", "de", "Ist 1.450 oder 1,4500 gemeint?"),
        (EURO, "1.450 Mio", "de", "Ist 1.450.000.000 oder 1.450.000 gemeint?"),
        (HOURS, "1.450", "en", "Ist 1.450 oder 1,4500 gemeint?"),
    ],
)
def test_that_two_readings_are_a_question(
    rule: FieldRule, text: str, language: str, question: str
) -> None:
    assert _problem(rule, text, language) == question


@pytest.mark.parametrize(
    ("rule", "text", "part"),
    [
        (HOURS, "viel", "„viel“ ist keine Zahl; verstanden wird etwa 1.450 oder 12,4 Mio."),
        (HOURS, "12 h 30", "ist keine Zahl"),
        (HOURS, "1e5", "ist keine Zahl"),
        (HOURS, "٣", "ist keine Zahl"),
        (HOURS, "10²", "„²“ passt hier nicht"),
        (HOURS, "NaN", "ist keine Zahl"),
        (HOURS, "Infinity", "ist keine Zahl"),
        (HOURS, "--5", "ist keine Zahl"),
        (HOURS, "5-", "„-“ passt hier nicht"),
        (HOURS, "{}", "„{}“ ist keine Zahl"),
        (HOURS, "{0} {text}", "„{0} {text}“ ist keine Zahl"),
        (HOURS, "10-12", "keine Spanne"),
        (HOURS, "10 bis 12 h", "keine Spanne"),
        (HOURS, "10 h – 12 h", "keine Spanne"),
        (HOURS, "1.2.3", "Punkte und Kommas"),
        (HOURS, "1.23,4", "1.234.567,89"),
        (HOURS, "0.450.000", "Punkte und Kommas"),
        (HOURS, "12, 4", "Punkte und Kommas"),
        (HOURS, "12 €", "„€“ passt hier nicht; erwartet wird eine Angabe in h."),
        (HOURS, "€ 12", "erwartet wird eine Angabe in h."),
        (HOURS, "3 Tage", "„Tage“ passt hier nicht"),
        (HOURLY, "85 €/Monat", "„€/Monat“ passt hier nicht"),
        (HOURLY, "85 €/Jahr", "„€/Jahr“ passt hier nicht"),
        (EURO, "12 $", "erwartet wird eine Angabe in €."),
        (EURO, "2 %", "erwartet wird eine Angabe in €."),
        (EURO, "1 Billion", "mehrdeutig"),
        (STAFF, "45 €", "erwartet wird nur die Zahl."),
        (PAIN, "4,5", "„4,5“ ist keine ganze Zahl."),
        (PAIN, "9" * 20, "ist keine ganze Zahl."),
        (EURO, "9" * 31, "mehr als 30 Stellen"),
        (EURO, "9" * 25 + " Mrd", "mehr als 30 Stellen"),
        (EURO, "9" * 101, "Höchstens 100 Zeichen"),
    ],
)
def test_that_nonsense_is_told_in_one_sentence(rule: FieldRule, text: str, part: str) -> None:
    sentence = _problem(rule, text)
    assert part in sentence
    assert sentence[-1] in ".?"
    assert "\n" not in sentence


@pytest.mark.parametrize(("text", "year"), [("1992", 1992), (" 2026 ", 2026), ("1871", 1871)])
def test_that_a_year_is_understood(text: str, year: int) -> None:
    assert _parsed(FOUNDED, text) == Parsed(year)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("92", "Ist 1992 gemeint? Bitte alle vier Ziffern schreiben."),
        ("'07", "Ist 2007 gemeint? Bitte alle vier Ziffern schreiben."),
        ("27", "Ist 1927 gemeint? Bitte alle vier Ziffern schreiben."),
        ("2027", "Das Jahr 2027 liegt in der Zukunft."),
        ("1.992", "„1.992“ ist keine Jahreszahl; verstanden wird zum Beispiel 1992."),
        ("0992", "„0992“ ist keine Jahreszahl; verstanden wird zum Beispiel 1992."),
        ("neunzig", "„neunzig“ ist keine Jahreszahl; verstanden wird zum Beispiel 1992."),
    ],
)
def test_that_a_doubtful_year_is_not_taken(text: str, sentence: str) -> None:
    assert _problem(FOUNDED, text) == sentence


def test_that_a_year_is_not_grouped() -> None:
    assert shown(FOUNDED, 1992) == "1992"
    assert shown(PAIN, 1992) == "1.992"


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        ("1450", "1.450", "1,450"),
        ("12400000", "12.400.000", "12,400,000"),
        ("0.50", "0,5", "0.5"),
        ("-1234.5", "-1.234,5", "-1,234.5"),
        ("1.234", "1,2340", "1.2340"),
        ("0.234", "0,234", "0.234"),
        ("-0", "0", "0"),
        ("1E+3", "1.000", "1,000"),
    ],
)
def test_that_a_number_is_shown_as_one_would_type_it(value: str, german: str, english: str) -> None:
    assert shown(EURO, Decimal(value)) == german
    assert shown(EURO, Decimal(value), "en") == english


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15)
    | st.decimals(places=3, min_value=-2000, max_value=2000),
    st.sampled_from([EURO, HOURS, STAFF, SCRAP]),
    st.sampled_from(["de", "en"]),
)
@example(Decimal("999.999"), EURO, "de")
@example(Decimal("1E-30"), EURO, "de")
@example(Decimal("0.28750378823066843005498026841"), EURO, "de")
def test_that_what_is_shown_reads_back(value: Decimal, rule: FieldRule, language: str) -> None:
    if len(value.as_tuple().digits) <= MAX_DIGITS and abs(value.adjusted()) <= MAX_DIGITS:
        assert _parsed(rule, shown(rule, value, language), language) == Parsed(value)


@given(st.integers(-(2**53), 2**53), st.sampled_from(["de", "en"]))
def test_that_a_whole_number_reads_back(value: int, language: str) -> None:
    assert _parsed(PAIN, shown(PAIN, value, language), language) == Parsed(value)


@given(st.from_regex(r"\A[-+]?[0-9.,' ]{1,30}( ?(Mio|T€|Mrd\.?|€|k))?\Z"))
def test_that_every_number_understood_fits_into_the_log(text: str) -> None:
    value = _parsed(EURO, text).value
    assert MAX_DIGITS == MAX_DECIMAL_DIGITS
    if value is not None:
        assert read(EURO, canonical(EURO, value)) == value


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_that_german_and_english_forms_of_an_amount_are_one(whole: int, cents: int) -> None:
    english = f"{whole:,}.{cents:02d}"
    german = english.translate(str.maketrans(",.", ".,"))
    swiss = english.replace(",", "'")
    spaced = english.replace(",", " ")
    expected = Decimal(whole) + Decimal(cents) / 100
    for text in (english, german, swiss, spaced, f"{whole}.{cents:02d}"):
        assert _parsed(EURO, text).value == expected
