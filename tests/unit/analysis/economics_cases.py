"""An invented business case and a strategy for others, shared by the tests of economics."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from kihub_desktop.analysis.economics.case import (
    BusinessCase,
    CashLine,
    Grant,
    Side,
    ThreePoint,
)

TOOL_WEAR = (
    CashLine(
        "stops",
        "Vermiedene Stillstände",
        Side.BENEFIT,
        1,
        5,
        ThreePoint(12, 22, 30),
        ThreePoint(1900, 2600, 3400),
        unit="Fälle/Jahr",
        source="Prozess „Instandhaltung“",
        price_label="Stillstandskosten je Fall",
    ),
    CashLine(
        "edge", "Integration Edge + Modell", Side.COST, 0, 0, ThreePoint(78_000, 58_000, 49_000)
    ),
    CashLine("run", "Betrieb & Lizenzen", Side.COST, 1, 5, ThreePoint(24_000, 20_500, 18_000)),
    CashLine("course", "Schulung", Side.COST, 0, 0, ThreePoint(9_000, 6_000, 4_000)),
)
LEAST_STAKE = 1000.0
GRANT = Grant(38_000, year=1, label="Zuschuss Digitalisierung")


def usual_case(lines: Sequence[CashLine], **changes: Any) -> BusinessCase:
    """A case with the usual horizon and rate."""
    return BusinessCase(tuple(lines), **{"horizon_years": 5, "discount_rate": 0.08, **changes})


def tool_wear(draws: int = 10_000, grant: Grant | None = None) -> BusinessCase:
    return usual_case(TOOL_WEAR, grant=grant, draws=draws)


def estimates(low: int = 0, high: int = 50_000) -> st.SearchStrategy[ThreePoint]:
    values = st.lists(st.integers(low, high), min_size=3, max_size=3).map(sorted)
    return st.tuples(values, st.booleans()).map(
        lambda found: ThreePoint(*(found[0][::-1] if found[1] else found[0]))
    )


@st.composite
def lines(draw: st.DrawFn, name: str, side: Side) -> CashLine:
    first = draw(st.integers(0, 3))
    return CashLine(
        id=name,
        label=name,
        side=side,
        first_year=first,
        last_year=first + draw(st.integers(0, 4)),
        quantity=draw(estimates()),
        price=draw(st.none() | estimates(0, 20)),
        growth_percent=draw(st.sampled_from([0.0, -5.0, 2.0])),
    )


@st.composite
def cases(draw: st.DrawFn) -> BusinessCase:
    """Complete cases of two to five lines."""
    sides = [Side.COST, Side.BENEFIT, *draw(st.lists(st.sampled_from(Side), max_size=3))]
    return BusinessCase(
        lines=tuple(draw(lines(f"line{i}", side)) for i, side in enumerate(sides)),
        horizon_years=draw(st.integers(3, 8)),
        discount_rate=draw(st.sampled_from([0.0, 0.05, 0.08, 0.2])),
        grant=draw(st.none() | st.builds(Grant, st.integers(1, 40_000).map(float))),
        seed=draw(st.integers(0, 2**40)),
        draws=10_000,
    )
