"""From the input of a use case to plain numbers, with the origin of each and what is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from kihub_desktop.analysis.readiness_inputs import IndicatorAnswer
from kihub_desktop.analysis.verdict.case import (
    WORST_MONEY,
    Case,
    EconomyCase,
    LawCase,
    grade_keys,
    readiness_key,
    volume_key,
)
from kihub_desktop.analysis.verdict.inputs import (
    GRADES,
    READINESS_LEVELS,
    Given,
    LawInput,
    SourceInput,
    UseCaseInput,
)
from kihub_desktop.analysis.verdict.pillars_organisation import ACCEPTANCE
from kihub_desktop.analysis.verdict.plan import Plan

SOURCES, MONEY, LAW = "sources", "money", "law"


class Origin(NamedTuple):
    """Where a number comes from: evidence 0–3 and the id of the answer."""

    evidence: int
    answer_id: str


@dataclass(frozen=True)
class Sheet:
    """A use case as numbers.

    `case` lacks the keys in `open_keys` (besides keys of `numbers`: „sources“, „money“, „law“),
    `required` lists every key the archetype asks for, in a fixed order.
    """

    use_case: UseCaseInput
    case: Case
    plan: Plan
    origins: dict[str, Origin]
    open_keys: tuple[str, ...]
    required: tuple[str, ...]
    sources: tuple[SourceInput, ...]


@dataclass
class _Collected:
    numbers: dict[str, float | None] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)

    def level(self, key: str, answer: IndicatorAnswer) -> None:
        if not answer.is_open:
            self.numbers[key] = None if answer.not_relevant else answer.level
            self.origins[key] = Origin(answer.evidence, answer.answer_id)

    def number(self, key: str, given: Given[int] | Given[float] | Given[bool] | None) -> None:
        if given is not None:
            self.numbers[key] = None if given.not_relevant else float(given.value)
            self.origins[key] = Origin(given.evidence, given.answer_id)


def make_sheet(use_case: UseCaseInput, plan: Plan) -> Sheet:
    """Collects the numbers of a use case; a use-case answer replaces the firm's indicator."""
    # Sorted by id, so that the order in which sources were recorded does not matter.
    sources = tuple(
        sorted(
            (source for source in use_case.data_pillar.sources if source.necessary),
            key=lambda source: source.id,
        )
    )
    collected = _Collected()
    for code, answer in use_case.indicators.items():
        collected.level(code, answer)
    _collect_data(use_case, sources, plan, collected)
    _collect_technology(use_case, plan, collected)
    organisation = use_case.organisation
    collected.level("D1.2", organisation.sponsor)
    collected.level("D5.2", organisation.capacity)
    collected.level("owner", organisation.owner)
    case = Case(
        use_case.archetype,
        collected.numbers,
        len(sources),
        _economy(use_case),
        _law(use_case.law),
        tuple(sorted(organisation.votes)),
        _skill(use_case),
        frozenset(plan.rules.family_of(refusal.family) for refusal in use_case.refusals),
    )
    required = tuple(_required(case, plan))
    open_keys = (*(key for key in required if _is_open(key, use_case, collected)),)
    return Sheet(use_case, case, plan, collected.origins, open_keys, required, sources)


def _collect_data(
    use_case: UseCaseInput,
    sources: tuple[SourceInput, ...],
    plan: Plan,
    collected: _Collected,
) -> None:
    given = use_case.data_pillar
    for index, source in enumerate(sources):
        step = source.readiness
        if step is not None:
            key = readiness_key(index)
            collected.numbers[key] = (
                None if step.not_relevant else float(READINESS_LEVELS.index(step.value))
            )
            collected.origins[key] = Origin(step.evidence, step.answer_id)
        for key, grade in zip(grade_keys(index), GRADES, strict=True):
            collected.level(key, source.grades.get(grade, IndicatorAnswer()))
    for need in plan.method.data_pillar.needs[plan.archetype]:
        collected.number(volume_key(need.key), given.volumes.get(need.key))
    collected.level("L", given.label)
    collected.number("rights", given.rights)


def _collect_technology(use_case: UseCaseInput, plan: Plan, collected: _Collected) -> None:
    given = use_case.technology
    collected.level(plan.connection, given.connection)
    collected.level("T2", given.integration)
    collected.number("trl_market", given.market_trl)
    collected.number("trl_own", given.own_trl)
    collected.level("D4.3", given.computing)
    collected.number("latency", given.latency)
    collected.number("safety", given.safety_function)
    collected.number("fallback", given.fallback)


def _economy(use_case: UseCaseInput) -> EconomyCase:
    given = use_case.economy
    return EconomyCase(
        given.without_grant or WORST_MONEY,
        given.with_grant,
        given.funding,
        given.strategic is not None,
    )


def _law(given: LawInput | None) -> LawCase:
    if given is None:
        return LawCase("MINIMAL")
    return LawCase(given.state.law_class, given.state.open_items, given.duties_done)


def _skill(use_case: UseCaseInput) -> tuple[float, float] | None:
    test = use_case.data_pillar.quick_test
    return None if test is None else (test.low, test.high)


def _required(case: Case, plan: Plan) -> Iterator[str]:
    voted = len(case.votes) >= plan.method.organisation.least_votes
    yield from (code for code in plan.required_indicators if not (voted and code == ACCEPTANCE))
    if not case.sources:
        yield SOURCES
    for index in range(case.sources):
        yield readiness_key(index)
        yield from grade_keys(index)
    yield from (need.key for need in plan.needs)
    if plan.data_weights["L"]:
        yield "L"
    yield from ("rights", "T2", "trl_market", "trl_own", "latency", "safety")
    if case.numbers.get("safety", 1) == 1:
        yield "fallback"
    yield from ("owner", MONEY, LAW)


def _is_open(key: str, use_case: UseCaseInput, collected: _Collected) -> bool:
    if key == MONEY:
        return use_case.economy.without_grant is None
    if key == LAW:
        law = use_case.law
        return law is None or law.best is not None or law.worst is not None
    return key not in collected.numbers
