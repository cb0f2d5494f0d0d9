"""The lists of everything that a visit yields beside contacts, processes and data sources."""

from __future__ import annotations

from collections.abc import Callable

from kihub_desktop.texts import _, render
from kihub_desktop.ui.pages.company.state import RecordLine
from kihub_desktop.ui.pages.company.table_looks import TableLook, dots, noted, spoken
from kihub_desktop.ui.widgets.cells import Align, Cell, Column, TextCell
from kihub_desktop.ui.widgets.empty_state import EmptyState


def _named(title: str, *, stretch: int = 2) -> Column[RecordLine]:
    return Column(
        title, _name, stretch=stretch, wrap=True, sort=lambda line: render(line.name).casefold()
    )


def _name(line: RecordLine) -> Cell:
    note = noted(_("erledigt") if line.done else "", contested=line.contested)
    name = render(line.name) or _("(ohne Namen)")
    return TextCell(name, note=note, strong=not line.done, muted=line.done)


def _with_note(*names: str) -> Callable[[RecordLine], Cell]:
    """The name of a line with some of its words below, for a narrow card."""

    def cell(line: RecordLine) -> Cell:
        said = [render(line.words.get(name, "")) for name in names]
        done = [_("erledigt")] if line.done else []
        note = noted(" · ".join(filter(None, [*done, *said])), contested=line.contested)
        name = render(line.name) or _("(ohne Namen)")
        return TextCell(name, note=note, strong=not line.done, muted=line.done)

    return cell


def _column(title: str, name: str, *, stretch: int = 0, right: bool = False) -> Column[RecordLine]:
    align = Align.RIGHT if right else Align.LEFT
    return Column(title, spoken(name), align, stretch=stretch, wrap=stretch > 0)


def _taught(purpose: str, action: str, example: str) -> Callable[[], EmptyState]:
    return lambda: EmptyState(purpose, action=action, example=example)


def _affiliates() -> TableLook:
    columns = (
        Column(_("Unternehmen"), _with_note("relation"), stretch=2, wrap=True),
        _column(_("Anteil"), "share", right=True),
        _column(_("Beschäftigte"), "employees", right=True),
    )
    return TableLook(
        _("Beteiligungen"),
        columns,
        _taught(
            _("Wer 25 % oder mehr hält oder gehalten wird, zählt für die Größenklasse mit."),
            _("+ Beteiligung"),
            _("Zum Beispiel: Muster Holding GmbH, verbunden, 100 %."),
        ),
    )


def _sites() -> TableLook:
    columns = (
        _named(_("Standort")),
        _column(_("Ort"), "place", stretch=2),
        _column(_("Beschäftigte"), "employees", right=True),
        _column(_("Schwerpunkt"), "focus", stretch=1),
    )
    return TableLook(
        _("Standorte"),
        columns,
        _taught(
            _("Wo gearbeitet wird, wenn es mehr als einen Ort gibt."),
            _("+ Standort"),
            _("Zum Beispiel: Werk 2, 07973 Greiz, 22 Beschäftigte, Montage."),
        ),
    )


def _systems() -> TableLook:
    name = _named(_("System"))
    columns = (
        name,
        _column(_("Art"), "kind"),
        _column(_("Hersteller, Version"), "vendor", stretch=1),
        _column(_("Zugang über"), "interface", stretch=1),
        _column(_("Betrieb"), "hosting"),
        _column(_("Netz"), "network", stretch=1),
        _column(_("Verantwortlich"), "owner", stretch=1),
    )
    narrow = (
        Column(name.title, _with_note("vendor", "hosting"), stretch=2, wrap=True, sort=name.sort),
        *columns[1:2],
        columns[3],
    )
    return TableLook(
        _("IT- und OT-Systeme"),
        columns,
        _taught(
            _("Womit gearbeitet und gesteuert wird, und wie Daten herauskommen."),
            _("+ System"),
            _("Zum Beispiel: proALPHA, ERP, Datenbankabfrage, im Haus."),
        ),
        narrow,
    )


def _machines() -> TableLook:
    name = _named(_("Maschine"))
    columns = (
        name,
        _column(_("Anzahl"), "count", right=True),
        _column(_("Hersteller, Baujahr"), "maker", stretch=1),
        _column(_("Steuerung"), "control", stretch=1),
        _column(_("Anbindung"), "connectivity", stretch=1),
        _column(_("Satz/h"), "cost", right=True),
        _column(_("Prozess"), "process", stretch=1),
    )
    narrow = (
        Column(name.title, _with_note("maker", "process"), stretch=2, wrap=True, sort=name.sort),
        columns[1],
        columns[3],
        columns[4],
    )
    return TableLook(
        _("Maschinen"),
        columns,
        _taught(
            _("Anlagen, an denen Daten entstehen oder Stillstand Geld kostet."),
            _("+ Maschine"),
            _("Zum Beispiel: BAZ 1–6, DMG Mori 2016, Siemens 840D, OPC UA."),
        ),
        narrow,
    )


def _pain_points() -> TableLook:
    name = _named(_("Schmerzpunkt"))
    cost: Column[RecordLine] = Column(
        _("€/Jahr"), spoken("year"), Align.RIGHT, sort=lambda line: -(line.amount or 0)
    )
    pain: Column[RecordLine] = Column(
        _("Schmerz"), lambda line: dots(line.level), sort=lambda line: -line.level
    )
    columns = (
        name,
        _column(_("Thema"), "theme", stretch=1),
        _column(_("€ je Fall"), "case", right=True),
        _column(_("Fälle/Jahr"), "cases", right=True),
        cost,
        pain,
        _column(_("Prozess"), "process", stretch=1),
    )
    narrow = (
        Column(name.title, _with_note("theme", "process"), stretch=2, wrap=True, sort=name.sort),
        cost,
        pain,
    )
    return TableLook(
        _("Schmerzpunkte"),
        columns,
        _taught(
            _("Was weh tut, in Euro: Kosten je Fall mal Fälle im Jahr."),
            _("+ Schmerzpunkt"),
            _("Zum Beispiel: Spindelausfall BAZ 3, 2.900 € je Fall, 12 Fälle im Jahr."),
        ),
        narrow,
        sums=lambda amount: _("zusammen {amount} im Jahr").format(amount=amount),
    )


def _observations() -> TableLook:
    name = _named(_("Beobachtung"), stretch=3)
    columns = (
        name,
        _column(_("Art"), "kind"),
        _column(_("Von wem, wo"), "who", stretch=1),
        _column(_("Prozess"), "process", stretch=1),
    )
    narrow = (
        Column(name.title, _with_note("who", "process"), stretch=3, wrap=True, sort=name.sort),
        columns[1],
    )
    return TableLook(
        _("Beobachtungen"),
        columns,
        _taught(
            _("Was beim Rundgang auffällt oder jemand sagt – mit den Worten von dort."),
            _("+ Beobachtung"),
            _("Zum Beispiel: „Die Messwerte schreibe ich abends ab.“"),
        ),
        narrow,
    )


def _visits() -> TableLook:
    columns = (
        _named(_("Termin"), stretch=1),
        _column(_("Anlass"), "kind"),
        _column(_("Ort"), "place", stretch=1),
        _column(_("Thema"), "topic", stretch=2),
    )
    return TableLook(
        _("Termine"),
        columns,
        _taught(
            _("Wann Sie dort waren und wann Sie wiederkommen."),
            _("+ Termin"),
            _("Zum Beispiel: heute, 9:30, Erstgespräch, Besprechungsraum 2."),
        ),
    )


def _participants() -> TableLook:
    columns = (
        _named(_("Name"), stretch=1),
        _column(_("Funktion, Organisation"), "role", stretch=2),
        _column(_("Zielgruppe"), "group", stretch=1),
        _column(_("Anwesend"), "present"),
    )
    return TableLook(
        _("Teilnehmende"),
        columns,
        _taught(
            _("Wer dabei war – für Protokoll, Abstimmung und Schulung."),
            _("+ Person"),
            _("Zum Beispiel: Meister Endprüfung, Fachkraft, anwesend."),
        ),
    )


def _decisions() -> TableLook:
    columns = (
        _named(_("Beschluss"), stretch=3),
        _column(_("Datum"), "on"),
        _column(_("Von"), "by", stretch=1),
    )
    return TableLook(
        _("Beschlüsse"),
        columns,
        _taught(
            _("Was vereinbart ist, mit Datum und Namen."),
            _("+ Beschluss"),
            _("Zum Beispiel: Pilot an BAZ 3 beginnt im Februar."),
        ),
    )


def _tasks() -> TableLook:
    columns = (
        _named(_("Aufgabe"), stretch=3),
        _column(_("Wer"), "owner", stretch=1),
        _column(_("Bis"), "due"),
    )
    return TableLook(
        _("Aufgaben"),
        columns,
        _taught(
            _("Was wer bis wann tut. Die Leertaste hakt ab."),
            _("+ Aufgabe"),
            _("Zum Beispiel: Export aus dem CAQ besorgen, Leitung QS, 18.12."),
        ),
    )


VISIT_LOOKS: dict[str, Callable[[], TableLook]] = {
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
