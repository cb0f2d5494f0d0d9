"""The lists of contacts, processes and data sources, and the way to all others."""

from __future__ import annotations

from collections.abc import Callable

from kihub_desktop.texts import _, render
from kihub_desktop.ui.pages.company.state import ContactLine, ProcessLine, SourceLine
from kihub_desktop.ui.pages.company.table_looks import (
    TableLook,
    dots,
    noted,
    or_dash,
    spelled_out,
    spoken,
)
from kihub_desktop.ui.pages.company.visit_lists import VISIT_LOOKS
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.cells import Cell, Column, PillCell, TextCell
from kihub_desktop.ui.widgets.empty_state import EmptyState


def look_of(kind: str, *, wide: bool = False) -> TableLook:
    """The list of a kind in the language in use; `wide` shows every column of a data source."""
    return _wide_sources() if wide and kind == "data_source" else _LOOKS[kind]()


# -- contacts --------------------------------------------------------------------------------


def _contacts() -> TableLook:
    columns: tuple[Column[ContactLine], ...] = (
        Column(_("Name"), _contact_name, stretch=1, wrap=True),
        Column(_("Erreichbar"), _contact_ways, stretch=1),
    )
    return TableLook(_("Ansprechpersonen"), columns, _no_contacts)


def _no_contacts() -> EmptyState:
    return EmptyState(
        _("Mit wem Sie sprechen: wer entscheidet, wer das Fachliche kennt."),
        action=_("+ Ansprechperson"),
        example=_("Zum Beispiel: Leitung Fertigung, fachlich, fertigung@firma.example."),
    )


def _contact_name(line: ContactLine) -> Cell:
    note = noted(render(line.note), contested=line.contested)
    return TextCell(line.name or _("(ohne Namen)"), note=note, strong=True)


def _contact_ways(line: ContactLine) -> Cell:
    if not line.email:
        return or_dash(line.phone)
    return TextCell(line.email, note=line.phone)


# -- processes -------------------------------------------------------------------------------


def _processes() -> TableLook:
    name: Column[ProcessLine] = Column(
        _("Prozess"), _process_name, stretch=2, wrap=True, sort=lambda line: line.name.casefold()
    )
    both: Column[ProcessLine] = Column(
        name.title, _name_and_area, stretch=2, wrap=True, sort=name.sort
    )
    area: Column[ProcessLine] = Column(_("Bereich"), lambda line: or_dash(spelled_out(line.area)))
    rest: tuple[Column[ProcessLine], ...] = (
        Column(_("Aufwand/Jahr"), lambda line: or_dash(render(line.effort))),
        Column(_("Problem"), lambda line: or_dash(line.problem), stretch=2, wrap=True),
        Column(_("Schmerz"), _pain, sort=lambda line: -line.pain),
    )
    return TableLook(_("Prozesse"), (name, area, *rest), _no_processes, (both, *rest))


def _no_processes() -> EmptyState:
    return EmptyState(
        _("Abläufe, in denen Zeit, Ausschuss oder Stillstand stecken – daraus werden Vorhaben."),
        action=_("+ Prozess"),
        example=_("Zum Beispiel: Sichtprüfung Drehteile, 3.200 h im Jahr, Ermüdung."),
    )


def _name_and_area(line: ProcessLine) -> Cell:
    note = noted(spelled_out(line.area), contested=line.contested)
    return TextCell(line.name or _("(ohne Namen)"), note=note, strong=True)


def _process_name(line: ProcessLine) -> Cell:
    note = noted("", contested=line.contested)
    return TextCell(line.name or _("(ohne Namen)"), note=note, strong=True)


def _pain(line: ProcessLine) -> Cell:
    return dots(line.pain)


# -- data sources ----------------------------------------------------------------------------


def _sources() -> TableLook:
    columns: tuple[Column[SourceLine], ...] = (
        Column(
            _("Quelle"),
            _source_name,
            stretch=2,
            wrap=True,
            sort=lambda line: line.name.casefold(),
        ),
        Column(_("System"), lambda line: or_dash(render(line.system)), stretch=2, wrap=True),
        Column(_("Historie"), lambda line: or_dash(render(line.history)), stretch=1),
        Column(_("Zugriff"), _access),
    )
    name = columns[0]
    both: Column[SourceLine] = Column(
        name.title, _name_and_system, stretch=2, wrap=True, sort=name.sort
    )
    return TableLook(_("Datenquellen"), columns, _no_sources, (both, *columns[2:]))


def _no_sources() -> EmptyState:
    return EmptyState(
        _("Woher Daten kommen könnten: Steuerungen, ERP, Tabellen, Protokolle, Bilder."),
        action=_("+ Datenquelle"),
        example=_("Zum Beispiel: Spindel-Sensorik, SPS über OPC UA, 14 Monate, Zugriff ja."),
    )


def _name_and_system(line: SourceLine) -> Cell:
    note = noted(render(line.system), contested=line.contested)
    return TextCell(line.name or _("(ohne Namen)"), note=note, strong=True)


def _source_name(line: SourceLine) -> Cell:
    note = noted("", contested=line.contested)
    return TextCell(line.name or _("(ohne Namen)"), note=note, strong=True)


def _access(line: SourceLine) -> Cell:
    if line.access is None:
        return PillCell(_("offen"), Tone.NEUTRAL)
    return PillCell(render(line.access), line.tone)


def _wide_sources() -> TableLook:
    slim = _sources()
    more: tuple[Column[SourceLine], ...] = (
        *slim.columns,
        Column(_("Zugang über"), spoken("interface"), stretch=1, wrap=True),
        Column(_("Frequenz, Umfang"), spoken("frequency"), stretch=1, wrap=True),
        Column(_("Personenbezug"), spoken("personal")),
        Column(_("Verantwortlich"), spoken("owner"), stretch=1, wrap=True),
    )
    return TableLook(slim.title, more, slim.empty, slim.narrow)


_LOOKS: dict[str, Callable[[], TableLook]] = {
    "contact": _contacts,
    "process": _processes,
    "data_source": _sources,
    **VISIT_LOOKS,
}
