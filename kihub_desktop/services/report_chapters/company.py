"""„Prozesse und Datenlage“: the company, whom we met, its processes and its data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kihub_desktop.catalogues.sme import current_sme_thresholds
from kihub_desktop.domain.enterprise_size import size_of_company
from kihub_desktop.domain.fields import Record, rules_of
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.domain.records import Company
from kihub_desktop.domain.sme import SizeClass
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
    strong,
    text,
)
from kihub_desktop.services.report_chapters.material import Material
from kihub_desktop.services.report_chapters.recorded import NOTHING, field_text
from kihub_desktop.services.report_chapters.tables import Shown, record_table
from kihub_desktop.texts import _, render

_MASTER = (
    "legal_form",
    "founded",
    "sector",
    "industry",
    "industry_2025",
    "town",
    "district",
    "employees",
    "turnover",
    "balance_sheet",
    "vat_id",
    "chamber",
    "production",
    "shifts",
    "certificates",
    "works_council",
    "collective_agreement",
    "energy_use",
    "startup_stage",
    "team_size",
    "funding_raised",
    "de_minimis",
    "de_minimis_on",
    "tags",
)

_SITE = (Shown("name", 1.5), Shown("town", 1.2), Shown("employees", 0.9), Shown("focus", 2))
_SYSTEM = (
    Shown("name", 1.6),
    Shown("kind", 1.2),
    Shown("vendor", 1.2),
    Shown("hosting", 1),
    Shown("interface", 1.4),
    Shown("segmented", 0.8),
)
_MACHINE = (
    Shown("name", 1.7),
    Shown("kind", 1.3),
    Shown("built", 0.8),
    Shown("count", 0.7),
    Shown("control", 1.3),
    Shown("connectivity", 1.3),
    Shown("retrofit", 0.9),
)
_SOURCE = (
    Shown("name", 1.9),
    Shown("system", 1.4),
    Shown("kind", 0.9),
    Shown("history_months", 1),
    Shown("access", 0.9),
    Shown("interface", 1.1),
    Shown("personal_data", 1.1, phrase("Personenbezug")),
)
_AFFILIATE = (
    Shown("name", 1.8),
    Shown("relation", 1.4),
    Shown("share", 0.7),
    Shown("employees", 1),
    Shown("turnover", 1.2),
    Shown("balance_sheet", 1.2),
)


def company_chapter(material: Material) -> Chapter:
    return Chapter(_("Prozesse und Datenlage"), tuple(_blocks(material)))


def _blocks(material: Material) -> Iterator[Block]:
    yield from _master(material)
    yield from _size(material)
    yield from _contacts(material)
    found = material.on_site
    yield from _listed(material, _("Standorte"), found.sites, _SITE)
    yield Heading(_("Prozesse"))
    yield from _processes(material)
    yield from _listed(material, _("IT- und OT-Systeme"), found.systems, _SYSTEM)
    yield from _listed(material, _("Maschinen"), found.machines, _MACHINE)
    yield Heading(_("Datenquellen"))
    yield from _sources(material)


def _master(material: Material) -> Iterator[Block]:
    company = material.company
    rules = rules_of(Company)
    known = [
        name
        for name in _MASTER
        if getattr(company, name) not in (None, frozenset()) or material.disputed(company, name)
    ]
    if not known:
        yield Paragraph(text(_("Zum Unternehmen ist bisher nur der Name erfasst.")))
        return
    columns = (Column(_("Angabe"), share=1), Column(_("Wert"), share=2))
    yield Table(
        columns,
        tuple(row(_(rules[name].label), field_text(material, company, name)) for name in known),
    )


def _size(material: Material) -> Iterator[Block]:
    """The class of size with the figures behind it, and what counts of other enterprises."""
    affiliates = material.on_site.affiliates
    result = size_of_company(material.company, affiliates, current_sme_thresholds())
    if not result.possible or (result.size is SizeClass.UNKNOWN and not affiliates):
        return
    said = [render(each) for each in (result.reason, *result.notes)]
    yield Paragraph(text(strong(_("Größenklasse: ")), " ".join(said)))
    table = record_table(material, affiliates, _AFFILIATE)
    if table is not None:
        yield table


def _listed(
    material: Material, title: str, records: Sequence[Record], columns: Sequence[Shown]
) -> Iterator[Block]:
    table = record_table(material, records, columns)
    if table is not None:
        yield Heading(title)
        yield table


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
    table = record_table(material, material.sources, _SOURCE)
    if table is not None:
        yield table


def _row(material: Material, record: Record, fields: tuple[str, ...]) -> tuple[Cell, ...]:
    name = field_text(material, record, "name")
    return row(
        Cell(name or NOTHING, strong=True), *(field_text(material, record, f) for f in fields)
    )
