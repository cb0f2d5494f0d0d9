"""Runs of the state machine: with fixed or random histories, on sound or faulty code."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from kihub_desktop.replication import check
from tests.replication.model import Histories
from tests.replication.office import Setting


def histories(examples: int, steps: int, fixed: bool = True) -> settings:
    """Fixed histories are the same in every run and stop at the first broken property."""
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        derandomize=fixed,
        deadline=None,
        database=None,
        phases=(Phase.generate,) if fixed else (Phase.generate, Phase.shrink),
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )


def run(
    setting: Setting, chosen: settings, attributes: Sequence[tuple[object, str, object]] = ()
) -> None:
    """Runs histories on a setting, with attributes of modules replaced meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check, "_BATCH", 2)  # so that a refold takes several batches
        for owner, name, value in attributes:
            patch.setattr(owner, name, value)
        machine = type("Histories", (Histories,), {"setting": setting})
        run_state_machine_as_test(machine, settings=chosen)


SWIFT = settings(
    max_examples=100,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
"""For properties of values: the same cases in every run."""
