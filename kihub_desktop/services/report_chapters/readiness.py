"""„Wo das Unternehmen steht“: the readiness with its profile, its band and its largest gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kihub_desktop.analysis.readiness import DimensionScore, Readiness
from kihub_desktop.analysis.readiness_targets import Gap
from kihub_desktop.analysis.readiness_words import (
    BAND_NOTE,
    QUALITY_NAMES,
    stage_text,
    visibility_text,
)
from kihub_desktop.analysis.verdict.wording import OUTCOME_NAMES
from kihub_desktop.domain.choices import Level
from kihub_desktop.domain.phrases import Amount
from kihub_desktop.reports.content import (
    Align,
    Block,
    Callout,
    Cell,
    Chapter,
    Column,
    Heading,
    Paragraph,
    Run,
    Table,
    row,
    strong,
    text,
)
from kihub_desktop.services.gap_measures import measure_lines
from kihub_desktop.services.report_chapters.figures import radar_figure
from kihub_desktop.services.report_chapters.material import Material
from kihub_desktop.services.report_chapters.recorded import NOTHING
from kihub_desktop.services.report_chapters.stages import dma_blocks, stage_blocks
from kihub_desktop.services.report_chapters.tones import level_tone
from kihub_desktop.texts import _, amount, ngettext, number, render

_FEWEST_FOR_A_CHART = 3


def readiness_chapter(material: Material) -> Chapter:
    return Chapter(_("Wo das Unternehmen steht"), tuple(_blocks(material)))


def total_value(result: Readiness) -> str:
    """„2,7 von 5“, or a dash while too much is open."""
    if result.total is None:
        return NOTHING
    return _("{level} von {top}").format(level=number(result.total, 1), top=5)


def band_value(result: Readiness) -> str:
    if result.band is None:
        return ""
    return _("Band {low}–{high}").format(
        low=number(result.band.low, 1), high=number(result.band.high, 1)
    )


def _blocks(material: Material) -> Iterator[Block]:
    result = material.readiness.result
    yield Paragraph(tuple(_opening(result)))
    if result.answered == 0:
        yield Paragraph(text(_("Das Interview hat noch nicht begonnen.")), muted=True)
        yield from dma_blocks(material)
        return
    labels = [_(score.dimension.name) for score in result.dimensions]
    points = [score.point if score.is_shown else None for score in result.dimensions]
    targets = [material.readiness.targets[score.dimension.number] for score in result.dimensions]
    if sum(point is not None for point in points) >= _FEWEST_FOR_A_CHART:
        yield radar_figure(points, targets, labels)
    yield _table(material)
    yield from _stage(material)
    yield from _gaps(material)
    yield from stage_blocks(material)
    yield Paragraph(text(_band_words(result), " ", render(BAND_NOTE)), muted=True)
    yield from dma_blocks(material)


def _opening(result: Readiness) -> Iterator[Run]:
    counted = _("{answered} von {relevant} Fragen sind beantwortet.").format(
        answered=result.answered, relevant=result.relevant
    )
    if result.total is None:
        yield Run(_("Für einen Gesamtwert ist noch zu wenig beantwortet.") + " " + counted)
        return
    yield Run(_("Der Reifegrad liegt bei "))
    yield strong(total_value(result))
    yield Run(f" ({band_value(result)}). {_strengths(result)}{counted}")


def _strengths(result: Readiness) -> str:
    """The two strongest dimensions and the weakest one."""
    shown = [score for score in result.dimensions if score.is_shown]
    if len(shown) < 3:
        return ""
    ordered = sorted(shown, key=lambda score: -(score.point or 0))
    first, second, last = (_named(score) for score in (ordered[0], ordered[1], ordered[-1]))
    return (
        _("Am weitesten sind {first} und {second}, am wenigsten weit ist {last}.").format(
            first=first, second=second, last=last
        )
        + " "
    )


def _named(score: DimensionScore) -> str:
    return f"{_(score.dimension.name)} ({number(score.point or 0, 1)})"


def _table(material: Material) -> Table:
    columns = (
        Column(_("Dimension"), share=1.3),
        Column(_("Ist"), Align.END, 0.5),
        Column(_("Band"), Align.END, 0.8),
        Column(_("Ziel"), Align.END, 0.5),
        Column(_("Größte Lücke"), share=3.4),
    )
    targets = material.targets()
    return Table(
        columns,
        tuple(_line(material, score, targets) for score in material.readiness.result.dimensions),
    )


def _line(
    material: Material, score: DimensionScore, targets: Mapping[str, int]
) -> tuple[Cell, ...]:
    hidden = visibility_text(score)
    point = number(score.point, 1) if score.is_shown and score.point is not None else _("offen")
    band = NOTHING
    if score.band is not None:
        band = f"{number(score.band.low, 1)}–{number(score.band.high, 1)}"
    gap = render(hidden) if hidden else _largest_gap(material, score, targets)
    target = number(material.readiness.targets[score.dimension.number], 1)
    return row(Cell(_(score.dimension.name), strong=True), point, band, target, gap)


def _largest_gap(material: Material, score: DimensionScore, targets: Mapping[str, int]) -> str:
    """The indicator furthest below its target, and what is not answered at all."""
    number_of = score.dimension.number
    rows = [row for row in material.method.indicators if row.dimension == number_of]
    gaps = []
    for place, each in enumerate(rows):
        level = _level(material, each.id)
        if level is not None and level < targets[each.id]:
            gaps.append((level - targets[each.id], place, each, level))
    parts = []
    if gaps:
        _size, _place, each, level = min(gaps, key=lambda gap: gap[:2])
        parts.append(
            _("{name} (Stufe {level}, Ziel {target})").format(
                name=_(each.name), level=level, target=targets[each.id]
            )
        )
    if score.open_indicators:
        parts.append(ngettext("{n} Frage offen", "{n} Fragen offen", len(score.open_indicators)))
    return "; ".join(parts) or _("Ziel erreicht")


def _level(material: Material, question: str) -> int | None:
    answer = material.interview.answers.get(question)
    if answer is None or answer.level in (None, Level.NOT_RELEVANT):
        return None
    return int(answer.level or 0)


def _stage(material: Material) -> Iterator[Block]:
    result = material.readiness.result
    words = stage_text(result, material.method)
    if words is None or result.stage is None:
        return
    stage = result.stage
    tone = level_tone(stage.level)
    title = _("Stufe {level}: {name}").format(level=stage.level, name=_(stage.name))
    if not stage.limited_by:
        yield Callout(title, text(_("Die Stufe folgt aus dem Gesamtwert.")), tone)
        return
    names = ", ".join(
        _(each.name) for each in material.method.dimensions if each.number in stage.limited_by
    )
    reason = _(
        "Der Gesamtwert allein ergäbe Stufe {unlimited}; begrenzt wird sie durch: {names}. Ohne "
        "tragfähige Strategie, Daten und Technik lässt sich das Übrige nicht nutzen."
    )
    yield Callout(title, text(reason.format(unlimited=stage.unlimited, names=names)), tone)


def _gaps(material: Material) -> Iterator[Block]:
    if not material.gaps or not material.cases:
        return
    columns = (
        Column(_("Lücke"), share=2.6),
        Column(_("Ist"), Align.END, 0.5),
        Column(_("Ziel"), Align.END, 0.5),
        Column(_("Bringt"), share=2.4),
    )
    names = {case.verdict.use_case_id: case.verdict.name for case in material.cases}
    rows = []
    for gap in material.gaps:
        indicator = material.method.indicator(gap.indicator)
        rows.append(
            row(
                f"{gap.indicator} {_(indicator.name)}",
                number(gap.level),
                number(gap.target),
                _benefit(gap, names),
            )
        )
    yield Heading(_("Lücken, deren Schließen am meisten bringt"))
    yield Table(columns, tuple(rows))
    yield from _measures(material)


def _measures(material: Material) -> Iterator[Block]:
    """First steps of the catalogue for each of these gaps."""
    columns = (
        Column(_("Maßnahme"), share=3),
        Column(_("Lücke"), Align.START, 0.5),
        Column(_("Wer und wie lange"), share=1.8),
    )
    rows = tuple(
        row(_(measure.text), gap.indicator, render(measure.effort))
        for gap in material.gaps
        for measure in measure_lines(gap.indicator, material.method)
    )
    if rows:
        yield Heading(_("Maßnahmen zu diesen Lücken"), 3)
        yield Table(columns, rows)


def _benefit(gap: Gap, names: Mapping[str, str]) -> str:
    parts = [
        f"{names.get(identifier, '')}: {render(OUTCOME_NAMES[after])}"
        for identifier, _before, after in gap.outcomes
    ]
    if gap.conditions_removed > 0:
        parts.append(
            ngettext("{n} Auflage weniger", "{n} Auflagen weniger", gap.conditions_removed)
        )
    if gap.points > 0.05:
        parts.append(_("{points} Punkte").format(points=amount(Amount(gap.points, 1, signed=True))))
    return "; ".join(parts) or _("Grundlage für weitere Vorhaben")


def _band_words(result: Readiness) -> str:
    qualities = [score.quality for score in result.dimensions if score.quality is not None]
    if not qualities:
        return ""
    counted = {quality: qualities.count(quality) for quality in dict.fromkeys(qualities)}
    parts = [f"{render(QUALITY_NAMES[each])} {count}" for each, count in counted.items()]
    return _("Güte der Bänder je Dimension: {qualities}.").format(qualities=", ".join(parts))
