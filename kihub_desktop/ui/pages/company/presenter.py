"""Decides what the company's page shows, and saves what is typed there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from kihub_desktop.catalogues.sme import current_sme_thresholds
from kihub_desktop.catalogues.spellings import located
from kihub_desktop.composition import Services
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import Barrier
from kihub_desktop.domain.company_numbers import business_remark, vat_remark
from kihub_desktop.domain.enterprise_size import size_of_company
from kihub_desktop.domain.fields import rules_of
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.phrases import Value, phrase
from kihub_desktop.domain.records import Company
from kihub_desktop.domain.sme import SmeResult
from kihub_desktop.domain.visit_records import Obstacle
from kihub_desktop.services.companies import CompanyState
from kihub_desktop.ui.pages.company.kinds import RECORD_ROWS
from kihub_desktop.ui.pages.company.names import age_of
from kihub_desktop.ui.pages.company.open_points import OpenPoints, Recorded, open_points
from kihub_desktop.ui.pages.company.record_lists import LISTED, RecordLists
from kihub_desktop.ui.pages.company.spellings import (
    FieldQuestion,
    company_spellings,
    district_question,
    newer_industry_question,
    place_spellings,
)
from kihub_desktop.ui.pages.company.state import CompanyPageState, ObstacleLine, RecordDraft
from kihub_desktop.ui.pages.company.templates_desk import TemplateDesk, TemplateOffer
from kihub_desktop.ui.record_columns import GridSpec
from kihub_desktop.ui.record_entry import KeptTexts, RecordEntry
from kihub_desktop.ui.record_rows import RecordRows, RowsDesk, RowsView

KINDS = frozenset({"company", "answer", *LISTED})
_PLACES = {"postcode", "town"}
_BROUGHT = ("process", "it_system", "data_source")  # by a template


class CompanyView(Protocol):
    def show_state(self, state: CompanyPageState) -> None: ...

    def commit_pending(self) -> None: ...

    def reveal(self, target: str) -> None: ...


@dataclass(frozen=True)
class CompanyDesk:
    """What the page shares with the window: the company in hand, targets, who is told."""

    company: Callable[[], UUID | None]
    take_target: Callable[[], str]
    publish: Callable[[Changes], None]
    kept: KeptTexts = field(default_factory=KeptTexts)


class CompanyPresenter:
    """Master data are saved field by field, the other records by their dialogs."""

    def __init__(self, view: CompanyView, services: Services, desk: CompanyDesk) -> None:
        self._view = view
        self._services = services
        self._desk = desk
        spellings = company_spellings(services.today)
        self._entry = RecordEntry(Company, services.today, desk.kept, spellings)
        self._obstacle_entry = RecordEntry(Obstacle, services.today, desk.kept)
        self._shown: CompanyState | None = None
        self.lists = RecordLists(services, desk.kept)
        self._touched: set[str] | None = None
        self._templates = TemplateDesk(services.templates)

    def load(self) -> None:
        """Shows the company in hand and leads to what another page asked for."""
        self.refresh()
        target = self._desk.take_target()
        if target:
            self._view.reveal(target)

    def note(self, changes: Changes) -> None:
        """Remembers what was touched, so that the next reading reads no more than that.

        A reading for which nothing was noted reads everything.
        """
        if changes.touch(KINDS, self._desk.company()):
            self._touched = (self._touched or set()) | changes.kinds

    def refresh(self) -> None:
        """Reads the company in hand and shows it."""
        company = self._desk.company()
        if self._shown is not None and self._shown.company.id != company:
            self._view.commit_pending()  # still belongs to the company that was shown
        self._shown = None if company is None else self._services.companies.state(company)
        if self._shown is not None:
            self.lists.read(self._shown.company.id, self._touched)
        else:
            self.lists.forget()
        self._touched = None
        self._show()

    # -- master data -----------------------------------------------------------------------

    def commit(self, name: str, text: str) -> None:
        """Saves a field; a wrong text is kept with its problem, and nothing else changes."""
        if self._shown is None:
            return
        company = self._shown.company
        parsed = self._entry.take(company.id, name, text)
        if parsed.problem is not None:
            self._show()
            return
        value = frozenset() if parsed.value is None and name in _TAGS else parsed.value
        values: dict[str, Any] = {name: value}
        if name in _PLACES:
            typed = None if parsed.value is None else str(parsed.value)
            values = dict(located(company, name, typed))
            for follower in values:
                self._entry.restore(company.id, follower)
        changes = self._services.companies.save(company.id, self._shown.as_of, **values)
        self._tell(changes)

    def restore(self, name: str) -> None:
        """Forgets a wrong text."""
        if self._shown is not None:
            self._entry.restore(self._shown.company.id, name)
            self._show()

    # -- records ---------------------------------------------------------------------------

    def new(self, kind: str) -> RecordDraft | None:
        """An empty dialog for a kind of record; None without a company."""
        if self._shown is None:
            return None
        company = self._shown.company.id
        return RecordDraft(kind, None, self._shown.as_of, self.lists.entry(kind).blank(company))

    def draft(self, kind: str, record: UUID, focus: str = "") -> RecordDraft | None:
        """A dialog for a record as it is shown now; None if it is gone."""
        found = self.lists.find(kind, record)
        if found is None:
            return None
        contested = self.lists.contested.get(record, frozenset())
        entries = self.lists.entry(kind).entries(found, contested)
        return RecordDraft(kind, record, self.lists.as_of(kind), entries, focus)

    def check(self, kind: str, name: str, text: str) -> Value | None:
        """One sentence about a text in a dialog, or None."""
        return self.lists.entry(kind).read(name, text).problem

    def save(self, draft: RecordDraft, texts: Mapping[str, str]) -> Mapping[str, Value]:
        """Saves what was changed in a dialog as one transaction, unless something is wrong."""
        if self._shown is None:
            return {}
        read = self.lists.entry(draft.kind).read_all(texts)
        if read.problems:
            return read.problems
        emptied = {name: read.values[name] or frozenset() for name in _TAGS & set(read.values)}
        values = {**read.values, **emptied}
        company = self._shown.company.id
        service = self.lists.service(draft.kind)
        if draft.record is not None:
            self._tell(service.save(company, draft.record, draft.as_of, **values))
            return {}
        given = {name: value for name, value in values.items() if value is not None}
        if not given:
            return {RECORD_ROWS[draft.kind][0][0]: phrase("Bitte zuerst etwas eintragen.")}
        created, changes = service.create(company, **given)
        self._tell(changes)
        self._view.reveal(f"{draft.kind}:{created}")
        return {}

    def rows(self, grid: RowsView, spec: GridSpec, kind: str) -> RecordRows:
        """What decides for the grid of a kind of record."""
        rule = rules_of(spec.record_type).get("town")
        places = place_spellings(rule, self._services.today) if kind == "site" and rule else {}
        desk = RowsDesk(
            self._desk.company,
            self._publish,
            self._services.today,
            self._desk.kept,
            lambda _company: self.lists.contested,
            spellings=places,
        )
        return RecordRows(grid, spec, self.lists.service(kind), desk)

    def tick(self, kind: str, record: UUID) -> None:
        """A task is done, or open again."""
        found = self.lists.find(kind, record)
        if self._shown is not None and found is not None:
            company, as_of = self._shown.company.id, self.lists.as_of(kind)
            done = not bool(found.done)
            self._tell(self.lists.service(kind).save(company, record, as_of, done=done))

    # -- templates -------------------------------------------------------------------------

    def offer(self) -> TemplateOffer | None:
        """The template of the company's sector, to choose from."""
        return None if self._shown is None else self._offer(self._shown.company)

    def take(self, keys: Collection[str]) -> None:
        """Takes entries of the template over, as one step that can be undone."""
        if self._shown is not None:
            self._tell(self._templates.take(self._shown.company, keys))

    def answer(self, key: str, text: str) -> None:
        """Keeps what was answered on the tour as an observation."""
        if self._shown is not None:
            self._tell(self._templates.answer(self._shown.company, key, text))

    def make_task(self, key: str) -> None:
        if self._shown is not None:
            self._tell(self._templates.make_task(self._shown.company, key))

    def tick_off(self, key: str) -> None:
        if self._shown is not None:
            self._tell(self._templates.tick_off(self._shown.company, key))

    # -- obstacles -------------------------------------------------------------------------

    def commit_obstacle(self, barrier: str, name: str, text: str) -> None:
        """Saves what is said of one obstacle; its record has a slot per company."""
        if self._shown is None:
            return
        company = self._shown.company.id
        slot = slot_id("obstacle", company, barrier)
        parsed = self._obstacle_entry.take(slot, name, text)
        if parsed.problem is not None:
            self._show()
            return
        values = {"barrier": Barrier(barrier), name: parsed.value}
        as_of = self.lists.as_of("obstacle")
        self._tell(self.lists.service("obstacle").save(company, slot, as_of, **values))

    def restore_obstacle(self, barrier: str, name: str) -> None:
        """Forgets a wrong text."""
        if self._shown is not None:
            slot = slot_id("obstacle", self._shown.company.id, barrier)
            self._obstacle_entry.restore(slot, name)
            self._show()

    def _obstacles(self, company: UUID) -> tuple[ObstacleLine, ...]:
        known = {each.id: each for each in self.lists.of("obstacle")}
        return tuple(self._obstacle(company, barrier, known) for barrier in Barrier)

    def _obstacle(
        self, company: UUID, barrier: Barrier, known: Mapping[UUID, Obstacle]
    ) -> ObstacleLine:
        slot = slot_id("obstacle", company, barrier)
        said = known.get(slot) or Obstacle(id=slot, company=company)
        contested = self.lists.contested.get(slot, frozenset())
        return ObstacleLine(barrier, self._obstacle_entry.entries(said, contested))

    # -- showing ---------------------------------------------------------------------------

    def _show(self) -> None:
        if self._shown is None:
            self._view.show_state(CompanyPageState())
            return
        company = self._shown.company
        affiliates = self.lists.of("affiliate")
        size = size_of_company(company, affiliates, current_sme_thresholds())
        contested = self.lists.contested.get(company.id, frozenset())
        self._view.show_state(
            CompanyPageState(
                company=company.id,
                entries=self._entry.entries(company, contested),
                size=size,
                questions=_questions(company),
                remarks=_remarks(company),
                age=age_of(company, self._services.today()),
                versions=self.lists.versions(),
                counts=self.lists.counts(),
                obstacles=self._obstacles(company.id),
                offer=None if self._has_records() else self._offer(company),
                asked=self._templates.questions(company, self._ids("observation", "task")),
                points=self._open(company, size),
            )
        )

    def _offer(self, company: Company) -> TemplateOffer:
        return self._templates.offer(company, self._ids(*_BROUGHT))

    def _ids(self, *kinds: str) -> frozenset[UUID]:
        return frozenset(each.id for kind in kinds for each in self.lists.of(kind))

    def _has_records(self) -> bool:
        """Whether something is there that a template could bring."""
        return any(self.lists.of(kind) for kind in _BROUGHT)

    def _open(self, company: Company, size: SmeResult) -> OpenPoints:
        row = self._services.companies.row(company.id)
        return open_points(
            Recorded(
                company,
                size,
                self.lists.of("process"),
                self.lists.of("data_source"),
                self.lists.of("use_case"),
                row.answered if row else 0,
                len(self._services.questionnaire.questions),
                len(self.lists.contested),
            )
        )

    def _tell(self, changes: Changes) -> None:
        """Publishing makes a visible page read again; a save without effect does it here."""
        if changes:
            self._publish(changes)
        else:
            self.refresh()

    def _publish(self, changes: Changes) -> None:
        self.note(changes)
        self._desk.publish(changes)


_TAGS = frozenset({"tags", "certificates"})


def _questions(company: Company) -> dict[str, FieldQuestion]:
    asked = {
        "district": district_question(company),
        "industry_2025": newer_industry_question(company),
    }
    return {name: question for name, question in asked.items() if question is not None}


def _remarks(company: Company) -> tuple[Value, ...]:
    found = (vat_remark(company.vat_id), business_remark(company.business_id))
    return tuple(each for each in found if each is not None)
