"""What a template knows of the law before anybody is asked: pre-answers, to be confirmed."""

from __future__ import annotations

from collections.abc import Sequence

from kihub_desktop.domain.law import UNSURE, Answer, Fact, FactKind, Facts, FactValue, LawCatalogue
from kihub_desktop.domain.use_case_templates import UseCaseTemplate


def fits(fact: Fact, answer: Sequence[str]) -> bool:
    """Whether a template can answer a fact so; of a choice of several the rest may stay unknown."""
    options = {each.key for each in fact.options}
    if fact.kind is FactKind.SEVERAL:
        return set(answer) <= options | {UNSURE} and set(answer) != {UNSURE}
    known = options if fact.kind is FactKind.ONE_OF else {Answer.YES.value, Answer.NO.value}
    return fact.kind is not FactKind.NUMBER and len(answer) == 1 and answer[0] in known


def law_facts(template: UseCaseTemplate, law: LawCatalogue) -> Facts:
    """The pre-answers „aus Vorlage“ by id of the fact, in the values of the law catalogue.

    What this edition of the law does not know, or asks otherwise by now, stays unknown.
    """
    found: dict[str, FactValue] = {}
    for each in template.facts:
        fact = law.fact_by_id.get(each.fact)
        if fact is not None and fits(fact, each.answer):
            found[fact.id] = _value(fact, each.answer)
    return found


def _value(fact: Fact, answer: Sequence[str]) -> FactValue:
    if fact.kind is FactKind.SEVERAL:
        return frozenset(answer)
    return answer[0] if fact.kind is FactKind.ONE_OF else Answer(answer[0])
