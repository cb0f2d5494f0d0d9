"""Funding of a use case: what is recorded, what fits, and what was chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from kihub_desktop.analysis.funding.combining import plans, stack
from kihub_desktop.analysis.funding.facts import FundingFacts, Span
from kihub_desktop.analysis.funding.matching import match, match_all
from kihub_desktop.analysis.funding.result import Match, Outcome, Part, Plan
from kihub_desktop.catalogues.cash_lines import current_cash_lines
from kihub_desktop.catalogues.funding import current_funding
from kihub_desktop.catalogues.places import Places
from kihub_desktop.catalogues.sme import current_sme_thresholds
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import Side
from kihub_desktop.domain.enterprise_size import figures_of_group, size_of_company
from kihub_desktop.domain.funding import FundingCatalogue
from kihub_desktop.domain.funding_choices import CostType, FundingStep
from kihub_desktop.domain.funding_records import FundingCase, FundingChoice, FundingCost
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.records import CashLine, Company, UseCase
from kihub_desktop.domain.sme import ORDER, SizeClass, SmeResult
from kihub_desktop.domain.visit_records import Affiliate
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.view import View, view_of
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import _

PROJECT_YEARS = (0, 1)
"""The years of a business case that belong to the project; a line has to begin before the start."""
FUNDING_KINDS = frozenset(
    {
        "company",
        "affiliate",
        "use_case",
        "cash_line",
        "funding_case",
        "funding_cost",
        "funding_choice",
    }
)
"""The kinds of records that matching reads."""


@dataclass(frozen=True)
class PlannedCost:
    """One kind of cost in EUR; `derived` is what the business case gives, `entered` stands in."""

    type: CostType
    derived: Decimal
    entered: Decimal | None
    lines: tuple[str, ...] = ()

    @property
    def amount(self) -> Decimal:
        return self.derived if self.entered is None else self.entered


@dataclass(frozen=True)
class PlannedCosts:
    """The costs of a use case by kind; `unassigned` are lines that no kind is known of."""

    by_type: tuple[PlannedCost, ...]
    unassigned: tuple[tuple[str, Decimal], ...] = ()

    @property
    def known(self) -> dict[CostType, Decimal] | None:
        """Amounts above zero; None while nothing at all is planned."""
        found = {each.type: each.amount for each in self.by_type if each.amount > 0}
        said = any(each.entered is not None for each in self.by_type)
        return found if found or said else None


@dataclass(frozen=True)
class FundingRecorded:
    """What is recorded about the funding of one use case, as read at `as_of`."""

    as_of: int
    company: Company
    use_case: UseCase
    size: SmeResult
    case: FundingCase
    costs: PlannedCosts
    choices: tuple[FundingChoice, ...]
    facts: FundingFacts


@dataclass(frozen=True)
class FundingResult:
    """Every programme matched, the combinations, and what the chosen ones give together."""

    recorded: FundingRecorded
    catalogue: FundingCatalogue
    matches: tuple[Match, ...]
    plans: tuple[Plan, ...]
    chosen: tuple[Part, ...]

    def count(self, outcome: Outcome) -> int:
        return sum(each.outcome is outcome for each in self.matches)


@dataclass(frozen=True)
class ChosenFunding:
    """What chosen programmes give to a business case in EUR, and their names."""

    amount: Decimal
    names: tuple[str, ...]
    granted: bool


class FundingService:
    """Matching is worked out anew whenever somebody looks; only answers and choices are stored."""

    def __init__(self, workspace: Workspace, today: Callable[[], date]) -> None:
        self._workspace = workspace
        self._today = today

    @property
    def catalogue(self) -> FundingCatalogue:
        return current_funding()

    def result(self, company: UUID, use_case: UUID) -> FundingResult | None:
        """The matching of a use case; None if it is not there (any more)."""
        with view_of(self._workspace) as view:
            recorded = recorded_of(view, company, use_case, self._today())
        return None if recorded is None else matched(recorded, self.catalogue)

    def results(self, company: UUID) -> tuple[FundingResult, ...]:
        """The matching of every use case of a company, in their recorded order."""
        with view_of(self._workspace) as view:
            use_cases = view.of_company(UseCase, company)
            found = [recorded_of(view, company, each.id, self._today()) for each in use_cases]
        return tuple(matched(each, self.catalogue) for each in found if each is not None)

    def describe(self, company: UUID, use_case: UUID, as_of: int, **values: Any) -> Changes:
        """Saves what programmes ask about the use case."""
        with writing_to(self._workspace, as_of) as work:
            slot = slot_id("funding_case", use_case)
            work.set(FundingCase, company, slot, use_case=use_case, **values)
        return work.changes

    def plan_cost(
        self, company: UUID, use_case: UUID, kind: CostType, as_of: int, amount: Decimal | None
    ) -> Changes:
        """Saves what one kind of cost is planned at; None: what the business case gives."""
        with writing_to(self._workspace, as_of) as work:
            slot = slot_id("funding_cost", use_case, kind)
            values = {"use_case": use_case, "cost_type": kind, "amount": amount}
            work.set(FundingCost, company, slot, **values)
        return work.changes

    def choose(
        self, company: UUID, use_case: UUID, programmes: Iterable[str], as_of: int
    ) -> Changes:
        """Takes programmes into the plan, as one step of undo; chosen ones stay as they are."""
        with writing_to(self._workspace, as_of) as work:
            for programme in programmes:
                slot = choice_id(use_case, programme)
                if work.view.get(FundingChoice, company, slot) is None:
                    work.set(
                        FundingChoice,
                        company,
                        slot,
                        use_case=use_case,
                        programme=programme,
                        step=FundingStep.PLANNED,
                        edition=self.catalogue.edition,
                    )
        return work.changes

    def drop(self, company: UUID, use_case: UUID, programme: str, as_of: int) -> Changes:
        """Takes a programme out of the plan."""
        with writing_to(self._workspace, as_of) as work:
            work.delete(FundingChoice, company, choice_id(use_case, programme))
        return work.changes

    def settle(
        self, company: UUID, use_case: UUID, programme: str, as_of: int, **values: Any
    ) -> Changes:
        """Saves how far a chosen programme is, or the amount that stands in for the estimate."""
        with writing_to(self._workspace, as_of) as work:
            work.set(FundingChoice, company, choice_id(use_case, programme), **values)
        return work.changes


def choice_id(use_case: UUID, programme: str) -> UUID:
    return slot_id("funding_choice", use_case, programme)


def matched(recorded: FundingRecorded, catalogue: FundingCatalogue) -> FundingResult:
    """Holds every programme of the edition against what is recorded."""
    matches = match_all(recorded.facts, catalogue)
    return FundingResult(
        recorded,
        catalogue,
        matches,
        plans(matches, recorded.facts, catalogue),
        _chosen(recorded.choices, matches, recorded.facts, catalogue),
    )


def recorded_of(view: View, company: UUID, use_case: UUID, today: date) -> FundingRecorded | None:
    """Everything that matching reads of one use case."""
    owner = view.get(Company, company, company)
    found = view.get(UseCase, company, use_case)
    if owner is None or found is None:
        return None
    slot = slot_id("funding_case", use_case)
    case = view.get(FundingCase, company, slot) or FundingCase(
        id=slot, company=company, use_case=use_case
    )
    costs = planned_costs(
        view.of_company(CashLine, company, use_case=use_case),
        view.of_company(FundingCost, company, use_case=use_case),
        current_funding(),
    )
    affiliates = view.of_company(Affiliate, company)
    size = size_of_company(owner, affiliates, current_sme_thresholds())
    choices = view.of_company(FundingChoice, company, use_case=use_case)
    facts = _facts(owner, affiliates, size, case, costs, today)
    return FundingRecorded(view.as_of, owner, found, size, case, costs, choices, facts)


def chosen_funding(view: View, company: UUID, use_case: UUID, today: date) -> ChosenFunding | None:
    """What the chosen programmes give to the business case; None if none is chosen.

    The catalogue is only read when there is a choice.
    """
    if not view.of_company(FundingChoice, company, use_case=use_case):
        return None
    recorded = recorded_of(view, company, use_case, today)
    if recorded is None:
        return None
    catalogue = current_funding()
    wanted = {each.programme for each in recorded.choices}
    some = [
        match(each, recorded.facts, catalogue) for each in catalogue.programmes if each.id in wanted
    ]
    parts = _chosen(recorded.choices, some, recorded.facts, catalogue)
    paying = [part for part in parts if part.amount]
    steps = {each.programme: each.step for each in recorded.choices}
    return ChosenFunding(
        sum((part.amount or Decimal(0) for part in paying), Decimal(0)),
        tuple(part.programme.name for part in paying),
        bool(paying)
        and all(steps.get(part.programme.id) is FundingStep.GRANTED for part in paying),
    )


def _chosen(
    choices: Sequence[FundingChoice],
    matches: Sequence[Match],
    facts: FundingFacts,
    catalogue: FundingCatalogue,
) -> tuple[Part, ...]:
    """The chosen programmes in the order of the matches; a refused one gives nothing."""
    by_programme = {each.programme: each for each in choices}
    some = [each for each in matches if each.programme.id in by_programme]
    fixed = {}
    for key, choice in by_programme.items():
        if choice.step is FundingStep.REFUSED:
            fixed[key or ""] = Decimal(0)
        elif choice.amount is not None:
            fixed[key or ""] = choice.amount
    return stack(some, facts, catalogue, fixed)


# -- facts --------------------------------------------------------------------------------------


def _facts(
    company: Company,
    affiliates: Sequence[Affiliate],
    size: SmeResult,
    case: FundingCase,
    costs: PlannedCosts,
    today: date,
) -> FundingFacts:
    low, high = figures_of_group(company, affiliates)
    return FundingFacts(
        today=today,
        district=_district(company),
        town=company.town or None,
        sizes=_sizes(size),
        employees=_span(low.employees, high.employees),
        turnover=_span(low.turnover, high.turnover),
        balance=_span(low.balance_sheet, high.balance_sheet),
        founded=company.founded,
        industry=(company.industry or "").rpartition("/")[2] or None,
        startup=company.startup,
        collective_agreement=company.collective_agreement,
        de_minimis=company.de_minimis,
        costs=costs.known,
        novelty=case.novelty,
        institute=case.institute,
        ordered=True if case.ordered_on is not None else case.ordered,
        ordered_on=case.ordered_on,
        training_hours=case.training_hours,
    )


def _sizes(size: SmeResult) -> tuple[SizeClass, ...]:
    """The class, or every one that is still possible."""
    if size.size in ORDER:
        return (size.size,)
    return size.possible or ORDER


def _span(low: Decimal | None, high: Decimal | None) -> Span:
    return Span(low or Decimal(0), high)


def _district(company: Company) -> str | None:
    """The recorded district, also by its earlier key; else the only one of the postcode."""
    places = Places.load()
    if company.district:
        found = places.district(company.district)
        return found.ags if found else company.district
    possible = places.districts_of(company.postcode, company.town) if company.postcode else ()
    return possible[0].ags if len(possible) == 1 else None


# -- planned costs ------------------------------------------------------------------------------


def planned_costs(
    lines: Sequence[CashLine], entered: Sequence[FundingCost], catalogue: FundingCatalogue
) -> PlannedCosts:
    """Costs of the project by kind: what the business case gives, unless somebody said otherwise.

    A line counts if it begins before the start; likely quantity times likely price, once for each
    year of the project that it covers.
    """
    types = _types_by_label(catalogue)
    derived: dict[CostType, Decimal] = {}
    labels: dict[CostType, list[str]] = {}
    unassigned = []
    for line in lines:
        amount = _project_cost(line)
        if not amount:
            continue
        kind = line.cost_type or types.get(_folded(line.label or ""))
        if kind is None:
            unassigned.append((line.label or "", amount))
            continue
        derived[kind] = derived.get(kind, Decimal(0)) + amount
        labels.setdefault(kind, []).append(line.label or "")
    said = {each.cost_type: each.amount for each in entered}
    return PlannedCosts(
        tuple(
            PlannedCost(
                kind,
                derived.get(kind, Decimal(0)),
                said.get(kind),
                tuple(labels.get(kind, ())),
            )
            for kind in CostType
        ),
        tuple(unassigned),
    )


def _project_cost(line: CashLine) -> Decimal | None:
    if line.side is not Side.COST or line.likely is None or line.first_year != PROJECT_YEARS[0]:
        return None
    last = line.first_year if line.last_year is None else line.last_year
    years = sum(1 for year in PROJECT_YEARS if line.first_year <= year <= last)
    price = Decimal(1) if line.price_likely is None else line.price_likely
    amount = line.likely * price * years
    return amount if amount.is_finite() and amount > 0 else None


def cost_type_of(line: str) -> CostType | None:
    """Which kind of cost a usual line of the business case is, by its key."""
    rules = current_funding().cost_lines
    return next((rule.type for rule in rules if rule.line == line), None)


def _types_by_label(catalogue: FundingCatalogue) -> Mapping[str, CostType]:
    """Usual lines by their label, in German and in the language in use."""
    library = current_cash_lines()
    found: dict[str, CostType] = {}
    for rule in catalogue.cost_lines:
        line = library.line(rule.line)
        if line is not None:
            found |= {_folded(label): rule.type for label in (line.label, _(line.label))}
    return found


def _folded(label: str) -> str:
    return " ".join(label.casefold().split())
