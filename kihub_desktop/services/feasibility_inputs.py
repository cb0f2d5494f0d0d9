"""From records to what the verdict reads; every value keeps the way back to its record.

The ids handed to the analysis are addresses for pages: `answer:D5.2`, `finding:<use case>:<key>`,
`source:<use case>:<source>`, `check:<use case>:<test>`, `money:<use case>`, `votes:<use case>`,
`law:<use case>:<fact>`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from kihub_desktop.analysis.economics.result import EconomicsResult, Incomplete, Scenario
from kihub_desktop.analysis.explanation import Node, NodeKind
from kihub_desktop.analysis.readiness_inputs import OPEN, IndicatorAnswer
from kihub_desktop.analysis.verdict import inputs as verdict
from kihub_desktop.analysis.verdict.scale import Archetype, Funding
from kihub_desktop.domain import choices
from kihub_desktop.domain.findings import FindingsCatalogue, UnfitFinding
from kihub_desktop.domain.records import Answer, Finding, SourceLink, UseCase
from kihub_desktop.services.business_cases import BusinessCaseState
from kihub_desktop.services.data_checks import newest
from kihub_desktop.services.use_cases import UseCaseState

_GRADES = verdict.GRADES
_VOLUME = "volume."
_FUNDING = {
    choices.FundingStatus.NONE: Funding.NONE,
    choices.FundingStatus.FITTING: Funding.FITTING,
    choices.FundingStatus.GRANTED: Funding.GRANTED,
}


def indicator_answers(answers: Mapping[str, Answer]) -> dict[str, IndicatorAnswer]:
    """The interview as the analyses take it; an answer without a level stays open."""
    return {
        question: _indicator(answer, f"answer:{question}")
        for question, answer in answers.items()
        if answer.level is not None
    }


def _indicator(answer: Answer, address: str) -> IndicatorAnswer:
    evidence = int(answer.evidence or 0)
    if answer.level is choices.Level.NOT_RELEVANT:
        return IndicatorAnswer(None, True, evidence, address, answer.reason or "")
    return IndicatorAnswer(float(answer.level or 0), False, evidence, address)


class FindingReader:
    """Reads the findings of one use case through the catalogue's questions."""

    def __init__(self, state: UseCaseState, catalogue: FindingsCatalogue) -> None:
        self._state = state
        archetype = state.use_case.archetype or choices.Archetype.OTHER
        self._questions = {question.key: question for question in catalogue.of(archetype)}

    def _read(self, key: str) -> tuple[Finding, float | None] | None:
        """The finding with its number (None: not relevant), or None while it is open."""
        found, question = self._state.findings.get(key), self._questions.get(key)
        if found is None or question is None or found.value is None:
            return None
        try:
            number = question.read(found.value)
        except UnfitFinding:
            return None
        return found, None if number is None else float(number)

    def address(self, key: str) -> str:
        return f"finding:{self._state.use_case.id}:{key}"

    def level(self, key: str) -> IndicatorAnswer:
        read = self._read(key)
        if read is None:
            return OPEN
        found, number = read
        evidence = int(found.evidence or 0)
        return IndicatorAnswer(
            number, number is None, evidence, self.address(key), found.note or ""
        )

    def number(self, key: str) -> verdict.Given[float] | None:
        read = self._read(key)
        if read is None:
            return None
        found, number = read
        return verdict.Given(
            number or 0.0, int(found.evidence or 0), self.address(key), number is None
        )

    def whole(self, key: str) -> verdict.Given[int] | None:
        given = self.number(key)
        if given is None:
            return None
        return verdict.Given(int(given.value), given.evidence, given.answer_id, given.not_relevant)

    def flag(self, key: str) -> verdict.Given[bool] | None:
        given = self.number(key)
        if given is None:
            return None
        return verdict.Given(bool(given.value), given.evidence, given.answer_id, given.not_relevant)

    def volumes(self) -> dict[str, verdict.Given[float]]:
        keys = [key for key in self._questions if key.startswith(_VOLUME)]
        given = {key.removeprefix(_VOLUME): self.number(key) for key in keys}
        return {key: value for key, value in given.items() if value is not None}


def data_input(state: UseCaseState, reader: FindingReader) -> verdict.DataInput:
    return verdict.DataInput(
        sources=tuple(_source(state, link) for link in state.links if link.source is not None),
        volumes=reader.volumes(),
        label=reader.level("label"),
        rights=reader.whole("rights"),
        quick_test=_quick_test(state),
    )


def _quick_test(state: UseCaseState) -> verdict.QuickTest | None:
    """The adopted quick test that counts; ends that were exchanged by a merge are put right."""
    test = newest(state.quick_tests)
    if test is None or test.skill_low is None or test.skill_high is None:
        return None
    low, high = sorted((float(test.skill_low), float(test.skill_high)))
    return verdict.QuickTest(low, high, f"check:{state.use_case.id}:{test.id}")


def _source(state: UseCaseState, link: SourceLink) -> verdict.SourceInput:
    address = f"source:{state.use_case.id}:{link.source}"
    evidence = int(link.evidence or 0)
    found = state.sources.get(link.source) if link.source else None
    grades: dict[str, IndicatorAnswer] = {}
    for name in _GRADES:
        level: choices.Level | None = getattr(link, name)
        if level is choices.Level.NOT_RELEVANT:
            grades[name] = IndicatorAnswer(None, True, evidence, address)
        elif level is not None:
            grades[name] = IndicatorAnswer(float(level), False, evidence, address)
    readiness = None
    if link.readiness is not None:
        readiness = verdict.Given(link.readiness.value, evidence, address)
    return verdict.SourceInput(
        id=str(link.source),
        name=(found.name if found else None) or "",
        readiness=readiness,
        grades=grades,
        necessary=link.role is not choices.SourceRole.USEFUL,
    )


def technology_input(reader: FindingReader) -> verdict.TechnologyInput:
    return verdict.TechnologyInput(
        connection=reader.level("connection"),
        integration=reader.level("integration"),
        market_trl=reader.whole("market_trl"),
        own_trl=reader.whole("own_trl"),
        computing=reader.level("computing"),
        latency=reader.whole("latency"),
        safety_function=reader.flag("safety_function"),
        fallback=reader.flag("fallback"),
    )


def organisation_input(state: UseCaseState, reader: FindingReader) -> verdict.OrganisationInput:
    return verdict.OrganisationInput(
        sponsor=reader.level("sponsor"),
        owner=reader.level("owner"),
        capacity=reader.level("capacity"),
        votes=tuple(vote.value for vote in state.votes if vote.value is not None),
        votes_id=f"votes:{state.use_case.id}",
    )


def economy_input(
    state: BusinessCaseState, result: EconomicsResult | Incomplete
) -> verdict.EconomyInput:
    """The money pillar; an incomplete case leaves it open."""
    frame = state.frame
    strategic = None
    if (frame.strategic_reason or "").strip() and (frame.strategic_by or "").strip():
        strategic = verdict.StrategicReason(
            frame.strategic_reason or "", frame.strategic_by or "", _money(state.use_case)
        )
    if isinstance(result, Incomplete):
        return verdict.EconomyInput(strategic=strategic, answer_id=_money(state.use_case))
    return verdict.EconomyInput(
        without_grant=_figures(result.without_grant),
        with_grant=_figures(result.with_grant) if result.with_grant else None,
        funding=_FUNDING[state.funding],
        strategic=strategic,
        lines=tuple(
            verdict.MoneyLine(f"{_money(state.use_case)}:{line.id}", line.label)
            for line in result.case.lines
        ),
        answer_id=_money(state.use_case),
    )


def _money(use_case: UUID) -> str:
    return f"money:{use_case}"


def _figures(scenario: Scenario) -> verdict.MoneyFigures:
    figures = scenario.figures
    return verdict.MoneyFigures(
        probability=figures.p,
        p10=figures.p10,
        p50=figures.p50,
        p90=figures.p90,
        payback=figures.payback,
        horizon=figures.horizon,
        stake=figures.investment,
    )


def refusals(state: UseCaseState) -> tuple[verdict.Refusal, ...]:
    """Conditions declared impossible; without reason and name they do not count yet."""
    return tuple(
        verdict.Refusal(family, each.reason or "", each.decided_by or "")
        for family, each in state.conditions.items()
        if each.impossible and (each.reason or "").strip() and (each.decided_by or "").strip()
    )


def archetype_of(use_case: UseCase) -> Archetype:
    """The kind of a use case; one that is not chosen yet counts as „Sonstiges“."""
    return Archetype((use_case.archetype or choices.Archetype.OTHER).value)


_FINDING_OF_KEY = {
    "L": "label",
    "T2": "integration",
    "owner": "owner",
    "trl_market": "market_trl",
    "trl_own": "own_trl",
    "latency": "latency",
    "safety": "safety_function",
    "fallback": "fallback",
    "rights": "rights",
}


def address_of(use_case: str, key: str) -> str:
    """Where the question behind a number of the verdict is answered."""
    if key == "money":
        return f"money:{use_case}"
    if key == "law":
        return f"law:{use_case}:"
    if key == "sources" or (key[0] == "S" and key[1:2].isdigit()):
        return f"source:{use_case}:"
    if key.startswith("N."):
        return f"finding:{use_case}:{_VOLUME}{key[2:]}"
    if key in _FINDING_OF_KEY:
        return f"finding:{use_case}:{_FINDING_OF_KEY[key]}"
    return f"answer:{key}"


def addressed(node: Node, use_case: str) -> Node:
    """A part of an explanation in which what is missing leads to where it is answered."""
    children = tuple(addressed(child, use_case) for child in node.children)
    answer = node.answer
    if node.kind is NodeKind.MISSING and answer is None:
        answer = address_of(use_case, node.id) or None
    return replace(node, children=children, answer=answer)
