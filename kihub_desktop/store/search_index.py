"""The full-text index beside the records: never written by a save, brought up in short slices.

The index notes up to which arrival number of the log it has read. What arrived later is read
from the records themselves when somebody searches, so that a result is never out of date.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection

from kihub_desktop.domain.searching import SHELVES, searched_shape
from kihub_desktop.replication.driver import fetch, first, run, run_many
from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.replication.log import last_arrival
from kihub_desktop.store.local_tables import get_setting, put_setting
from kihub_desktop.store.search_records import (
    Entry,
    company_names,
    entries_of,
    entries_of_company,
)
from kihub_desktop.store.search_words import Vocabulary, add_words, drop_unused, places_of
from kihub_desktop.store.workspace import Workspace

_SHAPE, _READ_TO, _LOOSE = "search.shape", "search.read_to", "search.loose"
_WINDOW = 1_500
"""Operations of the log that one slice reads."""
_WRITTEN_AT_ONCE, _COST_OF_REMOVING = 40, 8
"""Entries added per transaction, and how many of them one removal costs: some milliseconds."""
_LEAF_BYTES = 1_000
"""Small leaves, so that the merging that a write brings along stays below 20 ms."""
_LOOSE_FROM, _MERGED_AT_ONCE = 500, 100
"""After so many new entries the index is merged into one piece, so many leaves at a time."""
_TEXT_TABLE = (
    "CREATE VIRTUAL TABLE search_text USING fts5 (title, body, context, tokenize = 'ascii',"
    " columnsize = 0, content = 'search_entry', content_rowid = 'id')"
)


@dataclass(frozen=True)
class Difference:
    """What the index has to forget and to learn, to hold everything up to `read_to`."""

    read_to: int
    removed: tuple[int, ...]
    added: tuple[Entry, ...]


class SearchIndex:
    """Brings the index up to the log; one thread at a time."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.vocabulary = Vocabulary()
        self._one_at_a_time = threading.Lock()

    def behind(self) -> int:
        """By how many arrival numbers the index lags behind the log."""
        with self._workspace.reading() as connection:
            return last_arrival(connection) - read_to(connection)

    def catch_up(self) -> bool:
        """One slice of work, in transactions of a few milliseconds; True while more is left."""
        with self._one_at_a_time:
            self._begin_anew_if_need_be()
            with self._workspace.reading() as connection:
                difference = difference_to(connection)
                self.vocabulary.load(connection)
            if difference is None:
                return self._merge()
            for removed, added in _portions(difference):
                self._write(removed, added)
            with self._workspace.writing() as connection:
                put_setting(connection, _READ_TO, str(difference.read_to))
                loose = int(get_setting(connection, _LOOSE) or 0) + len(difference.added)
                put_setting(connection, _LOOSE, str(loose))
            return True

    def _merge(self) -> bool:
        """A step towards an index of one piece, which answers several times faster."""
        with self._workspace.reading() as connection:
            loose = int(get_setting(connection, _LOOSE) or 0)
        if 0 <= loose < _LOOSE_FROM:
            return False
        with self._workspace.writing() as connection:
            # A negative number begins; the following steps go on until nothing changes.
            pages = _MERGED_AT_ONCE if loose < 0 else -_MERGED_AT_ONCE
            before = changes_made(connection)
            run(
                connection,
                "INSERT INTO search_text (search_text, rank) VALUES ('merge', ?)",
                (pages,),
            )
            goes_on = changes_made(connection) - before >= 2 or loose > 0
            put_setting(connection, _LOOSE, "-1" if goes_on else "0")
        return goes_on

    def _write(self, removed: Sequence[int], added: Sequence[Entry]) -> None:
        with self._workspace.writing() as connection:
            old = remove_entries(connection, removed)
            add_entries(connection, added)
            new = places_of(added)
            add_words(connection, new)
            dropped = drop_unused(connection, old - new.keys())
        self.vocabulary.change(new, dropped)

    def _begin_anew_if_need_be(self) -> None:
        """An index that was made by other rules is dropped; it holds nothing of its own."""
        with self._workspace.reading() as connection:
            if is_current(connection):
                return
        with self._workspace.writing() as connection:
            begin_anew(connection)
        self.vocabulary.forget()


def read_to(connection: Connection) -> int:
    """The arrival number up to which the index has read the log; -1: it has to begin anew."""
    if not is_current(connection):
        return -1
    return int(get_setting(connection, _READ_TO) or 0)


def is_current(connection: Connection) -> bool:
    """Whether the index was made by the rules of this program."""
    return get_setting(connection, _SHAPE) == _shape()


def begin_anew(connection: Connection) -> None:
    """Drops what the index holds; the log is read again from its beginning."""
    run(connection, "DROP TABLE IF EXISTS search_text")  # before what it reads its texts from
    run(connection, "DELETE FROM search_entry")
    run(connection, "DELETE FROM search_word")
    run(connection, _TEXT_TABLE)
    # Without it words of deleted records would stay in the file even after VACUUM.
    run(connection, "INSERT INTO search_text (search_text, rank) VALUES ('secure-delete', 1)")
    run(
        connection, "INSERT INTO search_text (search_text, rank) VALUES ('pgsz', ?)", (_LEAF_BYTES,)
    )
    put_setting(connection, _READ_TO, "0")
    put_setting(connection, _LOOSE, "0")
    put_setting(connection, _SHAPE, _shape())


@lru_cache(maxsize=1)
def _shape() -> str:
    return hashlib.sha256(searched_shape().encode()).hexdigest()


def touched_since(
    connection: Connection, arrival: int, at_most: int
) -> tuple[list[RecordKey], int]:
    """The searched records that the next operations touch, and the arrival of the last of them."""
    rows = fetch(
        connection,
        "SELECT space, record, arrived FROM op WHERE arrived > ? ORDER BY arrived LIMIT ?",
        (arrival, at_most),
    )
    keys = {RecordKey(space, record): None for space, record, _arrived in rows}
    searched = [key for key in keys if key.record.partition(":")[0] in SHELVES]
    return searched, (int(rows[-1][2]) if rows else arrival)


def difference_to(connection: Connection) -> Difference | None:
    """What the next slice has to do; None if the index has read the whole log."""
    begin = read_to(connection)
    keys, end = touched_since(connection, begin, _WINDOW)
    if end == begin:
        return None
    renamed = renamed_companies(connection, keys)
    wanted = entries_of(connection, keys)
    present = present_entries(connection, keys)
    for company in renamed:
        wanted.update(entries_of_company(connection, company))
        present.update(present_of_company(connection, company))
    known = {key: entry for key, entry in wanted.items() if present.get(key) == entry.id}
    same = {key for key in known if key.space not in renamed}
    added = [entry for key, entry in wanted.items() if key not in same]
    # The company itself comes last: until then its old name says that work is left.
    added.sort(key=lambda entry: entry.key.record.startswith("company:"))
    removed = [number for key, number in present.items() if key not in same]
    return Difference(end, tuple(removed), tuple(added))


def renamed_companies(connection: Connection, keys: Iterable[RecordKey]) -> set[str]:
    """Companies among the touched records whose name, or being there, the index does not know."""
    touched = {key.space for key in keys if key.record == f"company:{key.space}"}
    if not touched:
        return set()
    names = company_names(connection, touched)
    known: dict[str, str] = dict(
        fetch(
            connection,
            "SELECT e.company, e.title FROM json_each(?) AS asked"
            " CROSS JOIN search_entry AS e ON e.company = asked.value"
            " AND e.record = 'company:' || asked.value",
            (json.dumps(sorted(touched)),),
        )
    )
    return {company for company in touched if known.get(company) != names.get(company)}


def present_entries(connection: Connection, keys: Iterable[RecordKey]) -> dict[RecordKey, int]:
    """The numbers under which the index holds these records."""
    rows = fetch(
        connection,
        "SELECT e.company, e.record, e.id FROM json_each(?) AS asked CROSS JOIN search_entry AS e"
        " ON e.company = asked.value ->> 0 AND e.record = asked.value ->> 1",
        (json.dumps([list(key) for key in keys]),),
    )
    return {RecordKey(company, record): int(number) for company, record, number in rows}


def present_of_company(connection: Connection, company: str) -> dict[RecordKey, int]:
    rows = fetch(connection, "SELECT record, id FROM search_entry WHERE company = ?", (company,))
    return {RecordKey(company, record): int(number) for record, number in rows}


def _portions(difference: Difference) -> Iterable[tuple[list[int], list[Entry]]]:
    """The work in parts, none of which holds the write lock for long; removals first."""
    step = _WRITTEN_AT_ONCE // _COST_OF_REMOVING
    for place in range(0, len(difference.removed), step):
        yield list(difference.removed[place : place + step]), []
    for place in range(0, len(difference.added), _WRITTEN_AT_ONCE):
        yield [], list(difference.added[place : place + _WRITTEN_AT_ONCE])


def remove_entries(connection: Connection, numbers: Collection[int]) -> set[str]:
    """Takes entries out of the index; returns the words they had."""
    words: set[str] = set()
    for number in numbers:
        row = first(
            connection,
            "SELECT title, body, context FROM search_entry WHERE id = ?",
            (number,),
        )
        words.update(word for text in row or () for word in text.split())
        run(connection, "DELETE FROM search_text WHERE rowid = ?", (number,))
        run(connection, "DELETE FROM search_entry WHERE id = ?", (number,))
    return words


def add_entries(connection: Connection, entries: Sequence[Entry]) -> None:
    texts = [(entry.id, entry.title, entry.body, entry.context) for entry in entries]
    run_many(
        connection,
        "INSERT INTO search_entry (id, title, body, context, company, record)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [(*text, *entry.key) for text, entry in zip(texts, entries, strict=True)],
    )
    run_many(
        connection,
        "INSERT INTO search_text (rowid, title, body, context) VALUES (?, ?, ?, ?)",
        texts,
    )


def changes_made(connection: Connection) -> int:
    """How many rows this connection has changed so far."""
    row = first(connection, "SELECT total_changes()")
    return 0 if row is None else int(row[0])
