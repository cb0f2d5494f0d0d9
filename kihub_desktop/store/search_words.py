"""All words that occur in the records, in memory: which of them contain what was typed."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections.abc import Collection, Iterator
from itertools import islice

from sqlalchemy import Connection

from kihub_desktop.replication.driver import fetch, run_many

_BREAK = "\n"


class Vocabulary:
    """Some ten thousand words, a megabyte; read once and then kept in step by the index.

    Several threads may ask while one changes it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._words: set[str] | None = None
        self._sorted: list[str] = []
        self._joined = ""
        self._fresh = False

    def load(self, connection: Connection) -> None:
        """Reads the words, if they are not known yet."""
        with self._lock:
            if self._words is None:
                self._words = {
                    word for (word,) in fetch(connection, "SELECT word FROM search_word")
                }
                self._fresh = False

    def change(self, added: Collection[str], removed: Collection[str]) -> None:
        """Takes over what the index has committed."""
        with self._lock:
            if self._words is None or not (added or removed):
                return
            self._words.difference_update(removed)
            self._words.update(added)
            self._fresh = False

    def forget(self) -> None:
        """The words are read anew when they are needed next."""
        with self._lock:
            self._words = None

    def containing(self, part: str, at_most: int) -> tuple[str, ...]:
        """Words that contain `part`: first those that begin with it, then the others."""
        words, joined = self._arranged()
        return tuple(islice(_containing(words, joined, part), at_most))

    def _arranged(self) -> tuple[list[str], str]:
        with self._lock:
            if not self._fresh:
                self._sorted = sorted(self._words or ())
                self._joined = _BREAK + _BREAK.join(self._sorted) + _BREAK
                self._fresh = True
            return self._sorted, self._joined


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


def add_words(connection: Connection, words: Collection[str]) -> None:
    run_many(
        connection,
        "INSERT INTO search_word (word) VALUES (?) ON CONFLICT DO NOTHING",
        [(word,) for word in sorted(words)],
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
