"""Decides what the page of funding shows; the matching itself takes a few milliseconds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from kihub_desktop.composition import Services
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.funding_choices import CostType
from kihub_desktop.domain.funding_records import FundingCase, FundingChoice, FundingCost
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, Value, phrase
from kihub_desktop.ui.pages.funding.state import (
    NO_USE_CASE,
    CostField,
    FactsForm,
    FundingState,
    ProgrammeDetail,
)
from kihub_desktop.ui.record_entry import Entries, KeptTexts, RecordEntry
from kihub_desktop.ui.use_case_choice import NO_COMPANY, UseCaseChoice, choices_of, chosen_of

if TYPE_CHECKING:
    from kihub_desktop.analysis.funding.facts import Fact
    from kihub_desktop.analysis.funding.result import Match
    from kihub_desktop.services.funding import FundingResult, PlannedCost

KINDS = frozenset(
    {
        "company",
        "affiliate",
        "use_case",
        "business_case",
        "cash_line",
        "funding_case",
        "funding_cost",
        "funding_choice",
    }
)
_COMPANY_FIELDS = {
    "district": "district",
    "town": "town",
    "employees": "employees",
    "turnover": "turnover",
    "founded": "founded",
    "industry": "industry",
    "startup": "startup",
    "collective": "collective_agreement",
    "de_minimis": "de_minimis",
}
_SIZE_FIELDS = frozenset({"employees", "turnover", "balance_sheet", "autonomous"})
_OWN_FIELDS = {
    "novelty": "novelty",
    "institute": "institute",
    "ordered": "ordered",
    "training_hours": "training_hours",
}
"""Where a missing fact is answered: a field of the company, or one of this page."""
_DIGITS = 0


class FundingView(Protocol):
    def show_state(self, state: FundingState) -> None: ...

    def focus_fact(self, name: str) -> None: ...


@dataclass(frozen=True)
class FundingDesk:
    """What the presenter asks of its surroundings."""

    company: Callable[[], UUID | None]
    use_case: Callable[[], UUID | None]
    choose_use_case: Callable[[UUID | None], None]
    go: Callable[[str, str], None]
    take_target: Callable[[], str]
    publish: Callable[[Changes], None]
    kept: KeptTexts = field(default_factory=KeptTexts)


class FundingPresenter:
    def __init__(self, view: FundingView, services: Services, desk: FundingDesk) -> None:
        self._view, self._services, self._desk = view, services, desk
        self._case_entry = RecordEntry(FundingCase, services.today, desk.kept)
        self._cost_entry = RecordEntry(FundingCost, services.today, desk.kept)
        self._choice_entry = RecordEntry(FundingChoice, services.today, desk.kept)
        self._filter = "fitting"
        self._programme = ""
        self._choices: tuple[UseCaseChoice, ...] = ()
        self._result: FundingResult | None = None

    # -- showing -----------------------------------------------------------------------------

    def load(self) -> None:
        """Reads what is recorded and matches the programmes with it."""
        company = self._desk.company()
        self._result = None
        if company is None:
            self._view.show_state(FundingState(missing=NO_COMPANY))
            return
        self._choices = choices_of(self._services.use_cases, company)
        chosen = chosen_of(self._choices, self._desk.use_case())
        if chosen is not None:
            self._result = self._services.funding.result(company, chosen)
        if self._result is None:
            self._view.show_state(FundingState(missing=NO_USE_CASE))
            return
        target = self._desk.take_target()
        if target and self._result.catalogue.programme(target) is not None:
            self._programme = target
        self._show()
        if target in _OWN_FIELDS:
            self._view.focus_fact(target)

    def _show(self) -> None:
        result = self._result
        if result is None:
            return
        from kihub_desktop.ui.pages.funding import lines

        shown = lines.listed(result, self._filter)
        if self._programme not in {each.id for each in shown}:
            self._programme = shown[0].id if shown else ""
        self._view.show_state(
            FundingState(
                choices=self._choices,
                chosen=result.recorded.use_case.id,
                subtitle=self._subtitle(result),
                counts=lines.counts(result),
                checked=lines.checked(result),
                filters=lines.filters(result),
                filter=self._filter,
                facts_missing=lines.missing_facts(result),
                lines=shown,
                detail=self._detail(result),
                plans=lines.plan_lines(result.plans),
                together=lines.together(result),
                startup=lines.startup_lines(result),
                form=self._form(result),
            )
        )

    def _subtitle(self, result: FundingResult) -> Value:
        from kihub_desktop.catalogues.places import Places
        from kihub_desktop.domain.sme import SIZE_WORDS

        recorded = result.recorded
        title = recorded.use_case.title or phrase("(ohne Titel)")
        parts: list[Value] = [phrase("Für „{title}“", title=title)]
        district = Places.load().district(recorded.facts.district or "")
        if district is not None:
            parts.append(phrase("{name} ({ags})", name=district.label, ags=district.ags))
        parts.append(phrase("Größe: {size}", size=SIZE_WORDS[recorded.size.size]))
        parts.append(phrase("Katalog {edition}", edition=result.catalogue.edition))
        return Joined(tuple(parts), " · ")

    def _match(self, identifier: str) -> Match | None:
        if self._result is None:
            return None
        found = (each for each in self._result.matches if each.programme.id == identifier)
        return next(found, None)

    def _detail(self, result: FundingResult) -> ProgrammeDetail | None:
        from kihub_desktop.ui.pages.funding.lines import detail_of

        found = self._match(self._programme)
        return None if found is None else detail_of(result, found, self._entries(result))

    def _entries(self, result: FundingResult) -> Entries | None:
        choice = self._choice(result)
        return None if choice is None else self._choice_entry.entries(choice)

    def _choice(self, result: FundingResult) -> FundingChoice | None:
        found = (each for each in result.recorded.choices if each.programme == self._programme)
        return next(found, None)

    def _form(self, result: FundingResult) -> FactsForm:
        recorded = result.recorded
        unassigned = recorded.costs.unassigned
        names = Joined(tuple(label for label, _amount in unassigned))
        return FactsForm(
            self._case_entry.entries(recorded.case),
            tuple(self._cost(each, recorded.use_case.id) for each in recorded.costs.by_type),
            phrase("Noch keiner Kostenart zugeordnet: {names}", names=names)
            if unassigned
            else None,
            self._account(result),
        )

    def _account(self, result: FundingResult) -> Phrase:
        """What is left of the de-minimis ceiling, and where that figure comes from."""
        limit, received = result.catalogue.de_minimis, result.recorded.facts.de_minimis
        ceiling = Amount(limit.ceiling, unit="€")
        if received is None:
            return phrase(
                "De-minimis: Rahmen {ceiling} in {years} Jahren; was schon bewilligt ist, fehlt",
                ceiling=ceiling,
                years=limit.years,
            )
        return phrase(
            "De-minimis: {received} von {ceiling} in {years} Jahren, frei {left}",
            received=Amount(received, unit="€"),
            ceiling=ceiling,
            years=limit.years,
            left=Amount(max(Decimal(0), limit.ceiling - received), unit="€"),
        )

    def _cost(self, cost: PlannedCost, use_case: UUID) -> CostField:
        text = self._cost_entry.text("amount", cost.entered)
        kept = self._desk.kept.of(slot_id("funding_cost", use_case, cost.type)).get("amount")
        derived: Value = Amount(cost.derived, _DIGITS, "€") if cost.derived else ""
        if kept is not None:
            return CostField(cost.type, kept.text, derived, kept.problem)
        return CostField(cost.type, text, derived)

    # -- intents -----------------------------------------------------------------------------

    def choose(self, use_case: UUID) -> None:
        self._desk.choose_use_case(use_case)

    def narrow(self, key: str) -> None:
        """Shows another part of the programmes."""
        self._filter = key
        self._show()

    def look_at(self, programme: str) -> None:
        """Shows everything about one programme."""
        if programme != self._programme:
            self._programme = programme
            self._show()

    def answer(self, fact: Fact) -> None:
        """Leads to where a missing fact is answered."""
        name = fact.value
        if name in _OWN_FIELDS:
            self._view.focus_fact(_OWN_FIELDS[name])
        elif name == "costs":
            self._desk.go("economics", "")
        elif name == "size" and self._result is not None:
            missing = [each for each in self._result.recorded.size.missing if each in _SIZE_FIELDS]
            self._desk.go("company", f"field:{missing[0] if missing else 'autonomous'}")
        else:
            self._desk.go("company", f"field:{_COMPANY_FIELDS[name]}")

    def open_account(self) -> None:
        """Leads to what the company has received under de minimis."""
        self._desk.go("company", f"field:{_COMPANY_FIELDS['de_minimis']}")

    def toggle(self) -> None:
        """Takes the shown programme into the roadmap, or out of it."""
        result, company = self._result, self._desk.company()
        if result is None or company is None or not self._programme:
            return
        recorded, funding = result.recorded, self._services.funding
        use_case = recorded.use_case.id
        if self._choice(result) is not None:
            self._tell(funding.drop(company, use_case, self._programme, recorded.as_of))
        elif (found := self._match(self._programme)) is not None and found.outcome != "ended":
            self._tell(funding.choose(company, use_case, (self._programme,), recorded.as_of))

    def take_plan(self, key: str) -> None:
        """Takes the programmes of a combination into the roadmap, as one step of undo."""
        result, company = self._result, self._desk.company()
        if result is None or company is None:
            return
        found = next((each for each in result.plans if each.key == key), None)
        if found is None:
            return
        programmes = tuple(part.programme.id for part in found.parts)
        recorded = result.recorded
        funding = self._services.funding
        self._tell(funding.choose(company, recorded.use_case.id, programmes, recorded.as_of))

    def commit_fact(self, name: str, text: str) -> None:
        """Saves an answer about the use case; a wrong text is kept with its problem."""
        result, company = self._result, self._desk.company()
        if result is None or company is None:
            return
        recorded = result.recorded
        parsed = self._case_entry.take(recorded.case.id, name, text)
        if parsed.problem is not None:
            self._show()
            return
        funding, use_case = self._services.funding, recorded.use_case.id
        values: Mapping[str, object] = {name: parsed.value}
        self._tell(funding.describe(company, use_case, recorded.as_of, **values))

    def restore_fact(self, name: str) -> None:
        if self._result is not None:
            self._case_entry.restore(self._result.recorded.case.id, name)
            self._show()

    def commit_cost(self, kind: str, text: str) -> None:
        """Saves what a kind of cost is planned at; empty: what the business case gives."""
        result, company = self._result, self._desk.company()
        if result is None or company is None:
            return
        recorded, cost = result.recorded, CostType(kind)
        slot = slot_id("funding_cost", recorded.use_case.id, cost)
        parsed = self._cost_entry.take(slot, "amount", text)
        if parsed.problem is not None:
            self._show()
            return
        before = next(each for each in recorded.costs.by_type if each.type is cost)
        amount = parsed.value if isinstance(parsed.value, Decimal) else None
        if amount == before.entered:
            self._show()
            return
        funding, use_case = self._services.funding, recorded.use_case.id
        self._tell(funding.plan_cost(company, use_case, cost, recorded.as_of, amount))

    def restore_cost(self, kind: str) -> None:
        if self._result is not None:
            use_case = self._result.recorded.use_case.id
            self._cost_entry.restore(slot_id("funding_cost", use_case, CostType(kind)), "amount")
            self._show()

    def commit_choice(self, name: str, text: str) -> None:
        """Saves how far the shown programme is, its amount or a note."""
        result, company = self._result, self._desk.company()
        choice = None if result is None else self._choice(result)
        if result is None or company is None or choice is None:
            return
        parsed = self._choice_entry.take(choice.id, name, text)
        if parsed.problem is not None:
            self._show()
            return
        recorded = result.recorded
        values: Mapping[str, object] = {name: parsed.value}
        self._tell(
            self._services.funding.settle(
                company, recorded.use_case.id, self._programme, recorded.as_of, **values
            )
        )

    def restore_choice(self, name: str) -> None:
        choice = None if self._result is None else self._choice(self._result)
        if choice is not None:
            self._choice_entry.restore(choice.id, name)
            self._show()

    def follow(self, address: str) -> None:
        """From a part of a calculation to the cost it counts."""
        kind, _sign, rest = address.partition(":")
        if kind == "cost":
            self._view.focus_fact(f"cost.{rest}")

    def _tell(self, changes: Changes) -> None:
        if changes:
            self._desk.publish(changes)
        else:
            self.load()
