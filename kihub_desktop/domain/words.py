"""The German words of everything that can be chosen."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from kihub_desktop.domain import choices
from kihub_desktop.domain.phrases import Phrase, phrase
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
    SizeClass: SIZE_WORDS,
}
