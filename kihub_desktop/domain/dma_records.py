"""The records of the EU Digital Maturity Assessment: stages and the answers to its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kihub_desktop.domain import choices
from kihub_desktop.domain.fields import Holds, Record, record_kind, recorded


@record_kind("dma_assessment", "EU-DMA-Erhebung", "EU-DMA-Erhebungen")
@dataclass(frozen=True, kw_only=True)
class DmaAssessment(Record):
    """One stage of the EU-DMA; id = slot of (company, stage)."""

    stage: choices.Stage | None = recorded(
        "Zeitpunkt", Holds.CHOICE, choices=choices.Stage, since=2
    )
    held_on: date | None = recorded("Datum", Holds.DAY, since=2)
    edition: str | None = recorded("Ausgabe", since=2)
    profile: str | None = recorded("Wertung", since=2)


@record_kind("dma_answer", "EU-DMA-Antwort", "EU-DMA-Antworten")
@dataclass(frozen=True, kw_only=True)
class DmaAnswer(Record):
    """The answer to one row; id = slot of (assessment, item). Values as in `dma.AnswerType`."""

    assessment: UUID | None = recorded("Erhebung", Holds.LINK, since=2)
    item: str | None = recorded("Zeile", since=2)
    value: int | None = recorded("Wert", Holds.WHOLE, since=2)
