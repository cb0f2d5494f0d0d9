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
    present_of_company,
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
from kihub_desktop.store.search_words import IN_COMPANY_NAME, Vocabulary, quoted

_PENDING = 150
"""Records that arrived after the index was written and are read themselves, with every query."""
_WORDS_AT_ONCE, _MOST_WORDS, _MOST_LOOKED_AT = 100, 400, 2_000
_CANDIDATES, _TITLES = 24, 12
_SCANNED = 1_000
"""Entries of a shelf that are compared one by one where a word has too many longer forms."""
_COMPARED_AT_ONCE = 120
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
    """A typed word on one shelf: the recorded words that contain it, in the records themselves
    (`own`) or there and in the company's name (`all`)."""

    part: str
    own: tuple[str, ...]
    all: tuple[str, ...]

    @property
    def few(self) -> bool:
        """False: too many for one expression; then the text itself is compared."""
        return 0 < len(self.all) <= _WORDS_AT_ONCE


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
        wrong.update(present_of_company(connection, company))
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
        self._words = tuple(words)
        self._found = {word: vocabulary.containing(word, _MOST_LOOKED_AT) for word in words}

    def on(self, shelf: Shelf, at_most: int) -> list[Entry]:
        """Candidates of a shelf, the latest first; those with a fitting title are among them."""
        words = self._on_shelf(shelf)
        if words is None:
            return []
        found: dict[int, Entry] = {}
        driver = words[0]
        if not driver.few:
            self._scan(shelf, at_most, found)
            if len(found) >= at_most or not self._reaches(shelf):
                return list(found.values())
        chosen = driver.all if len(words) > 1 else driver.own
        for place in range(0, min(len(chosen), _MOST_WORDS), _WORDS_AT_ONCE):
            asked = chosen[place : place + _WORDS_AT_ONCE]
            self._ask(_Question(asked, words, shelf, at_most), found)
            if len(found) >= at_most:
                self._ask(_Question(asked, words, shelf, _TITLES, titles=True), found)
                break
        return list(found.values())

    def _on_shelf(self, shelf: Shelf) -> list[_Word] | None:
        """The words with their forms on this shelf, the rarest first; None: nothing can be there.

        Single letters choose nothing while there are longer words.
        """
        own, any_place = 1 << shelf, 1 << shelf | IN_COMPANY_NAME
        words = [
            _Word(
                part,
                tuple(word for word, places in forms.items() if places & own),
                tuple(word for word, places in forms.items() if places & any_place),
            )
            for part, forms in self._found.items()
        ]
        if any(not word.all and len(word.part) > 1 for word in words):
            return None
        if not any(word.own for word in words):
            return None
        return sorted(words, key=lambda word: (len(word.part) < 2, len(word.all)))

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

    def _ask(self, question: _Question, found: dict[int, Entry]) -> None:
        """Asks the index for entries with one of the driving words and all the others."""
        expression, compared = question.expression()
        # The words to compare are bound values; only their number shapes the statement.
        where = " AND instr(e.title || e.body || e.context, ?) > 0" * len(compared)
        if compared and not question.titles:
            own = " OR ".join(["instr(e.title || e.body, ?) > 0"] * len(self._words))
            where += f" AND ({own})"
            compared = [*compared, *self._words]
        limit = _COMPARED_AT_ONCE if compared else question.at_most
        rows = fetch(
            self._connection,
            f"SELECT {_COLUMNS} FROM (SELECT rowid AS id FROM search_text"
            " WHERE search_text MATCH ? AND rowid BETWEEN ? AND ? ORDER BY rowid DESC LIMIT ?)"
            " AS t CROSS JOIN search_entry AS e ON e.id = t.id"
            f" WHERE TRUE{where} ORDER BY t.id DESC LIMIT ?",
            (expression, *shelf_range(question.shelf), limit, *compared, question.at_most),
        )
        for row in rows:
            found.setdefault(row[0], _entry(row))


@dataclass(frozen=True)
class _Question:
    """What FTS5 is asked at once: any of the driving words, and the other words of the query."""

    driving: Sequence[str]
    words: Sequence[_Word]
    shelf: Shelf
    at_most: int
    titles: bool = False

    def expression(self) -> tuple[str, list[str]]:
        """The expression, and the words that are compared with the text instead."""
        others = self.words[1:]
        asked = [quoted(self.driving)]
        asked += [quoted(word.all) for word in others if word.few]
        compared = [word.part for word in others if not word.few]
        if self.titles:
            return " AND ".join("{title} : " + each for each in asked), compared
        if not others:
            return "{title body} : " + asked[0], compared
        if compared:
            return " AND ".join(asked), compared
        own = quoted([form for word in self.words for form in word.own])
        return f"{{title body}} : {own} AND {' AND '.join(asked)}", compared


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
