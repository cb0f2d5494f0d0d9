"""Pillar Wirtschaftlichkeit: chance, yield, robustness and payback (method.md 5)."""

from __future__ import annotations

from kihub_desktop.analysis.verdict.case import Case, EconomyCase
from kihub_desktop.analysis.verdict.draft import Component, PillarDraft, missed
from kihub_desktop.analysis.verdict.inputs import MoneyFigures
from kihub_desktop.analysis.verdict.plan import Plan
from kihub_desktop.analysis.verdict.scale import Funding, Pillar, linear, tenths


def economy_draft(case: Case, plan: Plan) -> PillarDraft:
    """The pillar before adjustments; levels 0–5, weights sum to 100."""
    economy = case.economy
    rules = plan.method.economy
    plain = money_components(economy.without_grant, plan)
    granted = money_components(economy.with_grant, plan) if economy.with_grant else plain
    score_plain, score_granted = points_of(plain), points_of(granted)
    counts = plan.rules.grant_counts(
        score_plain, score_granted, economy.funding, plan.method.thresholds.green
    )
    codes = missed(case, plan.rows[Pillar.ECONOMY])
    if (
        economy.funding is Funding.FITTING
        and score_plain < plan.method.thresholds.green
        and score_granted > score_plain
    ):
        codes.append("WA1")
    hopeless = _best_p90(economy) <= 0
    score = score_granted if counts else score_plain
    if economy.strategic and (hopeless or score < rules.floor_strategic):
        codes.append("WA2")
    return PillarDraft(
        granted if counts else plain,
        tuple(codes),
        knockouts=("K7",) if hopeless and not economy.strategic else (),
        floor=rules.floor_strategic if economy.strategic else None,
    )


def money_components(figures: MoneyFigures, plan: Plan) -> tuple[Component, ...]:
    """E1–E4 from the Monte Carlo figures; the stake is at least the method's smallest."""
    weights = plan.weights
    chance, yield_, robust, payback = plan.anchors
    at_stake = max(figures.stake, plan.method.economy.least_stake)
    return (
        Component("E1", weights["E1"], linear(chance, figures.probability)),
        Component("E2", weights["E2"], linear(yield_, figures.p50 / at_stake)),
        Component("E3", weights["E3"], linear(robust, figures.p10 / at_stake)),
        Component("E4", weights["E4"], linear(payback, figures.payback / figures.horizon)),
    )


def points_of(components: tuple[Component, ...]) -> float:
    """The score of complete components in points, as shown."""
    return tenths(sum(weight * (level or 0.0) / 5 for _, weight, level in components))


def granted_figures(economy: EconomyCase) -> MoneyFigures:
    """The figures with the grant, the plain ones if there is none."""
    return economy.with_grant or economy.without_grant


def _best_p90(economy: EconomyCase) -> float:
    plain = economy.without_grant.p90
    if economy.funding is Funding.NONE:
        return plain
    return max(plain, granted_figures(economy).p90)
