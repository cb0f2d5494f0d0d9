"""Sizes with partner and linked enterprises at their boundaries."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kihub_desktop.catalogues.sme import current_sme_thresholds
from kihub_desktop.domain.choices import EarlierSize, Relation
from kihub_desktop.domain.enterprise_size import Share, share_of, size_of_company
from kihub_desktop.domain.records import Company
from kihub_desktop.domain.sme import Figures, SizeClass, SmeResult, classify, size_of
from kihub_desktop.domain.visit_records import Affiliate
from kihub_desktop.texts import render

LIMITS = current_sme_thresholds()
MICRO, SMALL, MEDIUM, LARGE, UNKNOWN = SizeClass
_ID = UUID(int=1)
Given = tuple[str | None, str | None, str | None]
Other = tuple[str | None, str | None, str | None, str | None, str | None]


def _number(text: str | None, times: int = 1) -> Decimal | None:
    return None if text is None else Decimal(text) * times


def _company(figures: Given, **more: object) -> Company:
    staff, turnover, balance = figures
    values = {
        "employees": _number(staff),
        "turnover": _number(turnover, 1_000_000),
        "balance_sheet": _number(balance, 1_000_000),
        **more,
    }
    return Company(id=_ID, company=_ID, **values)  # type: ignore[arg-type]


def _other(described: Other) -> Affiliate:
    relation, share, staff, turnover, balance = described
    return Affiliate(
        id=_ID,
        company=_ID,
        relation=Relation(relation) if relation else None,
        share=_number(share),
        employees=_number(staff),
        turnover=_number(turnover, 1_000_000),
        balance_sheet=_number(balance, 1_000_000),
    )


def _result(own: Given, others: list[Other], **more: object) -> SmeResult:
    return size_of_company(_company(own, **more), [_other(each) for each in others], LIMITS)


P, L = "partner", "linked"


@pytest.mark.parametrize(
    ("own", "others", "size"),
    [
        # Below 25 %: autonomous, nothing is added.
        (("49", "10", "10"), [(None, "24.99", "900", "500", "500")], SMALL),
        (("9", "2", "2"), [(None, "0", "900", "500", "500")], MICRO),
        (("49", "10", "10"), [(None, "10", "900", "500", "500")] * 3, SMALL),
        # From 25 % to 50 %: pro rata.
        (("49", "10", "10"), [(None, "25", "4", "0", "0")], MEDIUM),
        (("48.9", "10", "10"), [(None, "25", "4", "0", "0")], SMALL),
        (("49", "5", "5"), [(P, "50", "1.9", "10", "10")], SMALL),
        (("49", "5", "5"), [(P, "50", "2", "10", "10")], MEDIUM),
        (("9", "1", "1"), [(None, "25", "0", "4", "4")], MICRO),
        (("9", "1", "1"), [(None, "25", "0", "4.04", "4.04")], SMALL),
        (("9", "1", "1"), [(None, "25", "0", "4.04", "4")], MICRO),
        (("249", "40", "40"), [(None, "50", "0", "20", "6")], MEDIUM),
        (("249", "40", "40"), [(None, "50", "0", "20.02", "6.02")], LARGE),
        (("200", "20", "20"), [(None, "33.3", "150", "20", "20")], MEDIUM),
        (("200", "20", "20"), [(None, "33.4", "150", "20", "20")], LARGE),
        # Exactly 50 % is a partner, anything above is linked.
        (("40", "5", "5"), [(None, "50", "19", "5", "5")], SMALL),
        (("40", "5", "5"), [(None, "50.01", "19", "5", "5")], MEDIUM),
        (("30", "5", "5"), [(None, "50.01", "19.9", "5", "5")], SMALL),
        # Linked counts wholly, whatever the share.
        (("30", "5", "5"), [(L, "10", "19.9", "5", "5")], SMALL),
        (("30", "5", "5"), [(L, "10", "20", "5", "5")], MEDIUM),
        (("30", "5", "5"), [(L, None, "220", "5", "5")], LARGE),
        (("9", "1", "1"), [(L, "100", "0.9", "1", "1")], MICRO),
        (("9", "1", "1"), [(L, "100", "1", "1", "1")], SMALL),
        (("9", "1", "1"), [(L, "100", "0", "1.01", "1")], MICRO),
        (("9", "1", "1"), [(L, "100", "0", "1.01", "1.01")], SMALL),
        (("249", "25", "20"), [(L, "51", "0", "25", "24")], MEDIUM),
        (("249", "25", "20"), [(L, "51", "0", "25.01", "23")], MEDIUM),
        (("249", "25", "20"), [(L, "51", "0", "25.01", "23.01")], LARGE),
        # What was said of the relation goes before the share.
        (("40", "5", "5"), [(P, "60", "16", "5", "5")], SMALL),
        (("40", "5", "5"), [(P, "60", "17", "5", "5")], MEDIUM),
        # Several together.
        (("30", "3", "3"), [(None, "25", "40", "8", "8"), (L, "80", "9.9", "4", "4")], SMALL),
        (("30", "3", "3"), [(None, "25", "40", "8", "8"), (L, "80", "10", "4", "4")], MEDIUM),
        (("30", "3", "3"), [(None, "24", "400", "80", "80"), (L, "80", "10", "4", "4")], SMALL),
        # Unknown figures that cannot change the class.
        (("300", None, None), [(L, "100", None, None, None)], LARGE),
        (("49", "8", None), [(None, "25", "4", "0", None)], MEDIUM),
        (("249", "30", None), [(L, "51", "0", "20", None)], MEDIUM),
        # Unknown figures that decide.
        (("49", "8", "8"), [(None, "25", None, "0", "0")], UNKNOWN),
        (("49", "8", "8"), [(L, None, "10", None, None)], UNKNOWN),
        ((None, "8", "8"), [(L, "60", "10", "1", "1")], UNKNOWN),
        # A partner whose share is open counts for 25 to 50 %.
        (("40", "5", "5"), [(P, None, "19.9", "5", "5")], SMALL),
        (("40", "5", "5"), [(P, None, "20", "5", "5")], UNKNOWN),
        (("40", "5", "5"), [(P, None, "40", "5", "5")], MEDIUM),
        # Nothing is known of the relation: from nothing to everything.
        (("40", "5", "5"), [(None, None, "9", "5", "5")], SMALL),
        (("40", "5", "5"), [(None, None, "10", "5", "5")], UNKNOWN),
    ],
)
def test_that_affiliates_count_as_the_recommendation_says(
    own: Given, others: list[Other], size: SizeClass
) -> None:
    assert _result(own, others).size is size


@pytest.mark.parametrize(
    ("share", "size"),
    [("24.99", SMALL), ("25", LARGE), ("100", LARGE), (None, SMALL)],
)
def test_that_public_bodies_with_a_quarter_end_the_status(
    share: str | None, size: SizeClass
) -> None:
    own = ("40", "5", "5")
    assert _result(own, [], autonomous=True, public_share=_number(share)).size is size


@pytest.mark.parametrize(
    ("before", "staff", "size"),
    [
        (None, "52", MEDIUM),
        (EarlierSize.SMALL, "52", SMALL),
        (EarlierSize.MEDIUM, "52", MEDIUM),
        (EarlierSize.MEDIUM, "48", MEDIUM),
        (EarlierSize.LARGE, "48", LARGE),
        (EarlierSize.SMALL, "48", SMALL),
    ],
)
def test_that_a_class_changes_only_in_the_second_year(
    before: EarlierSize | None, staff: str, size: SizeClass
) -> None:
    result = _result((staff, "8", "8"), [], autonomous=True, size_before=before)
    assert result.size is size
    assert bool(result.notes) == (before is not None and before.value != _now(staff))


def _now(staff: str) -> str:
    return "medium" if Decimal(staff) >= 50 else "small"


def test_that_an_open_class_is_not_settled_by_last_year() -> None:
    result = _result((None, "8", "8"), [], autonomous=True, size_before=EarlierSize.SMALL)
    assert result.size is UNKNOWN


def test_that_what_is_missing_is_named() -> None:
    other: Other = (L, "60", None, "1", "1")
    assert _result(("20", "5", "5"), [other]).missing == ("affiliates",)
    assert _result((None, "5", "5"), [other]).missing == ("employees", "affiliates")
    assert "Zahlen der Beteiligungen" in render(_result(("20", "5", "5"), [other]).reason)


def test_that_a_contradiction_is_said() -> None:
    notes = _result(("20", "5", "5"), [(L, "60", "1", "1", "1")], autonomous=True).notes
    assert any("eigenständig" in render(each) for each in notes)
    assert not any(
        "eigenständig" in render(each)
        for each in _result(("20", "5", "5"), [(L, "60", "1", "1", "1")], autonomous=False).notes
    )


def test_that_the_reason_gives_the_sums() -> None:
    result = _result(("40", "5", "5"), [(None, "50", "30", "2", "4")])
    said = render(result.reason).replace("\u00a0", " ")
    assert said == (
        "mittleres Unternehmen zusammen mit den Beteiligungen: 55 Beschäftigte, "
        "Umsatz 6.000.000 €, Bilanzsumme 7.000.000 €."
    )


def test_that_shares_below_a_quarter_settle_autonomy() -> None:
    result = _result(("40", "5", "5"), [(None, "10", None, None, None)], autonomous=None)
    assert result.size is SMALL


def test_that_without_affiliates_nothing_changes() -> None:
    for alone in (True, False, None):
        own = _company(("45", "8", None), autonomous=alone)
        before = classify(own.employees, own.turnover, own.balance_sheet, alone, LIMITS)
        assert size_of_company(own, [], LIMITS) == before


def test_that_a_share_nobody_can_mean_is_open() -> None:
    assert share_of(_other((None, "-5", "1", "1", "1"))) == Share(Decimal(0), Decimal(100))


STAFF = st.none() | st.sampled_from([0, 1, 5, 9, 10, 40, 50, 200, 250]).map(Decimal)
MONEY = st.none() | st.sampled_from([0, 1, 2, 3, 10, 11, 43, 44, 51]).map(
    lambda m: Decimal(m) * 1_000_000
)
OTHERS = st.lists(
    st.builds(
        Affiliate,
        id=st.just(_ID),
        company=st.just(_ID),
        relation=st.none() | st.sampled_from(Relation),
        share=st.none() | st.sampled_from([0, 24, 25, 30, 50, 51, 100]).map(Decimal),
        employees=STAFF,
        turnover=MONEY,
        balance_sheet=MONEY,
    ),
    max_size=3,
)


@given(STAFF, MONEY, MONEY, OTHERS, st.data())
def test_that_whatever_turns_out_was_among_the_possible(
    staff: Decimal | None,
    turnover: Decimal | None,
    balance: Decimal | None,
    others: list[Affiliate],
    draw: st.DataObject,
) -> None:
    own = Company(
        id=_ID,
        company=_ID,
        employees=staff,
        turnover=turnover,
        balance_sheet=balance,
        autonomous=not others,
    )
    before = size_of_company(own, others, LIMITS)
    truth = _filled(draw, (staff, turnover, balance), others)
    if share_counts(others):
        assert size_of(truth, LIMITS) in before.possible
    assert before.size in {UNKNOWN, size_of(truth, LIMITS)}


def share_counts(others: list[Affiliate]) -> bool:
    return any(share_of(each).high > 0 for each in others)


def _filled(
    draw: st.DataObject, own: tuple[Decimal | None, ...], others: list[Affiliate]
) -> Figures:
    """One way in which everything unknown may turn out, added up by hand."""
    fillings = st.sampled_from([Decimal(0), Decimal(7), Decimal(260), Decimal(60_000_000)])
    sums = [draw.draw(fillings) if each is None else each for each in own]
    for each in others:
        share = share_of(each)
        part = draw.draw(st.sampled_from([share.low, (share.low + share.high) / 2, share.high]))
        for place, value in enumerate((each.employees, each.turnover, each.balance_sheet)):
            known = draw.draw(fillings) if value is None else value
            sums[place] += known * part / 100
    return Figures(*sums)
