"""Decides what the page of the pilot shows and records; without Qt."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from kihub_desktop.composition import Services
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.parsing import Parsed
from kihub_desktop.domain.partner_records import PilotSketch
from kihub_desktop.domain.phrases import Value, phrase
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.domain.spelling import fold, matches
from kihub_desktop.domain.training_records import Training
from kihub_desktop.services.partners import KINDS as PARTNER_KINDS
from kihub_desktop.services.partners import PilotState
from kihub_desktop.services.training import KINDS as TRAINING_KINDS
from kihub_desktop.services.training import TrainingState
from kihub_desktop.texts import render
from kihub_desktop.ui.pages.pilot.state import (
    NO_USE_CASE,
    PilotPageState,
    budget_phrase,
    proposed_fields,
)
from kihub_desktop.ui.record_entry import Entries, KeptTexts, RecordEntry, Spelling
from kihub_desktop.ui.regional.partner_lines import PartnersView, partners_view
from kihub_desktop.ui.regional.training_lines import training_view
from kihub_desktop.ui.use_case_choice import NO_COMPANY, UseCaseChoice, choices_of, chosen_of
from kihub_desktop.ui.widgets.fields import Option

KINDS = PARTNER_KINDS | TRAINING_KINDS
PLAN = "plan"
"""The target that leads to the plan for AI literacy."""
_OFFERED = 8


class PilotView(Protocol):
    def show_state(self, state: PilotPageState) -> None: ...

    def refresh_plan(self) -> None: ...

    def reveal(self, target: str) -> None: ...

    def show_refusal(self, said: Value) -> None: ...


@dataclass(frozen=True)
class PilotDesk:
    """What the presenter asks of its surroundings."""

    company: Callable[[], UUID | None]
    use_case: Callable[[], UUID | None]
    choose_use_case: Callable[[UUID | None], None]
    take_target: Callable[[], str]
    publish: Callable[[Changes], None]
    kept: KeptTexts = field(default_factory=KeptTexts)


@dataclass(frozen=True)
class TrainingDraft:
    """A dialog for one training of the plan."""

    record: UUID | None
    as_of: int
    entries: Entries


class PilotPresenter:
    def __init__(self, view: PilotView, services: Services, desk: PilotDesk) -> None:
        self._view, self._services, self._desk = view, services, desk
        spelling = Spelling(self._read_partner, self._show_partner)
        self._entry = RecordEntry(PilotSketch, services.today, desk.kept, {"partner": spelling})
        self._training_entry = RecordEntry(Training, services.today, desk.kept)
        self._pilot: PilotState | None = None
        self._plan: TrainingState | None = None

    # -- showing -----------------------------------------------------------------------------

    def load(self) -> None:
        company = self._desk.company()
        if company is None:
            self._pilot = self._plan = None
            self._view.show_state(PilotPageState(missing=NO_COMPANY))
            return
        choices = choices_of(self._services.use_cases, company)
        chosen = chosen_of(choices, self._desk.use_case())
        self._pilot = self._services.partners.state(company, chosen) if chosen else None
        self._plan = self._services.training.state(company, chosen)
        self._view.show_state(self._state(company, choices))
        self._view.refresh_plan()
        target = self._desk.take_target()
        if target:
            self._view.reveal(target)

    def _state(self, company: UUID, choices: tuple[UseCaseChoice, ...]) -> PilotPageState:
        pilot, plan = self._pilot, self._plan
        training = training_view(plan, self._services.training.catalogue) if plan else None
        if pilot is None:
            return PilotPageState(True, missing=NO_USE_CASE, training=training)
        catalogue = self._services.partners.catalogue
        contested = self._services.companies.contested(company)
        return PilotPageState(
            has_company=True,
            use_case=next(each for each in choices if each.id == pilot.use_case.id),
            choices=choices,
            sketch=self._entry.entries(pilot.sketch, contested.get(pilot.sketch.id, frozenset())),
            proposed=proposed_fields(pilot, catalogue),
            budget=budget_phrase(pilot),
            partners=partners_view(pilot, catalogue),
            training=training,
        )

    # -- the sketch ----------------------------------------------------------------------------

    def choose(self, use_case: UUID) -> None:
        self._desk.choose_use_case(use_case)

    def commit(self, name: str, text: str) -> None:
        """Saves a field of the sketch; a wrong text is kept with its problem."""
        if self._pilot is None:
            return
        parsed = self._entry.take(self._pilot.sketch.id, name, text)
        if parsed.problem is not None:
            self.load()
            return
        self._save({name: parsed.value})

    def restore(self, name: str) -> None:
        if self._pilot is not None:
            self._entry.restore(self._pilot.sketch.id, name)
            self.load()

    def adopt(self, names: Collection[str]) -> None:
        """Records proposals as they are worded here, as one step that can be undone."""
        if self._pilot is None:
            return
        values = {
            name: _recorded(value)
            for name, value in self._pilot.proposals.items()
            if name in names and getattr(self._pilot.sketch, name) is None
        }
        if values:
            self._save(values)

    def choose_partner(self, identifier: str) -> None:
        """An empty id takes the choice back."""
        self._save({"partner": identifier or None})

    def _save(self, values: Mapping[str, Any]) -> None:
        pilot, company = self._pilot, self._desk.company()
        if pilot is None or company is None:
            return
        try:
            changes = self._services.partners.save(
                company, pilot.use_case.id, pilot.as_of, **values
            )
        except Refused as refusal:
            self._view.show_refusal(refusal.message)
            return
        self._tell(changes)

    def partners(self) -> PartnersView | None:
        """Everybody with every reason; None without a use case."""
        if self._pilot is None:
            return None
        return partners_view(self._pilot, self._services.partners.catalogue)

    def suggest_partners(self, typed: str) -> Sequence[Option]:
        """Partners in the order of their fit whose name contains what was typed."""
        if self._pilot is None:
            return ()
        found = self._pilot.matches
        names = [each.partner.name for each in (*found.builders, *found.companions)]
        fitting = [name for name in names if matches(typed, name)]
        return tuple(Option(name, name) for name in fitting[:_OFFERED])

    def _read_partner(self, text: str) -> Parsed:
        """The id of a partner of the catalogue; any other name stays the text it is."""
        wanted = fold(text.strip())
        for each in self._services.partners.catalogue.partners:
            if fold(each.name) == wanted:
                return Parsed(each.id)
        return Parsed(text.strip() or None)

    def _show_partner(self, stored: object) -> str:
        found = self._services.partners.catalogue.partner(str(stored))
        return str(stored) if found is None else found.name

    # -- the plan ------------------------------------------------------------------------------

    def take_training(self, keys: Collection[str]) -> None:
        """Puts proposals into the plan, as one step that can be undone."""
        plan, company = self._plan, self._desk.company()
        if plan is None or company is None:
            return
        wanted = [
            (
                each.key,
                {
                    "name": render(phrase(each.offer.name)),
                    "group": each.group,
                    "people": each.people,
                    "due": each.due,
                    "content": render(phrase(each.offer.content)),
                    "offer": each.offer.id,
                    "use_case": self._pilot.use_case.id if self._pilot else None,
                },
            )
            for each in plan.proposals
            if each.key in keys and not plan.is_planned(each)
        ]
        given = [(key, {n: v for n, v in row.items() if v is not None}) for key, row in wanted]
        if given:
            self._tell(self._services.training.take(company, given))

    def training(self, record: UUID) -> TrainingDraft | None:
        """A dialog for a training of the plan; None if it is gone."""
        plan = self._plan
        found = next((each for each in plan.trainings if each.id == record), None) if plan else None
        if plan is None or found is None:
            return None
        contested = self._services.companies.contested(found.company)
        entries = self._training_entry.entries(found, contested.get(record, frozenset()))
        return TrainingDraft(record, plan.as_of, entries)

    def new_training(self) -> TrainingDraft | None:
        company = self._desk.company()
        if self._plan is None or company is None:
            return None
        return TrainingDraft(None, self._plan.as_of, self._training_entry.blank(company))

    def check_training(self, name: str, text: str) -> Value | None:
        return self._training_entry.read(name, text).problem

    def save_training(self, draft: TrainingDraft, texts: Mapping[str, str]) -> Mapping[str, Value]:
        """Saves what was changed as one transaction, unless something is wrong."""
        company = self._desk.company()
        if company is None:
            return {}
        read = self._training_entry.read_all(texts)
        if read.problems:
            return read.problems
        service = self._services.training
        if draft.record is not None:
            self._tell(service.save(company, draft.record, draft.as_of, **read.values))
            return {}
        given = {name: value for name, value in read.values.items() if value is not None}
        if not given.get("name"):
            return {"name": phrase("Bitte die Schulung benennen.")}
        _record, changes = service.create(company, **given)
        self._tell(changes)
        return {}

    def _tell(self, changes: Changes) -> None:
        if changes:
            self._desk.publish(changes)
        else:
            self.load()


def _recorded(value: Value) -> object:
    """A sentence as text; days and numbers stay what they are."""
    return value if isinstance(value, int | date) else render(value)
