"""What the page of law and security shows, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from kihub_desktop.domain.phrases import Phrase, Value
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.use_case_choice import UseCaseChoice


class AnswerForm(StrEnum):
    """How a question is answered: by a word, one of several texts, several, or elsewhere."""

    ONE = "one"
    ONE_OF = "one_of"
    SEVERAL = "several"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True)
class AnswerChoice:
    """One answer to choose; `letter` is its key on the keyboard, "" for none.

    `alone` excludes all others where several may be chosen.
    """

    key: str
    word: Value
    letter: Value = ""
    alone: bool = False


@dataclass(frozen=True)
class TakenLine:
    """Where an answer was taken over from; `address` leads there."""

    text: Value
    address: str


@dataclass(frozen=True)
class AnswerLine:
    """One question; `value` is the answer that counts, "" while it is open, several with commas.

    `is_own` says that somebody gave it here; `taken` is what the capture says. `warning` tells
    that both differ, `mark` is a short word beside the question.
    """

    key: str
    text: Value
    note: Value
    choices: tuple[AnswerChoice, ...]
    form: AnswerForm = AnswerForm.ONE
    value: str = ""
    is_own: bool = False
    taken: TakenLine | None = None
    warning: Value | None = None
    mark: Value | None = None


@dataclass(frozen=True)
class AnswerGroup:
    """Questions under a heading; `note` says how far they are."""

    key: str
    name: Value
    note: Value
    lines: tuple[AnswerLine, ...]


@dataclass(frozen=True)
class AreaLine:
    """An area of the IT security check; `share` is None while nothing in it is relevant."""

    name: Value
    share: float | None
    text: Value
    tone: Tone | None


@dataclass(frozen=True)
class MeasureLine:
    """What would close a gap; `key` is its question."""

    key: str
    text: Value
    detail: Value
    is_must: bool


@dataclass(frozen=True)
class SecurityPageState:
    """The IT security check of the company; `status` is one figure or a range in words."""

    groups: tuple[AnswerGroup, ...]
    summary: Value
    status: Value
    status_word: Value
    status_tone: Tone
    musts: Value
    areas: tuple[AreaLine, ...]
    measures: tuple[MeasureLine, ...]
    more_measures: int
    notice: Value
    source: Value


@dataclass(frozen=True)
class Chip:
    text: Value
    tone: Tone


@dataclass(frozen=True)
class ClassState:
    """The outcome in words; `light` is the word of the traffic light."""

    name: Value
    text: Value
    light: Value
    tone: Tone
    basis: Value
    chips: tuple[Chip, ...]


@dataclass(frozen=True)
class DutyLine:
    """Something to do; `is_sure` is False while an open answer decides whether it applies.

    `question` is one that decides, "" for none.
    """

    key: str
    text: Value
    who: Value
    since: Value
    norm: Value
    is_sure: bool
    question: str


@dataclass(frozen=True)
class PathLine:
    """A rule, or those of a section; `because` are the answers, `question` where one is given."""

    key: str
    sign: str
    text: Value
    because: Value
    norm: Value
    question: str


@dataclass(frozen=True)
class OpenLine:
    """What has to be found out; `question` is where it is answered, "" for a doubt of the law."""

    text: Value
    note: Value
    question: str


@dataclass(frozen=True)
class LegalState:
    """The legal check of one use case; `path` is the short way, `rules` every single one."""

    outcome: ClassState
    progress: Value
    groups: tuple[AnswerGroup, ...]
    footer: Value
    duties: tuple[DutyLine, ...]
    path: tuple[PathLine, ...]
    rules: tuple[PathLine, ...]
    open_lines: tuple[OpenLine, ...]
    doubts: tuple[OpenLine, ...]
    notice: Value
    stale: Value | None = None


@dataclass(frozen=True)
class LegalPageState:
    """`legal` is None without a use case, `security` without a company; `missing` says why."""

    subtitle: Value = ""
    choices: tuple[UseCaseChoice, ...] = ()
    chosen: UUID | None = None
    legal: LegalState | None = None
    security: SecurityPageState | None = None
    missing: Phrase | None = None
    missing_page: str = ""
