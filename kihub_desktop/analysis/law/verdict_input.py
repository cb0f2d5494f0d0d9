"""From the result of the legal check to what the verdict reads about the law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kihub_desktop.analysis.verdict.inputs import LawInput, LawState, LegalDuty
from kihub_desktop.domain.law import Answer, LegalClass
from kihub_desktop.domain.law_result import FoundDuty, LegalResult
from kihub_desktop.domain.method import LawRules
from kihub_desktop.domain.phrases import Joined, Value, phrase

_INSTEAD = {"dsfa": "dsfa_pruefen", "mitbestimmung": "mitbestimmung_pruefen"}
"""A certain duty takes the place of its check, so that the worst case does not count both."""


def to_law_input(
    result: LegalResult, rules: LawRules, addresses: Mapping[str, str] | None = None
) -> LawInput:
    """State, best and worst, duties and what is missing; best and worst only while facts are open.

    `rules` say which duties are conditions of the method already: those are not named twice.
    `addresses` lead from a fact to the recorded answer; without one it goes by its id.
    """
    owed = _items(result, Answer.YES)
    maybe = _items(result, Answer.UNKNOWN)
    is_open = result.class_is_open or bool(maybe)
    places = addresses or {}
    return LawInput(
        state=LawState(result.law_class.value, owed),
        best=LawState(result.best_class.value, owed) if is_open else None,
        worst=LawState(result.worst_class.value, _worst(owed | maybe)) if is_open else None,
        role=_role(result),
        missing_fact=result.missing or "",
        duties=tuple(_duties(result, rules)),
        facts=tuple(places.get(fact, fact) for fact in deciding_facts(result)),
    )


def deciding_facts(result: LegalResult) -> tuple[str, ...]:
    """The facts behind the class: of the rules that make it, or of those that are still open."""
    if result.law_class is LegalClass.TO_CLARIFY and result.class_is_open:
        return tuple(each.fact for each in result.open_questions if each.classes)
    return tuple(
        dict.fromkeys(
            fact
            for step in result.path
            if step.law_class is result.law_class and step.truth is Answer.YES
            for fact in step.facts
        )
    )


def _items(result: LegalResult, truth: Answer) -> frozenset[str]:
    return frozenset(each.code for each in result.items if each.truth is truth)


def _worst(codes: frozenset[str]) -> frozenset[str]:
    return codes - {check for certain, check in _INSTEAD.items() if certain in codes}


def _role(result: LegalResult) -> Value:
    """The roles that have a programme of duties: „als Anbieter, Betreiber“."""
    held = [each.name for each in result.roles if each.in_programme and each.truth is Answer.YES]
    return phrase("als {role}", role=Joined(tuple(held))) if held else ""


def _duties(result: LegalResult, rules: LawRules) -> Iterator[LegalDuty]:
    """What is owed for certain, but neither as a condition nor within a programme of duties.

    The first of a code stands for the method's own duty of that code.
    """
    conditions = {each.code for each in rules.items if each.is_condition}
    conditions |= {each.condition for each in rules.classes if each.condition}
    named: set[str] = set()
    for duty in result.duties:
        if duty.truth is not Answer.YES or duty.in_programme or duty.code in conditions:
            continue
        yield _duty(duty, duty.id if duty.code in named else duty.code or duty.id)
        named.add(duty.code)


def _duty(duty: FoundDuty, code: str) -> LegalDuty:
    return LegalDuty(code, duty.text, duty.applies_from, duty.norm.message)
