"""A look at what a copy holds differently, in words, and taking chosen parts of it over."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.fields import Merge
from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.services.record_words import RecordWords, plain
from kihub_desktop.store.backup import CONTENTS
from kihub_desktop.store.comparison import Fate, RecordDifference, compare
from kihub_desktop.store.taking_over import take_over
from kihub_desktop.store.view import view_of
from kihub_desktop.store.workspace import Workspace


@dataclass(frozen=True)
class ChangedField:
    """A field with its value in the copy and now, in words; who wrote the present one, and when
    (milliseconds since 1970)."""

    label: Value
    then: Value
    now: Value
    author: str
    written_ms: int


@dataclass(frozen=True)
class ChangedRecord:
    """A record that differs, in words; `origin` is what `take_over` needs of it."""

    subject: Value
    fate: Fate
    fields: tuple[ChangedField, ...]
    author: str
    written_ms: int
    origin: RecordDifference


@dataclass(frozen=True)
class ChangedCompany:
    id: UUID
    name: str
    records: tuple[ChangedRecord, ...]


@dataclass(frozen=True)
class Differences:
    """What a copy holds differently, by company, read at arrival `as_of`."""

    source: Path
    as_of: int
    companies: tuple[ChangedCompany, ...]

    @property
    def fields(self) -> int:
        return sum(len(r.fields) for company in self.companies for r in company.records)


class ComparingService:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def differences(self, source: Path, progress: Progress = silent) -> Differences:
        """What differs in a local copy (a file) or in a backup (its folder).

        Refused NOT_A_WORKSPACE or DAMAGED; Cancelled.
        """
        found = compare(self._workspace, _database(source), progress)
        companies: dict[str, list[ChangedRecord]] = {}
        with view_of(self._workspace) as view:
            words = RecordWords(view, self._workspace.registry)
            for each in found.records:
                companies.setdefault(each.key.space, []).append(_record(each, words))
        return Differences(
            source,
            found.as_of,
            tuple(
                ChangedCompany(UUID(space), found.companies.get(space, ""), tuple(records))
                for space, records in companies.items()
            ),
        )

    def take_over(
        self,
        differences: Differences,
        chosen: Collection[ChangedRecord],
        progress: Progress = silent,
    ) -> Changes:
        """Writes the chosen records as the copy had them, as one step that can be undone."""
        self._bring_pictures(differences.source)
        origins = [each.origin for each in chosen]
        return take_over(self._workspace, origins, differences.as_of, progress)

    def _bring_pictures(self, source: Path) -> None:
        """Pictures of a backup that are no longer here; encrypted files, named by their content."""
        blobs, own = source / "blobs", self._workspace.folder / "blobs"
        if not blobs.is_dir():
            return
        own.mkdir(exist_ok=True)
        for path in blobs.iterdir():
            target = own / path.name
            if path.is_file() and not target.exists() and not path.name.endswith(".part"):
                part = target.with_name(target.name + ".part")
                with suppress(OSError):  # the record says that its picture is missing
                    shutil.copyfile(path, part)
                    part.replace(target)


def _database(source: Path) -> Path:
    return source / "data.db" if (source / CONTENTS).exists() else source


def _record(difference: RecordDifference, words: RecordWords) -> ChangedRecord:
    key = difference.key
    fields = sorted(difference.fields, key=lambda each: words.place(key, each.field))
    return ChangedRecord(
        words.subject(key),
        difference.fate,
        tuple(
            ChangedField(
                words.field(key, each.field),
                plain(words.value(key, each.field, each.then)),
                plain(words.value(key, each.field, each.now)),
                _by(each.author, words),
                each.written_ms,
            )
            for each in fields
            if each.then != each.now and not _is_mere_order(words, key, each.field)
        ),
        _by(difference.author, words),
        difference.written_ms,
        difference,
    )


def _is_mere_order(words: RecordWords, key: RecordKey, field: str) -> bool:
    """Places in a list come back with the record, but tell a reader nothing."""
    rule = words.rule(key, field)
    return rule is not None and rule.merge is Merge.WINNER


def _by(author: UUID | None, words: RecordWords) -> str:
    return "" if author is None else words.author(author)
