"""A changed number gives what evaluating the changed case gives, without redoing all of it."""

from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from kihub_desktop.analysis.verdict.case import Case
from kihub_desktop.analysis.verdict.outcome import Engine, PillarResult
from kihub_desktop.analysis.verdict.probe import Probe
from kihub_desktop.analysis.verdict.scale import Pillar
from tests.unit.analysis.verdict_cases import ENGINE, METHOD
from tests.unit.analysis.verdict_random import close_case, random_case

# Whole numbers that every key of a case allows.
ALLOWED = (0.0, 1.0)


class _Counting(Engine):
    """Counts the pillars that are evaluated."""

    def __init__(self) -> None:
        super().__init__(METHOD)
        self.count = 0

    def evaluate_pillar(self, pillar: Pillar, case: Case) -> PillarResult:
        self.count += 1
        return super().evaluate_pillar(pillar, case)


@given(seed=st.integers(min_value=0, max_value=10**9))
@settings(max_examples=200, deadline=None)
def test_that_a_probed_change_is_the_evaluation_of_the_changed_case(seed: int) -> None:
    rng = Random(seed)
    case = close_case(rng, ENGINE) if seed % 2 else random_case(rng, ENGINE)
    probe = Probe(ENGINE, case)
    assert probe.evaluation == ENGINE.evaluate(case)
    for key in case.numbers:
        value = rng.choice(ALLOWED) if not key.startswith(("trl", "latency")) else 1.0
        changed = case.with_numbers({key: value})
        assert probe.with_numbers({key: value}) == ENGINE.evaluate(changed), key


def test_that_one_answer_redoes_less_than_all_pillars() -> None:
    engine = _Counting()
    probe = Probe(engine, random_case(Random(1), ENGINE))
    engine.count = 0
    probe.with_numbers({"D4.4": 1.0})
    assert engine.count < len(Pillar)
