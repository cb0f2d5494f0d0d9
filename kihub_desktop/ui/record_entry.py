"""Between what is typed into a form and what is recorded; nothing typed is ever dropped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, Generic
from uuid import UUID

from kihub_desktop.domain.fields import AnyRecord, FieldRule, Holds, Record, kind_of, rules_of
from kihub_desktop.domain.parsing import Parsed, parse, shown
from kihub_desktop.domain.phrases import Value, phrase
from kihub_desktop.domain.words import words
from kihub_desktop.texts import TEXTS, _, render
from kihub_desktop.ui.widgets.fields import NO, UNKNOWN, YES, Field, FieldKind, Option

UNCHOSEN = Option("", "–")
NEW = UUID(int=0)
"""Stands for the id of a record that does not exist yet."""
_KINDS = {
    Holds.TEXT: FieldKind.TEXT,
    Holds.LONG_TEXT: FieldKind.LONG_TEXT,
    Holds.WHOLE: FieldKind.NUMBER,
    Holds.DECIMAL: FieldKind.NUMBER,
    Holds.MONEY: FieldKind.MONEY,
    Holds.DAY: FieldKind.DAY,
    Holds.FLAG: FieldKind.FLAG,
    Holds.CHOICE: FieldKind.CHOICE,
    Holds.LINK: FieldKind.CHOICE,
    Holds.TAGS: FieldKind.TEXT,
}
_FLAGS = {YES: True, NO: False, UNKNOWN: None, "": None}


@dataclass(frozen=True)
class Kept:
    """A text that is no value yet, as it was typed, and one sentence about it."""

    text: str
    problem: Value


class KeptTexts:
    """Wrong texts by record and field, for as long as the workspace is open.

    They outlive pages and presenters, so that leaving a page or switching the language keeps
    them.
    """

    def __init__(self) -> None:
        self._kept: dict[UUID, dict[str, Kept]] = {}

    def keep(self, record: UUID, name: str, kept: Kept) -> None:
        self._kept.setdefault(record, {})[name] = kept

    def drop(self, record: UUID, name: str) -> None:
        self._kept.get(record, {}).pop(name, None)

    def of(self, record: UUID) -> Mapping[str, Kept]:
        return dict(self._kept.get(record, {}))

    def all(self) -> Mapping[UUID, Mapping[str, Kept]]:
        """Everything that is kept, by record."""
        return {record: dict(texts) for record, texts in self._kept.items() if texts}


@dataclass(frozen=True)
class Spelling:
    """How a field is read and shown whose text means more than its rule knows (codes, places)."""

    read: Callable[[str], Parsed]
    show: Callable[[Any], str]


@dataclass(frozen=True)
class Entries:
    """What the fields of one record show: recorded values as text, wrong texts as typed.

    `contested` names the fields with more than one value, which a person has to decide.
    `company` and `kind` say where an unfinished text belongs after a crash.
    """

    record: UUID
    texts: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, Kept] = field(default_factory=dict)
    contested: frozenset[str] = frozenset()
    company: UUID | None = None
    kind: str = ""


@dataclass(frozen=True)
class Readings:
    """Several texts at once: values of those that are right, sentences about the others."""

    values: Mapping[str, Any]
    problems: Mapping[str, Value]


class RecordEntry(Generic[AnyRecord]):
    """The texts of records of one kind; `kept` is shared by all that edit the same records."""

    def __init__(
        self,
        record_type: type[AnyRecord],
        today: Callable[[], date],
        kept: KeptTexts | None = None,
        spellings: Mapping[str, Spelling] | None = None,
    ) -> None:
        self._kind = kind_of(record_type).name
        self._rules = rules_of(record_type)
        self._today = today
        self._kept = kept or KeptTexts()
        self._spellings = spellings or {}

    def today(self) -> date:
        """The day that typed days are meant from."""
        return self._today()

    def entries(self, record: AnyRecord, contested: frozenset[str] = frozenset()) -> Entries:
        """What the form shows of a record."""
        texts = {name: self.text(name, getattr(record, name)) for name in self._rules}
        kept = self._kept.of(record.id)
        return Entries(record.id, texts, kept, contested, record.company, self._kind)

    def blank(self, company: UUID, texts: Mapping[str, str] | None = None) -> Entries:
        """What the form of a record shows that does not exist yet."""
        return Entries(NEW, texts or {}, company=company, kind=self._kind)

    def text(self, name: str, value: object) -> str:
        """A recorded value as its field shows it."""
        spelling = self._spellings.get(name)
        if spelling is not None:
            return "" if value is None else spelling.show(value)
        return raw_text(self._rules[name], value)

    def read(self, name: str, text: str) -> Parsed:
        """The value of a text, or what is wrong with it; keeps nothing."""
        spelling = self._spellings.get(name)
        if spelling is not None and text.strip():
            return spelling.read(text)
        return read_text(self._rules[name], text, self._today())

    def take(self, record: UUID, name: str, text: str) -> Parsed:
        """Reads a text; a wrong one is kept with its problem, a right one replaces a wrong one."""
        parsed = self.read(name, text)
        if parsed.problem is None:
            self._kept.drop(record, name)
        else:
            self._kept.keep(record, name, Kept(text, parsed.problem))
        return parsed

    def read_all(self, texts: Mapping[str, str]) -> Readings:
        """Reads the texts of a whole dialog; keeps nothing."""
        parsed = {name: self.read(name, text) for name, text in texts.items()}
        return Readings(
            {name: each.value for name, each in parsed.items() if each.problem is None},
            {name: each.problem for name, each in parsed.items() if each.problem is not None},
        )

    def restore(self, record: UUID, name: str) -> None:
        """Forgets a wrong text: the field shows the record's value again."""
        self._kept.drop(record, name)


def raw_text(rule: FieldRule, value: object) -> str:
    """A value as the raw text of its editor: keys of choices, flags and links, else as typed."""
    if value is None:
        return ""
    if rule.holds is Holds.FLAG:
        return YES if value else NO
    if isinstance(value, StrEnum):
        return value.value
    return shown(rule, value, TEXTS.language, render)


def read_text(rule: FieldRule, text: str, today: date) -> Parsed:
    """The value of an editor's raw text, or one sentence about why it is none."""
    if rule.holds is Holds.FLAG and text in _FLAGS:
        return Parsed(_FLAGS[text])
    if rule.holds is Holds.CHOICE and rule.choices and text:
        return _chosen(rule.choices, text)
    return parse(rule, text, today, TEXTS.language, render)


def _chosen(kind: type[StrEnum], key: str) -> Parsed:
    try:
        return Parsed(kind(key))
    except ValueError:
        return Parsed(problem=phrase("„{text}“ steht nicht zur Auswahl.", text=key))


def entry_field(record_type: type[Record], name: str, **changes: Any) -> Field:
    """The form field of a recorded field in the language in use; `changes` replace its parts."""
    rule = rules_of(record_type)[name]
    made = Field(name, _(rule.label), _KINDS[rule.holds], unit=_(rule.unit), options=_options(rule))
    return replace(made, **changes)


def entry_rows(
    record_type: type[Record],
    rows: Sequence[Sequence[str]],
    changes: Mapping[str, Mapping[str, Any]] | None = None,
) -> tuple[tuple[Field, ...], ...]:
    """Form rows by field names; `changes` replace parts of single fields."""
    special = changes or {}
    return tuple(
        tuple(entry_field(record_type, name, **special.get(name, {})) for name in row)
        for row in rows
    )


def _options(rule: FieldRule) -> tuple[Option, ...]:
    if rule.choices is None:
        return ()
    chosen = words(rule.choices).items()
    return (UNCHOSEN, *(Option(member.value, render(text)) for member, text in chosen))
