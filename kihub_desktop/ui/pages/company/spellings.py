"""How industries, places and districts are typed, suggested and shown on the company's form."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kihub_desktop.catalogues.industries import Industries, counterparts, industry
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
from kihub_desktop.domain.company_numbers import tidy_number
from kihub_desktop.domain.fields import FieldRule, rules_of
from kihub_desktop.domain.parsing import Parsed
from kihub_desktop.domain.phrases import Phrase, Value, phrase
from kihub_desktop.domain.records import Company
from kihub_desktop.domain.spelling import matches
from kihub_desktop.ui.record_entry import Spelling, read_text
from kihub_desktop.ui.widgets.fields import Option

_NEWER = "2025"
_OFFERED = 8
_COUNTERPARTS = 3
_LONGEST = 300
CERTIFICATES = ("ISO 9001", "ISO 14001", "ISO 50001", "ISO 27001", "IATF 16949", "TISAX")


def company_spellings(today: Callable[[], date]) -> dict[str, Spelling]:
    """The spellings by field name."""
    plain = rules_of(Company)["town"]

    def text_of(text: str) -> Parsed:
        return read_text(plain, text, today())

    return {
        "industry": Spelling(read_industry, show_industry),
        "industry_2025": Spelling(lambda text: read_industry(text, _NEWER), _show_newer),
        "vat_id": Spelling(lambda text: _read_number(text, text_of), str),
        "business_id": Spelling(lambda text: _read_number(text, text_of), str),
        "certificates": Spelling(read_certificates, _show_tags),
        **place_spellings(plain, today),
    }


def place_spellings(rule: FieldRule, today: Callable[[], date]) -> dict[str, Spelling]:
    """The spellings of a site's address."""

    def text_of(text: str) -> Parsed:
        return read_text(rule, text, today())

    return {
        "postcode": Spelling(lambda text: read_postcode(text, text_of), str),
        "town": Spelling(text_of, str),
        "district": Spelling(lambda text: read_district(text, text_of), show_district),
    }


# -- industries ------------------------------------------------------------------------------


def suggest_industries(typed: str, edition: str = EDITION) -> tuple[Option, ...]:
    """Industries by beginning of the number or parts of words."""
    found = Industries.load(edition).search(typed, _OFFERED)
    return tuple(Option(entry.label, entry.label) for entry in found)


def suggest_industries_2025(typed: str) -> tuple[Option, ...]:
    return suggest_industries(typed, _NEWER)


def _show_newer(key: str) -> str:
    entry = industry(key)
    return key if entry is None else entry.label


def newer_industry_question(company: Company) -> FieldQuestion | None:
    """Offers what the classification of 2025 calls the industry, as long as it is not named."""
    if not company.industry or company.industry_2025:
        return None
    found = [each for each in counterparts(company.industry) if each.edition == _NEWER]
    if not found:
        return None
    options = tuple(Option(each.label, each.label) for each in found[:_COUNTERPARTS])
    return FieldQuestion(phrase("In der WZ 2025 heißt das:"), options)


# -- numbers and certificates ----------------------------------------------------------------


def _read_number(text: str, text_of: Callable[[str], Parsed]) -> Parsed:
    return text_of(tidy_number(text))


def suggest_certificates(typed: str) -> tuple[Option, ...]:
    """The certificates that fit what stands behind the last comma."""
    before, _comma, last = typed.rpartition(",")
    given = [part.strip() for part in before.split(",") if part.strip()]
    fitting = [each for each in CERTIFICATES if matches(last, each) and each not in given]
    texts = [", ".join([*given, each]) for each in fitting]
    return tuple(Option(text, each) for text, each in zip(texts, fitting, strict=True))


def read_certificates(text: str) -> Parsed:
    """Names between commas; a part that fits one known certificate only stands for it."""
    parts = [" ".join(part.split()) for part in re.split(r"[,;\n]", text) if part.strip()]
    if sum(len(part) for part in parts) > _LONGEST:
        return Parsed(problem=phrase("Höchstens {n} Zeichen haben hier Platz.", n=_LONGEST))
    return Parsed(frozenset(_certificate(part) for part in parts) or None)


def _certificate(part: str) -> str:
    found = [each for each in CERTIFICATES if matches(part, each)]
    return found[0] if len(found) == 1 else part


def _show_tags(tags: frozenset[str]) -> str:
    return ", ".join(sorted(tags))


# -- places ----------------------------------------------------------------------------------


def suggest_places(typed: str) -> tuple[Option, ...]:
    """Towns by name or beginning of the postcode, each with its district."""
    found = Places.load().search(typed, _OFFERED)
    return tuple(Option(_place(town), f"{_place(town)} · {town.district.label}") for town in found)


def _place(town: Town) -> str:
    return f"{town.postcode} {town.name}"


@dataclass(frozen=True)
class FieldQuestion:
    """What a field may hold by what others say; the keys are what the field takes."""

    sentence: Phrase
    options: tuple[Option, ...]


def district_question(company: Company) -> FieldQuestion | None:
    """Asks for the district as long as the postcode leaves it open."""
    if not company.postcode or company.district:
        return None
    possible = Places.load().districts_of(company.postcode, company.town)
    if len(possible) < 2:
        return None
    options = tuple(Option(district_text(each), each.label) for each in possible)
    postcode: Value = company.postcode
    return FieldQuestion(
        phrase("{postcode} liegt in mehreren Kreisen. Welcher ist es?", postcode=postcode), options
    )


# -- districts -------------------------------------------------------------------------------


def suggest_districts(typed: str) -> tuple[Option, ...]:
    """Districts of both states by parts of their names or the beginning of their key."""
    found = districts_like(typed)[:_OFFERED]
    return tuple(Option(district_text(each), district_text(each)) for each in found)
