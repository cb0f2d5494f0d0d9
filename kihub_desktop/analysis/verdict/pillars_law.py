"""Pillar Recht: the legal class, the house's foundations and the open items (method.md 6)."""

from __future__ import annotations

from kihub_desktop.analysis.verdict.case import Case
from kihub_desktop.analysis.verdict.draft import Component, PillarDraft, mean_of, missed
from kihub_desktop.analysis.verdict.plan import LAW_INDICATORS, Plan
from kihub_desktop.analysis.verdict.scale import Pillar


def law_draft(case: Case, plan: Plan) -> PillarDraft:
    """The pillar before adjustments; K as a level 0–5 (points/20), weights sum to 100."""
    rules = plan.method.law
    law = case.law
    entry = plan.classes[law.law_class]
    done = law.duties_done and not entry.forbidden
    points = max(entry.points, rules.points_when_done) if done else entry.points
    codes = missed(case, plan.rows[Pillar.LAW])
    if entry.condition and not done:
        codes.append(entry.condition)
    # The catalogue's order, so that the order in which items were found does not matter.
    items = [item for code, item in plan.items.items() if code in law.items] if law.items else []
    codes += [item.code for item in items if item.is_condition]
    grounds = mean_of([case.numbers[code] for code in LAW_INDICATORS])
    return PillarDraft(
        (
            Component("K", plan.weights["K"], points / 20),
            Component("G", plan.weights["G"], 0.0 if grounds is None else grounds),
        ),
        tuple(codes),
        knockouts=("K1",) if entry.forbidden else (),
        deductions=tuple((item.code, item.deduction) for item in items),
        floor=None if entry.forbidden else rules.floor,
        forbidden=entry.forbidden,
    )
