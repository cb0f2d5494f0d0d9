"""Numbers of authorities: tidied, remarked on, never refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kihub_desktop.domain.company_numbers import (
    business_remark,
    check_digit,
    tidy_number,
    vat_remark,
)


@pytest.mark.parametrize("number", ["DE136695976", "DE129273398", "DE811569869"])
def test_that_numbers_in_use_have_the_right_check_digit(number: str) -> None:
    assert vat_remark(number) is None


@given(st.text("0123456789", min_size=8, max_size=8), st.integers(1, 9))
def test_that_a_changed_digit_is_noticed(digits: str, shift: int) -> None:
    right = check_digit(digits)
    assert vat_remark(f"DE{digits}{right}") is None
    assert vat_remark(f"DE{digits}{(right + shift) % 10}") is not None
    changed = str((int(digits[3]) + shift) % 10)
    other = digits[:3] + changed + digits[4:]
    assert check_digit(other) != right


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("de 136 695 976", "DE136695976"),
        ("136695976", "DE136695976"),
        ("ATU 1234.5678", "ATU12345678"),
        ("DE123456788-00001", "DE123456788-00001"),
    ],
)
def test_that_a_number_is_tidied(typed: str, kept: str) -> None:
    assert tidy_number(typed) == kept


def test_that_what_looks_wrong_is_told_and_other_countries_are_left_alone() -> None:
    assert vat_remark("DE12345") is not None
    assert vat_remark("ATU12345678") is None
    assert vat_remark(None) is None
    assert business_remark("DE123456788-00001") is None
    assert business_remark("12") is not None
