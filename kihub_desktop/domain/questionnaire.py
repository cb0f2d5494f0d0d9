"""The readiness questionnaire: dimensions, questions and their six anchored levels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

LEVELS = range(6)


@dataclass(frozen=True)
class CitedSource:
    """A publication that questions rest on; `checked_on` is the day somebody last looked it up."""

    key: str
    citation: str
    checked_on: date
    url: str = ""


@dataclass(frozen=True)
class AnchoredLevel:
    """One step of the ladder 0..5 with the observable fact that marks it."""

    level: int
    title: str
    sentence: str


@dataclass(frozen=True)
class Question:
    """One indicator as a spoken question; `levels` holds the levels 0..5 in that order."""

    id: str
    indicator: str
    question: str
    meaning: str
    follow_ups: tuple[str, ...]
    levels: tuple[AnchoredLevel, ...]
    evidence_hint: str
    sources: tuple[str, ...]
    weight: float = 1.0

    @property
    def dimension_id(self) -> str:
        return self.id.partition(".")[0]

    def texts(self) -> Iterator[str]:
        """All German sentences of the question that a reader sees."""
        yield from (self.indicator, self.question, self.meaning, *self.follow_ups)
        for level in self.levels:
            yield from (level.title, level.sentence)
        yield self.evidence_hint


@dataclass(frozen=True)
class Dimension:
    """A group of questions; `short_name` is the one on the radar."""

    id: str
    name: str
    short_name: str
    questions: tuple[Question, ...]
    weight: float = 1.0


@dataclass(frozen=True)
class Questionnaire:
    """One edition of the questionnaire; `stand` is the day its content was last checked."""

    kind: str
    edition: str
    stand: date
    title: str
    sources: tuple[CitedSource, ...]
    dimensions: tuple[Dimension, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions in the order of the interview."""
        return tuple(question for part in self.dimensions for question in part.questions)

    def question(self, question_id: str) -> Question:
        """The question with this id; KeyError if the edition has none."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    def dimension(self, dimension_id: str) -> Dimension:
        """The dimension with this id; KeyError if the edition has none."""
        for dimension in self.dimensions:
            if dimension.id == dimension_id:
                return dimension
        raise KeyError(dimension_id)

    def source(self, key: str) -> CitedSource:
        """The source with this key; KeyError if the edition has none."""
        for source in self.sources:
            if source.key == key:
                return source
        raise KeyError(key)

    def texts(self) -> Iterator[str]:
        """All German sentences a reader sees, without the citations of the sources."""
        yield self.title
        for dimension in self.dimensions:
            yield from (dimension.name, dimension.short_name)
            for question in dimension.questions:
                yield from question.texts()
