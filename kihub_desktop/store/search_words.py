"""All words that occur in the records, in memory: which of them contain what was typed."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

from sqlalchemy import Connection

from kihub_desktop.replication.driver import fetch, run_many
from kihub_desktop.store.search_records import Entry, shelf_of

_BREAK = "\n"
IN_COMPANY_NAME = 1
"""The bit of a word that occurs in a company's name; 1 << shelf is that of a shelf's records."""


class Vocabulary:
    """Some ten thousand words with the places where they occur; a few megabytes.

    Read once and then kept in step by the index. Several threads may ask while one changes it.
    The places of a word are at least those where it occurs: they are never taken back.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._places: dict[str, int] | None = None
        self._sorted: list[str] = []
        self._joined = ""
        self._fresh = False

    def load(self, connection: Connection) -> None:
        """Reads the words, if they are not known yet."""
        with self._lock:
            if self._places is None:
                self._places = dict(fetch(connection, "SELECT word, places FROM search_word"))
                self._fresh = False

    def change(self, added: Mapping[str, int], removed: Collection[str]) -> None:
        """Takes over what the index has committed."""
        with self._lock:
            if self._places is None:
                return
            for word in removed:
                self._fresh &= self._places.pop(word, None) is None
            for word, places in added.items():
                self._fresh &= word in self._places
                self._places[word] = self._places.get(word, 0) | places

    def forget(self) -> None:
        """The words are read anew when they are needed next."""
        with self._lock:
            self._places = None

    def containing(self, part: str, at_most: int) -> dict[str, int]:
        """Words that contain `part`, with their places: first those that begin with it."""
        with self._lock:
            if not self._fresh:
                self._sorted = sorted(self._places or ())
                self._joined = _BREAK + _BREAK.join(self._sorted) + _BREAK
                self._fresh = True
            words, joined, places = self._sorted, self._joined, self._places or {}
            found = islice(_containing(words, joined, part), at_most)
            return {word: places[word] for word in found}


def _containing(words: list[str], joined: str, part: str) -> Iterator[str]:
    place = bisect_left(words, part)
    while place < len(words) and words[place].startswith(part):
        yield words[place]
        place += 1
    if len(part) < 2:
        return  # a single letter occurs nearly everywhere
    found = joined.find(part)
    while found >= 0:
        begin = joined.rfind(_BREAK, 0, found) + 1
        end = joined.find(_BREAK, found)
        if begin != found:
            yield joined[begin:end]
        # A word that begins with the part may contain it again: it was given already.
        found = joined.find(part, end)


def places_of(entries: Iterable[Entry]) -> dict[str, int]:
    """The words of these entries with the places where they occur."""
    places: dict[str, int] = {}
    for entry in entries:
        own = 1 << shelf_of(entry.id)
        for word in entry.own.split():
            places[word] = places.get(word, 0) | own
        for word in entry.context.split():
            places[word] = places.get(word, 0) | IN_COMPANY_NAME
    return places


def add_words(connection: Connection, words: Mapping[str, int]) -> None:
    run_many(
        connection,
        "INSERT INTO search_word (word, places) VALUES (?, ?)"
        " ON CONFLICT (word) DO UPDATE SET places = places | excluded.places"
        " WHERE places | excluded.places <> places",
        sorted(words.items()),
    )


def drop_unused(connection: Connection, words: Collection[str]) -> set[str]:
    """Drops those words that no entry contains any more, and names them."""
    unused = {
        word
        for word in words
        if not fetch(
            connection,
            "SELECT 1 FROM search_text WHERE search_text MATCH ? LIMIT 1",
            (quoted([word]),),
        )
    }
    run_many(connection, "DELETE FROM search_word WHERE word = ?", [(word,) for word in unused])
    return unused


def quoted(words: Collection[str]) -> str:
    """Any of the words, in the language of FTS5; they hold letters and digits only."""
    return "(" + " OR ".join(f'"{word}"' for word in words) + ")"
