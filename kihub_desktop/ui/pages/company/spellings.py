"""How industries, places and districts are typed, suggested and shown on the company's form."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kihub_desktop.catalogues.industries import Industries, industry, label_of
from kihub_desktop.catalogues.places import District, Places, Town
from kihub_desktop.domain.fields import rules_of
from kihub_desktop.domain.parsing import Parsed
from kihub_desktop.domain.phrases import Phrase, Value, phrase
from kihub_desktop.domain.records import Company
from kihub_desktop.domain.spelling import fold, found_in, words_of
from kihub_desktop.ui.record_entry import Spelling, read_text
from kihub_desktop.ui.widgets.fields import Option

_EDITION = "2008"
_CODE = re.compile(r"\s*([A-Za-z]|\d[\d.]*)(?=\s|$)")
_POSTCODE = re.compile(r"\s*(?:D-?\s*)?(\d{4,5})(?!\d)\s*,?\s*(.*)", re.IGNORECASE)
_KEY = re.compile(r"\(?(\d{5})\)?\s*$")
_OFFERED = 8


def company_spellings(today: Callable[[], date]) -> dict[str, Spelling]:
    """The spellings by field name."""
    plain = rules_of(Company)["town"]

    def text_of(text: str) -> Parsed:
        return read_text(plain, text, today())

    return {
        "industry": Spelling(read_industry, show_industry),
        "postcode": Spelling(lambda text: read_postcode(text, text_of), str),
        "town": Spelling(text_of, str),
        "district": Spelling(lambda text: read_district(text, text_of), show_district),
    }


# -- industries ------------------------------------------------------------------------------


def suggest_industries(typed: str) -> tuple[Option, ...]:
    """Industries by beginning of the number or parts of words."""
    found = Industries.load(_EDITION).search(typed, _OFFERED)
    return tuple(Option(entry.label, entry.label) for entry in found)


def read_industry(text: str) -> Parsed:
    """The stored key of a number, of a number with its title, or of words that fit one entry."""
    source = Industries.load(_EDITION)
    known = industry(text)
    code = _CODE.match(text)
    if known is None and code is not None:
        known = source.find(code[1])
    if known is not None:
        return Parsed(known.key)
    found = source.search(text, 2)
    if len(found) == 1:
        return Parsed(found[0].key)
    if found:
        return Parsed(
            problem=phrase("Mehrere Wirtschaftszweige passen; bitte einen aus der Liste wählen.")
        )
    return Parsed(
        problem=phrase("Kein Wirtschaftszweig passt; gesucht wird nach Nummer oder Wort.")
    )


def show_industry(key: str) -> str:
    """„28.41 Herstellung von …“; another edition than the usual one is named."""
    entry = industry(key)
    if entry is None:
        return key
    return entry.label if entry.edition == _EDITION else label_of(key) or key


# -- places ----------------------------------------------------------------------------------


def suggest_places(typed: str) -> tuple[Option, ...]:
    """Towns by name or beginning of the postcode, each with its district."""
    found = Places.load().search(typed, _OFFERED)
    return tuple(Option(_place(town), f"{_place(town)} · {town.district.label}") for town in found)


def _place(town: Town) -> str:
    return f"{town.postcode} {town.name}"


def split_place(text: str) -> tuple[str, str]:
    """Postcode and town of „08523 Plauen“; either may be empty."""
    found = _POSTCODE.fullmatch(text)
    if found is None:
        return "", text.strip()
    return found[1].zfill(5), found[2].strip()


def read_postcode(text: str, text_of: Callable[[str], Parsed]) -> Parsed:
    """„08523“, „D-08523“, „1067“, „08523 Plauen“, or a town with only one postcode."""
    postcode, town = split_place(text)
    if postcode:
        return text_of(f"{postcode} {town}".strip())
    named = {each.postcode for each in _towns_named(town)}
    if len(named) == 1:
        return text_of(f"{named.pop()} {town}")
    return Parsed(problem=phrase("Eine Postleitzahl hat fünf Ziffern, zum Beispiel 08523."))


def _towns_named(name: str) -> tuple[Town, ...]:
    found = Places.load().search(name, 100) if name else ()
    return tuple(town for town in found if fold(town.name) == fold(name))


def located(company: Company, name: str, typed: str | None) -> dict[str, str | None]:
    """What a postcode or a town says about postcode, town and district together.

    Only what follows without doubt is filled in; a district that no longer fits is emptied, so
    that the page asks for it.
    """
    postcode, town = split_place(typed or "")
    changes: dict[str, str | None] = {}
    if name == "postcode" or postcode:
        changes["postcode"] = postcode or None
    if name == "town" or town:
        changes["town"] = town or None
    if name == "postcode" and not town:
        changes |= _town_of(postcode, company)
    if name == "town" and not postcode and company.postcode is None:
        named = {each.postcode for each in _towns_named(town)}
        changes |= {"postcode": named.pop()} if len(named) == 1 else {}
    return changes | _district_of(company, changes)


def _town_of(postcode: str, company: Company) -> dict[str, str | None]:
    """The only town of a postcode, unless somebody has written one that is no less right."""
    places = Places.load()
    names = list(dict.fromkeys(town.name for town in places.towns_of(postcode)))
    if len(names) != 1 or company.town == names[0]:
        return {}
    old = {town.name for town in places.towns_of(company.postcode or "")}
    return {"town": names[0]} if company.town is None or company.town in old else {}


def _district_of(company: Company, changes: dict[str, str | None]) -> dict[str, str | None]:
    places = Places.load()
    postcode = changes.get("postcode", company.postcode)
    town = changes.get("town", company.town)
    possible = [each.ags for each in places.districts_of(postcode, town)] if postcode else []
    if len(possible) == 1:
        return {"district": possible[0]}
    before = places.districts_of(company.postcode or "", company.town)
    followed = company.district in {each.ags for each in before}
    if company.district is None or company.district in possible or not (possible or followed):
        return {}
    return {"district": None}


@dataclass(frozen=True)
class DistrictQuestion:
    """A postcode that lies in several districts; the keys are what the district field takes."""

    sentence: Phrase
    options: tuple[Option, ...]


def district_question(company: Company) -> DistrictQuestion | None:
    """Asks for the district as long as the postcode leaves it open."""
    if not company.postcode or company.district:
        return None
    possible = Places.load().districts_of(company.postcode, company.town)
    if len(possible) < 2:
        return None
    options = tuple(Option(_district_text(each), each.label) for each in possible)
    postcode: Value = company.postcode
    return DistrictQuestion(
        phrase("{postcode} liegt in mehreren Kreisen. Welcher ist es?", postcode=postcode), options
    )


# -- districts -------------------------------------------------------------------------------


def suggest_districts(typed: str) -> tuple[Option, ...]:
    """Districts of both states by parts of their names or the beginning of their key."""
    found = _districts_like(typed)[:_OFFERED]
    return tuple(Option(_district_text(each), _district_text(each)) for each in found)


def _districts_like(typed: str) -> list[District]:
    words = words_of(typed)
    return [
        each
        for each in Places.load().districts
        if each.ags.startswith(typed.strip()) or (words and found_in(words, fold(each.label)))
    ]


def read_district(text: str, text_of: Callable[[str], Parsed]) -> Parsed:
    """The key of a district of both states; any other district stays the text it is."""
    places = Places.load()
    key = _KEY.search(text)
    known = places.district(key[1]) if key else None
    if known is not None:
        return Parsed(known.ags)
    found = _districts_like(text)
    if len(found) == 1:
        return Parsed(found[0].ags)
    if not found:
        return text_of(text)
    return Parsed(problem=phrase("Mehrere Kreise passen; bitte einen aus der Liste wählen."))


def show_district(stored: str) -> str:
    known = Places.load().district(stored)
    return stored if known is None else _district_text(known)


def _district_text(district: District) -> str:
    return f"{district.label} ({district.ags})"
