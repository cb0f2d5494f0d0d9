"""What the legal check found for one use case: class, light, path, duties, what is still open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kihub_desktop.domain.law import Answer, Confidence, LegalClass, Light
from kihub_desktop.domain.phrases import Phrase


@dataclass(frozen=True)
class PathStep:
    """One rule: whether it holds, which facts decide that, and what it says.

    `applies_from` is the day of the rule's date, if it has one.
    """

    rule: str
    section: str
    norm: Phrase
    truth: Answer
    facts: tuple[str, ...]
    text: Phrase
    law_class: LegalClass | None
    items: tuple[str, ...]
    applies_from: date | None
    confidence: Confidence


@dataclass(frozen=True)
class FoundRole:
    """A role that the firm has (YES) or may have (UNKNOWN)."""

    key: str
    name: Phrase
    norm: Phrase
    truth: Answer
    in_programme: bool


@dataclass(frozen=True)
class FoundItem:
    """A matter beside the class that is open (YES) or may be (UNKNOWN)."""

    code: str
    name: Phrase
    light: Light
    truth: Answer
    facts: tuple[str, ...]


@dataclass(frozen=True)
class FoundDuty:
    """A duty that is owed (YES) or may be (UNKNOWN); `in_force` on the day of the check."""

    id: str
    section: str
    text: Phrase
    norm: Phrase
    role: str
    who: Phrase
    truth: Answer
    facts: tuple[str, ...]
    applies_from: date | None
    in_force: bool
    code: str
    in_programme: bool
    confidence: Confidence


@dataclass(frozen=True)
class OpenQuestion:
    """An unanswered fact that can still change something, and what: classes, items, duties, roles.

    Classes are listed only where they could still decide the class.
    """

    fact: str
    question: Phrase
    classes: tuple[LegalClass, ...]
    items: tuple[str, ...]
    duties: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True)
class FoundUncertainty:
    """An open point of the law that concerns this case (YES) or may concern it (UNKNOWN)."""

    id: str
    text: Phrase
    norm: Phrase
    truth: Answer


@dataclass(frozen=True)
class FineLimit:
    """The limit of a fine: an amount in euro, or a share of the turnover in percent.

    `lower` says whether the lower of both counts (small firms); UNKNOWN while the size is open.
    """

    id: str
    text: Phrase
    norm: Phrase
    amount: Decimal
    percent: Decimal
    lower: Answer
    truth: Answer

    def at(self, turnover: Decimal) -> Decimal | None:
        """The limit in euro for a worldwide turnover in euro; None while the size is open."""
        if self.lower is Answer.UNKNOWN:
            return None
        share = turnover * self.percent / 100
        return min(self.amount, share) if self.lower is Answer.YES else max(self.amount, share)


@dataclass(frozen=True)
class LegalResult:
    """The result of one check; never legal advice (`notice`).

    `law_class` is what holds by what is known, `best_class` and `worst_class` what it can become
    with the open facts. `light` is the worst that is still possible, so a missing answer never
    makes it greener; `best_light` the best one. While they differ, show the light as open.
    `missing` words what has to be clarified where the class is „prüfen“.
    """

    law_class: LegalClass
    best_class: LegalClass
    worst_class: LegalClass
    light: Light
    best_light: Light
    missing: Phrase | None
    roles: tuple[FoundRole, ...]
    items: tuple[FoundItem, ...]
    path: tuple[PathStep, ...]
    duties: tuple[FoundDuty, ...]
    open_questions: tuple[OpenQuestion, ...]
    uncertainties: tuple[FoundUncertainty, ...]
    fines: tuple[FineLimit, ...]
    edition: str
    stand: date
    outdated: bool
    notice: Phrase
    today: date

    @property
    def light_is_open(self) -> bool:
        """Whether open facts decide the light."""
        return self.light is not self.best_light

    @property
    def class_is_open(self) -> bool:
        """Whether open facts decide the class."""
        return self.best_class is not self.worst_class

    def item(self, code: str) -> Answer:
        """Whether a matter is open; NO if the result does not list it."""
        return next((each.truth for each in self.items if each.code == code), Answer.NO)
