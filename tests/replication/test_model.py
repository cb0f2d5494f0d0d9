"""The model test of the replication: random histories, and P1 to P10 in every one of them."""

from __future__ import annotations

import pytest

from tests.replication.office import Setting
from tests.replication.runs import histories, run


def test_that_fixed_histories_converge_without_loss() -> None:
    run(Setting(), histories(100, 60))


@pytest.mark.prove
@pytest.mark.timeout(3_600)
def test_that_random_histories_converge_without_loss() -> None:
    run(Setting(), histories(400, 60, fixed=False))
