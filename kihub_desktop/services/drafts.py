"""Texts that are being typed and not saved yet: kept for the next start after a crash."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.store import draft_rows
from kihub_desktop.store.workspace import Workspace


@dataclass(frozen=True)
class OpenText:
    """One text that is typed but not saved, and where it belongs.

    `record` is None while the record does not exist yet; `kind` is "" for a field that no record
    has, which then is known by its `page` and `label` alone. `before` is what the field showed
    when typing began, as text. `problem` is the sentence about a wrong text that was kept.
    """

    company: UUID | None
    kind: str
    record: UUID | None
    field: str
    text: str
    before: str = ""
    page: str = ""
    label: str = ""
    problem: str = ""
    as_of: int = 0


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

    def settle(self, text: OpenText) -> None:
        """Forgets a text of an earlier run: it was taken over or given up."""
        with self._workspace.writing() as connection:
            draft_rows.forget(connection, self._run, _key(text))


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
