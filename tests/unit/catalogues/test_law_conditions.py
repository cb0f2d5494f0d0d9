"""Conditions of the law catalogue: read or refused, never anything else."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kihub_desktop.catalogues.law_conditions import Unreadable, as_mapping, read_condition
from kihub_desktop.domain.law import Condition, Op

FACTS = frozenset({"a", "b", "zahl"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", Condition(Op.FACT, name="a", values=("ja",))),
        ("begriff", Condition(Op.NAMED, name="begriff")),
        ("not a", Condition(Op.NOT, (Condition(Op.FACT, name="a", values=("ja",)),))),
        ("a=x|y2", Condition(Op.FACT, name="a", values=("x", "y2"))),
        ("zahl>=250", Condition(Op.AT_LEAST, name="zahl", number=Decimal(250))),
        ("zahl>43", Condition(Op.ABOVE, name="zahl", number=Decimal(43))),
        ("ab:tag", Condition(Op.REACHED, name="tag")),
    ],
)
def test_that_an_atom_says_what_it_means(text: str, expected: Condition) -> None:
    assert read_condition(text, FACTS) == expected


def test_that_a_tree_is_read_as_it_stands() -> None:
    found = read_condition({"all": ["a", {"count_at_least": 1, "of": ["b", "a"]}]}, FACTS)
    assert found.op is Op.ALL
    assert found.parts[1].number == 1


@pytest.mark.parametrize(
    "value",
    [
        "", "A", "a =x", "a==x", "a=", "a>=x", "a>-1", "a and b", "__import__('os')", "a|b",
        "not",
        "not not a", "ab:", "a\n", "a>=1e9", "١", None, 3, True, [], ["a"], {}, {"all": []},
        {"all": "a"}, {"all": ["a"], "any": ["b"]}, {"not": None},
        {"count_at_least": 0, "of": ["a"]},
        {"count_at_least": 2, "of": ["a"]}, {"count_at_least": True, "of": ["a"]},
        {"count_at_least": "1", "of": ["a"]}, {"eval": "1"},
    ],
)  # fmt: skip
def test_that_anything_else_is_refused_with_a_reason(value: object) -> None:
    with pytest.raises(Unreadable) as refused:
        read_condition(value, FACTS)
    assert refused.value.reason.message


def test_that_depth_has_an_end() -> None:
    value: Any = "a"
    for _ in range(5000):
        value = {"not": value}
    with pytest.raises(Unreadable):
        read_condition(value, FACTS)


ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=12),
              st.from_regex(r"(not )?[a-z_]{1,4}([=>]{1,2}[a-z0-9|]{0,4})?", fullmatch=True)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["all", "any", "not", "count_at_least", "of", "x"]), inner, max_size=2
        ),
    ),
    max_leaves=8,
)  # fmt: skip


@given(ANYTHING)
@settings(max_examples=300, deadline=None)
def test_that_any_value_is_read_or_refused(value: object) -> None:
    try:
        found = read_condition(value, FACTS)
    except Unreadable:
        return
    assert as_mapping(found)["op"] == found.op.value


@given(st.text(max_size=30))
@settings(max_examples=300, deadline=None)
def test_that_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_condition(text, FACTS)
    except Unreadable:
        return
    assert text == text.strip()
    assert text.isascii()
