"""What is in question and what the versions say, in words a colleague understands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from kihub_desktop.catalogues.criteria import current_criteria
from kihub_desktop.catalogues.findings import current_findings
from kihub_desktop.catalogues.industries import label_of
from kihub_desktop.composition import Services
from kihub_desktop.domain.fields import FieldRule, Holds, Record, kind_named, kind_of, rules_of
from kihub_desktop.domain.findings import FindingQuestion
from kihub_desktop.domain.phrases import Amount, Joined, Value, phrase
from kihub_desktop.domain.records import (
    Answer,
    Assessment,
    CashLine,
    Company,
    Condition,
    DataSource,
    Finding,
    Process,
    Rating,
    SourceLink,
    UseCase,
    Vote,
)
from kihub_desktop.domain.words import word
from kihub_desktop.services.conflicts import Conflict
from kihub_desktop.services.records import RecordService

NOTHING = phrase("keine Angabe")
NAMELESS = phrase("(ohne Namen)")
_YEAR = rules_of(Company)["founded"]
_DIGITS = 6


class ConflictWords:
    """Words the conflicts of one workspace."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._own_names: dict[type[Record], Callable[[Any], Value]] = {
            Answer: self._question,
            Assessment: lambda record: word(record.stage) if record.stage else "",
            Finding: self._finding,
            Rating: self._rating,
            SourceLink: lambda record: self._linked(record.company, record.source),
            Vote: lambda record: record.participant or "",
            Condition: lambda record: record.family or "",
        }

    def record(self, conflict: Conflict) -> Record | None:
        """The record in question as it is shown now."""
        kind = kind_named(conflict.kind)
        if kind is None:
            return None
        service = RecordService(self._services.workspace, kind.record_type)
        return service.get(conflict.company, conflict.record)

    def subject(self, conflict: Conflict) -> Value:
        """„Göltzschtal Präzision GmbH · Prozess „Instandhaltung““."""
        parts: list[Value] = [conflict.company_name or NAMELESS]
        record = self.record(conflict)
        use_case = getattr(record, "use_case", None)
        if use_case is not None and record is not None:
            parts.append(_named(phrase("Anwendungsfall"), self._linked(record.company, use_case)))
        kind = kind_named(conflict.kind)
        if kind is not None and kind.record_type is not Company:
            parts.append(_named(phrase(kind.label), self._own_name(conflict, record)))
        return Joined(tuple(parts), " · ")

    def field(self, conflict: Conflict) -> Value:
        """The label of the field; nothing for a deletion."""
        return phrase(conflict.rule.label) if conflict.rule is not None else ""

    def value(self, conflict: Conflict, value: object) -> Value:
        """A value of the conflict's field."""
        rule = conflict.rule
        if value is None or value == "" or rule is None:
            return NOTHING
        if isinstance(value, UUID):
            return self._linked(conflict.company, value) or NOTHING
        if isinstance(value, Decimal | int) and not isinstance(value, bool):
            return self._number(conflict, rule, Decimal(value))
        if isinstance(value, str) and not isinstance(value, StrEnum):
            return self._text(conflict, value)
        return _plain(value)

    # -- names -----------------------------------------------------------------------------

    def _own_name(self, conflict: Conflict, record: Record | None) -> Value:
        naming = self._own_names.get(type(record)) if record is not None else None
        return conflict.record_name if naming is None else naming(record)

    def _question(self, answer: Answer) -> Value:
        try:
            question = self._services.questionnaire.question(answer.question or "")
        except KeyError:
            return answer.question or ""
        return Joined((question.id, phrase(question.indicator)), " ")

    def _finding(self, finding: Finding) -> Value:
        question = self._finding_question(finding)
        return phrase(question.name) if question is not None else finding.key or ""

    def _rating(self, rating: Rating) -> Value:
        try:
            name: Value = phrase(current_criteria().criterion(rating.criterion or "").name)
        except KeyError:
            name = rating.criterion or ""
        return Joined((name, rating.person), ", ") if rating.person else name

    def _linked(self, company: UUID, identifier: UUID | None) -> Value:
        """The name of another record that a field leads to."""
        if identifier is None:
            return ""
        for kind in (UseCase, Process, DataSource, Assessment):
            found: Any = RecordService(self._services.workspace, kind).get(company, identifier)
            if isinstance(found, Assessment):
                return word(found.stage) if found.stage else ""
            if found is not None:
                return str(getattr(found, "title", None) or getattr(found, "name", None) or "")
        return ""

    # -- values ----------------------------------------------------------------------------

    def _number(self, conflict: Conflict, rule: FieldRule, value: Decimal) -> Value:
        if rule is _YEAR:
            return str(value)
        unit = rule.unit
        if not unit and conflict.kind == kind_of(CashLine).name:
            unit = self._unit_of_line(conflict)
        digits = _digits(value)
        if rule.holds is Holds.MONEY and digits:
            digits = max(2, digits)
        return Amount(value, digits, unit)

    def _unit_of_line(self, conflict: Conflict) -> str:
        record = self.record(conflict)
        estimates = {"pessimistic", "likely", "optimistic"}
        if not isinstance(record, CashLine) or conflict.field not in estimates:
            return ""
        return record.unit or ""

    def _text(self, conflict: Conflict, value: str) -> Value:
        if (conflict.kind, conflict.field) == (kind_of(Company).name, "industry"):
            return label_of(value) or value
        if (conflict.kind, conflict.field) == (kind_of(Finding).name, "value"):
            return self._answer(conflict, value)
        return value

    def _answer(self, conflict: Conflict, value: str) -> Value:
        """The anchored answer or the number behind the value of a finding."""
        record = self.record(conflict)
        question = self._finding_question(record) if isinstance(record, Finding) else None
        option = None if question is None else question.option(value)
        if option is not None:
            return phrase(option.title)
        if question is None or not question.unit:
            return value
        number = Decimal(value)
        return Amount(number, _digits(number), question.unit)

    def _finding_question(self, finding: Finding) -> FindingQuestion | None:
        found = None
        if finding.use_case is not None:
            found = self._services.use_cases.get(finding.company, finding.use_case)
        if found is None or found.archetype is None:
            return None
        try:
            return current_findings().question(found.archetype, finding.key or "")
        except KeyError:
            return None


def _named(label: Value, name: Value) -> Value:
    return Joined((label, phrase("„{name}“", name=name)), " ") if name else label


def _plain(value: object) -> Value:
    """A choice, a flag or a day."""
    if isinstance(value, StrEnum):
        said = word(value)
        return Joined((value.value, said), " – ") if value.value.isdigit() else said
    if isinstance(value, bool):
        return phrase("ja") if value else phrase("nein")
    return value if isinstance(value, date) else str(value)


def _digits(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return min(_DIGITS, max(0, -exponent)) if isinstance(exponent, int) else 0
