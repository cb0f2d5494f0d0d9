"""Programmes against constructed companies, and what always holds of outcome and grant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kihub_desktop.analysis.funding.combining import plans, stack
from kihub_desktop.analysis.funding.estimate import estimate
from kihub_desktop.analysis.funding.facts import Fact, FundingFacts, Span
from kihub_desktop.analysis.funding.matching import is_stale, match, match_all
from kihub_desktop.analysis.funding.result import Match, Outcome
from kihub_desktop.catalogues.funding import current_funding
from kihub_desktop.domain.funding import Programme, ProgrammeStatus, Said
from kihub_desktop.domain.funding_choices import CostType
from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.sme import ORDER
from kihub_desktop.texts import render as render_exactly
from tests.unit.analysis.funding_companies import COMPANIES, Expected, costs, facts

CATALOGUE = current_funding()


def render(value: Value) -> str:
    """As it is read, with plain spaces."""
    return render_exactly(value).replace("\xa0", " ")


def programme(identifier: str) -> Programme:
    found = CATALOGUE.programme(identifier)
    assert found is not None
    return found


def matched(identifier: str, **changed: Any) -> Match:
    return match(programme(identifier), facts(**changed), CATALOGUE)


@pytest.mark.parametrize("case", COMPANIES, ids=lambda case: case.name)
def test_that_a_company_gets_the_expected_answer(case: Expected) -> None:
    found = matched(case.programme, **case.changed)
    assert found.outcome is case.outcome, [render(each) for each in found.reasons]
    if case.low is not None:
        assert found.estimate.low == case.low
        assert found.estimate.high == (case.low if case.high is None else case.high)
    if case.potential is not None:
        assert found.estimate.potential == case.potential
    if case.missing is not None:
        assert case.missing in found.missing


def test_that_the_companies_are_at_least_forty_and_hold_every_outcome_but_paused() -> None:
    assert len(COMPANIES) >= 40
    assert {each.outcome for each in COMPANIES} == set(Outcome) - {Outcome.PAUSED}


def test_that_a_paused_programme_says_so_unless_it_never_fits() -> None:
    paused = replace(
        programme("th-innoinvest"),
        standing=replace(programme("th-innoinvest").standing, status=ProgrammeStatus.PAUSED),
    )
    assert match(paused, facts(district="16053"), CATALOGUE).outcome is Outcome.PAUSED
    assert match(paused, facts(), CATALOGUE).outcome is Outcome.NOT_ELIGIBLE


def test_that_an_old_entry_is_said_to_be_old() -> None:
    fresh, old = (matched("de-inqa", today=day) for day in (date(2027, 5, 23), date(2027, 5, 24)))
    assert not fresh.is_stale
    assert old.is_stale
    assert "Vor mehr als 6 Monaten geprüft (23.11.2026)" in [render(each) for each in old.notes]
    assert is_stale(date(2026, 8, 31), date(2027, 3, 1), 6)
    assert not is_stale(date(2026, 8, 31), date(2027, 2, 28), 6)


def test_that_what_ends_soon_names_its_last_day() -> None:
    assert matched("de-bafa", today=date(2026, 11, 1)).ends_on == date(2026, 12, 31)
    assert matched("de-bafa", today=date(2026, 10, 31)).ends_on is None


def test_that_too_early_an_order_is_named_with_its_day() -> None:
    found = matched("sn-digiz-trafo", ordered=True, ordered_on=date(2026, 11, 2))
    assert [render(each) for each in found.reasons] == [
        "Schon am 02.11.2026 beauftragt: Der Antrag käme zu spät"
    ]


def test_that_a_grant_shows_its_parts() -> None:
    tree = matched("sn-digiz-trafo", costs=costs(software=180_000)).estimate.tree
    shown = {render(node.label): render(node.value or "") for node in tree.children}
    assert shown == {
        "Software und Lizenzen": "180.000 €",
        "Fördersatz bis zu": "35 %",
        "Förderfähig höchstens": "100.000 €",
    }


def test_that_ended_programmes_come_last_and_fitting_ones_first() -> None:
    found = [each.outcome for each in match_all(facts(), CATALOGUE)]
    assert found == sorted(found, key=list(Outcome).index)
    assert found[0] is Outcome.ELIGIBLE
    assert found[-1] is Outcome.ENDED


# -- together -----------------------------------------------------------------------------------


def test_that_research_costs_left_by_a_project_go_to_the_allowance() -> None:
    known = facts(novelty=True, costs=costs(rd_staff=600_000, contract_rd=200_000))
    best = plans(match_all(known, CATALOGUE), known, CATALOGUE)[0]
    assert best.key == "R4"
    amounts = {part.programme.id: part.amount for part in best.parts}
    # 560.000 € are funded at 40 %; 40.000 € of staff and 200.000 € of contracts are left.
    assert amounts == {"de-zim-koop": Decimal(224_000), "de-fzulg": Decimal(63_000)}
    assert best.total == 287_000


def test_that_a_combination_for_elsewhere_is_not_proposed() -> None:
    keys = {each.key for each in plans(match_all(facts(), CATALOGUE), facts(), CATALOGUE)}
    assert "R1" in keys
    assert not keys & {"R2", "R7", "R8"}


def test_that_two_programmes_share_what_is_left_of_the_ceiling() -> None:
    known = facts(
        de_minimis=Decimal(280_000),
        institute=True,
        costs=costs(software=90_000, contract_rd=90_000),
    )
    two = [match(programme(key), known, CATALOGUE) for key in ("sn-digiz-trafo", "sn-innopraemie")]
    parts = stack(two, known, CATALOGUE)
    assert sum(part.amount or 0 for part in parts) == 20_000


def test_that_an_amount_set_by_a_person_stands_up_to_the_costs() -> None:
    known = facts()
    one = [match(programme("sn-digiz-trafo"), known, CATALOGUE)]
    assert stack(one, known, CATALOGUE, {"sn-digiz-trafo": Decimal(41_000)})[0].amount == 41_000
    assert stack(one, known, CATALOGUE, {"sn-digiz-trafo": Decimal(999_000)})[0].amount == 96_000


# -- what always holds --------------------------------------------------------------------------

AMOUNTS = st.integers(0, 3_000_000).map(Decimal)
COSTS = st.dictionaries(st.sampled_from(CostType), AMOUNTS)
SIZES = st.integers(0, 3).flatmap(
    lambda low: st.integers(low, 3).map(lambda high: ORDER[low : high + 1])
)
FLAGS = st.sampled_from((True, False, None))
SPANS = st.tuples(AMOUNTS, st.none() | AMOUNTS).map(
    lambda ends: Span(ends[0], None if ends[1] is None else max(ends[0], ends[1]))
)
FACTS = st.builds(
    FundingFacts,
    today=st.dates(date(2026, 1, 1), date(2028, 12, 31)),
    district=st.sampled_from((None, "14523", "14713", "14730", "16054", "16063", "16068", "15002")),
    town=st.sampled_from((None, "Eisenach", "Kölleda", "Suhl")),
    sizes=SIZES,
    employees=SPANS,
    turnover=SPANS,
    balance=SPANS,
    founded=st.none() | st.integers(1950, 2026),
    industry=st.sampled_from((None, "28.41", "46.69", "01.41", "86.21", "70.22")),
    startup=FLAGS,
    collective_agreement=FLAGS,
    de_minimis=st.none() | AMOUNTS,
    costs=st.none() | COSTS,
    novelty=FLAGS,
    institute=FLAGS,
    ordered=FLAGS,
    training_hours=st.none() | st.integers(0, 400).map(Decimal),
)
PROGRAMMES = st.sampled_from(CATALOGUE.programmes)


@settings(max_examples=80, deadline=None)
@given(PROGRAMMES, FACTS)
def test_that_no_grant_is_above_its_caps_or_above_the_rate(
    one: Programme, known: FundingFacts
) -> None:
    found = estimate(one, known, CATALOGUE)
    if found.low is None or found.high is None:
        return
    assert 0 <= found.low <= found.high
    extra = one.money.surcharge.percent if one.money.surcharge else Decimal(0)
    rates = [each for each in one.money.rates if each.percent is not None]
    top = max((each.percent or Decimal(0)) + extra for each in rates)
    planned = known.costs or {}
    counted = sum(planned.get(rule.type, Decimal(0)) * rule.share / 100 for rule in one.money.costs)
    assert found.high <= counted * top / 100
    named = [each.max_grant or one.money.max_grant for each in rates]
    caps = [cap for cap in named if cap is not None]
    if len(caps) == len(rates):
        assert found.high <= max(caps)
    if one.de_minimis is Said.YES and known.de_minimis is not None:
        assert found.high <= max(Decimal(0), CATALOGUE.de_minimis.ceiling - known.de_minimis)
    used = found.used or {}
    assert all(0 <= amount <= planned[kind] for kind, amount in used.items())


@settings(max_examples=80, deadline=None)
@given(PROGRAMMES, FACTS, st.sampled_from(CostType), AMOUNTS)
def test_that_higher_costs_never_lower_a_grant(
    one: Programme, known: FundingFacts, kind: CostType, more: Decimal
) -> None:
    planned = dict(known.costs or {})
    raised = replace(known, costs={**planned, kind: planned.get(kind, Decimal(0)) + more})
    before = estimate(one, replace(known, costs=planned), CATALOGUE)
    after = estimate(one, raised, CATALOGUE)
    assert (before.low is None) == (after.low is None)
    assert (after.low or 0) >= (before.low or 0)
    assert (after.high or 0) >= (before.high or 0)


FORGOTTEN: dict[str, Any] = {
    "district": None,
    "town": None,
    "sizes": ORDER,
    "employees": Span(),
    "turnover": Span(),
    "balance": Span(),
    "founded": None,
    "industry": None,
    "startup": None,
    "collective_agreement": None,
    "de_minimis": None,
    "costs": None,
    "novelty": None,
    "institute": None,
    "ordered": None,
    "training_hours": None,
}


@settings(max_examples=80, deadline=None)
@given(PROGRAMMES, FACTS, st.sampled_from(sorted(FORGOTTEN)))
def test_that_an_unknown_fact_never_turns_into_a_no(
    one: Programme, known: FundingFacts, name: str
) -> None:
    before = match(one, known, CATALOGUE)
    after = match(one, replace(known, **{name: FORGOTTEN[name]}), CATALOGUE)
    if after.outcome is Outcome.NOT_ELIGIBLE:
        assert before.outcome is Outcome.NOT_ELIGIBLE
    # Nor does forgetting make anything certain that was open.
    if before.outcome is Outcome.CONDITIONAL and name != "novelty":
        assert after.outcome is Outcome.CONDITIONAL


@settings(max_examples=50, deadline=None)
@given(st.lists(PROGRAMMES, max_size=5, unique=True), FACTS)
def test_that_a_sum_never_pays_a_cost_twice(some: list[Programme], known: FundingFacts) -> None:
    matches = [match(each, known, CATALOGUE) for each in some]
    parts = stack(matches, known, CATALOGUE)
    planned = known.costs or {}
    for kind in CostType:
        used = sum(part.used.get(kind, Decimal(0)) for part in parts)
        assert used <= planned.get(kind, Decimal(0))
    total = sum(part.amount or Decimal(0) for part in parts)
    assert total <= sum(planned.values())
    if known.de_minimis is not None:
        counted = [part for part in parts if part.programme.de_minimis is not Said.NO]
        left = max(Decimal(0), CATALOGUE.de_minimis.ceiling - known.de_minimis)
        assert sum(part.amount or Decimal(0) for part in counted) <= left


def test_that_nothing_is_known_leaves_no_programme_refused() -> None:
    nothing = FundingFacts(today=date(2026, 11, 30))
    for found in match_all(nothing, CATALOGUE):
        assert found.outcome is not Outcome.NOT_ELIGIBLE, found.programme.id
    assert Fact.DISTRICT in match(programme("sn-digid"), nothing, CATALOGUE).missing
