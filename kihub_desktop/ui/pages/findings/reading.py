"""From what is recorded about a use case to the lines of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.domain.choices import Archetype, Level, SourceRole
from kihub_desktop.domain.findings import NO, FindingQuestion, FindingsCatalogue
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.method import GRADES
from kihub_desktop.domain.phrases import Amount, Phrase, phrase, plural_phrase
from kihub_desktop.domain.records import Answer, SourceLink, Vote
from kihub_desktop.domain.words import word
from kihub_desktop.services.use_cases import UseCaseState
from kihub_desktop.texts import render
from kihub_desktop.ui.pages.findings.spellings import NOTE, VALUE, is_given, shown_value
from kihub_desktop.ui.pages.findings.state import (
    FindingGroupState,
    FindingLine,
    SourceChoice,
    SourcesState,
    SourceState,
    VoteLine,
    VotesState,
)
from kihub_desktop.ui.record_entry import Entries, KeptTexts, RecordEntry

Contested = Mapping[UUID, frozenset[str]]


@dataclass(frozen=True)
class Material:
    """Everything that the lines are made of, as read at one moment."""

    state: UseCaseState
    catalogue: FindingsCatalogue
    answers: Mapping[str, Answer]
    contested: Contested
    kept: KeptTexts


def finding_id(use_case: UUID, key: str) -> UUID:
    return slot_id("finding", use_case, key)


def archetype_of(state: UseCaseState) -> Archetype:
    return state.use_case.archetype or Archetype.OTHER


def group_states(material: Material) -> tuple[FindingGroupState, ...]:
    """The questions of the use case's archetype, by pillar."""
    questions = material.catalogue.of(archetype_of(material.state))
    return tuple(
        FindingGroupState(
            group.key,
            group.name,
            tuple(_line(material, each) for each in questions if each.group == group.key),
        )
        for group in material.catalogue.groups
    )


def _line(material: Material, question: FindingQuestion) -> FindingLine:
    record = finding_id(material.state.use_case.id, question.key)
    found = material.state.findings.get(question.key)
    value = found.value if found else None
    given = is_given(question, value)
    return FindingLine(
        question=question,
        entries=Entries(
            record,
            {VALUE: shown_value(question, value), NOTE: (found.note if found else None) or ""},
            material.kept.of(record),
            material.contested.get(record, frozenset()),
            material.state.use_case.company,
            "finding",
        ),
        evidence=int(found.evidence) if found and found.evidence is not None else None,
        is_open=question.required and not given and _waits(material.state, question),
        stand_in=_stand_in(material.answers, question) if not given else None,
    )


def _waits(state: UseCaseState, question: FindingQuestion) -> bool:
    """Without a safety function nobody needs to know the way back."""
    safety = state.findings.get("safety_function")
    return question.key != "fallback" or safety is None or safety.value != NO


def _stand_in(answers: Mapping[str, Answer], question: FindingQuestion) -> Phrase | None:
    if not question.replaces:
        return None
    answer = answers.get(question.replaces)
    if answer is None or answer.level is None:
        return phrase("Sonst gilt {question} im Interview; dort ist sie offen.",
                      question=question.replaces)  # fmt: skip
    if answer.level is Level.NOT_RELEVANT:
        return phrase(
            "Sonst gilt {question} im Interview: nicht relevant.", question=question.replaces
        )
    return phrase(
        "Sonst gilt {question} im Interview: Stufe {level}.",
        question=question.replaces,
        level=answer.level.value,
    )


def sources_state(material: Material, entry: RecordEntry[SourceLink]) -> SourcesState:
    """Necessary sources first, each with what is still missing."""
    state = material.state
    links = tuple(
        _source(material, entry, link)
        for link in sorted(state.links, key=lambda each: each.role is SourceRole.USEFUL)
        if link.source is not None
    )
    linked = {each.source for each in state.links}
    necessary = [each for each in state.links if each.role is not SourceRole.USEFUL]
    return SourcesState(
        links=links,
        candidates=tuple(
            SourceChoice(each.id, each.name or "")
            for each in state.sources.values()
            if each.id not in linked
        ),
        recorded=len(state.sources),
        open_count=sum(each.missing for each in links) if necessary else 1,
    )


def _source(material: Material, entry: RecordEntry[SourceLink], link: SourceLink) -> SourceState:
    source = material.state.sources.get(link.source) if link.source else None
    grades = [getattr(link, name) for name in GRADES]
    missing = sum(value is None for value in (link.readiness, *grades))
    kind = render(word(source.kind)) if source and source.kind else ""
    return SourceState(
        source=link.source or link.id,
        name=(source.name if source else None) or "",
        note=" · ".join(filter(None, ((source.system if source else None) or "", kind))),
        entries=entry.entries(link, material.contested.get(link.id, frozenset())),
        evidence=None if link.evidence is None else int(link.evidence),
        missing=0 if link.role is SourceRole.USEFUL else missing,
    )


def votes_state(votes: Iterable[Vote], least: int) -> VotesState:
    """The votes by name; numbered names in the order of their numbers.

    Fewer than `least` are neither used nor summed up (method.md 7).
    """
    ordered = sorted(votes, key=lambda each: _natural(each.participant or ""))
    return VotesState(
        lines=tuple(VoteLine(each.id, each.participant or "", each.value) for each in ordered),
        next_name=_next_name([each.participant or "" for each in ordered]),
        summary=_summary([each.value for each in ordered if each.value is not None], least),
    )


def _next_name(names: list[str]) -> str:
    """Goes on as the last numbered name did: after „Platz 9“ comes „Platz 10“."""
    numbered = [_natural(name) for name in names if _natural(name)[1]]
    words, number = numbered[-1] if numbered else ("", 0)
    if not words:
        return render(phrase("Teilnehmende {n}", n="1"))
    return f"{words} {number + 1}"


def _natural(name: str) -> tuple[str, int]:
    words, _space, number = name.rpartition(" ")
    return (words, int(number)) if number.isdecimal() else (name, 0)


def _summary(values: list[int], least: int) -> Phrase:
    if len(values) < least:
        return plural_phrase(
            "{n} Stimme; gerechnet wird ab {least}. Bis dahin gilt D6.6 im Interview.",
            "{n} Stimmen; gerechnet wird ab {least}. Bis dahin gilt D6.6 im Interview.",
            len(values),
            least=least,
        )
    return phrase(
        "{n} Stimmen, Mittel {mean}, niedrigste {low}, höchste {high}.",
        n=len(values),
        mean=Amount(sum(values) / len(values), 1),
        low=min(values),
        high=max(values),
    )
