"""The status value of the IT security quick check, by hand and for any answers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kihub_desktop.analysis.it_security import SecurityStatus, assess_security, band_of
from kihub_desktop.catalogues.it_security import current_it_security
from kihub_desktop.domain.choices import CheckAnswer

CHECK = current_it_security()
KEYS = [each.key for each in CHECK.questions]
MUSTS = [each.key for each in CHECK.questions if each.must]
OPTIONAL = [each.key for each in CHECK.questions if each.optional]
YES, NO, UNKNOWN, AWAY = CheckAnswer
ANSWERS = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(list(CheckAnswer)))


def _all(answer: CheckAnswer, **changed: CheckAnswer) -> dict[str, CheckAnswer]:
    return {**dict.fromkeys(KEYS, answer), **changed}


def _settled(answers: dict[str, CheckAnswer]) -> float:
    found = assess_security(answers, CHECK)
    assert found.is_settled
    assert found.low is not None
    return found.low


def _ends(status: SecurityStatus) -> tuple[float, float]:
    assert status.low is not None
    assert status.high is not None
    return status.low, status.high


def test_that_a_missing_must_costs_its_points_and_its_deduction() -> None:
    possible = 3 * len(MUSTS) + len(KEYS) - len(MUSTS)
    assert possible == 49
    assert _settled(_all(YES)) == 1.0
    assert _settled(_all(YES, O3=NO)) == (possible - 1) / possible
    assert _settled(_all(YES, B3=NO)) == (possible - 6) / possible
    assert assess_security(_all(YES, B3=NO), CHECK).deducted == 3 / possible
    assert _settled(_all(NO)) == 0.0


def test_that_missing_musts_come_first_with_their_measures() -> None:
    found = assess_security(_all(YES, O3=NO, B3=NO, N1=UNKNOWN), CHECK)
    assert [each.key for each in found.missing_musts] == ["B3", "N1"]
    assert [each.key for each in found.missed] == ["B3", "N1", "O3"]
    assert all(each.measure.text for each in found.missed)


def test_that_open_musts_are_told_apart_from_missing_ones() -> None:
    found = assess_security({"B3": NO}, CHECK)
    assert [each.key for each in found.missing_musts] == ["B3"]
    assert len(found.open_musts) == len(MUSTS) - 1


def test_that_nothing_relevant_has_no_value() -> None:
    found = assess_security(_all(AWAY), CHECK)
    assert (found.low, found.high) == (None, None)


def test_that_bands_begin_at_their_least_value() -> None:
    assert band_of(0.0, CHECK).key == "critical"
    assert band_of(0.3999, CHECK).key == "critical"
    assert band_of(0.40, CHECK).key == "gaps"
    assert band_of(0.85, CHECK).key == "good"
    assert band_of(1.0, CHECK).key == "good"


@given(ANSWERS, st.sampled_from(KEYS))
def test_that_unknown_is_worth_what_an_open_answer_is(
    answers: dict[str, CheckAnswer], key: str
) -> None:
    without = {name: each for name, each in answers.items() if name != key}
    unknown = assess_security({**answers, key: UNKNOWN}, CHECK)
    assert (unknown.low, unknown.high) == (
        assess_security(without, CHECK).low,
        assess_security(without, CHECK).high,
    )


@given(ANSWERS, st.sampled_from(KEYS))
def test_that_a_yes_never_harms_and_a_no_never_helps(
    answers: dict[str, CheckAnswer], key: str
) -> None:
    no, unknown, yes = (
        _ends(assess_security({**answers, key: each}, CHECK)) for each in (NO, UNKNOWN, YES)
    )
    assert no[0] == unknown[0] <= yes[0]
    assert no[1] <= unknown[1] == yes[1]
    assert 0 <= no[0] <= no[1] <= 1


@given(ANSWERS, st.sampled_from(OPTIONAL))
def test_that_what_does_not_apply_is_never_worse_than_a_no(
    answers: dict[str, CheckAnswer], key: str
) -> None:
    away, no = (assess_security({**answers, key: each}, CHECK) for each in (AWAY, NO))
    if away.low is not None:
        assert _ends(away) >= _ends(no)
