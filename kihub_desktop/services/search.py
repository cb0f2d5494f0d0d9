"""Finding any record by what was written in it, and what was worked on last."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.domain.fields import Record, kind_named
from kihub_desktop.domain.phrases import Joined, Value, phrase
from kihub_desktop.domain.questionnaire import Questionnaire
from kihub_desktop.domain.records import Answer, Company, UseCase
from kihub_desktop.domain.searching import Searched, Shelf, field_words, searched_fields, text_of
from kihub_desktop.domain.spelling import fold
from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.store.recent_places import RECENT_COMPANIES, recent_companies, remember_company
from kihub_desktop.store.search_index import SearchIndex
from kihub_desktop.store.search_query import find
from kihub_desktop.store.search_records import latest_records
from kihub_desktop.store.view import View, view_of
from kihub_desktop.store.workspace import Workspace

PER_SHELF = 5
_RECENT_RECORDS = 6
_BEFORE, _AFTER = 24, 60
"""Signs of a longer text that are shown around the place that was found."""


@dataclass(frozen=True)
class Hit:
    """A record that was found: what it is called, where it belongs, where the words stand.

    `use_case` and `code` (of a question or a finding) help to lead there.
    """

    kind: str
    company: UUID
    record: UUID
    title: Value
    company_name: str
    place: Value
    use_case: UUID | None = None
    code: str = ""


@dataclass(frozen=True)
class Hits:
    """What was found, by shelf; not `complete` while the index is still being written."""

    shelves: tuple[tuple[Shelf, tuple[Hit, ...]], ...]
    complete: bool = True


class _Owners:
    """Companies and use cases that records belong to, each read once for a list of hits."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._companies: dict[UUID, Company | None] = {}
        self._use_cases: dict[UUID, UseCase | None] = {}

    def company(self, company: UUID) -> Company | None:
        if company not in self._companies:
            self._companies[company] = self.view.get(Company, company, company)
        return self._companies[company]

    def use_case(self, company: UUID, use_case: UUID) -> UseCase | None:
        if use_case not in self._use_cases:
            self._use_cases[use_case] = self.view.get(UseCase, company, use_case)
        return self._use_cases[use_case]


class SearchService:
    def __init__(self, workspace: Workspace, questionnaire: Questionnaire) -> None:
        self._workspace = workspace
        self._questionnaire = questionnaire
        self._index = SearchIndex(workspace)

    def find(self, query: str) -> Hits:
        """The best records of each shelf; every word of the query has to occur."""
        with view_of(self._workspace) as view:
            found = find(view.connection, self._index, query, PER_SHELF)
            owners = _Owners(view)
            shelves = tuple(
                (shelf, tuple(self._hits(owners, keys, found.words)))
                for shelf, keys in found.shelves.items()
            )
        return Hits(tuple((shelf, hits) for shelf, hits in shelves if hits), found.complete)

    def recent(self) -> tuple[Hit, ...]:
        """The companies opened last, then the records changed last."""
        with view_of(self._workspace) as view:
            opened = [
                RecordKey(str(company), f"company:{company}")
                for company in recent_companies(view.connection)
            ]
            changed = latest_records(view.connection, _RECENT_RECORDS)
            keys = dict.fromkeys([*opened, *changed])
            return tuple(self._hits(_Owners(view), keys, ()))

    def recent_companies(self) -> tuple[UUID, ...]:
        """The companies opened last on this laptop, the latest first."""
        with self._workspace.reading() as connection:
            return recent_companies(connection)

    def remember(self, company: UUID) -> None:
        """Notes on this laptop that a company was opened."""
        with self._workspace.writing() as connection:
            remember_company(connection, company, RECENT_COMPANIES)

    def catch_up(self) -> bool:
        """One short slice of bringing the index up to date; True while more is left."""
        return self._index.catch_up()

    def behind(self) -> int:
        """How many operations the index has not read yet."""
        return self._index.behind()

    def _hits(
        self, owners: _Owners, keys: Iterable[RecordKey], words: tuple[str, ...]
    ) -> list[Hit]:
        found = [self._hit(owners, key, words) for key in keys]
        return [hit for hit in found if hit is not None]

    def _hit(self, owners: _Owners, key: RecordKey, words: tuple[str, ...]) -> Hit | None:
        kind, _sign, identifier = key.record.partition(":")
        known = kind_named(kind)
        if known is None:
            return None
        company = UUID(key.space)
        record = owners.view.get(known.record_type, company, UUID(identifier))
        owner = record if isinstance(record, Company) else owners.company(company)
        if record is None or owner is None:
            return None
        parent = getattr(record, "use_case", None)
        use_case = None if parent is None else owners.use_case(company, parent)
        fields = searched_fields(kind)
        own_title = next((_shown(each, record) for each in fields if each.is_title), "")
        title = own_title or self._borrowed_title(record, use_case) or phrase(known.label)
        return Hit(
            kind=kind,
            company=company,
            record=record.id,
            title=title,
            company_name="" if kind == "company" else owner.name or "",
            place=_place(record, fields, words) or _kept_place(record, phrase(known.label)),
            use_case=record.id if kind == "use_case" else parent,
            code=getattr(record, "question", None) or getattr(record, "key", None) or "",
        )

    def _borrowed_title(self, record: Record, use_case: UseCase | None) -> Value:
        """What a record without a name of its own is called after."""
        if isinstance(record, Answer):
            asked = {question.id: question for question in self._questionnaire.questions}
            question = asked.get(record.question or "")
            if question is not None:
                return Joined((question.id, phrase(question.indicator)), " ")
        return (use_case.title or "") if use_case is not None else ""


def _shown(field: Searched, record: Record) -> str:
    """The text of a field as it is searched, of a record that was read."""
    value = getattr(record, field.name)
    if isinstance(value, frozenset):
        value = json.dumps(sorted(value), ensure_ascii=False) if value else None
    return text_of(field.rule, value)


def _place(record: Record, fields: Iterable[Searched], words: tuple[str, ...]) -> Value:
    """The field in which a word was found, with the words around it; "" for the title."""
    for each in fields:
        text = _shown(each, record)
        found = [word for word in words if word in " ".join(field_words(each, text or None))]
        if not found:
            continue
        if each.is_title:
            return ""
        return Joined((phrase(each.rule.label), excerpt(text, found[0])), ": ")
    return ""


def _kept_place(record: Record, label: Value) -> Value:
    """For a company where it is, for all others what they are."""
    if isinstance(record, Company):
        return record.town or ""
    return label


def excerpt(text: str, word: str) -> str:
    """The part of a longer text around a folded word, with … where something was left out."""
    line = " ".join(text.split())
    if len(line) <= _BEFORE + _AFTER:
        return line
    place = 0
    for part in line.split(" "):
        if word in fold(part):
            break
        place += len(part) + 1
    begin = max(0, min(place - _BEFORE, len(line) - _BEFORE - _AFTER))
    end = begin + _BEFORE + _AFTER
    shown = line[begin:end].strip()
    return ("… " if begin else "") + shown + (" …" if end < len(line) else "")
