"""Towns, postcodes and districts of Sachsen and Thüringen, offline."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kihub_desktop.domain.geography import Located, Precision, Spot
from kihub_desktop.domain.spelling import fold, found_in, starts_word, words_of
from kihub_desktop.paths import resources

_CITY = "Kreisfreie Stadt"
_POSTCODE_DIGITS = 5


@dataclass(frozen=True)
class District:
    """A district or a city that is one; `ags` is the official key of five digits."""

    ags: str
    name: str
    is_city: bool
    nuts3: str

    @property
    def label(self) -> str:
        """„Leipzig, Stadt“, „Leipzig, Landkreis“ or „Vogtlandkreis“: never two alike."""
        if self.is_city:
            return f"{self.name}, Stadt"
        return self.name if self.name.lower().endswith("kreis") else f"{self.name}, Landkreis"


@dataclass(frozen=True)
class Town:
    """A town or a part of it under one postcode, its district and its position in degrees."""

    postcode: str
    name: str
    district: District
    lat: float
    lon: float


@dataclass(frozen=True)
class Places:
    """All towns in the order of their postcodes; looked up, never changed."""

    districts: tuple[District, ...]
    towns: tuple[Town, ...]
    _by_ags: Mapping[str, District]
    _by_postcode: Mapping[str, tuple[Town, ...]]
    _folded: tuple[tuple[str, Town], ...]

    @staticmethod
    def load(folder: Path | None = None) -> Places:
        """The places that come with the product, read once; or those of another folder."""
        return _shipped() if folder is None else _read(folder)

    def district(self, ags: str) -> District | None:
        """The district of a key, also of one that has been merged into it; None if unknown."""
        return self._by_ags.get(ags.strip())

    def districts_of(self, postcode: str, town: str | None = None) -> tuple[District, ...]:
        """Where a postcode lies; more than one leaves the choice, which a known town may settle."""
        towns = self.towns_of(postcode)
        named = [each for each in towns if fold(each.name) == fold(town or "")]
        return tuple(dict.fromkeys(each.district for each in (named or towns)))

    def towns_of(self, postcode: str) -> tuple[Town, ...]:
        """The towns under a postcode; „D-08523“ and „1067“ are understood too."""
        return self._by_postcode.get(_five_digits(postcode), ())

    def locate(
        self, postcode: str | None, town: str | None = None, ags: str | None = None
    ) -> Located | None:
        """The middle of the postcode (in that town if it is known), else of the town, else of
        the district; None if neither is of both states. A middle is the mean of all entries."""
        wanted = fold(town or "")
        if postcode and (here := self.towns_of(postcode)):
            named = tuple(each for each in here if fold(each.name) == wanted)
            return _middle(named or here, Precision.POSTCODE, (named or here)[0].name)
        same = [each for each in self.towns if wanted and fold(each.name) == wanted]
        district = self.district(ags or "")
        if district is not None:
            same = [each for each in same if each.district == district]
        if same and len({each.district for each in same}) == 1:
            return _middle(same, Precision.TOWN, same[0].name)
        if district is None:
            return None
        inside = [each for each in self.towns if each.district == district]
        return _middle(inside, Precision.DISTRICT, district.label)

    def search(self, query: str, limit: int = 12) -> tuple[Town, ...]:
        """Towns by name or beginning of the postcode, best first, at most `limit`."""
        words = words_of(query)
        if not words:
            return ()
        found = [
            (_rank(words, folded), place, town)
            for place, (folded, town) in enumerate(self._folded)
            if found_in(words, folded)
        ]
        # Names come sorted, so equal ranks stay in the order of the alphabet.
        return tuple(town for _, _, town in sorted(found, key=lambda each: each[:2])[:limit])


def _middle(towns: Sequence[Town], precision: Precision, name: str) -> Located:
    count = len(towns)
    spot = Spot(sum(each.lat for each in towns) / count, sum(each.lon for each in towns) / count)
    return Located(spot, precision, name)


def _five_digits(postcode: str) -> str:
    """Spreadsheets drop the leading zero, letters write „D-“ in front."""
    return re.sub(r"\D", "", postcode).zfill(_POSTCODE_DIGITS)


def _rank(words: tuple[str, ...], folded: str) -> int:
    """The whole name, then names that begin so, then words of a name, then parts of words."""
    name = folded.partition("\n")[0]
    query = " ".join(words)
    if name == query:
        return 0
    if name.startswith(query):
        return 1
    return 2 if all(starts_word(word, folded) for word in words) else 3


@cache
def _shipped() -> Places:
    return _read(resources() / "places")


def _read(folder: Path) -> Places:
    districts = tuple(_district(row) for row in _rows(folder / "kreise.csv"))
    by_ags = {district.ags: district for district in districts}
    for row in _rows(folder / "frueher.csv"):
        by_ags[row["ags"]] = by_ags[row["ags_heute"]]
    towns = tuple(
        Town(
            row["plz"],
            row["ort"],
            by_ags[row["kreis_ags"]],
            float(row["lat"]),
            float(row["lon"]),
        )
        for row in _rows(folder / "plz.csv")
    )
    by_postcode: defaultdict[str, list[Town]] = defaultdict(list)
    for town in towns:
        by_postcode[town.postcode].append(town)
    return Places(
        districts=tuple(sorted(districts, key=lambda each: fold(each.label))),
        towns=towns,
        _by_ags=by_ags,
        _by_postcode={key: tuple(found) for key, found in by_postcode.items()},
        _folded=tuple(sorted(((_entry(town), town) for town in towns), key=lambda each: each[0])),
    )


def _entry(town: Town) -> str:
    """What is searched: the name with punctuation read as space, then the postcode."""
    return f"{' '.join(words_of(town.name))}\n{town.postcode}"


def _district(row: Mapping[str, str]) -> District:
    is_city = row["type"] == _CITY
    name = row["name"].removesuffix(", Stadt") if is_city else row["name"]
    return District(row["ags"], name, is_city, row["nuts3"])


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        yield from csv.DictReader(source)
