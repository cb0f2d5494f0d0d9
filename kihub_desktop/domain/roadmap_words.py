"""The German words of what can be chosen about a step of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from kihub_desktop.domain.phrases import Phrase, phrase
from kihub_desktop.domain.roadmap_choices import StepGroup, StepStatus

ROADMAP_WORDS: Mapping[type[StrEnum], Mapping[StrEnum, Phrase]] = {
    StepStatus: {
        StepStatus.OPEN: phrase("offen"),
        StepStatus.RUNNING: phrase("läuft"),
        StepStatus.DONE: phrase("erledigt"),
        StepStatus.DROPPED: phrase("entfällt"),
    },
    StepGroup: {
        StepGroup.CONDITION: phrase("Auflagen"),
        StepGroup.MEASURE: phrase("Maßnahmen"),
        StepGroup.PILOT: phrase("Pilot"),
        StepGroup.LAW: phrase("Recht"),
        StepGroup.FUNDING: phrase("Förderung"),
        StepGroup.TRAINING: phrase("Weiterbildung"),
        StepGroup.TASK: phrase("Aufgaben"),
    },
}
