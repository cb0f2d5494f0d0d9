"""Funding of a use case in a real workspace: facts, costs, choices, and the business case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from kihub_desktop.analysis.funding.facts import Fact
from kihub_desktop.analysis.funding.result import Outcome
from kihub_desktop.catalogues.cash_lines import current_cash_lines
from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import FundingStatus, Side
from kihub_desktop.domain.funding_choices import CostType, FundingStep
from kihub_desktop.services.funding import FundingResult
from kihub_desktop.store.workspace import Workspace
from tests.services.conftest import workspace

__all__ = ["workspace"]
TODAY = date(2026, 11, 30)
TRAFO = "sn-digiz-trafo"


class _Desk:
    """A machine builder in Plauen with one use case."""

    def __init__(self, workspace: Workspace) -> None:
        self.services = Services(workspace, lambda: TODAY)
        self.company, _changes = self.services.companies.create("Muster Maschinenbau GmbH")
        self.save(
            postcode="08523",
            town="Plauen",
            industry="2008/28.41",
            employees=Decimal(84),
            turnover=Decimal(12_400_000),
            balance_sheet=Decimal(9_000_000),
            autonomous=True,
            founded=1992,
            de_minimis=Decimal(0),
            startup=False,
            collective_agreement=False,
        )
        self.use_case, _ = self.services.use_cases.create(self.company, title="Werkzeugverschleiß")

    def save(self, **values: object) -> None:
        as_of = self.services.companies.state(self.company)
        assert as_of is not None
        self.services.companies.save(self.company, as_of.as_of, **values)

    def result(self) -> FundingResult:
        found = self.services.funding.result(self.company, self.use_case)
        assert found is not None
        return found

    def outcome(self, programme: str) -> Outcome:
        return next(
            each.outcome for each in self.result().matches if each.programme.id == programme
        )

    def describe(self, **values: object) -> None:
        as_of = self.result().recorded.as_of
        self.services.funding.describe(self.company, self.use_case, as_of, **values)

    def cost(self, label: str, amount: int, first: int = 0, last: int = 0, **more: object) -> UUID:
        line, _changes = self.services.business_cases.add_line(
            self.company,
            self.use_case,
            Side.COST,
            label=label,
            likely=Decimal(amount),
            first_year=first,
            last_year=last,
            **more,
        )
        return line

    def choose(self, *programmes: str) -> None:
        as_of = self.result().recorded.as_of
        self.services.funding.choose(self.company, self.use_case, programmes, as_of)


@pytest.fixture
def desk(workspace: Workspace) -> _Desk:
    return _Desk(workspace)


def test_that_place_and_size_come_from_the_company(desk: _Desk) -> None:
    facts = desk.result().recorded.facts
    assert (facts.district, facts.industry) == ("14523", "28.41")
    assert [each.value for each in facts.sizes] == ["medium"]
    assert facts.employees.high == 84


def test_that_the_costs_of_the_project_come_from_the_business_case(desk: _Desk) -> None:
    desk.cost("Integration und Modell", 60_000)
    desk.cost("Sensoren und Rechner vor Ort", 12, price_likely=Decimal(3_000))
    desk.cost("Betrieb und Lizenzen", 9_000, first=1, last=5)
    desk.cost("Zertifizierung", 5_000)
    desk.cost("Halle", 7_000, cost_type=CostType.INVESTMENT)
    recorded = desk.result().recorded
    assert recorded.facts.costs == {
        CostType.IMPLEMENTATION: Decimal(60_000),
        CostType.HARDWARE: Decimal(36_000),
        CostType.INVESTMENT: Decimal(7_000),
    }
    assert recorded.costs.unassigned == (("Zertifizierung", Decimal(5_000)),)


def test_that_a_usual_line_knows_its_kind_of_cost(desk: _Desk) -> None:
    line = current_cash_lines().line("costs.training")
    assert line is not None
    desk.services.business_cases.insert_usual(desk.company, desk.use_case, [line])
    lines = desk.services.business_cases.state(desk.company, desk.use_case).lines
    assert [each.cost_type for each in lines] == [CostType.TRAINING]


def test_that_an_entered_amount_stands_in_until_it_is_taken_away(desk: _Desk) -> None:
    desk.cost("Integration und Modell", 60_000)
    as_of = desk.result().recorded.as_of
    kind, funding = CostType.IMPLEMENTATION, desk.services.funding
    funding.plan_cost(desk.company, desk.use_case, kind, as_of, Decimal(40_000))
    assert desk.result().recorded.facts.costs == {kind: Decimal(40_000)}
    as_of = desk.result().recorded.as_of
    funding.plan_cost(desk.company, desk.use_case, kind, as_of, None)
    assert desk.result().recorded.facts.costs == {kind: Decimal(60_000)}


def test_that_what_is_not_answered_stays_open(desk: _Desk) -> None:
    desk.cost("Integration und Modell", 60_000)
    found = next(each for each in desk.result().matches if each.programme.id == TRAFO)
    assert found.outcome is Outcome.CONDITIONAL
    assert Fact.ORDERED in found.missing
    desk.describe(ordered_on=date(2026, 11, 2))
    assert desk.outcome(TRAFO) is Outcome.NOT_ELIGIBLE


def test_that_chosen_programmes_feed_the_scenario_with_funding(desk: _Desk) -> None:
    desk.cost("Integration und Modell", 96_000)
    desk.describe(ordered=False)
    business = desk.services.business_cases
    assert business.state(desk.company, desk.use_case).funding is FundingStatus.NONE
    desk.choose(TRAFO)
    state = business.state(desk.company, desk.use_case)
    assert (state.funding, state.grant) == (FundingStatus.FITTING, Decimal(33_600))
    assert state.chosen is not None
    assert state.chosen.names == ("Digitalisierung Zuschuss EFRE, Transformation",)


def test_that_an_own_amount_goes_before_the_programmes(desk: _Desk) -> None:
    desk.cost("Integration und Modell", 96_000)
    desk.choose(TRAFO)
    business = desk.services.business_cases
    as_of = business.state(desk.company, desk.use_case).as_of
    business.set_frame(desk.company, desk.use_case, as_of, grant=Decimal(20_000))
    assert business.state(desk.company, desk.use_case).grant == 20_000
    as_of = business.state(desk.company, desk.use_case).as_of
    business.set_frame(desk.company, desk.use_case, as_of, grant=None, funding=FundingStatus.NONE)
    assert business.state(desk.company, desk.use_case).funding is FundingStatus.NONE


def test_that_a_granted_amount_counts_and_a_refused_one_does_not(desk: _Desk) -> None:
    desk.cost("Integration und Modell", 96_000)
    desk.choose(TRAFO)
    settle = desk.services.funding.settle
    as_of = desk.result().recorded.as_of
    amount = Decimal(30_000)
    settle(desk.company, desk.use_case, TRAFO, as_of, step=FundingStep.GRANTED, amount=amount)
    state = desk.services.business_cases.state(desk.company, desk.use_case)
    assert (state.funding, state.grant) == (FundingStatus.GRANTED, Decimal(30_000))
    as_of = desk.result().recorded.as_of
    settle(desk.company, desk.use_case, TRAFO, as_of, step=FundingStep.REFUSED)
    state = desk.services.business_cases.state(desk.company, desk.use_case)
    assert (state.funding, state.grant) == (FundingStatus.NONE, Decimal(0))


def test_that_choosing_is_one_step_of_undo(desk: _Desk) -> None:
    desk.cost("Integration und Modell", 96_000)
    desk.choose(TRAFO, "de-inqa")
    assert len(desk.result().recorded.choices) == 2
    desk.services.undo.undo()
    assert desk.result().recorded.choices == ()


def test_that_another_enterprise_that_counts_changes_the_size(desk: _Desk) -> None:
    desk.save(autonomous=None)
    assert len(desk.result().recorded.facts.sizes) > 1
