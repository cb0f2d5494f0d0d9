"""What the page of the data quick test shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from kihub_desktop.domain.phrases import Amount, Joined, Phrase, Value, phrase, plural_phrase
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.use_case_choice import UseCaseChoice

if TYPE_CHECKING:
    from kihub_desktop.services.attached_samples import AttachedSample

if TYPE_CHECKING:  # numpy loads with the first result, not with the page
    from kihub_desktop.analysis.data_check.check import DataCheck
    from kihub_desktop.analysis.data_check.learning import Learning
    from kihub_desktop.analysis.data_check.result import ColumnProfile, Finding, TableProfile


@dataclass(frozen=True)
class ColumnLine:
    """One column of the table; `marked` is the conspicuous stretch of its course."""

    name: str
    note: Value
    course: tuple[float | None, ...]
    marked: tuple[int, int] | None
    missing: Value
    finding: Value
    more: int
    tone: Tone
    told: Value


@dataclass(frozen=True)
class GradeLine:
    """`points` 0–100, None where the sample cannot tell."""

    name: Phrase
    points: float | None
    why: Value


@dataclass(frozen=True)
class Choice:
    id: UUID
    name: str


@dataclass(frozen=True)
class ResultView:
    """A result in words; `learning` is None as long as no target is chosen."""

    headline: Phrase
    sentence: Phrase
    tone: Tone
    readiness: Value
    columns: tuple[ColumnLine, ...]
    left_out: Value
    table_findings: tuple[Value, ...]
    grades: tuple[GradeLine, ...]
    steps: tuple[Value, ...]
    targets: tuple[str, ...]
    target: str
    excluded: tuple[str, ...]
    group: str
    usable: tuple[str, ...]
    learning: Learning | None
    split: Value
    growth: Value
    useful: tuple[tuple[str, float], ...]
    personal: tuple[str, ...]


@dataclass(frozen=True)
class Failure:
    """Why there is no result; `detail` is for whoever is asked for help."""

    text: Phrase
    detail: str = ""


@dataclass(frozen=True)
class SampleView:
    """Whether the rows were kept with the test, and what can be done with them here."""

    told: Value = ""
    attached: bool = False
    is_here: bool = False


@dataclass(frozen=True)
class DataCheckState:
    """`missing` without a company. `at_hand` is False for a recorded test whose file is not."""

    missing: Phrase | None = None
    subtitle: Value = ""
    result: ResultView | None = None
    at_hand: bool = False
    busy: bool = False
    tables: tuple[str, ...] = ()
    table: str = ""
    tests: tuple[Choice, ...] = ()
    test: UUID | None = None
    failure: Failure | None = None
    use_cases: tuple[UseCaseChoice, ...] = ()
    use_case: UUID | None = None
    sources: tuple[Choice, ...] = ()
    source: UUID | None = None
    adopted: Value = ""
    sample: SampleView = SampleView()


class DataCheckView(Protocol):
    def show_state(self, state: DataCheckState) -> None: ...


def view_of_result(found: DataCheck) -> ResultView:
    """The result as the page words it."""
    from kihub_desktop.analysis.data_check.check import growth, headline, next_steps, sentence

    profile, learning = found.profile, found.learning
    hidden = profile.columns_total - len(profile.columns)
    return ResultView(
        headline=headline(found),
        sentence=sentence(found),
        tone=_tone_of(found),
        readiness=phrase("Datenreife {level}", level=profile.readiness.value),
        columns=tuple(_line(each, profile) for each in profile.columns),
        left_out=plural_phrase(
            "{n} weitere Spalte ist nicht aufgeführt.",
            "{n} weitere Spalten sind nicht aufgeführt.",
            hidden,
        )
        if hidden > 0
        else "",
        table_findings=tuple(_told(each) for each in profile.findings if not _is_of_column(each)),
        grades=tuple(
            GradeLine(_GRADES[each.quality.value], each.points, Joined(each.reasons, "; "))
            for each in profile.grades
        ),
        steps=next_steps(found),
        targets=found.possible_targets,
        target=found.question.target,
        excluded=found.question.excluded,
        group=found.question.group,
        usable=tuple(each.name for each in profile.columns if each.name not in profile.personal),
        learning=learning,
        split=_split(learning) if learning else "",
        growth=(growth(learning) if learning else None) or "",
        useful=learning.columns[:5] if learning else (),
        personal=profile.personal,
    )


def sample_view(found: AttachedSample | None) -> SampleView:
    """What is said of the rows that were kept on purpose."""
    if found is None:
        return SampleView()
    size = Amount(found.size / 1_000_000, 1, "MB")
    told = (
        phrase("Beigelegt: {size}, verschlüsselt auf diesem Rechner.", size=size)
        if found.is_here
        else phrase("Beigelegt ({size}), aber nicht auf diesem Rechner.", size=size)
    )
    return SampleView(told, attached=True, is_here=found.is_here)


def subtitle_of(found: DataCheck, seconds: float | None) -> Value:
    """„spindel.csv · 118.400 Zeilen × 21 Spalten · …“."""
    profile = found.profile
    origin = profile.origin
    parts: list[Value] = [
        origin.name,
        phrase(
            "{rows} Zeilen × {columns} Spalten",
            rows=Amount(origin.rows_total),
            columns=Amount(profile.columns_total),
        ),
    ]
    if not origin.is_whole:
        parts.append(
            phrase(
                "davon {rows} Zeilen in {blocks} Stücken gelesen",
                rows=Amount(origin.rows_read),
                blocks=Amount(origin.blocks),
            )
        )
    if seconds is not None:
        parts.append(phrase("geprüft in {seconds}", seconds=Amount(seconds, 1, "s")))
    parts.append(phrase("die Rohdaten bleiben beim Kunden"))
    return Joined(tuple(parts), " · ")


def _tone_of(found: DataCheck) -> Tone:
    from kihub_desktop.analysis.data_check.learning import Learnable

    if found.learning is None:
        flawed = found.question.target or any(
            each.severity.value == "grave" for each in found.profile.all_findings()
        )
        return Tone.WARN if flawed else Tone.GOOD
    return {
        Learnable.CLEARLY: Tone.GOOD,
        Learnable.WEAKLY: Tone.WARN,
        Learnable.UNCERTAIN: Tone.WARN,
        Learnable.NOT: Tone.BAD,
        Learnable.TOO_LITTLE: Tone.NEUTRAL,
    }[found.learning.verdict]


def _split(learning: Learning) -> Phrase:
    return {
        "time": phrase("zeitlich getrennt geprüft"),
        "groups": phrase("nach „{name}“ getrennt geprüft", name=learning.group_column),
        "random": phrase("zufällig getrennt geprüft"),
    }[learning.split.value]


def _line(column: ColumnProfile, profile: TableProfile) -> ColumnLine:
    asking = [each for each in column.findings if each.severity.value != "fact"]
    first = asking[0] if asking else None
    grave = first is not None and first.severity.value == "grave"
    tone = Tone.BAD if grave else Tone.WARN if first else Tone.GOOD
    return ColumnLine(
        name=column.name,
        note=_kind(column),
        course=column.course,
        marked=_marked(column, asking, profile),
        missing=Amount(100 * column.missing_share, 1 if 0 < column.missing_share < 0.1 else 0, "%"),
        finding=first.text if first else phrase("unauffällig"),
        more=max(0, len(asking) - 1),
        tone=tone,
        told=Joined(tuple(_told(each) for each in asking), "\n") if asking else "",
    )


def _told(finding: Finding) -> Value:
    return finding.text if finding.advice is None else Joined((finding.text, finding.advice), ": ")


def _is_of_column(finding: Finding) -> bool:
    return len(finding.columns) == 1 and finding.severity.value == "fact"


def _kind(column: ColumnProfile) -> Value:
    kind = _KINDS[column.kind.value]
    if column.unit:
        return Joined((kind, column.unit), " · ")
    if column.kind.value in {"category", "flag", "text"}:
        return Joined((kind, plural_phrase("{n} Wert", "{n} Werte", column.distinct)), " · ")
    return kind


def _marked(
    column: ColumnProfile, findings: Sequence[Finding], profile: TableProfile
) -> tuple[int, int] | None:
    """The stretch of a gap or standstill, or the place of a jump, in points of the course."""
    time, count = profile.time, len(column.course)
    if count < 2:
        return None
    for each in findings:
        if each.start is not None and time is not None and time.end > time.start:
            first = _place(each.start, time.start, time.end, count)
            last = _place(each.end, time.start, time.end, count) if each.end else first + 1
            return first, min(count - 1, max(first + 1, last))
    empty = [place for place, value in enumerate(column.course) if value is None]
    return (empty[0], empty[-1]) if empty and empty[-1] - empty[0] < count // 3 else None


def _place(moment: datetime, start: datetime, end: datetime, count: int) -> int:
    share = (moment - start).total_seconds() / (end - start).total_seconds()
    return min(count - 1, max(0, round(share * (count - 1))))


_KINDS = {
    "number": phrase("Zahl"),
    "time": phrase("Datum und Uhrzeit"),
    "category": phrase("Kategorie"),
    "flag": phrase("Ja/Nein"),
    "text": phrase("Text"),
    "empty": phrase("leer"),
}
_GRADES = {
    "completeness": phrase("Vollständigkeit"),
    "accuracy": phrase("Genauigkeit"),
    "consistency": phrase("Konsistenz"),
    "timeliness": phrase("Aktualität"),
    "accessibility": phrase("Zugänglichkeit"),
    "traceability": phrase("Nachvollziehbarkeit"),
    "representativeness": phrase("Repräsentativität"),
    "labels": phrase("Labels vorhanden"),
}
