"""What the verdict reads about one use case; every value knows its evidence and its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from kihub_desktop.analysis.readiness_inputs import OPEN, IndicatorAnswer
from kihub_desktop.analysis.verdict.scale import Archetype, Funding
from kihub_desktop.domain import method
from kihub_desktop.domain.choices import DataReadiness
from kihub_desktop.domain.phrases import Phrase, Value

Content = TypeVar("Content")

# C4 (nobody knows it) to A1 (used in operation): Lawrence's data readiness levels, ascending.
READINESS_LEVELS = tuple(each.value for each in DataReadiness)
GRADES = method.GRADES
CRITICAL_GRADES = method.CRITICAL_GRADES


@dataclass(frozen=True)
class Given(Generic[Content]):
    """A given value; `evidence` 0–3 as in IndicatorAnswer, `answer_id` the recorded answer.

    Where `Given[...] | None` stands, None means open. `not_relevant` takes the value out.
    """

    value: Content
    evidence: int = 0
    answer_id: str = ""
    not_relevant: bool = False


@dataclass(frozen=True)
class SourceInput:
    """A data source of the use case: readiness level (`C4` … `A1`) and seven grades 0–5.

    A grade that is missing from `grades` (keys: GRADES) is open. Only necessary sources count.
    """

    id: str
    name: str
    readiness: Given[str] | None = None
    grades: Mapping[str, IndicatorAnswer] = field(default_factory=dict)
    necessary: bool = True


@dataclass(frozen=True)
class QuickTest:
    """The data quick test: skill = 1 − error / naive error, as the interval [low, high]."""

    low: float
    high: float
    answer_id: str = ""


@dataclass(frozen=True)
class DataInput:
    """Pillar Daten. `volumes` by the key of the archetype's need; `rights` 0 offen, 1 in Klärung,
    2 geklärt; `label` is the level of the target variable."""

    sources: tuple[SourceInput, ...] = ()
    volumes: Mapping[str, Given[float]] = field(default_factory=dict)
    label: IndicatorAnswer = OPEN
    quick_test: QuickTest | None = None
    rights: Given[int] | None = None


@dataclass(frozen=True)
class TechnologyInput:
    """Pillar Technik. TRLs are 1–9, `latency` is the need 1 Tage/Stunden, 2 Minuten, 3 Sekunden,
    4 under a second; `connection` and `computing` replace the firm's indicators when given."""

    connection: IndicatorAnswer = OPEN
    integration: IndicatorAnswer = OPEN
    market_trl: Given[int] | None = None
    own_trl: Given[int] | None = None
    computing: IndicatorAnswer = OPEN
    latency: Given[int] | None = None
    safety_function: Given[bool] | None = None
    fallback: Given[bool] | None = None


@dataclass(frozen=True)
class MoneyLine:
    """A line of the business case behind the figures."""

    id: str
    label: str


@dataclass(frozen=True)
class MoneyFigures:
    """What the Monte Carlo run returns, in euro and years.

    `probability` is P(NPV > 0); `payback` the median discounted payback (inf if never);
    `stake` the P50 of investment plus the costs of year 1, gross of grants.
    """

    probability: float
    p10: float
    p50: float
    p90: float
    payback: float
    horizon: float
    stake: float


@dataclass(frozen=True)
class StrategicReason:
    """Why a case is wanted although it does not pay: a text and the managing director's name."""

    text: str
    director: str
    answer_id: str = ""

    def __post_init__(self) -> None:
        if not self.text.strip() or not self.director.strip():
            raise ValueError("a strategic reason needs a text and a name")


@dataclass(frozen=True)
class EconomyInput:
    """Pillar Wirtschaftlichkeit: the figures without and with the grant; None = no figures yet."""

    without_grant: MoneyFigures | None = None
    with_grant: MoneyFigures | None = None
    funding: Funding = Funding.NONE
    strategic: StrategicReason | None = None
    lines: tuple[MoneyLine, ...] = ()
    answer_id: str = ""
    top_lever: Phrase | None = None


@dataclass(frozen=True)
class LawState:
    """A legal class with the open items (codes of the method catalogue)."""

    law_class: str
    open_items: frozenset[str] = frozenset()


@dataclass(frozen=True)
class LegalDuty:
    """A duty with a date that the legal analysis names; it never turns a pillar yellow."""

    code: str
    text: Phrase
    applies_from: date | None = None
    source: str = ""


@dataclass(frozen=True)
class LegalAnswer:
    """An answer behind the class: what was asked, what was said, and where it is recorded."""

    label: Phrase
    value: Value
    answer_id: str


@dataclass(frozen=True)
class LawInput:
    """Pillar Recht: the state found, and how it could turn out if facts are still open.

    `best` and `worst` are None where all facts are known. `missing_fact` words what has to be
    clarified, `facts` are the ids of the answers behind the class, `answers` the same in words,
    `legal_dates` the date of a condition where it is earlier than weeks from today.
    """

    state: LawState
    best: LawState | None = None
    worst: LawState | None = None
    duties_done: bool = False
    role: Value = ""
    missing_fact: Value = ""
    duties: tuple[LegalDuty, ...] = ()
    legal_dates: Mapping[str, date] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    answers: tuple[LegalAnswer, ...] = ()


@dataclass(frozen=True)
class OrganisationInput:
    """Pillar Organisation: sponsor and capacity replace indicators, `owner` is the process owner.

    Votes are 0–5 „Ich trage das mit“; fewer than three are neither used nor shown.
    """

    sponsor: IndicatorAnswer = OPEN
    owner: IndicatorAnswer = OPEN
    capacity: IndicatorAnswer = OPEN
    votes: tuple[int, ...] = ()
    votes_id: str = ""


@dataclass(frozen=True)
class Refusal:
    """A family of conditions declared „nicht erfüllbar“, with reason and name."""

    family: str
    reason: str
    name: str

    def __post_init__(self) -> None:
        if not self.reason.strip() or not self.name.strip():
            raise ValueError("what cannot be fulfilled needs a reason and a name")


@dataclass(frozen=True)
class UseCaseInput:
    """One use case with all that is known about it; what is missing is open, never guessed."""

    id: str
    name: str
    archetype: Archetype
    indicators: Mapping[str, IndicatorAnswer] = field(default_factory=dict)
    data_pillar: DataInput = DataInput()
    technology: TechnologyInput = TechnologyInput()
    economy: EconomyInput = EconomyInput()
    law: LawInput | None = None
    organisation: OrganisationInput = OrganisationInput()
    refusals: tuple[Refusal, ...] = ()
    planned_start: date | None = None
    planned: bool = True
    pilot_weeks: int | None = None
