"""The recycle bin: what was deleted, by whom and when, and how it comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.fields import kind_named
from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.spelling import matches
from kihub_desktop.replication.clock import milliseconds_of
from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.replication.operation import DELETED
from kihub_desktop.replication.reading import history
from kihub_desktop.services.record_words import RecordWords
from kihub_desktop.store import deleted_rows
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.view import View, view_of
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import render

SEARCHED = 2000
"""How many of the latest deletions a search looks at."""


@dataclass(frozen=True)
class Deleted:
    """A deleted record; `comes_with` is how many records are seen again together with it."""

    key: RecordKey
    company: str
    kind: Value
    name: Value
    who: str
    device: str
    own: bool
    deleted_ms: int
    comes_with: int


class RecycleBinService:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def content(self, query: str = "", at_most: int = 200) -> tuple[Deleted, ...]:
        """The latest deletions first; `query` looks at names, kinds and companies."""
        with view_of(self._workspace) as view:
            words = RecordWords(view, self._workspace.registry)
            keys = deleted_rows.latest(
                view.connection,
                list(self._workspace.registry.rules),
                SEARCHED if query else at_most,
            )
            found: list[Deleted] = []
            for key in keys:
                if query and not _fits(words, key, query):
                    continue
                found.append(self._deleted(view, words, key))
                if len(found) == at_most:
                    break
        return tuple(found)

    def count(self, at_most: int) -> int:
        """How many records are deleted; counts no further than `at_most`."""
        with view_of(self._workspace) as view:
            kinds = list(self._workspace.registry.rules)
            return len(deleted_rows.latest(view.connection, kinds, at_most))

    def restore(self, keys: Sequence[RecordKey]) -> Changes:
        """Brings records back in one step, which undo takes back as one."""
        with writing_to(self._workspace) as work:
            for key in keys:
                kind, _sign, identifier = key.record.partition(":")
                known = kind_named(kind)
                if known is not None:
                    work.restore(known.record_type, UUID(key.space), UUID(identifier))
        return work.changes

    def _deleted(self, view: View, words: RecordWords, key: RecordKey) -> Deleted:
        marks = history(view.connection, key, DELETED)
        mark = next((each for each in marks if each.gone is None), None)
        return Deleted(
            key=key,
            company=words.company(key.space),
            kind=words.kind(key),
            name=words.name(key),
            who=words.author(mark.author) if mark else "",
            device=words.device(mark.dot.device) if mark else "",
            own=mark is not None and mark.dot.device == self._workspace.device,
            deleted_ms=milliseconds_of(mark.clock) if mark else 0,
            comes_with=deleted_rows.below(view.connection, self._workspace.registry, key),
        )


def _fits(words: RecordWords, key: RecordKey, query: str) -> bool:
    said = (render(words.name(key)), render(words.kind(key)), words.company(key.space))
    return matches(query, " ".join(said))
