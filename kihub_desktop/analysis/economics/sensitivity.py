"""How far each factor alone moves the net present value, and where it would be zero."""

from __future__ import annotations

from kihub_desktop.analysis.economics.case import BusinessCase, CashLine, Part, Side, ThreePoint
from kihub_desktop.analysis.economics.estimates import pert_moments, pert_quantiles
from kihub_desktop.analysis.economics.result import FactorEffect
from kihub_desktop.analysis.economics.simulation import counted_lines, present_value_factor
from kihub_desktop.domain.phrases import Value, phrase


def factor_effects(case: BusinessCase, npv_at_means: float) -> tuple[FactorEffect, ...]:
    """Every factor from P10 to P90 with the others at their means, largest spread first.

    `npv_at_means` in EUR includes the grant of the scenario. The result is linear in each
    factor, so the two ends and the break-even value follow from one slope.
    """
    effects = [
        _effect(case, line, part, npv_at_means)
        for line in counted_lines(case)
        for part, _ in line.estimates
    ]
    return tuple(sorted(effects, key=lambda e: (-e.spread, e.line_id, e.part)))


def _effect(case: BusinessCase, line: CashLine, part: Part, npv: float) -> FactorEffect:
    estimate, other = _own_and_other(line, part)
    mean = pert_moments(estimate).mean
    low, high = pert_quantiles(estimate, (0.1, 0.9))
    slope = present_value_factor(case, line) * other
    may_be_negative = line.side is Side.BENEFIT and part is Part.QUANTITY
    return FactorEffect(
        line_id=line.id,
        part=part,
        label=_label(line, part),
        unit=_unit(line, part),
        mean=mean,
        low=low,
        high=high,
        npv_at_mean=npv,
        npv_at_low=npv + slope * (low - mean),
        npv_at_high=npv + slope * (high - mean),
        break_even=_break_even(mean, slope, npv, may_be_negative),
    )


def _own_and_other(line: CashLine, part: Part) -> tuple[ThreePoint, float]:
    if line.price is None:
        return line.quantity, 1.0
    if part is Part.QUANTITY:
        return line.quantity, pert_moments(line.price).mean
    return line.price, pert_moments(line.quantity).mean


def _break_even(mean: float, slope: float, npv: float, may_be_negative: bool) -> float | None:
    if slope == 0:
        return None
    value = mean - npv / slope
    return value if value >= 0 or may_be_negative else None


def _label(line: CashLine, part: Part) -> Value:
    if part is Part.QUANTITY:
        return line.label
    return line.price_label or phrase("{line}: Preis je Einheit", line=line.label)


def _unit(line: CashLine, part: Part) -> str:
    if part is Part.PRICE:
        return "€"
    return line.unit if line.price is not None else line.unit or "€"
