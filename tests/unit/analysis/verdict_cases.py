"""The base case B0 of the method and small ways to vary it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from kihub_desktop.analysis.readiness_inputs import IndicatorAnswer
from kihub_desktop.analysis.verdict.inputs import (
    GRADES,
    DataInput,
    EconomyInput,
    Given,
    LawInput,
    LawState,
    MoneyFigures,
    MoneyLine,
    OrganisationInput,
    QuickTest,
    SourceInput,
    TechnologyInput,
    UseCaseInput,
)
from kihub_desktop.analysis.verdict.judge import judge
from kihub_desktop.analysis.verdict.outcome import Engine
from kihub_desktop.analysis.verdict.scale import Archetype, Pillar
from kihub_desktop.analysis.verdict.views import Verdict
from kihub_desktop.catalogues.method import current_method

TODAY = date(2026, 11, 23)
SEEN = 2
METHOD = current_method()
ENGINE = Engine(METHOD)
T = 1000.0


def level(value: float, evidence: int = SEEN, answer: str = "a") -> IndicatorAnswer:
    return IndicatorAnswer(value, evidence=evidence, answer_id=answer)


def money(
    p: float, p10: float, p50: float, p90: float, payback: float, stake: float
) -> MoneyFigures:
    """Figures in thousand euro, a horizon of five years."""
    return MoneyFigures(p, p10 * T, p50 * T, p90 * T, payback, 5, stake * T)


def source(drl: str = "B1", /, **grades: float) -> SourceInput:
    levels = {grade: level(grades.get(grade, 4), answer=f"q-{grade}") for grade in GRADES}
    return SourceInput("s1", "Maschinendaten", Given(drl, SEEN, "drl"), levels)


def volumes(**amounts: float) -> dict[str, Given[float]]:
    return {key: Given(amount, SEEN, f"n-{key}") for key, amount in amounts.items()}


LAW = LawInput(LawState("MINIMAL"), facts=("law-1",))
INDICATORS = {row.id: level(3, answer=row.id) for row in METHOD.indicators}
FAILURES = volumes(failures=20, months=12)
B0 = UseCaseInput(
    id="b0",
    name="Wartung",
    archetype=Archetype.PREDICTIVE_MAINTENANCE,
    indicators=INDICATORS,
    data_pillar=DataInput(
        sources=(source(),),
        volumes=FAILURES,
        label=level(4, answer="label"),
        rights=Given(2, SEEN, "rights"),
    ),
    technology=TechnologyInput(
        integration=level(3, answer="t2"),
        market_trl=Given(8, SEEN, "trl"),
        own_trl=Given(5, SEEN, "trl-own"),
        latency=Given(2, SEEN, "latency"),
        safety_function=Given(False, SEEN, "safety"),
    ),
    economy=EconomyInput(
        money(0.9, 5, 80, 170, 2.0, 100), lines=(MoneyLine("line-1", "Stillstand"),)
    ),
    law=LAW,
    organisation=OrganisationInput(owner=level(4, answer="owner")),
)


def vary(base: UseCaseInput = B0, **parts: Any) -> UseCaseInput:
    """`base` with fields of its parts replaced: `data_pillar={...}`, `indicators={...}`."""
    changes: dict[str, Any] = {}
    for name, change in parts.items():
        current = getattr(base, name)
        if name == "indicators":
            changes[name] = {
                **current,
                **{
                    code: value if isinstance(value, IndicatorAnswer) else level(value, answer=code)
                    for code, value in change.items()
                },
            }
        elif isinstance(change, dict):
            changes[name] = replace(current, **change)
        else:
            changes[name] = change
    return replace(base, **changes)


def law_state(law_class: str, *items: str) -> LawInput:
    return LawInput(LawState(law_class, frozenset(items)), facts=("law-1",))


def quick_test(low: float, high: float) -> QuickTest:
    return QuickTest(low, high, "test-1")


def judged(use_case: UseCaseInput, engine: Engine = ENGINE) -> Verdict:
    return judge(use_case, engine, TODAY)


def shown(verdict: Verdict, pillar: str) -> list[float]:
    """The printed contributions of a pillar, in points."""
    return [share.shown / 10 for share in verdict.pillar(Pillar(pillar)).shares]


def scores(verdict: Verdict) -> dict[str, float | None]:
    return {view.pillar.value: view.score for view in verdict.pillars}


def codes(verdict: Verdict) -> set[str]:
    return {entry.code for entry in verdict.conditions}


def ways(verdict: Verdict, index: int = -1) -> set[tuple[str, int | None]]:
    """The actions of an improvement: (code, level of a lift)."""
    return {(action.code, action.level) for action in verdict.improvements[index].actions}
