"""The appendix on the verdicts: every point of every pillar, down to the answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kihub_desktop.analysis.explanation import Node
from kihub_desktop.reports.content import (
    Block,
    Chapter,
    ExplanationTree,
    Heading,
    Paragraph,
    Part,
    text,
)
from kihub_desktop.services.report_chapters.material import CaseMaterial, Material
from kihub_desktop.services.report_chapters.recorded import NOTHING
from kihub_desktop.services.report_chapters.tones import outcome_text
from kihub_desktop.services.report_chapters.verdict import part_of, told_children
from kihub_desktop.texts import _

_DEEPEST = 6


def reasons_chapters(material: Material) -> Iterator[Chapter]:
    """Nothing while there is no verdict to explain."""
    cases = [case for case in material.ranked() if case.has_findings]
    if cases:
        yield Chapter(_("Herkunft der Urteile"), tuple(_blocks(material, cases)), appendix=True)


def _blocks(material: Material, cases: list[CaseMaterial]) -> Iterator[Block]:
    words = _(
        "Jeder Punkt der fünf Säulen mit den Angaben, aus denen er folgt, und ihrem Beleg. Die "
        "Beiträge einer Säule ergeben zusammen ihre Punkte."
    )
    yield Paragraph(text(words), muted=True)
    for case in cases:
        yield Heading(_heading(case))
        roots = tuple(_pillar(material, node) for node in case.verdict.tree.children)
        yield ExplanationTree(roots, _DEEPEST, compact=True)


def _heading(case: CaseMaterial) -> str:
    return f"{case.verdict.name or NOTHING}: {outcome_text(case.verdict)}"


def _pillar(material: Material, node: Node) -> Part:
    """A pillar with all its answers; what stands at one part already is not told again."""
    names = material.method.evidence.names
    told: dict[tuple[str, ...], str] = {}
    parts = []
    for child in told_children(node):
        part = part_of(child, names)
        below = tuple(each.id for each in child.children)
        if below and below in told:
            label = _("{name} (wie „{other}“)").format(name=part.label, other=told[below])
            part = replace(part, label=label, parts=())
        told.setdefault(below, part.label)
        parts.append(part)
    return replace(part_of(node, names), parts=tuple(parts))
