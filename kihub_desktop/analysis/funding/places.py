"""Whether a company lies in an area of the catalogue."""

from __future__ import annotations

from kihub_desktop.analysis.funding.facts import Fact, FundingFacts, Truth, any_of
from kihub_desktop.domain.funding import FundingArea, FundingCatalogue, TownPart


def lies_in(area: FundingArea, facts: FundingFacts) -> Truth:
    """UNKNOWN without a district, or without a town where the area tells towns apart."""
    if facts.district is None:
        return Truth.UNKNOWN
    inside = any(facts.district.startswith(ags) for ags in area.ags)
    parts = area.without if inside else area.towns
    concerned = tuple(each for each in parts if each.district == facts.district)
    if not concerned:
        return Truth.YES if inside else Truth.NO
    if facts.town is None:
        return Truth.UNKNOWN
    special = any(_is_town(each, facts.town) for each in concerned)
    return Truth.YES if inside != special else Truth.NO


def lies_in_any(areas: tuple[str, ...], facts: FundingFacts, catalogue: FundingCatalogue) -> Truth:
    """Whether it lies in one of these areas; YES where none is named."""
    if not areas:
        return Truth.YES
    return any_of(lies_in(catalogue.area(key), facts) for key in areas)


def place_fact(facts: FundingFacts) -> Fact:
    """What is missing to tell the place."""
    return Fact.DISTRICT if facts.district is None else Fact.TOWN


def _is_town(part: TownPart, town: str) -> bool:
    """„Eisenach“, also as „Eisenach-Stedtfeld“ or „Eisenach, OT Stedtfeld“."""
    name, written = part.town.casefold(), town.strip().casefold()
    return written == name or written.startswith((f"{name}-", f"{name} ", f"{name},"))
