"""Reads the method catalogue and checks what its types cannot say."""

from __future__ import annotations

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
    _check(method)
    return method


@cache
def current_method() -> Method:
    """The edition that comes with the product, read once."""
    return load_method()


def _check(method: Method) -> None:
    for complaint in (*_matrix_complaints(method), *_weight_complaints(method)):
        raise ValueError(f"method {method.edition}: {complaint}")


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
