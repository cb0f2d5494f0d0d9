"""The regression checks of the catalogue, and that a missing answer never makes it greener."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kihub_desktop.analysis.law.check import check_law
from kihub_desktop.analysis.law.questions import next_questions
from kihub_desktop.catalogues.law import current_law
from kihub_desktop.domain.law import (
    UNSURE,
    Answer,
    Fact,
    FactKind,
    FactScope,
    FactValue,
    LegalClass,
    Light,
    Op,
)
from kihub_desktop.domain.law_result import LegalResult
from kihub_desktop.texts import render
from tests.unit.analysis.law_cases import CASES, ENGINE, NO, TODAY, YES, LawCase, facts

LAW = current_law()
FACT_IDS = tuple(each.id for each in LAW.facts)


def checked(known: dict[str, FactValue], today: date = TODAY) -> LegalResult:
    return check_law(known, ENGINE, today)


def values_of(fact: Fact) -> st.SearchStrategy[FactValue]:
    keys = [each.key for each in fact.options]
    match fact.kind:
        case FactKind.YES_NO:
            return st.sampled_from([YES, NO])
        case FactKind.ONE_OF:
            return st.sampled_from(keys)
        case FactKind.NUMBER:
            return st.sampled_from([Decimal(n) for n in (3, 49, 50, 249, 250, 60_000_000)])
        case FactKind.SEVERAL:
            return st.frozensets(st.sampled_from(keys), max_size=3)


SOME_FACTS: st.SearchStrategy[dict[str, FactValue]] = st.fixed_dictionaries(
    {}, optional={each.id: values_of(each) for each in LAW.facts}
)


# 1 no high-risk date of the act before its amendment
def test_that_no_rule_dates_high_risk_by_the_act_before_its_amendment() -> None:
    old = {date(2026, 8, 2), date(2027, 8, 2)}
    serious = {LegalClass.HIGH_RISK_III, LegalClass.HIGH_RISK_I_A, LegalClass.HIGH_RISK_I_B}
    for rule in LAW.rules:
        if rule.law_class in serious:
            assert LAW.day_by_key[rule.date] not in old
    for duty in LAW.duties:
        if duty.in_programme or duty.id in {"betreiber_26_7", "fria"}:
            assert {LAW.day_by_key[each.date] for each in duty.dates}.isdisjoint(old)


# 2 machinery is in Section B
@given(SOME_FACTS)
@settings(max_examples=25, deadline=None)
def test_that_machinery_is_never_high_risk_under_section_a(known: dict[str, FactValue]) -> None:
    result = checked({**known, "produktakt": "B21"})
    assert result.law_class is not LegalClass.HIGH_RISK_I_A
    assert next(step for step in result.path if step.rule == "A5_a").truth is Answer.NO


# 3 profiling rules the exception out
@given(SOME_FACTS)
@settings(max_examples=25, deadline=None)
def test_that_profiling_rules_out_the_exception(known: dict[str, FactValue]) -> None:
    result = checked({**known, "profiling": YES})
    assert result.law_class is not LegalClass.EXEMPTED


# 4 transparency does not depend on the class
@pytest.mark.parametrize("area", [{"keiner"}, {"beschaeftigung"}])
def test_that_transparency_is_owed_whatever_the_class(area: set[str]) -> None:
    result = checked(
        facts(
            art50={"interaktion", "erzeugt", "deepfake", "oeffentlich"},
            zweckbereich=area,
            beschaeftigung={"bewerbungen"},
        )
    )
    owed = {duty.id for duty in result.duties if duty.id.startswith("art50_")}
    assert owed == {f"art50_{each}_pflicht" for each in ("1", "2", "4a", "4b", "5")}
    assert result.law_class is (
        LegalClass.TRANSPARENCY if area == {"keiner"} else LegalClass.HIGH_RISK_III
    )


# 5 a missing answer never makes the light greener
def less_known(fact: Fact, value: FactValue) -> tuple[FactValue, ...]:
    """The same answer with less knowledge: unknown, or one tick gone and the rest unsure."""
    if not isinstance(value, frozenset):
        return (Answer.UNKNOWN,)
    return (
        frozenset({UNSURE}),
        *((value - {each}) | {UNSURE} for each in sorted(value)),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_that_no_missing_answer_makes_a_reference_case_greener(case: LawCase) -> None:
    known = dict(case.facts)
    light = checked(known).light
    for fact in LAW.facts:
        for value in less_known(fact, known[fact.id]):
            doubted = checked({**known, fact.id: value})
            assert doubted.light.rank <= light.rank, (fact.id, value)


@given(SOME_FACTS, st.sampled_from(FACT_IDS))
@settings(max_examples=80, deadline=None)
def test_that_no_missing_answer_makes_anything_greener(
    known: dict[str, FactValue], left_out: str
) -> None:
    less = {name: value for name, value in known.items() if name != left_out}
    with_it, without = checked(known), checked(less)
    assert without.light.rank <= with_it.light.rank
    assert without.worst_class.rank <= with_it.worst_class.rank
    assert without.best_class.rank >= with_it.best_class.rank
    owed = {duty.id for duty in with_it.duties if duty.truth is Answer.YES}
    assert owed <= {duty.id for duty in without.duties}
    assert {item.code for item in with_it.items} <= {item.code for item in without.items}


@given(SOME_FACTS)
@settings(max_examples=30, deadline=None)
def test_that_a_class_to_clarify_says_what_is_missing(known: dict[str, FactValue]) -> None:
    result = checked(known)
    assert (result.missing is not None) == (result.law_class is LegalClass.TO_CLARIFY)
    if result.missing is not None:
        assert render(result.missing).strip()
    assert result.class_is_open <= bool(result.open_questions)


# 6 the day on which two bans take effect
@pytest.mark.parametrize("item", ["ba", "bb"])
def test_that_two_bans_take_effect_on_the_second_of_december(item: str) -> None:
    known = facts(art5={item}, art5_zweck=YES)
    before, after = checked(known, date(2026, 12, 1)), checked(known, date(2026, 12, 2))
    assert before.law_class is LegalClass.MINIMAL
    assert before.light is Light.ORANGE
    assert before.item("verbot_bald") is Answer.YES
    assert after.law_class is LegalClass.FORBIDDEN
    assert after.light is Light.RED
    assert after.item("verbot_bald") is Answer.NO
    assert [d.applies_from for d in after.duties if d.id == "art5_lassen"] == [date(2026, 12, 2)]
    without = facts(art5={item}, art5_zweck=NO)
    assert checked(without, date(2026, 12, 2)).law_class is LegalClass.MINIMAL


# 7 small firms pay the lower amount
@pytest.mark.parametrize("small", [YES, NO, Answer.UNKNOWN])
def test_that_small_firms_face_the_lower_limit(small: Answer) -> None:
    known = facts(zweckbereich={"kredit"}, kredit={"personen"}, profiling=YES, kmu=small)
    fine = next(each for each in checked(known).fines if each.id == "f_hochrisiko")
    assert (fine.amount, fine.percent) == (Decimal(15_000_000), Decimal(3))
    assert fine.lower is small


def test_that_the_interview_asks_about_twenty_questions_a_case() -> None:
    firm = {each.id for each in LAW.facts if each.scope is FactScope.FIRM}
    asked = []
    for case in CASES:
        known = {name: value for name, value in case.facts.items() if name in firm}
        count = 0
        while found := next_questions(known, ENGINE, TODAY):
            known[found[0]] = case.facts[found[0]]
            count += 1
        asked.append(count)
        short, full = checked(known), checked(dict(case.facts))
        assert short.law_class is full.law_class
        assert short.light is full.light
        assert [each.id for each in short.duties] == [each.id for each in full.duties]
        assert not short.open_questions
    assert sorted(asked)[len(asked) // 2] <= 22
    assert max(asked) <= 27


def test_that_every_firm_fact_can_come_from_the_capture() -> None:
    for fact in LAW.facts:
        if fact.scope is FactScope.FIRM:
            assert fact.known_from, fact.id


@given(SOME_FACTS)
@settings(max_examples=25, deadline=None)
def test_that_every_case_has_a_class_and_only_named_ones(known: dict[str, FactValue]) -> None:
    result = checked({**facts(), **known})
    assert result.law_class in LegalClass
    assert not result.class_is_open
    assert result.best_class is result.law_class is result.worst_class


def test_that_the_result_says_that_it_is_no_advice_and_how_old_it_is() -> None:
    result = checked({})
    assert "keine Rechtsberatung" in render(result.notice)
    assert (result.stand, result.edition) == (date(2026, 11, 23), "2026-11")
    assert not result.outdated
    assert not checked({}, date(2027, 5, 22)).outdated
    assert checked({}, date(2027, 5, 23)).outdated


def test_that_nothing_known_leaves_everything_open() -> None:
    result = checked({})
    assert result.law_class is LegalClass.TO_CLARIFY
    assert (result.light, result.best_light) == (Light.RED, Light.GREEN)
    assert result.light_is_open
    assert next_questions({}, ENGINE, TODAY)[0] == "ableitung"


def test_that_every_day_of_a_condition_stands_in_the_catalogue() -> None:
    reached = {
        node.name for each in LAW.definitions for node in each.when.nodes() if node.op is Op.REACHED
    }
    assert reached == {"t_verbote_neu"}


def test_that_a_check_takes_no_time_that_anybody_notices() -> None:
    took = []
    for case in CASES:
        begin = time.process_time()
        checked(dict(case.facts))
        took.append(time.process_time() - begin)
    assert sorted(took)[len(took) // 2] <= 0.005


def test_that_points_that_concern_the_case_come_before_those_that_may() -> None:
    known = facts(zweckbereich={"beschaeftigung"}, beschaeftigung={"schicht"}, personenbezug=YES)
    result = checked({**known, "produktakt": Answer.UNKNOWN})
    truths = [each.truth for each in result.uncertainties]
    assert truths == sorted(truths, key=lambda each: each is not Answer.YES)
    assert {"U3", "U5"} <= {each.id for each in result.uncertainties if each.truth is Answer.YES}
    assert "U_mdr" in {each.id for each in result.uncertainties if each.truth is Answer.UNKNOWN}
