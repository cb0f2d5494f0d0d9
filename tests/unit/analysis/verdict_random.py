"""Random but realistic use cases, and starts close to a line."""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random

from kihub_desktop.analysis.readiness_inputs import IndicatorAnswer
from kihub_desktop.analysis.verdict.case import Case, grade_keys, readiness_key
from kihub_desktop.analysis.verdict.completion import complete
from kihub_desktop.analysis.verdict.inputs import (
    CRITICAL_GRADES,
    GRADES,
    READINESS_LEVELS,
    DataInput,
    EconomyInput,
    Given,
    LawInput,
    LawState,
    MoneyFigures,
    OrganisationInput,
    QuickTest,
    Refusal,
    SourceInput,
    StrategicReason,
    TechnologyInput,
    UseCaseInput,
)
from kihub_desktop.analysis.verdict.outcome import Engine
from kihub_desktop.analysis.verdict.scale import Archetype, Funding
from kihub_desktop.analysis.verdict.sheet import make_sheet
from tests.unit.analysis.verdict_cases import METHOD

CLASSES = ("VERBOTEN", "HR_III", "HR_I_A", "HR_I_B", "PRUEFEN", "ANHANG_III_AUSNAHME")
MILD_CLASSES = ("TRANSPARENZ", "MINIMAL", "MINIMAL", "MINIMAL", "KEIN_KI", "AUSSERHALB")
CLASS_ORDER = (*CLASSES, "TRANSPARENZ", "MINIMAL")
ITEMS = tuple(item.code for item in METHOD.law.items)
KIND_OF_TRIGGER = {
    "DT1": "drl",
    "DT2": "grade",
    "DT3": "volume",
    "DT4": "label",
    "DT5": "skill high",
}
FAMILIES = (
    *(f"DA{index}" for index in range(1, 7)),
    "RA",
    "dsfa",
    "dsgvo_avv",
    "mitbestimmung",
    "TA2",
    "TA5",
    "TA6",
    "OA1",
    "OA2",
    "D3.6",
    "D1.2",
    "D4.4",
)


def _level(rng: Random, mean: float) -> float:
    return float(min(5, max(0, round(rng.gauss(mean, 1.0)))))


def _answer(rng: Random, mean: float, answer: str) -> IndicatorAnswer:
    if rng.random() < 0.03:
        return IndicatorAnswer(not_relevant=True, answer_id=answer)
    return IndicatorAnswer(_level(rng, mean), evidence=rng.randrange(4), answer_id=answer)


def random_figures(rng: Random, mean: float) -> MoneyFigures:
    stake = rng.uniform(20e3, 300e3)
    p50 = stake * rng.gauss((mean - 2.2) * 0.8, 0.7)
    spread = stake * rng.uniform(0.2, 1.5)
    chance = min(1.0, max(0.0, 0.5 + p50 / (2.5 * spread)))
    payback = math.inf if p50 < -0.5 * stake else rng.uniform(0.5, 7)
    return MoneyFigures(chance, p50 - spread, p50, p50 + spread, payback, 5, stake)


def random_use_case(rng: Random, mean: float | None = None) -> UseCaseInput:
    """A complete use case of a firm whose levels scatter around `mean`."""
    mean = rng.gauss(2.8, 0.9) if mean is None else mean
    archetype = rng.choice(tuple(Archetype))
    return UseCaseInput(
        id="u",
        name="Fall",
        archetype=archetype,
        indicators={row.id: _answer(rng, mean, row.id) for row in METHOD.indicators},
        data_pillar=_random_data(rng, mean, archetype),
        technology=_random_technology(rng, mean),
        economy=_random_economy(rng, mean),
        law=_random_law(rng),
        organisation=OrganisationInput(
            sponsor=_maybe(rng, mean, "sponsor"),
            owner=_answer(rng, mean + 0.5, "owner"),
            capacity=_maybe(rng, mean, "capacity"),
            votes=_random_votes(rng, mean),
        ),
        refusals=tuple(
            Refusal(family, "Grund", "Name") for family in FAMILIES if rng.random() < 0.02
        ),
    )


def _maybe(rng: Random, mean: float, answer: str) -> IndicatorAnswer:
    return _answer(rng, mean, answer) if rng.random() < 0.5 else IndicatorAnswer()


def _random_votes(rng: Random, mean: float) -> tuple[int, ...]:
    count = rng.choice((0, 0, 2, 3, 5, 9))
    return tuple(int(_level(rng, mean + 0.5)) for _ in range(count))


def _random_data(rng: Random, mean: float, archetype: Archetype) -> DataInput:
    sources = tuple(
        SourceInput(
            f"s{index}",
            f"Quelle {index}",
            Given(_random_drl(rng, mean), rng.randrange(4), f"drl{index}"),
            {grade: _answer(rng, mean + 0.5, f"{grade}{index}") for grade in GRADES},
        )
        for index in range(rng.choice((1, 1, 2, 3)))
    )
    amounts = {
        need.key: Given(need.minimum * rng.choice((0.3, 0.6, 0.9, 1, 1.5, 3)), rng.randrange(4))
        for need in METHOD.data_pillar.needs[archetype]
    }
    test = None
    if rng.random() < 0.5:
        low = rng.uniform(-0.2, 0.4)
        test = QuickTest(low, low + rng.uniform(0, 0.3))
    rights = Given(rng.choice((0, 1, 2, 2, 2)), rng.randrange(4))
    return DataInput(sources, amounts, _answer(rng, mean + 0.7, "label"), test, rights)


def _random_drl(rng: Random, mean: float) -> str:
    return READINESS_LEVELS[min(11, max(0, round(rng.gauss(2.2 * mean, 2))))]


def _random_technology(rng: Random, mean: float) -> TechnologyInput:
    def trl(centre: float) -> Given[int]:
        return Given(min(9, max(1, round(rng.gauss(centre, 1.8)))), rng.randrange(4))

    return TechnologyInput(
        connection=_maybe(rng, mean, "t1"),
        integration=_answer(rng, mean + 0.4, "t2"),
        market_trl=trl(7),
        own_trl=trl(5),
        computing=_maybe(rng, mean, "t5"),
        latency=Given(rng.choice((1, 1, 2, 2, 3, 4))),
        safety_function=Given(rng.random() < 0.2),
        fallback=Given(rng.random() < 0.6),
    )


def _random_economy(rng: Random, mean: float) -> EconomyInput:
    plain = random_figures(rng, mean)
    granted = None
    if rng.random() < 0.5:
        extra = plain.stake * rng.uniform(0, 0.5)
        granted = replace(
            plain,
            probability=min(1.0, plain.probability + 0.2),
            p10=plain.p10 + extra,
            p50=plain.p50 + extra,
            p90=plain.p90 + extra,
            payback=plain.payback * 0.7,
        )
    strategic = StrategicReason("Pflicht", "Name") if rng.random() < 0.1 else None
    return EconomyInput(plain, granted, rng.choice(tuple(Funding)), strategic)


def _random_law(rng: Random) -> LawInput:
    mild = rng.random() < 0.8
    law_class = rng.choice(MILD_CLASSES if mild else CLASSES)
    items = frozenset(item for item in ITEMS if rng.random() < 0.07)
    return LawInput(LawState(law_class, items), duties_done=rng.random() < 0.15)


def case_of(use_case: UseCaseInput, engine: Engine) -> Case:
    """The numbers of a complete use case."""
    return complete(make_sheet(use_case, engine.plan(use_case.archetype)), ())


def random_case(rng: Random, engine: Engine) -> Case:
    return case_of(random_use_case(rng), engine)


def close_case(rng: Random, engine: Engine) -> Case:
    """A start close to a line: one trigger, or a raw score within 10 points of a threshold."""
    if rng.random() < 0.5:
        return _one_trigger(rng, engine)
    while True:
        case = case_of(random_use_case(rng, rng.choice((1.8, 2.4, 3.0, 3.6, 4.2))), engine)
        results = engine.evaluate(case).pillars
        if any(min(abs(result.raw - line) for line in (30, 40, 60)) <= 10 for result in results):
            return case


def _one_trigger(rng: Random, engine: Engine) -> Case:
    while True:
        case = _low_data(rng, random_case(rng, engine))
        triggers = [c for c in engine.evaluate(case).pillars[0].triggers if c in KIND_OF_TRIGGER]
        if len(triggers) == 1:
            family = frozenset({f"DA{triggers[0][2]}"}) if rng.random() < 0.2 else frozenset()
            return replace(case, refused=family)


def _low_data(rng: Random, case: Case) -> Case:
    """The data pillar just above or below what its conditions ask for."""
    changes: dict[str, float | None] = {"L": rng.choice((1.0, 2.0, 3.0, 3.0)), "rights": 2.0}
    for index in range(case.sources):
        changes[readiness_key(index)] = float(rng.choice((2, 3, 4, 5, 6)))
        for key, grade in zip(grade_keys(index), GRADES, strict=True):
            critical = grade in CRITICAL_GRADES
            changes[key] = rng.choice((1.0, 2.0, 2.0, 3.0) if critical else (1.0, 1.0, 2.0))
    for need in METHOD.data_pillar.needs[case.archetype]:
        changes[f"N.{need.key}"] = need.minimum * rng.choice((0.3, 0.5, 0.9, 1.0, 1.0, 1.2))
    low = rng.uniform(-0.1, 0.05)
    return replace(case.with_numbers(changes), skill=(low, low + rng.uniform(0, 0.15)))
