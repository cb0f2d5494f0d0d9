"""One definition per recorded field: what it holds, how it merges, how it is labelled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, field, fields
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

RULE = "rule"


class Merge(StrEnum):
    """What concurrent values of a field mean (sync.md 4.3)."""

    REGISTER = "register"  # distinct concurrent values are a conflict that a person decides
    WINNER = "winner"  # the later one is shown, nobody is asked (position in a list)
    ELEMENTS = "elements"  # a set: every element on its own, adding wins over removing


class Holds(StrEnum):
    """What kind of value a field holds."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    MONEY = "money"
    DAY = "day"
    FLAG = "flag"
    CHOICE = "choice"
    LINK = "link"
    TAGS = "tags"


@dataclass(frozen=True)
class FieldRule:
    """How one field behaves everywhere: log, tables, sheets, history, form rows.

    `unit` is shown behind the value; `personal` marks personal data; `since` is the schema
    version that introduced the field; `choices` is the enum of a CHOICE field.
    """

    label: str
    holds: Holds
    merge: Merge = Merge.REGISTER
    unit: str = ""
    personal: bool = False
    since: int = 1
    choices: type[StrEnum] | None = None


def recorded(label: str, holds: Holds = Holds.TEXT, **options: Any) -> Any:
    """A recorded field; `label` is a German gettext message."""
    default: frozenset[str] | None = frozenset() if holds is Holds.TAGS else None
    merge = Merge.ELEMENTS if holds is Holds.TAGS else Merge.REGISTER
    rule = FieldRule(label, holds, **{"merge": merge, **options})
    return field(default=default, metadata={RULE: rule})


@dataclass(frozen=True, kw_only=True)
class Record:
    """What every record has: its id and the company (space) it belongs to."""

    id: UUID
    company: UUID


AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True)
class RecordKind:
    """A kind of record: its name in the log, its class and its words."""

    name: str
    record_type: type[Record]
    label: str
    plural: str


_KINDS: dict[str, RecordKind] = {}


def record_kind(name: str, label: str, plural: str) -> Any:
    """Registers a record class under its name in the log."""

    def register(cls: type[AnyRecord]) -> type[AnyRecord]:
        _KINDS[name] = RecordKind(name, cls, label, plural)
        return cls

    return register


def kinds() -> tuple[RecordKind, ...]:
    """All kinds, in the order of their definition."""
    import kihub_desktop.domain.dma_records
    import kihub_desktop.domain.funding_records
    import kihub_desktop.domain.legal_records
    import kihub_desktop.domain.partner_records
    import kihub_desktop.domain.portfolio_records
    import kihub_desktop.domain.quick_test_records
    import kihub_desktop.domain.records
    import kihub_desktop.domain.roadmap_records
    import kihub_desktop.domain.training_records
    import kihub_desktop.domain.visit_records  # noqa: F401  the classes register themselves

    return tuple(_KINDS.values())


def kind_named(name: str) -> RecordKind | None:
    """The kind, or None for one that a newer version has introduced."""
    return {kind.name: kind for kind in kinds()}.get(name)


def kind_of(cls: type[Record]) -> RecordKind:
    """The kind of a record class; LookupError if it is not registered."""
    for kind in kinds():
        if kind.record_type is cls:
            return kind
    raise LookupError(cls.__name__)


_RULES: dict[str, dict[str, FieldRule]] = {}


def rules_of(cls: type[Record]) -> dict[str, FieldRule]:
    """The rules of all recorded fields of a class by field name, in order."""
    rules = _RULES.get(cls.__qualname__)
    if rules is None:
        rules = _RULES[cls.__qualname__] = dict(_recorded_fields(cls))
    return rules


def _recorded_fields(cls: type[Record]) -> Iterator[tuple[str, FieldRule]]:
    for each in fields(cls):
        rule = _rule(each)
        if rule is not None:
            yield each.name, rule


def _rule(each: Field[Any]) -> FieldRule | None:
    rule = each.metadata.get(RULE)
    if rule is not None and each.default is MISSING:
        raise TypeError(f"{each.name} needs a default")
    return rule
