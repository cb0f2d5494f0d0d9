"""Readiness: the worked example W14 and what holds for every set of answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kihub_desktop.analysis.explanation import NodeKind
from kihub_desktop.analysis.readiness import (
    BandQuality,
    Readiness,
    Visibility,
    assess_readiness,
)
from kihub_desktop.analysis.readiness_inputs import IndicatorAnswer, ReadinessInput
from kihub_desktop.analysis.readiness_stages import compare_stages
from kihub_desktop.analysis.readiness_targets import rank_gaps, target_levels, target_profile
from kihub_desktop.analysis.readiness_words import gap_text, readiness_tree, stage_text, total_text
from kihub_desktop.texts import render
from tests.unit.analysis.verdict_cases import B0, ENGINE, METHOD, judged, vary

OPEN, NOT_RELEVANT = IndicatorAnswer(), IndicatorAnswer(not_relevant=True, reason="entfällt")
W14_LEVELS: dict[int, tuple[tuple[int | IndicatorAnswer, ...], int]] = {
    1: ((3, 4, 2, 2, 3, 3), 1),
    2: ((3, 2, 3, 3, 2, 2), 2),
    3: ((2, 2, 2, 1, 2, 1), 1),
    4: ((3, 3, 3, 2, 2, 3), 2),
    5: ((2, 3, 2, 3, 2, 3), 1),
    6: ((3, 3, 2, 2, 3, OPEN), 1),
    7: ((2, 2, 3, 1, 2, NOT_RELEVANT), 3),
}


def _answers(
    levels: dict[int, tuple[tuple[int | IndicatorAnswer, ...], int]],
) -> dict[str, IndicatorAnswer]:
    return {
        f"D{number}.{index}": entry
        if isinstance(entry, IndicatorAnswer)
        else IndicatorAnswer(entry, evidence=evidence, answer_id=f"{number}.{index}")
        for number, (entries, evidence) in levels.items()
        for index, entry in enumerate(entries, 1)
    }


W14 = ReadinessInput(_answers(W14_LEVELS))


def test_that_w14_has_these_points_and_bands() -> None:
    result = assess_readiness(W14, METHOD)
    points = [round(score.point or 0, 3) for score in result.dimensions]
    assert points == [2.833, 2.5, 1.667, 2.667, 2.5, 2.6, 2.0]
    bands = [
        (round(score.band.low, 3), round(score.band.high, 3))
        for score in result.dimensions
        if score.band
    ]
    assert bands == [
        (1.833, 3.833),
        (2.0, 3.0),
        (0.667, 2.667),
        (2.167, 3.167),
        (1.5, 3.5),
        (1.333, 3.833),
        (1.75, 2.25),
    ]
    assert (result.answered, result.relevant) == (40, 41)


def test_that_w14_has_this_total_and_level() -> None:
    result = assess_readiness(W14, METHOD)
    assert round(result.total or 0, 4) == 2.3952
    assert render(total_text(result)) == "2,4 (1,6–3,2)"
    assert result.stage is not None
    assert (result.stage.level, result.stage.name) == (2, "Begonnen")
    assert result.stage.limited_by == ()


def test_that_w14_poor_records_limit_the_name_but_not_the_total() -> None:
    fours = {
        code: replace(answer, level=4.0) if answer.level is not None else answer
        for code, answer in W14.answers.items()
        if code[1] != "3"
    }
    better = ReadinessInput({**W14.answers, **fours})
    before, after = (assess_readiness(entry, METHOD) for entry in (W14, better))
    assert (after.total or 0) > (before.total or 0)
    assert after.stage is not None
    assert (after.stage.level, after.stage.limited_by) == (2, (3,))
    text = stage_text(after, METHOD)
    assert text is not None
    assert "Daten begrenzen die Stufe auf 2" in render(text)


def _complete(level: float, **others: IndicatorAnswer) -> ReadinessInput:
    answers = {
        row.id: IndicatorAnswer(level, evidence=2, answer_id=row.id) for row in METHOD.indicators
    }
    answers.update({code.replace("_", "."): answer for code, answer in others.items()})
    return ReadinessInput(answers)


def test_that_three_exclusions_make_a_dimension_unratable() -> None:
    given_answers = _complete(3, D2_1=NOT_RELEVANT, D2_2=NOT_RELEVANT, D2_3=NOT_RELEVANT)
    score = assess_readiness(given_answers, METHOD).dimension(2)
    assert score.visibility == Visibility.NOT_RATABLE
    two = assess_readiness(_complete(3, D2_1=NOT_RELEVANT, D2_2=NOT_RELEVANT), METHOD)
    assert two.dimension(2).is_shown


def test_that_seven_tenths_of_the_answers_show_a_point() -> None:
    # 70 % of six is 4,2: five answers are needed, of four relevant ones three.
    assert assess_readiness(_complete(3, D2_1=OPEN), METHOD).dimension(2).is_shown
    few = _complete(3, D2_1=OPEN, D2_2=OPEN)
    assert assess_readiness(few, METHOD).dimension(2).visibility == Visibility.TOO_FEW
    four = _complete(3, D2_1=NOT_RELEVANT, D2_2=NOT_RELEVANT, D2_3=OPEN)
    assert assess_readiness(four, METHOD).dimension(2).is_shown


def test_that_too_few_answers_show_no_total() -> None:
    few = ReadinessInput(dict(list(W14.answers.items())[:20]))
    result = assess_readiness(few, METHOD)
    assert result.total is None
    assert result.stage is None
    assert render(total_text(result)) == "20 von 42 beantwortet – Gesamtwert ab 70\u00a0%"


def test_that_a_total_needs_five_dimensions() -> None:
    out = {f"D{number}_{index}": NOT_RELEVANT for number in (5, 6) for index in (1, 2, 3)}
    assert assess_readiness(_complete(3, **out), METHOD).total == 3.0
    out |= {f"D7_{index}": NOT_RELEVANT for index in (1, 2, 3)}
    result = assess_readiness(_complete(3, **out), METHOD)
    assert result.total is None
    assert result.missing == (5, 6, 7)


def test_that_nothing_answered_is_nothing_shown() -> None:
    result = assess_readiness(ReadinessInput({}), METHOD)
    assert result.missing == (1, 2, 3, 4, 5, 6, 7)
    assert result.band is not None
    assert (result.band.low, result.band.high) == (0.0, 5.0)


@pytest.mark.parametrize(
    ("evidence", "quality"),
    [(0, BandQuality.LOW), (1, BandQuality.MEDIUM), (2, BandQuality.HIGH), (3, BandQuality.HIGH)],
)
def test_that_evidence_decides_the_quality_of_a_band(evidence: int, quality: BandQuality) -> None:
    answers = {row.id: IndicatorAnswer(3, evidence=evidence) for row in METHOD.indicators}
    result = assess_readiness(ReadinessInput(answers), METHOD)
    assert {score.quality for score in result.dimensions} == {quality}


def test_that_the_top_level_needs_almost_five_everywhere() -> None:
    top = assess_readiness(_complete(5), METHOD).stage
    assert top is not None
    assert (top.level, top.name) == (5, "Führend")
    four = assess_readiness(_complete(4), METHOD).stage
    assert four is not None
    assert four.level == 4


def _random_answers(rng: Random) -> dict[str, IndicatorAnswer]:
    mean = rng.uniform(0, 5)
    answers = {}
    for row in METHOD.indicators:
        chance = rng.random()
        if chance < 0.05:
            answers[row.id] = NOT_RELEVANT
        elif chance > 0.1:
            level = min(5.0, max(0.0, round(rng.gauss(mean, 1))))
            answers[row.id] = IndicatorAnswer(level, evidence=rng.randrange(4))
    return answers


def _steps(result: Readiness) -> list[float]:
    figures = [result.total or 0, result.stage.level if result.stage else 0]
    for score in result.dimensions:
        figures.append(score.point or 0)
        if score.band:
            figures += [score.band.low, score.band.high]
    return figures


@given(seed=st.integers(min_value=0, max_value=10**9))
@settings(max_examples=400, deadline=None)
def test_that_a_higher_level_lowers_nothing(seed: int) -> None:
    rng = Random(seed)
    answers = _random_answers(rng)
    code = rng.choice([code for code, answer in answers.items() if answer.level is not None])
    level = min(5.0, (answers[code].level or 0) + rng.choice((0.5, 1, 2)))
    better = {**answers, code: replace(answers[code], level=level)}
    before, after = (assess_readiness(ReadinessInput(entry), METHOD) for entry in (answers, better))
    assert all(new >= old - 1e-12 for old, new in zip(_steps(before), _steps(after), strict=True))


@given(seed=st.integers(min_value=0, max_value=10**9))
@settings(max_examples=400, deadline=None)
def test_that_better_evidence_or_one_more_answer_never_widens_a_band(seed: int) -> None:
    rng = Random(seed)
    answers = _random_answers(rng)
    code = rng.choice(METHOD.indicators).id
    answer = answers.get(code, OPEN)
    if answer.is_open:
        better = IndicatorAnswer(float(rng.randrange(6)), evidence=rng.randrange(4))
    else:
        better = replace(answer, evidence=min(3, answer.evidence + 1))
    before = assess_readiness(ReadinessInput(answers), METHOD)
    after = assess_readiness(ReadinessInput({**answers, code: better}), METHOD)
    for old, new in zip(before.dimensions, after.dimensions, strict=True):
        if old.band and new.band:
            assert old.band.low <= new.band.low + 1e-12
            assert new.band.high <= old.band.high + 1e-12


def test_that_a_change_counts_only_if_the_bands_do_not_overlap() -> None:
    low, near, far = (assess_readiness(_complete(level), METHOD) for level in (1, 2, 4))
    assert [change.is_certain for change in compare_stages(low, far)] == [True] * 7
    assert [change.is_certain for change in compare_stages(low, near)] == [False] * 7
    assert [change.difference for change in compare_stages(low, near)] == [1.0] * 7


def test_that_the_target_without_a_planned_case_is_three_in_the_chain() -> None:
    profile = target_profile(target_levels((), METHOD), METHOD)
    assert profile == {1: 3.0, 2: 2.0, 3: 3.0, 4: 3.0, 5: 2.0, 6: 2.0, 7: 2.0}


def test_that_the_target_is_the_highest_soft_level_of_the_planned_cases() -> None:
    targets = target_levels((B0,), METHOD)
    assert targets["D4.1"] == 3
    assert targets["D3.1"] == 4
    assert targets["D1.1"] == 2
    assert targets["D7.6"] == 2


def test_that_the_gap_that_lifts_the_outcome_comes_first() -> None:
    answers = {**B0.indicators, "D3.6": IndicatorAnswer(1.0), "D2.3": IndicatorAnswer(1.0)}
    case = vary(indicators={"D3.6": IndicatorAnswer(1.0), "D2.3": IndicatorAnswer(1.0)})
    gaps = rank_gaps(ReadinessInput(answers), (case,), ENGINE)
    assert gaps[0].indicator == "D3.6"
    assert gaps[0].outcome_steps == 1
    assert gaps[0].conditions_removed == 1
    assert gaps[0].outcomes == (("b0", 2, 3),)
    assert render(gap_text(gaps[0], {"b0": "Wartung"})) == "bringt: Wartung wird machbar"
    assert "D2.3" in [gap.indicator for gap in gaps]
    assert len(gaps) <= 7


def test_that_gaps_without_a_planned_case_are_ordered_by_size() -> None:
    answers = _complete(3, D1_2=IndicatorAnswer(1.0), D1_1=IndicatorAnswer(2.0))
    gaps = rank_gaps(answers, (), ENGINE)
    assert [gap.indicator for gap in gaps] == ["D1.2", "D1.1"]


def test_that_the_readiness_is_explained_down_to_the_answers() -> None:
    result = assess_readiness(W14, METHOD)
    tree = readiness_tree(result, W14, METHOD)
    leaves = [node for node in tree.walk() if not node.children]
    assert len(leaves) == 42
    assert sum(node.kind == NodeKind.MISSING for node in leaves) == 1
    for score, node in zip(result.dimensions, tree.children, strict=True):
        total = sum(child.contribution or 0 for child in node.children)
        assert abs(total - (score.point or 0)) < 1e-9


def test_that_recommendations_and_exceptions_have_no_effect() -> None:
    verdict = judged(vary(indicators={"D1.1": 1, "D4.4": NOT_RELEVANT}))
    assert verdict.today == date(2026, 11, 23)
    assert verdict.outcome == 3
    assert "D1.1" in [entry.indicator for entry in verdict.recommendations]
    assert [render(entry) for entry in verdict.exceptions] == [
        "D4.4 IT/OT-Sicherheit, Segmentierung, Backup"
    ]
