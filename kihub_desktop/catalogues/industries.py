"""The classification of economic activities (WZ): editions 2008 and 2025, offline."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kihub_desktop.domain.spelling import fold, found_in, starts_word, words_of

if TYPE_CHECKING:
    from wz_code import WZ

EDITIONS = ("2008", "2025")
_NUMBER = re.compile(r"\d[\d. ]*")


@dataclass(frozen=True)
class Industry:
    """One entry; a code means something only together with its edition."""

    edition: str
    code: str
    title: str
    level: int

    @property
    def key(self) -> str:
        """What is stored: „2008/28.41“."""
        return f"{self.edition}/{self.code}"

    @property
    def label(self) -> str:
        """What is shown: „28.41 Herstellung von Werkzeugmaschinen …“."""
        return f"{self.code} {self.title}"


@dataclass(frozen=True)
class Industries:
    """All entries of one edition, sections first, each followed by what it consists of."""

    edition: str
    entries: tuple[Industry, ...]
    _by_code: Mapping[str, Industry]
    _folded: tuple[tuple[str, str, Industry], ...]

    @staticmethod
    def load(edition: str = "2008") -> Industries:
        """An edition, read once; ValueError if there is no such edition."""
        if edition not in EDITIONS:
            raise ValueError(f"no such edition: {edition!r}")
        return _read(edition)

    def find(self, code: str) -> Industry | None:
        """The entry of a code as people write it: „28.41“, „2841“, „C“; None if there is none."""
        return self._by_code.get(_bare(code))

    def search(self, query: str, limit: int = 20) -> tuple[Industry, ...]:
        """Entries by beginning of the number or parts of words, best first, at most `limit`."""
        if _NUMBER.fullmatch(query.strip()):
            found = (entry for code, _, entry in self._folded if code.startswith(_bare(query)))
            return tuple(sorted(found, key=lambda entry: len(entry.code)))[:limit]
        return self._by_words(words_of(query), limit)

    def _by_words(self, words: tuple[str, ...], limit: int) -> tuple[Industry, ...]:
        if not words:
            return ()
        found = [
            (_rank(words, code, title), entry.level, place)
            for place, (code, title, entry) in enumerate(self._folded)
            if words == (code,) or found_in(words, title)
        ]
        return tuple(self.entries[place] for _, _, place in sorted(found)[:limit])


def industry(key: str) -> Industry | None:
    """The entry of a stored key „2008/28.41“; None if it is unknown or names no edition."""
    edition, slash, code = key.strip().partition("/")
    return Industries.load(edition).find(code) if slash and edition in EDITIONS else None


def label_of(key: str) -> str | None:
    """„28.41 Herstellung von … (WZ 2008)“ for a stored key; None if it is unknown."""
    entry = industry(key)
    return None if entry is None else f"{entry.label} (WZ {entry.edition})"


def counterparts(key: str) -> tuple[Industry, ...]:
    """The entries of the other edition that cover the same activity, on the level of `key`.

    Empty if the key is unknown or the official table of correspondences names none.
    """
    known = industry(key)
    if known is None:
        return ()
    other = Industries.load(next(each for each in EDITIONS if each != known.edition))
    found = (other.find(code) for code in _corresponding(known))
    lifted = (_lifted(other, each, known.level) for each in found if each is not None)
    return tuple(dict.fromkeys(lifted))


def _corresponding(known: Industry) -> list[str]:
    """Codes of the other edition; the table knows the finest level only."""
    source = _source(known.edition).get(known.code)
    parts = [source, *source.descendants]
    return [each.code for part in parts for each in part.correspondences]


def _lifted(edition: Industries, entry: Industry, level: int) -> Industry:
    """The entry, or what it is a part of on a coarser level."""
    for above in _source(edition.edition).get(entry.code).ancestors:
        if entry.level <= level:
            break
        entry = edition.find(above.code) or entry
    return entry


def _rank(words: tuple[str, ...], code: str, title: str) -> int:
    """The code itself, titles that begin so, words of a title, parts of words."""
    if words == (code,):
        return 0
    if title.startswith(words[0]):
        return 1
    return 2 if all(starts_word(word, title) for word in words) else 3


def _bare(code: str) -> str:
    return re.sub(r"[.\s]", "", code).lower()


@cache
def _source(edition: str) -> WZ:
    # The tables of the package are large, so they are read when somebody asks.
    from wz_code import WZ

    return WZ(version=edition)


@cache
def _read(edition: str) -> Industries:
    source = _source(edition)
    entries: list[Industry] = []
    waiting = list(reversed(source.get_top_level_codes()))
    while waiting:
        found = waiting.pop()
        entries.append(Industry(edition, found.code, found.title.strip(), found.level))
        waiting.extend(reversed(found.children))
    return Industries(
        edition=edition,
        entries=tuple(entries),
        _by_code={_bare(entry.code): entry for entry in entries},
        _folded=tuple((_bare(entry.code), fold(entry.title), entry) for entry in entries),
    )
