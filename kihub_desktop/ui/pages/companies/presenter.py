"""Decides what the start page lists: filters, order, and what each line says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias
from uuid import UUID

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, Value, phrase, plural_phrase
from kihub_desktop.domain.spelling import fold, words_of
from kihub_desktop.domain.words import word
from kihub_desktop.services.companies import MASTER_FIELDS, CompanyRow, CompanyService, Week
from kihub_desktop.texts import SHOWN_ZONE
from kihub_desktop.ui.pages.companies.lines import Lines

if TYPE_CHECKING:  # the analyses load after the list is on screen
    from kihub_desktop.services.summaries import CompanySummary, SummaryService

KINDS = frozenset(
    {
        "company",
        "answer",
        "use_case",
        "finding",
        "source_link",
        "cash_line",
        "business_case",
        "visit",
        "task",
    }
)
Test: TypeAlias = Callable[[CompanyRow], bool]
_FIRST_SEEN = 20


class CompanyFilter(StrEnum):
    RECENT = "recent"
    OPEN = "open"
    THIS_WEEK = "this_week"
    WAITING = "waiting"
    CONFLICTS = "conflicts"


class CompanyColumn(IntEnum):
    """The columns in their order, for sorting."""

    NAME = 0
    SECTOR = 1
    SHARE = 2
    READINESS = 3
    VERDICT = 4
    NEXT_STEP = 5
    CHANGED = 6


FIRST_SCREEN = 200
"""More companies than this are read beside the window, after the first of them are shown."""
_MOST_SECTORS, _MOST_TAGS = 6, 4


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
    """A chip: `key` is that of a view, `sector:…` or `tag:…`; without `count` none is shown."""

    key: str
    label: Value
    count: int | None


@dataclass(frozen=True)
class CompaniesState:
    lines: Sequence[CompanyLine]
    filters: tuple[FilterChoice, ...]
    chosen: str
    total: int
    subtitle: Value


class CompaniesView(Protocol):
    def show_state(self, state: CompaniesState) -> None: ...

    def refresh_lines(self) -> None: ...


class CompaniesPresenter:
    """Shows rows at once; readiness and verdict follow for the companies on screen."""

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
        self._week = Week()
        self._seen: tuple[UUID, ...] = ()
        self._shown: dict[UUID, CompanySummary] = {}
        self._folded: dict[UUID, tuple[CompanyRow, str]] = {}
        self._text = ""
        self._sort: tuple[CompanyColumn, bool] | None = None
        self.chosen: str = CompanyFilter.RECENT

    # -- reading ---------------------------------------------------------------------------------

    def load(self) -> bool:
        """Shows the list; False: it is long, and `read` has to bring the rest."""
        first = self._companies.first_rows(FIRST_SCREEN)
        self.take(self.read() if first is None else (first, self._week))
        return first is None

    def read(self) -> tuple[tuple[CompanyRow, ...], Week]:
        """All rows and the week; may run beside the window."""
        return self._companies.rows(), self._companies.week(self._today())

    def take(self, found: tuple[tuple[CompanyRow, ...], Week]) -> None:
        """Shows what was read."""
        self._rows, self._week = found
        if not self._seen:
            self._seen = tuple(row.id for row in self._rows[:_FIRST_SEEN])
        self._shown.clear()
        self._show()

    # -- what the user chooses -------------------------------------------------------------------

    def choose(self, chosen: str) -> None:
        self.chosen = chosen
        self._show()

    def narrow(self, text: str) -> None:
        """Shows only companies whose name, place, sector or tag contains every word."""
        self._text = text.strip()
        self._show()

    def sort(self, column: int, descending: bool) -> None:
        """Sorts by a column; -1 gives the latest change first again."""
        self._sort = None if column < 0 else (CompanyColumn(column), descending)
        self._show()

    # -- readiness and verdicts, beside the window -----------------------------------------------

    def see(self, companies: tuple[UUID, ...]) -> None:
        """These companies are on screen now."""
        self._seen = companies

    def missing_summaries(self) -> tuple[UUID, ...]:
        """Companies on screen whose readiness and verdict are still to be worked out."""
        return tuple(each for each in self._seen if self._known(each) is None)

    def work_out(self, company: UUID) -> None:
        """Works out one company's readiness and verdict; may run beside the window."""
        if self._summaries is None:
            self._summaries = self._make_summaries()
        self._summaries.of(company)

    def _known(self, company: UUID) -> CompanySummary | None:
        if company not in self._shown and self._summaries is not None:
            found = self._summaries.known(company)
            if found is not None:
                self._shown[company] = found
        return self._shown.get(company)

    def refresh(self) -> None:
        """Shows again what the lines say, with what has been worked out meanwhile."""
        self._view.refresh_lines()

    # -- changing --------------------------------------------------------------------------------

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

    # -- showing ---------------------------------------------------------------------------------

    def _show(self) -> None:
        tests = self._tests()
        test = tests.get(self.chosen) or self._narrower(self.chosen)
        words = words_of(self._text)
        rows = [row for row in self._rows if test(row) and self._has(row, words)]
        if self._sort is not None:
            column, descending = self._sort
            rows.sort(key=self._sort_key(column), reverse=descending)
        today = self._today()
        lines = Lines(rows, lambda row: self._line(row, today))
        state = CompaniesState(
            lines, self._filters(tests), self.chosen, len(self._rows), self._subtitle(tests, today)
        )
        self._view.show_state(state)

    def _filters(self, tests: Mapping[str, Test]) -> tuple[FilterChoice, ...]:
        views = [
            FilterChoice(
                each.value,
                _LABELS[each],
                None if each is CompanyFilter.RECENT else sum(map(tests[each], self._rows)),
            )
            for each in CompanyFilter
        ]
        sectors = Counter(row.sector for row in self._rows if row.sector is not None)
        tags = Counter(tag for row in self._rows for tag in row.tags)
        more = [
            FilterChoice(f"sector:{sector.value}", word(sector), None)
            for sector, _count in sectors.most_common(_MOST_SECTORS)
        ]
        more += [FilterChoice(f"tag:{t}", t, None) for t, _count in tags.most_common(_MOST_TAGS)]
        return (*views, *more)

    def _subtitle(self, tests: Mapping[str, Test], today: date) -> Value:
        count = sum(map(tests[CompanyFilter.OPEN], self._rows))
        parts: list[Value] = [
            plural_phrase("{n} Unternehmen", "{n} Unternehmen", len(self._rows)),
            plural_phrase("{n} mit offenen Punkten", "{n} mit offenen Punkten", count),
        ]
        towns = {row.id: row.town for row in self._rows} if self._week.today(today) else {}
        for visit in self._week.today(today)[:2]:
            place = visit.place or towns.get(visit.company) or ""
            moment = ", ".join(filter(None, (place, visit.starts_at)))
            parts.append(phrase("heute: Termin {place}", place=moment))
        return Joined(tuple(parts), " · ")

    def _line(self, row: CompanyRow, today: date) -> CompanyLine:
        return CompanyLine(
            id=row.id,
            name=row.name,
            note=_note(row),
            sector=word(row.sector) if row.sector else None,
            share=self._share(row),
            summary=self._known(row.id),
            next_step=row.next_step,
            changed=_when(row.changed_ms, today),
            changed_ms=row.changed_ms,
            conflicts=row.contested,
        )

    def _share(self, row: CompanyRow) -> float:
        return (row.filled + row.answered) / (len(MASTER_FIELDS) + self._questions)

    def _tests(self) -> dict[str, Test]:
        week = self._week.companies
        return {
            CompanyFilter.RECENT: lambda _row: True,
            CompanyFilter.OPEN: self._is_open,
            CompanyFilter.THIS_WEEK: lambda row: row.id in week,
            CompanyFilter.WAITING: lambda row: row.waiting > 0,
            CompanyFilter.CONFLICTS: lambda row: row.contested > 0,
        }

    def _narrower(self, key: str) -> Test:
        """The test of a sector or a tag."""
        kind, _sign, rest = key.partition(":")
        if kind == "sector":
            return lambda row: row.sector is not None and row.sector.value == rest
        return lambda row: rest in row.tags

    def _is_open(self, row: CompanyRow) -> bool:
        return row.filled < len(MASTER_FIELDS) or row.answered < self._questions

    def _has(self, row: CompanyRow, words: tuple[str, ...]) -> bool:
        if not words:
            return True
        known = self._folded.get(row.id)
        if known is None or known[0] is not row:
            sector = word(row.sector).message if row.sector else ""
            known = (row, fold(" ".join((row.name, row.town, sector, row.next_step, *row.tags))))
            self._folded[row.id] = known
        return all(part in known[1] for part in words)

    def _sort_key(self, column: CompanyColumn) -> Callable[[CompanyRow], Any]:
        keys: dict[CompanyColumn, Callable[[CompanyRow], Any]] = {
            CompanyColumn.NAME: lambda row: fold(row.name),
            CompanyColumn.SECTOR: lambda row: word(row.sector).message if row.sector else "",
            CompanyColumn.SHARE: self._share,
            CompanyColumn.READINESS: lambda row: _readiness(self._shown.get(row.id)),
            CompanyColumn.VERDICT: lambda row: _outcome(self._shown.get(row.id)),
            CompanyColumn.NEXT_STEP: lambda row: fold(row.next_step),
            CompanyColumn.CHANGED: lambda row: -row.changed_ms,
        }
        return keys[column]

    def _today(self) -> date:
        return self._now().astimezone(SHOWN_ZONE).date()


def _readiness(summary: CompanySummary | None) -> float:
    return -1.0 if summary is None else summary.readiness or -1.0


def _outcome(summary: CompanySummary | None) -> int:
    return -1 if summary is None or summary.outcome is None else int(summary.outcome)


_LABELS = {
    CompanyFilter.RECENT: phrase("Zuletzt"),
    CompanyFilter.OPEN: phrase("Offene Punkte"),
    CompanyFilter.THIS_WEEK: phrase("Diese Woche"),
    CompanyFilter.WAITING: phrase("Warten auf Hub"),
    CompanyFilter.CONFLICTS: phrase("Konflikte"),
}


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
