"""The 23 reference cases as answered facts, with the class and the involvements they expect.

All are set in a firm with a works council, 120 employees and a machine builder's industry, unless
a case says otherwise. What a case does not name is answered „nein“ or „nichts davon“.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kihub_desktop.analysis.law.engine import LawEngine
from kihub_desktop.catalogues.law import current_law
from kihub_desktop.domain.law import Answer, Fact, FactKind, Facts, FactValue, LegalClass

ENGINE = LawEngine(current_law())
TODAY = date(2026, 12, 10)
YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
AI = frozenset({"maschine", "autonomie", "ziele", "ausgabe", "einfluss"})

_USUAL: dict[str, FactValue] = {
    "ableitung": "gelernt",
    "merkmale": AI,
    "rollen": frozenset({"anbieter", "betreiber"}),
    "krit_infra": "optimierung",
    "versicherung": "andere",
    "notruf": "termine",
    "justiz": "unternehmen",
    "wahlen": "organisation",
    "produktakt": "keiner",
    "mdr_klasse": "klasse_i",
    "rechtsgrundlage": YES,
    "verarbeitung_wo": "intern",
    "avv": YES,
    "garantie": YES,
    "vertraulichkeit": YES,
    "maschinendaten_vertrag": YES,
    "betriebsrat": YES,
    "erkennbar": "nein",
    "nis2_sektor": frozenset({"verarbeitend"}),
    "mitarbeitende": Decimal(120),
    "umsatz": Decimal(18_000_000),
    "bilanz": Decimal(9_000_000),
    "produkt_digital": "nein",
    "kmu": YES,
}


def usual(fact: Fact) -> FactValue:
    """The plain answer of the reference cases."""
    if fact.id in _USUAL:
        return _USUAL[fact.id]
    if fact.kind is FactKind.YES_NO:
        return NO
    return frozenset(each.key for each in fact.options if each.none)


def facts(**answers: FactValue | set[str] | str) -> dict[str, FactValue]:
    """All facts answered: the given ones so, the others as usual; a set ticks options."""
    known = {each.id: usual(each) for each in current_law().facts}
    unknown = set(answers) - set(known)
    assert not unknown, unknown
    known |= {
        name: frozenset(value) if isinstance(value, set | frozenset) else value
        for name, value in answers.items()
    }
    return known


@dataclass(frozen=True)
class LawCase:
    """One reference case; `impact` and `council` are the expected involvements."""

    id: str
    facts: Facts
    classes: tuple[LegalClass, ...]
    impact: str
    council: str


def _case(
    name: str, classes: str, impact: str, council: str, **answers: FactValue | set[str] | str
) -> LawCase:
    accepted = tuple(LegalClass(each) for each in classes.split("|"))
    return LawCase(name, facts(**answers), accepted, impact, council)


# Data on people at work, as most cases about employees have them.
_STAFF: Mapping[str, FactValue] = {
    "personenbezug": YES,
    "betroffene": frozenset({"beschaeftigte"}),
    "am_arbeitsplatz": YES,
}
_APPLICANTS: Mapping[str, FactValue] = {
    "zweckbereich": frozenset({"beschaeftigung"}),
    "beschaeftigung": frozenset({"bewerbungen", "kandidaten"}),
    "profiling": YES,
    "materiell": YES,
    "personenbezug": YES,
    "betroffene": frozenset({"bewerber"}),
    "wp248": frozenset({"bewertung"}),
    "erkennbar": "direkt",
    "br_themen": frozenset({"auswahl"}),
}

CASES: tuple[LawCase, ...] = (
    _case(
        "T01", "MINIMAL", "nein", "prüfen", produktakt="B21", nur_komfort=YES, erkennbar="mittelbar"
    ),
    _case("T02", "MINIMAL", "nein", "nein", produktakt="B21", nur_komfort=YES),
    _case("T03", "MINIMAL", "nein", "nein"),
    _case(
        "T04",
        "TRANSPARENZ",
        "ja",
        "prüfen",
        art50={"interaktion", "erzeugt"},
        personenbezug=YES,
        betroffene={"kunden"},
        dsk_liste={"nr11"},
        erkennbar="mittelbar",
        verarbeitung_wo="eu",
    ),
    _case("T05", "HR_III", "ja", "ja", **_APPLICANTS),
    _case(
        "T06",
        "HR_III",
        "ja",
        "ja",
        zweckbereich={"beschaeftigung"},
        beschaeftigung={"leistung"},
        profiling=YES,
        materiell=YES,
        dsk_liste={"nr8"},
        erkennbar="direkt",
        **_STAFF,
    ),
    _case(
        "T07",
        "VERBOTEN",
        "–",
        "–",
        art5={"f"},
        zweckbereich={"beschaeftigung", "biometrie"},
        biometrie={"emotion"},
        ort_arbeit_bildung=YES,
        beschaeftigung={"leistung"},
        profiling=YES,
        materiell=YES,
        erkennbar="direkt",
        **_STAFF,
    ),
    _case(
        "T08",
        "HR_III",
        "ja",
        "ja",
        zweckbereich={"beschaeftigung"},
        beschaeftigung={"aufgaben"},
        profiling=YES,
        materiell=YES,
        br_themen={"schicht"},
        erkennbar="direkt",
        **_STAFF,
    ),
    _case(
        "T09",
        "PRUEFEN",
        "ja",
        "ja",
        zweckbereich={"beschaeftigung"},
        beschaeftigung={"schicht"},
        br_themen={"schicht"},
        **_STAFF,
    ),
    _case(
        "T10",
        "HR_I_B",
        "ja",
        "ja",
        produktakt="B21",
        ausfall_gefaehrdet=YES,
        sicherheitszweck=YES,
        lernt_im_betrieb=YES,
        erkennbar="direkt",
        **_STAFF,
    ),
    _case(
        "T11",
        "HR_I_A",
        "ja",
        "prüfen",
        produktakt="A11",
        ki_ist_produkt=YES,
        ausfall_gefaehrdet=YES,
        mdr_klasse="ab_iia",
        personenbezug=YES,
        betroffene={"patienten"},
        inhalte={"besondere"},
        art9_ausnahme=YES,
        wp248={"umfang"},
        erkennbar="mittelbar",
        nis2_sektor={"gesundheit"},
    ),
    _case(
        "T12",
        "HR_III",
        "nein",
        "prüfen",
        zweckbereich={"krit_infra"},
        krit_infra="sicherheit",
        materiell=YES,
        oeffentlich=YES,
        erkennbar="mittelbar",
        nis2_sektor={"energie"},
    ),
    _case(
        "T13",
        "MINIMAL",
        "nein",
        "nein",
        zweckbereich={"krit_infra"},
        krit_infra="optimierung",
        nis2_sektor={"energie"},
    ),
    _case(
        "T14",
        "HR_III",
        "ja",
        "prüfen",
        zweckbereich={"kredit"},
        kredit={"personen"},
        profiling=YES,
        materiell=YES,
        personenbezug=YES,
        betroffene={"kunden"},
        dsk_liste={"nr5"},
        erkennbar="mittelbar",
        nis2_sektor={"finanz"},
    ),
    _case(
        "T15",
        "MINIMAL",
        "ja",
        "nein",
        zweckbereich={"kredit"},
        kredit={"betrug"},
        personenbezug=YES,
        betroffene={"kunden"},
        dsk_liste={"nr5"},
        nis2_sektor={"finanz"},
    ),
    _case("T16", "KEIN_KI", "nein", "nein", ableitung="regeln"),
    _case(
        "T17",
        "TRANSPARENZ",
        "prüfen",
        "ja",
        art50={"interaktion", "erzeugt"},
        art50_standard=YES,
        personenbezug=YES,
        erkennbar="direkt",
    ),
    _case(
        "T18",
        "HR_III",
        "ja",
        "ja",
        **{
            **_APPLICANTS,
            "rollen": frozenset({"betreiber"}),
            "zweckaenderung": frozenset({"zweck"}),
            "art50": frozenset({"interaktion", "erzeugt"}),
            "verarbeitung_wo": "drittland",
        },
    ),
    _case(
        "T19",
        "MINIMAL|ANHANG_III_AUSNAHME",
        "ja",
        "prüfen",
        zweckbereich={"beschaeftigung"},
        beschaeftigung={"textarbeit"},
        art6_3={"verbessert"},
        art50={"erzeugt"},
        art50_standard=YES,
        erkennbar="mittelbar",
        **_STAFF,
    ),
    _case("T20", "MINIMAL", "nein", "nein", zweckbereich={"kredit"}, kredit={"juristische"}),
    _case(
        "T21",
        "MINIMAL",
        "nein",
        "nein",
        zweckbereich={"krit_infra"},
        krit_infra="eigene_anlage",
        produktakt="A7",
        nur_komfort=YES,
        nis2_sektor={"chemie"},
    ),
    _case(
        "T22", "MINIMAL", "nein", "prüfen", produktakt="B21", nur_komfort=YES, erkennbar="mittelbar"
    ),
    _case(
        "T23",
        "PRUEFEN",
        "ja",
        "ja",
        zweckbereich={"bildung"},
        bildung={"bewertung"},
        br_themen={"qualifizierung"},
        wp248={"bewertung"},
        **_STAFF,
    ),
)
