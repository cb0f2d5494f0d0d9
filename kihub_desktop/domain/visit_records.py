"""The records that a visit yields beside master data, processes and data sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from kihub_desktop.domain import choices
from kihub_desktop.domain.fields import Holds, Merge, Record, record_kind, recorded


@record_kind("site", "Standort", "Standorte")
@dataclass(frozen=True, kw_only=True)
class Site(Record):
    name: str | None = recorded("Standort", since=2)
    street: str | None = recorded("Straße", since=2)
    postcode: str | None = recorded("PLZ", since=2)
    town: str | None = recorded("Ort", since=2)
    district: str | None = recorded("Landkreis", since=2)
    employees: Decimal | None = recorded("Beschäftigte (VZÄ)", Holds.DECIMAL, since=2)
    focus: str | None = recorded("Schwerpunkt", since=2)
    position: str | None = recorded("Reihenfolge", merge=Merge.WINNER, since=2)
    note: str | None = recorded("Notiz", Holds.LONG_TEXT, since=2)
    tags: frozenset[str] = recorded("Schlagwörter", Holds.TAGS, since=2)


@record_kind("affiliate", "Beteiligung", "Beteiligungen")
@dataclass(frozen=True, kw_only=True)
class Affiliate(Record):
    """Another enterprise that counts for the size of this one (2003/361/EC, Art. 3 and 6)."""

    name: str | None = recorded("Unternehmen", since=2)
    relation: choices.Relation | None = recorded(
        "Verhältnis", Holds.CHOICE, choices=choices.Relation, since=2
    )
    share: Decimal | None = recorded("Anteil", Holds.DECIMAL, unit="%", since=2)
    employees: Decimal | None = recorded("Beschäftigte (VZÄ)", Holds.DECIMAL, since=2)
    turnover: Decimal | None = recorded("Umsatz", Holds.MONEY, unit="€", since=2)
    balance_sheet: Decimal | None = recorded("Bilanzsumme", Holds.MONEY, unit="€", since=2)
    position: str | None = recorded("Reihenfolge", merge=Merge.WINNER, since=2)
    note: str | None = recorded("Notiz", Holds.LONG_TEXT, since=2)


@record_kind("it_system", "IT-/OT-System", "IT- und OT-Systeme")
@dataclass(frozen=True, kw_only=True)
class ItSystem(Record):
    name: str | None = recorded("System", since=2)
    kind: choices.SystemKind | None = recorded(
        "Art", Holds.CHOICE, choices=choices.SystemKind, since=2
    )
    vendor: str | None = recorded("Hersteller", since=2)
    version: str | None = recorded("Version", since=2)
    hosting: choices.Hosting | None = recorded(
        "Betrieb", Holds.CHOICE, choices=choices.Hosting, since=2
    )
    interface: choices.Interface | None = recorded(
        "Zugang über", Holds.CHOICE, choices=choices.Interface, since=2
    )
    segmented: bool | None = recorded("Netz getrennt", Holds.FLAG, since=2)
    remote_access: bool | None = recorded("Fernwartung", Holds.FLAG, since=2)
    owner: str | None = recorded("Verantwortlich", since=2)
    site: UUID | None = recorded("Standort", Holds.LINK, since=2)
    position: str | None = recorded("Reihenfolge", merge=Merge.WINNER, since=2)
    note: str | None = recorded("Notiz", Holds.LONG_TEXT, since=2)
    tags: frozenset[str] = recorded("Schlagwörter", Holds.TAGS, since=2)


@record_kind("machine", "Maschine", "Maschinen")
@dataclass(frozen=True, kw_only=True)
class Machine(Record):
    name: str | None = recorded("Maschine", since=2)
    kind: str | None = recorded("Art", since=2)
    maker: str | None = recorded("Hersteller", since=2)
    built: int | None = recorded("Baujahr", Holds.WHOLE, since=2)
    count: int | None = recorded("Anzahl", Holds.WHOLE, since=2)
    control: str | None = recorded("Steuerung", since=2)
    connectivity: choices.Connectivity | None = recorded(
        "Anbindung", Holds.CHOICE, choices=choices.Connectivity, since=2
    )
    retrofit: bool | None = recorded("Nachrüstung nötig", Holds.FLAG, since=2)
    cost_per_hour: Decimal | None = recorded("Maschinenstundensatz", Holds.MONEY, unit="€", since=2)
    process: UUID | None = recorded("Prozess", Holds.LINK, since=2)
    site: UUID | None = recorded("Standort", Holds.LINK, since=2)
    position: str | None = recorded("Reihenfolge", merge=Merge.WINNER, since=2)
    note: str | None = recorded("Notiz", Holds.LONG_TEXT, since=2)
    tags: frozenset[str] = recorded("Schlagwörter", Holds.TAGS, since=2)


@record_kind("pain_point", "Schmerzpunkt", "Schmerzpunkte")
@dataclass(frozen=True, kw_only=True)
class PainPoint(Record):
    """Costs a year are cost per case times cases a year; neither is stored twice."""

    name: str | None = recorded("Schmerzpunkt", since=2)
    theme: choices.PainTheme | None = recorded(
        "Thema", Holds.CHOICE, choices=choices.PainTheme, since=2
    )
    cost_per_case: Decimal | None = recorded("Kosten je Fall", Holds.MONEY, unit="€", since=2)
    cases_per_year: Decimal | None = recorded("Fälle/Jahr", Holds.DECIMAL, since=2)
    severity: int | None = recorded("Schmerz", Holds.WHOLE, since=2)
    process: UUID | None = recorded("Prozess", Holds.LINK, since=2)
    said_by: str | None = recorded("Genannt von", personal=True, since=2)
    position: str | None = recorded("Reihenfolge", merge=Merge.WINNER, since=2)
    note: str | None = recorded("Notiz", Holds.LONG_TEXT, since=2)
    tags: frozenset[str] = recorded("Schlagwörter", Holds.TAGS, since=2)


@record_kind("obstacle", "Hemmnis", "Hemmnisse")
@dataclass(frozen=True, kw_only=True)
class Obstacle(Record):
    """One of the thirteen obstacles as this company sees it; id = slot of (company, barrier)."""

    barrier: choices.Barrier | None = recorded(
        "Hemmnis", Holds.CHOICE, choices=choices.Barrier, since=2
    )
    applies: bool | None = recorded("trifft zu", Holds.FLAG, since=2)
    severity: int | None = recorded("Gewicht", Holds.WHOLE, since=2)
    note: str | None = recorded("Notiz", Holds.LONG_TEXT, since=2)


@record_kind("visit", "Termin", "Termine")
@dataclass(frozen=True, kw_only=True)
class Visit(Record):
    held_on: date | None = recorded("Datum", Holds.DAY, since=2)
    starts_at: str | None = recorded("Beginn", since=2)
    kind: choices.VisitKind | None = recorded(
        "Anlass", Holds.CHOICE, choices=choices.VisitKind, since=2
    )
    place: str | None = recorded("Ort", since=2)
    topic: str | None = recorded("Thema", since=2)
    position: str | None = recorded("Reihenfolge", merge=Merge.WINNER, since=2)
    note: str | None = recorded("Notiz", Holds.LONG_TEXT, since=2)


@record_kind("participant", "Teilnehmende Person", "Teilnehmende")
@dataclass(frozen=True, kw_only=True)
class Participant(Record):
    name: str | None = recorded("Name", personal=True, since=2)
    role: str | None = recorded("Funktion", since=2)
    organisation: str | None = recorded("Organisation", since=2)
    target_group: choices.TargetGroup | None = recorded(
        "Zielgruppe", Holds.CHOICE, choices=choices.TargetGroup, since=2
    )
    present: bool | None = recorded("anwesend", Holds.FLAG, since=2)
    visit: UUID | None = recorded("Termin", Holds.LINK, since=2)
    position: str | None = recorded("Reihenfolge", merge=Merge.WINNER, since=2)
    note: str | None = recorded("Notiz", Holds.LONG_TEXT, personal=True, since=2)


@record_kind("observation", "Beobachtung", "Beobachtungen")
@dataclass(frozen=True, kw_only=True)
class Observation(Record):
    """What was seen or said; pictures name the observation they belong to."""

    text: str | None = recorded("Beobachtung", Holds.LONG_TEXT, since=2)
    kind: choices.ObservationKind | None = recorded(
        "Art", Holds.CHOICE, choices=choices.ObservationKind, since=2
    )
    said_by: str | None = recorded("Von wem", personal=True, since=2)
    place: str | None = recorded("Wo", since=2)
    seen_on: date | None = recorded("Wann", Holds.DAY, since=2)
    process: UUID | None = recorded("Prozess", Holds.LINK, since=2)
    visit: UUID | None = recorded("Termin", Holds.LINK, since=2)
    position: str | None = recorded("Reihenfolge", merge=Merge.WINNER, since=2)
    tags: frozenset[str] = recorded("Schlagwörter", Holds.TAGS, since=2)


@record_kind("picture", "Bild", "Fotos und Skizzen")
@dataclass(frozen=True, kw_only=True)
class Picture(Record):
    """A photo or sketch; the pictures themselves are encrypted files named by their content.

    `content` and `thumbnail` are SHA-256 of the plain bytes in hexadecimal digits; `drawing`
    holds the strokes of a sketch, so that it can be drawn on.
    """

    kind: choices.PictureKind | None = recorded(
        "Art", Holds.CHOICE, choices=choices.PictureKind, since=2
    )
    caption: str | None = recorded("Bildunterschrift", since=2)
    content: str | None = recorded("Inhalt", since=2)
    thumbnail: str | None = recorded("Vorschau", since=2)
    media_type: str | None = recorded("Format", since=2)
    width: int | None = recorded("Breite", Holds.WHOLE, unit="px", since=2)
    height: int | None = recorded("Höhe", Holds.WHOLE, unit="px", since=2)
    size: int | None = recorded("Größe", Holds.WHOLE, unit="Byte", since=2)
    taken_on: date | None = recorded("Aufgenommen am", Holds.DAY, since=2)
    location: str | None = recorded("Aufnahmeort", personal=True, since=2)
    drawing: str | None = recorded("Zeichnung", Holds.LONG_TEXT, since=2)
    observation: UUID | None = recorded("Beobachtung", Holds.LINK, since=2)
    process: UUID | None = recorded("Prozess", Holds.LINK, since=2)
    position: str | None = recorded("Reihenfolge", merge=Merge.WINNER, since=2)
    tags: frozenset[str] = recorded("Schlagwörter", Holds.TAGS, since=2)


@record_kind("decision", "Beschluss", "Beschlüsse")
@dataclass(frozen=True, kw_only=True)
class Decision(Record):
    text: str | None = recorded("Beschluss", since=2)
    decided_on: date | None = recorded("Datum", Holds.DAY, since=2)
    decided_by: str | None = recorded("Entschieden von", personal=True, since=2)
    use_case: UUID | None = recorded("Anwendungsfall", Holds.LINK, since=2)
    visit: UUID | None = recorded("Termin", Holds.LINK, since=2)
    position: str | None = recorded("Reihenfolge", merge=Merge.WINNER, since=2)
    note: str | None = recorded("Notiz", Holds.LONG_TEXT, since=2)


@record_kind("task", "Aufgabe", "Aufgaben")
@dataclass(frozen=True, kw_only=True)
class Task(Record):
    text: str | None = recorded("Aufgabe", since=2)
    owner: str | None = recorded("Wer", personal=True, since=2)
    due: date | None = recorded("Bis", Holds.DAY, since=2)
    done: bool | None = recorded("erledigt", Holds.FLAG, since=2)
    use_case: UUID | None = recorded("Anwendungsfall", Holds.LINK, since=2)
    visit: UUID | None = recorded("Termin", Holds.LINK, since=2)
    position: str | None = recorded("Reihenfolge", merge=Merge.WINNER, since=2)
    note: str | None = recorded("Notiz", Holds.LONG_TEXT, since=2)
    tags: frozenset[str] = recorded("Schlagwörter", Holds.TAGS, since=2)
