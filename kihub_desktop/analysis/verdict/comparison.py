"""The order of several use cases after their verdicts (method.md 8.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kihub_desktop.analysis.verdict.views import Verdict
from kihub_desktop.domain.method import Thresholds


@dataclass(frozen=True)
class Ranked:
    """A verdict at its place; `is_tied` if it is „gleichauf“ with the one before."""

    verdict: Verdict
    is_tied: bool


def compare(verdicts: Sequence[Verdict], thresholds: Thresholds) -> tuple[Ranked, ...]:
    """Best first: outcome, fewer conditions, stronger weakest pillar, higher M, then name.

    A verdict that is still open counts with its lower bound.
    """
    ordered = sorted(verdicts, key=_order)
    return tuple(
        Ranked(verdict, index > 0 and _tied(ordered[index - 1], verdict, thresholds.tie))
        for index, verdict in enumerate(ordered)
    )


def _order(verdict: Verdict) -> tuple[int, int, float, float, str, str]:
    weakest = min(view.low for view in verdict.pillars)
    return (
        -int(verdict.low),
        len(verdict.open_conditions),
        -weakest,
        -(verdict.mean or 0.0),
        verdict.name,
        verdict.use_case_id,
    )


def _tied(first: Verdict, second: Verdict, tie: float) -> bool:
    if first.mean is None or second.mean is None or first.outcome != second.outcome:
        return False
    return abs(first.mean - second.mean) < tie - 1e-9
