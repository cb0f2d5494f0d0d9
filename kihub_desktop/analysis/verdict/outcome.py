"""The rule: adjustments, lights, knock-outs and the outcome of a complete case (8.1, 8.2)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from kihub_desktop.analysis.verdict.case import Case
from kihub_desktop.analysis.verdict.draft import Component, PillarDraft
from kihub_desktop.analysis.verdict.pillars_data import data_draft
from kihub_desktop.analysis.verdict.pillars_economy import economy_draft
from kihub_desktop.analysis.verdict.pillars_law import law_draft
from kihub_desktop.analysis.verdict.pillars_organisation import organisation_draft
from kihub_desktop.analysis.verdict.pillars_technology import technology_draft
from kihub_desktop.analysis.verdict.plan import Plan, make_plan
from kihub_desktop.analysis.verdict.rules import UNREFUSABLE, Rules, knockout_of
from kihub_desktop.analysis.verdict.scale import Archetype, Outcome, Pillar, Status, tenths
from kihub_desktop.domain.method import Method

DRAFTS = {
    Pillar.DATA: data_draft,
    Pillar.TECHNOLOGY: technology_draft,
    Pillar.ECONOMY: economy_draft,
    Pillar.LAW: law_draft,
    Pillar.ORGANISATION: organisation_draft,
}


class Knockout(NamedTuple):
    """A K-code and the condition or trigger it came from ("" if it stands for itself)."""

    code: str
    cause: str = ""


class PillarResult(NamedTuple):
    """A pillar of a complete case.

    `components` carry weights rescaled to 100, `raw` is the exact sum with deductions,
    `adjustments` are (node, change in points) in the order of the method, `score` is in tenths.
    `codes` and `triggers` are those that are open and can be fulfilled.
    """

    pillar: Pillar
    components: tuple[Component, ...]
    deductions: tuple[tuple[str, float], ...]
    raw: float
    adjustments: tuple[tuple[str, float], ...]
    exact: float
    score: float
    status: Status
    codes: tuple[str, ...]
    triggers: tuple[str, ...]
    knockouts: tuple[Knockout, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outcome of a complete case and its pillars in the order D T W R O."""

    outcome: Outcome
    pillars: tuple[PillarResult, ...]

    def pillar(self, pillar: Pillar) -> PillarResult:
        return next(result for result in self.pillars if result.pillar == pillar)

    @property
    def codes(self) -> tuple[str, ...]:
        """All open conditions, pillar by pillar, without SA."""
        return tuple(code for result in self.pillars for code in result.codes)

    @property
    def triggers(self) -> tuple[str, ...]:
        return tuple(code for result in self.pillars for code in result.triggers)

    @property
    def knockouts(self) -> tuple[Knockout, ...]:
        """All knock-outs, also KS for a red pillar without a K-code."""
        return tuple(entry for result in self.pillars for entry in knockouts_of(result))


def knockouts_of(result: PillarResult) -> tuple[Knockout, ...]:
    """A pillar's knock-outs; a red pillar without one is KS, except Daten."""
    if result.knockouts or result.status != Status.RED or result.pillar == Pillar.DATA:
        return result.knockouts
    return (Knockout("KS", result.pillar.value),)


class Engine:
    """Evaluates complete cases by one edition of the method; pure, about 0.1 ms per case."""

    def __init__(self, method: Method, rules: Rules | None = None) -> None:
        self.method = method
        self.rules = rules or Rules()
        self._plans: dict[Archetype, Plan] = {}

    def plan(self, archetype: Archetype) -> Plan:
        """The method compiled for an archetype."""
        plan = self._plans.get(archetype)
        if plan is None:
            plan = self._plans[archetype] = make_plan(self.method, archetype, self.rules)
        return plan

    def evaluate(self, case: Case) -> Evaluation:
        """Pillars and outcome of a complete case; a KeyError names a value that is open."""
        plan = self.plan(case.archetype)
        pillars = tuple(
            finish(pillar, draft(case, plan), plan, case) for pillar, draft in DRAFTS.items()
        )
        return Evaluation(decide(pillars), pillars)

    def evaluate_pillar(self, pillar: Pillar, case: Case) -> PillarResult:
        """One pillar of a complete case."""
        plan = self.plan(case.archetype)
        return finish(pillar, DRAFTS[pillar](case, plan), plan, case)

    @cached_property
    def red_lines(self) -> dict[Pillar, float]:
        """Below which score a pillar is red."""
        lines = self.method.thresholds
        return {
            pillar: lines.red_data_pillar if pillar is Pillar.DATA else lines.red
            for pillar in Pillar
        }


def decide(pillars: tuple[PillarResult, ...]) -> Outcome:
    """The conjunctive rule with vetoes: the first that matches (method.md 8.2)."""
    if any(
        result.knockouts or (result.status == Status.RED and result.pillar != Pillar.DATA)
        for result in pillars
    ):
        return Outcome.INFEASIBLE
    worst = min(result.status for result in pillars)
    if worst == Status.RED:
        return Outcome.DATA_PROJECT
    return Outcome.CONDITIONAL if worst == Status.YELLOW else Outcome.FEASIBLE


def finish(pillar: Pillar, draft: PillarDraft, plan: Plan, case: Case) -> PillarResult:
    """Adjusts, rounds and lights a pillar."""
    components, raw = rescale(draft.components)
    raw -= sum(points for _, points in draft.deductions)
    red_line = plan.method.thresholds.red_data_pillar
    triggers = draft.triggers
    capped = bool(triggers)
    if pillar is Pillar.DATA and tenths(raw) < red_line:
        triggers = (*triggers, "DT7")
    codes, triggers, knockouts = _refuse(draft, triggers, plan, case)
    adjustments, exact = _adjust(raw, draft, plan, (capped, bool(knockouts)))
    score = tenths(exact)
    status = _status(pillar, score, bool(codes or triggers), plan)
    return PillarResult(
        pillar,
        components,
        draft.deductions,
        raw,
        adjustments,
        exact,
        score,
        status,
        codes,
        triggers,
        knockouts,
    )


def rescale(components: tuple[Component, ...]) -> tuple[tuple[Component, ...], float]:
    """Weights summing to 100 over what is relevant, and the points; nothing relevant: 100."""
    total = 0.0
    points = 0.0
    for _, weight, level in components:
        if level is not None:
            total += weight
            points += weight * level
    if total == 100:
        return components, points / 5
    if not total:
        return components, 100.0
    factor = 100 / total
    scaled = tuple(
        Component(key, 0.0 if level is None else weight * factor, level)
        for key, weight, level in components
    )
    return scaled, points * factor / 5


def _refuse(
    draft: PillarDraft, triggers: tuple[str, ...], plan: Plan, case: Case
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Knockout, ...]]:
    fixed = tuple(Knockout(code) for code in draft.knockouts)
    if not case.refused or not (draft.codes or triggers):
        return draft.codes, triggers, fixed

    def refused(code: str) -> bool:
        return code not in UNREFUSABLE and plan.rules.family_of(code) in case.refused

    return (
        tuple(code for code in draft.codes if not refused(code)),
        tuple(code for code in triggers if not refused(code)),
        (
            *fixed,
            *(
                Knockout(knockout_of(code), code)
                for code in (*draft.codes, *triggers)
                if refused(code)
            ),
        ),
    )


def _adjust(
    raw: float, draft: PillarDraft, plan: Plan, capped: tuple[bool, bool]
) -> tuple[tuple[tuple[str, float], ...], float]:
    lines, cap = plan.method.thresholds, plan.rules.cap
    by_trigger, by_knockout = capped
    value = raw
    adjustments: list[tuple[str, float]] = []

    def adjust(name: str, level: float) -> float:
        adjustments.append((name, level - value))
        return level

    if draft.forbidden:
        value = adjust("forbidden", 0.0)
    if draft.floor is not None:
        value = adjust("floor", max(value, draft.floor))
    if by_trigger:
        value = adjust("cap_trigger", cap(value, lines.cap_trigger))
    if by_knockout:
        value = adjust("cap_knockout", cap(value, lines.cap_knockout))
    return tuple(adjustments), value


def _status(pillar: Pillar, score: float, is_open: bool, plan: Plan) -> Status:
    lines = plan.method.thresholds
    red = lines.red_data_pillar if pillar is Pillar.DATA else lines.red
    if score < red:
        return Status.RED
    return Status.YELLOW if is_open or score < lines.green else Status.GREEN
