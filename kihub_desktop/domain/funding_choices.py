"""What can be chosen about funding: kinds of cost and how far an application is."""

from __future__ import annotations

from enum import StrEnum


class CostType(StrEnum):
    """What money is spent on, as programmes tell costs apart."""

    CONSULTING = "consulting"
    IMPLEMENTATION = "implementation"
    SOFTWARE = "software"
    HARDWARE = "hardware"
    INVESTMENT = "investment"
    OWN_STAFF = "own_staff"
    RD_STAFF = "rd_staff"
    CONTRACT_RD = "contract_rd"
    HIRING = "hiring"
    TRAINING = "training"
    WORKING_CAPITAL = "working_capital"
    LIVING = "living"


class FundingStep(StrEnum):
    """How far a chosen programme is."""

    PLANNED = "planned"
    APPLIED = "applied"
    GRANTED = "granted"
    REFUSED = "refused"
