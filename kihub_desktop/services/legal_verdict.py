"""From the legal check to what the verdict reads of the law; every answer keeps its address.

The address of an answer is `law:<use case>:<fact>`, as the pages understand it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from kihub_desktop.analysis.law.verdict_input import to_law_input
from kihub_desktop.analysis.verdict.inputs import LawInput, LegalAnswer
from kihub_desktop.domain.law import Answer
from kihub_desktop.domain.law_result import LegalResult, PathStep
from kihub_desktop.domain.method import LawRules
from kihub_desktop.domain.phrases import Phrase
from kihub_desktop.services.legal_check import LegalCheck
from kihub_desktop.services.legal_words import value_words


def law_input(check: LegalCheck | None, rules: LawRules) -> LawInput | None:
    """The law pillar; None while nothing is known at all, so that it stays open."""
    if check is None or not check.is_begun:
        return None
    answers = _answers(check)
    return replace(
        to_law_input(check.result, rules),
        legal_dates=_dates(check.result),
        facts=tuple(each.answer_id for each in answers),
        answers=answers,
    )


def address_of(use_case: UUID | str, fact: str = "") -> str:
    """Where a legal question of a use case is answered; "" means the page as a whole."""
    return f"law:{use_case}:{fact}"


def _dates(result: LegalResult) -> dict[str, date]:
    """Days still to come by which an open matter has to be settled, by its code."""
    found: dict[str, date] = {}
    for step in result.path:
        day = step.applies_from
        if step.truth is Answer.YES and day is not None and day > result.today:
            found |= {code: min(day, found.get(code, day)) for code in step.items}
    return found


def _answers(check: LegalCheck) -> tuple[LegalAnswer, ...]:
    """The answers behind class and open items, in the order of the catalogue."""
    result = check.result
    behind = {fact for each in result.items for fact in each.facts}
    for step in result.path:
        if _decides(step, result):
            behind |= set(step.facts)
    return tuple(
        LegalAnswer(
            Phrase(state.fact.short),
            value_words(state.fact, state.value),
            address_of(check.use_case.id, key),
        )
        for key, state in check.states.items()
        if key in behind and state.value is not None
    )


def _decides(step: PathStep, result: LegalResult) -> bool:
    """A rule whose class is at least as serious: it made the class, was denied or is open."""
    return step.law_class is not None and step.law_class.rank <= result.law_class.rank
