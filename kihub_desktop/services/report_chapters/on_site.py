"""„Vor Ort gesehen und gehört“: visits, pain points in euro, obstacles, observations, quotes."""

from __future__ import annotations

from collections.abc import Iterator

from kihub_desktop.domain.choices import ObservationKind
from kihub_desktop.domain.pain import cost_per_year, total_of
from kihub_desktop.domain.visit_records import Observation, Obstacle, PainPoint, Participant, Visit
from kihub_desktop.domain.words import word
from kihub_desktop.reports.content import (
    Align,
    Block,
    BulletList,
    Cell,
    Chapter,
    Column,
    Heading,
    Paragraph,
    Table,
    Text,
    row,
    strong,
    text,
)
from kihub_desktop.services.report_chapters.material import Material
from kihub_desktop.services.report_chapters.recorded import NOTHING, field_text
from kihub_desktop.services.report_chapters.tables import Shown, record_table
from kihub_desktop.texts import _, day, money, number, render


def on_site_chapters(material: Material) -> Iterator[Chapter]:
    """The chapter, if a visit has yielded anything that belongs there."""
    blocks = tuple(_blocks(material))
    if blocks:
        yield Chapter(_("Vor Ort gesehen und gehört"), blocks)


def _blocks(material: Material) -> Iterator[Block]:
    yield from _visits(material)
    yield from _pains(material)
    yield from _obstacles(material)
    yield from _observations(material)


def _visits(material: Material) -> Iterator[Block]:
    found = material.on_site
    if not found.visits and not found.participants:
        return
    yield Heading(_("Termine und Teilnehmende"))
    if found.visits:
        yield BulletList(tuple(map(_visit, found.visits)))
    present = [each for each in found.participants if each.present is not False]
    if present:
        yield Paragraph(text(strong(_("Dabei waren: ")), "; ".join(map(_person, present)), "."))


def _visit(visit: Visit) -> Text:
    when = day(visit.held_on) if visit.held_on else _("ohne Datum")
    if visit.starts_at:
        when = f"{when}, {visit.starts_at}"
    said = (visit.kind and render(word(visit.kind)), visit.topic, visit.place)
    more = ", ".join(filter(None, said))
    note = f" {visit.note}" if visit.note else ""
    return text(strong(when), f" – {more}" if more else "", note)


def _person(person: Participant) -> str:
    return ", ".join(filter(None, (person.name, person.role, person.organisation))) or NOTHING


def _pains(material: Material) -> Iterator[Block]:
    pains = material.on_site.pains
    if not pains:
        return
    yield Heading(_("Schmerzpunkte"))
    columns = (
        Column(_("Schmerzpunkt"), share=2.2),
        Column(_("Thema"), share=1.4),
        Column(_("Kosten je Fall"), Align.END, 1),
        Column(_("Fälle/Jahr"), Align.END, 0.9),
        Column(_("Kosten/Jahr"), Align.END, 1.1),
    )
    yield Table(columns, tuple(_pain(material, each) for each in pains))
    total = total_of(pains)
    if total.counted:
        words = _("Zusammen {euros} im Jahr; beziffert sind {counted} von {all}.").format(
            euros=money(total.euros, 0), counted=number(total.counted), all=number(total.all)
        )
        yield Paragraph(
            text(words, " ", _("Die Beträge sind Angaben aus dem Gespräch, keine Messungen."))
        )


def _pain(material: Material, pain: PainPoint) -> tuple[Cell, ...]:
    cost = cost_per_year(pain)
    disputed = any(material.disputed(pain, name) for name in ("cost_per_case", "cases_per_year"))
    return row(
        Cell(field_text(material, pain, "name"), strong=True),
        field_text(material, pain, "theme"),
        field_text(material, pain, "cost_per_case"),
        field_text(material, pain, "cases_per_year"),
        NOTHING if cost is None or disputed else money(cost, 0),
    )


def _obstacles(material: Material) -> Iterator[Block]:
    asked = [each for each in material.on_site.obstacles if each.applies is not None]
    naming = [each for each in asked if each.applies or material.disputed(each, "applies")]
    if not asked:
        return
    yield Heading(_("Hemmnisse"))
    heaviest = sorted(naming, key=lambda each: -(each.severity or 0))
    table = record_table(
        material, heaviest, (Shown("barrier", 2), Shown("severity", 0.7), Shown("note", 3))
    )
    if table is not None:
        yield table
    others = [_barrier(each) for each in asked if each not in naming]
    if others:
        yield Paragraph(
            text(_("Trifft nach Angabe des Unternehmens nicht zu: "), ", ".join(others), "."),
            muted=True,
        )


def _barrier(obstacle: Obstacle) -> str:
    return render(word(obstacle.barrier)) if obstacle.barrier else NOTHING


def _observations(material: Material) -> Iterator[Block]:
    found = [each for each in material.on_site.observations if each.text]
    if not found:
        return
    yield Heading(_("Beobachtungen und Zitate"))
    yield BulletList(tuple(_observation(material, each) for each in found))


def _observation(material: Material, each: Observation) -> Text:
    """The kind in strong type, the words, and behind them by whom, where and when."""
    kind = each.kind or ObservationKind.OBSERVATION
    words = field_text(material, each, "text")
    if kind is ObservationKind.QUOTE:
        words = _("„{words}“").format(words=words.strip("„“\"'"))
    known = (
        each.said_by,
        each.place,
        material.name_of(each.process),
        day(each.seen_on) if each.seen_on else "",
    )
    origin = ", ".join(filter(None, known))
    return text(strong(f"{render(word(kind))}: "), words, f" ({origin})" if origin else "")
