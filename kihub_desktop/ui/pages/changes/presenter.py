"""Decides what the latest changes and the recycle bin show, and brings things back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from kihub_desktop.composition import Services
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.fields import kinds
from kihub_desktop.domain.phrases import Value, plural_phrase
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.services.history import Activity
from kihub_desktop.services.recycle_bin import Deleted
from kihub_desktop.texts import SHOWN_ZONE, _, render
from kihub_desktop.ui.moments import moment_text
from kihub_desktop.ui.pages.changes.state import ChangesState, DeletedLine, FeedLine

KINDS = frozenset(kind.name for kind in kinds())
_PAGE = 12


class ChangesView(Protocol):
    def show_state(self, state: ChangesState) -> None: ...


@dataclass(frozen=True)
class ChangesDesk:
    """The company in hand, who is told of changes, where records are shown."""

    company: Callable[[], UUID | None]
    publish: Callable[[Changes], None]
    show_record: Callable[[RecordKey, str], None]
    tell: Callable[[Refused], None]


class ChangesPresenter:
    def __init__(self, view: ChangesView, services: Services, desk: ChangesDesk) -> None:
        self._view, self._services, self._desk = view, services, desk
        self._only_company = False
        self._query = ""
        self._pages = 1
        self._feed: dict[str, Activity] = {}
        self._deleted: dict[str, Deleted] = {}

    def load(self) -> None:
        """Reads both lists anew."""
        company = self._desk.company()
        state = None if company is None else self._services.companies.state(company)
        name = "" if state is None else state.company.name or _("(ohne Namen)")
        only = company if self._only_company and state is not None else None
        wanted = self._pages * _PAGE
        feed = self._services.history.latest(only, at_most=wanted + 1)
        self._feed = {str(each.arrived): each for each in feed[:wanted]}
        self._deleted = {
            _key(each.key): each for each in self._services.recycle_bin.content(self._query)
        }
        today = self._today()
        self._view.show_state(
            ChangesState(
                feed=tuple(_feed_line(key, each, today) for key, each in self._feed.items()),
                has_more=len(feed) > wanted,
                company=name,
                only_company=only is not None,
                deleted=tuple(_deleted_line(each, today) for each in self._deleted.values()),
                query=self._query,
            )
        )

    def choose(self, *, only_company: bool) -> None:
        """All companies, or the one in hand."""
        self._only_company, self._pages = only_company, 1
        self.load()

    def show_more(self) -> None:
        self._pages += 1
        self.load()

    def search(self, query: str) -> None:
        """Looks for deleted records by name, kind and company."""
        self._query = query.strip()
        self.load()

    def open(self, key: str) -> None:
        """Leads to where a change was made."""
        name = self._feed[key].name if key in self._feed else None
        if name is not None and name.record is not None:
            self._desk.show_record(name.record, name.field)

    def restore(self, keys: Sequence[str]) -> None:
        """Brings deleted records back, all in one step."""
        found = [self._deleted[key].key for key in keys if key in self._deleted]
        if not found:
            return
        try:
            self._desk.publish(self._services.recycle_bin.restore(found))
        except Refused as refusal:
            self._desk.tell(refusal)
        self.load()

    def _today(self) -> date:
        return datetime.now(SHOWN_ZONE).date()


def _key(key: RecordKey) -> str:
    return f"{key.space}/{key.record}"


def _when(milliseconds: int, today: date) -> str:
    return moment_text(datetime.fromtimestamp(milliseconds / 1000, SHOWN_ZONE), today)


def _feed_line(key: str, each: Activity, today: date) -> FeedLine:
    return FeedLine(
        key=key,
        when=_when(each.name.written_ms, today),
        who=each.who or _("(ohne Namen)"),
        device=each.device,
        what=render(each.name.said),
        company=each.company,
        record=each.name.record,
    )


def _deleted_line(each: Deleted, today: date) -> DeletedLine:
    more: Value = ""
    if each.comes_with:
        more = plural_phrase("mit {n} Eintrag", "mit {n} Einträgen", each.comes_with)
    return DeletedLine(
        key=_key(each.key),
        when=_when(each.deleted_ms, today),
        who=each.who or _("(ohne Namen)"),
        name=render(each.name) or _("(ohne Namen)"),
        kind=render(each.kind),
        company=each.company,
        comes_with=render(more),
        record=each.key,
    )
