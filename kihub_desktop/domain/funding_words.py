"""The German words of what can be chosen about funding."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from kihub_desktop.domain.funding_choices import CostType, FundingStep
from kihub_desktop.domain.phrases import Phrase, phrase

FUNDING_WORDS: Mapping[type[StrEnum], Mapping[StrEnum, Phrase]] = {
    CostType: {
        CostType.CONSULTING: phrase("Beratung"),
        CostType.IMPLEMENTATION: phrase("Umsetzung durch Dienstleister"),
        CostType.SOFTWARE: phrase("Software und Lizenzen"),
        CostType.HARDWARE: phrase("Hardware und Sensorik"),
        CostType.INVESTMENT: phrase("Maschinen und Anlagen"),
        CostType.OWN_STAFF: phrase("Eigene Arbeitszeit"),
        CostType.RD_STAFF: phrase("FuE-Personal"),
        CostType.CONTRACT_RD: phrase("Auftragsforschung"),
        CostType.HIRING: phrase("Einstellung von Fachpersonal"),
        CostType.TRAINING: phrase("Schulung und Weiterbildung"),
        CostType.WORKING_CAPITAL: phrase("Betriebsmittel"),
        CostType.LIVING: phrase("Lebensunterhalt in der Gründung"),
    },
    FundingStep: {
        FundingStep.PLANNED: phrase("vorgemerkt"),
        FundingStep.APPLIED: phrase("beantragt"),
        FundingStep.GRANTED: phrase("bewilligt"),
        FundingStep.REFUSED: phrase("abgelehnt"),
    },
}
