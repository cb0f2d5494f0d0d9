"""Constructed companies, each with what a programme has to say to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from kihub_desktop.analysis.funding.facts import Fact, FundingFacts, Span
from kihub_desktop.analysis.funding.result import Outcome
from kihub_desktop.domain.funding_choices import CostType
from kihub_desktop.domain.sme import ORDER

TODAY = date(2026, 11, 30)
MICRO, SMALL, MEDIUM, LARGE = ((each,) for each in ORDER)
PLAUEN, ZWICKAU, DRESDEN, LEIPZIG, LEIPZIG_LAND, NORDSACHSEN = (
    "14523",
    "14524",
    "14612",
    "14713",
    "14729",
    "14730",
)
SUHL, GERA, JENA, GREIZ, GOTHA, WARTBURG, SOEMMERDA, HALLE = (
    "16054",
    "16052",
    "16053",
    "16076",
    "16067",
    "16063",
    "16068",
    "15002",
)
OK, IF, WEAK, NO, OVER, PAUSED = (
    Outcome.ELIGIBLE,
    Outcome.CONDITIONAL,
    Outcome.UNVERIFIED,
    Outcome.NOT_ELIGIBLE,
    Outcome.ENDED,
    Outcome.PAUSED,
)


def euro(value: int) -> Span:
    return Span.exactly(Decimal(value))


def costs(**amounts: int) -> dict[CostType, Decimal]:
    return {CostType(name): Decimal(amount) for name, amount in amounts.items()}


def facts(**changed: Any) -> FundingFacts:
    """A known medium-sized machine builder in Plauen that has ordered nothing yet."""
    known: dict[str, Any] = {
        "today": TODAY,
        "district": PLAUEN,
        "town": "Plauen",
        "sizes": MEDIUM,
        "employees": euro(84),
        "turnover": euro(12_400_000),
        "balance": euro(9_000_000),
        "founded": 1992,
        "industry": "28.41",
        "startup": False,
        "collective_agreement": False,
        "de_minimis": Decimal(0),
        "costs": costs(implementation=60_000, hardware=36_000),
        "novelty": False,
        "institute": False,
        "ordered": False,
    }
    return FundingFacts(**{**known, **changed})


@dataclass(frozen=True)
class Expected:
    """A company by what differs from the usual one, and what one programme says to it."""

    name: str
    programme: str
    outcome: Outcome
    changed: Mapping[str, Any] = field(default_factory=dict)
    low: int | None = None
    high: int | None = None
    potential: int | None = None
    missing: Fact | None = None


def _case(
    name: str, programme: str, outcome: Outcome, *, low: int | None = None, **rest: Any
) -> Expected:
    own = {key: rest.pop(key) for key in ("high", "potential", "missing") if key in rest}
    return Expected(name, programme, outcome, rest, low, **own)


RESEARCH: dict[str, Any] = {"novelty": True, "costs": costs(rd_staff=200_000, contract_rd=100_000)}
WITH_INSTITUTE: dict[str, Any] = {"institute": True, "costs": costs(contract_rd=50_000)}
INVESTS: dict[str, Any] = {"costs": costs(investment=200_000)}
YOUNG: dict[str, Any] = {"startup": True, "sizes": MICRO, "employees": euro(4), "founded": 2024}
COMPANIES: tuple[Expected, ...] = (
    # Advice: 80 % but in the Leipzig region
    _case("Beratung in Plauen", "de-bafa", OK, potential=2_800),
    _case("Beratung in Dresden", "de-bafa", OK, district=DRESDEN, potential=2_800),
    _case("Beratung in Jena", "de-bafa", OK, district=JENA, potential=2_800),
    _case("Beratung in Leipzig", "de-bafa", OK, district=LEIPZIG, potential=1_750),
    _case("Beratung im Landkreis Leipzig", "de-bafa", OK, district=LEIPZIG_LAND, potential=1_750),
    _case("Beratung in Nordsachsen", "de-bafa", OK, district=NORDSACHSEN, potential=1_750),
    _case("Beratung ohne Landkreis", "de-bafa", OK, district=None, potential=1_750),
    _case("Geplante Beratung", "de-bafa", OK, costs=costs(consulting=3_000), low=2_400),
    _case("Teure Beratung", "de-bafa", OK, costs=costs(consulting=9_000), low=2_800),
    _case("Große lässt sich beraten", "de-bafa", NO, sizes=LARGE),
    _case("Landwirtschaft", "de-bafa", NO, industry="01.41"),
    _case("Unternehmensberatung", "de-bafa", NO, industry="70.22"),
    _case("Arztpraxis", "de-bafa", IF, industry="86.21"),
    _case("Am letzten Tag", "de-bafa", OK, today=date(2026, 12, 31), potential=2_800),
    _case("Einen Tag zu spät", "de-bafa", OVER, today=date(2027, 1, 1)),
    _case("Coaching", "de-inqa", OK, potential=11_520),
    _case("Coaching mit 249", "de-inqa", OK, employees=euro(249)),
    _case("Coaching mit 250", "de-inqa", NO, employees=euro(250)),
    # Digitalisation in Sachsen
    _case("Mittel in Plauen", "sn-digiz-trafo", IF, low=33_600),
    _case("Über der Kostengrenze", "sn-digiz-trafo", IF, costs=costs(software=180_000), low=35_000),
    _case("Mit Tarif", "sn-digiz-trafo", IF, collective_agreement=True, low=43_200),
    _case(
        "Tarif unbekannt", "sn-digiz-trafo", IF, collective_agreement=None, low=33_600, high=43_200
    ),
    _case("Klein", "sn-digiz-trafo", IF, sizes=SMALL, low=30_000),
    _case(
        "Klein oder mittel", "sn-digiz-trafo", IF, sizes=(*SMALL, *MEDIUM), low=30_000, high=33_600
    ),
    _case("Groß", "sn-digiz-trafo", NO, sizes=LARGE),
    _case("Mittel oder groß", "sn-digiz-trafo", IF, sizes=(*MEDIUM, *LARGE), missing=Fact.SIZE),
    _case("In Thüringen", "sn-digiz-trafo", NO, district=JENA),
    _case("Ort unbekannt", "sn-digiz-trafo", IF, district=None, missing=Fact.DISTRICT),
    _case("Zu kleines Vorhaben", "sn-digiz-trafo", NO, costs=costs(software=4_999)),
    _case("Gerade groß genug", "sn-digiz-trafo", IF, costs=costs(software=5_000), low=1_750),
    _case("Nur Beratung", "sn-digiz-trafo", NO, costs=costs(consulting=20_000)),
    _case("Kosten unbekannt", "sn-digiz-trafo", IF, costs=None, missing=Fact.COSTS),
    _case(
        "Erster Schritt", "sn-digiz-heran", IF, sizes=MICRO, costs=costs(software=9_000), low=5_400
    ),
    _case("Erster Schritt, klein", "sn-digiz-heran", NO, sizes=SMALL),
    # Ordering too early
    _case("Schon beauftragt", "sn-digiz-trafo", NO, ordered=True, ordered_on=date(2026, 11, 2)),
    _case("Unbekannt, ob beauftragt", "sn-digiz-trafo", IF, ordered=None, missing=Fact.ORDERED),
    _case("Zulage trotz Auftrag", "de-fzulg", IF, ordered=True, low=94_500, **RESEARCH),
    # With an institute; the additional call of the JTF
    _case("Institut in Plauen", "sn-innopraemie", IF, low=25_000, **WITH_INSTITUTE),
    _case(
        "Deckel je Jahr",
        "sn-innopraemie",
        IF,
        institute=True,
        costs=costs(contract_rd=90_000),
        low=40_000,
    ),
    _case("Ohne Institut", "sn-innopraemie", NO, costs=costs(contract_rd=50_000)),
    _case(
        "Institut offen",
        "sn-innopraemie",
        IF,
        institute=None,
        costs=costs(contract_rd=50_000),
        missing=Fact.INSTITUTE,
    ),
    _case("Nur Geräte", "sn-innopraemie", NO, institute=True, costs=costs(hardware=50_000)),
    _case(
        "JTF in Leipzig", "sn-innopraemie-jtf", IF, district=LEIPZIG, low=25_000, **WITH_INSTITUTE
    ),
    _case(
        "JTF im Landkreis Leipzig",
        "sn-innopraemie-jtf",
        IF,
        district=LEIPZIG_LAND,
        **WITH_INSTITUTE,
    ),
    _case("JTF in Nordsachsen", "sn-innopraemie-jtf", IF, district=NORDSACHSEN, **WITH_INSTITUTE),
    _case("JTF in Zwickau", "sn-innopraemie-jtf", NO, district=ZWICKAU, **WITH_INSTITUTE),
    # Investments in Thüringen by zone
    _case("Zone 1, klein", "th-grw", IF, district=SUHL, sizes=SMALL, low=80_000, **INVESTS),
    _case("Zone 1, mittel", "th-grw", IF, district=GREIZ, low=60_000, **INVESTS),
    _case("Zone 1, groß", "th-grw", IF, district=SUHL, sizes=LARGE, low=40_000, **INVESTS),
    _case("Zone 2, mittel", "th-grw", IF, district=GOTHA, low=50_000, **INVESTS),
    _case("Zone 2, Gera", "th-grw", IF, district=GERA, sizes=LARGE, low=30_000, **INVESTS),
    _case(
        "Wartburgkreis",
        "th-grw",
        IF,
        district=WARTBURG,
        town="Bad Salzungen",
        low=50_000,
        **INVESTS,
    ),
    _case("Eisenach", "th-grw", IF, district=WARTBURG, town="Eisenach", low=40_000, **INVESTS),
    _case(
        "Wartburgkreis ohne Ort",
        "th-grw",
        IF,
        district=WARTBURG,
        town=None,
        low=40_000,
        high=50_000,
        **INVESTS,
    ),
    _case("Kölleda", "th-grw", IF, district=SOEMMERDA, town="Kölleda", low=50_000, **INVESTS),
    _case("Sömmerda", "th-grw", IF, district=SOEMMERDA, town="Sömmerda", **INVESTS),
    _case("Übriges Gebiet", "th-grw", IF, district=JENA, **INVESTS),
    _case("Unter der Mindestsumme", "th-grw", NO, district=SUHL, costs=costs(investment=99_999)),
    _case("Großhandel", "th-grw", IF, district=SUHL, industry="46.69", **INVESTS),
    # Size thresholds, both sides
    _case(
        "go-inno mit 99",
        "de-goinno",
        IF,
        employees=euro(99),
        costs=costs(consulting=10_000),
        low=5_000,
    ),
    _case("go-inno mit 100", "de-goinno", NO, employees=euro(100), costs=costs(consulting=10_000)),
    _case(
        "go-inno, Umsatz hoch, Bilanz passt",
        "de-goinno",
        IF,
        turnover=euro(30_000_000),
        balance=euro(20_000_000),
        costs=costs(consulting=10_000),
    ),
    _case(
        "go-inno, beides zu hoch",
        "de-goinno",
        NO,
        turnover=euro(20_000_001),
        balance=euro(20_000_001),
        costs=costs(consulting=10_000),
    ),
    _case("ZIM mit 499", "de-zim", IF, sizes=LARGE, employees=euro(499), low=75_000, **RESEARCH),
    _case("ZIM mit 500", "de-zim", NO, sizes=LARGE, employees=euro(500), **RESEARCH),
    _case(
        "ZIM im Verbund mit 999",
        "de-zim-koop",
        IF,
        sizes=LARGE,
        employees=euro(999),
        low=90_000,
        **RESEARCH,
    ),
    _case(
        "ZIM im Verbund mit 1000", "de-zim-koop", NO, sizes=LARGE, employees=euro(1000), **RESEARCH
    ),
    _case(
        "ZIM, Deckel der Kosten",
        "de-zim",
        IF,
        novelty=True,
        costs=costs(rd_staff=2_000_000),
        low=241_500,
    ),
    _case("KfW an der Grenze", "de-kfw511", IF, turnover=euro(500_000_000), low=4_800),
    _case("KfW darüber", "de-kfw511", NO, turnover=euro(500_000_001)),
    _case(
        "KfW, Zuschuss gedeckelt", "de-kfw511", IF, costs=costs(investment=9_000_000), low=200_000
    ),
    _case("Fonds III an der Grenze", "th-bmt-tzf3", OK, district=JENA, turnover=euro(75_000_000)),
    _case("Fonds III darüber", "th-bmt-tzf3", NO, district=JENA, turnover=euro(75_000_001)),
    _case(
        "Fonds II, 2022 gegründet",
        "th-bmt-tsf2",
        OK,
        **{**YOUNG, "district": JENA, "founded": 2022},
    ),
    _case(
        "Fonds II, 2021 gegründet",
        "th-bmt-tsf2",
        IF,
        missing=Fact.FOUNDED,
        **{**YOUNG, "district": JENA, "founded": 2021},
    ),
    _case(
        "Fonds II, 2020 gegründet",
        "th-bmt-tsf2",
        NO,
        **{**YOUNG, "district": JENA, "founded": 2020},
    ),
    _case("Wachstum, acht Jahre", "th-bmt-wbf2", IF, district=JENA, founded=2018),
    _case("Wachstum, zu alt", "th-bmt-wbf2", NO, district=JENA, founded=2017),
    _case("Mittelstand, etabliert", "th-bmt-mft2", IF, district=JENA),
    _case(
        "Mittelstand, zu wenig Umsatz", "th-bmt-mft2", NO, district=JENA, turnover=euro(1_999_999)
    ),
    # Research or adoption
    _case("Zulage für KMU", "de-fzulg", IF, low=94_500, **RESEARCH),
    _case("Zulage für Große", "de-fzulg", IF, sizes=LARGE, low=67_500, **RESEARCH),
    _case("Zulage ohne Neuheit", "de-fzulg", NO, costs=costs(own_staff=40_000)),
    _case(
        "Zulage, Neuheit offen",
        "de-fzulg",
        IF,
        novelty=None,
        costs=costs(own_staff=40_000),
        low=14_000,
        missing=Fact.NOVELTY,
    ),
    _case("Verbund in Thüringen", "th-fti-verbund", IF, district=JENA, low=150_000, **RESEARCH),
    # Training, hiring
    _case(
        "121 Stunden",
        "de-qcg",
        IF,
        training_hours=Decimal(121),
        costs=costs(training=10_000),
        low=5_000,
    ),
    _case("120 Stunden", "de-qcg", NO, training_hours=Decimal(120), costs=costs(training=10_000)),
    _case("Stunden offen", "de-qcg", IF, costs=costs(training=10_000), missing=Fact.TRAINING_HOURS),
    _case(
        "Einstellung in Thüringen", "th-fti-personen", OK, district=JENA, costs=costs(hiring=60_000)
    ),
    # Start-ups, guarantees
    _case("Start-up in Sachsen", "sn-tgfs", OK, **YOUNG),
    _case("Kein Start-up", "sn-tgfs", NO),
    _case("Start-up offen", "sn-tgfs", IF, startup=None, missing=Fact.STARTUP),
    _case("Bürgschaft", "sn-bbs", OK),
    _case("Bürgschaft für Große", "sn-bbs", NO, sizes=LARGE),
    # De-minimis
    _case("Rahmen ausgeschöpft", "de-zim-studie", NO, de_minimis=Decimal(300_000), **RESEARCH),
    _case(
        "Rahmen unbekannt",
        "de-zim-studie",
        IF,
        de_minimis=None,
        missing=Fact.DE_MINIMIS,
        **RESEARCH,
    ),
    _case(
        "Vermutlich De-minimis, wenig frei",
        "sn-digiz-trafo",
        IF,
        de_minimis=Decimal(280_000),
        low=20_000,
        high=33_600,
    ),
    # Ended, paused is a state of its own, unclear is never fitting
    _case("go-digital", "de-godigital", OVER),
    _case("go-digital, alles offen", "de-godigital", OVER, district=None, sizes=ORDER, costs=None),
    _case("Digital Jetzt", "de-digitaljetzt", OVER),
    _case("Weiterbildungsscheck Sachsen", "sn-wbscheck", OVER),
    _case("Digitalbonus", "th-digitalbonus", WEAK, district=JENA, low=15_000),
    _case("Digitalbonus in Sachsen", "th-digitalbonus", NO),
    _case("Schwach belegt", "th-bbt", WEAK, district=JENA),
    _case("Außerhalb beider Länder", "sn-bbs", NO, district=HALLE),
)
