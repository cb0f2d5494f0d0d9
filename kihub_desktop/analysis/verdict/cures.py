"""What an action changes: the cure of a condition and the lift of a component (method.md 8.5)."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from kihub_desktop.analysis.verdict.case import Case, grade_keys, readiness_key
from kihub_desktop.analysis.verdict.inputs import CRITICAL_GRADES, GRADES, MoneyFigures
from kihub_desktop.analysis.verdict.pillars_data import RIGHTS_CLEAR
from kihub_desktop.analysis.verdict.pillars_organisation import ACCEPTANCE, votes_count
from kihub_desktop.analysis.verdict.plan import LAW_INDICATORS, Plan
from kihub_desktop.analysis.verdict.scale import Funding, Pillar, half_up

CURED_STEP = 5.0  # B3
CURED_GRADE = 2.0
CURED_LABEL = 3.0
CURED_TRL = 6.0
CURED_SKILL = (0.01, 0.02)
FULL_LIFT = 4
LEVER = "lever_E"


@dataclass(frozen=True)
class Action:
    """One thing to do: the cure of `code`, or the lift of component `code` to `level`."""

    code: str
    pillar: Pillar
    level: int | None = None

    @property
    def is_lift(self) -> bool:
        return self.level is not None


def apply(action: Action, case: Case, plan: Plan) -> Case:
    """The case after the action; it never makes anything worse."""
    if action.level is not None:
        return _LIFTS[action.code](case, plan, action.level)
    cure = _CURES.get(action.code)
    if cure is not None:
        return cure(case, plan)
    if action.code in plan.items:
        items = case.law.items - {action.code}
        return replace(case, law=replace(case.law, items=items))
    return _cure_row(action.code, case, plan)


def raised(case: Case, keys: tuple[str, ...], level: float) -> Case:
    """The case with each of the numbers at least `level`; not relevant stays so."""
    changes: dict[str, float | None] = {}
    for key in keys:
        value = case.numbers[key]
        if value is not None and value < level:
            changes[key] = level
    return case.with_numbers(changes) if changes else case


def _cure_row(code: str, case: Case, plan: Plan) -> Case:
    hard = next(h for rows in plan.rows.values() for row, h in rows if row == code)
    if code == ACCEPTANCE:
        return _lift_acceptance(case, plan, hard)
    return raised(case, (code,), hard)


def _cure_readiness(case: Case, _plan: Plan) -> Case:
    return raised(case, _readiness_keys(case), CURED_STEP)


def _cure_grades(case: Case, _plan: Plan) -> Case:
    keys = []
    for index in range(case.sources):
        for key, grade in zip(grade_keys(index), GRADES, strict=True):
            value = case.numbers[key]
            limit = 1 if grade in CRITICAL_GRADES else 0
            if value is not None and half_up(value) <= limit:
                keys.append(key)
    return raised(case, tuple(keys), CURED_GRADE)


def _cure_volumes(case: Case, plan: Plan) -> Case:
    for need in plan.needs:
        case = raised(case, (need.key,), need.minimum)
    return case


def _cure_skill(case: Case, _plan: Plan) -> Case:
    low, high = case.skill or CURED_SKILL
    return replace(case, skill=(max(low, CURED_SKILL[0]), max(high, CURED_SKILL[1])))


def _cure_place(case: Case, _plan: Plan) -> Case:
    need = case.numbers["latency"]
    return case if need is None else raised(case, ("D4.3",), need)


def _cure_votes(case: Case, _plan: Plan) -> Case:
    return replace(case, votes=tuple(max(vote, 2) for vote in case.votes))


def _cure_duties(case: Case, _plan: Plan) -> Case:
    return replace(case, law=replace(case.law, duties_done=True))


def _cure_class(case: Case, plan: Plan) -> Case:
    return replace(case, law=replace(case.law, law_class=plan.method.law.best))


def _award(case: Case, _plan: Plan) -> Case:
    return replace(case, economy=replace(case.economy, funding=Funding.GRANTED))


def _pull_lever(case: Case, plan: Plan) -> Case:
    economy = case.economy
    granted = economy.with_grant
    return replace(
        case,
        economy=replace(
            economy,
            without_grant=_levered(economy.without_grant, plan),
            with_grant=None if granted is None else _levered(granted, plan),
        ),
    )


def _levered(figures: MoneyFigures, plan: Plan) -> MoneyFigures:
    rules = plan.method.economy
    at_stake = max(figures.stake, rules.least_stake)
    p50 = max(figures.p50, rules.lever_p50 * at_stake)
    return replace(
        figures,
        probability=max(figures.probability, rules.lever_probability),
        p10=max(figures.p10, rules.lever_p10 * at_stake),
        p50=p50,
        p90=max(figures.p90, p50),
        payback=min(figures.payback, rules.lever_payback * figures.horizon),
    )


def _readiness_keys(case: Case) -> tuple[str, ...]:
    return tuple(readiness_key(index) for index in range(case.sources))


def _lift_readiness(case: Case, plan: Plan, level: float) -> Case:
    step = next(i for i, value in enumerate(plan.readiness_levels) if value >= level)
    return raised(case, _readiness_keys(case), float(step))


def _lift_quality(case: Case, _plan: Plan, level: float) -> Case:
    keys = tuple(key for index in range(case.sources) for key in grade_keys(index))
    return raised(case, keys, level)


def _lift_volumes(case: Case, plan: Plan, level: float) -> Case:
    for need in plan.needs:
        share = (level - 3) / 2
        amount = (
            need.minimum * level / 3
            if level <= 3
            else need.minimum + (need.good - need.minimum) * share
        )
        case = raised(case, (need.key,), amount)
    return case


def _lift_skill(case: Case, plan: Plan, level: float) -> Case:
    end = plan.method.data_pillar.strong_skill * level / 5
    low, high = case.skill or (end, end)
    return replace(case, skill=(max(low, end), max(high, end)))


def _lift_trl(key: str) -> Callable[[Case, Plan, float], Case]:
    def lift(case: Case, plan: Plan, level: float) -> Case:
        levels = plan.method.technology.trl_levels
        return raised(case, (key,), float(next(i for i, v in enumerate(levels, 1) if v >= level)))

    return lift


def _lift_place(case: Case, _plan: Plan, level: float) -> Case:
    need = case.numbers["latency"]
    return case if need is None else raised(case, ("D4.3",), math.ceil(need * level / 5 - 1e-9))


def _lift_acceptance(case: Case, plan: Plan, level: float) -> Case:
    if votes_count(case, plan):
        return replace(case, votes=tuple(max(vote, int(level)) for vote in case.votes))
    return raised(case, (ACCEPTANCE,), level)


def _lift_levels(*keys: str) -> Callable[[Case, Plan, float], Case]:
    return lambda case, _plan, level: raised(case, keys, level)


_CURES: dict[str, Callable[[Case, Plan], Case]] = {
    "DA1": _cure_readiness,
    "DA2": _cure_grades,
    "DA3": _cure_volumes,
    "DA4": lambda case, _plan: raised(case, ("L",), CURED_LABEL),
    "DA5": _cure_skill,
    "DA6": lambda case, _plan: raised(case, ("rights",), RIGHTS_CLEAR),
    "TA2": lambda case, _plan: raised(case, ("T2",), 2.0),
    "TA3": lambda case, _plan: raised(case, ("trl_market",), CURED_TRL),
    "TA5": _cure_place,
    "TA6": lambda case, _plan: case.with_numbers({"fallback": 1.0}),
    "OA1": lambda case, _plan: raised(case, ("owner",), 2.0),
    "OA2": _cure_votes,
    "RA1": _cure_duties,
    "RA2": _cure_class,
    "RA3": _cure_duties,
    "WA1": _award,
    LEVER: _pull_lever,
}

_LIFTS: dict[str, Callable[[Case, Plan, float], Case]] = {
    "Z": _lift_readiness,
    "Q": _lift_quality,
    "H": _lift_volumes,
    "L": _lift_levels("L"),
    "X": _lift_skill,
    "T1": lambda case, plan, level: raised(case, (plan.connection,), level),
    "T2": _lift_levels("T2"),
    "T3": _lift_trl("trl_market"),
    "T4": _lift_trl("trl_own"),
    "T5": _lift_place,
    "T6": _lift_levels("D4.5"),
    "T7": _lift_levels("D4.4"),
    "G": _lift_levels(*LAW_INDICATORS),
    "O1": _lift_levels("D1.2"),
    "O2": lambda case, plan, level: raised(case, plan.method.organisation.competence, level),
    "O3": _lift_levels("owner", "D3.6"),
    "O4": _lift_acceptance,
    "O5": _lift_levels("D5.2"),
}

LIFTABLE = frozenset(_LIFTS)
_ONE_CURE = {"DT1": "DA1", "DT2": "DA2", "DT3": "DA3", "DT4": "DA4", "DT5": "DA5"}
_ONE_CURE |= {"K9": "TA3", "K7": LEVER, "WA2": LEVER}


def cure_of(code: str, pillar: Pillar) -> Action | None:
    """The action that cures a condition, trigger or K-code; None if it has no own cure."""
    if code in ("K1", "KS", "DT6", "DT7"):
        return None
    return Action(_ONE_CURE.get(code, code), pillar)
