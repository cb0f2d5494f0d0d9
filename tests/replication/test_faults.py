"""The proof of the proof: the model test fails for every seeded fault."""

from __future__ import annotations

import pytest

from tests.replication.faults import FAULTS, Fault
from tests.replication.properties import Broken
from tests.replication.runs import histories, run


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_that_the_histories_betray(fault: Fault) -> None:
    with pytest.raises(Broken) as caught:
        run(fault.setting, histories(300, 60), fault.attributes)
    assert caught.value.name in fault.caught_by.split()
