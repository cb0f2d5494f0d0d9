"""Single improvements of a complete case, and the trial that looks for anything worse."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from random import Random

from kihub_desktop.analysis.verdict.case import Case, grade_keys, readiness_key
from kihub_desktop.analysis.verdict.inputs import MoneyFigures
from kihub_desktop.analysis.verdict.outcome import Engine
from kihub_desktop.analysis.verdict.scale import Funding
from tests.unit.analysis.verdict_cases import METHOD
from tests.unit.analysis.verdict_random import (
    CLASS_ORDER,
    KIND_OF_TRIGGER,
    close_case,
    random_case,
)

Improvement = Callable[[Random, Case], Case]


def _raise(rng: Random, case: Case, key: str, top: float, step: float) -> Case:
    value = case.numbers.get(key)
    if value is None or value >= top:
        return case
    return case.with_numbers({key: min(top, value + step * rng.choice((0.5, 1, 1, 2)))})


def _step(rng: Random, case: Case, key: str, top: float) -> Case:
    value = case.numbers.get(key)
    if value is None or value >= top:
        return case
    return case.with_numbers({key: min(top, value + rng.choice((1, 1, 2)))})


def _number(key: str, top: float, step: float = 1.0) -> Improvement:
    return lambda rng, case: _raise(rng, case, key, top, step)


def _stepped(key: str, top: float) -> Improvement:
    return lambda rng, case: _step(rng, case, key, top)


def _raise_indicator(rng: Random, case: Case) -> Case:
    return _raise(rng, case, rng.choice(METHOD.indicators).id, 5, 1)


def _raise_drl(rng: Random, case: Case) -> Case:
    return _step(rng, case, readiness_key(rng.randrange(case.sources)), 11)


def _raise_grade(rng: Random, case: Case) -> Case:
    return _raise(rng, case, rng.choice(grade_keys(rng.randrange(case.sources))), 5, 1)


def _raise_volume(rng: Random, case: Case) -> Case:
    need = rng.choice(METHOD.data_pillar.needs[case.archetype])
    return _raise(rng, case, f"N.{need.key}", math.inf, need.minimum)


def _raise_skill(end: int) -> Improvement:
    def improve(rng: Random, case: Case) -> Case:
        if case.skill is None:
            return case
        low, high = case.skill
        gain = rng.uniform(0, 0.2)
        skill = (low, high + gain) if end else (min(low + gain, high), high)
        return replace(case, skill=skill)

    return improve


def _weaker_latency(_rng: Random, case: Case) -> Case:
    need = case.numbers["latency"]
    return case if need is None else case.with_numbers({"latency": max(1.0, need - 1)})


def _set(key: str, value: float) -> Improvement:
    return lambda _rng, case: case.with_numbers({key: value})


def _raise_vote(rng: Random, case: Case) -> Case:
    if not case.votes:
        return case
    votes = list(case.votes)
    index = rng.randrange(len(votes))
    votes[index] = min(5, votes[index] + rng.choice((1, 1, 2)))
    return replace(case, votes=tuple(votes))


def _better_money(name: str, granted: bool) -> Improvement:
    def improve(rng: Random, case: Case) -> Case:
        economy = case.economy
        if not granted:
            better = _better_figure(rng, economy.without_grant, name)
            return replace(case, economy=replace(economy, without_grant=better))
        if economy.with_grant is None:
            return case
        better = _better_figure(rng, economy.with_grant, name)
        return replace(case, economy=replace(economy, with_grant=better))

    return improve


def _better_figure(rng: Random, figures: MoneyFigures, name: str) -> MoneyFigures:
    gain = rng.choice((0.02, 0.1, 0.4))
    if name == "probability":
        return replace(figures, probability=min(1.0, figures.probability + gain))
    if name == "payback":
        return replace(figures, payback=min(figures.payback, 8) * (1 - gain))
    return replace(figures, **{name: getattr(figures, name) + gain * figures.stake})


def _further_funding(_rng: Random, case: Case) -> Case:
    economy = case.economy
    further = Funding(min(2, economy.funding + 1))
    return replace(case, economy=replace(economy, funding=further))


def _milder_class(rng: Random, case: Case) -> Case:
    law = case.law
    if law.law_class not in CLASS_ORDER[:-1]:
        return case
    milder = rng.choice(CLASS_ORDER[CLASS_ORDER.index(law.law_class) + 1 :])
    return replace(case, law=replace(law, law_class=milder))


def _fewer_items(rng: Random, case: Case) -> Case:
    law = case.law
    if not law.items:
        return case
    item = rng.choice(sorted(law.items))
    items = law.items - {item}
    if item == "dsfa" and rng.random() < 0.5:
        items |= {"dsfa_pruefen"}
    return replace(case, law=replace(law, items=items))


def _duties_done(_rng: Random, case: Case) -> Case:
    return replace(case, law=replace(case.law, duties_done=True))


def _fulfillable(rng: Random, case: Case) -> Case:
    if not case.refused:
        return case
    return replace(case, refused=case.refused - {rng.choice(sorted(case.refused))})


IMPROVEMENTS: dict[str, Improvement] = {
    "indicator": _raise_indicator,
    "drl": _raise_drl,
    "grade": _raise_grade,
    "label": _number("L", 5),
    "volume": _raise_volume,
    "skill low": _raise_skill(0),
    "skill high": _raise_skill(1),
    "rights": _stepped("rights", 2),
    "integration": _number("T2", 5),
    "market trl": _stepped("trl_market", 9),
    "own trl": _stepped("trl_own", 9),
    "latency": _weaker_latency,
    "safety": _set("safety", 0),
    "fallback": _set("fallback", 1),
    "owner": _number("owner", 5),
    "vote": _raise_vote,
    **{
        f"{name} {'with' if granted else 'without'} grant": _better_money(name, granted)
        for name in ("probability", "p10", "p50", "p90", "payback")
        for granted in (False, True)
    },
    "funding": _further_funding,
    "class": _milder_class,
    "item": _fewer_items,
    "duties": _duties_done,
    "fulfillable": _fulfillable,
}


def violation(engine: Engine, case: Case, better: Case) -> str:
    """What got worse although one answer got better; "" if nothing did."""
    before, after = engine.evaluate(case), engine.evaluate(better)
    for old, new in zip(before.pillars, after.pillars, strict=True):
        if new.score < old.score:
            return f"score {old.pillar}: {old.score} -> {new.score}"
        if new.status < old.status:
            return f"status {old.pillar}"
    return "" if after.outcome >= before.outcome else "outcome"


def trial(seed: int, engine: Engine) -> str:
    """One random improvement, every second one from close to a line; what got worse."""
    rng = Random(seed)
    case = close_case(rng, engine) if seed % 2 else random_case(rng, engine)
    data_pillar = engine.evaluate(case).pillars[0]
    triggers = (*data_pillar.triggers, *(cause for _, cause in data_pillar.knockouts))
    aimed = [KIND_OF_TRIGGER[code] for code in triggers if code in KIND_OF_TRIGGER]
    for name in (*rng.sample(sorted(IMPROVEMENTS), 5), *aimed):
        found = violation(engine, case, IMPROVEMENTS[name](rng, case))
        if found:
            return f"{name}: {found}"
    return ""
