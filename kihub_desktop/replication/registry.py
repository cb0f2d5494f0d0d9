"""The merge registry: what laptop, hub and tests know about kinds, fields and versions."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from kihub_desktop.domain.fields import FieldRule, Merge, RecordKind, kinds, rules_of
from kihub_desktop.replication.operation import DELETED, ELEMENT, FieldWrite

SCHEMA = 3
"""The schema version that this program writes into its operations."""

UpCaster: TypeAlias = Callable[[str, Mapping[str, FieldWrite]], Mapping[str, FieldWrite]]
"""(record kind, fields of version n) -> fields of version n + 1; pure."""


@dataclass(frozen=True)
class Registry:
    """Kinds with their field rules, the schema version, and the steps up from older ones."""

    rules: Mapping[str, Mapping[str, FieldRule]]
    types: Mapping[str, RecordKind]
    schema: int = SCHEMA
    up_casters: Mapping[int, UpCaster] = field(default_factory=dict)

    def merge_of(self, kind: str, name: str) -> Merge:
        """How a field merges; fields of newer versions are registers until known."""
        if name == DELETED:
            return Merge.WINNER
        if ELEMENT in name:
            return Merge.ELEMENTS
        rule = self.rules.get(kind, {}).get(name)
        return Merge.REGISTER if rule is None else rule.merge

    def current(
        self, kind: str, schema: int, fields: Mapping[str, FieldWrite]
    ) -> Mapping[str, FieldWrite]:
        """The fields in the shape of this version; history itself is never rewritten."""
        for version in range(schema, self.schema):
            step = self.up_casters.get(version)
            if step is not None:
                fields = step(kind, fields)
        return fields


def shape_of(registry: Registry) -> str:
    """Fingerprint of everything the folded tables depend on."""
    parts = [str(registry.schema)]
    for kind, rules in registry.rules.items():
        parts.extend(f"{kind}.{name}:{rule.holds}:{rule.merge}" for name, rule in rules.items())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def product_registry() -> Registry:
    """The registry of this product, derived from the domain's field definitions."""
    return Registry(
        rules={kind.name: rules_of(kind.record_type) for kind in kinds()},
        types={kind.name: kind for kind in kinds()},
        up_casters=UP_CASTERS,
    )


UP_CASTERS: Mapping[int, UpCaster] = {}
"""One entry per schema version that changed the shape of values; none so far."""
