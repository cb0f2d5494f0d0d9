"""Improving one answer never worsens anything, and the test would notice if it did."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kihub_desktop.analysis.verdict.outcome import Engine
from kihub_desktop.analysis.verdict.rules import Rules, market_code
from kihub_desktop.analysis.verdict.scale import Funding
from tests.unit.analysis.verdict_better import IMPROVEMENTS, trial
from tests.unit.analysis.verdict_cases import ENGINE, METHOD


def _dissent_by_deviation(votes: Sequence[int]) -> float:
    return max(0.0, statistics.fmean(votes) - statistics.pstdev(votes))


def _grant_only_if_needed(
    without: float, with_grant: float, funding: Funding, green: float
) -> bool:
    return funding is not Funding.NONE and without < green and with_grant > without


def _extra_condition_at_nine(trl: int) -> str:
    return "TA3" if trl == 9 else market_code(trl)


def _cap_that_lifts(score: float, limit: float) -> float:
    return limit if limit == METHOD.thresholds.cap_trigger else min(score, limit)


FAULTS = {
    "mean minus deviation of votes": Rules(votes_level=_dissent_by_deviation),
    "grant shown only if needed": Rules(grant_counts=_grant_only_if_needed),
    "flag per code": Rules(family_of=lambda code: code),
    "cap that lifts": Rules(cap=_cap_that_lifts),
    "extra condition at TRL 9": Rules(market_code=_extra_condition_at_nine),
}


@given(seed=st.integers(min_value=0, max_value=10**9))
@settings(max_examples=1500, deadline=None)
def test_that_one_better_answer_never_makes_anything_worse(seed: int) -> None:
    assert trial(seed, ENGINE) == ""


@pytest.mark.parametrize("name", FAULTS)
def test_that_a_seeded_fault_is_caught(name: str) -> None:
    engine = Engine(METHOD, FAULTS[name])
    assert any(trial(seed, engine) for seed in range(1500))


def test_that_all_kinds_of_improvement_are_tried() -> None:
    assert len(IMPROVEMENTS) >= 27


@pytest.mark.prove
def test_that_forty_thousand_trials_find_nothing_worse() -> None:
    assert [found for seed in range(40_000) if (found := trial(seed, ENGINE))] == []
