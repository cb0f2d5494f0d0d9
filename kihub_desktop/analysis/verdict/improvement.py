"""„Wird machbar, wenn …“: a smallest set of actions that reaches a better outcome (8.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kihub_desktop.analysis.verdict.case import Case
from kihub_desktop.analysis.verdict.cures import (
    FULL_LIFT,
    LEVER,
    LIFTABLE,
    Action,
    apply,
    cure_of,
)
from kihub_desktop.analysis.verdict.outcome import Engine, Evaluation, PillarResult
from kihub_desktop.analysis.verdict.scale import Outcome, Pillar, Status

Holds = Callable[[Sequence[Action]], bool]
ROUNDS = 6
LOWER_LIFTS = (1, 2, 3)


@dataclass(frozen=True)
class Improvement:
    """Actions that together reach at least `target`; `reached` is what they lead to.

    No action can be left out and no lift be smaller. `changed` is the evaluation afterwards.
    """

    target: Outcome
    actions: tuple[Action, ...]
    changed: Evaluation

    @property
    def reached(self) -> Outcome:
        return self.changed.outcome


def with_actions(engine: Engine, case: Case, actions: Sequence[Action]) -> Case:
    """The case after all the actions."""
    plan = engine.plan(case.archetype)
    for action in actions:
        case = apply(action, case, plan)
    return case


def find_improvement(engine: Engine, case: Case, target: Outcome) -> Improvement | None:
    """A smallest set of actions towards `target`; None if none exists (K1 has no cure)."""
    actions = _collect(engine, case, target)
    if actions is None:
        return None

    def holds(chosen: Sequence[Action]) -> bool:
        return engine.evaluate(with_actions(engine, case, chosen)).outcome >= target

    smallest = _lowered(_reduced(actions, holds), holds)
    return Improvement(
        target, tuple(smallest), engine.evaluate(with_actions(engine, case, smallest))
    )


def missing_to_green(engine: Engine, case: Case, result: PillarResult) -> tuple[Action, ...]:
    """The lifts of SA: what a yellow pillar lacks to the green line after its own cures.

    Empty if the pillar is not yellow or its cures alone reach the line.
    """
    green = engine.method.thresholds.green
    if result.status != Status.YELLOW or result.score >= green:
        return ()
    pillar = result.pillar
    own = [action for code in result.codes if (action := cure_of(code, pillar))]
    # The lever is what SA asks for in Wirtschaftlichkeit, not a cure of the pillar's own.
    cured = with_actions(engine, case, [action for action in own if action.code != LEVER])

    def holds(chosen: Sequence[Action]) -> bool:
        changed = with_actions(engine, cured, chosen)
        return engine.evaluate_pillar(pillar, changed).score >= green

    if holds(()):
        return ()
    actions: list[Action] = []
    for lift in _lifts(engine.evaluate_pillar(pillar, cured)):
        actions.append(lift)
        if holds(actions):
            break
    return tuple(_lowered(_reduced(actions, holds), holds))


def _collect(engine: Engine, case: Case, target: Outcome) -> list[Action] | None:
    actions: list[Action] = []
    for _ in range(ROUNDS):
        current = with_actions(engine, case, actions)
        evaluation = engine.evaluate(current)
        if evaluation.outcome >= target:
            return actions
        for action in _needed_cures(evaluation, target):
            if action is None:
                return None
            if action not in actions:
                actions.append(action)
        _add_lifts(engine, case, actions, target)
    evaluation = engine.evaluate(with_actions(engine, case, actions))
    return actions if evaluation.outcome >= target else None


def _needed_cures(evaluation: Evaluation, target: Outcome) -> Iterator[Action | None]:
    """Cures in the order K-codes, triggers, conditions; None stands for „no cure exists“."""
    for result in evaluation.pillars:
        for knockout in result.knockouts:
            yield cure_of(knockout.cause or knockout.code, result.pillar)
    for result in evaluation.pillars:
        for code in _curable_codes(result, target):
            action = cure_of(code, result.pillar)
            if action is not None:
                yield action


def _curable_codes(result: PillarResult, target: Outcome) -> tuple[str, ...]:
    if target == Outcome.DATA_PROJECT:
        return ()
    if target == Outcome.FEASIBLE:
        return (*result.triggers, *result.codes)
    behind = tuple(code for code in result.codes if code in ("DA1", "DA2", "DA3", "DA4", "DA5"))
    return (*result.triggers, *(behind if "DT6" in result.triggers else ()))


def _add_lifts(engine: Engine, case: Case, actions: list[Action], target: Outcome) -> None:
    current = with_actions(engine, case, actions)
    plan = engine.plan(case.archetype)
    for pillar in Pillar:
        line = _line(engine, pillar, target)
        result = engine.evaluate_pillar(pillar, current)
        if result.score >= line:
            continue
        for lift in _lifts(result):
            if lift in actions:
                continue
            actions.append(lift)
            current = apply(lift, current, plan)
            if engine.evaluate_pillar(pillar, current).score >= line:
                break


def _line(engine: Engine, pillar: Pillar, target: Outcome) -> float:
    if target == Outcome.FEASIBLE:
        return engine.method.thresholds.green
    if pillar is Pillar.DATA and target == Outcome.DATA_PROJECT:
        return 0.0
    return engine.red_lines[pillar]


def _lifts(result: PillarResult) -> list[Action]:
    """The lifts of a pillar by descending weight·(4 − level), ties in the order of the method.

    The four figures of Wirtschaftlichkeit move together, so that its one lift is the lever.
    """
    if result.pillar is Pillar.ECONOMY:
        return [Action(LEVER, result.pillar)]
    candidates = [
        (-weight * (FULL_LIFT - level), Action(key, result.pillar, FULL_LIFT))
        for key, weight, level in result.components
        if level is not None and level < FULL_LIFT and weight and key in LIFTABLE
    ]
    return [action for _, action in sorted(candidates, key=lambda entry: entry[0])]


def _reduced(actions: list[Action], holds: Holds) -> list[Action]:
    kept = list(actions)
    for action in reversed(actions):
        without = [other for other in kept if other is not action]
        if holds(without):
            kept = without
    return kept


def _lowered(actions: list[Action], holds: Holds) -> list[Action]:
    lowered = list(actions)
    for position, action in enumerate(actions):
        if not action.is_lift:
            continue
        for level in LOWER_LIFTS:
            tried = [*lowered]
            tried[position] = Action(action.code, action.pillar, level)
            if holds(tried):
                lowered = tried
                break
    return lowered
