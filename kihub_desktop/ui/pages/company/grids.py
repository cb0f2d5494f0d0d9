"""The lists of the company's page as grids: which columns are edited in place, in which order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kihub_desktop.domain.phrases import Amount, Value, phrase, plural_phrase
from kihub_desktop.domain.records import DataSource, Process
from kihub_desktop.domain.visit_records import PainPoint
from kihub_desktop.texts import _, render
from kihub_desktop.ui.pages.company.kinds import pain_options
from kihub_desktop.ui.pages.company.state import record_type
from kihub_desktop.ui.record_columns import GridColumn, GridSpec, Look
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.cells import Align
from kihub_desktop.ui.widgets.fields import Option

Links = Callable[[str], Sequence[Option]]
"""The records of a kind that a field can name: key is the id, label the name."""
MONTHS = 12
_ACCESS = {"yes": Tone.GOOD, "partly": Tone.WARN, "no": Tone.BAD}
_DONE = {"yes": Tone.GOOD, "no": Tone.NEUTRAL}


@dataclass(frozen=True)
class ListLook:
    """A list with its columns, and what it says of itself as long as it is empty."""

    spec: GridSpec
    purpose: str
    action: str
    example: str


def look_of(kind: str, links: Links, *, wide: bool = False) -> ListLook:
    """The list of a kind in the language in use; `wide` shows every column of a data source."""
    return _LOOKS[kind](links) if not (wide and kind == "data_source") else _wide_sources(links)


def yearly_cost(each: PainPoint) -> Decimal | None:
    """Euro a year: cost per case times cases per year; None as long as one is not known."""
    if each.cost_per_case is None or each.cases_per_year is None:
        return None
    return each.cost_per_case * each.cases_per_year


def total_cost(records: Sequence[Any]) -> Decimal:
    """What all pain points cost a year, as far as it is known."""
    return sum((yearly_cost(each) or Decimal(0) for each in records), Decimal(0))


def _spec(
    kind: str,
    title: str,
    columns: Sequence[GridColumn],
    new: str,
    left_out: Sequence[str] = (),
    naming: str = "",
) -> GridSpec:
    return GridSpec(record_type(kind), title, tuple(columns), new, frozenset(left_out), naming)


def _name(name: str = "name", stretch: int = 2) -> GridColumn:
    return GridColumn(name, look=Look.STRONG, stretch=stretch, wrap=True)


def _number(name: str, title: str = "") -> GridColumn:
    return GridColumn(name, title, align=Align.RIGHT)


def _words(name: str, title: str = "", stretch: int = 1) -> GridColumn:
    """A text that offers what stands in the column already."""
    return GridColumn(name, title, stretch=stretch, wrap=True, recall=True)


def _link(name: str, links: Links) -> GridColumn:
    return GridColumn(name, stretch=1, wrap=True, links=lambda: links(name))


def _pain(name: str) -> GridColumn:
    return GridColumn(name, look=Look.DOTS, options=pain_options()[1:], sort=_highest(name))


def _highest(name: str) -> Callable[[Any], int]:
    return lambda record: -(getattr(record, name) or 0)


# -- what the first hour needs ---------------------------------------------------------------


def _contacts(_links: Links) -> ListLook:
    columns = (_name(), _words("role"), _words("topic"), GridColumn("email", stretch=1, wrap=True))
    phone = GridColumn("phone")
    return ListLook(
        _spec(
            "contact",
            _("Ansprechpersonen"),
            (*columns, phone),
            _("Neue Ansprechperson …"),
            ("topic", "phone"),
        ),
        _("Mit wem Sie sprechen: wer entscheidet, wer das Fachliche kennt."),
        _("+ Ansprechperson"),
        _("Zum Beispiel: Leitung Fertigung, fachlich, fertigung@firma.example."),
    )


def _processes(_links: Links) -> ListLook:
    columns = (
        _name(),
        GridColumn("area"),
        GridColumn("hours_per_year", cell=lambda each: render(_effort(each))),
        GridColumn("problem", stretch=2, wrap=True),
        _pain("pain"),
    )
    return ListLook(
        _spec("process", _("Prozesse"), columns, _("Neuer Prozess …"), ("area",)),
        _("Abläufe, in denen Zeit, Ausschuss oder Stillstand stecken – daraus werden Vorhaben."),
        _("+ Prozess"),
        _("Zum Beispiel: Sichtprüfung Drehteile, 3.200 h im Jahr, Ermüdung."),
    )


def _effort(each: Process) -> Value:
    """Hours if they are known, else standstills."""
    if each.hours_per_year is not None:
        return _exact(each.hours_per_year, "h")
    if each.stops_per_year is not None:
        if each.stops_per_year == each.stops_per_year.to_integral_value():
            return plural_phrase("{n} Stillstand", "{n} Stillstände", int(each.stops_per_year))
        return phrase("{stops} Stillstände", stops=_exact(each.stops_per_year, ""))
    return ""


def _source_columns() -> tuple[GridColumn, ...]:
    return (
        _name(),
        _words("system", stretch=2),
        GridColumn("kind"),
        GridColumn("history_months", cell=lambda each: render(_history(each))),
        GridColumn("access", look=Look.PILL, tones=_ACCESS),
    )


def _history(each: DataSource) -> Value:
    """Whole years from two on; fewer are told in months."""
    months = each.history_months
    if months is None:
        return ""
    if months >= 2 * MONTHS and months % MONTHS == 0:
        return plural_phrase("{n} Jahr", "{n} Jahre", int(months) // MONTHS)
    if months == months.to_integral_value():
        return plural_phrase("{n} Monat", "{n} Monate", int(months))
    return _exact(months, "Monate")


def _sources(_links: Links) -> ListLook:
    return _source_look(_source_columns(), ("system", "kind"))


def _wide_sources(links: Links) -> ListLook:
    more = (
        GridColumn("personal_data", _("Personenbezug")),
        GridColumn("interface", stretch=1, wrap=True),
        _words("frequency"),
        _link("it_system", links),
        _words("owner"),
    )
    narrow = ("kind", "interface", "frequency", "it_system", "owner")
    return _source_look((*_source_columns(), *more), narrow)


def _source_look(columns: Sequence[GridColumn], left_out: Sequence[str]) -> ListLook:
    return ListLook(
        _spec("data_source", _("Datenquellen"), columns, _("Neue Datenquelle …"), left_out),
        _("Woher Daten kommen könnten: Steuerungen, ERP, Tabellen, Protokolle, Bilder."),
        _("+ Datenquelle"),
        _("Zum Beispiel: Spindel-Sensorik, SPS über OPC UA, 14 Monate, Zugriff ja."),
    )


def _observations(links: Links) -> ListLook:
    columns = (
        _name("text", 3),
        GridColumn("kind"),
        _words("said_by"),
        _words("place"),
        _link("process", links),
    )
    return ListLook(
        _spec(
            "observation",
            _("Beobachtungen"),
            columns,
            _("Neue Beobachtung …"),
            ("kind", "said_by", "place", "process"),
        ),
        _("Was beim Rundgang auffällt oder jemand sagt – mit den Worten von dort."),
        _("+ Beobachtung"),
        _("Zum Beispiel: „Die Messwerte schreibe ich abends ab.“"),
    )


# -- where work is done ----------------------------------------------------------------------


def _affiliates(_links: Links) -> ListLook:
    columns = (
        _name(),
        GridColumn("relation"),
        _number("share"),
        _number("employees"),
        _number("turnover"),
        _number("balance_sheet"),
    )
    return ListLook(
        _spec(
            "affiliate",
            _("Beteiligungen"),
            columns,
            _("Neue Beteiligung …"),
            ("turnover", "balance_sheet"),
        ),
        _("Wer 25 % oder mehr hält oder gehalten wird, zählt für die Größenklasse mit."),
        _("+ Beteiligung"),
        _("Zum Beispiel: Muster Holding GmbH, verbunden, 100 %."),
    )


def _sites(_links: Links) -> ListLook:
    columns = (
        _name(),
        GridColumn("street", stretch=1, wrap=True),
        GridColumn("postcode"),
        GridColumn("town", stretch=1, wrap=True),
        _number("employees"),
        GridColumn("focus", stretch=1, wrap=True),
    )
    return ListLook(
        _spec("site", _("Standorte"), columns, _("Neuer Standort …"), ("street", "focus")),
        _("Wo gearbeitet wird, wenn es mehr als einen Ort gibt."),
        _("+ Standort"),
        _("Zum Beispiel: Werk 2, 07973 Greiz, 22 Beschäftigte, Montage."),
    )


def _systems(links: Links) -> ListLook:
    columns = (
        _name(),
        GridColumn("kind"),
        _words("vendor"),
        GridColumn("interface", stretch=1, wrap=True),
        GridColumn("hosting"),
        GridColumn("segmented"),
        GridColumn("remote_access"),
        _link("site", links),
    )
    return ListLook(
        _spec(
            "it_system",
            _("IT- und OT-Systeme"),
            columns,
            _("Neues System …"),
            ("vendor", "hosting", "segmented", "remote_access", "site"),
        ),
        _("Womit gearbeitet und gesteuert wird, und wie Daten herauskommen."),
        _("+ System"),
        _("Zum Beispiel: proALPHA, ERP, Datenbankabfrage, im Haus."),
    )


def _machines(links: Links) -> ListLook:
    columns = (
        _name(),
        _words("maker"),
        _number("built"),
        _number("count"),
        GridColumn("connectivity"),
        _words("control"),
        _number("cost_per_hour", _("Satz/h")),
        _link("process", links),
    )
    return ListLook(
        _spec(
            "machine",
            _("Maschinen"),
            columns,
            _("Neue Maschine …"),
            ("built", "control", "cost_per_hour", "process"),
        ),
        _("Anlagen, an denen Daten entstehen oder Stillstand Geld kostet."),
        _("+ Maschine"),
        _("Zum Beispiel: BAZ 1–6, DMG Mori 2016, Siemens 840D, OPC UA."),
    )


# -- what was found and agreed ---------------------------------------------------------------


def _pain_points(links: Links) -> ListLook:
    year = GridColumn(
        "year",
        _("€/Jahr"),
        align=Align.RIGHT,
        cell=lambda each: render(_euros(yearly_cost(each))),
        sort=lambda each: -(yearly_cost(each) or 0),
    )
    columns = (
        _name(),
        _number("cost_per_case", _("€ je Fall")),
        _number("cases_per_year"),
        year,
        GridColumn("theme", stretch=1, wrap=True),
        _pain("severity"),
        _link("process", links),
    )
    return ListLook(
        _spec(
            "pain_point",
            _("Schmerzpunkte"),
            columns,
            _("Neuer Schmerzpunkt …"),
            ("theme", "process"),
        ),
        _("Was weh tut, in Euro: Kosten je Fall mal Fälle im Jahr."),
        _("+ Schmerzpunkt"),
        _("Zum Beispiel: Spindelausfall BAZ 3, 2.900 € je Fall, 12 Fälle im Jahr."),
    )


def _euros(amount: Decimal | None) -> Value:
    return "" if amount is None else Amount(amount, unit="€")


def _visits(_links: Links) -> ListLook:
    columns = (
        GridColumn("held_on", look=Look.STRONG),
        GridColumn("starts_at"),
        GridColumn("kind"),
        _words("place"),
        GridColumn("topic", stretch=2, wrap=True),
    )
    return ListLook(
        _spec("visit", _("Termine"), columns, _("Neuer Termin …"), ("starts_at", "place"), "topic"),
        _("Wann Sie dort waren und wann Sie wiederkommen."),
        _("+ Termin"),
        _("Zum Beispiel: heute, 9:30, Erstgespräch, Besprechungsraum 2."),
    )


def _participants(_links: Links) -> ListLook:
    columns = (
        _name(),
        _words("role"),
        _words("organisation"),
        GridColumn("target_group", stretch=1, wrap=True),
        GridColumn("present"),
    )
    return ListLook(
        _spec(
            "participant",
            _("Teilnehmende"),
            columns,
            _("Neue Person …"),
            ("organisation", "target_group"),
        ),
        _("Wer dabei war – für Protokoll, Abstimmung und Schulung."),
        _("+ Person"),
        _("Zum Beispiel: Meister Endprüfung, Fachkraft, anwesend."),
    )


def _decisions(_links: Links) -> ListLook:
    columns = (_name("text", 3), GridColumn("decided_on"), _words("decided_by"))
    return ListLook(
        _spec("decision", _("Beschlüsse"), columns, _("Neuer Beschluss …")),
        _("Was vereinbart ist, mit Datum und Namen."),
        _("+ Beschluss"),
        _("Zum Beispiel: Pilot an BAZ 3 beginnt im Februar."),
    )


def _tasks(_links: Links) -> ListLook:
    done = GridColumn("done", look=Look.PILL, tones=_DONE)
    columns = (_name("text", 3), _words("owner"), GridColumn("due"), done)
    return ListLook(
        _spec("task", _("Aufgaben"), columns, _("Neue Aufgabe …")),
        _("Was wer bis wann tut. Die Leertaste hakt ab."),
        _("+ Aufgabe"),
        _("Zum Beispiel: Export aus dem CAQ besorgen, Leitung QS, 18.12."),
    )


def _exact(value: Decimal, unit: str) -> Amount:
    """With the digits it was written with, so that 0,5 h is not read as 0."""
    exponent = value.normalize().as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) else 0
    return Amount(value, max(0, digits), unit)


_LOOKS: Mapping[str, Callable[[Links], ListLook]] = {
    "contact": _contacts,
    "affiliate": _affiliates,
    "process": _processes,
    "data_source": _sources,
    "site": _sites,
    "it_system": _systems,
    "machine": _machines,
    "pain_point": _pain_points,
    "observation": _observations,
    "visit": _visits,
    "participant": _participants,
    "decision": _decisions,
    "task": _tasks,
}
