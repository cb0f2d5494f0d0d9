"""Asking the index: the best entries of each shelf for some words, and what arrived since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from kihub_desktop.domain.searching import Shelf
from kihub_desktop.domain.spelling import words_of
from kihub_desktop.replication.driver import fetch
from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.store.search_index import (
    SearchIndex,
    is_current,
    read_to,
    renamed_companies,
    touched_since,
)
from kihub_desktop.store.search_records import (
    Entry,
    entries_of,
    entries_of_company,
    shelf_range,
)
from kihub_desktop.store.search_words import Vocabulary, quoted

_PENDING = 150
"""Records that arrived after the index was written and are read themselves, with every query."""
_WORDS_AT_ONCE, _MOST_WORDS = 100, 600
_CANDIDATES, _TITLES = 24, 12
_SCANNED = 1_500
"""Entries of a shelf that are compared one by one where a word has too many longer forms."""
_COLUMNS = "e.id, e.company, e.record, e.title, e.body, e.context"
_LONGEST_QUERY = 12


@dataclass(frozen=True)
class Found:
    """The best entries by shelf; `complete` is False while the index is still being written."""

    words: tuple[str, ...]
    shelves: Mapping[Shelf, tuple[RecordKey, ...]]
    complete: bool


@dataclass(frozen=True)
class _Word:
    """A typed word with the recorded words that contain it.

    `few` is False if they are too many for one expression; then the text itself is compared.
    """

    part: str
    found_in: tuple[str, ...]

    @property
    def few(self) -> bool:
        return len(self.found_in) <= _WORDS_AT_ONCE


def find(connection: Connection, index: SearchIndex, query: str, per_shelf: int) -> Found:
    """Records that contain every word of the query, in any field or in their company's name.

    At least one word has to be in the record itself.
    """
    words = tuple(dict.fromkeys(words_of(query)))[:_LONGEST_QUERY]
    if not words:
        return Found((), {}, complete=True)
    pending, expected, complete = _pending(connection)
    fresh = [entry for entry in pending.values() if _fits(words, entry)]
    index.vocabulary.load(connection)
    search = _Search(connection, index.vocabulary, words) if is_current(connection) else None
    shelves: dict[Shelf, tuple[RecordKey, ...]] = {}
    for shelf in Shelf:
        old = [] if search is None else search.on(shelf, _CANDIDATES)
        low, high = shelf_range(shelf)
        entries = [entry for entry in old if entry.key not in expected]
        entries += [entry for entry in fresh if low <= entry.id <= high]
        entries.sort(key=lambda entry: _rank(words, entry), reverse=True)
        if entries:
            shelves[shelf] = tuple(entry.key for entry in entries[:per_shelf])
    return Found(words, shelves, complete)


def _pending(
    connection: Connection,
) -> tuple[dict[RecordKey, Entry], frozenset[RecordKey], bool]:
    """Entries that the index lacks, the keys it may be wrong about, and whether that is all."""
    begin = max(0, read_to(connection))
    keys, end = touched_since(connection, begin, _PENDING)
    more = bool(touched_since(connection, end, 1)[0])
    entries = entries_of(connection, keys)
    wrong = set(keys)
    for company in renamed_companies(connection, keys) if is_current(connection) else ():
        renamed = entries_of_company(connection, company)
        entries.update(renamed)
        wrong.update(renamed)
        if len(wrong) > _PENDING * 4:
            more = True
            break
    return entries, frozenset(wrong), not more


class _Search:
    """One query against the index, shelf by shelf."""

    def __init__(
        self, connection: Connection, vocabulary: Vocabulary, words: Sequence[str]
    ) -> None:
        self._connection = connection
        known = [_Word(word, vocabulary.containing(word, _MOST_WORDS)) for word in words]
        # Single letters choose nothing while there are longer words.
        known.sort(key=lambda word: (len(word.part) < 2, len(word.found_in)))
        self._words = tuple(word.part for word in known)
        self._driver, self._others = known[0], known[1:]
        self._hopeless = any(not word.found_in and len(word.part) > 1 for word in known)

    def on(self, shelf: Shelf, at_most: int) -> list[Entry]:
        """Candidates of a shelf, the latest first; those with a fitting title are among them."""
        if self._hopeless:
            return []
        found: dict[int, Entry] = {}
        if not self._driver.few:
            self._scan(shelf, at_most, found)
            if len(found) >= at_most or not self._reaches(shelf):
                return list(found.values())
        for place in range(0, len(self._driver.found_in), _WORDS_AT_ONCE):
            chunk = self._driver.found_in[place : place + _WORDS_AT_ONCE]
            self._ask(chunk, shelf, at_most, found)
            if len(found) >= at_most:
                self._ask(chunk, shelf, _TITLES, found, titles=True)
                break
        return list(found.values())

    def _scan(self, shelf: Shelf, at_most: int, found: dict[int, Entry]) -> None:
        """Compares the latest entries themselves: quicker than asking for hundreds of words."""
        compared = " AND instr(title || body || context, ?) > 0" * len(self._words)
        titled = " AND instr(title, ?) > 0" * len(self._words)
        own = " OR ".join(["instr(title || body, ?) > 0"] * len(self._words))
        for where, words, limit in (
            (f"{compared} AND ({own})", self._words * 2, at_most),
            (titled, self._words, _TITLES),
        ):
            rows = fetch(
                self._connection,
                f"SELECT {_COLUMNS} FROM (SELECT * FROM search_entry WHERE id BETWEEN ? AND ?"
                f" ORDER BY id DESC LIMIT ?) AS e WHERE TRUE{where} LIMIT ?",
                (*shelf_range(shelf), _SCANNED, *words, limit),
            )
            found.update((row[0], _entry(row)) for row in rows)

    def _reaches(self, shelf: Shelf) -> bool:
        """Whether the shelf holds more entries than were scanned."""
        return bool(
            fetch(
                self._connection,
                "SELECT 1 FROM search_entry WHERE id BETWEEN ? AND ?"
                " ORDER BY id DESC LIMIT 1 OFFSET ?",
                (*shelf_range(shelf), _SCANNED),
            )
        )

    def _ask(
        self,
        chunk: Sequence[str],
        shelf: Shelf,
        at_most: int,
        found: dict[int, Entry],
        *,
        titles: bool = False,
    ) -> None:
        """Asks the index for entries with one of these words and all the others."""
        expression, compared = self._expression(chunk, titles=titles)
        # The words to compare are bound values; only their number shapes the statement.
        where = " AND instr(e.title || e.body || e.context, ?) > 0" * len(compared)
        if compared and not titles:
            own = " OR ".join(["instr(e.title || e.body, ?) > 0"] * len(self._words))
            where += f" AND ({own})"
            compared = [*compared, *self._words]
        rows = fetch(
            self._connection,
            f"SELECT {_COLUMNS} FROM search_text AS t CROSS JOIN search_entry AS e"
            " ON e.id = t.rowid WHERE t.search_text MATCH ? AND t.rowid BETWEEN ? AND ?"
            f"{where} ORDER BY t.rowid DESC LIMIT ?",
            (expression, *shelf_range(shelf), *compared, at_most),
        )
        for row in rows:
            found.setdefault(row[0], _entry(row))

    def _expression(self, chunk: Sequence[str], *, titles: bool) -> tuple[str, list[str]]:
        """What FTS5 is asked, and the words that are compared with the text instead."""
        asked = [quoted(chunk)]
        asked += [quoted(word.found_in) for word in self._others if word.few and word.found_in]
        compared = [word.part for word in self._others if not (word.few and word.found_in)]
        if titles:
            return " AND ".join("{title} : " + each for each in asked), compared
        own = "{title body} : "
        if not self._others:
            return own + asked[0], compared
        if compared:
            return " AND ".join(asked), compared
        return f"({own}({' OR '.join(asked)})) AND {' AND '.join(asked)}", compared


def _entry(row: Sequence[Any]) -> Entry:
    number, company, record, title, body, context = row
    return Entry(number, RecordKey(company, record), title, body, context)


def _fits(words: Iterable[str], entry: Entry) -> bool:
    whole, own = entry.whole, entry.own
    hits = [word in own for word in words]
    return any(hits) and all(hit or word in whole for hit, word in zip(hits, words, strict=True))


def _rank(words: Sequence[str], entry: Entry) -> tuple[bool, bool, bool, int, int, int]:
    """Name before note, beginning of a word before its middle, then the latest change.

    The highest rank is the best.
    """
    begins = [" " + word for word in words]
    return (
        entry.title.startswith(" " + " ".join(words)),
        all(begin in entry.title for begin in begins),
        all(word in entry.title for word in words),
        sum(begin in entry.title for begin in begins) + sum(word in entry.title for word in words),
        sum(begin in entry.whole for begin in begins),
        entry.id,
    )
