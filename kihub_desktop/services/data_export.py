"""All records of a company as a workbook: one sheet per kind, then what was worked out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from kihub_desktop.analysis.readiness_words import visibility_text
from kihub_desktop.catalogues.criteria import current_criteria
from kihub_desktop.catalogues.dma import current_dma
from kihub_desktop.domain.dma_records import DmaAnswer, DmaAssessment
from kihub_desktop.domain.fields import FieldRule, Holds, Record, RecordKind, kinds, rules_of
from kihub_desktop.domain.portfolio_records import (
    CriterionChoice,
    CriterionPair,
    CriterionWeight,
)
from kihub_desktop.domain.records import (
    Answer,
    Assessment,
    Colleague,
    Company,
    Condition,
    Device,
    Finding,
    Rating,
    SourceLink,
    Vote,
)
from kihub_desktop.domain.visit_records import Obstacle, Visit
from kihub_desktop.reports.workbook import CellValue, Form, Sheet, SheetColumn, Workbook
from kihub_desktop.services.report_chapters.appendix import finding_text
from kihub_desktop.services.report_chapters.material import Material
from kihub_desktop.services.report_chapters.recorded import (
    CODED,
    Links,
    choice_text,
    dispute_text,
    named,
    value_text,
)
from kihub_desktop.services.report_chapters.tones import outcome_text, range_text
from kihub_desktop.services.result_sheets import gap_sheet, scenario_sheet
from kihub_desktop.services.roadmap_sheet import roadmap_sheet
from kihub_desktop.store.view import View
from kihub_desktop.texts import _, day, render

# They belong to the team, not to a company.
_TEAM = (Colleague, Device)
# Order, names of encrypted files and strokes of a drawing say nothing to a reader.
_UNSHOWN = ("position", "content", "thumbnail", "drawing", "result", "sample")
# Their ids say nothing about their order; the first columns do.
_SLOTTED = (
    Answer, DmaAnswer, Finding, SourceLink, Rating, Vote, Condition, Obstacle, CriterionChoice,
    CriterionWeight, CriterionPair,
)  # fmt: skip
_CRITERIA_FIELDS = frozenset({"criterion", "first", "second"})
_WEIGHED = (Rating, CriterionChoice, CriterionWeight, CriterionPair)
_FORMS = {Holds.MONEY: Form.MONEY, Holds.WHOLE: Form.PLAIN, Holds.DECIMAL: Form.PLAIN}


def workbook_of(view: View, material: Material) -> Workbook:
    """The records in the order of the domain, then readiness and verdicts."""
    company = material.company.id
    links = _link_names(view, material)
    sheets = [
        _sheet(kind, view.of_company(kind.record_type, company), material, links)
        for kind in kinds()
        if kind.record_type not in _TEAM
    ]
    title = _("{company}, Daten vom {day}").format(company=material.name, day=day(material.today))
    results = (
        _readiness(material),
        gap_sheet(material),
        _verdicts(material),
        scenario_sheet(material),
        _conditions(material),
        roadmap_sheet(material),
    )
    return Workbook(title, material.today, (*sheets, *results))


def _link_names(view: View, material: Material) -> Links:
    """What a person calls the records that others link to."""
    names: dict[UUID, str] = {}
    for kind in kinds():
        for each in view.of_company(kind.record_type, material.company.id):
            names[each.id] = _called(each)
    return names


def _called(record: Record) -> str:
    """A record by its name, title or text; a stage and a visit by what and when they are."""
    if isinstance(record, Assessment | DmaAssessment):
        return choice_text(record.stage) if record.stage else "–"
    if isinstance(record, Visit):
        kind = choice_text(record.kind) if record.kind else ""
        return ", ".join(filter(None, (kind, day(record.held_on) if record.held_on else ""))) or "–"
    named = (getattr(record, name, None) for name in ("name", "title", "text"))
    return next((str(each) for each in named if each), "–")


def _sheet(kind: RecordKind, records: Sequence[Record], material: Material, links: Links) -> Sheet:
    rules = {
        name: rule for name, rule in rules_of(kind.record_type).items() if name not in _UNSHOWN
    }
    columns = tuple(
        SheetColumn(_header(rule), _FORMS.get(rule.holds, Form.PLAIN)) for rule in rules.values()
    )
    rows = [
        [_cell(material, record, name, rule, links) for name, rule in rules.items()]
        for record in records
    ]
    if kind.record_type in _SLOTTED:
        rows.sort(key=lambda cells: [str(cell) for cell in cells[:3]])
    return Sheet(_(kind.plural), columns, rows, len(rows))


def _header(rule: FieldRule) -> str:
    unit = rule.unit if rule.holds is not Holds.MONEY else ""
    return f"{_(rule.label)} [{_(unit)}]" if unit else _(rule.label)


def _cell(
    material: Material, record: Record, field: str, rule: FieldRule, links: Links
) -> CellValue:
    """The value in its own type; a conflict is told in words with both values."""
    conflict = material.disputed(record, field)
    if conflict is not None:
        return dispute_text(conflict, links)
    value = getattr(record, field)
    worded = _worded(material, record, field)
    if worded is not None:
        return worded
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if isinstance(value, StrEnum | frozenset) or rule.holds is Holds.LINK:
        return value_text(rule, value, links) or None
    return value if isinstance(value, str | int | Decimal | date) else None


def _worded(material: Material, record: Record, field: str) -> str | None:
    """The words of a code that a catalogue knows; None for a field that holds no code."""
    value: Any = getattr(record, field)
    if isinstance(record, Company) and field in CODED and value:
        return named(field, value)
    if isinstance(record, Answer) and field == "question":
        return _question(material, value)
    if isinstance(record, Finding) and field in {"key", "value"}:
        return _finding(material, record, field)
    if isinstance(record, DmaAnswer) and field == "item":
        row = current_dma().row(value or "")
        return f"{value} {_(row.text)}" if row is not None else value
    if isinstance(record, _WEIGHED) and field in _CRITERIA_FIELDS:
        known = {each.key: each.name for each in current_criteria().criteria}
        return _(known[value]) if value in known else value
    return None


def _question(material: Material, question: str | None) -> str | None:
    """The id with the question in words, where the edition has it."""
    try:
        found = material.catalogues.questionnaire.question(question or "")
    except KeyError:
        return question
    return f"{question} {_(found.question)}"


def _finding(material: Material, finding: Finding, field: str) -> str | None:
    """Key and value in the words of the catalogue; what it does not know stays as recorded."""
    stored: str | None = getattr(finding, field)
    archetype = next(
        (
            case.state.use_case.archetype
            for case in material.cases
            if case.state.use_case.id == finding.use_case
        ),
        None,
    )
    if archetype is None:
        return stored
    try:
        question = material.catalogues.findings.question(archetype, finding.key or "")
    except KeyError:
        return stored
    if field == "key":
        return _(question.name)
    return None if stored is None else ": ".join(filter(None, finding_text(question, stored)))


def _readiness(material: Material) -> Sheet:
    columns = (
        SheetColumn(_("Dimension")),
        SheetColumn(_("Ist"), Form.HUNDREDTHS),
        SheetColumn(_("Band von"), Form.HUNDREDTHS),
        SheetColumn(_("Band bis"), Form.HUNDREDTHS),
        SheetColumn(_("Ziel"), Form.HUNDREDTHS),
        SheetColumn(_("beantwortet"), Form.WHOLE),
        SheetColumn(_("relevant"), Form.WHOLE),
        SheetColumn(_("Hinweis")),
    )
    rows = tuple(_readiness_rows(material))
    return Sheet(_("Reifegrad"), columns, rows, len(rows))


def _readiness_rows(material: Material) -> Iterator[tuple[CellValue, ...]]:
    result = material.readiness.result
    for score in result.dimensions:
        hidden = visibility_text(score)
        yield (
            _(score.dimension.name),
            score.point if score.is_shown else None,
            score.band.low if score.band else None,
            score.band.high if score.band else None,
            material.readiness.targets[score.dimension.number],
            score.answered,
            score.relevant,
            render(hidden) if hidden else None,
        )
    stage = result.stage
    yield (
        _("Gesamt"),
        result.total,
        result.band.low if result.band else None,
        result.band.high if result.band else None,
        None,
        result.answered,
        result.relevant,
        _("Stufe {level}: {name}").format(level=stage.level, name=_(stage.name)) if stage else None,
    )


def _verdicts(material: Material) -> Sheet:
    pillars = material.method.pillars.values()
    columns = (
        SheetColumn(_("Anwendungsfall")),
        SheetColumn(_("Urteil")),
        SheetColumn(_("Spanne")),
        *(SheetColumn(_(name), Form.TENTHS) for name in pillars),
        SheetColumn(_("Auflagen"), Form.WHOLE),
        SheetColumn(_("Kapitalwert P10"), Form.MONEY),
        SheetColumn(_("Kapitalwert P50"), Form.MONEY),
        SheetColumn(_("Kapitalwert P90"), Form.MONEY),
        SheetColumn(_("Chance auf Gewinn"), Form.PERCENT),
        SheetColumn(_("Rückfluss in Jahren"), Form.TENTHS),
        SheetColumn(_("Begründung")),
    )
    rows = tuple(_verdict_rows(material))
    return Sheet(_("Urteile"), columns, rows, len(rows))


def _verdict_rows(material: Material) -> Iterator[tuple[CellValue, ...]]:
    for case in material.ranked():
        verdict = case.verdict
        money: tuple[CellValue, ...] = (None,) * 5
        if case.economics is not None:
            found = case.economics.preferred.figures
            payback = None if found.payback == float("inf") else found.payback
            money = (found.p10, found.p50, found.p90, found.p, payback)
        yield (
            verdict.name,
            outcome_text(verdict),
            range_text(verdict) if verdict.outcome is None else None,
            *(verdict.pillar(pillar).score for pillar in material.method.pillars),
            len(verdict.conditions),
            *money,
            render(verdict.headline),
        )


def _conditions(material: Material) -> Sheet:
    columns = (
        SheetColumn(_("Anwendungsfall")),
        SheetColumn(_("Auflage")),
        SheetColumn(_("Warum")),
        SheetColumn(_("Wer")),
        SheetColumn(_("Bis")),
    )
    rows = tuple(
        (
            case.verdict.name,
            render(each.text),
            render(each.why),
            render(each.role_name),
            each.due,
        )
        for case in material.ranked()
        for each in case.verdict.conditions
    )
    return Sheet(_("Auflagen der Urteile"), columns, rows, len(rows))
