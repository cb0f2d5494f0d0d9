"""The lists of everything that a visit yields beside contacts, processes and data sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from kihub_desktop.domain.phrases import Amount, Value
from kihub_desktop.texts import _, render
from kihub_desktop.ui.pages.company.grid_parts import (
    Links,
    ListLook,
    link_column,
    name_column,
    number_column,
    pain_column,
    spec_of,
    words_column,
    yearly_cost,
)
from kihub_desktop.ui.record_columns import GridColumn, Look
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.cells import Align

_DONE = {"yes": Tone.GOOD, "no": Tone.NEUTRAL}


# -- where work is done ----------------------------------------------------------------------


def _affiliates(_links: Links) -> ListLook:
    columns = (
        name_column(),
        GridColumn("relation"),
        number_column("share"),
        number_column("employees"),
        number_column("turnover"),
        number_column("balance_sheet"),
    )
    return ListLook(
        spec_of(
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
        name_column(),
        GridColumn("street", stretch=1, wrap=True),
        GridColumn("postcode"),
        GridColumn("town", stretch=1, wrap=True),
        number_column("employees"),
        GridColumn("focus", stretch=1, wrap=True),
    )
    return ListLook(
        spec_of("site", _("Standorte"), columns, _("Neuer Standort …"), ("street", "focus")),
        _("Wo gearbeitet wird, wenn es mehr als einen Ort gibt."),
        _("+ Standort"),
        _("Zum Beispiel: Werk 2, 07973 Greiz, 22 Beschäftigte, Montage."),
    )


def _systems(links: Links) -> ListLook:
    columns = (
        name_column(),
        GridColumn("kind"),
        words_column("vendor"),
        GridColumn("interface", stretch=1, wrap=True),
        GridColumn("hosting"),
        GridColumn("segmented"),
        GridColumn("remote_access"),
        link_column("site", links),
    )
    return ListLook(
        spec_of(
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
        name_column(),
        words_column("maker"),
        number_column("built"),
        number_column("count"),
        GridColumn("connectivity"),
        words_column("control"),
        number_column("cost_per_hour", _("Satz/h")),
        link_column("process", links),
    )
    return ListLook(
        spec_of(
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
        name_column(),
        number_column("cost_per_case", _("€ je Fall")),
        number_column("cases_per_year"),
        year,
        GridColumn("theme", stretch=1, wrap=True),
        pain_column("severity"),
        link_column("process", links),
    )
    return ListLook(
        spec_of(
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
        words_column("place"),
        GridColumn("topic", stretch=2, wrap=True),
    )
    return ListLook(
        spec_of(
            "visit", _("Termine"), columns, _("Neuer Termin …"), ("starts_at", "place"), "topic"
        ),
        _("Wann Sie dort waren und wann Sie wiederkommen."),
        _("+ Termin"),
        _("Zum Beispiel: heute, 9:30, Erstgespräch, Besprechungsraum 2."),
    )


def _participants(_links: Links) -> ListLook:
    columns = (
        name_column(),
        words_column("role"),
        words_column("organisation"),
        GridColumn("target_group", stretch=1, wrap=True),
        GridColumn("present"),
    )
    return ListLook(
        spec_of(
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
    columns = (name_column("text", 3), GridColumn("decided_on"), words_column("decided_by"))
    return ListLook(
        spec_of("decision", _("Beschlüsse"), columns, _("Neuer Beschluss …")),
        _("Was vereinbart ist, mit Datum und Namen."),
        _("+ Beschluss"),
        _("Zum Beispiel: Pilot an BAZ 3 beginnt im Februar."),
    )


def _tasks(_links: Links) -> ListLook:
    done = GridColumn("done", look=Look.PILL, tones=_DONE)
    columns = (name_column("text", 3), words_column("owner"), GridColumn("due"), done)
    return ListLook(
        spec_of("task", _("Aufgaben"), columns, _("Neue Aufgabe …")),
        _("Was wer bis wann tut. Die Leertaste hakt ab."),
        _("+ Aufgabe"),
        _("Zum Beispiel: Export aus dem CAQ besorgen, Leitung QS, 18.12."),
    )


def _observations(links: Links) -> ListLook:
    columns = (
        name_column("text", 6),
        GridColumn("kind"),
        words_column("said_by"),
        words_column("place"),
        link_column("process", links),
    )
    return ListLook(
        spec_of(
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


VISIT_LOOKS: Mapping[str, Callable[[Links], ListLook]] = {
    "affiliate": _affiliates,
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
