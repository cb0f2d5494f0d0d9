"""What can be wrong with a law catalogue whose single values are right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Set
from graphlib import CycleError, TopologicalSorter

from kihub_desktop.catalogues.errors import entry
from kihub_desktop.catalogues.faults import Fault, repeated, source_faults
from kihub_desktop.domain.fields import kinds, rules_of
from kihub_desktop.domain.law import (
    UNSURE,
    Answer,
    Condition,
    Fact,
    FactKind,
    LawCatalogue,
    LegalClass,
    Op,
    Rule,
)
from kihub_desktop.domain.phrases import Joined, Phrase, phrase

KIND = "law"
_YES_NO = frozenset((Answer.YES.value, Answer.NO.value))


def law_faults(catalogue: LawCatalogue) -> Iterator[Fault]:
    """Everything that does not fit together, by entry."""
    if catalogue.kind != KIND:
        yield (
            entry(),
            phrase("Dies ist kein Rechtskatalog, sondern „{kind}“.", kind=catalogue.kind),
        )
    yield from repeated(
        [name for name, _row in catalogue.entries()]
        + [each.key for each in catalogue.definitions]
        + [each.code for each in catalogue.items]
    )
    yield from repeated(each.key for each in catalogue.sources)
    yield from repeated(each.key for each in catalogue.sections)
    known = {each.key for each in catalogue.sources}
    for name, row in catalogue.entries():
        yield from source_faults(name, row.sources, known)
        if row.valid_until is not None and row.valid_until < row.checked_on:
            yield entry(name), phrase("Der Eintrag endet, bevor er geprüft wurde.")
    yield from _class_faults(catalogue)
    fields = {f"{kind.name}.{name}" for kind in kinds() for name in rules_of(kind.record_type)}
    for fact in catalogue.facts:
        yield from _fact_faults(fact, fields)
    yield from _reference_faults(catalogue)
    yield from _condition_faults(catalogue)
    yield from _loops(catalogue)
    yield from _idle(catalogue)


def _class_faults(catalogue: LawCatalogue) -> Iterator[Fault]:
    listed = Counter(each.code for each in catalogue.classes)
    for code in LegalClass:
        if listed[code] != 1:
            yield entry(code), phrase("Die Klasse ist nicht genau einmal verzeichnet.")
    for rule in catalogue.rules:
        if rule.law_class is LegalClass.TO_CLARIFY and not rule.clarify:
            yield entry(rule.id), phrase("Es fehlt, was zu klären ist.")


def _fact_faults(fact: Fact, fields: Set[str]) -> Iterator[Fault]:
    chosen = fact.kind in (FactKind.ONE_OF, FactKind.SEVERAL)
    if chosen != (len(fact.options) > 1):
        yield entry(fact.id), phrase("Die Auswahl passt nicht zur Art der Frage.")
    yield from repeated(f"{fact.id}={each.key}" for each in fact.options)
    if any(each.key == UNSURE for each in fact.options):
        yield entry(fact.id), phrase("„unbekannt“ ist keine Auswahl, sondern immer möglich.")
    for name in fact.known_from:
        if name not in fields:
            yield entry(fact.id), phrase("Das Feld „{name}“ gibt es nicht.", name=name)


def _reference_faults(catalogue: LawCatalogue) -> Iterator[Fault]:
    sections = {each.key for each in catalogue.sections}
    rows = [(each.id, each.section) for each in catalogue.facts]
    rows += [(each.id, each.section) for each in catalogue.rules]
    rows += [(each.id, each.section) for each in catalogue.duties]
    for name, section in rows:
        if section not in sections:
            yield entry(name), phrase("Den Abschnitt „{key}“ gibt es nicht.", key=section)
    for rule in catalogue.rules:
        yield from _rule_faults(rule, catalogue)
    for duty in catalogue.duties:
        if duty.role not in catalogue.role_by_key:
            yield entry(duty.id), phrase("Die Rolle „{key}“ gibt es nicht.", key=duty.role)
        if not duty.dates:
            yield entry(duty.id), phrase("Es ist kein Termin genannt.")
        for day in duty.dates:
            yield from _date_fault(duty.id, day.date, catalogue)


def _rule_faults(rule: Rule, catalogue: LawCatalogue) -> Iterator[Fault]:
    for code in rule.items:
        if code not in catalogue.item_by_code:
            yield entry(rule.id), phrase("Den Punkt „{key}“ gibt es nicht.", key=code)
    if rule.date:
        yield from _date_fault(rule.id, rule.date, catalogue)


def _date_fault(name: str, key: str, catalogue: LawCatalogue) -> Iterator[Fault]:
    if key not in catalogue.day_by_key:
        yield entry(name), phrase("Den Termin „{key}“ gibt es nicht.", key=key)


def conditions(catalogue: LawCatalogue) -> Iterator[tuple[str, Condition]]:
    """Every condition with the entry it belongs to."""
    yield from ((each.key, each.when) for each in catalogue.definitions)
    yield from ((role.key, role.when) for role in catalogue.roles if role.when is not None)
    yield from ((each.id, each.when) for each in catalogue.rules)
    yield from ((each.id, each.when) for each in catalogue.duties)
    yield from ((each.id, each.when) for each in catalogue.fines)
    yield from ((each.id, each.when) for each in catalogue.uncertainties)
    for duty in catalogue.duties:
        yield from ((duty.id, day.when) for day in duty.dates if day.when is not None)
    for fine in catalogue.fines:
        if fine.lower_if is not None:
            yield fine.id, fine.lower_if


def _condition_faults(catalogue: LawCatalogue) -> Iterator[Fault]:
    for name, condition in conditions(catalogue):
        for node in condition.nodes():
            reason = _CHECKS.get(node.op, _sound)(node, catalogue)
            if reason is not None:
                yield entry(name), reason


def _sound(_node: Condition, _catalogue: LawCatalogue) -> None:
    return None


def _fact_node(node: Condition, catalogue: LawCatalogue) -> Phrase | None:
    fact = catalogue.fact_by_id.get(node.name)
    if fact is None:
        return phrase("Die Frage „{name}“ gibt es nicht.", name=node.name)
    options = frozenset(each.key for each in fact.options) or _YES_NO
    if fact.kind is FactKind.NUMBER:
        return phrase("„{name}“ ist eine Zahl und braucht einen Vergleich.", name=node.name)
    for value in node.values:
        if value not in options:
            return phrase("„{name}“ kennt die Antwort „{value}“ nicht.", name=fact.id, value=value)
    return None


def _number_node(node: Condition, catalogue: LawCatalogue) -> Phrase | None:
    fact = catalogue.fact_by_id.get(node.name)
    if fact is None:
        return phrase("Die Frage „{name}“ gibt es nicht.", name=node.name)
    if fact.kind is not FactKind.NUMBER:
        return phrase("„{name}“ ist keine Zahl.", name=node.name)
    return None


def _named_node(node: Condition, catalogue: LawCatalogue) -> Phrase | None:
    if node.name in catalogue.definition_by_key:
        return None
    return phrase("„{name}“ ist weder eine Frage noch ein Begriff.", name=node.name)


def _reached_node(node: Condition, catalogue: LawCatalogue) -> Phrase | None:
    if node.name in catalogue.day_by_key:
        return None
    return phrase("Den Termin „{key}“ gibt es nicht.", key=node.name)


_CHECKS: dict[Op, Callable[[Condition, LawCatalogue], Phrase | None]] = {
    Op.FACT: _fact_node,
    Op.AT_LEAST: _number_node,
    Op.ABOVE: _number_node,
    Op.NAMED: _named_node,
    Op.REACHED: _reached_node,
}


def _loops(catalogue: LawCatalogue) -> Iterator[Fault]:
    """A definition must not rest on itself."""
    below = {
        each.key: [node.name for node in each.when.nodes() if node.op is Op.NAMED]
        for each in catalogue.definitions
    }
    try:
        TopologicalSorter(below).prepare()
    except CycleError as fault:
        way = [str(name) for name in fault.args[1]]
        reason = phrase("Der Begriff beruht auf sich selbst: {way}.", way=Joined(tuple(way), " ← "))
        yield entry(way[0]), reason


def _idle(catalogue: LawCatalogue) -> Iterator[Fault]:
    """A question that no condition reads would be asked in vain."""
    read = {node.name for _name, each in conditions(catalogue) for node in each.nodes()}
    for fact in catalogue.facts:
        if fact.id not in read:
            yield entry(fact.id), phrase("Keine Regel fragt nach dieser Angabe.")
