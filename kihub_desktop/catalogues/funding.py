"""Reads the funding programmes and checks that every entry holds together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kihub_desktop.catalogues.cash_lines import current_cash_lines
from kihub_desktop.catalogues.editions import current
from kihub_desktop.catalogues.errors import entry
from kihub_desktop.catalogues.faults import (
    SHARED_FIELDS,
    Fault,
    refuse_faults,
    repeated,
    source_faults,
)
from kihub_desktop.catalogues.loading import Naming, read_document, validate
from kihub_desktop.domain.funding import (
    Combination,
    FundingArea,
    FundingCatalogue,
    FundingLimit,
    Programme,
    ProgrammeStatus,
)
from kihub_desktop.domain.phrases import phrase

KIND = "funding"
TRANSLATED = "title label note summary offer conditions hints unclear text"
"""The keys whose texts a reader sees, as the extraction of texts expects them."""
NAMING = Naming(
    fields={
        **SHARED_FIELDS,
        "programmes": phrase("Programme"),
        "combinations": phrase("Kombinationen"),
        "areas": phrase("Gebiete"),
        "de_minimis": phrase("De-minimis"),
        "cost_lines": phrase("Positionen"),
        "giver": phrase("Geber"),
        "summary": phrase("Kurztext"),
        "purposes": phrase("Zweck"),
        "who": phrase("Wer"),
        "money": phrase("Geld"),
        "rates": phrase("Fördersätze"),
        "percent": phrase("Prozent"),
        "costs": phrase("geförderte Kosten"),
        "excluded": phrase("ausgeschlossene Kosten"),
        "standing": phrase("Prüfstand"),
        "status": phrase("Status"),
        "confidence": phrase("Belegstärke"),
        "valid_until": phrase("gültig bis"),
        "limits": phrase("Grenzen"),
        "steps": phrase("Schritte"),
        "url": phrase("Adresse"),
    },
    items={
        "programmes": lambda _item, index: phrase("Programm {n}", n=index + 1),
        "combinations": lambda _item, index: phrase("Kombination {n}", n=index + 1),
        "areas": lambda _item, index: phrase("Gebiet {n}", n=index + 1),
        "rates": lambda _item, index: phrase("Fördersatz {n}", n=index + 1),
        "limits": lambda _item, index: phrase("Grenze {n}", n=index + 1),
        "steps": lambda _item, index: phrase("Schritt {n}", n=index + 1),
        "sources": lambda _item, index: phrase("Quelle {n}", n=index + 1),
    },
)


def load_funding(path: Path) -> FundingCatalogue:
    """The programmes in a catalogue file; CatalogueError names everything that is wrong."""
    found = validate(FundingCatalogue, read_document(path), path.name, NAMING)
    refuse_faults(path.name, _faults(found))
    return found


def current_funding() -> FundingCatalogue:
    """The newest sound edition, read once."""
    return current(KIND, FundingCatalogue)


def _faults(found: FundingCatalogue) -> Iterator[Fault]:
    if found.kind != KIND:
        reason = phrase("Dies ist kein Katalog der Förderung, sondern „{kind}“.", kind=found.kind)
        yield entry(), reason
    yield from repeated(each.key for each in found.sources)
    yield from repeated(each.key for each in found.areas)
    yield from repeated(each.id for each in found.programmes)
    yield from repeated(each.key for each in found.combinations)
    yield from repeated(each.line for each in found.cost_lines)
    sources = {each.key for each in found.sources}
    areas = {each.key for each in found.areas}
    yield from source_faults("De-minimis", found.de_minimis.sources, sources)
    for area in found.areas:
        yield from source_faults(area.key, area.sources, sources)
        yield from _area(area)
    for programme in found.programmes:
        yield from source_faults(programme.id, programme.standing.sources, sources)
        yield from _places(programme, areas)
        yield from _amounts(programme)
        yield from _standing(programme)
    for combination in found.combinations:
        yield from source_faults(combination.key, combination.sources, sources)
        yield from _combination(combination, {each.id for each in found.programmes}, areas)
    lines = current_cash_lines()
    for rule in found.cost_lines:
        if lines.line(rule.line) is None:
            yield entry(rule.line), phrase("Die Position „{key}“ gibt es nicht.", key=rule.line)


def _area(area: FundingArea) -> Iterator[Fault]:
    if not area.ags and not area.towns:
        yield entry(area.key), phrase("Das Gebiet ist leer.")
    keys = (*area.ags, *(each.district for each in (*area.without, *area.towns)))
    for key in keys:
        if not key.isdecimal() or not 2 <= len(key) <= 5:
            yield entry(area.key), phrase("„{key}“ ist kein Gemeindeschlüssel.", key=key)


def _places(programme: Programme, areas: set[str]) -> Iterator[Fault]:
    named = (*programme.who.areas, *(a for each in programme.money.rates for a in each.areas))
    for key in named:
        if key not in areas:
            yield entry(programme.id), phrase("Das Gebiet „{key}“ gibt es nicht.", key=key)


def _amounts(programme: Programme) -> Iterator[Fault]:
    money = programme.money
    extra = money.surcharge.percent if money.surcharge else 0
    for rate in money.rates:
        if rate.percent is not None and not 0 < rate.percent + extra <= 100 + extra:
            yield entry(programme.id), phrase("Ein Fördersatz liegt nicht zwischen 0 und 100 %.")
    for rule in money.costs:
        if not 0 < rule.share <= 100:
            yield entry(programme.id), phrase("Ein Anteil liegt nicht zwischen 0 und 100 %.")
    amounts = (money.max_eligible_costs, money.max_grant, money.min_costs)
    if any(each is not None and each <= 0 for each in amounts):
        yield entry(programme.id), phrase("Ein Betrag ist nicht größer als null.")
    yield from _shape(programme)


def _shape(programme: Programme) -> Iterator[Fault]:
    money = programme.money
    if money.rates and not money.costs:
        yield entry(programme.id), phrase("Es ist ein Satz genannt, aber keine Kostenart.")
    if not money.rates and not money.offer:
        yield entry(programme.id), phrase("Es fehlt ein Fördersatz oder ein Angebot in Worten.")
    if {each.type for each in money.costs} & set(money.excluded):
        yield entry(programme.id), phrase("Eine Kostenart ist zugleich gefördert und ausgenommen.")
    yield from (fault for each in programme.who.limits for fault in _limit(programme.id, each))


def _limit(identifier: str, limit: FundingLimit) -> Iterator[Fault]:
    if all(each is None for each in (limit.below, limit.up_to, limit.above, limit.at_least)):
        yield entry(identifier), phrase("Eine Grenze nennt keinen Wert.")


def _standing(programme: Programme) -> Iterator[Fault]:
    """What is unclear has to say what that means; else nobody could ask for it."""
    standing = programme.standing
    if standing.status is ProgrammeStatus.UNCLEAR and not standing.unclear:
        yield entry(programme.id), phrase("Der Status ist unklar, aber es steht nicht da, warum.")


def _combination(
    combination: Combination, programmes: set[str], areas: set[str]
) -> Iterator[Fault]:
    if not combination.steps:
        yield entry(combination.key), phrase("Die Kombination ist leer.")
    for step in combination.steps:
        for key in step.programmes:
            if key not in programmes:
                reason = phrase("Das Programm „{key}“ gibt es nicht.", key=key)
                yield entry(combination.key), reason
    for key in combination.areas:
        if key not in areas:
            yield entry(combination.key), phrase("Das Gebiet „{key}“ gibt es nicht.", key=key)
