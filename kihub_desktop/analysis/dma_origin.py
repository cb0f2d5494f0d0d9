"""Where the points of the EU-DMA come from: dimensions, questions, and the rows of each."""

from __future__ import annotations

from collections.abc import Iterator

from kihub_desktop.analysis.dma import (
    Answers,
    DimensionPoints,
    DmaResult,
    QuestionScore,
    is_pooled,
    item_points,
)
from kihub_desktop.analysis.explanation import Node, NodeKind
from kihub_desktop.domain.dma import (
    ANSWER_WORDS,
    AnswerType,
    DmaCatalogue,
    DmaDimension,
    DmaItem,
    DmaQuestion,
    ScoringProfile,
    item_id,
)
from kihub_desktop.domain.phrases import Amount, Phrase, Value, phrase

_OPEN = phrase("offen")


def dma_origin(
    result: DmaResult, given: Answers, catalogue: DmaCatalogue, profile: ScoringProfile
) -> Node:
    """The tree of a result: contributions of the dimensions sum to the total (0–100), those of
    the questions to their dimension (0–100), those of the rows to their question (0–10).

    `answer` of a leaf names its question.
    """
    share = len(result.dimensions)
    found = zip(catalogue.dimensions, result.dimensions, strict=True)
    return Node(
        id="dma",
        kind=NodeKind.COMPONENT,
        label=phrase("EU-DMA"),
        value=_OPEN if result.total is None else Amount(result.total, 1),
        text=phrase("Mittel der sechs Dimensionen, alle mit gleichem Gewicht."),
        edition=catalogue.edition,
        children=tuple(
            _dimension(dimension, points, given, profile, share) for dimension, points in found
        ),
    )


def _dimension(
    dimension: DmaDimension,
    points: DimensionPoints,
    given: Answers,
    profile: ScoringProfile,
    share: int,
) -> Node:
    pooled = is_pooled(dimension, profile)
    possible = sum(each.possible for each in points.questions)
    questions = zip(dimension.questions, points.questions, strict=True)
    parts = []
    for question, score in questions:
        weight = score.possible / possible if pooled else 1 / len(points.questions)
        parts.append(_question(question, score, given, profile, weight))
    return Node(
        id=dimension.key,
        kind=NodeKind.COMPONENT,
        label=Phrase(dimension.name),
        value=_OPEN if points.score is None else Amount(points.score, 1),
        contribution=None if points.score is None else points.score / share,
        text=phrase("Punkte aller Fragen durch die möglichen Punkte")
        if pooled
        else phrase("Mittel der Fragen"),
        children=tuple(parts),
    )


def _question(
    question: DmaQuestion,
    score: QuestionScore,
    given: Answers,
    profile: ScoringProfile,
    weight: float,
) -> Node:
    known = score.score is not None
    return Node(
        id=question.key,
        kind=NodeKind.COMPONENT if known else NodeKind.RANGE,
        label=phrase("{n} {question}", n=question.number, question=Phrase(question.text)),
        value=Amount(score.score, 1) if score.score is not None else _OPEN,
        contribution=None if score.score is None else 10 * weight * score.score,
        text=_reading(score),
        answer=question.key,
        children=tuple(_rows(question, score, given, profile)),
    )


def _reading(score: QuestionScore) -> Phrase:
    if score.excluded:
        return phrase("0 von 10 Punkten: Daten werden nicht digital erfasst")
    if score.score is None:
        return phrase("{n} von {rows} beantwortet", n=score.answered, rows=score.rows)
    return phrase(
        "10 × {points} von {possible} Punkten",
        points=Amount(score.points, 0 if score.points.is_integer() else 1),
        possible=score.possible,
    )


def _rows(
    question: DmaQuestion, score: QuestionScore, given: Answers, profile: ScoringProfile
) -> Iterator[Node]:
    for item in question.items:
        value = given.get(item_id(question, item))
        points = 0.0
        if not score.excluded:
            points = float(10 * item_points(question, item, value, profile) / score.possible)
        yield Node(
            id=item_id(question, item),
            kind=NodeKind.MISSING if value is None else NodeKind.ANSWER,
            label=Phrase(item.text),
            value=_OPEN if value is None else _answer(question, item, value),
            contribution=None if value is None else points,
            answer=question.key,
        )


def _answer(question: DmaQuestion, item: DmaItem, value: int) -> Value:
    if question.type is AnswerType.SCALE:
        return Amount(value)
    kind = AnswerType.TICKS if item.negative else question.type
    return ANSWER_WORDS[kind][value]
