"""The records of partners and the sketch of a pilot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kihub_desktop.domain.fields import Holds, Record, record_kind, recorded


@record_kind("pilot", "Pilotskizze", "Pilotskizzen")
@dataclass(frozen=True, kw_only=True)
class PilotSketch(Record):
    """What a pilot shall show; id = slot of (use case).

    `partner` is the id of the catalogue of partners or a name that it does not know. What the
    pilot costs stands in the business case of the use case and nowhere else.
    """

    use_case: UUID | None = recorded("Anwendungsfall", Holds.LINK, since=3)
    goal: str | None = recorded("Ziel", Holds.LONG_TEXT, since=3)
    measure: str | None = recorded("Erfolgsmaß", Holds.LONG_TEXT, since=3)
    baseline: str | None = recorded("Wert heute", since=3)
    threshold: str | None = recorded("Schwelle für den Erfolg", Holds.LONG_TEXT, since=3)
    stop: str | None = recorded("Abbruch, wenn", Holds.LONG_TEXT, since=3)
    months: int | None = recorded("Dauer", Holds.WHOLE, unit="Monate", since=3)
    starts_on: date | None = recorded("Beginn", Holds.DAY, since=3)
    lead: str | None = recorded("Leitung", personal=True, since=3)
    experts: str | None = recorded("Fachleute", personal=True, since=3)
    it_contact: str | None = recorded("IT und Daten", personal=True, since=3)
    inputs: str | None = recorded("Benötigte Daten", Holds.LONG_TEXT, since=3)
    partner: str | None = recorded("Partner", since=3)
    partner_role: str | None = recorded("Aufgabe des Partners", Holds.LONG_TEXT, since=3)
    note: str | None = recorded("Notiz", Holds.LONG_TEXT, since=3)
