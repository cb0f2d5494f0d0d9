"""Who changed what and when: of a field, of a record, of everything; and bringing it back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.fields import Holds, Merge, Record, kind_named, rules_of
from kihub_desktop.domain.phrases import Value, phrase
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.replication.canonical import Canonical, UnfitValue, read
from kihub_desktop.replication.clock import milliseconds_of
from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.replication.operation import DELETED, ELEMENT
from kihub_desktop.replication.reading import PastValue, history, shown
from kihub_desktop.services.change_words import ChangeName, name_of
from kihub_desktop.services.record_words import NOTHING, RecordWords
from kihub_desktop.store import past
from kihub_desktop.store.unit_of_work import UnitOfWork, writing_to
from kihub_desktop.store.view import view_of
from kihub_desktop.store.workspace import Workspace


class Deed(StrEnum):
    """What a line tells."""

    VALUE = "value"
    CREATED = "created"
    DELETED = "deleted"
    RESTORED = "restored"


@dataclass(frozen=True)
class HistoryLine:
    """One value that a field has had. `is_shown` while it is the one on screen.

    `disputed` if several such values wait for a decision; `undone` if undo or redo wrote it;
    `own` if it was written on this laptop. `arrived` names the moment for `bring_back_record`.
    """

    field: str
    label: Value
    before: Value
    after: Value
    deed: Deed
    who: str
    device: str
    written_ms: int
    arrived: int
    stored: Canonical
    own: bool
    is_shown: bool
    disputed: bool
    undone: bool


@dataclass(frozen=True)
class RecordHistory:
    """The lines of a record, the latest first, and its name; `exists` is False if deleted."""

    key: RecordKey
    company: str
    subject: Value
    exists: bool
    lines: tuple[HistoryLine, ...]
    more: int = 0


@dataclass(frozen=True)
class Activity:
    """A transaction in the list of the latest changes; `arrived` is the cursor for older ones."""

    name: ChangeName
    company: str
    who: str
    device: str
    own: bool
    arrived: int


class HistoryService:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def of_record(
        self, company: UUID, kind: str, record: UUID, field: str = "", at_most: int = 500
    ) -> RecordHistory:
        """All values of a record or of one of its fields."""
        key = RecordKey(str(company), f"{kind}:{record}")
        with view_of(self._workspace) as view:
            words = RecordWords(view, self._workspace.registry)
            whole = history(view.connection, key)
            created = min((each.arrived for each in whole), default=0)
            values = [
                each
                for each in whole
                if not _is_place(words, key, each.field)
                and (not field or each.field.partition(ELEMENT)[0] in (field, DELETED))
            ]
            values.sort(key=lambda each: (-each.arrived, words.place(key, each.field)))
            state = shown(view.connection, self._workspace.registry, key)
            undone = past.inversions_among(
                view.connection, {value.transaction for value in values[:at_most]}
            )
            lines = self._lines(words, key, values[:at_most], (created, undone))
            return RecordHistory(
                key=key,
                company=words.company(key.space),
                subject=words.subject(key),
                exists=state.exists,
                lines=tuple(lines),
                more=max(0, len(values) - at_most),
            )

    def latest(
        self, company: UUID | None = None, before: int | None = None, at_most: int = 50
    ) -> tuple[Activity, ...]:
        """The latest transactions here, of one company or of all; `before` pages on."""
        space = str(company) if company is not None else ""
        found: list[Activity] = []
        with view_of(self._workspace) as view:
            words = RecordWords(view, self._workspace.registry)
            for each in past.latest_transactions(view.connection, before, at_most, space):
                name = name_of(view, words, each.transaction)
                found.append(
                    Activity(
                        name=name,
                        company=words.company(each.space),
                        who=words.author(each.author),
                        device=words.device(each.device),
                        own=each.device == self._workspace.device,
                        arrived=each.arrived,
                    )
                )
        return tuple(found)

    def bring_back_value(self, key: RecordKey, line: HistoryLine) -> Changes:
        """Writes an earlier value again, as an ordinary change."""
        record_type, company, record = _parts(key)
        with writing_to(self._workspace) as work:
            self._must_exist(work, key)
            name, sign, element = line.field.partition(ELEMENT)
            if sign:
                present = set(_now(work, key, name))
                wanted = present | {element} if line.stored else present - {element}
                work.set(record_type, company, record, **{name: frozenset(wanted)})
            else:
                value = _python(record_type, name, line.stored)
                work.set(record_type, company, record, **{name: value})
        return work.changes

    def bring_back_record(self, key: RecordKey, arrived: int) -> Changes:
        """Gives the record the values it had when arrival `arrived` was the last one."""
        record_type, company, record = _parts(key)
        with writing_to(self._workspace) as work:
            values = history(work.connection, key)
            then = _state_at(record_type, values, arrived)
            self._must_exist(work, key)
            work.set(record_type, company, record, **then)
        return work.changes

    def restore(self, key: RecordKey) -> Changes:
        """Brings a deleted record back."""
        with writing_to(self._workspace) as work:
            work.restore(*_parts(key))
        return work.changes

    def _must_exist(self, work: UnitOfWork, key: RecordKey) -> None:
        # Values under a deletion cannot be taken back one by one later on.
        if not shown(work.connection, self._workspace.registry, key).exists:
            raise Refused(
                Reason.UNKNOWN_RECORD,
                phrase("Der Eintrag ist gelöscht. Bitte zuerst den Eintrag zurückholen."),
            )

    def _lines(
        self,
        words: RecordWords,
        key: RecordKey,
        values: list[PastValue],
        marks: tuple[int, set[UUID]],
    ) -> list[HistoryLine]:
        overwritten = {(each.field, each.gone): each for each in reversed(values) if each.gone}
        live: dict[str, list[PastValue]] = {}
        for each in values:
            if each.gone is None:
                live.setdefault(each.field, []).append(each)
        winners = {
            name: max(found, key=lambda v: (v.clock, v.dot)).dot for name, found in live.items()
        }
        created, undone = marks
        lines: list[HistoryLine] = []
        for each in values:
            before = overwritten.get((each.field, each.arrived))
            spoken = {str(other.value) for other in live.get(each.field, [])}
            lines.append(
                HistoryLine(
                    field=each.field,
                    label=words.field(key, each.field),
                    before=NOTHING
                    if before is None
                    else words.value(key, each.field, before.value),
                    after=words.value(key, each.field, each.value),
                    deed=_deed(each, created),
                    who=words.author(each.author),
                    device=words.device(each.dot.device),
                    written_ms=milliseconds_of(each.clock),
                    arrived=each.arrived,
                    stored=each.value,
                    own=each.dot.device == self._workspace.device,
                    is_shown=winners.get(each.field) == each.dot,
                    disputed=each.gone is None and len(spoken) > 1 and each.field != DELETED,
                    undone=each.transaction in undone,
                )
            )
        return lines


def _is_place(words: RecordWords, key: RecordKey, field: str) -> bool:
    """A place in a list is nothing that people would look up."""
    rule = words.rule(key, field)
    return rule is not None and rule.merge is Merge.WINNER


def _deed(value: PastValue, first: int) -> Deed:
    if value.field == DELETED:
        return Deed.DELETED if isinstance(value.value, str) else Deed.RESTORED
    return Deed.CREATED if value.arrived == first else Deed.VALUE


def _parts(key: RecordKey) -> tuple[type[Record], UUID, UUID]:
    kind, _sign, identifier = key.record.partition(":")
    known = kind_named(kind)
    if known is None:
        raise Refused(
            Reason.UNKNOWN_RECORD,
            phrase("Diesen Eintrag hat eine neuere Version geschrieben; bitte dort ändern."),
        )
    return known.record_type, UUID(key.space), UUID(identifier)


def _python(record_type: type[Record], name: str, stored: Canonical) -> Any:
    rule = rules_of(record_type).get(name)
    try:
        if rule is not None:
            return None if stored is None else read(rule, stored)
    except UnfitValue:
        pass
    raise Refused(
        Reason.UNFIT_VALUE, phrase("Diesen alten Wert kann das Feld nicht mehr aufnehmen.")
    )


def _now(work: UnitOfWork, key: RecordKey, name: str) -> frozenset[str]:
    record_type, company, record = _parts(key)
    found = work.view.get(record_type, company, record)
    present: frozenset[str] = getattr(found, name, None) or frozenset()
    return present


def _state_at(
    record_type: type[Record], values: tuple[PastValue, ...], arrived: int
) -> dict[str, Any]:
    """By field the value that was displayed then; sets of elements as a whole."""
    live = [
        each
        for each in values
        if each.arrived <= arrived and (each.gone is None or each.gone > arrived)
    ]
    shown_then: dict[str, PastValue] = {}
    for each in sorted(live, key=lambda value: (value.clock, value.dot)):
        shown_then[each.field] = each
    state: dict[str, Any] = {}
    for name, rule in rules_of(record_type).items():
        if rule.holds is Holds.TAGS:
            prefix = name + ELEMENT
            state[name] = frozenset(
                field[len(prefix) :]
                for field, each in shown_then.items()
                if field.startswith(prefix) and each.value
            )
        elif name in shown_then:
            state[name] = _python(record_type, name, shown_then[name].value)
        else:
            state[name] = None
    return state
