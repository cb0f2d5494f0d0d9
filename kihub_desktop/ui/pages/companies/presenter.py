"""Decides what the start page lists: filters, order, and what each line says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, Value, phrase, plural_phrase
from kihub_desktop.domain.words import word
from kihub_desktop.services.companies import MASTER_FIELDS, CompanyRow, CompanyService
from kihub_desktop.texts import SHOWN_ZONE

if TYPE_CHECKING:  # the analyses load after the list is on screen
    from kihub_desktop.services.summaries import CompanySummary, SummaryService

KINDS = frozenset(
    {"company", "answer", "use_case", "finding", "source_link", "cash_line", "business_case"}
)


class CompanyFilter(StrEnum):
    RECENT = "recent"
    OPEN = "open"
    THIS_WEEK = "this_week"
    WAITING = "waiting"
    CONFLICTS = "conflicts"


@dataclass(frozen=True)
class CompanyLine:
    """What the table shows of one company."""

    id: UUID
    name: str
    note: Value
    sector: Phrase | None
    share: float
    summary: CompanySummary | None
    next_step: str
    changed: Value
    changed_ms: int
    conflicts: int


@dataclass(frozen=True)
class FilterChoice:
    filter: CompanyFilter
    label: Phrase
    count: int


@dataclass(frozen=True)
class CompaniesState:
    lines: tuple[CompanyLine, ...]
    filters: tuple[FilterChoice, ...]
    chosen: CompanyFilter
    total: int
    subtitle: Value


class CompaniesView(Protocol):
    def show_state(self, state: CompaniesState) -> None: ...


class CompaniesPresenter:
    """Shows rows at once; readiness and verdict follow as they are worked out."""

    def __init__(
        self,
        view: CompaniesView,
        companies: CompanyService,
        summaries: Callable[[], SummaryService],
        publish: Callable[[Changes], None],
        questions: int,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._view = view
        self._companies = companies
        # The analyses behind the summaries load with the first one, beside the window.
        self._make_summaries = summaries
        self._summaries: SummaryService | None = None
        self._publish = publish
        self._questions = questions
        self._now = now
        self._rows: tuple[CompanyRow, ...] = ()
        self.chosen = CompanyFilter.RECENT

    def load(self) -> None:
        self._rows = self._companies.rows()
        self._show()

    def choose(self, chosen: str) -> None:
        self.chosen = CompanyFilter(chosen)
        self._show()

    def missing_summaries(self) -> tuple[UUID, ...]:
        """Companies whose readiness and verdict are still to be worked out."""
        return tuple(row.id for row in self._rows if self._known(row.id) is None)

    def work_out(self, company: UUID) -> None:
        """Works out one company's readiness and verdict; may run beside the window."""
        if self._summaries is None:
            self._summaries = self._make_summaries()
        self._summaries.of(company)

    def _known(self, company: UUID) -> CompanySummary | None:
        return None if self._summaries is None else self._summaries.known(company)

    def refresh(self) -> None:
        """Shows again, with what has been worked out meanwhile."""
        self._show()

    def create(self, name: str) -> UUID | None:
        """A new company; None for an empty name."""
        if not name.strip():
            return None
        company, changes = self._companies.create(name.strip())
        self._publish(changes)
        return company

    def delete(self, company: UUID) -> None:
        state = self._companies.state(company)
        if state is not None:
            self._publish(self._companies.delete(company, state.as_of))

    def _show(self) -> None:
        today = self._now().astimezone(SHOWN_ZONE).date()
        tests = self._tests(today)
        lines = tuple(self._line(row, today) for row in self._rows if tests[self.chosen](row))
        filters = tuple(
            FilterChoice(each, _LABELS[each], sum(map(tests[each], self._rows)))
            for each in CompanyFilter
        )
        waiting = sum(map(tests[CompanyFilter.OPEN], self._rows))
        subtitle = Joined(
            (
                plural_phrase("{n} Unternehmen", "{n} Unternehmen", len(self._rows)),
                plural_phrase("{n} mit offenen Punkten", "{n} mit offenen Punkten", waiting),
            ),
            " · ",
        )
        self._view.show_state(
            CompaniesState(lines, filters, self.chosen, len(self._rows), subtitle)
        )

    def _line(self, row: CompanyRow, today: date) -> CompanyLine:
        return CompanyLine(
            id=row.id,
            name=row.name,
            note=_note(row),
            sector=word(row.sector) if row.sector else None,
            share=(row.filled + row.answered) / (len(MASTER_FIELDS) + self._questions),
            summary=self._known(row.id),
            next_step=row.next_step,
            changed=_when(row.changed_ms, today),
            changed_ms=row.changed_ms,
            conflicts=row.contested,
        )

    def _tests(self, today: date) -> dict[CompanyFilter, Callable[[CompanyRow], bool]]:
        monday = today - timedelta(days=today.weekday())
        return {
            CompanyFilter.RECENT: lambda _row: True,
            CompanyFilter.OPEN: self._is_open,
            CompanyFilter.THIS_WEEK: lambda row: _day(row.changed_ms) >= monday,
            CompanyFilter.WAITING: lambda row: row.waiting > 0,
            CompanyFilter.CONFLICTS: lambda row: row.contested > 0,
        }

    def _is_open(self, row: CompanyRow) -> bool:
        return row.filled < len(MASTER_FIELDS) or row.answered < self._questions


_LABELS = {
    CompanyFilter.RECENT: phrase("Zuletzt"),
    CompanyFilter.OPEN: phrase("Offene Punkte"),
    CompanyFilter.THIS_WEEK: phrase("Diese Woche"),
    CompanyFilter.WAITING: phrase("Warten auf Hub"),
    CompanyFilter.CONFLICTS: phrase("Konflikte"),
}


def _day(milliseconds: int) -> date:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone(SHOWN_ZONE).date()


def _note(row: CompanyRow) -> Value:
    parts: list[Value] = [row.town] if row.town else []
    if row.employees is not None:
        parts.append(phrase("{n} MA", n=Amount(row.employees)))
    return Joined(tuple(parts), " · ")


def _when(milliseconds: int, today: date) -> Value:
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone(SHOWN_ZONE)
    if moment.date() == today:
        return f"{moment:%H:%M}"
    if moment.date() == today - timedelta(days=1):
        return phrase("gestern")
    return moment.date()
