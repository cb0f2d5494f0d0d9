"""Pillar Daten: readiness, quality, volume, target variable and learnability (method.md 3)."""

from __future__ import annotations

from kihub_desktop.analysis.verdict.case import Case, grade_keys, readiness_key
from kihub_desktop.analysis.verdict.draft import (
    Component,
    PillarDraft,
    least_of,
    mean_of,
    missed,
)
from kihub_desktop.analysis.verdict.inputs import CRITICAL_GRADES, GRADES
from kihub_desktop.analysis.verdict.plan import Plan
from kihub_desktop.analysis.verdict.scale import Pillar, half_up

# Indices into READINESS_LEVELS: up to C2 a trigger, up to B4 a condition.
LAST_TRIGGER_STEP = 2
LAST_CONDITION_STEP = 4
RIGHTS_CLEAR = 2
TOLERANCE = 1e-9
_IS_CRITICAL = tuple(grade in CRITICAL_GRADES for grade in GRADES)


def data_draft(case: Case, plan: Plan) -> PillarDraft:
    """The pillar before adjustments; levels 0–5, weights sum to 100."""
    weights = plan.data_weights
    least_step = least_of([case.numbers[readiness_key(i)] for i in range(case.sources)])
    share, volume = volume_level(case, plan)
    codes: list[str] = []
    triggers: list[str] = []
    _readiness_codes(least_step, codes, triggers)
    _grade_codes(case, codes, triggers)
    _share_codes(share, plan.method.data_pillar.project_share, codes, triggers)
    label = case.numbers["L"] if weights["L"] else None
    if plan.tests_label and label is not None:
        _label_codes(half_up(label), codes, triggers)
    if weights["X"] and case.skill is not None:
        _skill_codes(case.skill, codes, triggers)
    if len(codes) >= plan.method.data_pillar.codes_for_project:
        triggers.append("DT6")
    rights = case.numbers["rights"]
    if rights is not None and rights < RIGHTS_CLEAR:
        codes.append("DA6")
    codes += missed(case, plan.rows[Pillar.DATA])
    readiness = None if least_step is None else plan.readiness_levels[int(least_step)]
    components = (
        Component("Z", weights["Z"], readiness),
        Component("Q", weights["Q"], quality_level(case)),
        Component("H", weights["H"], volume),
        Component("L", weights["L"], label),
        Component("X", weights["X"], skill_level(case, plan)),
    )
    return PillarDraft(
        tuple(component for component in components if component.weight),
        tuple(codes),
        tuple(triggers),
    )


def quality_level(case: Case) -> float | None:
    """Minimum over the necessary sources of the mean of the relevant grades."""
    numbers = case.numbers
    return least_of([mean_of([numbers[key] for key in grade_keys(i)]) for i in range(case.sources)])


def volume_level(case: Case, plan: Plan) -> tuple[float | None, float | None]:
    """Smallest share N/N_min and smallest level over the needs; None if none is relevant."""
    shares: list[float | None] = []
    levels: list[float | None] = []
    for need in plan.needs:
        amount = case.numbers[need.key]
        if amount is not None:
            shares.append(amount / need.minimum)
            levels.append(need.level(amount))
    return least_of(shares), least_of(levels)


def skill_level(case: Case, plan: Plan) -> float:
    """X = 3·c(lo) + 2·c(hi), neutral without a test."""
    rules = plan.method.data_pillar
    if case.skill is None:
        return rules.neutral_level
    low, high = (min(max(end / rules.strong_skill, 0.0), 1.0) for end in case.skill)
    return 3 * low + 2 * high


def least_grades(case: Case) -> list[float | None]:
    """Each grade's minimum over the necessary sources, in the order of GRADES."""
    numbers = case.numbers
    if case.sources == 1:
        return [numbers[key] for key in grade_keys(0)]
    columns = zip(*(grade_keys(i) for i in range(case.sources)), strict=True)
    return [least_of([numbers[key] for key in column]) for column in columns]


def _readiness_codes(step: float | None, codes: list[str], triggers: list[str]) -> None:
    if step is None or step > LAST_CONDITION_STEP:
        return
    if step <= LAST_TRIGGER_STEP:
        triggers.append("DT1")
    else:
        codes.append("DA1")


def _grade_codes(case: Case, codes: list[str], triggers: list[str]) -> None:
    trigger = condition = False
    for grade, critical in zip(least_grades(case), _IS_CRITICAL, strict=True):
        if grade is None or grade >= 1.5:
            continue
        rounded = half_up(grade)
        trigger |= critical and rounded == 0
        condition |= rounded == (1 if critical else 0)
    if trigger:
        triggers.append("DT2")
    if condition:
        codes.append("DA2")


def _share_codes(
    share: float | None, project: float, codes: list[str], triggers: list[str]
) -> None:
    if share is None or share >= 1 - TOLERANCE:
        return
    if share < project - TOLERANCE:
        triggers.append("DT3")
    else:
        codes.append("DA3")


def _label_codes(level: int, codes: list[str], triggers: list[str]) -> None:
    if level <= 1:
        triggers.append("DT4")
    elif level == 2:
        codes.append("DA4")


def _skill_codes(skill: tuple[float, float], codes: list[str], triggers: list[str]) -> None:
    low, high = skill
    if high <= 0:
        triggers.append("DT5")
    elif low <= 0:
        codes.append("DA5")
