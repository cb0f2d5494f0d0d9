"""Reads the method catalogue and checks what its types cannot say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from kihub_desktop.analysis.verdict.method import Method
from kihub_desktop.analysis.verdict.scale import Archetype, Pillar
from kihub_desktop.paths import resources

INDICATORS_PER_DIMENSION = 6


def load_method(path: Path | None = None) -> Method:
    """The method of one edition; ValueError (pydantic) says which entry is wrong.

    `path` defaults to the edition that comes with the product.
    """
    chosen = path or resources() / "catalogues" / "method.yaml"
    entries = yaml.safe_load(chosen.read_text(encoding="utf-8"))
    method: Method = TypeAdapter(Method).validate_python(entries)
    for complaint in (*_unknown(entries, method, "method"), *_complaints(method)):
        raise ValueError(f"method {method.edition}: {complaint}")
    return method


@cache
def current_method() -> Method:
    """The edition that comes with the product, read once."""
    return load_method()


def _complaints(method: Method) -> list[str]:
    return [*_matrix_complaints(method), *_weight_complaints(method)]


def _unknown(entry: object, read: object, place: str) -> Iterator[str]:
    """Entries that no field takes up: a misspelt name would otherwise be lost in silence."""
    if isinstance(entry, dict) and is_dataclass(read):
        known = {field.name for field in fields(read)}
        yield from (f"{place} has no entry {name!r}" for name in sorted(set(entry) - known))
        for name in set(entry) & known:
            yield from _unknown(entry[name], getattr(read, name), f"{place}.{name}")
    elif isinstance(entry, dict) and isinstance(read, Mapping):
        for name in entry:
            yield from _unknown(entry[name], read[name], f"{place}.{name}")
    elif isinstance(entry, list) and isinstance(read, tuple):
        for index, (part, taken) in enumerate(zip(entry, read, strict=True)):
            yield from _unknown(part, taken, f"{place}[{index}]")


def _matrix_complaints(method: Method) -> list[str]:
    expected = [
        f"D{dimension.number}.{index}"
        for dimension in method.dimensions
        for index in range(1, INDICATORS_PER_DIMENSION + 1)
    ]
    complaints = []
    if [row.id for row in method.indicators] != expected:
        complaints.append("the indicators are not D1.1 … D7.6 in order")
    for row in method.indicators:
        if row.role not in method.roles:
            complaints.append(f"{row.id} names an unknown role {row.role}")
        if any(hard > soft for hard, soft in row.cells.values()):
            complaints.append(f"{row.id} has a hard minimum above its soft level")
    return complaints


def _weight_complaints(method: Method) -> list[str]:
    complaints = [
        f"the weights of {archetype} do not sum to 100"
        for archetype in Archetype
        if abs(sum(method.data_pillar.weights[archetype]) - 100) > 1e-9
    ]
    complaints += [
        f"the weights of {type(rules).__name__} do not sum to 100"
        for rules in (method.technology, method.economy, method.law, method.organisation)
        if abs(sum(rule.weight for rule in rules.components) - 100) > 1e-9
    ]
    if abs(sum(method.pillar_weights[pillar] for pillar in Pillar) - 1) > 1e-9:
        complaints.append("the weights of the pillars do not sum to 1")
    return complaints
