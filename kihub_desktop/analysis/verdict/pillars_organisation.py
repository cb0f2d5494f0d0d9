"""Pillar Organisation: leadership, competence, ownership, acceptance, capacity (method.md 7)."""

from __future__ import annotations

from kihub_desktop.analysis.verdict.case import Case
from kihub_desktop.analysis.verdict.draft import Component, PillarDraft, mean_of, missed
from kihub_desktop.analysis.verdict.plan import Plan
from kihub_desktop.analysis.verdict.scale import Pillar, half_up

ACCEPTANCE = "D6.6"


def votes_count(case: Case, plan: Plan) -> bool:
    """Fewer than three votes are neither used nor shown."""
    return len(case.votes) >= plan.method.organisation.least_votes


def organisation_draft(case: Case, plan: Plan) -> PillarDraft:
    """The pillar before adjustments; levels 0–5, weights sum to 100."""
    weights = plan.weights
    voted = votes_count(case, plan)
    if voted:
        case = case.with_numbers({ACCEPTANCE: plan.rules.votes_level(case.votes)})
    numbers = case.numbers
    codes = missed(case, plan.rows[Pillar.ORGANISATION])
    owner = numbers["owner"]
    if owner is not None and half_up(owner) < 2:
        codes.append("OA1")
    if voted and 4 * sum(vote <= 1 for vote in case.votes) >= len(case.votes):
        codes.append("OA2")
    competence = mean_of([numbers[code] for code in plan.method.organisation.competence])
    return PillarDraft(
        (
            Component("O1", weights["O1"], numbers["D1.2"]),
            Component("O2", weights["O2"], competence),
            Component("O3", weights["O3"], mean_of([owner, numbers["D3.6"]])),
            Component("O4", weights["O4"], numbers[ACCEPTANCE]),
            Component("O5", weights["O5"], numbers["D5.2"]),
        ),
        tuple(codes),
    )
