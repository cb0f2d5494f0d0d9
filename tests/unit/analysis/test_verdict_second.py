"""Two independent implementations of the pillars agree."""

from __future__ import annotations

from random import Random

import pytest

from tests.unit.analysis.verdict_cases import ENGINE
from tests.unit.analysis.verdict_random import close_case, random_case
from tests.unit.analysis.verdict_second import second_opinion


def _disagreement(seed: int) -> str:
    rng = Random(seed)
    case = close_case(rng, ENGINE) if seed % 2 else random_case(rng, ENGINE)
    evaluation = ENGINE.evaluate(case)
    scores, outcome = second_opinion(case)
    for result in evaluation.pillars:
        if abs(result.score - scores[result.pillar.value]) > 0.1 + 1e-9:
            return f"{seed} {result.pillar}: {result.score} against {scores[result.pillar.value]}"
        if abs(result.score - scores[result.pillar.value]) > 1e-9:
            return f"{seed} {result.pillar}: rounding"
    return "" if evaluation.outcome == outcome else f"{seed}: outcome {outcome}"


def test_that_both_agree_on_two_hundred_cases() -> None:
    assert [found for seed in range(200) if (found := _disagreement(seed))] == []


@pytest.mark.prove
def test_that_both_agree_on_ten_thousand_cases() -> None:
    assert [found for seed in range(200, 10_200) if (found := _disagreement(seed))] == []
