"""Imports of companies and contacts: planned without writing, written as one undo step."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from kihub_desktop.catalogues.spellings import (
    located,
    read_district,
    read_industry,
    read_postcode,
    split_place,
)
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.fields import rules_of
from kihub_desktop.domain.parsing import Parsed, Wording, german, parse
from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.domain.records import Company, Contact
from kihub_desktop.imports.company_plan import Act, Change, Choices, Existing, Plan, plan
from kihub_desktop.imports.company_rows import COMPANY, RECORDS, Draft, Reader, rule_of
from kihub_desktop.imports.layout import Layout
from kihub_desktop.store.local_tables import get_setting, put_setting
from kihub_desktop.store.long_steps import (
    Entry,
    changes_of,
    take_back,
    take_back_step,
    unfinished,
    write_entries,
)
from kihub_desktop.store.view import view_of
from kihub_desktop.store.workspace import Workspace

_MAPPING = "columns:"
_LONGEST_MAPPING = 20_000


@dataclass(frozen=True)
class ImportOutcome:
    """What an import has done; `left_alone` counts fields that somebody changed meanwhile."""

    changes: Changes
    new: int
    changed: int
    contacts: int
    skipped: int
    left_alone: int
    transaction: UUID


class CompanyImport:
    """Plans and writes imports."""

    def __init__(self, workspace: Workspace, today: Callable[[], date]) -> None:
        self._workspace = workspace
        self._today = today

    def reader(self, language: str = "de", wording: Wording = german) -> Reader:
        """How cells are read: like the company's form."""
        plain = rules_of(Company)["town"]
        today = self._today()

        def text_of(text: str) -> Parsed:
            return parse(plain, text, today, language, wording)

        def remembered(read: Callable[[str], Parsed]) -> Callable[[str], Parsed]:
            # Lists repeat the same towns and industries; looking one up takes milliseconds.
            return lru_cache(maxsize=5000)(read)

        return Reader(
            today,
            language,
            wording,
            {
                "industry": remembered(read_industry),
                "postcode": remembered(lambda text: read_postcode(text, text_of)),
                "district": remembered(lambda text: read_district(text, text_of)),
            },
            _completed,
        )

    def plan(self, drafts: Sequence[Draft], choices: Choices, fixed: UUID | None = None) -> Plan:
        """What will become of the rows; `fixed` is the company that all belong to."""
        return plan(drafts, self._existing(fixed), choices, self._workspace.new_id, fixed)

    def apply(self, planned: Plan, progress: Progress = silent) -> ImportOutcome:
        """Writes the plan as one undo step; cancelled or failed, nothing of it stays."""
        written = write_entries(self._workspace, _entries(planned), progress)
        return ImportOutcome(
            written.changes,
            planned.new,
            planned.changed,
            planned.contacts,
            planned.skipped,
            written.left_alone,
            written.transaction,
        )

    def take_back(self, transaction: UUID, progress: Progress = silent) -> Changes:
        """Takes an import back, even if other steps were done since."""
        return changes_of(take_back_step(self._workspace, transaction, progress))

    def take_back_unfinished(self) -> Changes:
        """Takes back what a crash has left half-imported; says what was touched."""
        step = unfinished(self._workspace)
        return Changes.none() if step is None else changes_of(take_back(self._workspace, step)[1])

    # -- learned mappings ------------------------------------------------------------------------

    def learned(self, layout: Layout) -> tuple[str, ...] | None:
        """How the columns of these headings were assigned last time; None if never."""
        with self._workspace.reading() as connection:
            stored = get_setting(connection, _setting(layout))
        if stored is None:
            return None
        try:
            chosen = tuple(str(each) for each in json.loads(stored))
            for target in filter(None, chosen):
                rule_of(target)
        except (ValueError, TypeError, LookupError):
            return None  # of another version
        return chosen if len(chosen) == len(layout.headings) else None

    def learn(self, layout: Layout, chosen: Sequence[str]) -> None:
        """Remembers on this laptop how the columns were assigned."""
        text = json.dumps(list(chosen))
        if layout.header and len(text) <= _LONGEST_MAPPING:
            with self._workspace.writing() as connection:
                put_setting(connection, _setting(layout), text)

    def _existing(self, fixed: UUID | None) -> Iterable[Existing]:
        with view_of(self._workspace) as view:
            if fixed is not None:
                found = view.get(Company, fixed, fixed)
                companies = [] if found is None else [found]
                contacts = list(view.of_company(Contact, fixed))
            else:
                companies = list(view.everywhere(Company))
                contacts = list(view.everywhere(Contact))
        people: dict[UUID, list[Contact]] = {}
        for each in contacts:
            people.setdefault(each.company, []).append(each)
        return [Existing(each, tuple(people.get(each.id, ()))) for each in companies]


def _setting(layout: Layout) -> str:
    return _MAPPING + hashlib.sha256(layout.key.encode()).hexdigest()[:32]


def _completed(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a postcode or a town says beyond itself, as on the company's form."""
    found = dict(values)
    postcode, town = split_place(str(values.get("postcode") or ""))
    if values.get("postcode") and not postcode:
        return found
    blank = Company(id=UUID(int=0), company=UUID(int=0), town=values.get("town"))
    if postcode:
        found["postcode"] = postcode
        typed = f"{postcode} {values.get('town') or town}".strip()
        follows = located(blank, "postcode", typed)
    elif values.get("town"):
        follows = located(blank, "town", str(values["town"]))
    else:
        return found
    for name, value in follows.items():
        if value is not None:
            found.setdefault(name, value)
    return found


def _entries(planned: Plan) -> list[Entry]:
    """One entry per record; several rows may have added to it."""
    fresh: set[tuple[str, UUID, UUID]] = set()
    new: dict[tuple[str, UUID, UUID], dict[str, Any]] = {}
    old: dict[tuple[str, UUID, UUID], dict[str, Any]] = {}
    for row in planned.rows:
        for change in row.changes:
            key = (change.kind, row.company, change.record)
            if key not in new and _is_fresh(row.act, change, row.changes):
                fresh.add(key)
            new.setdefault(key, {})[change.name] = change.new
            old.setdefault(key, {}).setdefault(change.name, change.old)
    return [
        Entry(RECORDS[key[0]], key[1], key[2], values, old[key], fresh=key in fresh)
        for key, values in new.items()
    ]


def _is_fresh(act: Act, change: Change, changes: Sequence[Change]) -> bool:
    """Whether nobody else can have written the record before."""
    if change.kind == COMPANY:
        return act is Act.NEW
    same = [each for each in changes if each.record == change.record]
    return any(each.name == "position" and each.old is None for each in same)
