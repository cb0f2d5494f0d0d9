"""Business cases to draw, and German again after each chart."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kihub_desktop.analysis.economics.assessment import assess
from kihub_desktop.analysis.economics.case import BusinessCase, CashLine, Side, ThreePoint
from kihub_desktop.analysis.economics.result import EconomicsResult, Scenario
from kihub_desktop.texts import TEXTS
from tests.unit.analysis.economics_cases import (
    GRANT,
    LEAST_STAKE,
    TOOL_WEAR,
    tool_wear,
    usual_case,
)

DIMENSIONS = ("Strategie", "Prozesse", "Daten", "Technik", "Kompetenz", "Kultur", "Recht")
LONG = tuple(f"{name} und Instandhaltungsplanungsverantwortung" for name in DIMENSIONS)


@pytest.fixture(autouse=True)
def _german_again() -> Iterator[None]:
    yield
    TEXTS.use("de")


def complete(case: BusinessCase) -> EconomicsResult:
    result = assess(case, LEAST_STAKE)
    assert isinstance(result, EconomicsResult)
    return result


@pytest.fixture(scope="module")
def granted() -> Scenario:
    return complete(tool_wear(grant=GRANT)).preferred


@pytest.fixture(scope="module")
def many() -> Scenario:
    extra = (
        CashLine(f"x{i}", f"{LONG[i]} {i}", Side.COST, 0, 9, ThreePoint(9000 + i, 2000, 500))
        for i in range(7)
    )
    return complete(usual_case((*TOOL_WEAR, *extra), horizon_years=12, draws=10_000)).without_grant


@pytest.fixture(scope="module")
def poor() -> Scenario:
    few = replace(TOOL_WEAR[0], quantity=ThreePoint(4, 9, 12))
    return complete(usual_case((few, *TOOL_WEAR[1:]), draws=10_000)).without_grant
