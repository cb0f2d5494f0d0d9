"""Decides what the company's page shows, and saves what is typed there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from kihub_desktop.catalogues.sme import current_sme_thresholds
from kihub_desktop.catalogues.spellings import located
from kihub_desktop.composition import Services
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.enterprise_size import size_of_company
from kihub_desktop.domain.phrases import Value, phrase
from kihub_desktop.domain.records import Company
from kihub_desktop.domain.sme import SmeResult
from kihub_desktop.domain.visit_records import Affiliate
from kihub_desktop.services.companies import CompanyState
from kihub_desktop.services.records import RecordService, RecordsState
from kihub_desktop.ui.pages.company.kinds import RECORD_ROWS
from kihub_desktop.ui.pages.company.open_points import OpenPoints, Recorded, open_points
from kihub_desktop.ui.pages.company.spellings import company_spellings, district_question
from kihub_desktop.ui.pages.company.state import (
    CompanyPageState,
    Contested,
    RecordDraft,
    contact_line,
    process_line,
    record_type,
    source_line,
)
from kihub_desktop.ui.record_entry import KeptTexts, RecordEntry

KINDS = frozenset(
    {"company", "contact", "process", "data_source", "affiliate", "use_case", "answer"}
)
_PLACES = {"postcode", "town"}


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
        self._shown: CompanyState | None = None
        self._lists: dict[str, RecordsState[Any]] = {}
        self._contested: Contested = {}

    def load(self) -> None:
        """Shows the company in hand and leads to what another page asked for."""
        self.refresh()
        target = self._desk.take_target()
        if target:
            self._view.reveal(target)

    def refresh(self) -> None:
        """Reads the company in hand and shows it."""
        company = self._desk.company()
        if self._shown is not None and self._shown.company.id != company:
            self._view.commit_pending()  # still belongs to the company that was shown
        self._shown = None if company is None else self._services.companies.state(company)
        if self._shown is not None:
            self._read(self._shown.company.id)
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
        values: dict[str, Any] = {name: parsed.value}
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
        return RecordDraft(kind, None, self._shown.as_of, self._entry_of(kind).blank(company))

    def draft(self, kind: str, record: UUID, focus: str = "") -> RecordDraft | None:
        """A dialog for a record as it is shown now; None if it is gone."""
        found = next((each for each in self._of(kind) if each.id == record), None)
        if found is None:
            return None
        contested = self._contested.get(record, frozenset())
        entries = self._entry_of(kind).entries(found, contested)
        return RecordDraft(kind, record, self._lists[kind].as_of, entries, focus)

    def check(self, kind: str, name: str, text: str) -> Value | None:
        """One sentence about a text in a dialog, or None."""
        return self._entry_of(kind).read(name, text).problem

    def save(self, draft: RecordDraft, texts: Mapping[str, str]) -> Mapping[str, Value]:
        """Saves what was changed in a dialog as one transaction, unless something is wrong."""
        if self._shown is None:
            return {}
        read = self._entry_of(draft.kind).read_all(texts)
        if read.problems:
            return read.problems
        company = self._shown.company.id
        service = self._service(draft.kind)
        if draft.record is not None:
            self._tell(service.save(company, draft.record, draft.as_of, **read.values))
            return {}
        given = {name: value for name, value in read.values.items() if value is not None}
        if not given:
            return {RECORD_ROWS[draft.kind][0][0]: phrase("Bitte zuerst etwas eintragen.")}
        created, changes = service.create(company, **given)
        self._tell(changes)
        self._view.reveal(f"{draft.kind}:{created}")
        return {}

    def delete(self, kind: str, record: UUID) -> None:
        """Deletes a record; undo brings it back."""
        if self._shown is not None:
            company, as_of = self._shown.company.id, self._lists[kind].as_of
            self._tell(self._service(kind).delete(company, record, as_of))

    # -- reading ---------------------------------------------------------------------------

    def _read(self, company: UUID) -> None:
        self._contested = self._services.companies.contested(company)
        self._lists = {kind: self._service(kind).of_company(company) for kind in RECORD_ROWS}

    def _show(self) -> None:
        if self._shown is None:
            self._view.show_state(CompanyPageState())
            return
        company, contested = self._shown.company, self._contested
        size = self._size(company)
        self._view.show_state(
            CompanyPageState(
                company=company.id,
                entries=self._entry.entries(company, contested.get(company.id, frozenset())),
                size=size,
                question=district_question(company),
                contacts=tuple(contact_line(each, contested) for each in self._of("contact")),
                processes=tuple(process_line(each, contested) for each in self._of("process")),
                sources=tuple(source_line(each, contested) for each in self._of("data_source")),
                points=self._open(company, size),
            )
        )

    def _size(self, company: Company) -> SmeResult:
        affiliates = self._services.records(Affiliate).of_company(company.id).records
        return size_of_company(company, affiliates, current_sme_thresholds())

    def _open(self, company: Company, size: SmeResult) -> OpenPoints:
        row = self._services.companies.row(company.id)
        return open_points(
            Recorded(
                company,
                size,
                self._of("process"),
                self._of("data_source"),
                self._services.use_cases.of_company(company.id).records,
                row.answered if row else 0,
                len(self._services.questionnaire.questions),
                len(self._contested),
            )
        )

    def _of(self, kind: str) -> tuple[Any, ...]:
        return self._lists[kind].records if kind in self._lists else ()

    def _service(self, kind: str) -> RecordService[Any]:
        services = self._services
        known: dict[str, RecordService[Any]] = {
            "contact": services.contacts,
            "process": services.processes,
            "data_source": services.sources,
        }
        return known[kind]

    def _entry_of(self, kind: str) -> RecordEntry[Any]:
        return RecordEntry(record_type(kind), self._services.today, self._desk.kept)

    def _tell(self, changes: Changes) -> None:
        """Publishing makes a visible page read again; a save without effect does it here."""
        if changes:
            self._desk.publish(changes)
        else:
            self.refresh()
