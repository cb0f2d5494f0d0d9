"""The records of one company by kind: read again only where something changed, named, completed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from kihub_desktop.catalogues.spellings import located
from kihub_desktop.composition import Services
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.fields import Holds, Record, rules_of
from kihub_desktop.domain.parsing import Parsed
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.records import Company
from kihub_desktop.domain.spelling import fold, matches
from kihub_desktop.domain.visit_records import Site
from kihub_desktop.services.records import RecordService, RecordsState, read_together
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.pages.company.kinds import LINKED_KINDS, RECORD_ROWS
from kihub_desktop.ui.pages.company.names import name_of
from kihub_desktop.ui.pages.company.spellings import place_spellings
from kihub_desktop.ui.pages.company.state import Contested, record_type
from kihub_desktop.ui.record_entry import NEW, KeptTexts, RecordEntry, Spelling
from kihub_desktop.ui.widgets.fields import Option

LISTED = (*RECORD_ROWS, "use_case", "obstacle")
_OFFERED = 8
_PEOPLE = frozenset({"owner", "said_by", "decided_by"})
_NONE: RecordsState[Any] = RecordsState(0, ())


class ListedRecords(RecordService[Any]):
    """Records of one kind that are read once for all who show them; places complete each other."""

    def __init__(
        self,
        workspace: Workspace,
        record_type: type[Record],
        known: Callable[[UUID], RecordsState[Any] | None],
    ) -> None:
        super().__init__(workspace, record_type)
        self._known = known

    def of_company(self, company: UUID, **where: UUID | str) -> RecordsState[Any]:
        known = None if where else self._known(company)
        return super().of_company(company, **where) if known is None else known

    def create(self, company: UUID, **values: Any) -> tuple[UUID, Changes]:
        return super().create(company, **self._located(None, values))

    def save(self, company: UUID, identifier: UUID, as_of: int, **values: Any) -> Changes:
        found = next((e for e in self.of_company(company).records if e.id == identifier), None)
        return super().save(company, identifier, as_of, **self._located(found, values))

    def _located(self, before: Any, values: dict[str, Any]) -> dict[str, Any]:
        """A site's postcode says its town and district, as far as there is no doubt."""
        if self._type is not Site:
            return values
        site = before or Site(id=NEW, company=NEW)
        for name in ("postcode", "town"):
            if name in values:
                values = values | dict(located(site, name, values[name]))
        return values


class RecordLists:
    """What is recorded of the company in hand, as of the last reading."""

    def __init__(self, services: Services, kept: KeptTexts) -> None:
        self._services, self._kept = services, kept
        self._company: UUID | None = None
        self._states: dict[str, RecordsState[Any]] = {}
        self._versions: dict[str, int] = {}
        self._names: dict[UUID, str] = {}
        self._made: dict[str, RecordService[Any]] = {}
        self.contested: Contested = {}

    # -- reading ---------------------------------------------------------------------------

    def read(self, company: UUID, touched: Collection[str] | None = None) -> None:
        """Reads the kinds that were touched; everything for None or another company."""
        if company != self._company or touched is None:
            self._company, touched = company, LISTED
            self._states, self._names = {}, {}
        contested = self._services.companies.contested(company)
        disputed = contested != self.contested
        self.contested = contested
        again = [kind for kind in LISTED if kind in touched]
        types = [record_type(kind) for kind in again]
        read = read_together(self._services.workspace, company, types)
        self._states |= dict(zip(again, read, strict=True))
        renamed = self._name(again)
        for kind in RECORD_ROWS:
            if kind in again or disputed or renamed:
                self._versions[kind] = self._versions.get(kind, 0) + 1

    def _name(self, kinds: Collection[str]) -> bool:
        """Brings the names of linked records in step; says whether one changed."""
        before = dict(self._names)
        for kind in LINKED_KINDS & set(kinds):
            self._names |= {each.id: name_of(kind, each) for each in self.of(kind)}
        return before != self._names

    def forget(self) -> None:
        self._company = None
        self._states, self.contested = {}, {}

    def of(self, kind: str) -> tuple[Any, ...]:
        return self._states.get(kind, _NONE).records

    def as_of(self, kind: str) -> int:
        return self._states.get(kind, _NONE).as_of

    def versions(self) -> Mapping[str, int]:
        """By kind, a number that grows whenever its list has to be shown anew."""
        return dict(self._versions)

    def counts(self) -> Mapping[str, int]:
        """By kind, how many records there are."""
        return {kind: len(state.records) for kind, state in self._states.items()}

    def links(self, kind: str) -> tuple[Option, ...]:
        """The records of a kind that a field can name."""
        named = ((each.id, self._names.get(each.id, "")) for each in self.of(kind))
        return tuple(Option(str(key), name) for key, name in named if name)

    def find(self, kind: str, record: UUID) -> Any | None:
        return next((each for each in self.of(kind) if each.id == record), None)

    def service(self, kind: str) -> RecordService[Any]:
        """The service of a kind, over what was read already."""
        made = self._made.get(kind)
        if made is None:
            made = ListedRecords(
                self._services.workspace, record_type(kind), partial(self._known, kind)
            )
            self._made[kind] = made
        return made

    def _known(self, kind: str, company: UUID) -> RecordsState[Any] | None:
        return self._states.get(kind) if company == self._company else None

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
