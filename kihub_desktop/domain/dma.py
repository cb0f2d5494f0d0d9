"""The EU Digital Maturity Assessment as data: questions, items, scoring profiles and bands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.questionnaire import CitedSource


class AnswerType(StrEnum):
    """How an item is answered; `top` of each is the best value."""

    PLANS = "plans"  # 0 no, 1 planned, 2 invested, 3 both
    TICKS = "ticks"  # 0 no, 1 yes
    SCALE = "scale"  # 0 not used … 5 operational
    DEGREES = "degrees"  # 0 no, 1 partly, 2 yes

    @property
    def top(self) -> int:
        return {"plans": 3, "ticks": 1, "scale": 5, "degrees": 2}[self.value]


ANSWER_WORDS = {
    AnswerType.PLANS: (phrase("nein"), phrase("geplant"), phrase("investiert"), phrase("beides")),
    AnswerType.TICKS: (phrase("nein"), phrase("ja")),
    AnswerType.DEGREES: (phrase("nein"), phrase("teilweise"), phrase("ja")),
}
"""The words of the values 0, 1, 2 …; a place on the scale is its own word."""


class PlanRule(StrEnum):
    """What a business area of the first question counts."""

    EACH_TICK = "each_tick"  # invested and planned one point each, of two
    INVESTED_OR_HALF = "invested_or_half"  # invested 1, else planned 0.5, of one


class StrategyRule(StrEnum):
    """How the two questions of the strategy make their dimension."""

    POOLED = "pooled"  # all points of both by all that are possible
    MEAN = "mean"  # the mean of both questions


@dataclass(frozen=True)
class DmaItem:
    """One row of a question; `systems` are kinds of IT systems that speak for it."""

    key: str
    text: str
    negative: bool = False
    column: str = ""
    systems: tuple[str, ...] = ()


@dataclass(frozen=True)
class DmaQuestion:
    """One of the eleven questions; `prefix` starts the columns of a matrix in the CSV."""

    key: str
    type: AnswerType
    text: str
    hint: str
    items: tuple[DmaItem, ...]
    prefix: str = ""

    @property
    def number(self) -> int:
        return int(self.key.removeprefix("Q"))

    @property
    def negative(self) -> DmaItem | None:
        """The item that excludes all others of its question, if there is one."""
        return next((item for item in self.items if item.negative), None)


@dataclass(frozen=True)
class DmaDimension:
    key: str
    name: str
    short_name: str
    questions: tuple[DmaQuestion, ...]

    @property
    def number(self) -> int:
        return int(self.key.removeprefix("M2."))


@dataclass(frozen=True)
class DmaBand:
    """A named band of the total 0–100; `upto` is included and tested before any rounding."""

    key: str
    upto: int
    name: str


@dataclass(frozen=True)
class ScoringProfile:
    """One published reading of the scoring, stored by its key with every assessment.

    `data_items` (8 or 7) divides the question that has the negative item.
    """

    key: str
    name: str
    effect: str
    plans: PlanRule
    strategy: StrategyRule
    data_items: int
    sources: tuple[str, ...]


@dataclass(frozen=True)
class DmaCatalogue:
    """One edition of the instrument; the first profile is the usual one."""

    kind: str
    edition: str
    stand: date
    title: str
    notice: str
    sources: tuple[CitedSource, ...]
    bands: tuple[DmaBand, ...]
    profiles: tuple[ScoringProfile, ...]
    dimensions: tuple[DmaDimension, ...]

    @property
    def questions(self) -> tuple[DmaQuestion, ...]:
        return tuple(question for each in self.dimensions for question in each.questions)

    def question(self, key: str) -> DmaQuestion:
        """The question with this key; KeyError if the edition has none."""
        for question in self.questions:
            if question.key == key:
                return question
        raise KeyError(key)

    def dimension_of(self, question: str) -> DmaDimension:
        """The dimension of a question; KeyError if the edition has none."""
        for each in self.dimensions:
            if any(one.key == question for one in each.questions):
                return each
        raise KeyError(question)

    def profile(self, key: str | None) -> ScoringProfile:
        """The profile with this key, the usual one for none; KeyError if unknown."""
        if key is None:
            return self.profiles[0]
        for profile in self.profiles:
            if profile.key == key:
                return profile
        raise KeyError(key)

    def items(self) -> Iterator[tuple[DmaQuestion, DmaItem]]:
        """All rows in the order of the questions."""
        for question in self.questions:
            for item in question.items:
                yield question, item

    def row(self, identifier: str) -> DmaItem | None:
        """The row named „Q7.data_policy“; None if the edition has none."""
        for question, item in self.items():
            if item_id(question, item) == identifier:
                return item
        return None

    def texts(self) -> Iterator[str]:
        """All German sentences a reader sees, without the citations of the sources."""
        yield from (self.title, self.notice)
        yield from (band.name for band in self.bands)
        for profile in self.profiles:
            yield from (profile.name, profile.effect)
        for dimension in self.dimensions:
            yield from (dimension.name, dimension.short_name)
            for question in dimension.questions:
                yield from (question.text, question.hint, *(i.text for i in question.items))


def item_id(question: DmaQuestion, item: DmaItem) -> str:
    """The name of a row in records and in JSON: „Q7.data_policy“."""
    return f"{question.key}.{item.key}"
