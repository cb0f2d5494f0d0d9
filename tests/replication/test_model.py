"""The model test of the replication: random histories, and P1 to P10 in every one of them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, Verbosity, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.replication.model import Histories


def histories(examples: int, steps: int, fixed: bool = True) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        derandomize=fixed,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink) if not fixed else (Phase.generate,),
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.normal,
    )


def test_that_fixed_histories_converge_without_loss() -> None:
    run_state_machine_as_test(Histories, settings=histories(100, 40))


@pytest.mark.prove
def test_that_random_histories_converge_without_loss() -> None:
    run_state_machine_as_test(Histories, settings=histories(500, 50, fixed=False))
