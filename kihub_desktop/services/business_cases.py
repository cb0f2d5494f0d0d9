"""The money of a use case: frame and lines as recorded, and their assessment."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from kihub_desktop.analysis.economics import case as economics
from kihub_desktop.analysis.economics.assessment import assess
from kihub_desktop.analysis.economics.result import EconomicsResult, Incomplete
from kihub_desktop.domain.cash_lines import CashLineTemplate
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import Coupling, FundingStatus, PriceBasis, Side
from kihub_desktop.domain.funding_records import FundingChoice
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.method import EconomyRules
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.progress import Progress
from kihub_desktop.domain.records import BusinessCase, CashLine
from kihub_desktop.services.cash_bases import (
    Basis,
    BasisChange,
    adopted,
    bases_of,
    changes_of,
    kept,
    line_values,
)
from kihub_desktop.services.funding import ChosenFunding, chosen_funding, cost_type_of
from kihub_desktop.services.records import RecordService
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.view import View, view_of
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import _

_REMEMBERED = 100  # assessments, for as long as the program runs
_RHO = {
    Coupling.NONE: 0.0,
    Coupling.WEAK: 0.25,
    Coupling.MEDIUM: 0.5,
    Coupling.STRONG: 0.8,
}
"""Correlation of the normal scores of two lines that follow a driver alike (an assumption)."""


@dataclass(frozen=True)
class BusinessCaseState:
    """Frame and lines of a use case's calculation; the frame may not be recorded yet.

    `chosen` is what the chosen programmes give; what the frame says goes before it.
    """

    as_of: int
    use_case: UUID
    frame: BusinessCase
    lines: tuple[CashLine, ...]
    chosen: ChosenFunding | None = None

    @property
    def funding(self) -> FundingStatus:
        """What was said, else what follows from the chosen programmes."""
        if self.frame.funding is not None:
            return self.frame.funding
        if self.chosen is None or not self.grant:
            return FundingStatus.NONE
        return FundingStatus.GRANTED if self.chosen.granted else FundingStatus.FITTING

    @property
    def grant(self) -> Decimal | None:
        """The amount that was set, else that of the chosen programmes."""
        if self.frame.grant is not None or self.chosen is None:
            return self.frame.grant
        return self.chosen.amount


class BusinessCaseService(RecordService[CashLine]):
    """Lines are records of their own; the frame has a slot per use case."""

    def __init__(
        self, workspace: Workspace, rules: EconomyRules, today: Callable[[], date]
    ) -> None:
        super().__init__(workspace, CashLine)
        self._rules = rules
        self._today = today
        self._known: dict[economics.BusinessCase, EconomicsResult | Incomplete] = {}

    def state(self, company: UUID, use_case: UUID) -> BusinessCaseState:
        with view_of(self._workspace) as view:
            return business_case_of(view, company, use_case, self._today())

    def set_frame(self, company: UUID, use_case: UUID, as_of: int, **values: Any) -> Changes:
        with writing_to(self._workspace, as_of) as work:
            slot = slot_id("business_case", use_case)
            work.set(BusinessCase, company, slot, use_case=use_case, **values)
        return work.changes

    def add_line(
        self, company: UUID, use_case: UUID, side: Side, **values: Any
    ) -> tuple[UUID, Changes]:
        return self.create(company, use_case=use_case, side=side, **values)

    def insert_usual(
        self, company: UUID, use_case: UUID, chosen: Sequence[CashLineTemplate]
    ) -> Changes:
        """Lines of the library in the words of the language in use, as one step of undo.

        They carry no number: until somebody gives them one, nothing is calculated.
        """
        state = self.state(company, use_case)
        horizon = self._rules.usual_horizon if state.frame.horizon is None else state.frame.horizon
        rows = [usual_line(each, use_case, horizon) for each in chosen]
        return self.create_many(company, rows)[1]

    def bases(self, company: UUID) -> tuple[Basis, ...]:
        """What lines could count of the captured processes and pain points."""
        with view_of(self._workspace) as view:
            return bases_of(view, company)

    def insert_bases(self, company: UUID, use_case: UUID, chosen: Sequence[Basis]) -> Changes:
        """Benefit lines that count these, as one step of undo; their quantities stay open."""
        state = self.state(company, use_case)
        horizon = self._rules.usual_horizon if state.frame.horizon is None else state.frame.horizon
        rows = [line_values(each, use_case, horizon) for each in chosen]
        return self.create_many(company, rows)[1]

    def basis_changes(self, company: UUID, state: BusinessCaseState) -> tuple[BasisChange, ...]:
        """The lines whose process or pain point says something else by now."""
        return changes_of(state.lines, self.bases(company))

    def answer_basis(
        self, company: UUID, state: BusinessCaseState, line: UUID, *, adopt: bool
    ) -> Changes:
        """Takes over what the basis of a line says by now, or leaves the line as it is."""
        record = next((each for each in state.lines if each.id == line), None)
        found = [each for each in self.basis_changes(company, state) if each.line == line]
        if record is None or not found:
            return Changes.none()
        basis = found[0].basis
        values = adopted(record, basis) if adopt else kept(basis)
        return self.save(company, line, state.as_of, **values)

    def assessment(
        self, state: BusinessCaseState, progress: Progress | None = None
    ) -> EconomicsResult | Incomplete:
        """The simulation of a case as it stands; an unchanged case is not simulated twice."""
        case = case_of(state, self._rules)
        found = self._known.get(case)
        if found is None:
            tell = None if progress is None else _share(progress)
            found = assess(case, self._rules.least_stake, tell)
            while len(self._known) >= _REMEMBERED:
                self._known.pop(next(iter(self._known)), None)  # the oldest
            self._known[case] = found
        return found

    def is_known(self, state: BusinessCaseState) -> bool:
        """Whether this very case has been assessed before."""
        return case_of(state, self._rules) in self._known


def usual_line(line: CashLineTemplate, use_case: UUID, horizon: int) -> dict[str, Any]:
    """A line of the library in the words of the language in use, without a number."""
    last = horizon if line.last_year is None else min(line.last_year, horizon)
    return {
        "use_case": use_case,
        "label": _(line.label),
        "side": line.side,
        "first_year": line.first_year,
        "last_year": max(line.first_year, last),
        "unit": _(line.unit),
        **({} if (kind := cost_type_of(line.key)) is None else {"cost_type": kind}),
    }


def _share(progress: Progress) -> Callable[[float], None]:
    return lambda share: progress(round(share * 100), 100, phrase("Szenarien werden gerechnet"))


def business_case_of(view: View, company: UUID, use_case: UUID, today: date) -> BusinessCaseState:
    """Frame and lines inside a view; an unrecorded frame carries the usual values."""
    slot = slot_id("business_case", use_case)
    frame = view.get(BusinessCase, company, slot) or BusinessCase(
        id=slot, company=company, use_case=use_case
    )
    return BusinessCaseState(
        view.as_of,
        use_case,
        frame,
        view.of_company(CashLine, company, use_case=use_case),
        chosen_funding(view, company, use_case, today),
    )


def business_cases_of(
    view: View, company: UUID, use_cases: Sequence[UUID], today: date
) -> tuple[BusinessCaseState, ...]:
    """The cases of several use cases, in their order; each kind of record is read once."""
    frames = {each.id: each for each in view.of_company(BusinessCase, company)}
    lines: dict[UUID | None, list[CashLine]] = {}
    for line in view.of_company(CashLine, company):
        lines.setdefault(line.use_case, []).append(line)
    funded = {each.use_case for each in view.of_company(FundingChoice, company)}
    return tuple(
        BusinessCaseState(
            view.as_of,
            use_case,
            frames.get(slot) or BusinessCase(id=slot, company=company, use_case=use_case),
            tuple(lines.get(use_case, ())),
            chosen_funding(view, company, use_case, today) if use_case in funded else None,
        )
        for use_case in use_cases
        for slot in (slot_id("business_case", use_case),)
    )


def case_of(state: BusinessCaseState, rules: EconomyRules) -> economics.BusinessCase:
    """The recorded case as the analysis takes it; a missing number becomes NaN and is told."""
    frame = state.frame
    rate = rules.usual_rate if frame.discount_rate is None else frame.discount_rate
    return economics.BusinessCase(
        lines=tuple(_line(line) for line in state.lines),
        horizon_years=rules.usual_horizon if frame.horizon is None else frame.horizon,
        discount_rate=float(rate) / 100,
        grant=_grant(state),
        inflation=float(frame.inflation or 0) / 100,
        todays_prices=frame.prices is PriceBasis.TODAY,
        pilot=_pilot(frame),
    )


def _pilot(frame: BusinessCase) -> economics.Pilot | None:
    if not frame.pilot_cost:
        return None
    return economics.Pilot(float(frame.pilot_cost), frame.pilot_months or 0)


def _grant(state: BusinessCaseState) -> economics.Grant | None:
    if not state.grant or state.funding is FundingStatus.NONE:
        return None
    names = state.chosen.names if state.chosen and state.frame.grant is None else ()
    return economics.Grant(float(state.grant), id=str(state.frame.id), label=", ".join(names))


def _line(line: CashLine) -> economics.CashLine:
    first = 1 if line.first_year is None else line.first_year
    return economics.CashLine(
        id=str(line.id),
        label=line.label or "",
        side=economics.Side((line.side or Side.COST).value),
        first_year=first,
        last_year=first if line.last_year is None else line.last_year,
        quantity=_estimate(line.pessimistic, line.likely, line.optimistic),
        price=_price(line),
        growth_percent=float(line.growth or 0),
        unit=line.unit or "",
        source=line.source or "",
        driver=line.driver or "",
        coupling=_RHO[line.coupling or Coupling.NONE],
    )


def _price(line: CashLine) -> economics.ThreePoint | None:
    parts = (line.price_pessimistic, line.price_likely, line.price_optimistic)
    return None if all(part is None for part in parts) else _estimate(*parts)


def _estimate(
    pessimistic: Decimal | None, likely: Decimal | None, optimistic: Decimal | None
) -> economics.ThreePoint:
    """An estimate; where only the likely value is known, it counts as certain."""
    if pessimistic is None and optimistic is None and likely is not None:
        return economics.ThreePoint.certain(float(likely))
    return economics.ThreePoint(_number(pessimistic), _number(likely), _number(optimistic))


def _number(value: Decimal | None) -> float:
    return math.nan if value is None else float(value)
