"""What a transaction did, in one line: „Beschäftigte 84 → 48“, „Prozess „X“ angelegt“."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.domain.fields import Merge, kind_named
from kihub_desktop.domain.phrases import Joined, Value, phrase, plural_phrase
from kihub_desktop.replication.clock import milliseconds_of
from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.replication.inverse import value_before
from kihub_desktop.replication.operation import DELETED, ELEMENT, FieldWrite
from kihub_desktop.services.record_words import RecordWords, plain
from kihub_desktop.store.past import Logged, LoggedTransaction, transaction
from kihub_desktop.store.view import View

_READ = 24  # operations of a large import that are looked at
_FRAMES = frozenset(
    {"assessment", "dma_assessment", "business_case"}
)  # made on the way to what was meant
_MAIN = {
    "answer": "level",
    "dma_answer": "value",
    "finding": "value",
    "legal_fact": "value",
    "security_answer": "answer",
    "rating": "value",
    "roadmap_step": "status",
    "vote": "value",
}


@dataclass(frozen=True)
class ChangeName:
    """One line about a transaction, when it was written, and the place to show it.

    `record` and `field` name what was changed first; `field` is "" for whole records.
    """

    said: Value
    written_ms: int
    record: RecordKey | None = None
    field: str = ""


def name_of(view: View, words: RecordWords, txn: UUID) -> ChangeName:
    """The name of a transaction that this laptop knows."""
    logged = transaction(view.connection, txn, _READ)
    meant = [each for each in logged.operations if _kind(each) not in _FRAMES]
    shown = meant or list(logged.operations)
    if not shown:
        return ChangeName(phrase("Änderung"), 0)
    first = shown[0]
    moment = milliseconds_of(first.operation.clock)
    keys = {each.key for each in shown}
    if len(keys) > 1:
        return ChangeName(_several(logged, shown), moment, first.key)
    said, field = words_of(view, words, first)
    return ChangeName(said, moment, first.key, field)


def words_of(view: View, words: RecordWords, logged: Logged) -> tuple[Value, str]:
    """One line about one operation, and the field to show."""
    key, fields = logged.key, logged.operation.fields
    if DELETED in fields:
        gone = isinstance(fields[DELETED].value, str)
        subject = words.subject(key)
        said = phrase("{record} gelöscht", record=subject)
        back = phrase("{record} zurückgeholt", record=subject)
        return (said if gone else back), ""
    kind = _kind(logged)
    if logged.new and kind not in _MAIN:
        return phrase("{record} angelegt", record=words.subject(key)), ""
    names = _in_order(words, key, fields, _MAIN.get(kind, ""))
    if not names:
        subject = words.subject(key)
        made = phrase("{record} angelegt", record=subject)
        return (made if logged.new else phrase("{record} verschoben", record=subject)), ""
    line = _field_line(view, words, key, names[0], fields[names[0]])
    if kind != "company":
        line = Joined((words.subject(key), line), ": ")
    if len(names) > 1 and not logged.new:
        more = plural_phrase("und {n} weitere Angabe", "und {n} weitere Angaben", len(names) - 1)
        line = Joined((line, more), " ")
    return line, names[0].partition(ELEMENT)[0]


def _field_line(
    view: View, words: RecordWords, key: RecordKey, name: str, write: FieldWrite
) -> Value:
    label = words.field(key, name)
    if ELEMENT in name:
        sign = "+" if write.value else "−"
        return Joined((label, sign, name.partition(ELEMENT)[2]), " ")
    before = plain(words.value(key, name, value_before(view.connection, key, name, write.over)))
    after = plain(words.value(key, name, write.value))
    return Joined((label, before, "→", after), " ")


def _in_order(
    words: RecordWords, key: RecordKey, fields: Mapping[str, FieldWrite], main: str
) -> list[str]:
    """The fields worth naming, the one that matters first; places in a list are none."""
    named: list[tuple[int, str]] = []
    for name in fields:
        rule = words.rule(key, name.partition(ELEMENT)[0])
        if rule is None or rule.merge is not Merge.WINNER:
            place = -1 if name == main else words.place(key, name.partition(ELEMENT)[0])
            named.append((place, name))
    return [name for _place, name in sorted(named)]


def _several(logged: LoggedTransaction, shown: list[Logged]) -> Value:
    kinds = {kind: n for kind, n in logged.kinds.items() if kind not in _FRAMES} or logged.kinds
    count = sum(kinds.values())
    known = kind_named(next(iter(kinds))) if len(kinds) == 1 else None
    what: Value = phrase(known.plural) if known is not None else phrase("Einträge")
    companies = kinds.get("company", 0)
    if companies > 1 and not any(DELETED in each.operation.fields for each in shown):
        # Nothing but a list that was read in writes several companies at once.
        return plural_phrase("{n} Unternehmen eingelesen", "{n} Unternehmen eingelesen", companies)
    if all(each.new for each in shown):
        return phrase("{n} {records} angelegt", n=count, records=what)
    if all(DELETED in each.operation.fields for each in shown):
        marks = [each.operation.fields[DELETED].value for each in shown]
        if all(isinstance(mark, str) for mark in marks):
            return phrase("{n} {records} gelöscht", n=count, records=what)
        return phrase("{n} {records} zurückgeholt", n=count, records=what)
    return phrase("{n} {records} geändert", n=count, records=what)


def _kind(logged: Logged) -> str:
    return logged.operation.record_kind
