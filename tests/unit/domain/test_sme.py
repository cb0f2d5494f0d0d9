"""The size classes at their boundaries, and that nothing is claimed that is still open."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kihub_desktop.catalogues.errors import CatalogueError
from kihub_desktop.catalogues.sme import current_sme_thresholds, load_sme_thresholds
from kihub_desktop.domain.sme import PARTNERS_MISSING, SizeClass, SizeLimit, SmeResult, classify
from kihub_desktop.paths import resources
from kihub_desktop.texts import render

LIMITS = current_sme_thresholds()
MICRO, SMALL, MEDIUM, LARGE, UNKNOWN = SizeClass
FIGURES = (
    st.none() | st.sampled_from([0, 9, 10, 49, 50, 249, 250, 749, 750]).map(Decimal),
    st.none() | st.sampled_from([0, 2, 3, 10, 11, 50, 51, 150, 151]).map(lambda m: _m(str(m))),
    st.none() | st.sampled_from([0, 2, 3, 10, 11, 43, 44, 129, 130]).map(lambda m: _m(str(m))),
)


def _m(millions: str | None) -> Decimal | None:
    return None if millions is None else Decimal(millions) * 1_000_000


def _result(
    staff: str | None, turnover: str | None, balance: str | None, alone: bool | None = True
) -> SmeResult:
    """Figures as in a table: full-time equivalents, then millions of euro."""
    employees = None if staff is None else Decimal(staff)
    return classify(employees, _m(turnover), _m(balance), alone, LIMITS)


@pytest.mark.parametrize(
    ("staff", "turnover", "balance", "size", "mid_cap"),
    [
        # The boundary table of the domain research.
        ("249", "50.0", "44", MEDIUM, False),
        ("250", "10", "10", LARGE, True),
        ("49", "10", "50", SMALL, False),
        ("9", "2.0001", "2.0", MICRO, False),
        # Employees just under and at each limit.
        ("0", "0", "0", MICRO, False),
        ("9.99", "2", "2", MICRO, False),
        ("10", "2", "2", SMALL, False),
        ("49.9", "10", "10", SMALL, False),
        ("50", "10", "10", MEDIUM, False),
        ("249.99", "50", "43", MEDIUM, False),
        ("250", "50", "43", LARGE, True),
        ("749", "150", "129", LARGE, True),
        ("749.99", "150", "129", LARGE, True),
        ("750", "150", "129", LARGE, False),
        # Turnover alone over its limit: the balance sheet still saves the class.
        ("9", "2.01", "2", MICRO, False),
        ("49", "10.000001", "10", SMALL, False),
        ("249", "50.01", "43", MEDIUM, False),
        ("749", "150.01", "129", LARGE, True),
        # The balance sheet alone over its limit: turnover still saves the class.
        ("9", "2", "900", MICRO, False),
        ("49", "10", "10.01", SMALL, False),
        ("249", "50", "43.01", MEDIUM, False),
        ("749", "150", "129.01", LARGE, True),
        # Both over the limit: the next class.
        ("9", "2.01", "2.01", SMALL, False),
        ("9", "10.01", "10.01", MEDIUM, False),
        ("9", "50.01", "43.01", LARGE, True),
        ("9", "150.01", "129.01", LARGE, False),
        ("49", "10.01", "10.01", MEDIUM, False),
        ("49", "50.01", "43.01", LARGE, True),
        ("249", "50.01", "43.01", LARGE, True),
        ("249", "150.01", "129.01", LARGE, False),
        # Something missing, yet certain.
        ("9", "2", None, MICRO, False),
        ("9", None, "2", MICRO, False),
        ("45", "8", None, SMALL, False),
        ("45", None, "10", SMALL, False),
        ("120", "12.4", None, MEDIUM, False),
        ("120", None, "43", MEDIUM, False),
        ("250", None, None, LARGE, None),
        ("250", "150", None, LARGE, True),
        ("750", None, None, LARGE, False),
        (None, "50.01", "43.01", LARGE, None),
        (None, "150.01", "129.01", LARGE, False),
        # Something missing that decides.
        ("9", None, None, UNKNOWN, None),
        ("9", "2.01", None, UNKNOWN, False),
        ("45", "12", None, UNKNOWN, False),
        ("120", "60", None, UNKNOWN, None),
        ("120", "151", None, UNKNOWN, None),
        (None, "1", "1", UNKNOWN, None),
        (None, None, None, UNKNOWN, None),
    ],
)
def test_that_boundaries_lie_where_the_recommendations_put_them(
    staff: str | None, turnover: str | None, balance: str | None, size: SizeClass, mid_cap: bool
) -> None:
    result = _result(staff, turnover, balance)
    assert (result.size, result.small_mid_cap) == (size, mid_cap)


@pytest.mark.parametrize(
    ("figures", "missing"),
    [
        ((None, None, None), ("employees", "turnover", "balance_sheet")),
        ((None, "1", None), ("employees",)),
        (("9", None, None), ("turnover", "balance_sheet")),
        (("120", "60", None), ("balance_sheet",)),
        (("45", "8", None), ()),
        (("260", None, None), ("turnover", "balance_sheet")),
    ],
)
def test_that_only_fields_that_decide_are_missing(
    figures: tuple[str | None, str | None, str | None], missing: tuple[str, ...]
) -> None:
    assert _result(*figures).missing == missing


def _kleene(limit: SizeLimit, figures: tuple[Decimal | None, ...]) -> bool | None:
    """The limit in three-valued logic, an oracle that knows nothing of cases."""
    staff, turnover, balance = figures
    few = None if staff is None else staff < limit.employees_below
    amounts = [
        None if turnover is None else turnover <= limit.turnover_up_to,
        None if balance is None else balance <= limit.balance_sheet_up_to,
    ]
    poor = True if True in amounts else None if None in amounts else False
    return False if False in (few, poor) else None if None in (few, poor) else True


@given(*FIGURES)
def test_that_a_class_is_given_exactly_if_it_is_certain(
    staff: Decimal | None, turnover: Decimal | None, balance: Decimal | None
) -> None:
    known = (staff, turnover, balance)
    expected = LARGE
    for size, limit in LIMITS.classes:
        kept = _kleene(limit, known)
        if kept is not False:
            expected = size if kept else UNKNOWN
            break
    assert classify(*known, True, LIMITS).size is expected


@given(*FIGURES, st.sampled_from([True, None]))
def test_that_no_later_figure_contradicts_an_answer(
    staff: Decimal | None, turnover: Decimal | None, balance: Decimal | None, alone: bool | None
) -> None:
    before = classify(staff, turnover, balance, alone, LIMITS)
    fillings = [
        [each] if each is not None else [Decimal(0), _m("45"), _m("900")]
        for each in (staff, turnover, balance)
    ]
    for one, two, three in product(*fillings):
        after = classify(one, two, three, True, LIMITS)
        assert before.size in {UNKNOWN, after.size}
        assert after.size in before.possible
        assert before.small_mid_cap in {None, after.small_mid_cap}


@given(*FIGURES)
def test_that_a_dependent_company_gets_no_class_but_the_reason(
    staff: Decimal | None, turnover: Decimal | None, balance: Decimal | None
) -> None:
    result = classify(staff, turnover, balance, False, LIMITS)
    assert result.size is UNKNOWN
    assert result.small_mid_cap is None
    assert result.reason == PARTNERS_MISSING


def test_that_unknown_autonomy_leaves_open_what_partners_could_change() -> None:
    result = _result("45", "8", "7", None)
    assert result.size is UNKNOWN
    assert result.missing == ("autonomous",)
    assert result.possible == (SMALL, MEDIUM, LARGE)
    assert "kleines Unternehmen" in render(result.reason)


def test_that_too_large_alone_is_too_large_with_partners() -> None:
    assert _result("800", None, None, None).size is LARGE
    assert _result("800", None, None, None).missing == ()
    assert _result("300", "60", "60", None).small_mid_cap is None
    assert _result("300", "60", "60", None).missing == ("autonomous",)


def test_that_figures_nobody_can_mean_count_as_unknown() -> None:
    assert _result("-5", "8", "7").missing == ("employees",)
    assert _result("45", "NaN", "60").size is UNKNOWN


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        (
            ("45", "8", None),
            "kleines Unternehmen: 45 Beschäftigte (unter 50), Umsatz 8.000.000 € "
            "(höchstens 10.000.000 €).",
        ),
        (
            ("49.99", "60", "9.5"),
            "kleines Unternehmen: 49,99 Beschäftigte (unter 50), Bilanzsumme 9.500.000 € "
            "(höchstens 10.000.000 €).",
        ),
        (("260", "8", "7"), "Kein KMU: 260 Beschäftigte, ein KMU hat weniger als 250."),
        (
            ("10", "51", "44"),
            "Kein KMU: Umsatz 51.000.000 € (über 50.000.000 €) und Bilanzsumme 44.000.000 € "
            "(über 43.000.000 €).",
        ),
        (
            ("9", None, None),
            "Die Größenklasse ist noch offen; darüber entscheidet: Umsatz, Bilanzsumme.",
        ),
    ],
)
def test_that_the_reason_names_the_figures(
    figures: tuple[str | None, str | None, str | None], sentence: str
) -> None:
    assert render(_result(*figures).reason).replace("\u00a0", " ") == sentence


def test_that_the_limits_name_their_recommendations() -> None:
    cited = " ".join(source.citation for source in LIMITS.sources)
    assert "2003/361/EG" in cited
    assert "2025/1099" in cited
    assert all(source.checked_on <= LIMITS.stand for source in LIMITS.sources)


def test_that_limits_which_do_not_grow_are_refused(tmp_path: Path) -> None:
    text = (resources() / "catalogues" / "sme.yaml").read_text(encoding="utf-8")
    wrong = tmp_path / "sme.yaml"
    wrong.write_text(text.replace("employees_below: 50,", "employees_below: 5,"), encoding="utf-8")
    with pytest.raises(CatalogueError) as refused:
        load_sme_thresholds(wrong)
    assert [problem.entry.parts for problem in refused.value.problems] == [("small",)]


def test_that_other_limits_give_other_classes() -> None:
    raised = replace(LIMITS, medium=SizeLimit(500, 100_000_000, 86_000_000))
    assert classify(Decimal(300), _m("60"), _m("60"), True, raised).size is MEDIUM
