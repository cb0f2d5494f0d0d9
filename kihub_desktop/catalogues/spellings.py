"""How industries, places and districts are read and shown; only what is without doubt is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from kihub_desktop.catalogues.industries import Industries, industry, label_of
from kihub_desktop.catalogues.places import District, Places, Town
from kihub_desktop.domain.parsing import Parsed
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.spelling import fold, found_in, words_of

EDITION = "2008"
_CODE = re.compile(r"\s*([A-Za-z]|\d[\d.]*)(?=\s|$)")
_POSTCODE = re.compile(r"\s*(?:D-?\s*)?(\d{4,5})(?!\d)\s*,?\s*(.*)", re.IGNORECASE)
_KEY = re.compile(r"\(?(\d{5})\)?\s*$")


def read_industry(text: str, edition: str = EDITION) -> Parsed:
    """The stored key of a number, of a number with its title, or of words that fit one entry."""
    source = Industries.load(edition)
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
    return entry.label if entry.edition == EDITION else label_of(key) or key


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


class Located(Protocol):
    """What lies somewhere: a company or one of its sites."""

    @property
    def postcode(self) -> str | None: ...

    @property
    def town(self) -> str | None: ...

    @property
    def district(self) -> str | None: ...


def located(company: Located, name: str, typed: str | None) -> dict[str, str | None]:
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


def _town_of(postcode: str, company: Located) -> dict[str, str | None]:
    """The only town of a postcode, unless somebody has written one that is no less right."""
    places = Places.load()
    names = list(dict.fromkeys(town.name for town in places.towns_of(postcode)))
    if len(names) != 1 or company.town == names[0]:
        return {}
    old = {town.name for town in places.towns_of(company.postcode or "")}
    return {"town": names[0]} if company.town is None or company.town in old else {}


def _district_of(company: Located, changes: dict[str, str | None]) -> dict[str, str | None]:
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


def districts_like(typed: str) -> list[District]:
    """Districts by parts of their names or the beginning of their key."""
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
    found = districts_like(text)
    if len(found) == 1:
        return Parsed(found[0].ags)
    if not found:
        return text_of(text)
    return Parsed(problem=phrase("Mehrere Kreise passen; bitte einen aus der Liste wählen."))


def show_district(stored: str) -> str:
    known = Places.load().district(stored)
    return stored if known is None else district_text(known)


def district_text(district: District) -> str:
    """„Vogtlandkreis (14523)“, which `read_district` reads back."""
    return f"{district.label} ({district.ags})"
