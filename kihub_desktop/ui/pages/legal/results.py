"""What follows from the answers, in lines: duties, the way through the rules, open points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kihub_desktop.domain.law import Answer, FactKind, LawCatalogue
from kihub_desktop.domain.law_result import FoundDuty, OpenQuestion
from kihub_desktop.domain.phrases import Joined, Phrase, Value, phrase, plural_phrase
from kihub_desktop.services.legal_check import FactState, LegalCheck, is_unsure
from kihub_desktop.services.legal_way import WayStep, because, way_step, way_through
from kihub_desktop.services.legal_words import since_words
from kihub_desktop.ui.pages.legal.state import DutyLine, OpenLine, PathLine

_NAMED = 3
_OPEN_SHOWN = 8


def undecided(check: LegalCheck) -> tuple[str, ...]:
    """What is asked now, and what was answered „unbekannt“ although it still decides something."""
    deciding = {each.fact for each in check.result.open_questions}
    asked = set(check.asked)
    return tuple(
        key
        for key, state in check.states.items()
        if key in asked or (key in deciding and state.value is not None and is_unsure(state.value))
    )


def shown_facts(check: LegalCheck) -> tuple[str, ...]:
    """What was answered here, what the capture says or what decides something, what is asked."""
    result = check.result
    decides = {fact for step in result.path for fact in step.facts}
    decides |= {fact for duty in result.duties for fact in duty.facts}
    asked = set(check.asked)
    return tuple(
        key
        for key, state in check.states.items()
        if key in asked
        or (state.value is not None and (key in decides or _is_mine(state) or _is_told(state)))
    )


def _is_told(state: FactState) -> bool:
    """What the capture says is shown, but figures only where they decide something."""
    return state.is_taken and state.fact.kind is not FactKind.NUMBER


def _is_mine(state: FactState) -> bool:
    return state.record is not None and state.own is not None and state.record.use_case is not None


def duty_line(duty: FoundDuty, check: LegalCheck) -> DutyLine:
    return DutyLine(
        key=duty.id,
        text=duty.text,
        who=duty.who,
        since=since_words(duty),
        norm=duty.norm,
        is_sure=duty.truth is Answer.YES,
        question=_question_of(duty.facts, check),
    )


def path_lines(check: LegalCheck, catalogue: LawCatalogue) -> Iterator[PathLine]:
    """The short way through the rules."""
    return (_path_line(each, check) for each in way_through(check, catalogue))


def rule_lines(check: LegalCheck) -> Iterator[PathLine]:
    """Every single rule."""
    return (_path_line(way_step(each), check) for each in check.result.path)


def _path_line(step: WayStep, check: LegalCheck) -> PathLine:
    return PathLine(
        key=step.key,
        sign=step.sign,
        text=step.text,
        because=because(step.facts, check),
        norm=step.norm,
        question=_question_of(step.facts, check),
    )


def _question_of(facts: Sequence[str], check: LegalCheck) -> str:
    """The first open question that is asked, else the first answer; "" for none."""
    shown = shown_facts(check)
    opened = (fact for fact in facts if fact in shown and not check.states[fact].is_answered)
    return next(opened, next(iter(facts), ""))


def open_lines(check: LegalCheck, catalogue: LawCatalogue) -> Iterator[OpenLine]:
    opened = {each.fact: each for each in check.result.open_questions}
    left = [key for key in undecided(check) if key in opened]
    for key in left[:_OPEN_SHOWN]:
        yield OpenLine(opened[key].question, _effect(opened[key], catalogue), key)
    more = len(left) - _OPEN_SHOWN
    if more > 0:
        yield OpenLine(
            plural_phrase("und {n} weitere Frage", "und {n} weitere Fragen", more), "", ""
        )


def _effect(opened: OpenQuestion, catalogue: LawCatalogue) -> Value:
    parts: list[Value] = []
    if opened.classes:
        names = tuple(Phrase(catalogue.class_by_code[each].name) for each in opened.classes)
        parts.append(phrase("entscheidet: {classes}", classes=Joined(names[:_NAMED])))
    if opened.items:
        names = tuple(Phrase(catalogue.item_by_code[each].name) for each in opened.items)
        parts.append(phrase("offener Punkt: {items}", items=Joined(names[:_NAMED])))
    if opened.duties and not parts:
        n = len(opened.duties)
        parts.append(
            plural_phrase("entscheidet über {n} Pflicht", "entscheidet über {n} Pflichten", n)
        )
    return Joined(tuple(parts), " · ")
