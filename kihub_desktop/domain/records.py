"""The records of a consultation; every recorded field is defined here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from kihub_desktop.domain import choices
from kihub_desktop.domain.fields import Holds, Merge, Record, record_kind, recorded
from kihub_desktop.domain.funding_choices import CostType


@record_kind("company", "Unternehmen", "Unternehmen")
@dataclass(frozen=True, kw_only=True)
class Company(Record):
    """A company; its id is also the id of its space."""

    name: str | None = recorded("Name")
    legal_form: choices.LegalForm | None = recorded(
        "Rechtsform", Holds.CHOICE, choices=choices.LegalForm
    )
    founded: int | None = recorded("Gründungsjahr", Holds.WHOLE)
    sector: choices.Sector | None = recorded("Branche", Holds.CHOICE, choices=choices.Sector)
    industry: str | None = recorded("Wirtschaftszweig (WZ 2008)")
    street: str | None = recorded("Straße")
    postcode: str | None = recorded("PLZ")
    town: str | None = recorded("Ort")
    district: str | None = recorded("Landkreis")
    employees: Decimal | None = recorded("Beschäftigte (VZÄ)", Holds.DECIMAL)
    turnover: Decimal | None = recorded("Umsatz", Holds.MONEY, unit="€")
    balance_sheet: Decimal | None = recorded("Bilanzsumme", Holds.MONEY, unit="€")
    autonomous: bool | None = recorded("Eigenständiges Unternehmen", Holds.FLAG)
    works_council: bool | None = recorded("Betriebsrat", Holds.FLAG)
    energy_use: Decimal | None = recorded("Energieverbrauch/Jahr", Holds.DECIMAL, unit="kWh")
    website: str | None = recorded("Website")
    next_step: str | None = recorded("Nächster Schritt")
    note: str | None = recorded("Notiz", Holds.LONG_TEXT)
    industry_2025: str | None = recorded("Wirtschaftszweig (WZ 2025)", since=2)
    vat_id: str | None = recorded("USt-IdNr.", since=2)
    business_id: str | None = recorded("Wirtschafts-IdNr.", since=2)
    tax_number: str | None = recorded("Steuernummer", since=2)
    register_court: str | None = recorded("Registergericht", since=2)
    register_number: str | None = recorded("Registernummer", since=2)
    chamber: choices.Chamber | None = recorded(
        "Kammer", Holds.CHOICE, choices=choices.Chamber, since=2
    )
    collective_agreement: bool | None = recorded("Tarifbindung", Holds.FLAG, since=2)
    certificates: frozenset[str] = recorded("Zertifikate", Holds.TAGS, since=2)
    shifts: int | None = recorded("Schichten", Holds.WHOLE, since=2)
    production: choices.Production | None = recorded(
        "Fertigungsart", Holds.CHOICE, choices=choices.Production, since=2
    )
    lead_source: str | None = recorded("Quelle des Kontakts", since=2)
    de_minimis: Decimal | None = recorded(
        "De-minimis-Beihilfen der letzten drei Jahre", Holds.MONEY, unit="€", since=2
    )
    de_minimis_on: date | None = recorded("De-minimis-Erklärung vom", Holds.DAY, since=2)
    public_share: Decimal | None = recorded(
        "Anteil öffentlicher Stellen", Holds.DECIMAL, unit="%", since=2
    )
    size_before: choices.EarlierSize | None = recorded(
        "Größenklasse im Vorjahr", Holds.CHOICE, choices=choices.EarlierSize, since=2
    )
    startup: bool | None = recorded("Start-up", Holds.FLAG, since=2)
    startup_stage: choices.StartupStage | None = recorded(
        "Phase", Holds.CHOICE, choices=choices.StartupStage, since=2
    )
    team_size: int | None = recorded("Team", Holds.WHOLE, since=2)
    funding_raised: Decimal | None = recorded("Finanzierung bisher", Holds.MONEY, unit="€", since=2)
    tags: frozenset[str] = recorded("Schlagwörter", Holds.TAGS, since=2)


@record_kind("contact", "Ansprechperson", "Ansprechpersonen")
@dataclass(frozen=True, kw_only=True)
class Contact(Record):
    name: str | None = recorded("Name", personal=True)
    role: str | None = recorded("Funktion")
    topic: str | None = recorded("Thema")
    email: str | None = recorded("E-Mail", personal=True)
    phone: str | None = recorded("Telefon", personal=True)
    consent_on: date | None = recorded("Einwilligung am", Holds.DAY)
    note: str | None = recorded("Notiz", Holds.LONG_TEXT, personal=True)
    target_group: choices.TargetGroup | None = recorded(
        "Zielgruppe", Holds.CHOICE, choices=choices.TargetGroup, since=2
    )
    consent: choices.Consent | None = recorded(
        "Einwilligung", Holds.CHOICE, choices=choices.Consent, since=2
    )
    position: str | None = recorded("Reihenfolge", merge=Merge.WINNER, since=2)
    tags: frozenset[str] = recorded("Schlagwörter", Holds.TAGS, since=2)


@record_kind("process", "Prozess", "Prozesse")
@dataclass(frozen=True, kw_only=True)
class Process(Record):
    name: str | None = recorded("Prozess")
    area: choices.ProcessArea | None = recorded(
        "Bereich", Holds.CHOICE, choices=choices.ProcessArea
    )
    owner: str | None = recorded("Verantwortlich")
    hours_per_year: Decimal | None = recorded("Aufwand/Jahr", Holds.DECIMAL, unit="h")
    stops_per_year: Decimal | None = recorded("Stillstände/Jahr", Holds.DECIMAL)
    hours_per_stop: Decimal | None = recorded("Dauer je Stillstand", Holds.DECIMAL, unit="h")
    cost_per_hour: Decimal | None = recorded("Kosten je Stunde", Holds.MONEY, unit="€")
    scrap_rate: Decimal | None = recorded("Ausschuss", Holds.DECIMAL, unit="%")
    problem: str | None = recorded("Problem")
    pain: int | None = recorded("Schmerz", Holds.WHOLE)
    position: str | None = recorded("Reihenfolge", merge=Merge.WINNER)
    note: str | None = recorded("Notiz", Holds.LONG_TEXT)
    goal: str | None = recorded("Ziel", since=2)
    inputs: str | None = recorded("Eingang", since=2)
    outputs: str | None = recorded("Ergebnis", since=2)
    volume_per_year: Decimal | None = recorded("Menge/Jahr", Holds.DECIMAL, since=2)
    volume_unit: str | None = recorded("Mengeneinheit", since=2)
    minutes_per_run: Decimal | None = recorded(
        "Dauer je Vorgang", Holds.DECIMAL, unit="min", since=2
    )
    variants: int | None = recorded("Varianten", Holds.WHOLE, since=2)
    oee: Decimal | None = recorded("OEE", Holds.DECIMAL, unit="%", since=2)
    automation: choices.Automation | None = recorded(
        "Automatisierung", Holds.CHOICE, choices=choices.Automation, since=2
    )
    decision_point: str | None = recorded("Entscheidungspunkt", since=2)
    documented: choices.Access | None = recorded(
        "Dokumentiert", Holds.CHOICE, choices=choices.Access, since=2
    )
    site: UUID | None = recorded("Standort", Holds.LINK, since=2)
    tags: frozenset[str] = recorded("Schlagwörter", Holds.TAGS, since=2)
    electricity: Decimal | None = recorded(
        "Stromverbrauch/Jahr", Holds.DECIMAL, unit="kWh", since=3
    )


@record_kind("data_source", "Datenquelle", "Datenquellen")
@dataclass(frozen=True, kw_only=True)
class DataSource(Record):
    name: str | None = recorded("Quelle")
    system: str | None = recorded("System")
    kind: choices.SourceKind | None = recorded("Art", Holds.CHOICE, choices=choices.SourceKind)
    history_months: Decimal | None = recorded("Historie", Holds.DECIMAL, unit="Monate")
    access: choices.Access | None = recorded("Zugriff", Holds.CHOICE, choices=choices.Access)
    personal_data: bool | None = recorded("Personenbezogene Daten", Holds.FLAG)
    owner: str | None = recorded("Verantwortlich")
    position: str | None = recorded("Reihenfolge", merge=Merge.WINNER)
    note: str | None = recorded("Notiz", Holds.LONG_TEXT)
    format: str | None = recorded("Format", since=2)
    frequency: str | None = recorded("Frequenz", since=2)
    volume: str | None = recorded("Umfang", since=2)
    identifiers: choices.Access | None = recorded(
        "Zeitstempel und Kennungen", Holds.CHOICE, choices=choices.Access, since=2
    )
    interface: choices.Interface | None = recorded(
        "Zugang über", Holds.CHOICE, choices=choices.Interface, since=2
    )
    confidential: bool | None = recorded(
        "Vertraulich oder vertraglich gebunden", Holds.FLAG, since=2
    )
    labelled: choices.Access | None = recorded(
        "Zielwerte (Labels) vorhanden", Holds.CHOICE, choices=choices.Access, since=2
    )
    export_seen: bool | None = recorded("Export-Probe gesehen", Holds.FLAG, since=2)
    it_system: UUID | None = recorded("IT-/OT-System", Holds.LINK, since=2)
    machine: UUID | None = recorded("Maschine", Holds.LINK, since=2)
    process: UUID | None = recorded("Prozess", Holds.LINK, since=2)
    tags: frozenset[str] = recorded("Schlagwörter", Holds.TAGS, since=2)


@record_kind("assessment", "Reifegrad-Erhebung", "Reifegrad-Erhebungen")
@dataclass(frozen=True, kw_only=True)
class Assessment(Record):
    """One stage of the readiness interview; id = slot of (company, stage)."""

    stage: choices.Stage | None = recorded("Zeitpunkt", Holds.CHOICE, choices=choices.Stage)
    held_on: date | None = recorded("Datum", Holds.DAY)
    edition: str | None = recorded("Fragenkatalog")
    method: str | None = recorded("Methode", since=3)


@record_kind("answer", "Antwort", "Antworten")
@dataclass(frozen=True, kw_only=True)
class Answer(Record):
    """An interview answer; id = slot of (assessment, question)."""

    assessment: UUID | None = recorded("Erhebung", Holds.LINK)
    question: str | None = recorded("Frage")
    level: choices.Level | None = recorded("Stufe", Holds.CHOICE, choices=choices.Level)
    reason: str | None = recorded("Grund")
    evidence: choices.Evidence | None = recorded("Beleg", Holds.CHOICE, choices=choices.Evidence)
    note: str | None = recorded("Notiz", Holds.LONG_TEXT)


@record_kind("use_case", "Anwendungsfall", "Anwendungsfälle")
@dataclass(frozen=True, kw_only=True)
class UseCase(Record):
    title: str | None = recorded("Titel")
    archetype: choices.Archetype | None = recorded(
        "Art des Vorhabens", Holds.CHOICE, choices=choices.Archetype
    )
    process: UUID | None = recorded("Prozess", Holds.LINK)
    description: str | None = recorded("Beschreibung", Holds.LONG_TEXT)
    planned_start: date | None = recorded("Geplanter Start", Holds.DAY)
    pilot: str | None = recorded("Pilot")
    position: str | None = recorded("Reihenfolge", merge=Merge.WINNER)
    template: str | None = recorded("Vorlage", since=3)
    template_edition: str | None = recorded("Ausgabe der Vorlagen", since=3)


@record_kind("finding", "Angabe zum Anwendungsfall", "Angaben zu Anwendungsfällen")
@dataclass(frozen=True, kw_only=True)
class Finding(Record):
    """One input of the verdict; id = slot of (use case, key); keys in the method catalogue."""

    use_case: UUID | None = recorded("Anwendungsfall", Holds.LINK)
    key: str | None = recorded("Größe")
    value: str | None = recorded("Wert")
    evidence: choices.Evidence | None = recorded("Beleg", Holds.CHOICE, choices=choices.Evidence)
    note: str | None = recorded("Notiz", Holds.LONG_TEXT)


@record_kind("source_link", "Datenquelle im Anwendungsfall", "Datenquellen in Anwendungsfällen")
@dataclass(frozen=True, kw_only=True)
class SourceLink(Record):
    """A data source judged for one use case; id = slot of (use case, source)."""

    use_case: UUID | None = recorded("Anwendungsfall", Holds.LINK)
    source: UUID | None = recorded("Datenquelle", Holds.LINK)
    role: choices.SourceRole | None = recorded("Rolle", Holds.CHOICE, choices=choices.SourceRole)
    readiness: choices.DataReadiness | None = recorded(
        "Datenreife", Holds.CHOICE, choices=choices.DataReadiness
    )
    completeness: choices.Level | None = recorded(
        "Vollständigkeit", Holds.CHOICE, choices=choices.Level
    )
    accuracy: choices.Level | None = recorded("Genauigkeit", Holds.CHOICE, choices=choices.Level)
    consistency: choices.Level | None = recorded("Konsistenz", Holds.CHOICE, choices=choices.Level)
    timeliness: choices.Level | None = recorded("Aktualität", Holds.CHOICE, choices=choices.Level)
    accessibility: choices.Level | None = recorded(
        "Zugänglichkeit", Holds.CHOICE, choices=choices.Level
    )
    traceability: choices.Level | None = recorded(
        "Nachvollziehbarkeit", Holds.CHOICE, choices=choices.Level
    )
    representativeness: choices.Level | None = recorded(
        "Repräsentativität", Holds.CHOICE, choices=choices.Level
    )
    evidence: choices.Evidence | None = recorded("Beleg", Holds.CHOICE, choices=choices.Evidence)


@record_kind("rating", "Bewertung", "Bewertungen")
@dataclass(frozen=True, kw_only=True)
class Rating(Record):
    """One person's rating 1–5; id = slot of (use case, criterion, person)."""

    use_case: UUID | None = recorded("Anwendungsfall", Holds.LINK)
    criterion: str | None = recorded("Kriterium")
    person: str | None = recorded("Person", personal=True)
    value: int | None = recorded("Wert", Holds.WHOLE)


@record_kind("vote", "Stimme", "Stimmen")
@dataclass(frozen=True, kw_only=True)
class Vote(Record):
    """One participant's „Ich trage das mit“ 0–5; id = slot of (use case, participant)."""

    use_case: UUID | None = recorded("Anwendungsfall", Holds.LINK)
    participant: str | None = recorded("Teilnehmende", personal=True)
    value: int | None = recorded("Wert", Holds.WHOLE)


@record_kind("condition", "Auflage", "Auflagen")
@dataclass(frozen=True, kw_only=True)
class Condition(Record):
    """What was agreed on one condition; id = slot of (use case, family of codes)."""

    use_case: UUID | None = recorded("Anwendungsfall", Holds.LINK)
    family: str | None = recorded("Code")
    impossible: bool | None = recorded("nicht erfüllbar", Holds.FLAG)
    reason: str | None = recorded("Grund")
    decided_by: str | None = recorded("entschieden von", personal=True)
    owner: str | None = recorded("Wer")
    due: date | None = recorded("Bis", Holds.DAY)


@record_kind("business_case", "Wirtschaftlichkeit", "Wirtschaftlichkeitsrechnungen")
@dataclass(frozen=True, kw_only=True)
class BusinessCase(Record):
    """Frame of the calculation; id = slot of (use case)."""

    use_case: UUID | None = recorded("Anwendungsfall", Holds.LINK)
    horizon: int | None = recorded("Laufzeit", Holds.WHOLE, unit="Jahre")
    discount_rate: Decimal | None = recorded("Kalkulationszins", Holds.DECIMAL, unit="%")
    funding: choices.FundingStatus | None = recorded(
        "Förderung", Holds.CHOICE, choices=choices.FundingStatus
    )
    grant: Decimal | None = recorded("Zuschuss", Holds.MONEY, unit="€")
    strategic_reason: str | None = recorded("Strategische Begründung", Holds.LONG_TEXT)
    strategic_by: str | None = recorded("Begründet von", personal=True)
    prices: choices.PriceBasis | None = recorded(
        "Beträge gelten in", Holds.CHOICE, choices=choices.PriceBasis, since=2
    )
    inflation: Decimal | None = recorded("Teuerung p. a.", Holds.DECIMAL, unit="%", since=2)
    pilot_cost: Decimal | None = recorded("Kosten des Piloten", Holds.MONEY, unit="€", since=2)
    pilot_months: int | None = recorded("Dauer des Piloten", Holds.WHOLE, unit="Monate", since=2)


@record_kind("cash_line", "Kosten- und Nutzenposition", "Kosten und Nutzen")
@dataclass(frozen=True, kw_only=True)
class CashLine(Record):
    """A cost or benefit: quantity times price, both as three-point estimates."""

    use_case: UUID | None = recorded("Anwendungsfall", Holds.LINK)
    label: str | None = recorded("Position")
    side: choices.Side | None = recorded("Art", Holds.CHOICE, choices=choices.Side)
    first_year: int | None = recorded("Von Jahr", Holds.WHOLE)
    last_year: int | None = recorded("Bis Jahr", Holds.WHOLE)
    pessimistic: Decimal | None = recorded("pessimistisch", Holds.DECIMAL)
    likely: Decimal | None = recorded("wahrscheinlich", Holds.DECIMAL)
    optimistic: Decimal | None = recorded("optimistisch", Holds.DECIMAL)
    unit: str | None = recorded("Einheit")
    price_pessimistic: Decimal | None = recorded("Preis pess.", Holds.MONEY, unit="€")
    price_likely: Decimal | None = recorded("Preis wahrsch.", Holds.MONEY, unit="€")
    price_optimistic: Decimal | None = recorded("Preis opt.", Holds.MONEY, unit="€")
    growth: Decimal | None = recorded("Veränderung p. a.", Holds.DECIMAL, unit="%")
    source: str | None = recorded("Herkunft")
    process: UUID | None = recorded("Prozess", Holds.LINK)
    position: str | None = recorded("Reihenfolge", merge=Merge.WINNER)
    driver: str | None = recorded("Gemeinsamer Treiber", since=2)
    coupling: choices.Coupling | None = recorded(
        "Zusammenhang mit dem Treiber", Holds.CHOICE, choices=choices.Coupling, since=2
    )
    pain_point: UUID | None = recorded("Schmerzpunkt", Holds.LINK, since=2)
    basis: choices.CashBasis | None = recorded(
        "Grundlage", Holds.CHOICE, choices=choices.CashBasis, since=2
    )
    basis_quantity: Decimal | None = recorded("Menge der Grundlage", Holds.DECIMAL, since=2)
    basis_price: Decimal | None = recorded("Preis der Grundlage", Holds.MONEY, unit="€", since=2)
    cost_type: CostType | None = recorded(
        "Kostenart der Förderung", Holds.CHOICE, choices=CostType, since=3
    )


@record_kind("colleague", "Beratungsperson", "Beratungspersonen")
@dataclass(frozen=True, kw_only=True)
class Colleague(Record):
    """Who writes: the author id of operations resolves to this name (team space)."""

    name: str | None = recorded("Name", personal=True)


@record_kind("device", "Gerät", "Geräte")
@dataclass(frozen=True, kw_only=True)
class Device(Record):
    """A laptop by its device id (team space)."""

    name: str | None = recorded("Gerätename")
