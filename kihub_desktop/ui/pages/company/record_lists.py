"""The records of one company by kind: read again only where something changed, named, completed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any
from uuid import UUID

from kihub_desktop.composition import Services
from kihub_desktop.domain.fields import Holds, rules_of
from kihub_desktop.domain.parsing import Parsed
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.records import Company
from kihub_desktop.domain.spelling import fold, matches
from kihub_desktop.domain.visit_records import Obstacle
from kihub_desktop.services.records import RecordService, RecordsState
from kihub_desktop.ui.pages.company.kinds import LINKED_KINDS, RECORD_ROWS
from kihub_desktop.ui.pages.company.lines import lines_of, name_of
from kihub_desktop.ui.pages.company.spellings import place_spellings
from kihub_desktop.ui.pages.company.state import Contested, record_type
from kihub_desktop.ui.record_entry import KeptTexts, RecordEntry, Spelling
from kihub_desktop.ui.widgets.fields import Option

LISTED = (*RECORD_ROWS, "use_case", "obstacle")
_OFFERED = 8
_PEOPLE = frozenset({"owner", "said_by", "decided_by"})
_NONE: RecordsState[Any] = RecordsState(0, ())


class RecordLists:
    """What is recorded of the company in hand, as of the last reading."""

    def __init__(self, services: Services, kept: KeptTexts) -> None:
        self._services, self._kept = services, kept
        self._company: UUID | None = None
        self._states: dict[str, RecordsState[Any]] = {}
        self._lines: dict[str, tuple[Any, ...]] = {}
        self._names: dict[UUID, str] = {}
        self.contested: Contested = {}

    # -- reading ---------------------------------------------------------------------------

    def read(self, company: UUID, touched: Collection[str] | None = None) -> None:
        """Reads the kinds that were touched; everything for None or another company."""
        if company != self._company or touched is None:
            self._company, touched = company, LISTED
            self._states, self._lines, self._names = {}, {}, {}
        contested = self._services.companies.contested(company)
        disputed = contested != self.contested
        self.contested = contested
        again = [kind for kind in LISTED if kind in touched]
        for kind in again:
            self._states[kind] = self.service(kind).of_company(company)
        renamed = self._name(again)
        for kind in RECORD_ROWS:
            if kind in again or disputed or renamed:
                self._lines[kind] = lines_of(kind, self.of(kind), contested, self._names)

    def _name(self, kinds: Collection[str]) -> bool:
        """Brings the names of linked records in step; says whether one changed."""
        before = dict(self._names)
        for kind in LINKED_KINDS & set(kinds):
            self._names |= {each.id: name_of(kind, each) for each in self.of(kind)}
        return before != self._names

    def forget(self) -> None:
        self._company = None
        self._states, self._lines, self.contested = {}, {}, {}

    def of(self, kind: str) -> tuple[Any, ...]:
        return self._states.get(kind, _NONE).records

    def as_of(self, kind: str) -> int:
        return self._states.get(kind, _NONE).as_of

    def lines(self) -> Mapping[str, tuple[Any, ...]]:
        """The lines of all lists by kind."""
        return dict(self._lines)

    def find(self, kind: str, record: UUID) -> Any | None:
        return next((each for each in self.of(kind) if each.id == record), None)

    def service(self, kind: str) -> RecordService[Any]:
        known: dict[str, RecordService[Any]] = {
            "contact": self._services.contacts,
            "process": self._services.processes,
            "data_source": self._services.sources,
            "use_case": self._services.use_cases,
        }
        if kind in known:
            return known[kind]
        return self._services.records(Obstacle if kind == "obstacle" else record_type(kind))

    # -- texts -----------------------------------------------------------------------------

    def entry(self, kind: str) -> RecordEntry[Any]:
        """Texts and values of a kind; links are read and shown by name."""
        cls = record_type(kind)
        rules = rules_of(cls)
        spellings = {
            name: self._linking(name)
            for name, rule in rules.items()
            if rule.holds is Holds.LINK and name in LINKED_KINDS
        }
        if kind == "site":
            spellings |= place_spellings(rules["town"], self._services.today)
        return RecordEntry(cls, self._services.today, self._kept, spellings)

    def offered(self, field: str, typed: str) -> tuple[Option, ...]:
        """What a field („machine.process“) offers for a typed text."""
        kind, _sign, name = field.partition(".")
        if name in LINKED_KINDS:
            found = [self._names[each.id] for each in self.of(name)]
        elif name == "tags":
            return self._tags_like(typed)
        else:
            said = [getattr(each, name, None) for each in self.of(kind)]
            people = [each.name for each in self.of("contact")] if name in _PEOPLE else []
            found = [text for text in (*people, *said) if text]
        fitting = dict.fromkeys(text for text in found if text and matches(typed, text))
        return tuple(Option(text, text) for text in list(fitting)[:_OFFERED])

    def _tags_like(self, typed: str) -> tuple[Option, ...]:
        before, _comma, last = typed.rpartition(",")
        given = [part.strip() for part in before.split(",") if part.strip()]
        known = sorted(set(self._tags()) - set(given))
        fitting = [each for each in known if matches(last, each)][:_OFFERED]
        return tuple(Option(", ".join([*given, each]), each) for each in fitting)

    def _tags(self) -> Iterator[str]:
        if self._company is None:
            return
        state = self._services.companies.state(self._company)
        company: Company | None = state.company if state else None
        yield from company.tags if company else ()
        for kind in RECORD_ROWS:
            for each in self.of(kind):
                yield from getattr(each, "tags", ())

    def _linking(self, kind: str) -> Spelling:
        return Spelling(lambda text: self._read_link(kind, text), self._show_link)

    def _show_link(self, value: object) -> str:
        return self._names.get(value, "") if isinstance(value, UUID) else ""

    def _read_link(self, kind: str, text: str) -> Parsed:
        names = {each.id: self._names.get(each.id, "") for each in self.of(kind)}
        exact = [key for key, name in names.items() if fold(name) == fold(text.strip())]
        begun = [key for key, name in names.items() if name and matches(text, name)]
        found = exact[:1] or begun
        if len(found) == 1:
            return Parsed(found[0])
        if found:
            return Parsed(problem=phrase("Mehrere Einträge passen; bitte einen aus der Liste."))
        return Parsed(problem=phrase("Kein Eintrag heißt so; bitte erst anlegen oder leer lassen."))
