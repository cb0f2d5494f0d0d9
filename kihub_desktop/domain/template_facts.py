"""What a template knows of the law before anybody is asked: pre-answers, to be confirmed."""

from __future__ import annotations

from collections.abc import Sequence

from kihub_desktop.domain.law import UNSURE, Answer, Fact, FactKind, FactValue
from kihub_desktop.domain.use_case_templates import UseCaseTemplate


def fits(fact: Fact, answer: Sequence[str]) -> bool:
    """Whether a template can answer a fact so; of a choice of several the rest may stay unknown."""
    options = {each.key for each in fact.options}
    if fact.kind is FactKind.SEVERAL:
        return set(answer) <= options | {UNSURE} and set(answer) != {UNSURE}
    known = options if fact.kind is FactKind.ONE_OF else {Answer.YES.value, Answer.NO.value}
    return fact.kind is not FactKind.NUMBER and len(answer) == 1 and answer[0] in known


def template_fact(template: UseCaseTemplate, fact: Fact) -> FactValue | None:
    """How the template answers one fact „aus Vorlage“; None if it says nothing that fits."""
    for each in template.facts:
        if each.fact == fact.id and fits(fact, each.answer):
            return _value(fact, each.answer)
    return None


def _value(fact: Fact, answer: Sequence[str]) -> FactValue:
    if fact.kind is FactKind.SEVERAL:
        return frozenset(answer)
    return answer[0] if fact.kind is FactKind.ONE_OF else Answer(answer[0])
