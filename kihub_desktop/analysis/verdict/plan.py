"""What the method asks for one archetype, compiled once so that an evaluation stays cheap."""

from __future__ import annotations

from dataclasses import dataclass

from kihub_desktop.analysis.verdict.case import volume_key
from kihub_desktop.analysis.verdict.rules import Rules
from kihub_desktop.analysis.verdict.scale import Archetype, Pillar, Points, linear
from kihub_desktop.domain.method import LawClass, LawItem, Method

Row = tuple[str, int]
COMPONENT_INDICATORS = ("D1.2", "D3.6", "D4.3", "D4.4", "D4.5", "D5.2", "D6.6")
LAW_INDICATORS = tuple(f"D7.{index}" for index in range(1, 7))


@dataclass(frozen=True, slots=True)
class Need:
    """A volume need as anchors of its level."""

    key: str
    minimum: float
    good: float
    anchors: Points

    def level(self, amount: float) -> float:
        return linear(self.anchors, amount)


@dataclass(frozen=True, slots=True)
class Plan:
    """One archetype's weights, needs, rows with a hard minimum, and the method and rules."""

    archetype: Archetype
    method: Method
    rules: Rules
    rows: dict[Pillar, tuple[Row, ...]]
    data_weights: dict[str, float]
    needs: tuple[Need, ...]
    readiness_levels: tuple[float, ...]
    connection: str
    weights: dict[str, float]
    anchors: tuple[Points, Points, Points, Points]
    classes: dict[str, LawClass]
    items: dict[str, LawItem]

    @property
    def tests_label(self) -> bool:
        return self.data_weights["L"] >= self.method.data_pillar.label_weight_tested

    @property
    def required_indicators(self) -> tuple[str, ...]:
        """Rows with a hard minimum in force and the indicators inside components, in order."""
        wanted = {
            *(code for rows in self.rows.values() for code, _ in rows),
            *self.method.organisation.competence,
            *LAW_INDICATORS,
            *COMPONENT_INDICATORS,
            self.connection,
        }
        return tuple(row.id for row in self.method.indicators if row.id in wanted)


def make_plan(method: Method, archetype: Archetype, rules: Rules) -> Plan:
    """Compiles the method for one archetype."""
    wanted = method.data_pillar
    components = (
        *method.technology.components,
        *method.economy.components,
        *method.law.components,
        *method.organisation.components,
    )
    anchors = method.economy.anchors
    return Plan(
        archetype=archetype,
        method=method,
        rules=rules,
        rows={pillar: _rows(method, archetype, pillar) for pillar in Pillar},
        data_weights={
            rule.key: weight
            for rule, weight in zip(wanted.components, wanted.weights[archetype], strict=True)
        },
        needs=tuple(
            Need(
                volume_key(need.key),
                need.minimum,
                need.good,
                ((0.0, 0.0), (need.minimum, 3.0), (need.good, 5.0)),
            )
            for need in wanted.needs[archetype]
        ),
        readiness_levels=tuple(wanted.readiness_levels.values()),
        connection=method.technology.connection[archetype],
        weights={rule.key: rule.weight for rule in components},
        anchors=(anchors["E1"], anchors["E2"], anchors["E3"], anchors["E4"]),
        classes={entry.code: entry for entry in method.law.classes},
        items={entry.code: entry for entry in method.law.items},
    )


def _rows(method: Method, archetype: Archetype, pillar: Pillar) -> tuple[Row, ...]:
    return tuple(
        (row.id, row.cells[archetype][0])
        for row in method.indicators
        if row.pillar == pillar
        and row.id not in method.replaced_indicators
        and row.cells.get(archetype, (0, 0))[0] > 0
    )
