"""The IT security quick check: areas, questions with must-items, bands of the status value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kihub_desktop.domain.questionnaire import CitedSource


@dataclass(frozen=True)
class SecurityArea:
    key: str
    name: str


@dataclass(frozen=True)
class SecurityMeasure:
    """What closes a gap: a first step, who takes it (role of the method), usual person days."""

    text: str
    who: str
    days: tuple[float, float]


@dataclass(frozen=True)
class SecurityQuestion:
    """One item; a `must` that is missing costs `deduction` points and is named on its own.

    `weight` are the points of a yes; `optional` ones may be answered „nicht relevant“.
    """

    key: str
    area: str
    name: str
    question: str
    meaning: str
    weight: int
    measure: SecurityMeasure
    sources: tuple[str, ...]
    must: bool = False
    deduction: int = 0
    optional: bool = False
    annahme: bool = True


@dataclass(frozen=True)
class SecurityBand:
    """A named part of the status value in percent; `least` belongs to it."""

    key: str
    least: int
    name: str


@dataclass(frozen=True)
class SecurityCatalogue:
    """One edition of the check; the bands rise from 0, `notice` says what the check is not."""

    kind: str
    edition: str
    stand: date
    title: str
    notice: str
    sources: tuple[CitedSource, ...]
    bands: tuple[SecurityBand, ...]
    areas: tuple[SecurityArea, ...]
    questions: tuple[SecurityQuestion, ...]

    def of(self, area: str) -> tuple[SecurityQuestion, ...]:
        """The questions of an area, in their order."""
        return tuple(each for each in self.questions if each.area == area)

    def question(self, key: str) -> SecurityQuestion:
        """The question with this key; KeyError if the edition has none."""
        for each in self.questions:
            if each.key == key:
                return each
        raise KeyError(key)

    def texts(self) -> Iterator[str]:
        """All German sentences a reader sees, without the citations of the sources."""
        yield from (self.title, self.notice)
        yield from (band.name for band in self.bands)
        yield from (area.name for area in self.areas)
        for each in self.questions:
            yield from (each.name, each.question, each.meaning, each.measure.text)
