"""A pilot before the decision: what is at stake, and what the right to stop is worth."""

from __future__ import annotations

import numpy as np

from kihub_desktop.analysis.economics.case import Pilot
from kihub_desktop.analysis.economics.finance import Floats
from kihub_desktop.analysis.economics.result import PilotOutcome

_MONTHS = 12.0


def pilot_outcome(npv: Floats, pilot: Pilot, rate: float) -> PilotOutcome:
    """Puts the pilot before a case whose draws are worth `npv` (EUR, at its start).

    The pilot is paid at once, everything else comes later by its length. It is taken to show
    without error whether the case pays; so the worth of stopping is an upper bound.
    """
    later = (1.0 + rate) ** (-pilot.months / _MONTHS)
    stopped = later * np.maximum(npv, 0.0) - pilot.cost
    p10, p50, p90 = (float(value) for value in np.quantile(stopped, (0.1, 0.5, 0.9)))
    return PilotOutcome(
        go_on=float(np.mean(npv > 0)),
        gain=float(np.mean(stopped > 0)),
        p10=p10,
        p50=p50,
        p90=p90,
        mean=float(stopped.mean()),
        mean_without_stop=later * float(npv.mean()) - pilot.cost,
    )
