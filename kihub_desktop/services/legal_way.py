"""The way through the rules in few lines: what holds, and by section what does not or is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kihub_desktop.domain.law import Answer, Fact, FactValue, LawCatalogue
from kihub_desktop.domain.law_result import PathStep
from kihub_desktop.domain.phrases import Joined, Phrase, Value, phrase, plural_phrase
from kihub_desktop.services.legal_check import FactState, LegalCheck
from kihub_desktop.services.legal_words import value_words

SIGNS = {Answer.YES: "✓", Answer.NO: "–", Answer.UNKNOWN: "?"}
_NAMED = 3
_TICKS = 2


@dataclass(frozen=True)
class WayStep:
    """A rule, or those of a section in one line; `facts` are the answers that decide it."""

    key: str
    truth: Answer
    text: Value
    norm: Value
    facts: tuple[str, ...]

    @property
    def sign(self) -> str:
        """✓ holds, – does not, ? is open."""
        return SIGNS[self.truth]


def way_through(check: LegalCheck, catalogue: LawCatalogue) -> Iterator[WayStep]:
    """Section by section: every rule that holds, one line for those that are open or denied."""
    steps: dict[str, list[PathStep]] = {each.key: [] for each in catalogue.sections}
    for step in check.result.path:
        steps[step.section].append(step)
    for section in catalogue.sections:
        of_section = steps[section.key]
        holding = [each for each in of_section if each.truth is Answer.YES]
        opened = [each for each in of_section if each.truth is Answer.UNKNOWN]
        yield from (way_step(each) for each in holding)
        if opened:
            yield _open(Phrase(section.name), section.key, opened, check)
        elif of_section and not holding:
            yield _denied(Phrase(section.name), section.key, of_section, check)


def way_step(step: PathStep) -> WayStep:
    """One rule with its norm."""
    norm = Joined((step.rule, step.norm), " · ")
    return WayStep(step.rule, step.truth, step.text, norm, step.facts)


def because(facts: Sequence[str], check: LegalCheck) -> Value:
    """The answers that a step rests on: „Profiling: nein“."""
    said: list[Value] = [_said(check.states[fact]) for fact in facts[:_NAMED]]
    more = len(facts) - _NAMED
    if more > 0:
        said.append(plural_phrase("{n} weitere", "{n} weitere", more))
    return Joined(tuple(said), "; ")


def _open(name: Phrase, section: str, steps: Sequence[PathStep], check: LegalCheck) -> WayStep:
    said = plural_phrase(
        "{section}: {n} Regel ist noch offen",
        "{section}: {n} Regeln sind noch offen",
        len(steps),
        section=name,
    )
    return _summary(section, Answer.UNKNOWN, said, steps, check)


def _denied(name: Phrase, section: str, steps: Sequence[PathStep], check: LegalCheck) -> WayStep:
    said = plural_phrase(
        "{section}: die Regel trifft nicht zu",
        "{section}: keine der {n} Regeln trifft zu",
        len(steps),
        section=name,
    )
    return _summary(section, Answer.NO, said, steps, check)


def _summary(
    section: str, truth: Answer, said: Value, steps: Sequence[PathStep], check: LegalCheck
) -> WayStep:
    found = {fact for each in steps for fact in each.facts}
    facts = tuple(key for key in check.states if key in found)
    norm = f"{steps[0].rule} … {steps[-1].rule}" if len(steps) > 1 else steps[0].rule
    return WayStep(f"{section}.{truth.value}", truth, said, norm, facts)


def _said(state: FactState) -> Value:
    value = phrase("offen") if state.value is None else _short(state.fact, state.value)
    return phrase("{fact}: {value}", fact=Phrase(state.fact.short), value=value)


def _short(fact: Fact, value: FactValue) -> Value:
    """Of many ticks only how many; the question itself shows them all."""
    if isinstance(value, frozenset) and len(value) > _TICKS:
        return phrase("{n} zutreffend", n=len(value))
    return value_words(fact, value)
