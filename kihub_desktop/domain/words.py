"""The German words of everything that can be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from kihub_desktop.domain import choices
from kihub_desktop.domain.funding_words import FUNDING_WORDS
from kihub_desktop.domain.phrases import Phrase, phrase
from kihub_desktop.domain.roadmap_words import ROADMAP_WORDS
from kihub_desktop.domain.sme import SIZE_WORDS, SizeClass

Words: TypeAlias = Mapping[StrEnum, Phrase]


def word(member: StrEnum) -> Phrase:
    """The word a reader sees for a choice; LookupError for an enum that has no words."""
    # Members of different enums with the same value are equal, so the class comes first.
    return _WORDS[type(member)][member]


def words(kind: type[StrEnum]) -> Words:
    """All members of an enum with their words, in the order of their definition."""
    return _WORDS[kind]


_LEGAL_FORMS: Words = {
    choices.LegalForm.SOLE: phrase("Einzelunternehmen"),
    choices.LegalForm.EK: phrase("e. K."),
    choices.LegalForm.GBR: phrase("GbR"),
    choices.LegalForm.OHG: phrase("OHG"),
    choices.LegalForm.KG: phrase("KG"),
    choices.LegalForm.GMBH_CO_KG: phrase("GmbH & Co. KG"),
    choices.LegalForm.UG: phrase("UG (haftungsbeschränkt)"),
    choices.LegalForm.GMBH: phrase("GmbH"),
    choices.LegalForm.GGMBH: phrase("gGmbH"),
    choices.LegalForm.AG: phrase("AG"),
    choices.LegalForm.SE: phrase("SE"),
    choices.LegalForm.KGAA: phrase("KGaA"),
    choices.LegalForm.EG: phrase("eG"),
    choices.LegalForm.PARTG: phrase("PartG (mbB)"),
    choices.LegalForm.EV: phrase("e. V."),
    choices.LegalForm.FOUNDATION: phrase("Stiftung"),
    choices.LegalForm.PUBLIC: phrase("Körperschaft oder Anstalt ö. R."),
    choices.LegalForm.FREELANCE: phrase("Freiberuflich"),
    choices.LegalForm.FOREIGN: phrase("Ausländische Rechtsform"),
}
_SECTORS: Words = {
    choices.Sector.MACHINERY: phrase("Maschinen- und Anlagenbau"),
    choices.Sector.AUTOMOTIVE: phrase("Automobil und Zulieferer"),
    choices.Sector.LOGISTICS: phrase("Logistik"),
    choices.Sector.ENERGY: phrase("Energie"),
    choices.Sector.HEALTH: phrase("Gesundheit"),
    choices.Sector.OTHER: phrase("Sonstige Branche"),
}
_AREAS: Words = {
    choices.ProcessArea.DEVELOPMENT: phrase("Entwicklung"),
    choices.ProcessArea.PURCHASING: phrase("Einkauf"),
    choices.ProcessArea.GOODS_IN: phrase("Wareneingang"),
    choices.ProcessArea.PRODUCTION: phrase("Fertigung"),
    choices.ProcessArea.ASSEMBLY: phrase("Montage"),
    choices.ProcessArea.QUALITY: phrase("QS"),
    choices.ProcessArea.MAINTENANCE: phrase("Instandhaltung"),
    choices.ProcessArea.PLANNING: phrase("Planung"),
    choices.ProcessArea.LOGISTICS: phrase("Logistik"),
    choices.ProcessArea.SALES: phrase("Vertrieb"),
    choices.ProcessArea.ADMINISTRATION: phrase("Verwaltung"),
    choices.ProcessArea.ENERGY: phrase("Energie"),
}
_SOURCE_KINDS: Words = {
    choices.SourceKind.TIME_SERIES: phrase("Zeitreihe"),
    choices.SourceKind.IMAGE: phrase("Bild"),
    choices.SourceKind.TEXT: phrase("Text"),
    choices.SourceKind.TABLE: phrase("Tabelle"),
    choices.SourceKind.AUDIO: phrase("Audio"),
    choices.SourceKind.CAD: phrase("CAD"),
}
_ACCESS: Words = {
    choices.Access.YES: phrase("ja"),
    choices.Access.PARTLY: phrase("teilweise"),
    choices.Access.NO: phrase("nein"),
}
_STAGES: Words = {
    choices.Stage.T0: phrase("T0 – Erstgespräch"),
    choices.Stage.T1: phrase("T1 – nach einem Jahr"),
    choices.Stage.T2: phrase("T2 – nach zwei Jahren"),
    choices.Stage.T3: phrase("T3 – Abschluss der Begleitung"),
}
_LEVELS: Words = {
    choices.Level.ZERO: phrase("kein Thema"),
    choices.Level.ONE: phrase("einzelne Personen, ad hoc"),
    choices.Level.TWO: phrase("begonnen, nicht verbindlich"),
    choices.Level.THREE: phrase("festgelegt und in einem Bereich gelebt"),
    choices.Level.FOUR: phrase("bereichsübergreifend, mit Kennzahl gesteuert"),
    choices.Level.FIVE: phrase("laufend verbessert und belegt"),
    choices.Level.NOT_RELEVANT: phrase("nicht relevant"),
}
_EVIDENCE: Words = {
    choices.Evidence.NONE: phrase("ohne Angabe"),
    choices.Evidence.STATEMENT: phrase("Aussage"),
    choices.Evidence.SEEN: phrase("gesehen"),
    choices.Evidence.DOCUMENT: phrase("Dokument"),
}
_ARCHETYPES: Words = {
    choices.Archetype.VISUAL_INSPECTION: phrase("visuelle Inspektion"),
    choices.Archetype.PREDICTIVE_MAINTENANCE: phrase("prädiktive Wartung"),
    choices.Archetype.FORECAST: phrase("Prognose"),
    choices.Archetype.OPTIMISATION: phrase("Optimierung/Planung"),
    choices.Archetype.LANGUAGE_ASSISTANT: phrase("Dokument-/LLM-Assistent"),
    choices.Archetype.PROCESS_PARAMETERS: phrase("Prozessparameter"),
    choices.Archetype.ENERGY: phrase("Energie"),
    choices.Archetype.ANOMALY: phrase("Anomalieerkennung"),
    choices.Archetype.OTHER: phrase("Sonstiges"),
}
_SOURCE_ROLES: Words = {
    choices.SourceRole.NECESSARY: phrase("notwendig"),
    choices.SourceRole.USEFUL: phrase("hilfreich"),
}
# One clause per level in our own words; the ladder is Lawrence 2017 (arXiv 1705.02245).
_READINESS: Words = {
    choices.DataReadiness.C4: phrase("C4 – nur vom Hörensagen bekannt"),
    choices.DataReadiness.C3: phrase("C3 – vorhanden, aber nicht zu bekommen"),
    choices.DataReadiness.C2: phrase("C2 – zu bekommen, aber ungeordnet"),
    choices.DataReadiness.C1: phrase("C1 – lässt sich einlesen"),
    choices.DataReadiness.B4: phrase("B4 – eingelesen, aber noch nicht geprüft"),
    choices.DataReadiness.B3: phrase("B3 – Lücken und Einheiten sind bekannt"),
    choices.DataReadiness.B2: phrase("B2 – Fehler und Rauschen sind verstanden"),
    choices.DataReadiness.B1: phrase("B1 – bereinigt, Grenzen sind dokumentiert"),
    choices.DataReadiness.A4: phrase("A4 – die Fragestellung steht, die Eignung ist offen"),
    choices.DataReadiness.A3: phrase("A3 – die Eignung ist an Beispielen geprüft"),
    choices.DataReadiness.A2: phrase("A2 – fehlender Kontext und Zielwerte sind ergänzt"),
    choices.DataReadiness.A1: phrase("A1 – für die Fragestellung einsatzbereit"),
}
_SIDES: Words = {choices.Side.COST: phrase("Kosten"), choices.Side.BENEFIT: phrase("Nutzen")}
_FUNDING: Words = {
    choices.FundingStatus.NONE: phrase("keine"),
    choices.FundingStatus.FITTING: phrase("passend"),
    choices.FundingStatus.GRANTED: phrase("bewilligt"),
}
_PRICES: Words = {
    choices.PriceBasis.PAID: phrase("Preisen des jeweiligen Jahres"),
    choices.PriceBasis.TODAY: phrase("heutigen Preisen"),
}
_COUPLINGS: Words = {
    choices.Coupling.NONE: phrase("keiner"),
    choices.Coupling.WEAK: phrase("schwach (ρ = 0,25)"),
    choices.Coupling.MEDIUM: phrase("mittel (ρ = 0,5)"),
    choices.Coupling.STRONG: phrase("stark (ρ = 0,8)"),
}
_CASH_BASES: Words = {
    choices.CashBasis.HOURS: phrase("Arbeitszeit"),
    choices.CashBasis.STOPS: phrase("Stillstände"),
    choices.CashBasis.SCRAP: phrase("Ausschuss"),
    choices.CashBasis.CASES: phrase("Fälle"),
    choices.CashBasis.ENERGY: phrase("Stromverbrauch"),
    choices.CashBasis.CARBON: phrase("CO₂ aus Strom"),
}
_CHAMBERS: Words = {
    choices.Chamber.IHK_CHEMNITZ: phrase("IHK Chemnitz"),
    choices.Chamber.IHK_DRESDEN: phrase("IHK Dresden"),
    choices.Chamber.IHK_LEIPZIG: phrase("IHK zu Leipzig"),
    choices.Chamber.IHK_ERFURT: phrase("IHK Erfurt"),
    choices.Chamber.IHK_GERA: phrase("IHK Ostthüringen zu Gera"),
    choices.Chamber.IHK_SUHL: phrase("IHK Südthüringen"),
    choices.Chamber.HWK_CHEMNITZ: phrase("HWK Chemnitz"),
    choices.Chamber.HWK_DRESDEN: phrase("HWK Dresden"),
    choices.Chamber.HWK_LEIPZIG: phrase("HWK zu Leipzig"),
    choices.Chamber.HWK_ERFURT: phrase("HWK Erfurt"),
    choices.Chamber.HWK_GERA: phrase("HWK für Ostthüringen"),
    choices.Chamber.HWK_SUHL: phrase("HWK Südthüringen"),
    choices.Chamber.OTHER: phrase("andere Kammer"),
    choices.Chamber.NONE: phrase("keine Kammer"),
}
_PRODUCTION: Words = {
    choices.Production.SINGLE: phrase("Einzelfertigung"),
    choices.Production.SERIES: phrase("Serienfertigung"),
    choices.Production.MASS: phrase("Massenfertigung"),
    choices.Production.PROCESS: phrase("Prozessfertigung"),
    choices.Production.SERVICE: phrase("keine Fertigung"),
}
_STARTUP_STAGES: Words = {
    choices.StartupStage.IDEA: phrase("Idee"),
    choices.StartupStage.PROTOTYPE: phrase("Prototyp"),
    choices.StartupStage.MARKET_ENTRY: phrase("Markteintritt"),
    choices.StartupStage.GROWTH: phrase("Wachstum"),
}
_TARGET_GROUPS: Words = {
    choices.TargetGroup.MANAGEMENT: phrase("Geschäftsführung"),
    choices.TargetGroup.MIDDLE_MANAGEMENT: phrase("Führungskräfte"),
    choices.TargetGroup.SPECIALIST: phrase("Fachkräfte im Büro"),
    choices.TargetGroup.SHOP_FLOOR: phrase("Beschäftigte in der Fertigung"),
    choices.TargetGroup.IT: phrase("IT und Automatisierung"),
    choices.TargetGroup.WORKS_COUNCIL: phrase("Betriebsrat"),
    choices.TargetGroup.APPRENTICE: phrase("Auszubildende"),
}
_CONSENT: Words = {
    choices.Consent.FULL: phrase("mit Namen"),
    choices.Consent.PSEUDONYMOUS: phrase("nur pseudonymisiert"),
    choices.Consent.STATISTICS: phrase("nur für die Statistik"),
    choices.Consent.NONE: phrase("nicht erteilt"),
}
_AUTOMATION: Words = {
    choices.Automation.MANUAL: phrase("von Hand"),
    choices.Automation.PARTLY: phrase("teilweise automatisiert"),
    choices.Automation.MOSTLY: phrase("überwiegend automatisiert"),
    choices.Automation.FULLY: phrase("vollständig automatisiert"),
}
_INTERFACES: Words = {
    choices.Interface.API: phrase("API"),
    choices.Interface.OPC_UA: phrase("OPC UA"),
    choices.Interface.MQTT: phrase("MQTT"),
    choices.Interface.SQL: phrase("Datenbankabfrage (SQL)"),
    choices.Interface.FILE: phrase("Dateiexport (CSV, Excel)"),
    choices.Interface.FIELDBUS: phrase("Feldbus"),
    choices.Interface.PAPER: phrase("Papier"),
    choices.Interface.NONE: phrase("keine Schnittstelle"),
    choices.Interface.OTHER: phrase("andere Schnittstelle"),
}
_SYSTEM_KINDS: Words = {
    choices.SystemKind.ERP: phrase("ERP"),
    choices.SystemKind.MES: phrase("MES/BDE"),
    choices.SystemKind.CAQ: phrase("CAQ"),
    choices.SystemKind.PLM: phrase("PLM/CAD/CAM"),
    choices.SystemKind.WMS: phrase("Lagerverwaltung"),
    choices.SystemKind.CRM: phrase("CRM"),
    choices.SystemKind.DMS: phrase("Dokumentenverwaltung"),
    choices.SystemKind.BI: phrase("Auswertung (BI)"),
    choices.SystemKind.OFFICE: phrase("Office und Tabellen"),
    choices.SystemKind.SCADA: phrase("SCADA/HMI"),
    choices.SystemKind.HISTORIAN: phrase("Historian"),
    choices.SystemKind.PLC: phrase("SPS"),
    choices.SystemKind.ROBOT: phrase("Robotersteuerung"),
    choices.SystemKind.CAMERA: phrase("Kamerasystem"),
    choices.SystemKind.EDGE: phrase("Edge-Rechner"),
    choices.SystemKind.SERVER: phrase("Server"),
    choices.SystemKind.CLOUD: phrase("Cloud-Dienst"),
    choices.SystemKind.NETWORK: phrase("Netz und Fernwartung"),
    choices.SystemKind.OTHER: phrase("anderes System"),
}
_HOSTING: Words = {
    choices.Hosting.LOCAL: phrase("im Haus"),
    choices.Hosting.CLOUD: phrase("in der Cloud"),
    choices.Hosting.HYBRID: phrase("beides"),
}
_CONNECTIVITY: Words = {
    choices.Connectivity.NONE: phrase("nicht angebunden"),
    choices.Connectivity.SIGNALS: phrase("einzelne Signale"),
    choices.Connectivity.FIELDBUS: phrase("Feldbus"),
    choices.Connectivity.OPC_UA: phrase("OPC UA"),
    choices.Connectivity.MQTT: phrase("MQTT"),
    choices.Connectivity.MTCONNECT: phrase("MTConnect"),
    choices.Connectivity.PROPRIETARY: phrase("nur Herstellerschnittstelle"),
}
_PAIN_THEMES: Words = {
    choices.PainTheme.SCRAP: phrase("Ausschuss"),
    choices.PainTheme.DOWNTIME: phrase("ungeplante Stillstände"),
    choices.PainTheme.SETUP: phrase("Rüstzeiten"),
    choices.PainTheme.INSPECTION: phrase("Sichtprüfung"),
    choices.PainTheme.QUOTING: phrase("Angebote und Kalkulation"),
    choices.PainTheme.SCHEDULING: phrase("Terminplanung"),
    choices.PainTheme.STOCK: phrase("Bestände"),
    choices.PainTheme.ENERGY: phrase("Energiekosten"),
    choices.PainTheme.KNOWLEDGE: phrase("Wissensverlust und Fachkräfte"),
    choices.PainTheme.DOCUMENTS: phrase("Suche nach Dokumenten"),
    choices.PainTheme.COMPLAINTS: phrase("Reklamationen"),
    choices.PainTheme.MASTER_DATA: phrase("Qualität der Stammdaten"),
    choices.PainTheme.SUPPLIERS: phrase("Ausfälle von Lieferanten"),
    choices.PainTheme.ENQUIRIES: phrase("Anfragen von Kunden"),
    choices.PainTheme.REPORTING: phrase("Nachweise und Berichte"),
    choices.PainTheme.OTHER: phrase("anderes Thema"),
}
_BARRIERS: Words = {
    choices.Barrier.LEGAL_UNCERTAINTY: phrase("rechtliche Unsicherheit"),
    choices.Barrier.KNOW_HOW: phrase("fehlendes technisches Wissen"),
    choices.Barrier.STAFF: phrase("fehlendes Personal"),
    choices.Barrier.DATA_PROTECTION: phrase("Anforderungen des Datenschutzes"),
    choices.Barrier.DATA_ABUSE: phrase("Daten könnten in falsche Hände geraten"),
    choices.Barrier.TRACEABILITY: phrase("fehlende Nachvollziehbarkeit"),
    choices.Barrier.RESULT_QUALITY: phrase("Qualität der Ergebnisse"),
    choices.Barrier.MONEY: phrase("fehlendes Geld"),
    choices.Barrier.FUTURE_LAW: phrase("Sorge vor künftigen Einschränkungen"),
    choices.Barrier.ACCEPTANCE: phrase("Akzeptanz bei den Beschäftigten"),
    choices.Barrier.NO_DATA: phrase("keine Daten"),
    choices.Barrier.NO_USE_CASE: phrase("kein Anwendungsfall"),
    choices.Barrier.ETHICS: phrase("ethische Bedenken"),
}
_OBSERVATION_KINDS: Words = {
    choices.ObservationKind.OBSERVATION: phrase("Beobachtung"),
    choices.ObservationKind.QUOTE: phrase("Zitat"),
    choices.ObservationKind.IDEA: phrase("Idee"),
    choices.ObservationKind.RISK: phrase("Risiko"),
    choices.ObservationKind.PARKED: phrase("Parkplatz"),
}
_PICTURE_KINDS: Words = {
    choices.PictureKind.PHOTO: phrase("Foto"),
    choices.PictureKind.SKETCH: phrase("Skizze"),
}
_VISIT_KINDS: Words = {
    choices.VisitKind.FIRST_TALK: phrase("Erstgespräch"),
    choices.VisitKind.INTERVIEW: phrase("Interview"),
    choices.VisitKind.WORKSHOP: phrase("Workshop"),
    choices.VisitKind.FOLLOW_UP: phrase("Folgetermin"),
    choices.VisitKind.HANDOVER: phrase("Übergabe"),
}
_EARLIER_SIZES: Words = {
    choices.EarlierSize.MICRO: SIZE_WORDS[SizeClass.MICRO],
    choices.EarlierSize.SMALL: SIZE_WORDS[SizeClass.SMALL],
    choices.EarlierSize.MEDIUM: SIZE_WORDS[SizeClass.MEDIUM],
    choices.EarlierSize.LARGE: SIZE_WORDS[SizeClass.LARGE],
}
_RELATIONS: Words = {
    choices.Relation.PARTNER: phrase("Partnerunternehmen"),
    choices.Relation.LINKED: phrase("verbundenes Unternehmen"),
}
_WAYS: Words = {
    choices.WeightingWay.CATALOGUE: phrase("Vorgabe"),
    choices.WeightingWay.POINTS: phrase("Punkte"),
    choices.WeightingWay.PLACES: phrase("Reihenfolge"),
    choices.WeightingWay.PAIRS: phrase("Paarvergleich"),
}
_ORDERS: Words = {
    choices.RankingOrder.SUM: phrase("Summe"),
    choices.RankingOrder.TOPSIS: phrase("TOPSIS"),
}
_INDEX_TABLES: Words = {
    choices.RandomIndexTable.SAATY_1980: phrase("Saaty 1980"),
    choices.RandomIndexTable.SAATY_2005: phrase("Saaty 2005"),
    choices.RandomIndexTable.DONEGAN_DODD_1991: phrase("Donegan und Dodd 1991"),
}
_CHECK_ANSWERS: Words = {
    choices.CheckAnswer.YES: phrase("ja"),
    choices.CheckAnswer.NO: phrase("nein"),
    choices.CheckAnswer.UNKNOWN: phrase("unbekannt"),
    choices.CheckAnswer.NOT_RELEVANT: phrase("nicht relevant"),
}
_TRAINING_GROUPS: Words = {
    choices.TrainingGroup.ALL: phrase("alle"),
    choices.TrainingGroup.LEADERSHIP: phrase("Führung"),
    choices.TrainingGroup.SPECIALIST: phrase("Fachkräfte"),
    choices.TrainingGroup.IT: phrase("IT"),
    choices.TrainingGroup.APPRENTICE: phrase("Auszubildende"),
    choices.TrainingGroup.WORKS_COUNCIL: phrase("Betriebsrat"),
}
_WORDS: Mapping[type[StrEnum], Words] = {
    choices.LegalForm: _LEGAL_FORMS,
    choices.Sector: _SECTORS,
    choices.ProcessArea: _AREAS,
    choices.SourceKind: _SOURCE_KINDS,
    choices.Access: _ACCESS,
    choices.Stage: _STAGES,
    choices.Level: _LEVELS,
    choices.Evidence: _EVIDENCE,
    choices.Archetype: _ARCHETYPES,
    choices.SourceRole: _SOURCE_ROLES,
    choices.DataReadiness: _READINESS,
    choices.Side: _SIDES,
    choices.FundingStatus: _FUNDING,
    choices.PriceBasis: _PRICES,
    choices.Coupling: _COUPLINGS,
    choices.CashBasis: _CASH_BASES,
    choices.Chamber: _CHAMBERS,
    choices.Production: _PRODUCTION,
    choices.StartupStage: _STARTUP_STAGES,
    choices.TargetGroup: _TARGET_GROUPS,
    choices.Consent: _CONSENT,
    choices.Automation: _AUTOMATION,
    choices.Interface: _INTERFACES,
    choices.SystemKind: _SYSTEM_KINDS,
    choices.Hosting: _HOSTING,
    choices.Connectivity: _CONNECTIVITY,
    choices.PainTheme: _PAIN_THEMES,
    choices.Barrier: _BARRIERS,
    choices.ObservationKind: _OBSERVATION_KINDS,
    choices.PictureKind: _PICTURE_KINDS,
    choices.VisitKind: _VISIT_KINDS,
    choices.EarlierSize: _EARLIER_SIZES,
    choices.Relation: _RELATIONS,
    choices.WeightingWay: _WAYS,
    choices.RankingOrder: _ORDERS,
    choices.RandomIndexTable: _INDEX_TABLES,
    choices.CheckAnswer: _CHECK_ANSWERS,
    choices.TrainingGroup: _TRAINING_GROUPS,
    SizeClass: SIZE_WORDS,
    **ROADMAP_WORDS,
    **FUNDING_WORDS,
}
