"""How findings and source links are typed, shown and recorded."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from kihub_desktop.domain.choices import Level
from kihub_desktop.domain.fields import FieldRule, Holds
from kihub_desktop.domain.findings import (
    NO,
    NOT_RELEVANT,
    YES,
    FindingKind,
    FindingOption,
    FindingQuestion,
    UnfitFinding,
)
from kihub_desktop.domain.method import GRADES
from kihub_desktop.domain.parsing import Parsed, parse, shown
from kihub_desktop.domain.phrases import Amount, phrase
from kihub_desktop.domain.records import SourceLink
from kihub_desktop.texts import TEXTS, _, render
from kihub_desktop.ui.record_entry import UNCHOSEN, entry_field
from kihub_desktop.ui.widgets import fields
from kihub_desktop.ui.widgets.fields import Field, FieldKind, Option

VALUE, NOTE = "value", "note"
_MEASURED = {FindingKind.WHOLE: Holds.WHOLE, FindingKind.DECIMAL: Holds.DECIMAL}
_UNDERSTOOD = frozenset({"%", "Monate"})
"""Units whose other spellings the reading of numbers knows („2 Jahre“)."""
_FLAGS = {YES: fields.YES, NO: fields.NO}


def value_field(question: FindingQuestion) -> Field:
    """The editor of a finding by its kind."""
    name, hint = _(question.name), _(question.question)
    if question.kind in _MEASURED:
        unit = _(question.unit)
        return Field(VALUE, name, FieldKind.NUMBER, unit=unit, hint=hint)
    if question.kind is FindingKind.FLAG:
        return Field(VALUE, name, FieldKind.FLAG, hint=hint)
    return Field(VALUE, name, FieldKind.CHOICE, options=_options(question), hint=hint)


def note_field(question: FindingQuestion) -> Field:
    hint = _("Notiz zu: {name}").format(name=_(question.name))
    return Field(NOTE, _("Notiz"), FieldKind.LONG_TEXT, hint=hint)


def source_rows(source: str) -> tuple[tuple[Field, ...], ...]:
    """Role and readiness, then the seven grades; `source` is read out with each field."""
    graded = (UNCHOSEN, *_levels(), Option(Level.NOT_RELEVANT.value, _("n. r.")))
    grades = tuple(entry_field(SourceLink, name, options=graded, hint=source) for name in GRADES)
    return (
        (
            entry_field(SourceLink, "role", hint=source),
            entry_field(SourceLink, "readiness", weight=3, hint=source),
        ),
        grades,
    )


def shown_value(question: FindingQuestion, value: str | None) -> str:
    """A recorded value as the raw text of its editor."""
    if value is None:
        return ""
    if question.kind is FindingKind.FLAG:
        return _FLAGS.get(value, value)
    if question.kind in _MEASURED:
        try:
            return shown(_rule(question), question.read(value), TEXTS.language)
        except UnfitFinding:
            return value  # a newer version may know more
    return value


def read_value(question: FindingQuestion, text: str, today: date) -> Parsed:
    """The recorded spelling of what was typed or chosen, or one sentence about it."""
    if not text.strip() or text == fields.UNKNOWN:
        return Parsed()
    if question.kind is FindingKind.FLAG:
        return Parsed({raw: recorded for recorded, raw in _FLAGS.items()}.get(text, text))
    if question.kind not in _MEASURED:
        return Parsed(text)
    parsed = parse(_rule(question), text, today, TEXTS.language, render)
    if parsed.problem is not None or parsed.value is None:
        return parsed
    spelled = _spelled(parsed.value)
    try:
        question.read(spelled)
    except UnfitFinding:
        return Parsed(problem=_bounds(question))
    return Parsed(spelled)


def is_given(question: FindingQuestion, value: str | None) -> bool:
    """Whether the verdict can read the value."""
    if value is None:
        return False
    try:
        question.read(value)
    except UnfitFinding:
        return False
    return True


def _rule(question: FindingQuestion) -> FieldRule:
    unit = question.unit if question.unit in _UNDERSTOOD else _(question.unit)
    return FieldRule(question.name, _MEASURED[question.kind], unit=unit)


def _spelled(value: Any) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _bounds(question: FindingQuestion) -> Any:
    least = Amount(question.least)
    if question.most is None:
        return phrase("Bitte eine Zahl ab {least} eintragen.", least=least)
    most = Amount(question.most)
    return phrase("Bitte eine Zahl von {least} bis {most} eintragen.", least=least, most=most)


def _options(question: FindingQuestion) -> tuple[Option, ...]:
    options = [
        Option(each.answer, f"{each.answer} – {_(each.title)}" if _counts(each) else _(each.title))
        for each in question.options
    ]
    if question.kind is FindingKind.LEVEL:
        options.append(Option(NOT_RELEVANT, _("nicht relevant")))
    return (UNCHOSEN, *options)


def _counts(option: FindingOption) -> bool:
    """Whether people name the answer by its number (levels, technology readiness)."""
    return option.answer.isdecimal()


def _levels() -> tuple[Option, ...]:
    digits = [level.value for level in Level if level is not Level.NOT_RELEVANT]
    return tuple(Option(digit, digit) for digit in digits)
