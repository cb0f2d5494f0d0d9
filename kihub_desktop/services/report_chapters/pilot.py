"""„Partner und Pilot“: the sketch of each pilot, its partner on the map, and who else would fit."""

from __future__ import annotations

from collections.abc import Iterator

from kihub_desktop.analysis.partner_marks import map_marks
from kihub_desktop.analysis.partners import Fit, Match
from kihub_desktop.catalogues.partners import current_partners
from kihub_desktop.domain.fields import rules_of
from kihub_desktop.domain.offers import CONFIDENCE_WORDS
from kihub_desktop.domain.partner_records import PilotSketch
from kihub_desktop.domain.phrases import Joined
from kihub_desktop.reports.content import (
    Block,
    BulletList,
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
from kihub_desktop.services.partners import PilotState
from kihub_desktop.services.report_chapters.figures import partner_figure
from kihub_desktop.services.report_chapters.material import CaseMaterial, Material
from kihub_desktop.services.report_chapters.recorded import NOTHING, field_text
from kihub_desktop.texts import _, day, money, render

_ALTERNATIVES = 3
_HIDDEN = frozenset({"use_case", "partner"})


def pilot_chapters(material: Material) -> Iterator[Chapter]:
    """Nothing while no pilot has been sketched."""
    sketched = [case for case in material.ranked() if case.pilot and case.pilot.is_begun]
    if sketched:
        blocks = tuple(block for case in sketched for block in _blocks(material, case))
        yield Chapter(_("Partner und Pilot"), blocks)


def _blocks(material: Material, case: CaseMaterial) -> Iterator[Block]:
    pilot = case.pilot
    if pilot is None:
        return
    yield Heading(case.verdict.name or NOTHING)
    yield _sketch(material, pilot)
    yield from _partner(pilot)
    yield partner_figure(map_marks(pilot.matches, pilot.place, pilot.sketch.partner))
    others = [
        each
        for each in pilot.matches.builders
        if each.is_suitable and each.fit <= Fit.CORE and each is not pilot.chosen
    ]
    if others:
        yield Paragraph(text(strong(_("Ebenfalls geeignet"))))
        yield BulletList(tuple(text(_named(each)) for each in others[:_ALTERNATIVES]))
    words = _("Entfernungen sind Luftlinien zwischen den Orten, ungefähr. Partner, Stand {day}.")
    yield Paragraph(text(words.format(day=day(current_partners().stand))), muted=True)


def _sketch(material: Material, pilot: PilotState) -> Table:
    """What is recorded, line by line, and what the business case says the pilot costs."""
    rules = rules_of(PilotSketch)
    lines = [
        (_(rules[name].label), field_text(material, pilot.sketch, name))
        for name in rules
        if name not in _HIDDEN
    ]
    cost = pilot.business_case.pilot_cost
    lines.append((_("Kosten des Piloten"), money(cost, 0) if cost is not None else NOTHING))
    rows = tuple(row(Cell(label, strong=True), said) for label, said in lines if said != NOTHING)
    return Table((Column(_("Angabe"), share=1), Column(_("Vereinbart"), share=3)), rows)


def _partner(pilot: PilotState) -> Iterator[Block]:
    match = pilot.chosen
    if match is None:
        if pilot.sketch.partner:
            yield Paragraph(text(strong(_("Partner: ")), pilot.sketch.partner))
        return
    catalogue = current_partners()
    partner = match.partner
    cited = {each.key: each.citation for each in catalogue.sources}
    yield Paragraph(text(strong(_("Partner: ")), _named(match)))
    if partner.url:
        yield Paragraph(text(partner.url), muted=True)
    origin = _("Quelle: {source}, geprüft am {day}; {confidence}.").format(
        source="; ".join(cited[each] for each in partner.sources),
        day=day(partner.checked_on),
        confidence=render(CONFIDENCE_WORDS[partner.confidence]),
    )
    yield Paragraph(text(origin), muted=True)


def _named(match: Match) -> str:
    reasons = render(Joined(tuple(each.text for each in match.reasons), "; "))
    return _("{name}, {town}: {reasons}").format(
        name=match.partner.name, town=match.partner.town, reasons=reasons
    )
