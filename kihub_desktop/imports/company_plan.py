"""What an import will do, row by row, before anything is written; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from kihub_desktop.domain.parsing import MAX_TEXT
from kihub_desktop.domain.phrases import Phrase, phrase
from kihub_desktop.domain.records import Company, Contact
from kihub_desktop.domain.spelling import fold, words_of
from kihub_desktop.imports.company_rows import COMPANY, CONTACT, CellProblem, Draft

_FORMS = frozenset(
    {"gmbh", "mbh", "ag", "kg", "ohg", "gbr", "ug", "haftungsbeschraenkt", "ev", "eg", "se", "co",
     "kgaa", "ek", "ekfm", "ekfr", "und", "and", "inc", "ltd", "partg", "partgmbb", "mbb", "ggmbh",
     "limited", "e", "v", "k", "i", "g", "l"}
)  # fmt: skip
_POSITION_STEP = 0x1000


class Act(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    FILL = "fill"
    UPDATE = "update"
    SKIP = "skip"


class WrongCells(StrEnum):
    """What becomes of cells that their field cannot take."""

    NOTE = "note"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True)
class Existing:
    """A recorded company with its contacts."""

    company: Company
    contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True)
class Change:
    """One field of one record: what it holds and what it will hold."""

    kind: str
    record: UUID
    name: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Planned:
    """One row: what was found for it, what may be done, what will be done.

    `why` says how the company was recognised, or why the row is left out.
    """

    draft: Draft
    act: Act
    possible: tuple[Act, ...]
    company: UUID
    name: str
    changes: tuple[Change, ...] = ()
    why: Phrase | None = None

    @property
    def effective(self) -> bool:
        return bool(self.changes)


@dataclass(frozen=True)
class Plan:
    """All rows in the order of the file."""

    rows: tuple[Planned, ...]

    def having(self, *acts: Act) -> tuple[Planned, ...]:
        return tuple(row for row in self.rows if row.act in acts and row.effective)

    @property
    def new(self) -> int:
        return len(self.having(Act.NEW))

    @property
    def changed(self) -> int:
        return len(self.having(Act.FILL, Act.UPDATE))

    @property
    def skipped(self) -> int:
        return sum(row.act is Act.SKIP for row in self.rows)

    @property
    def unchanged(self) -> int:
        return len(self.rows) - self.new - self.changed - self.skipped

    @property
    def contacts(self) -> int:
        """How many contacts will be new."""
        fresh = {
            change.record
            for row in self.rows
            for change in row.changes
            if change.kind == CONTACT and change.name == "position"
        }
        return len(fresh)

    @property
    def problems(self) -> tuple[CellProblem, ...]:
        return tuple(problem for row in self.rows for problem in row.draft.problems)


@dataclass(frozen=True)
class Choices:
    """What somebody has chosen in the preview: per line, for duplicates, for wrong cells."""

    acts: Mapping[int, Act] = field(default_factory=dict)
    duplicates: Act = Act.FILL
    wrong: WrongCells = WrongCells.NOTE
    unknown: Act = Act.NEW


def plan(
    drafts: Sequence[Draft],
    existing: Iterable[Existing],
    choices: Choices,
    new_id: Callable[[], UUID],
    fixed: UUID | None = None,
) -> Plan:
    """What will become of every row.

    A row that repeats the company of an earlier row adds to that one. `fixed` is the company
    that all rows belong to (contacts of the company in hand).
    """
    board = _Board(existing, choices, new_id, fixed)
    return Plan(tuple(board.place(draft) for draft in drafts))


def vat_key(text: str | None) -> str:
    """A VAT id without spaces and signs; "" if it is too short to be one."""
    key = "".join(sign for sign in fold(text or "") if sign.isalnum())
    return key if len(key) >= 8 else ""


def name_key(text: str | None) -> str:
    """A company's name without its legal form: „Muster GmbH & Co. KG“ is muster."""
    words = words_of(text or "")
    return "".join(word for word in words if word not in _FORMS) or "".join(words)


class _Board:
    """The companies as they will be once the rows before have been taken in."""

    def __init__(
        self,
        existing: Iterable[Existing],
        choices: Choices,
        new_id: Callable[[], UUID],
        fixed: UUID | None,
    ) -> None:
        self._choices, self._new_id, self._fixed = choices, new_id, fixed
        self._companies: dict[UUID, Company] = {}
        self._contacts: dict[UUID, list[Contact]] = {}
        self._by_vat: dict[str, UUID] = {}
        self._by_name: dict[str, list[UUID]] = {}
        for each in existing:
            self._know(each.company)
            self._contacts[each.company.id] = list(each.contacts)

    def _know(self, company: Company) -> None:
        self._companies[company.id] = company
        vat = vat_key(company.vat_id)
        if vat:
            self._by_vat.setdefault(vat, company.id)
        same = self._by_name.setdefault(name_key(company.name), [])
        if company.id not in same:
            same.append(company.id)

    def place(self, draft: Draft) -> Planned:
        found, why = self._find(draft)
        reason = self._reason(draft, found)
        possible = self._possible(found, reason)
        act = self._choices.acts.get(draft.line, self._usual(found, reason))
        if act not in possible:
            act = possible[0]
        company = found or self._new_id()
        name = draft.company.get("name") or ""
        if found is not None:
            name = self._companies[found].name or name
        if act is Act.SKIP:
            return Planned(draft, act, possible, company, name, why=reason or why)
        changes = self._changes(draft, company, act)
        self._take_in(company, changes)
        return Planned(draft, act, possible, company, name, tuple(changes), why)

    def _reason(self, draft: Draft, found: UUID | None) -> Phrase | None:
        """Why a row cannot be taken in."""
        if draft.problems and self._choices.wrong is WrongCells.LEAVE_OUT:
            return phrase("enthält Angaben, die nicht passen")
        if found is None and not draft.company.get("name"):
            return phrase("ohne Namen des Unternehmens")
        if self._fixed is not None and not (
            draft.contact.get("name") or draft.contact.get("email")
        ):
            return phrase("ohne Namen und ohne E-Mail")
        notes = "\n".join((*draft.notes, *(_kept(each) for each in draft.problems)))
        if len(notes.encode("utf-8", "replace")) > MAX_TEXT // 2:
            return phrase("Notizen zu lang")
        return None

    @staticmethod
    def _possible(found: UUID | None, reason: Phrase | None) -> tuple[Act, ...]:
        if reason is not None:
            return (Act.SKIP,)
        if found is None:
            return (Act.NEW, Act.SKIP)
        return (Act.FILL, Act.UPDATE, Act.NEW, Act.SKIP)

    def _usual(self, found: UUID | None, reason: Phrase | None) -> Act:
        if reason is not None:
            return Act.SKIP
        return self._choices.unknown if found is None else self._choices.duplicates

    # -- recognising ---------------------------------------------------------------------------

    def _find(self, draft: Draft) -> tuple[UUID | None, Phrase | None]:
        if self._fixed is not None:
            return self._fixed, None
        if self._choices.acts.get(draft.line) is Act.NEW:
            return None, None
        vat = vat_key(draft.company.get("vat_id"))
        if vat and vat in self._by_vat:
            return self._by_vat[vat], phrase("gleiche USt-IdNr.")
        return self._by_name_and_place(draft)

    def _by_name_and_place(self, draft: Draft) -> tuple[UUID | None, Phrase | None]:
        key = name_key(draft.company.get("name"))
        same = self._by_name.get(key, []) if key else []
        postcode = draft.company.get("postcode")
        there = [each for each in same if self._companies[each].postcode == postcode]
        if postcode and there:
            return there[0], phrase("gleicher Name und gleiche PLZ")
        open_ones = same if not postcode else [e for e in same if not self._companies[e].postcode]
        if len(open_ones) == 1:
            return open_ones[0], phrase("gleicher Name, PLZ unbekannt")
        return None, None

    # -- changes ---------------------------------------------------------------------------------

    def _changes(self, draft: Draft, company: UUID, act: Act) -> list[Change]:
        known = self._companies.get(company)
        blank = Company(id=company, company=company)
        changes = _differences(COMPANY, known or blank, draft.company, act)
        lines = [*draft.notes, *(_kept(each) for each in draft.problems)]
        note = _appended((known or blank).note, lines)
        if note is not None:
            changes.append(Change(COMPANY, company, "note", (known or blank).note, note))
        return changes + self._contact_changes(draft, company, act)

    def _contact_changes(self, draft: Draft, company: UUID, act: Act) -> list[Change]:
        if not draft.contact:
            return []
        known = self._contact(company, draft.contact)
        if known is not None:
            return _differences(CONTACT, known, draft.contact, act)
        fresh = Contact(id=self._new_id(), company=company)
        position = Change(CONTACT, fresh.id, "position", None, self._next_position(company))
        return [*_differences(CONTACT, fresh, draft.contact, Act.NEW), position]

    def _contact(self, company: UUID, values: Mapping[str, Any]) -> Contact | None:
        mail, name = fold(values.get("email") or ""), "".join(words_of(values.get("name") or ""))
        people = self._contacts.get(company, [])
        for each in people:
            if mail and fold(each.email or "") == mail:
                return each
        for each in people:
            other = fold(each.email or "")
            same = name and "".join(words_of(each.name or "")) == name
            if same and not (mail and other and mail != other):
                return each
        return None

    def _next_position(self, company: UUID) -> str:
        taken = [each.position or "" for each in self._contacts.get(company, [])]
        numbers = [int(each[:8], 16) for each in taken if _is_hex(each[:8])]
        return f"{max(numbers, default=0) + _POSITION_STEP:08x}"

    def _take_in(self, company: UUID, changes: Sequence[Change]) -> None:
        """Later rows see what this one has added."""
        values = {each.name: each.new for each in changes if each.kind == COMPANY}
        known = self._companies.get(company, Company(id=company, company=company))
        self._know(replace(known, **values))
        by_record: dict[UUID, dict[str, Any]] = {}
        for each in changes:
            if each.kind == CONTACT:
                by_record.setdefault(each.record, {})[each.name] = each.new
        people = self._contacts.setdefault(company, [])
        for record, fields in by_record.items():
            place = next((i for i, one in enumerate(people) if one.id == record), None)
            if place is None:
                people.append(Contact(id=record, company=company, **fields))
            else:
                people[place] = replace(people[place], **fields)


def _differences(
    kind: str, known: Company | Contact, values: Mapping[str, Any], act: Act
) -> list[Change]:
    changes = []
    for name, new in values.items():
        old = getattr(known, name)
        # Tags of both are kept; nobody can say that a list means to remove one.
        wanted = old | new if isinstance(new, frozenset) else new
        adds = old is None or isinstance(new, frozenset)
        if wanted != old and (act is not Act.FILL or adds):
            changes.append(Change(kind, known.id, name, old, wanted))
    return changes


def _kept(problem: CellProblem) -> str:
    """A cell that its field cannot take, as it is kept in the note."""
    return f"{problem.heading or problem.target}: {problem.text}"


def _appended(note: str | None, lines: Sequence[str]) -> str | None:
    """The note with the lines it does not hold yet; None if it stays as it is."""
    old = note or ""
    added = [line for line in dict.fromkeys(lines) if line and line not in old]
    joined = "\n".join(filter(None, (old, *added)))
    if not added or len(joined.encode("utf-8", "replace")) > MAX_TEXT:
        return None
    return joined


def _is_hex(text: str) -> bool:
    return bool(text) and all(sign in "0123456789abcdef" for sign in text)
