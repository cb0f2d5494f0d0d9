"""What is worth asking: only facts whose answer can still change the result.

A condition that is unknown owes that to its unknown parts alone; following them down to the facts
never misses one that matters under some completion of the others. It names too many only where a
fact stands in a condition more than once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kihub_desktop.analysis.law.engine import LawEngine
from kihub_desktop.analysis.law.standing import Standing
from kihub_desktop.analysis.law.truth import Truths
from kihub_desktop.domain.law import UNSURE, Answer, Facts, LegalClass
from kihub_desktop.domain.law_result import OpenQuestion
from kihub_desktop.domain.phrases import Phrase

_NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Outcome:
    """A part of the result that is still unknown, with the place of what will settle it."""

    place: int
    law_class: LegalClass | None = None
    items: frozenset[str] = _NOTHING
    duty: str = ""
    role: str = ""


def next_questions(facts: Facts, engine: LawEngine, today: date) -> tuple[str, ...]:
    """The facts to ask now, in the order of the catalogue; none if nothing is left to settle.

    Where one answer may make another question idle, only the first of both is named; ask anew
    after every answer. What was answered „unbekannt“ is passed over.
    """
    truths = engine.truths(facts, today)
    standing = Standing.of(engine, truths)
    passed = engine.network.mask(name for name, value in facts.items() if _is_unsure(value))
    found = 0
    for each in open_outcomes(engine, truths, standing):
        found |= truths.next_open(each.place, passed)
    return engine.network.names(found)


def first_for_class(engine: LawEngine, truths: Truths, standing: Standing) -> tuple[str, ...]:
    """The unanswered facts that come first on the way to the class, asked before or not."""
    found = 0
    for each in open_outcomes(engine, truths, standing):
        if each.law_class is not None:
            found |= truths.next_open(each.place, 0)
    return engine.network.names(found)


def _is_unsure(value: object) -> bool:
    return value == Answer.UNKNOWN or (isinstance(value, frozenset) and UNSURE in value)


def open_questions(
    engine: LawEngine, truths: Truths, standing: Standing
) -> tuple[OpenQuestion, ...]:
    """Every unanswered fact that can change the result, with what it can change."""
    touched: dict[str, list[Outcome]] = {}
    everything = 0
    for outcome in open_outcomes(engine, truths, standing):
        behind = truths.behind(outcome.place)
        everything |= behind
        for fact in engine.network.names(behind):
            touched.setdefault(fact, []).append(outcome)
    questions = engine.catalogue.fact_by_id
    return tuple(
        _question(fact, questions[fact].question, touched[fact])
        for fact in engine.network.names(everything)
    )


def _question(fact: str, question: str, outcomes: list[Outcome]) -> OpenQuestion:
    classes = {each.law_class for each in outcomes if each.law_class is not None}
    return OpenQuestion(
        fact=fact,
        question=Phrase(question),
        classes=tuple(sorted(classes, key=lambda each: each.rank)),
        items=tuple(sorted({item for each in outcomes for item in each.items})),
        duties=tuple(dict.fromkeys(each.duty for each in outcomes if each.duty)),
        roles=tuple(dict.fromkeys(each.role for each in outcomes if each.role)),
    )


def open_outcomes(engine: LawEngine, truths: Truths, standing: Standing) -> Iterator[Outcome]:
    """All parts of the result that are unknown and not outweighed by what already holds."""
    yield from _open_rules(engine, truths, standing)
    for role, place in engine.roles:
        if truths.of(place) is None:
            yield Outcome(place, role=role.key)
    for duty in engine.duties:
        for place in {duty.when, *(both for _day, _own, both in duty.dates)}:
            if truths.of(place) is None:
                yield Outcome(place, duty=duty.duty.id)
    for fine in engine.fines:
        if fine.both is not None and truths.of(fine.both) is None:
            yield Outcome(fine.both)


def _open_rules(engine: LawEngine, truths: Truths, standing: Standing) -> Iterator[Outcome]:
    for each in engine.rules:
        if truths.of(each.when) is not None:
            continue
        items = frozenset(each.rule.items) - standing.open_items
        law_class = each.rule.law_class
        if law_class is not None and _outweighed(law_class, standing):
            law_class = None
        if items or law_class is not None:
            yield Outcome(each.when, law_class=law_class, items=items)


def _outweighed(law_class: LegalClass, standing: Standing) -> bool:
    """A class no more serious than one that holds already changes nothing."""
    return standing.certain is not None and law_class.rank >= standing.certain.rank
