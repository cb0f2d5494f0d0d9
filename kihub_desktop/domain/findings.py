"""What the verdict asks about one use case beyond the interview: questions, answers, values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from kihub_desktop.domain.choices import Archetype
from kihub_desktop.domain.questionnaire import CitedSource

NOT_RELEVANT = "nr"
YES, NO = "ja", "nein"


class FindingKind(StrEnum):
    """What a finding holds, and how its value is spelled in a record.

    Level: "0" … "5" or "nr"; whole and decimal: canonical decimal text; choice: the key of the
    option; flag: "ja" or "nein".
    """

    LEVEL = "level"
    WHOLE = "whole"
    DECIMAL = "decimal"
    CHOICE = "choice"
    FLAG = "flag"


class UnfitFinding(ValueError):
    """A text that is no value of its finding."""


@dataclass(frozen=True)
class FindingOption:
    """One anchored answer; `answer` is its spelling in a record, `number` what the rule reads."""

    answer: str
    number: int
    title: str
    sentence: str


@dataclass(frozen=True)
class FindingGroup:
    """Where findings stand together; the key is the letter of the pillar."""

    key: str
    name: str


@dataclass(frozen=True)
class FindingQuestion:
    """One input of the verdict as a spoken question.

    `key` is what a record stores; several questions share one where the meaning depends on the
    archetype. `replaces` names the indicator that stands in while the question is open; what is
    `required` has no such answer. `least` and `most` bound a number (`most` None: no bound).
    """

    id: str
    key: str
    group: str
    name: str
    question: str
    meaning: str
    kind: FindingKind
    applies_to: tuple[Archetype, ...]
    required: bool
    sources: tuple[str, ...]
    replaces: str = ""
    unit: str = ""
    least: int = 0
    most: int | None = None
    options: tuple[FindingOption, ...] = ()

    def read(self, text: str) -> Decimal | None:
        """The number that the rule reads (flag: 1 or 0); None for „nicht relevant“.

        UnfitFinding if the text is no value of this question.
        """
        if self.kind is FindingKind.LEVEL and text == NOT_RELEVANT:
            return None
        if self.options:
            return Decimal(self._chosen(text).number)
        return self._number(text)

    def option(self, text: str) -> FindingOption | None:
        """The anchored answer that a stored value stands for."""
        return next((each for each in self.options if each.answer == text), None)

    def texts(self) -> Iterator[str]:
        """All German sentences that a reader sees."""
        yield from (self.name, self.question, self.meaning)
        if self.unit:
            yield self.unit
        for option in self.options:
            yield from (option.title, option.sentence)

    def _chosen(self, text: str) -> FindingOption:
        found = self.option(text)
        if found is None:
            raise UnfitFinding(text)
        return found

    def _number(self, text: str) -> Decimal:
        try:
            value = Decimal(text)
        except InvalidOperation as error:
            raise UnfitFinding(text) from error
        if not value.is_finite() or value < self.least:
            raise UnfitFinding(text)
        if self.most is not None and value > self.most:
            raise UnfitFinding(text)
        if self.kind is FindingKind.WHOLE and value != int(value):
            raise UnfitFinding(text)
        return value


@dataclass(frozen=True)
class FindingsCatalogue:
    """One edition of the questions; `stand` is the day its content was last checked."""

    kind: str
    edition: str
    stand: date
    title: str
    sources: tuple[CitedSource, ...]
    groups: tuple[FindingGroup, ...]
    findings: tuple[FindingQuestion, ...]

    def of(self, archetype: Archetype) -> tuple[FindingQuestion, ...]:
        """The questions for use cases of this archetype, in order; each key occurs once."""
        return tuple(each for each in self.findings if archetype in each.applies_to)

    def question(self, archetype: Archetype, key: str) -> FindingQuestion:
        """The question behind a recorded key; KeyError if the archetype has none."""
        for each in self.of(archetype):
            if each.key == key:
                return each
        raise KeyError(key)

    def texts(self) -> Iterator[str]:
        """All German sentences a reader sees, without the citations of the sources."""
        yield self.title
        for group in self.groups:
            yield group.name
        for each in self.findings:
            yield from each.texts()
