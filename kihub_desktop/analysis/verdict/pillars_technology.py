"""Pillar Technik: connection, integration, maturity, latency, operation, security (method.md 4)."""

from __future__ import annotations

from kihub_desktop.analysis.verdict.case import Case
from kihub_desktop.analysis.verdict.draft import Component, PillarDraft, missed
from kihub_desktop.analysis.verdict.plan import Plan
from kihub_desktop.analysis.verdict.scale import Pillar, half_up


def technology_draft(case: Case, plan: Plan) -> PillarDraft:
    """The pillar before adjustments; levels 0–5, weights sum to 100."""
    numbers = case.numbers
    weights = plan.weights
    codes = missed(case, plan.rows[Pillar.TECHNOLOGY])
    knockouts: tuple[str, ...] = ()
    integration = numbers["T2"]
    if integration is not None and half_up(integration) <= 1:
        codes.append("TA2")
    market = numbers["trl_market"]
    code = "" if market is None else plan.rules.market_code(int(market))
    if code.startswith("K"):
        knockouts = (code,)
    elif code:
        codes.append(code)
    codes += _place_codes(case)
    components = (
        Component("T1", weights["T1"], numbers[plan.connection]),
        Component("T2", weights["T2"], integration),
        Component("T3", weights["T3"], _trl_level(market, plan)),
        Component("T4", weights["T4"], _trl_level(numbers["trl_own"], plan)),
        Component("T5", weights["T5"], latency_level(case)),
        Component("T6", weights["T6"], numbers["D4.5"]),
        Component("T7", weights["T7"], numbers["D4.4"]),
    )
    return PillarDraft(components, tuple(codes), knockouts=knockouts)


def latency_level(case: Case) -> float | None:
    """5·min(1, place of computing / need)."""
    place, need = case.numbers["D4.3"], case.numbers["latency"]
    return None if place is None or need is None else 5 * min(1.0, place / need)


def _trl_level(trl: float | None, plan: Plan) -> float | None:
    return None if trl is None else plan.method.technology.trl_levels[int(trl) - 1]


def _place_codes(case: Case) -> list[str]:
    numbers = case.numbers
    place, need = numbers["D4.3"], numbers["latency"]
    codes = []
    if place is not None and need is not None and half_up(place) < need:
        codes.append("TA5")
    if numbers["safety"] == 1 and numbers["fallback"] == 0:
        codes.append("TA6")
    return codes
