"""The sentences and the explanation tree of the readiness (method.md 1 and 11)."""

from __future__ import annotations

from collections.abc import Mapping

from kihub_desktop.analysis.explanation import Node, NodeKind
from kihub_desktop.analysis.readiness import BandQuality, DimensionScore, Readiness, Visibility
from kihub_desktop.analysis.readiness_inputs import IndicatorAnswer, ReadinessInput
from kihub_desktop.analysis.readiness_targets import Gap
from kihub_desktop.analysis.verdict.wording import OUTCOME_NAMES
from kihub_desktop.domain.method import Indicator, Method
from kihub_desktop.domain.phrases import Amount, Joined, Phrase, Value, phrase, plural_phrase

QUALITY_NAMES = {
    BandQuality.HIGH: phrase("hoch"),
    BandQuality.MEDIUM: phrase("mittel"),
    BandQuality.LOW: phrase("gering"),
}
BAND_NOTE = phrase("Das Vertrauensband ist eine Grenze, kein 95-%-Intervall.")


def visibility_text(score: DimensionScore) -> Phrase | None:
    """Why a dimension shows no point; None if it does."""
    if score.visibility == Visibility.SHOWN:
        return None
    if score.visibility == Visibility.NOT_RATABLE:
        return phrase("nicht bewertbar")
    return phrase("noch zu wenig Antworten")


def total_text(result: Readiness) -> Phrase:
    """The total with its band, or why there is none yet."""
    if result.total is None or result.band is None:
        return phrase(
            "{answered} von {relevant} beantwortet – Gesamtwert ab {share}",
            answered=result.answered,
            relevant=result.relevant,
            share=Amount(70, 0, "%"),
        )
    return phrase(
        "{total} ({low}–{high})",
        total=Amount(result.total, 1),
        low=Amount(result.band.low, 1),
        high=Amount(result.band.high, 1),
    )


def stage_text(result: Readiness, method: Method) -> Phrase | None:
    """The name of the level and what limits it; None if there is no level."""
    stage = result.stage
    if stage is None:
        return None
    if not stage.limited_by:
        return phrase("Stufe {level} {name}", level=stage.level, name=Phrase(stage.name))
    names: tuple[Value, ...] = tuple(
        Phrase(dimension.name)
        for dimension in method.dimensions
        if dimension.number in stage.limited_by
    )
    return phrase(
        "Stufe {level} {name}: {dimensions} begrenzen die Stufe auf {level}",
        level=stage.level,
        name=Phrase(stage.name),
        dimensions=Joined(names),
    )


def gap_text(gap: Gap, names: Mapping[str, str]) -> Phrase:
    """What closing a gap brings; `names` are the use cases by id."""
    if gap.outcomes:
        case, _, reached = gap.outcomes[0]
        return phrase(
            "bringt: {case} wird {outcome}",
            case=names.get(case, case),
            outcome=OUTCOME_NAMES[reached],
        )
    if gap.conditions_removed > 0:
        return plural_phrase(
            "bringt: {n} Auflage weniger",
            "bringt: {n} Auflagen weniger",
            n=gap.conditions_removed,
        )
    if gap.points > 0:
        return phrase("bringt: {points} Punkte", points=Amount(gap.points, 1, signed=True))
    return phrase("bringt: Stufe {level} für künftige Vorhaben", level=gap.target)


def readiness_tree(result: Readiness, given: ReadinessInput, method: Method) -> Node:
    """The readiness down to the answers; a shown dimension's children sum to its point."""
    return Node(
        id="readiness",
        kind=NodeKind.COMPONENT if result.total is not None else NodeKind.RANGE,
        label=phrase("Reifegrad"),
        value=total_text(result),
        text=stage_text(result, method) or BAND_NOTE,
        rule="1",
        edition=method.edition,
        children=tuple(_dimension(score, given, method) for score in result.dimensions),
    )


def _dimension(score: DimensionScore, given: ReadinessInput, method: Method) -> Node:
    rows = [row for row in method.indicators if row.dimension == score.dimension.number]
    total = sum(row.weight for row in rows if given.answer(row.id).level is not None)
    return Node(
        id=f"D{score.dimension.number}",
        kind=NodeKind.COMPONENT if score.is_shown else NodeKind.RANGE,
        label=Phrase(score.dimension.name),
        value=Amount(score.point, 1)
        if score.is_shown and score.point is not None
        else _band(score),
        weight=score.dimension.weight,
        text=visibility_text(score),
        rule="1",
        edition=method.edition,
        children=tuple(_answer(row, given.answer(row.id), total, method) for row in rows),
    )


def _band(score: DimensionScore) -> Value | None:
    if score.band is None:
        return None
    return phrase(
        "{low} bis {high}", low=Amount(score.band.low, 1), high=Amount(score.band.high, 1)
    )


def _answer(row: Indicator, answer: IndicatorAnswer, total: float, method: Method) -> Node:
    value: Value | None = None
    text = None
    contribution = None
    if answer.not_relevant:
        text = phrase("nicht relevant")
    elif answer.level is None:
        text = phrase("offen: {low} bis {high}", low=0, high=5)
    else:
        digits = 0 if float(answer.level).is_integer() else 1
        value = phrase("Stufe {level}", level=Amount(answer.level, digits))
        contribution = row.weight * answer.level / total
    return Node(
        id=row.id,
        kind=NodeKind.MISSING if answer.is_open else NodeKind.ANSWER,
        label=phrase("{indicator} {name}", indicator=row.id, name=Phrase(row.name)),
        value=value,
        weight=row.weight,
        contribution=contribution,
        text=text,
        evidence=answer.evidence,
        answer=answer.answer_id or None,
        rule=row.id,
        edition=method.edition,
    )
