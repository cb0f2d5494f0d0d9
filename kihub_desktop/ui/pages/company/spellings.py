"""How industries, places and districts are typed, suggested and shown on the company's form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kihub_desktop.catalogues.industries import Industries
from kihub_desktop.catalogues.places import Places, Town
from kihub_desktop.catalogues.spellings import (
    EDITION,
    district_text,
    districts_like,
    read_district,
    read_industry,
    read_postcode,
    show_district,
    show_industry,
)
from kihub_desktop.domain.fields import rules_of
from kihub_desktop.domain.parsing import Parsed
from kihub_desktop.domain.phrases import Phrase, Value, phrase
from kihub_desktop.domain.records import Company
from kihub_desktop.ui.record_entry import Spelling, read_text
from kihub_desktop.ui.widgets.fields import Option

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
    found = Industries.load(EDITION).search(typed, _OFFERED)
    return tuple(Option(entry.label, entry.label) for entry in found)


# -- places ----------------------------------------------------------------------------------


def suggest_places(typed: str) -> tuple[Option, ...]:
    """Towns by name or beginning of the postcode, each with its district."""
    found = Places.load().search(typed, _OFFERED)
    return tuple(Option(_place(town), f"{_place(town)} · {town.district.label}") for town in found)


def _place(town: Town) -> str:
    return f"{town.postcode} {town.name}"


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
    options = tuple(Option(district_text(each), each.label) for each in possible)
    postcode: Value = company.postcode
    return DistrictQuestion(
        phrase("{postcode} liegt in mehreren Kreisen. Welcher ist es?", postcode=postcode), options
    )


# -- districts -------------------------------------------------------------------------------


def suggest_districts(typed: str) -> tuple[Option, ...]:
    """Districts of both states by parts of their names or the beginning of their key."""
    found = districts_like(typed)[:_OFFERED]
    return tuple(Option(district_text(each), district_text(each)) for each in found)
