"""Templates of use cases: what such a project usually needs, never what it brings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kihub_desktop.domain.choices import (
    Archetype,
    ProcessArea,
    Sector,
    SourceKind,
    SourceRole,
)
from kihub_desktop.domain.offers import Confidence
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.questionnaire import CitedSource


class EffortClass(StrEnum):
    SMALL = "S"
    MEDIUM = "M"
    LARGE = "L"


class LegalHint(StrEnum):
    """What the AI Act probably says; only the legal check decides."""

    MINIMAL = "minimal"
    TRANSPARENCY = "transparency"
    CHECK = "check"
    PRODUCT = "product"
    HIGH_RISK = "high_risk"


@dataclass(frozen=True)
class EffortRange:
    """What projects of a class usually cost in EUR and take in months, an assumption."""

    key: EffortClass
    cost: tuple[int, int]
    months: tuple[int, int]
    annahme: bool


@dataclass(frozen=True)
class PublishedEvidence:
    """What others have published: a hint with its caution, never a number to calculate with."""

    key: str
    claim: str
    caution: str
    confidence: Confidence
    checked_on: date
    sources: tuple[str, ...]


@dataclass(frozen=True)
class SimilarityRules:
    """How many points two use cases share for each thing they have in common, an assumption.

    `words` is given in full if both use the same words, of which only those count that have
    `word_length` letters or more; `least` is needed to be called similar.
    """

    template: float
    archetype: float
    sector: float
    words: float
    word_length: int
    least: float
    annahme: bool


@dataclass(frozen=True)
class TypicalSource:
    """Data such a use case usually needs; `months` of history, 0 where none is needed."""

    name: str
    kind: SourceKind
    role: SourceRole
    months: int
    amount: str = ""


@dataclass(frozen=True)
class ProposedRating:
    """What the template would rate; it counts only when a person adopts it."""

    criterion: str
    value: int


@dataclass(frozen=True)
class LegalFact:
    """A fact of the law catalogue as it is in every such project, by the keys of its answers.

    What a template leaves out is unknown; unknown never counts as no.
    """

    fact: str
    answer: tuple[str, ...]


@dataclass(frozen=True)
class UseCaseTemplate:
    """One template; its key stays the same over editions.

    `lines` are keys of the library of cost and benefit lines, `areas` where the captured process
    usually lies, `evidence` what was published about the size of the lever (none: no sound figure
    was found). `effort` has one class, or two for „from … to …“.
    """

    key: str
    sector: Sector
    archetype: Archetype
    title: str
    problem: str
    method: str
    typical_data: tuple[TypicalSource, ...]
    lever: str
    lines: tuple[str, ...]
    areas: tuple[ProcessArea, ...]
    evidence: tuple[str, ...]
    effort: tuple[EffortClass, ...]
    prerequisites: tuple[str, ...]
    ratings: tuple[ProposedRating, ...]
    legal: LegalHint
    facts: tuple[LegalFact, ...]
    works_council: bool
    dpia: bool
    confidence: Confidence
    checked_on: date
    sources: tuple[str, ...]
    legal_note: str = ""
    warning: str = ""

    def rating(self, criterion: str) -> int | None:
        """The proposed rating of a criterion, or None."""
        return next((each.value for each in self.ratings if each.criterion == criterion), None)

    def texts(self) -> Iterator[str]:
        """All German texts that a reader sees."""
        yield from (self.title, self.problem, self.method, self.lever, *self.prerequisites)
        for source in self.typical_data:
            yield from filter(None, (source.name, source.amount))
        yield from filter(None, (self.legal_note, self.warning))


@dataclass(frozen=True)
class UseCaseTemplates:
    """One edition of the templates; `stand` is the day its content was last checked."""

    kind: str
    edition: str
    stand: date
    title: str
    sources: tuple[CitedSource, ...]
    similarity: SimilarityRules
    efforts: tuple[EffortRange, ...]
    evidence: tuple[PublishedEvidence, ...]
    general_evidence: tuple[str, ...]
    templates: tuple[UseCaseTemplate, ...]

    def template(self, key: str | None) -> UseCaseTemplate | None:
        """The template with this key; None if the edition has none."""
        return next((each for each in self.templates if each.key == key), None)

    def ordered(self, sector: Sector | None) -> tuple[UseCaseTemplate, ...]:
        """Those of the sector first, then those for every sector, then all others."""

        def rank(each: UseCaseTemplate) -> int:
            if sector is not None and each.sector is sector:
                return 0
            return 1 if each.sector is Sector.OTHER else 2

        return tuple(sorted(self.templates, key=rank))

    def evidence_of(self, template: UseCaseTemplate) -> tuple[PublishedEvidence, ...]:
        """What was published about the lever of a template, in its order."""
        known = {each.key: each for each in self.evidence}
        return tuple(known[key] for key in template.evidence)

    def general(self) -> tuple[PublishedEvidence, ...]:
        """What was published about all such projects."""
        return tuple(each for each in self.evidence if each.key in self.general_evidence)

    def effort_of(self, template: UseCaseTemplate) -> EffortRange:
        """Cost and time of a template, over both classes if it names two."""
        known = {each.key: each for each in self.efforts}
        first, last = known[template.effort[0]], known[template.effort[-1]]
        return EffortRange(
            first.key,
            (first.cost[0], last.cost[1]),
            (first.months[0], last.months[1]),
            first.annahme or last.annahme,
        )


SUPPORT_WORDS = {
    Confidence.OFFICIAL: phrase("gut belegt"),
    Confidence.SECONDARY: phrase("aus zweiter Hand belegt"),
    Confidence.OLD: phrase("schwach belegt, oft Werbung"),
    Confidence.UNCONFIRMED: phrase("nicht belegt"),
}
LEGAL_WORDS = {
    LegalHint.MINIMAL: phrase("voraussichtlich minimales Risiko"),
    LegalHint.TRANSPARENCY: phrase("voraussichtlich Transparenzpflichten (Art. 50)"),
    LegalHint.CHECK: phrase("Einstufung ist zu prüfen"),
    LegalHint.PRODUCT: phrase("möglicherweise Hochrisiko als Teil eines Produkts (Anhang I)"),
    LegalHint.HIGH_RISK: phrase("voraussichtlich Hochrisiko (Anhang III)"),
}
