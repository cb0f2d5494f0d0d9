"""The method catalogue as dataclasses: every weight, threshold and text of one edition.

`annahme` marks a number that is our own assumption; it is shown as such and re-fitted later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kihub_desktop.domain.choices import Archetype
from kihub_desktop.domain.questionnaire import CitedSource

Anchors = tuple[tuple[float, float], ...]
GRADES = (
    "completeness",
    "accuracy",
    "consistency",
    "timeliness",
    "accessibility",
    "traceability",
    "representativeness",
)
"""The seven grades of a linked data source, as its fields are called."""
CRITICAL_GRADES = ("completeness", "accuracy", "representativeness")


class Pillar(StrEnum):
    """The five pillars; the letters are those of the method."""

    DATA = "D"
    TECHNOLOGY = "T"
    ECONOMY = "W"
    LAW = "R"
    ORGANISATION = "O"


@dataclass(frozen=True)
class Dimension:
    number: int
    name: str
    weight: float = 1.0


@dataclass(frozen=True)
class Indicator:
    """A row of the matrix; `cells` holds (hard minimum, soft level), a missing one is no matter."""

    id: str
    name: str
    pillar: Pillar
    text: str
    role: str
    weeks: int
    cells: Mapping[Archetype, tuple[int, int]]
    weight: float = 1.0
    annahme: bool = True

    @property
    def dimension(self) -> int:
        return int(self.id[1])


@dataclass(frozen=True)
class ReadinessRules:
    """Section 1: shares are tenths, `chain` the dimensions that limit the name of the level."""

    shown_tenths: int
    most_not_relevant: int
    dimensions_for_total: int
    chain: tuple[int, ...]
    top_level: float
    level_names: tuple[str, ...]
    target_chain: int
    target_other: int
    gaps_shown: int
    quality_high: float
    quality_medium: float
    annahme: bool = True


@dataclass(frozen=True)
class EvidenceRules:
    """How far an answer may be off, for evidence 0…3: levels, steps of a scale, share of volume."""

    names: tuple[str, ...]
    half_widths: tuple[float, ...]
    steps: tuple[int, ...]
    volume_shares: tuple[float, ...]
    annahme: bool = True


@dataclass(frozen=True)
class Thresholds:
    """Lines of the lights and caps in points, `tie` the difference in M that counts as equal."""

    green: float
    red: float
    red_data_pillar: float
    cap_trigger: float
    cap_knockout: float
    tie: float
    annahme: bool = True


@dataclass(frozen=True)
class ComponentRule:
    key: str
    label: str
    weight: float = 0.0
    annahme: bool = True
    source: str = ""


@dataclass(frozen=True)
class VolumeNeed:
    """How much of something is needed: `minimum` is level 3, `good` level 5."""

    key: str
    name: str
    minimum: float
    good: float
    source: str
    unit: str = ""
    annahme: bool = True


@dataclass(frozen=True)
class DataRules:
    """Section 3: weights per archetype in the order of `components`; 0 = does not count."""

    components: tuple[ComponentRule, ...]
    weights: Mapping[Archetype, tuple[float, ...]]
    needs: Mapping[Archetype, tuple[VolumeNeed, ...]]
    readiness_levels: Mapping[str, float]
    grades: Mapping[str, str]
    label_levels: tuple[str, ...]
    strong_skill: float
    neutral_level: float
    label_weight_tested: float
    codes_for_project: int
    project_share: float
    source: str = ""
    annahme: bool = True


@dataclass(frozen=True)
class TechnologyRules:
    """Section 4: weights, the level of each TRL (index 0 = TRL 1), the connection's indicator."""

    components: tuple[ComponentRule, ...]
    trl_levels: tuple[float, ...]
    connection: Mapping[Archetype, str]
    latency_names: tuple[str, ...]
    integration_levels: tuple[str, ...]
    source: str = ""
    annahme: bool = True


@dataclass(frozen=True)
class EconomyRules:
    """Section 5: weights and anchors, and the figures that a lever has to reach.

    `least_stake` in EUR keeps ratios to the investment meaningful where next to nothing is
    invested. `usual_horizon` in years and `usual_rate` in percent a year hold for a case that
    says nothing else.
    """

    components: tuple[ComponentRule, ...]
    anchors: Mapping[str, Anchors]
    least_stake: float
    usual_horizon: int
    usual_rate: float
    floor_strategic: float
    lever_probability: float
    lever_p50: float
    lever_p10: float
    lever_payback: float
    annahme: bool = True


@dataclass(frozen=True)
class LawClass:
    code: str
    name: str
    points: float
    condition: str = ""
    applies_from: date | None = None
    duties: tuple[str, ...] = ()
    forbidden: bool = False
    source: str = ""
    annahme: bool = True


@dataclass(frozen=True)
class LawItem:
    """An open legal item; `is_condition` is False for a mere duty with a date."""

    code: str
    name: str
    deduction: float
    is_condition: bool
    applies_from: date | None = None
    source: str = ""
    annahme: bool = True


@dataclass(frozen=True)
class LawDuty:
    code: str
    text: str
    applies_from: date
    source: str


@dataclass(frozen=True)
class LawRules:
    """Section 6: `best` and `worst` are the classes when nothing is known yet."""

    components: tuple[ComponentRule, ...]
    classes: tuple[LawClass, ...]
    items: tuple[LawItem, ...]
    duties: tuple[LawDuty, ...]
    floor: float
    points_when_done: float
    best: str
    worst: str
    annahme: bool = True


@dataclass(frozen=True)
class OrganisationRules:
    """Section 7: weights, the indicators of the team's competence, rules for votes."""

    components: tuple[ComponentRule, ...]
    competence: tuple[str, ...]
    least_votes: int
    owner_levels: tuple[str, ...]
    annahme: bool = True


@dataclass(frozen=True)
class ConditionText:
    """Section 10: the sentence of a condition, who does it, in how many weeks, what comes next."""

    text: str
    role: str
    weeks: int
    step: str
    annahme: bool = True


@dataclass(frozen=True)
class Method:
    """One edition of the method; `stand` is the day its content was last checked.

    `pillar_weights` are those of M (8.2), never of the verdict.
    """

    kind: str
    edition: str
    stand: date
    title: str
    sources: tuple[CitedSource, ...]
    roles: Mapping[str, str]
    archetypes: Mapping[Archetype, str]
    pillars: Mapping[Pillar, str]
    pillar_weights: Mapping[Pillar, float]
    dimensions: tuple[Dimension, ...]
    replaced_indicators: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    readiness: ReadinessRules
    evidence: EvidenceRules
    thresholds: Thresholds
    data_pillar: DataRules
    technology: TechnologyRules
    economy: EconomyRules
    law: LawRules
    organisation: OrganisationRules
    conditions: Mapping[str, ConditionText]
    knockouts: Mapping[str, str]

    def indicator(self, code: str) -> Indicator:
        """The row of the matrix with this code; KeyError if there is none."""
        for row in self.indicators:
            if row.id == code:
                return row
        raise KeyError(code)
