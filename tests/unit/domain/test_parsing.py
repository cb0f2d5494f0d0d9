"""Whatever is typed into any field is understood or told, and what is shown reads back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kihub_desktop.domain.choices import (
    Access,
    Archetype,
    DataReadiness,
    Evidence,
    LegalForm,
    Level,
    ProcessArea,
    Sector,
    Stage,
)
from kihub_desktop.domain.fields import FieldRule, Holds, Merge, kinds, rules_of
from kihub_desktop.domain.parsing import MAX_TEXT, Parsed, parse, shown
from kihub_desktop.domain.phrases import Phrase
from kihub_desktop.domain.records import Company, Process
from kihub_desktop.domain.words import word
from kihub_desktop.replication.canonical import canonical, read
from kihub_desktop.texts import render

TODAY = date(2026, 11, 23)
RULES = [rule for kind in kinds() for rule in rules_of(kind.record_type).values()]
CHOICES = [rule for rule in RULES if rule.holds is Holds.CHOICE]
NAME = rules_of(Company)["name"]
NOTE = rules_of(Company)["note"]
FLAG = rules_of(Company)["works_council"]
LINK = FieldRule("Prozess", Holds.LINK)
TAGS = FieldRule("Schlagwörter", Holds.TAGS, Merge.ELEMENTS)
LANGUAGE = st.sampled_from(["de", "en"])


def _choice(kind: type[StrEnum]) -> FieldRule:
    return FieldRule("Auswahl", Holds.CHOICE, choices=kind)


def _problem(rule: FieldRule, text: str) -> str:
    problem = parse(rule, text, TODAY).problem
    assert problem is not None
    return render(problem)


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u00a0"])
def test_that_an_empty_text_is_no_value_and_no_problem(text: str) -> None:
    assert {parse(rule, text, TODAY) for rule in RULES} == {Parsed(None, None)}


@given(st.sampled_from([*RULES, LINK, TAGS]), st.text(max_size=120), LANGUAGE)
@example(RULES[0], "\ud800", "de")
@example(FLAG, "\ud800", "de")
@example(NOTE, "\x00", "en")
def test_that_no_text_raises_and_every_value_fits_the_log(
    rule: FieldRule, text: str, language: str
) -> None:
    parsed = parse(rule, text, TODAY, language)
    assert parsed.value is None or parsed.problem is None
    if parsed.problem is not None:
        assert render(parsed.problem).strip()
    elif parsed.value is not None and rule.holds is not Holds.TAGS:
        assert read(rule, canonical(rule, parsed.value)) == parsed.value


@given(st.sampled_from([*RULES, TAGS]), st.text(max_size=60), LANGUAGE)
@example(RULES[0], "\u2028\u0308a", "de")
def test_that_a_value_once_understood_stays_when_edited_unchanged(
    rule: FieldRule, text: str, language: str
) -> None:
    first = parse(rule, text, TODAY, language)
    if first.value is not None:
        edited = shown(rule, first.value, language)
        assert parse(rule, edited, TODAY, language) == first


@given(st.sampled_from(CHOICES), st.data(), LANGUAGE)
def test_that_every_choice_reads_back(rule: FieldRule, data: st.DataObject, language: str) -> None:
    assert rule.choices is not None
    member = data.draw(st.sampled_from(list(rule.choices)))
    parsed = parse(rule, shown(rule, member, language), TODAY, language)
    assert parsed == Parsed(member)
    assert type(parsed.value) is rule.choices
    assert parse(rule, member.value, TODAY) == Parsed(member)


@pytest.mark.parametrize(
    ("text", "member"),
    [
        ("GmbH", LegalForm.GMBH),
        ("gmbh", LegalForm.GMBH),
        ("GmbH & Co. KG", LegalForm.GMBH_CO_KG),
        ("gmbh&co kg", LegalForm.GMBH_CO_KG),
        ("GmbH und Co KG", LegalForm.GMBH_CO_KG),
        ("gmbh & co", LegalForm.GMBH_CO_KG),
        ("KG", LegalForm.KG),
        ("kga", LegalForm.KGAA),
        ("UG", LegalForm.UG),
        ("e.V.", LegalForm.EV),
        ("eV", LegalForm.EV),
        ("Stift", LegalForm.FOUNDATION),
        ("ausl", LegalForm.FOREIGN),
        ("AUSLAENDISCHE", LegalForm.FOREIGN),
        ("koerper", LegalForm.PUBLIC),
        ("anstalt", LegalForm.PUBLIC),
        ("masch", Sector.MACHINERY),
        ("anlagenbau", Sector.MACHINERY),
        ("zulieferer", Sector.AUTOMOTIVE),
        ("inst", ProcessArea.MAINTENANCE),
        ("qs", ProcessArea.QUALITY),
        ("nein", Access.NO),
        ("teil", Access.PARTLY),
        ("T0", Stage.T0),
        ("t0", Stage.T0),
        ("erstgespräch", Stage.T0),
        ("zwei jahren", Stage.T2),
        ("3", Level.THREE),
        ("Stufe 3", Level.THREE),
        ("nr", Level.NOT_RELEVANT),
        ("n/r", Level.NOT_RELEVANT),
        ("nicht rel", Level.NOT_RELEVANT),
        ("gesehen", Evidence.SEEN),
        ("dok", Evidence.DOCUMENT),
        ("b2", DataReadiness.B2),
        ("hörensagen", DataReadiness.C4),
        ("wartung", Archetype.PREDICTIVE_MAINTENANCE),
        ("llm", Archetype.LANGUAGE_ASSISTANT),
    ],
)
def test_that_a_choice_is_understood_by_word_or_beginning(text: str, member: StrEnum) -> None:
    parsed = parse(_choice(type(member)), text, TODAY)
    assert parsed == Parsed(member)
    assert type(parsed.value) is type(member)


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        (LegalForm, "gm", "„gm“ passt auf mehrere: GmbH & Co. KG · GmbH."),
        (LegalForm, "Verein", "„Verein“ steht nicht zur Auswahl."),
        (Access, "?", "„?“ steht nicht zur Auswahl; möglich ist: ja · teilweise · nein."),
        (Level, "6", "„6“ steht nicht zur Auswahl"),
        (Level, "stufe", "„stufe“ steht nicht zur Auswahl"),
    ],
)
def test_that_a_doubtful_choice_is_told(kind: type[StrEnum], text: str, sentence: str) -> None:
    assert _problem(_choice(kind), text).startswith(sentence)


def test_that_choices_are_understood_in_the_language_of_the_reader_too() -> None:
    def english(chosen: Phrase) -> str:
        return {"QS": "Quality", "Planung": "Scheduling"}.get(chosen.message, chosen.message)

    rule = rules_of(Process)["area"]
    assert shown(rule, ProcessArea.QUALITY, "en", english) == "Quality"
    for text in ("Quality", "qual", "QS"):
        assert parse(rule, text, TODAY, "en", english) == Parsed(ProcessArea.QUALITY)


@pytest.mark.parametrize("kind", list(dict.fromkeys(r.choices for r in CHOICES if r.choices)))
def test_that_no_value_is_the_word_of_another_choice(kind: type[StrEnum]) -> None:
    for member in kind:
        assert parse(_choice(kind), word(member).message, TODAY) == Parsed(member)


@pytest.mark.parametrize("text", ["ja", "J", "Ja.", "x", "X", "yes", "1", "✓", " ja "])
def test_that_yes_is_understood(text: str) -> None:
    assert parse(FLAG, text, TODAY).value is True


@pytest.mark.parametrize("text", ["nein", "N", "no", "0", "-", "keiner"])
def test_that_no_is_understood(text: str) -> None:
    assert parse(FLAG, text, TODAY).value is False


def test_that_a_flag_reads_back_and_a_doubt_is_told() -> None:
    for language in ("de", "en"):
        for value in (True, False):
            assert parse(FLAG, shown(FLAG, value, language), TODAY, language).value is value
    assert _problem(FLAG, "vielleicht") == "„vielleicht“ ist weder „ja“ noch „nein“."


def test_that_a_line_stays_one_line_and_a_note_keeps_its_lines() -> None:
    assert parse(NAME, "  Werk\r\nNord\tOst ", TODAY).value == "Werk Nord Ost"
    assert parse(NOTE, " eins\r\n\r\nzwei\x07 \n", TODAY).value == "eins\n\nzwei"
    assert parse(NAME, "Mu\u0308ller", TODAY).value == "Müller"


def test_that_a_text_has_bounds() -> None:
    assert parse(NOTE, "a" * MAX_TEXT, TODAY).problem is None
    assert "200" in _problem(NOTE, "ä" * (MAX_TEXT // 2 + 1))
    assert "nicht speichern" in _problem(NOTE, "kaputt \ud83d")


def test_that_a_long_text_is_not_repeated_in_its_problem() -> None:
    assert len(_problem(FLAG, "b" * 90)) < 90


def test_that_links_and_tags_are_understood() -> None:
    link = UUID(int=7)
    assert parse(LINK, shown(LINK, link), TODAY) == Parsed(link)
    assert _problem(LINK, "Fräsen") == "Bitte einen Eintrag aus der Liste wählen."
    assert parse(TAGS, "OPC UA; Retrofit,, OPC  UA", TODAY).value == {"OPC UA", "Retrofit"}
    assert shown(TAGS, frozenset({"b", "a"})) == "a, b"


def test_that_nothing_is_shown_for_no_value() -> None:
    assert {shown(rule, None) for rule in RULES} == {""}


def test_that_zero_and_no_are_values() -> None:
    assert parse(rules_of(Process)["pain"], "0", TODAY) == Parsed(0)
    assert parse(rules_of(Company)["turnover"], "0 €", TODAY) == Parsed(Decimal(0))
