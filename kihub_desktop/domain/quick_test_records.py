"""The record of a data quick test: the profile of a customer's table, never its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from kihub_desktop.domain.fields import Holds, Merge, Record, record_kind, recorded


@record_kind("data_check", "Daten-Schnelltest", "Daten-Schnelltests")
@dataclass(frozen=True, kw_only=True)
class QuickTestRecord(Record):
    """What a sample showed on one day; `result` is the profile as JSON, with masked columns.

    `skill_low` and `skill_high` are set when the result is adopted for `use_case`. `sample` is the
    SHA-256 of the attached table, which lies encrypted beside the workspace; usually there is none.
    """

    name: str | None = recorded("Datei", since=2)
    checked_on: date | None = recorded("Geprüft am", Holds.DAY, since=2)
    target: str | None = recorded("Zielgröße", since=2)
    result: str | None = recorded("Profil", Holds.LONG_TEXT, since=2)
    source: UUID | None = recorded("Datenquelle", Holds.LINK, since=2)
    use_case: UUID | None = recorded("Anwendungsfall", Holds.LINK, since=2)
    skill_low: Decimal | None = recorded("Lernbarkeit von", Holds.DECIMAL, since=2)
    skill_high: Decimal | None = recorded("Lernbarkeit bis", Holds.DECIMAL, since=2)
    sample: str | None = recorded("Beigelegte Stichprobe", since=2)
    sample_size: int | None = recorded("Größe der Stichprobe", Holds.WHOLE, unit="Byte", since=2)
    position: str | None = recorded("Reihenfolge", merge=Merge.WINNER, since=2)
