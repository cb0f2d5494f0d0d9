"""Every sentence of every verdict can be worded: no value is missing, no brace is left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from kihub_desktop.analysis.readiness import assess_readiness
from kihub_desktop.analysis.readiness_inputs import IndicatorAnswer, ReadinessInput
from kihub_desktop.analysis.readiness_targets import rank_gaps
from kihub_desktop.analysis.readiness_words import gap_text, readiness_tree
from kihub_desktop.analysis.verdict.inputs import Refusal, UseCaseInput
from kihub_desktop.analysis.verdict.views import Verdict
from kihub_desktop.domain.phrases import Value
from kihub_desktop.texts import render
from tests.unit.analysis.verdict_cases import ENGINE, METHOD, judged
from tests.unit.analysis.verdict_open import open_some
from tests.unit.analysis.verdict_random import FAMILIES, random_use_case

NOT_RELEVANT = IndicatorAnswer(not_relevant=True, answer_id="nr")


def _values(verdict: Verdict) -> Iterator[Value]:
    yield verdict.headline
    yield verdict.certainty_sentence
    yield from verdict.exceptions
    for question in verdict.questions:
        yield question.text
    for way in verdict.improvements:
        yield way.sentence
    for entry in verdict.conditions:
        yield from (entry.text, entry.why, entry.step, entry.role_name)
    for step in verdict.steps:
        yield from (step.text, step.step)
    for node in verdict.tree.walk():
        yield from (part for part in (node.label, node.text, node.value) if part is not None)


def _harsh(rng: Random, use_case: UseCaseInput) -> UseCaseInput:
    """Much is not relevant, much is refused."""
    indicators = {
        code: NOT_RELEVANT if rng.random() < 0.3 else answer
        for code, answer in use_case.indicators.items()
    }
    refusals = tuple(Refusal(each, "Grund", "Name") for each in FAMILIES if rng.random() < 0.5)
    data = use_case.data_pillar
    if rng.random() < 0.3:
        sources = tuple(
            replace(each, grades=dict.fromkeys(each.grades, NOT_RELEVANT)) for each in data.sources
        )
        data = replace(data, sources=sources, label=NOT_RELEVANT)
    return replace(use_case, indicators=indicators, refusals=refusals, data_pillar=data)


@given(seed=st.integers(min_value=0, max_value=10**9))
@settings(max_examples=300, deadline=None)
def test_that_every_sentence_has_all_its_values(seed: int) -> None:
    rng = Random(seed)
    use_case = random_use_case(rng)
    if seed % 2:
        use_case = open_some(rng, use_case)
    if seed % 3 == 0:
        use_case = _harsh(rng, use_case)
    verdict = judged(use_case)
    for value in _values(verdict):
        text = render(value)
        assert text, value
        assert "{" not in text, text
    assert verdict.low <= verdict.high


def test_that_a_use_case_of_which_nothing_is_relevant_is_judged() -> None:
    empty = replace(
        random_use_case(Random(1)),
        indicators={row.id: NOT_RELEVANT for row in METHOD.indicators},
    )
    verdict = judged(replace(empty, technology=replace(empty.technology, integration=NOT_RELEVANT)))
    assert all(0 <= view.low <= view.high <= 100 for view in verdict.pillars)
    assert verdict.exceptions


def test_that_gaps_and_readiness_can_be_worded() -> None:
    for seed in range(8):
        use_case = random_use_case(Random(seed))
        given_answers = ReadinessInput(use_case.indicators)
        for gap in rank_gaps(given_answers, (use_case,), ENGINE):
            assert render(gap_text(gap, {})).startswith("bringt: ")
        result = assess_readiness(given_answers, METHOD)
        for node in readiness_tree(result, given_answers, METHOD).walk():
            assert render(node.label)
            assert node.value is None or render(node.value)
