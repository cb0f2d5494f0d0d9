"""How inputs become numbers: what replaces what, what counts, what waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kihub_desktop.analysis.readiness_inputs import OPEN, IndicatorAnswer
from kihub_desktop.analysis.verdict.comparison import compare
from kihub_desktop.analysis.verdict.inputs import (
    EconomyInput,
    Given,
    LawInput,
    LawState,
    UseCaseInput,
)
from kihub_desktop.analysis.verdict.scale import (
    Archetype,
    Funding,
    Outcome,
    Pillar,
    half_up,
    linear,
    tenths,
)
from tests.unit.analysis.verdict_cases import (
    B0,
    METHOD,
    codes,
    judged,
    law_state,
    level,
    money,
    scores,
    source,
    vary,
    volumes,
)


def _level_of(use_case: UseCaseInput, pillar: Pillar, key: str) -> float | None:
    shares = judged(use_case).pillar(pillar).shares
    return next(share.level for share in shares if share.key == key)


@pytest.mark.parametrize(
    ("part", "field", "pillar", "key"),
    [
        ("technology", "connection", Pillar.TECHNOLOGY, "T1"),
        ("organisation", "sponsor", Pillar.ORGANISATION, "O1"),
        ("organisation", "capacity", Pillar.ORGANISATION, "O5"),
    ],
)
def test_that_a_use_case_answer_replaces_the_indicator(
    part: str, field: str, pillar: Pillar, key: str
) -> None:
    assert _level_of(B0, pillar, key) == 3
    better: dict[str, Any] = {part: {field: level(5)}}
    assert _level_of(vary(B0, **better), pillar, key) == 5


def test_that_the_place_of_computing_replaces_d43() -> None:
    fast = Given(4, 2, "latency")
    firm = vary(technology={"latency": fast})
    assert _level_of(firm, Pillar.TECHNOLOGY, "T5") == pytest.approx(3.75)
    assert "TA5" in codes(judged(firm))
    own = vary(technology={"latency": fast, "computing": level(4)})
    assert _level_of(own, Pillar.TECHNOLOGY, "T5") == 5
    assert "TA5" not in codes(judged(own))


def test_that_the_connection_depends_on_the_archetype() -> None:
    for archetype, indicator in (
        (Archetype.PREDICTIVE_MAINTENANCE, "D4.1"),
        (Archetype.OPTIMISATION, "D4.2"),
        (Archetype.OTHER, "D4.2"),
    ):
        case = vary(
            archetype=archetype,
            indicators={indicator: 5},
            data_pillar={
                "volumes": volumes(failures=20, months=12, orders=500, master_share=80, records=200)
            },
        )
        assert _level_of(case, Pillar.TECHNOLOGY, "T1") == 5


def test_that_only_necessary_sources_count_and_the_weakest_decides() -> None:
    poor = replace(source("C4"), id="s2", name="Papier")
    useful = vary(data_pillar={"sources": (source(), replace(poor, necessary=False))})
    assert scores(judged(useful)) == scores(judged(B0))
    both = judged(vary(data_pillar={"sources": (source(), poor)}))
    assert "DT1" in codes(both)
    assert both.outcome == Outcome.DATA_PROJECT


def test_that_fewer_than_three_votes_are_not_used() -> None:
    assert _level_of(vary(organisation={"votes": (0, 0)}), Pillar.ORGANISATION, "O4") == 3
    assert _level_of(vary(organisation={"votes": (0, 0, 0)}), Pillar.ORGANISATION, "O4") == 0


def test_that_what_is_not_relevant_drops_out_and_the_rest_is_rescaled() -> None:
    not_relevant = IndicatorAnswer(not_relevant=True)
    verdict = judged(vary(indicators={"D4.5": not_relevant, "D4.4": not_relevant}))
    shares = verdict.pillar(Pillar.TECHNOLOGY).shares
    assert sum(share.weight for share in shares) == pytest.approx(100)
    assert scores(verdict)["T"] == 70.0


def test_that_a_grant_can_save_a_hopeless_case_only_if_it_fits() -> None:
    poor, better = money(0.1, -80, -40, -5, 9, 100), money(0.5, -40, 0, 40, 5, 100)
    alone = judged(vary(economy=EconomyInput(poor, better, Funding.NONE)))
    assert "K7" in codes(alone)
    fitting = judged(vary(economy=EconomyInput(poor, better, Funding.FITTING)))
    assert "K7" not in codes(fitting)
    assert "WA1" in codes(fitting)


def test_that_an_open_safety_function_asks_for_the_fallback() -> None:
    verdict = judged(vary(technology={"safety_function": None}))
    assert verdict.low == Outcome.CONDITIONAL
    assert verdict.high == Outcome.FEASIBLE
    # Each alone is harmless: only both together are a condition.
    assert [entry.key for entry in verdict.questions] == ["safety", "fallback"]
    given = judged(vary(technology={"safety_function": Given(True, 2, "s"), "fallback": None}))
    assert [entry.key for entry in given.questions] == ["fallback"]


def test_that_an_open_legal_fact_gives_the_range_of_the_legal_analysis() -> None:
    law = LawInput(
        LawState("PRUEFEN"), best=LawState("MINIMAL"), worst=LawState("HR_III"), facts=("f",)
    )
    verdict = judged(vary(law=law))
    pillar = verdict.pillar(Pillar.LAW)
    assert (pillar.low, pillar.high) == (44.0, 92.0)
    assert [entry.key for entry in verdict.questions] == ["law"]


def test_that_an_outcome_can_be_settled_while_answers_are_open() -> None:
    verdict = judged(vary(law=law_state("VERBOTEN"), indicators={"D5.2": OPEN}))
    assert verdict.outcome == Outcome.INFEASIBLE
    assert verdict.pillar(Pillar.ORGANISATION).is_open
    assert verdict.is_settled_early
    assert not judged(B0).is_settled_early
    assert verdict.questions == ()


def test_that_an_earlier_legal_date_wins() -> None:
    due = date(2026, 12, 1)
    law = LawInput(LawState("MINIMAL", frozenset({"dsfa"})), legal_dates={"dsfa": due})
    assert [entry.due for entry in judged(vary(law=law)).conditions] == [due]
    machine = judged(vary(law=law_state("MINIMAL", "mvo")))
    assert [entry.due for entry in machine.conditions] == [date(2027, 1, 18)]
    programme = judged(vary(law=law_state("HR_III")))
    assert [entry.due for entry in programme.conditions if entry.code == "RA1"] == [
        date(2027, 5, 24)
    ]


def test_that_fewer_conditions_win_before_stronger_pillars() -> None:
    one = vary(indicators={"D3.6": 1}, organisation={"owner": level(5)})
    two = vary(
        indicators={"D3.6": 1, "D7.2": 3, "D4.4": 1},
        organisation={"owner": level(5), "sponsor": level(5), "capacity": level(5)},
        technology={"connection": level(5), "integration": level(5)},
    )
    first, second = judged(replace(one, name="Z")), judged(replace(two, name="A"))
    assert (len(first.open_conditions), len(second.open_conditions)) == (1, 2)
    assert min(view.low for view in second.pillars) > min(view.low for view in first.pillars)
    ranked = compare((second, first), METHOD.thresholds)
    assert [entry.verdict.name for entry in ranked] == ["Z", "A"]


def test_that_the_roundings_are_those_of_the_method() -> None:
    assert [tenths(x) for x in (59.94, 59.95, 72.45, 0.05)] == [59.9, 60.0, 72.5, 0.1]
    assert [half_up(x) for x in (1.49, 1.5, 2.4999999999, 2.5)] == [1, 2, 3, 3]
    anchors = ((0.0, 0.0), (1.0, 3.0), (2.0, 5.0))
    assert [linear(anchors, x) for x in (-1, 0.5, 1.5, float("inf"))] == [0, 1.5, 4, 5]
