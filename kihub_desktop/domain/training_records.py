"""The records of training and of the plan for AI literacy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kihub_desktop.domain import choices
from kihub_desktop.domain.fields import Holds, Merge, Record, record_kind, recorded


@record_kind("training", "Schulung", "Schulungen")
@dataclass(frozen=True, kw_only=True)
class Training(Record):
    """Who learns what by when, and what was held: plan and record of AI literacy in one.

    What was taken over from the catalogue has the slot of (company, offer, group); `offer` is the
    id in the catalogue of `edition`.
    """

    name: str | None = recorded("Schulung", since=3)
    group: choices.TrainingGroup | None = recorded(
        "Zielgruppe", Holds.CHOICE, choices=choices.TrainingGroup, since=3
    )
    people: int | None = recorded("Personen", Holds.WHOLE, since=3)
    due: date | None = recorded("Bis", Holds.DAY, since=3)
    held_on: date | None = recorded("Durchgeführt am", Holds.DAY, since=3)
    trainer: str | None = recorded("Durchgeführt von", personal=True, since=3)
    content: str | None = recorded("Inhalt", Holds.LONG_TEXT, since=3)
    proof: str | None = recorded("Nachweis", since=3)
    offer: str | None = recorded("Angebot", since=3)
    edition: str | None = recorded("Ausgabe", since=3)
    use_case: UUID | None = recorded("Anwendungsfall", Holds.LINK, since=3)
    position: str | None = recorded("Reihenfolge", merge=Merge.WINNER, since=3)
    note: str | None = recorded("Notiz", Holds.LONG_TEXT, since=3)
