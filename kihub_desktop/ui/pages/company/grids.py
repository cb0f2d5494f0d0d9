"""The lists of contacts, processes and data sources as grids, and the way to all others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from kihub_desktop.domain.phrases import Amount, Value, phrase, plural_phrase
from kihub_desktop.domain.records import Contact, DataSource, Process
from kihub_desktop.texts import _, render
from kihub_desktop.ui.pages.company.grid_parts import (
    Links,
    ListLook,
    link_column,
    name_column,
    pain_column,
    spec_of,
    words_column,
)
from kihub_desktop.ui.pages.company.visit_grids import VISIT_LOOKS
from kihub_desktop.ui.record_columns import GridColumn, Look
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.cells import Cell, TextCell

MONTHS = 12
_ACCESS = {"yes": Tone.GOOD, "partly": Tone.WARN, "no": Tone.BAD}


def look_of(kind: str, links: Links, *, wide: bool = False) -> ListLook:
    """The list of a kind in the language in use; `wide` shows every column of a data source."""
    return _LOOKS[kind](links) if not (wide and kind == "data_source") else _wide_sources(links)


# -- what the first hour needs ---------------------------------------------------------------


def _contacts(_links: Links) -> ListLook:
    columns = (
        GridColumn("name", look=Look.STRONG, stretch=2, wrap=True, cell=_name_and_role),
        words_column("role"),
        words_column("topic"),
        GridColumn("email", stretch=1),
        GridColumn("phone"),
    )
    return ListLook(
        spec_of(
            "contact",
            _("Ansprechpersonen"),
            columns,
            _("Neue Ansprechperson …"),
            ("role", "topic", "phone"),
        ),
        _("Mit wem Sie sprechen: wer entscheidet, wer das Fachliche kennt."),
        _("+ Ansprechperson"),
        _("Zum Beispiel: Leitung Fertigung, fachlich, fertigung@firma.example."),
    )


def _name_and_role(each: Contact) -> Cell:
    """The card is narrow: function and topic stand below the name."""
    said = list(filter(None, (each.name, each.role, each.topic)))
    name, *rest = said or [_("(ohne Namen)")]
    return TextCell(name, note=" · ".join(rest), strong=True)


def _processes(_links: Links) -> ListLook:
    columns = (
        name_column(),
        GridColumn("area"),
        GridColumn("hours_per_year", cell=lambda each: render(_effort(each))),
        GridColumn("problem", stretch=2, wrap=True),
        pain_column("pain"),
    )
    return ListLook(
        spec_of("process", _("Prozesse"), columns, _("Neuer Prozess …"), ("area",)),
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


def _source_columns(*, slim: bool) -> tuple[GridColumn, ...]:
    """A slim list has the system below the name instead of in a column of its own."""
    name = GridColumn("name", look=Look.STRONG, stretch=2, wrap=True, cell=_name_and_system)
    system = words_column("system", stretch=2)
    return (
        *((name,) if slim else (name_column(), system)),
        GridColumn("kind"),
        GridColumn("history_months", cell=lambda each: render(_history(each))),
        GridColumn("access", look=Look.PILL, tones=_ACCESS),
    )


def _name_and_system(each: DataSource) -> Cell:
    return TextCell(each.name or _("(ohne Namen)"), note=each.system or "", strong=True)


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
    return _source_look(_source_columns(slim=True), ("kind",))


def _wide_sources(links: Links) -> ListLook:
    more = (
        GridColumn("personal_data", _("Personenbezug")),
        GridColumn("interface", stretch=1, wrap=True),
        words_column("frequency"),
        link_column("it_system", links),
        words_column("owner"),
    )
    narrow = ("kind", "interface", "frequency", "it_system", "owner")
    return _source_look((*_source_columns(slim=False), *more), narrow)


def _source_look(columns: Sequence[GridColumn], left_out: Sequence[str]) -> ListLook:
    return ListLook(
        spec_of("data_source", _("Datenquellen"), columns, _("Neue Datenquelle …"), left_out),
        _("Woher Daten kommen könnten: Steuerungen, ERP, Tabellen, Protokolle, Bilder."),
        _("+ Datenquelle"),
        _("Zum Beispiel: Spindel-Sensorik, SPS über OPC UA, 14 Monate, Zugriff ja."),
    )


def _exact(value: Decimal, unit: str) -> Amount:
    """With the digits it was written with, so that 0,5 h is not read as 0."""
    exponent = value.normalize().as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) else 0
    return Amount(value, max(0, digits), unit)


_LOOKS: Mapping[str, Callable[[Links], ListLook]] = {
    "contact": _contacts,
    "process": _processes,
    "data_source": _sources,
    **VISIT_LOOKS,
}
