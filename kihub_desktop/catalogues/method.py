"""Reads the method catalogue and checks what its types cannot say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kihub_desktop.catalogues.editions import current
from kihub_desktop.catalogues.errors import entry
from kihub_desktop.catalogues.faults import SHARED_FIELDS, Fault, refuse_faults
from kihub_desktop.catalogues.loading import Naming, read_document, validate
from kihub_desktop.domain.choices import Archetype, DataReadiness
from kihub_desktop.domain.method import GRADES, ComponentRule, Indicator, Method, Pillar
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.paths import resources

KIND = "method"
INDICATORS_PER_DIMENSION = 6
WHOLE = 100.0

NAMING = Naming(
    fields={
        **SHARED_FIELDS,
        "indicators": phrase("Indikatoren"),
        "pillar": phrase("Säule"),
        "text": phrase("Text"),
        "role": phrase("Rolle"),
        "weeks": phrase("Wochen"),
        "cells": phrase("Stufen je Art des Vorhabens"),
        "thresholds": phrase("Schwellen"),
        "conditions": phrase("Auflagen"),
        "knockouts": phrase("K.-o.-Kriterien"),
    },
)


def load_method(path: Path | None = None) -> Method:
    """The method of one edition; CatalogueError names everything that is wrong.

    `path` defaults to the edition that comes with the product.
    """
    chosen = path or resources() / "catalogues" / "method.yaml"
    method = validate(Method, read_document(chosen), chosen.name, NAMING)
    refuse_faults(chosen.name, _faults(method))
    return method


def current_method() -> Method:
    """The newest sound edition, read once."""
    return current(KIND, Method)


def _faults(method: Method) -> Iterator[Fault]:
    if method.kind != KIND:
        yield (
            entry(),
            phrase("Dies ist kein Katalog der Methode, sondern „{kind}“.", kind=method.kind),
        )
    expected = [
        f"D{dimension.number}.{index}"
        for dimension in method.dimensions
        for index in range(1, INDICATORS_PER_DIMENSION + 1)
    ]
    if [row.id for row in method.indicators] != expected:
        yield entry(), phrase("Die Indikatoren stehen nicht je einmal in der Folge D1.1 bis D7.6.")
    for row in method.indicators:
        yield from _row_faults(row, method)
    for code, text in method.conditions.items():
        if text.role not in method.roles:
            yield entry(code), phrase("Die Rolle „{role}“ ist nicht verzeichnet.", role=text.role)
    yield from _scale_faults(method)
    yield from _weight_faults(method)
    yield from _law_faults(method)


def _row_faults(row: Indicator, method: Method) -> Iterator[Fault]:
    if row.role not in method.roles:
        yield entry(row.id), phrase("Die Rolle „{role}“ ist nicht verzeichnet.", role=row.role)
    if any(not 0 <= hard <= soft <= 5 for hard, soft in row.cells.values()):
        yield entry(row.id), phrase("Ein hartes Minimum liegt über der empfohlenen Stufe.")


def _scale_faults(method: Method) -> Iterator[Fault]:
    rules = method.data_pillar
    levels = list(rules.readiness_levels.values())
    if tuple(rules.readiness_levels) != tuple(DataReadiness) or levels != sorted(levels):
        yield entry("readiness_levels"), phrase("Die Datenreife steht nicht aufsteigend C4 bis A1.")
    if set(rules.grades) != set(GRADES):
        yield entry("grades"), phrase("Die sieben Noten sind nicht je einmal verzeichnet.")
    trl = list(method.technology.trl_levels)
    if len(trl) != 9 or trl != sorted(trl):
        yield entry("trl_levels"), phrase("Die Reifegrade TRL 1 bis 9 stehen nicht aufsteigend.")
    for archetype in Archetype:
        if archetype not in rules.needs or archetype not in rules.weights:
            yield entry(archetype), phrase("Gewichte oder Mengen der Daten fehlen.")
        for need in rules.needs.get(archetype, ()):
            if not 0 < need.minimum < need.good:
                yield entry(need.key), phrase("Die gute Menge liegt nicht über der kleinsten.")


def _weight_faults(method: Method) -> Iterator[Fault]:
    for archetype, weights in method.data_pillar.weights.items():
        if abs(sum(weights) - WHOLE) > 1e-9:
            yield entry(archetype), phrase("Die Gewichte ergeben zusammen nicht 100.")
    groups: tuple[tuple[ComponentRule, ...], ...] = (
        method.technology.components,
        method.economy.components,
        method.law.components,
        method.organisation.components,
    )
    for rules in groups:
        if abs(sum(rule.weight for rule in rules) - WHOLE) > 1e-9:
            yield entry(rules[0].key), phrase("Die Gewichte ergeben zusammen nicht 100.")
    if abs(sum(method.pillar_weights.get(pillar, 0) for pillar in Pillar) - 1) > 1e-9:
        yield entry("pillar_weights"), phrase("Die Gewichte der Säulen ergeben zusammen nicht 1.")


def _law_faults(method: Method) -> Iterator[Fault]:
    classes = {each.code for each in method.law.classes}
    for code in (method.law.best, method.law.worst):
        if code not in classes:
            yield entry(code), phrase("Die Rechtsklasse ist nicht verzeichnet.")
    wanted = {
        *(each.condition for each in method.law.classes if each.condition),
        *(each.code for each in method.law.items if each.is_condition),
    }
    for code in sorted(wanted - set(method.conditions)):
        yield entry(code), phrase("Der Text der Auflage fehlt.")
