"""The appendix: every answer word for word, every finding, and what is contradictory."""

from __future__ import annotations

from collections.abc import Iterator

from kihub_desktop.domain.choices import Archetype, Evidence, Level
from kihub_desktop.domain.fields import kind_named
from kihub_desktop.domain.findings import FindingKind, FindingQuestion
from kihub_desktop.domain.questionnaire import Question
from kihub_desktop.domain.records import Answer, Finding
from kihub_desktop.domain.words import word
from kihub_desktop.reports.content import (
    AnsweredQuestion,
    Block,
    BulletList,
    Chapter,
    Column,
    Heading,
    Paragraph,
    QuestionList,
    Table,
    Text,
    Tone,
    row,
    text,
)
from kihub_desktop.services.conflicts import Conflict
from kihub_desktop.services.report_chapters.material import CaseMaterial, Material
from kihub_desktop.services.report_chapters.recorded import (
    NOTHING,
    decimal_text,
    dispute_text,
    field_text,
)
from kihub_desktop.services.report_chapters.tones import level_tone
from kihub_desktop.texts import _, day, number, render, with_unit


def appendix_chapters(material: Material) -> Iterator[Chapter]:
    yield Chapter(_("Fragen und Antworten"), tuple(_interview(material)), appendix=True)
    cases = [case for case in material.cases if case.has_findings]
    if cases:
        yield Chapter(
            _("Angaben zu den Anwendungsfällen"),
            tuple(block for case in cases for block in _findings(material, case)),
            appendix=True,
        )
    if material.conflicts:
        yield Chapter(_("Widersprüchliche Angaben"), tuple(_conflicts(material)), appendix=True)


def _interview(material: Material) -> Iterator[Block]:
    result = material.readiness.result
    assessment = material.interview.assessment
    held = assessment.held_on if assessment else None
    words = _("Alle {n} Fragen mit der gewählten Stufe und ihrem Wortlaut.").format(
        n=number(len(material.catalogues.questionnaire.questions))
    )
    if held is not None:
        stage = render(word(material.interview.stage))
        words += " " + _("Erhebung {stage}, {day}.").format(stage=stage, day=day(held))
    opened = result.relevant - result.answered
    if opened:
        words += " " + _("Offen sind noch {n}.").format(n=number(opened))
    yield Paragraph(text(words), muted=True)
    for dimension in material.catalogues.questionnaire.dimensions:
        yield Heading(_(dimension.name))
        yield QuestionList(tuple(_answered(material, question) for question in dimension.questions))


def _answered(material: Material, question: Question) -> AnsweredQuestion:
    answer = material.interview.answers.get(question.id)
    number_of, words = question.id.removeprefix("D"), _(question.question)
    if answer is None or (answer.level is None and not material.disputed(answer, "level")):
        note = field_text(material, answer, "note") if answer and answer.note else ""
        return AnsweredQuestion(number_of, words, _("offen"), "", note=note)
    level, anchor, tone = _level(material, question, answer)
    return AnsweredQuestion(
        number_of, words, level, anchor, _evidence(material, answer), _note(material, answer), tone
    )


def _level(material: Material, question: Question, answer: Answer) -> tuple[str, str, Tone]:
    conflict = material.disputed(answer, "level")
    if conflict is not None:
        return _("widersprüchlich"), dispute_text(conflict), Tone.RED
    if answer.level is None or answer.level is Level.NOT_RELEVANT:
        reason = field_text(material, answer, "reason")
        return _("nicht relevant"), "" if reason == NOTHING else reason, Tone.NEUTRAL
    level = int(answer.level)
    anchor = question.levels[level]
    return _("Stufe {level}").format(level=level), _(anchor.sentence), level_tone(level)


def _evidence(material: Material, record: Answer | Finding) -> str:
    """The evidence in a word; nothing is printed where none was asked for."""
    conflict = material.disputed(record, "evidence")
    if conflict is not None:
        return dispute_text(conflict)
    if record.evidence in (None, Evidence.NONE):
        return ""
    return field_text(material, record, "evidence")


def _note(material: Material, record: Answer | Finding) -> str:
    if not record.note and not material.disputed(record, "note"):
        return ""
    return field_text(material, record, "note")


def _findings(material: Material, case: CaseMaterial) -> Iterator[Block]:
    archetype = case.state.use_case.archetype or Archetype.OTHER
    questions = material.catalogues.findings.of(archetype)
    yield Heading(case.verdict.name or NOTHING)
    if case.state.votes:
        values = [vote.value for vote in case.state.votes if vote.value is not None]
        words = _("„Ich trage das mit“ (0 bis 5), Stimmen: {values}.").format(
            values=", ".join(str(value) for value in sorted(values, reverse=True))
        )
        yield Paragraph(text(words))
    answered: list[AnsweredQuestion] = []
    opened: list[Text] = []
    for question in questions:
        finding = case.state.findings.get(question.key)
        if finding is None or (finding.value is None and not material.disputed(finding, "value")):
            opened.append(text(_(question.question)))
            continue
        place = str(len(answered) + 1)
        answered.append(_found(material, place, question, finding))
    if answered:
        yield QuestionList(tuple(answered))
    if opened:
        yield Heading(_("Noch offen"), 3)
        yield BulletList(tuple(opened))


def _found(
    material: Material, place: str, question: FindingQuestion, finding: Finding
) -> AnsweredQuestion:
    asked = _(question.question)
    conflict = material.disputed(finding, "value")
    note, evidence = _note(material, finding), _evidence(material, finding)
    if conflict is not None:
        words = dispute_text(conflict)
        return AnsweredQuestion(place, asked, _("widersprüchlich"), words, evidence, note, Tone.RED)
    value, sentence = finding_text(question, finding.value or "")
    tone = Tone.NEUTRAL
    if question.kind is FindingKind.LEVEL and (finding.value or "").isdecimal():
        tone = level_tone(int(finding.value or 0))
    if not sentence:  # a measured number stands with its unit where other answers are worded
        value, sentence = value.partition("\u00a0")[0], value
    return AnsweredQuestion(place, asked, value, sentence, evidence, note, tone)


def finding_text(question: FindingQuestion, value: str) -> tuple[str, str]:
    """A finding in a word or a number with its unit, and the sentence behind the choice."""
    option = question.option(value)
    if option is not None:
        if question.kind is FindingKind.LEVEL:
            return _("Stufe {level}").format(level=option.answer), _(option.sentence)
        return _(option.title), _(option.sentence)
    try:
        found = question.read(value)
    except ValueError:
        return value, _("Dieser Wert ist nicht lesbar und zählt nicht mit.")
    if found is None:
        return _("nicht relevant"), ""
    return with_unit(decimal_text(found), question.unit), ""


def _conflicts(material: Material) -> Iterator[Block]:
    yield Paragraph(
        text(
            _(
                "Diese Angaben haben zwei Personen verschieden festgehalten. Der Bericht "
                "entscheidet nicht; gerechnet ist bis dahin mit dem jüngeren Wert."
            )
        )
    )
    columns = (
        Column(_("Eintrag"), share=2),
        Column(_("Angabe"), share=1.2),
        Column(_("Werte"), share=3),
    )
    yield Table(
        columns,
        tuple(row(_record(each), _field(each), dispute_text(each)) for each in material.conflicts),
    )


def _record(conflict: Conflict) -> str:
    kind = kind_named(conflict.kind)
    label = _(kind.label) if kind else conflict.kind
    return f"{label}: {conflict.record_name}" if conflict.record_name else label


def _field(conflict: Conflict) -> str:
    return _(conflict.rule.label) if conflict.rule else NOTHING
