"""What can be chosen about a step of the plan."""

from __future__ import annotations

from enum import StrEnum


class StepStatus(StrEnum):
    """How far a step of the plan is."""

    OPEN = "open"
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"


class StepGroup(StrEnum):
    """Where a step of the plan stands; each source of steps has its group."""

    CONDITION = "condition"
    MEASURE = "measure"
    PILOT = "pilot"
    LAW = "law"
    FUNDING = "funding"
    TRAINING = "training"
    TASK = "task"
