"""The stages of the readiness side by side, and the EU-DMA."""

from __future__ import annotations

from collections.abc import Iterator

from kihub_desktop.analysis.dma import DmaChange
from kihub_desktop.catalogues.dma import current_dma
from kihub_desktop.domain.phrases import Amount
from kihub_desktop.reports.content import (
    Align,
    Block,
    Cell,
    Column,
    Heading,
    Paragraph,
    Table,
    row,
    text,
)
from kihub_desktop.services.report_chapters.material import Material
from kihub_desktop.services.report_chapters.recorded import NOTHING
from kihub_desktop.texts import _, amount, day, number


def stage_blocks(material: Material) -> Iterator[Block]:
    """The two latest stages of the interview; nothing while there is only one."""
    found = material.compared
    if found is None:
        return
    pairs = zip(found.before.result.dimensions, found.after.result.dimensions, strict=True)
    rows = [
        row(
            Cell(_(old.dimension.name), strong=True),
            _value(old.point if old.is_shown else None),
            _value(new.point if new.is_shown else None),
            _change(change.difference) + (" *" if change.is_certain else ""),
        )
        for (old, new), change in zip(pairs, found.changes, strict=True)
    ]
    rows.append(
        row(
            Cell(_("Gesamt"), strong=True),
            _value(found.before.result.total),
            _value(found.after.result.total),
            _change(found.total),
        )
    )
    first, second = found.before.stage.value, found.after.stage.value
    columns = (
        Column(_("Dimension"), share=1.6),
        Column(first, Align.END, 0.7),
        Column(second, Align.END, 0.7),
        Column(_("Änderung"), Align.END, 0.8),
    )
    yield Heading(_("Vergleich der Zeitpunkte"))
    yield Table(columns, tuple(rows))
    yield Paragraph(
        text(
            _(
                "* Verändert: Die Vertrauensbänder beider Zeitpunkte überschneiden sich nicht. "
                "Ohne Stern kann es an der Unsicherheit der Antworten liegen."
            )
        ),
        muted=True,
    )


def dma_blocks(material: Material) -> Iterator[Block]:
    """The latest stage of the EU-DMA beside the one before; nothing without answers."""
    state = material.dma
    if state is None or state.assessment is None or not state.result.answered:
        return
    dimensions = current_dma().dimensions
    pairs = zip(dimensions, state.result.dimensions, strict=True)
    scores = [(_(each.name), score.score) for each, score in pairs]
    lines = [*scores, (_("Gesamt"), state.result.total)]
    compared = state.comparison
    changes: tuple[DmaChange | None, ...] = compared.changes if compared else (None,) * len(lines)
    rows = [
        row(
            Cell(name, strong=True),
            *((_value(change.before),) if change else ()),
            _value(score),
            *((_change(change.difference),) if change else ()),
        )
        for (name, score), change in zip(lines, changes, strict=True)
    ]
    middle = Column(state.stage.value, Align.END, 0.7)
    columns = [Column(_("Dimension"), share=2.4), middle]
    if compared is not None:
        columns.insert(1, Column(compared.stage.value, Align.END, 0.7))
        columns.append(Column(_("Änderung"), Align.END, 0.8))
    yield Heading(_("EU-DMA (0 bis 100)"))
    yield Table(tuple(columns), tuple(rows))
    held_on = state.assessment.held_on
    said = _("Stand {day}, Wertung {profile}.").format(
        day=day(held_on) if held_on else NOTHING, profile=_(state.profile.name)
    )
    band = f" {_('Band')}: {_(state.result.band.name)}." if state.result.band else ""
    yield Paragraph(text(f"{said}{band} {_(current_dma().notice)}"), muted=True)


def _value(value: float | None) -> str:
    return _("offen") if value is None else number(value, 1)


def _change(difference: float | None) -> str:
    return NOTHING if difference is None else amount(Amount(difference, 1, signed=True))
