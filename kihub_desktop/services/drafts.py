"""Texts that are being typed and not saved yet: kept for the next start after a crash."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.domain.fields import kind_named
from kihub_desktop.domain.open_text import OpenText
from kihub_desktop.domain.phrases import Value, phrase
from kihub_desktop.replication.canonical import canonical
from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.services.record_words import RecordWords
from kihub_desktop.store import draft_rows
from kihub_desktop.store.view import View, view_of
from kihub_desktop.store.workspace import Workspace


@dataclass(frozen=True)
class LeftOver:
    """A text that an earlier run has not saved, in words.

    `now` is what is recorded in its place, "" for nothing; `exists` is False where the record
    is not there (any more), which is the normal case for a record that was being entered.
    """

    text: OpenText
    company: str
    subject: Value
    label: Value
    now: Value
    exists: bool


class DraftService:
    """The unsaved texts of this run of the program, and those that earlier runs have left."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._run: int | None = None

    def write(self, texts: Iterable[OpenText]) -> None:
        """Keeps exactly these texts for this run; only what differs is written."""
        wanted = {_key(each): _columns(each) for each in texts}
        with self._workspace.writing() as connection:
            if self._run is None:
                self._run = draft_rows.next_run(connection)
            draft_rows.replace(connection, self._run, wanted)

    def left_over(self) -> tuple[OpenText, ...]:
        """What earlier runs have not saved, the latest text of each field, in their order."""
        with self._workspace.reading() as connection:
            rows = draft_rows.before_run(connection, self._run)
        return tuple(_open_text(key, columns) for key, columns in rows)

    def described(self) -> tuple[LeftOver, ...]:
        """`left_over` in words, with what is recorded in the place of each."""
        with view_of(self._workspace) as view:
            words = RecordWords(view, self._workspace.registry)
            return tuple(
                _described(view, words, each)
                for key, columns in draft_rows.before_run(view.connection, self._run)
                for each in (_open_text(key, columns),)
            )

    def settle(self, text: OpenText) -> None:
        """Forgets a text of an earlier run: it was taken over or given up."""
        with self._workspace.writing() as connection:
            draft_rows.forget(connection, self._run, _key(text))


def _described(view: View, words: RecordWords, text: OpenText) -> LeftOver:
    company = words.company(str(text.company)) if text.company is not None else ""
    known = kind_named(text.kind)
    label: Value = text.label or text.field
    if known is None or text.company is None:
        return LeftOver(text, company, "", label, "", exists=False)
    key = RecordKey(str(text.company), f"{text.kind}:{text.record or draft_rows.NEW}")
    label = words.field(key, text.field)
    if text.record is None:
        subject = phrase("{kind} (neu)", kind=phrase(known.label))
        return LeftOver(text, company, subject, label, "", exists=False)
    found = view.get(known.record_type, text.company, text.record)
    value = getattr(found, text.field, None)
    rule = words.rule(key, text.field)
    now: Value = ""
    if rule is not None and value is not None and not isinstance(value, frozenset):
        now = words.value(key, text.field, canonical(rule, value))
    return LeftOver(text, company, words.subject(key), label, now, exists=found is not None)


def _key(text: OpenText) -> draft_rows.Key:
    record = f"{text.kind}:{text.record or draft_rows.NEW}" if text.kind or text.record else ""
    field = text.field if record else f"{text.page}/{text.field}"
    return str(text.company or ""), record, field


def _columns(text: OpenText) -> draft_rows.Columns:
    return text.page, text.label, text.text, text.before, text.problem, text.as_of


def _open_text(key: draft_rows.Key, columns: draft_rows.Columns) -> OpenText:
    company, record, field = key
    page, label, text, before, problem, as_of = columns
    kind, _sign, identifier = record.partition(":")
    return OpenText(
        company=UUID(company) if company else None,
        kind=kind,
        record=UUID(identifier) if identifier not in ("", draft_rows.NEW) else None,
        field=field if record else field.removeprefix(f"{page}/"),
        text=text,
        before=before,
        page=page,
        label=label,
        problem=problem,
        as_of=as_of,
    )
