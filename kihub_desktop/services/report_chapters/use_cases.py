"""„Anwendungsfälle“: all of them side by side, with what the group expects and the verdicts."""

from __future__ import annotations

from collections.abc import Iterator

from kihub_desktop.analysis.verdict.scale import Outcome
from kihub_desktop.charts.portfolio_matrix import PortfolioPoint
from kihub_desktop.charts.portfolio_matrix import Tone as MarkTone
from kihub_desktop.charts.wording import euro_scale
from kihub_desktop.domain.phrases import whole_percent
from kihub_desktop.domain.words import word
from kihub_desktop.reports.content import (
    Align,
    Block,
    Cell,
    Chapter,
    Column,
    Paragraph,
    Table,
    row,
    text,
)
from kihub_desktop.services.ranking import consistency, origin
from kihub_desktop.services.report_chapters.figures import matrix_figure
from kihub_desktop.services.report_chapters.material import CaseMaterial, Material
from kihub_desktop.services.report_chapters.recorded import NOTHING
from kihub_desktop.services.report_chapters.tones import outcome_cell
from kihub_desktop.texts import _, ngettext, number, render

_TO_COMPARE = 2
_MARKS = {
    None: MarkTone.MUTED,
    Outcome.INFEASIBLE: MarkTone.RED,
    Outcome.DATA_PROJECT: MarkTone.BLUE,
    Outcome.CONDITIONAL: MarkTone.AMBER,
    Outcome.FEASIBLE: MarkTone.PRIMARY,
}


def use_cases_chapter(material: Material) -> Chapter:
    return Chapter(_("Anwendungsfälle"), tuple(_blocks(material)))


def _blocks(material: Material) -> Iterator[Block]:
    if not material.cases:
        yield Paragraph(text(_("Noch ist kein Anwendungsfall erfasst.")))
        return
    yield Paragraph(text(_opening(material)))
    points = [_point(case) for case in material.ranked()]
    known = [point for point in points if point is not None]
    if known:
        yield matrix_figure(known)
    yield _table(material)
    yield from _ranking(material)


def _ranking(material: Material) -> Iterator[Block]:
    """The order in which the group would examine them, how certain it is, what would turn it."""
    found, weighting = material.ranking, material.weighting
    if found is None or weighting is None or len(found.cases) < _TO_COMPARE:
        return
    names = {case.state.use_case.id: case.verdict.name or NOTHING for case in material.cases}
    columns = (
        Column(_("Rang"), Align.END, 0.6),
        Column(_("Reihenfolge der Prüfung"), share=3),
        Column(_("Wert"), Align.END, 1),
        Column(_("Rang 1 mit"), Align.END, 1.2),
    )
    lines = tuple(
        row(
            number(each.rank),
            Cell(names.get(each.use_case, NOTHING), strong=True),
            number(each.score, 2),
            render(whole_percent(each.first)),
        )
        for each in found.cases
    )
    yield Table(columns, lines)
    sentences = (f"{render(origin(weighting))}.", *map(render, consistency(weighting)))
    drawn = _("Rang 1 mit: Anteil von {basis}; Bewertungen streuen wie die der Gruppe.")
    said = (*sentences, drawn.format(basis=render(found.basis)), *map(render, found.flips))
    yield Paragraph(text(" ".join(said)), muted=True)


def _opening(material: Material) -> str:
    people = {each.person for case in material.cases for each in case.state.ratings}
    if not people:
        return _(
            "Die Anwendungsfälle stehen in der Reihenfolge ihrer Urteile. Eine Bewertung durch "
            "die Gruppe liegt noch nicht vor."
        )
    rated = ngettext(
        "{n} Person hat Nutzen und Machbarkeit bewertet",
        "{n} Personen haben Nutzen und Machbarkeit bewertet",
        len(people),
    )
    return _(
        "{rated}; das sagt, was zuerst geprüft wird. Das Urteil folgt aus den fünf Säulen, nicht "
        "aus der Bewertung."
    ).format(rated=rated)


def _point(case: CaseMaterial) -> PortfolioPoint | None:
    """Where the use case stands: by its verdict if that is final, else as the group estimates."""
    benefit = case.standing.benefit if case.standing else None
    estimate = case.standing.feasibility if case.standing else None
    mean = case.verdict.mean if case.verdict.outcome is not None else None
    if benefit is None or (mean is None and estimate is None):
        return None
    judged = mean is not None
    return PortfolioPoint(
        label=case.verdict.name or NOTHING,
        feasibility=(mean or 0.0) / 100 if judged or estimate is None else estimate.value,
        benefit=benefit.value,
        feasibility_spread=None if judged or estimate is None else estimate.spread,
        benefit_spread=benefit.spread,
        tone=_MARKS[case.verdict.outcome],
        group=outcome_cell(case.verdict).text,
        estimate=estimate.value if judged and estimate is not None else None,
        refused=case.verdict.outcome == Outcome.INFEASIBLE,
    )


def _table(material: Material) -> Table:
    columns = (
        Column(_("Anwendungsfall"), share=2.5),
        Column(_("Art des Vorhabens"), share=1.9),
        Column(_("Kapitalwert"), Align.END, 1),
        Column(_("Auflagen"), Align.END, 1),
        Column(_("Urteil"), share=1.7),
    )
    return Table(columns, tuple(_line(case) for case in material.ranked()))


def _line(case: CaseMaterial) -> tuple[Cell, ...]:
    archetype = case.state.use_case.archetype
    value = NOTHING
    if case.economics is not None:
        median = case.economics.preferred.figures.p50
        value = euro_scale((median,)).full(median)
    is_final = case.verdict.outcome is not None
    return row(
        Cell(case.verdict.name or NOTHING, strong=True),
        render(word(archetype)) if archetype else NOTHING,
        value,
        number(len(case.verdict.conditions)) if is_final else NOTHING,
        outcome_cell(case.verdict),
    )
