"""The recovery key as it is read from paper and typed."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.store.recovery import GROUPS, SECRET_BYTES, in_groups, read_recovery_key
from kihub_desktop.texts import render

SECRETS = st.binary(min_size=SECRET_BYTES, max_size=SECRET_BYTES)
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def said(typed: str) -> str:
    with pytest.raises(Refused) as caught:
        read_recovery_key(typed)
    assert caught.value.reason is Reason.BAD_INPUT
    return render(caught.value.message)


@given(SECRETS)
def test_that_what_is_printed_reads_as_the_same_secret(secret: bytes) -> None:
    assert read_recovery_key(" ".join(in_groups(secret))) == secret


@given(SECRETS, st.sampled_from(["", " ", "-", "  ", " – ", "\n"]), st.booleans())
def test_that_case_spacing_and_look_alikes_do_not_matter(
    secret: bytes, between: str, small: bool
) -> None:
    typed = between.join(in_groups(secret)).replace("0", "O").replace("1", "l")
    assert read_recovery_key(typed.lower() if small else typed) == secret


@given(SECRETS, st.integers(0, 39), st.sampled_from(SIGNS))
def test_that_a_wrong_sign_is_told_with_its_group(secret: bytes, place: int, sign: str) -> None:
    signs = list("".join(in_groups(secret)))
    assume(signs[place] != sign)
    signs[place] = sign
    assert f"Gruppe {place // 5 + 1} (" in said("".join(signs))


@given(SECRETS, st.integers(0, GROUPS - 1), st.integers(0, 3))
def test_that_exchanged_neighbours_are_told(secret: bytes, group: int, place: int) -> None:
    groups = [list(each) for each in in_groups(secret)]
    part = groups[group]
    assume(part[place] != part[place + 1])
    part[place], part[place + 1] = part[place + 1], part[place]
    assert f"Gruppe {group + 1} (" in said(" ".join("".join(each) for each in groups))


@given(SECRETS, st.integers(0, GROUPS - 1), st.integers(0, GROUPS - 1))
def test_that_exchanged_groups_are_told(secret: bytes, one: int, other: int) -> None:
    assume(one != other)
    groups = list(in_groups(secret))
    groups[one], groups[other] = groups[other], groups[one]
    assert said(" ".join(groups)).startswith("In den Gruppen ")


def test_that_a_missing_sign_and_a_foreign_one_are_told() -> None:
    groups = in_groups(bytes(SECRET_BYTES))
    assert "40 Zeichen; eingegeben sind 39." in said("".join(groups)[1:])
    assert "„Ü“ kommt" in said("Ü" + "".join(groups)[1:]).replace("kommt „Ü“", "„Ü“ kommt")
    assert said("") == said("  ")
