"""„Prozesse und Datenlage“: the company, whom we met, its processes and its data."""

from __future__ import annotations

from collections.abc import Iterator

from kihub_desktop.domain.fields import Record, rules_of
from kihub_desktop.domain.records import Company
from kihub_desktop.reports.content import (
    Align,
    Block,
    Cell,
    Chapter,
    Column,
    Heading,
    Paragraph,
    Table,
    row,
    text,
)
from kihub_desktop.services.report_chapters.material import Material
from kihub_desktop.services.report_chapters.recorded import NOTHING, field_text
from kihub_desktop.texts import _

_MASTER = (
    "legal_form",
    "founded",
    "sector",
    "industry",
    "town",
    "district",
    "employees",
    "turnover",
    "balance_sheet",
    "works_council",
    "energy_use",
)


def company_chapter(material: Material) -> Chapter:
    return Chapter(_("Prozesse und Datenlage"), tuple(_blocks(material)))


def _blocks(material: Material) -> Iterator[Block]:
    yield from _master(material)
    yield from _contacts(material)
    yield Heading(_("Prozesse"))
    yield from _processes(material)
    yield Heading(_("Datenquellen"))
    yield from _sources(material)


def _master(material: Material) -> Iterator[Block]:
    company = material.company
    rules = rules_of(Company)
    known = [
        name
        for name in _MASTER
        if getattr(company, name) is not None or material.disputed(company, name)
    ]
    if not known:
        yield Paragraph(text(_("Zum Unternehmen ist bisher nur der Name erfasst.")))
        return
    columns = (Column(_("Angabe"), share=1), Column(_("Wert"), share=2))
    yield Table(
        columns,
        tuple(row(_(rules[name].label), field_text(material, company, name)) for name in known),
    )


def _contacts(material: Material) -> Iterator[Block]:
    """People by their role; names only where they were recorded, and no way to reach them."""
    if not material.contacts:
        return
    named = any(each.name for each in material.contacts)
    columns = [Column(_("Funktion"), share=1.4), Column(_("Thema"), share=1.6)]
    if named:
        columns.insert(1, Column(_("Name"), share=1.2))
    rows = []
    for each in material.contacts:
        cells = [field_text(material, each, "role"), field_text(material, each, "topic")]
        if named:
            cells.insert(1, field_text(material, each, "name"))
        rows.append(row(*cells))
    yield Heading(_("Ansprechpersonen"))
    yield Table(tuple(columns), tuple(rows))


def _processes(material: Material) -> Iterator[Block]:
    if not material.processes:
        yield Paragraph(text(_("Noch ist kein Prozess erfasst.")), muted=True)
        return
    columns = (
        Column(_("Prozess"), share=1.7),
        Column(_("Bereich"), share=1.1),
        Column(_("Aufwand/Jahr"), Align.END, 1),
        Column(_("Stillstände/Jahr"), Align.END, 1.1),
        Column(_("Ausschuss"), Align.END, 0.9),
        Column(_("Problem"), share=2.3),
    )
    fields = ("area", "hours_per_year", "stops_per_year", "scrap_rate", "problem")
    rows = tuple(_row(material, each, fields) for each in material.processes)
    yield Table(columns, rows)


def _sources(material: Material) -> Iterator[Block]:
    if not material.sources:
        yield Paragraph(text(_("Noch ist keine Datenquelle erfasst.")), muted=True)
        return
    columns = (
        Column(_("Quelle"), share=1.9),
        Column(_("System"), share=1.4),
        Column(_("Art"), share=0.9),
        Column(_("Historie"), Align.END, 1),
        Column(_("Zugriff"), share=0.9),
        Column(_("Personenbezug"), share=1.1),
    )
    fields = ("system", "kind", "history_months", "access", "personal_data")
    rows = tuple(_row(material, each, fields) for each in material.sources)
    yield Table(columns, rows)


def _row(material: Material, record: Record, fields: tuple[str, ...]) -> tuple[Cell, ...]:
    name = field_text(material, record, "name")
    return row(
        Cell(name or NOTHING, strong=True), *(field_text(material, record, f) for f in fields)
    )
