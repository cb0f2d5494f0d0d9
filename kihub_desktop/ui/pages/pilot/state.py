"""What the page of the pilot shows at one moment, as data without Qt."""

from __future__ import annotations

from dataclasses import dataclass

from kihub_desktop.domain.fields import rules_of
from kihub_desktop.domain.partner_records import PilotSketch
from kihub_desktop.domain.partners import PartnerCatalogue
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, Value, phrase
from kihub_desktop.services.partners import PilotState
from kihub_desktop.ui.record_entry import Entries
from kihub_desktop.ui.regional.partner_lines import PartnersView
from kihub_desktop.ui.regional.training_lines import TrainingView
from kihub_desktop.ui.use_case_choice import UseCaseChoice

NO_USE_CASE = phrase("Für einen Piloten braucht es zuerst einen Anwendungsfall.")


@dataclass(frozen=True)
class ProposedField:
    """A field of the sketch that is still empty, and what could stand there."""

    name: str
    label: Value
    text: Value


@dataclass(frozen=True)
class PilotPageState:
    """Without a use case `missing` says why there is no sketch; the plan needs a company only."""

    has_company: bool = False
    use_case: UseCaseChoice | None = None
    choices: tuple[UseCaseChoice, ...] = ()
    missing: Value | None = None
    sketch: Entries | None = None
    proposed: tuple[ProposedField, ...] = ()
    budget: Value = ""
    partners: PartnersView | None = None
    training: TrainingView | None = None


def proposed_fields(state: PilotState, catalogue: PartnerCatalogue) -> tuple[ProposedField, ...]:
    """The proposals for fields that hold nothing yet."""
    rules = rules_of(PilotSketch)
    found = []
    for name, value in state.proposals.items():
        if getattr(state.sketch, name) is None:
            text = _partner(catalogue, value) if name == "partner" else _said(name, value)
            found.append(ProposedField(name, Phrase(rules[name].label), text))
    return tuple(found)


def _said(name: str, value: Value) -> Value:
    if name == "months" and isinstance(value, int):
        return Amount(value, 0, "Monate")
    return value


def _partner(catalogue: PartnerCatalogue, identifier: Value) -> Value:
    found = catalogue.partner(str(identifier))
    return identifier if found is None else found.name


def budget_phrase(state: PilotState) -> Value:
    """What the business case says the pilot costs, and whether the durations agree."""
    frame = state.business_case
    if frame.pilot_cost is None:
        return phrase("Kosten des Piloten sind noch nicht eingetragen.")
    cost = phrase("Kosten des Piloten: {cost}", cost=Amount(frame.pilot_cost, 0, "€"))
    months = frame.pilot_months
    if months is None or state.sketch.months in {None, months}:
        return cost
    other = phrase(
        "Dort stehen {months} statt hier {here}.",
        months=_months(months),
        here=_months(state.sketch.months or 0),
    )
    return Joined((cost, other), ". ")


def _months(count: int) -> Amount:
    return Amount(count, 0, "Monate")
