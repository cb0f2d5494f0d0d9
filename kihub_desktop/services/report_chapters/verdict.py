"""One chapter per use case: the verdict, why it is so, what would change it, and its money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kihub_desktop.analysis.explanation import Node, NodeKind
from kihub_desktop.analysis.verdict.conditions import Condition, ConditionKind
from kihub_desktop.analysis.verdict.inputs import GRADES
from kihub_desktop.analysis.verdict.scale import Outcome
from kihub_desktop.analysis.verdict.views import Verdict
from kihub_desktop.analysis.verdict.wording import OUTCOME_NAMES, SETTLED
from kihub_desktop.domain.choices import Level
from kihub_desktop.domain.fields import rules_of
from kihub_desktop.domain.phrases import Joined, Phrase
from kihub_desktop.domain.records import SourceLink
from kihub_desktop.domain.words import word
from kihub_desktop.reports.content import (
    Block,
    BulletList,
    Callout,
    Cell,
    Chapter,
    Column,
    ExplanationTree,
    Heading,
    Paragraph,
    Part,
    Table,
    Text,
    row,
    strong,
    text,
)
from kihub_desktop.services.report_chapters.economics import economics_blocks
from kihub_desktop.services.report_chapters.material import CaseMaterial, Material
from kihub_desktop.services.report_chapters.quick_test import quick_test_blocks
from kihub_desktop.services.report_chapters.recorded import NOTHING, field_text
from kihub_desktop.services.report_chapters.tones import (
    outcome_text,
    outcome_tone,
    pillar_row,
    range_text,
)
from kihub_desktop.texts import _, day, ngettext, number, render

_DEPTH = 3
_RECOMMENDATIONS = 7
# The conditions stand in a table of their own above the tree.
_TOLD_ABOVE = frozenset({NodeKind.CONDITION, NodeKind.TRIGGER, NodeKind.KNOCKOUT})


def verdict_chapters(material: Material) -> Iterator[Chapter]:
    """The use cases about which anything is known, the best verdict first."""
    for case in material.ranked():
        if case.has_findings:
            yield Chapter(case.verdict.name or NOTHING, tuple(_blocks(material, case)))


def _blocks(material: Material, case: CaseMaterial) -> Iterator[Block]:
    verdict = case.verdict
    yield from _description(material, case)
    yield verdict_callout(verdict)
    yield pillar_row(verdict)
    yield from _questions(case)
    yield from _conditions(material, case)
    yield from _exceptions(case)
    yield from _improvements(case)
    yield from _recommendations(material, case)
    yield from _sources(material, case)
    yield from quick_test_blocks(case)
    yield from economics_blocks(material, case)
    yield Heading(_("Woraus sich das Urteil zusammensetzt"))
    yield ExplanationTree((part_of(verdict.tree),), _DEPTH)


def verdict_callout(verdict: Verdict) -> Callout:
    """The verdict in a sentence; what decides an open one stands in a list below it."""
    certainty = render(verdict.certainty_sentence)
    if verdict.outcome is None:
        words = _("Das Urteil liegt {range}.").format(range=range_text(verdict))
    else:
        words = render(verdict.headline)
        if any(view.is_open for view in verdict.pillars):
            words += " " + render(SETTLED)
    return Callout(
        outcome_text(verdict), text(words, " ", certainty), outcome_tone(verdict.outcome)
    )


def _description(material: Material, case: CaseMaterial) -> Iterator[Block]:
    use_case = case.state.use_case
    facts = []
    if use_case.archetype is not None:
        facts.append(render(word(use_case.archetype)))
    process = material.name_of_process(use_case.process)
    if process:
        facts.append(_("Prozess: {name}").format(name=process))
    if use_case.planned_start is not None:
        facts.append(_("geplanter Start: {day}").format(day=day(use_case.planned_start)))
    if use_case.pilot:
        facts.append(_("Pilot: {pilot}").format(pilot=use_case.pilot))
    if use_case.description or material.disputed(use_case, "description"):
        yield Paragraph(text(field_text(material, use_case, "description")))
    if facts:
        yield Paragraph(text(" · ".join(facts)), muted=True)


def _questions(case: CaseMaterial) -> Iterator[Block]:
    if not case.verdict.questions:
        return
    yield Heading(_("Diese Angaben entscheiden"))
    items = tuple(
        text(
            strong(capital(render(question.text))),
            " – ",
            _("fällt sie allein ungünstig aus: {outcome}").format(
                outcome=render(OUTCOME_NAMES[question.outcome])
            ),
        )
        for question in case.verdict.questions
    )
    yield BulletList(items, numbered=True)


def _conditions(material: Material, case: CaseMaterial) -> Iterator[Block]:
    if not case.verdict.conditions:
        return
    columns = (
        Column(_("Auflage"), share=2.4),
        Column(_("Warum"), share=2.2),
        Column(_("Wer"), share=1.2),
        Column(_("Bis"), share=1),
    )
    yield Heading(_("Auflagen"))
    rows = tuple(_condition(material, case, each) for each in case.verdict.conditions)
    yield Table(columns, rows)


def _condition(material: Material, case: CaseMaterial, each: Condition) -> tuple[Cell, ...]:
    who, due = agreed(material, case, each)
    kind = _kind(each)
    words = capital(render(each.text))
    if kind and not words.startswith(kind):
        words = f"{kind}: {words}"
    return row(Cell(words, strong=True), capital(render(each.why)), who, due)


def capital(words: str) -> str:
    """Words that begin a cell; the catalogue's may stand inside a sentence too."""
    return words[:1].upper() + words[1:]


def _kind(each: Condition) -> str:
    if each.kind == ConditionKind.KNOCKOUT:
        return _("K.-o.-Kriterium")
    return _("Datenprojekt") if each.kind == ConditionKind.TRIGGER else ""


def agreed(material: Material, case: CaseMaterial, each: Condition) -> tuple[str, str]:
    """Who does it until when: as agreed, else as the method proposes."""
    settled = case.state.conditions.get(each.family)
    who, due = render(each.role_name), day(each.due)
    if settled is None:
        return who, due
    if settled.owner or material.disputed(settled, "owner"):
        who = field_text(material, settled, "owner")
    if settled.due is not None or material.disputed(settled, "due"):
        due = field_text(material, settled, "due")
    return who, due


def _improvements(case: CaseMaterial) -> Iterator[Block]:
    if not case.verdict.improvements:
        return
    best = case.verdict.improvements[-1].reached == Outcome.FEASIBLE
    yield Heading(_("Wird machbar, wenn …") if best else _("Wird besser, wenn …"))
    items: list[Text] = []
    for way in case.verdict.improvements:
        weeks = ngettext(
            "längste Maßnahme {n} Woche", "längste Maßnahme {n} Wochen", way.longest_weeks
        )
        items.append(text(render(way.sentence), f" ({weeks})"))
    yield BulletList(tuple(dict.fromkeys(items)))


def _recommendations(material: Material, case: CaseMaterial) -> Iterator[Block]:
    found = case.verdict.recommendations
    if not found:
        return
    columns = (
        Column(_("Empfehlung"), share=3),
        Column(_("Stufe"), share=0.8),
        Column(_("Wer"), share=1.3),
        Column(_("Bis"), share=1),
    )
    rows = tuple(
        row(
            render(each.text),
            f"{number(each.level)}\u00a0→\u00a0{each.wanted}",
            _(material.method.roles[each.role]),
            day(each.due),
        )
        for each in found[:_RECOMMENDATIONS]
    )
    yield Heading(_("Empfehlungen ohne Einfluss auf das Urteil"))
    yield Table(columns, rows)
    if len(found) > _RECOMMENDATIONS:
        rest = len(found) - _RECOMMENDATIONS
        more = ngettext(
            "{n} weitere Empfehlung bringt weniger.",
            "{n} weitere Empfehlungen bringen weniger.",
            rest,
        )
        yield Paragraph(text(more), muted=True)


def _sources(material: Material, case: CaseMaterial) -> Iterator[Block]:
    if not case.state.links:
        return
    columns = (
        Column(_("Datenquelle"), share=1.6),
        Column(_("Rolle"), share=0.9),
        Column(_("Datenreife"), share=2),
        Column(_("Noten"), share=2.4),
    )
    yield Heading(_("Die Daten dafür"))
    yield Table(columns, tuple(_source(material, case, link) for link in case.state.links))


def _source(material: Material, case: CaseMaterial, link: SourceLink) -> tuple[Cell, ...]:
    source = case.state.sources.get(link.source) if link.source else None
    name = (source.name if source else None) or NOTHING
    role = field_text(material, link, "role") if link.role else _("notwendig")
    readiness = field_text(material, link, "readiness")
    return row(Cell(name, strong=True), role, readiness, _grades(material, link))


def _grades(material: Material, link: SourceLink) -> str:
    parts = []
    for field in GRADES:
        label = _(rules_of(SourceLink)[field].label)
        if material.disputed(link, field) is not None:
            parts.append(f"{label}: {field_text(material, link, field)}")
            continue
        level: Level | None = getattr(link, field)
        if level is not None and level is not Level.NOT_RELEVANT:
            parts.append(f"{label}\u00a0{level.value}")
    return ", ".join(parts) or NOTHING


def _exceptions(case: CaseMaterial) -> Iterator[Block]:
    if case.verdict.exceptions:
        names = render(Joined(case.verdict.exceptions))
        words = _("Als nicht relevant erklärt und darum als erfüllt gewertet: {names}.")
        yield Paragraph(text(words.format(names=names)), muted=True)


def told_children(node: Node) -> tuple[Node, ...]:
    """The parts of a figure that the tree shows; conditions stand in a table of their own."""
    return tuple(child for child in node.children if child.kind not in _TOLD_ABOVE)


def part_of(node: Node, evidence: Sequence[str] = ()) -> Part:
    """A node of the explanation as the report shows it; `evidence` names the grades, if told."""
    told = evidence and node.evidence is not None
    return Part(
        render(node.label),
        _value(node),
        _contribution(node),
        tuple(part_of(child, evidence) for child in told_children(node)),
        _(evidence[node.evidence or 0]) if told else "",
    )


def _value(node: Node) -> str:
    if isinstance(node.value, Phrase) and node.kind is NodeKind.RANGE:
        ends = [render(value) for _name, value in node.value.values]
        if len(set(ends)) == 1:  # a range that has closed already
            return ends[0]
    if node.value is not None:
        return render(node.value)
    missing = node.kind in {NodeKind.MISSING, NodeKind.RANGE} and node.text is not None
    return render(node.text) if missing and node.text else ""


def _contribution(node: Node) -> str:
    if node.shown is not None:
        return number(node.shown / 10, 1)
    return "" if node.contribution is None else number(node.contribution, 1)
