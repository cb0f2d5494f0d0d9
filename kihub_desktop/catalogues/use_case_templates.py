"""Reads the templates of use cases and checks everything they refer to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from pathlib import Path

from kihub_desktop.catalogues.cash_lines import current_cash_lines
from kihub_desktop.catalogues.criteria import current_criteria
from kihub_desktop.catalogues.editions import current
from kihub_desktop.catalogues.errors import entry
from kihub_desktop.catalogues.faults import (
    SHARED_FIELDS,
    Fault,
    refuse_faults,
    repeated,
    source_faults,
)
from kihub_desktop.catalogues.law import current_law
from kihub_desktop.catalogues.loading import Naming, read_document, validate
from kihub_desktop.domain.choices import Sector
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.template_facts import fits
from kihub_desktop.domain.use_case_templates import (
    EffortClass,
    UseCaseTemplate,
    UseCaseTemplates,
)
from kihub_desktop.domain.words import word

KIND = "use_case_templates"
TRANSLATED = "title claim caution problem method name amount lever prerequisites legal_note warning"
"""The keys whose texts a reader sees, as the extraction of texts expects them."""
RATINGS = range(1, 6)
NAMING = Naming(
    fields={
        **SHARED_FIELDS,
        "similarity": phrase("Ähnlichkeit"),
        "efforts": phrase("Aufwandsklassen"),
        "evidence": phrase("Belege"),
        "general_evidence": phrase("Belege für alle"),
        "claim": phrase("Aussage"),
        "caution": phrase("Vorbehalt"),
        "confidence": phrase("Verlässlichkeit"),
        "templates": phrase("Vorlagen"),
        "sector": phrase("Branche"),
        "archetype": phrase("Art des Vorhabens"),
        "problem": phrase("Problem"),
        "method": phrase("Lösungsansatz"),
        "typical_data": phrase("Übliche Daten"),
        "lever": phrase("Hebel"),
        "lines": phrase("Positionen"),
        "areas": phrase("Bereiche"),
        "effort": phrase("Aufwand"),
        "prerequisites": phrase("Voraussetzungen"),
        "ratings": phrase("Vorschläge zur Bewertung"),
        "legal": phrase("Rechtliche Einordnung"),
        "facts": phrase("Rechtliche Merkmale"),
        "fact": phrase("Merkmal"),
        "answer": phrase("Antwort"),
        "works_council": phrase("Betriebsrat"),
        "dpia": phrase("Datenschutz-Folgenabschätzung"),
        "legal_note": phrase("Hinweis zum Recht"),
        "warning": phrase("Warnung"),
    },
    items={
        "templates": lambda _item, index: phrase("Vorlage {n}", n=index + 1),
        "sources": lambda _item, index: phrase("Quelle {n}", n=index + 1),
        "evidence": lambda _item, index: phrase("Beleg {n}", n=index + 1),
    },
)


def load_use_case_templates(path: Path) -> UseCaseTemplates:
    """The templates in a catalogue file; CatalogueError names everything that is wrong."""
    templates = validate(UseCaseTemplates, read_document(path), path.name, NAMING)
    refuse_faults(path.name, _faults(templates))
    return templates


def current_use_case_templates() -> UseCaseTemplates:
    """The newest sound edition, read once."""
    return current(KIND, UseCaseTemplates)


def _faults(found: UseCaseTemplates) -> Iterator[Fault]:
    if found.kind != KIND:
        yield (
            entry(),
            phrase(
                "Dies ist kein Katalog der Vorlagen für Anwendungsfälle, sondern „{kind}“.",
                kind=found.kind,
            ),
        )
    yield from repeated(each.key for each in found.sources)
    yield from repeated(each.key for each in found.evidence)
    yield from repeated(each.key for each in found.templates)
    yield from _head_faults(found)
    yield from _reference_faults(found)
    yield from _law_faults(found)
    for each in found.templates:
        yield from _own_faults(each)


def _head_faults(found: UseCaseTemplates) -> Iterator[Fault]:
    counted = Counter(each.key for each in found.efforts)
    for effort in EffortClass:
        if counted[effort] != 1:
            yield entry(effort.value), phrase("Die Aufwandsklasse muss genau einmal vorkommen.")
    for sector in Sector:
        if not any(each.sector is sector for each in found.templates):
            yield entry(), phrase("Für „{sector}“ gibt es keine Vorlage.", sector=word(sector))
    for each in found.efforts:
        if not (0 < each.cost[0] <= each.cost[1] and 0 < each.months[0] <= each.months[1]):
            yield entry(each.key.value), phrase("Die Spanne passt nicht zusammen.")
    rules = found.similarity
    if rules.template <= rules.archetype + rules.sector + rules.words:
        yield (
            entry(phrase("Ähnlichkeit")),
            phrase("Dieselbe Vorlage muss mehr zählen als alles andere zusammen."),
        )


def _reference_faults(found: UseCaseTemplates) -> Iterator[Fault]:
    sources = {each.key for each in found.sources}
    evidence = {each.key for each in found.evidence}
    lines = {line.key for group in current_cash_lines().groups for line in group.lines}
    criteria = {each.key for each in current_criteria().criteria}
    for published in found.evidence:
        yield from source_faults(published.key, published.sources, sources)
    for key in _missing(found.general_evidence, evidence):
        yield entry(), phrase("Den Beleg „{key}“ gibt es nicht.", key=key)
    for each in found.templates:
        where = entry(each.key)
        yield from source_faults(each.key, each.sources, sources)
        for key in _missing(each.evidence, evidence):
            yield where, phrase("Den Beleg „{key}“ gibt es nicht.", key=key)
        for key in _missing(each.lines, lines):
            yield where, phrase("Die Position „{key}“ gibt es nicht.", key=key)
        for key in _missing((rating.criterion for rating in each.ratings), criteria):
            yield where, phrase("Das Kriterium „{key}“ gibt es nicht.", key=key)


def _law_faults(found: UseCaseTemplates) -> Iterator[Fault]:
    law = current_law()
    for template in found.templates:
        for each in template.facts:
            fact = law.fact_by_id.get(each.fact)
            if fact is None:
                reason = phrase("Das rechtliche Merkmal „{key}“ gibt es nicht.", key=each.fact)
                yield entry(template.key), reason
            elif not fits(fact, each.answer):
                yield entry(template.key, each.fact), phrase("Die Antwort passt nicht.")


def _missing(keys: Iterable[str], known: Set[str]) -> Iterator[str]:
    return (key for key in keys if key not in known)


def _own_faults(template: UseCaseTemplate) -> Iterator[Fault]:
    where = entry(template.key)
    if not (template.typical_data and template.lines and template.prerequisites):
        yield where, phrase("Die Vorlage ist leer.")
    if not 1 <= len(template.effort) <= 2:
        yield where, phrase("Der Aufwand nennt eine Klasse oder zwei.")
    order = [list(EffortClass).index(each) for each in template.effort]
    if order != sorted(set(order)):
        yield where, phrase("Die Spanne passt nicht zusammen.")
    if any(each.months < 0 for each in template.typical_data):
        yield where, phrase("Die Historie darf nicht negativ sein.")
    if any(each.value not in RATINGS for each in template.ratings):
        yield where, phrase("Eine Bewertung liegt zwischen 1 und 5.")
    if not all(each.answer for each in template.facts):
        yield where, phrase("Ein rechtliches Merkmal hat keine Antwort.")
    yield from repeated(line for line in template.lines)
    yield from repeated(each.fact for each in template.facts)
    yield from repeated(each.criterion for each in template.ratings)
