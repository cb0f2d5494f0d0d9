"""The EU-DMA against the digits of domain.md 1.2, and what must hold for any answers."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kihub_desktop.analysis.dma import DmaResult, assess_dma, band_of, compare_dma
from kihub_desktop.analysis.dma_origin import dma_origin
from kihub_desktop.analysis.explanation import NodeKind
from kihub_desktop.catalogues.dma import current_dma
from kihub_desktop.domain.dma import item_id
from kihub_desktop.domain.phrases import Amount
from kihub_desktop.texts import render

DMA = current_dma()
ROWS = {item_id(question, item): (question, item) for question, item in DMA.items()}
NEGATIVE = "Q7.not_collected_digitally"
KEYS = [profile.key for profile in DMA.profiles]


def _filled(question: str, values: list[int]) -> dict[str, int]:
    rows = [key for key in ROWS if key.startswith(f"{question}.") and key != NEGATIVE]
    return dict(zip(rows, values + [0] * (len(rows) - len(values)), strict=True))


def oracle() -> dict[str, int]:
    """The company of domain.md 1.2: every row is answered."""
    return {
        **_filled("Q1", [3, 3, 3, 2, 2, 2, 1]),
        **_filled("Q2", [1] * 8),
        **_filled("Q3", [1] * 8),
        **_filled("Q4", [5, 4, 2]),
        **_filled("Q5", [1] * 3),
        **_filled("Q6", [1] * 4),
        **_filled("Q7", [1] * 4),
        NEGATIVE: 0,
        **_filled("Q8", [1] * 4),
        **_filled("Q9", [5, 2]),
        **_filled("Q10", [1] * 3),
        **_filled("Q11", [2, 2, 1, 1]),
    }


def _assess(answers: Mapping[str, int], profile: str = KEYS[0]) -> DmaResult:
    return assess_dma(answers, DMA, DMA.profile(profile))


@pytest.mark.parametrize(
    ("profile", "strategy", "data", "total", "band"),
    [
        ("EU-DMA-A-2024", 60, 58.3333, 48.9127, "average"),
        ("EU-DMA-B-2024", 65, 58.3333, 49.7460, "average"),
        ("EU-DMA-C-2024", 72.5, 58.3333, 50.9960, "moderate"),
        ("EU-DMA-A7-2024", 60, 61.9048, 49.5079, "average"),
        ("EU-DMA-B7-2024", 65, 61.9048, 50.3413, "moderate"),
        ("EU-DMA-C7-2024", 72.5, 61.9048, 51.5913, "moderate"),
    ],
)
def test_that_the_published_readings_give_their_digits(
    profile: str, strategy: float, data: float, total: float, band: str
) -> None:
    found = _assess(oracle(), profile)
    assert [each.score for each in found.dimensions] == pytest.approx(
        [strategy, 55.7143, 46.4286, data, 28, 45], abs=5e-5
    )
    assert found.total == pytest.approx(total, abs=5e-5)
    assert found.band is not None
    assert found.band.key == band


def test_that_the_choice_of_the_reading_moves_the_same_answers_over_a_border() -> None:
    usual, third = (_assess(oracle(), key).band for key in ("EU-DMA-A-2024", "EU-DMA-C-2024"))
    assert usual is not None
    assert third is not None
    assert (usual.key, third.key) == ("average", "moderate")


@pytest.mark.parametrize(
    ("total", "band"),
    [
        (0, "basic"),
        (25, "basic"),
        (25.0001, "average"),
        (50, "average"),
        (50.0001, "moderate"),
        (75, "moderate"),
        (75.0001, "advanced"),
        (100, "advanced"),
    ],
)
def test_that_bands_are_tested_before_rounding(total: float, band: str) -> None:
    assert band_of(total, DMA.bands).key == band


def test_that_not_collecting_data_digitally_counts_nothing() -> None:
    found = _assess({**oracle(), NEGATIVE: 1})
    (question, _security) = found.dimensions[3].questions
    assert (question.score, question.excluded) == (0, True)
    assert found.dimensions[3].score == pytest.approx(100 * (0 + 4 / 6) / 2)


def test_that_the_negative_row_alone_answers_its_question() -> None:
    (question, _security) = _assess({NEGATIVE: 1}).dimensions[3].questions
    assert question.score == 0


@pytest.mark.parametrize("row", sorted(ROWS))
def test_that_one_open_row_leaves_the_total_open(row: str) -> None:
    answers = oracle()
    del answers[row]
    found = _assess(answers)
    assert (found.total, found.band) == (None, None)
    assert sum(each.score is None for each in found.dimensions) == 1


def test_that_unknown_rows_and_values_are_refused() -> None:
    with pytest.raises(ValueError, match="no row"):
        _assess({"Q1.none": 1})
    with pytest.raises(ValueError, match="between 0 and 1"):
        _assess({"Q3.website": 2})


def test_that_two_stages_differ_by_dimension_and_in_total() -> None:
    later = {**oracle(), "Q5.training_plan": 1, "Q9.robotics": 5}
    changes = {each.key: each.difference for each in compare_dma(_assess(oracle()), _assess(later))}
    assert changes["M2.5"] == pytest.approx(20)
    assert changes["total"] == pytest.approx(20 / 6)
    assert changes["M2.1"] == 0


def test_that_two_readings_are_never_compared() -> None:
    with pytest.raises(ValueError, match="cannot be compared"):
        compare_dma(_assess(oracle()), _assess(oracle(), KEYS[1]))


ANSWERS = st.fixed_dictionaries(
    {key: st.integers(0, question.type.top) for key, (question, _item) in ROWS.items()}
)
PROFILES = st.sampled_from(KEYS)


@given(ANSWERS, PROFILES)
def test_that_scores_stay_between_0_and_100(answers: dict[str, int], profile: str) -> None:
    found = _assess(answers, profile)
    for score in (found.total, *(each.score for each in found.dimensions)):
        assert score is not None
        assert 0 <= score <= 100


@given(ANSWERS, PROFILES, st.sampled_from(sorted(set(ROWS) - {NEGATIVE})), st.data())
@settings(deadline=None)
def test_that_a_better_answer_never_lowers_the_total(
    answers: dict[str, int], profile: str, row: str, data: st.DataObject
) -> None:
    question, _item = ROWS[row]
    if question.key == "Q1":  # adding a tick, not trading one for the other
        better = answers[row] | data.draw(st.integers(0, 3))
    else:
        better = data.draw(st.integers(answers[row], question.type.top))
    before, after = _assess(answers, profile), _assess({**answers, row: better}, profile)
    assert before.total is not None
    assert after.total is not None
    assert after.total >= before.total


@given(ANSWERS, PROFILES, st.randoms())
def test_that_the_order_of_the_answers_does_not_matter(
    answers: dict[str, int], profile: str, random: Random
) -> None:
    pairs = list(answers.items())
    random.shuffle(pairs)
    assert _assess(dict(pairs), profile) == _assess(answers, profile)


# Where the points come from


def _answers_of(rows: dict[str, int], draw: st.DataObject) -> dict[str, int]:
    tops = {item_id(question, item): question.type.top for question, item in DMA.items()}
    return {key: draw.draw(st.integers(0, tops[key]), label=key) for key in rows}


@given(st.data(), st.sampled_from(KEYS))
@settings(max_examples=30, deadline=None)
def test_that_every_figure_is_the_sum_of_its_parts(draw: st.DataObject, profile: str) -> None:
    answers = _answers_of(oracle(), draw)
    result = _assess(answers, profile)
    tree = dma_origin(result, answers, DMA, DMA.profile(profile))
    nodes = [tree, *tree.children, *(each for part in tree.children for each in part.children)]
    assert len(nodes) == 1 + 6 + 11
    for node in nodes:
        assert isinstance(node.value, Amount)
        parts = [child.contribution or 0.0 for child in node.children]
        assert sum(parts) == pytest.approx(float(node.value.value), abs=1e-9)


def test_that_an_open_row_leads_to_its_question_and_its_sums_stay_open() -> None:
    answers = oracle()
    del answers["Q9.robotics"]
    tree = dma_origin(_assess(answers), answers, DMA, DMA.profile(None))
    assert render(tree.value or "") == "offen"
    (row,) = [node for node in tree.walk() if node.id == "Q9.robotics"]
    assert (row.kind, row.answer, row.contribution) == (NodeKind.MISSING, "Q9", None)
    assert all(node.answer for node in tree.walk() if not node.children)
