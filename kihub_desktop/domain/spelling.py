"""Spelling for search: case, umlauts, ß and accents make no difference."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "oe",
        "ł": "l",
        "đ": "d",
    }
)
_WORD = re.compile(r"[^\W_]+")
SHORT = 2
"""Folded words up to this length have to begin a word: „it“ is not looked for in „Arbeit“."""


def fold(text: str) -> str:
    """The spelling that search compares: „Müller“, „MUELLER“ and „mueller“ are all mueller."""
    if text.isascii():
        return text.lower()
    composed = unicodedata.normalize("NFKC", text).casefold()
    # Case folding may take letters apart, so umlauts are put together once more.
    spelled = unicodedata.normalize("NFKC", composed).translate(_LETTERS)
    apart = unicodedata.normalize("NFKD", spelled)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).casefold()


def words_of(query: str) -> tuple[str, ...]:
    """The folded words of a query."""
    return tuple(_WORD.findall(fold(query)))


def matches(query: str, text: str) -> bool:
    """Whether every word of the query is part of the text; an empty query matches everything."""
    return found_in(words_of(query), fold(text))


def found_in(words: tuple[str, ...], folded: str) -> bool:
    """`matches` for a query and a text that are folded already."""
    return all(_has(word, folded) for word in words)


def _has(word: str, folded: str) -> bool:
    if len(word) > SHORT:
        return word in folded
    return starts_word(word, folded)


def starts_word(word: str, folded: str) -> bool:
    """Whether a word of the folded text begins with `word`."""
    place = folded.find(word)
    while place >= 0:
        if place == 0 or not folded[place - 1].isalnum():
            return True
        place = folded.find(word, place + 1)
    return False
