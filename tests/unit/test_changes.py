"""What a change touches, and what two of them touch together."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kihub_desktop.domain.changes import Changes, Origin

_A, _B = UUID(int=1), UUID(int=2)
_CHANGES = st.builds(
    Changes,
    st.frozensets(st.sampled_from(["process", "answer", "photo"])),
    st.frozensets(st.sampled_from([_A, _B])),
    st.sampled_from(Origin),
)


@given(_CHANGES, _CHANGES, st.sampled_from(["process", "answer"]), st.sampled_from([_A, _B]))
def test_that_both_together_touch_whatever_one_of_them_does(
    one: Changes, other: Changes, kind: str, company: UUID
) -> None:
    if one.touch({kind}, company) or other.touch({kind}, company):
        assert (one | other).touch({kind}, company)


@given(_CHANGES)
def test_that_nothing_adds_nothing(changes: Changes) -> None:
    assert (changes | Changes.none()).kinds == changes.kinds
    if changes:
        assert Changes.none() | changes == changes


def test_that_a_change_of_one_company_leaves_the_others_alone() -> None:
    changes = Changes(frozenset({"process"}), frozenset({_A}), Origin.TYPING)
    assert changes.touch({"process", "photo"}, _A)
    assert not changes.touch({"process"}, _B)
    assert not changes.touch({"photo"}, _A)
    assert changes.touch({"process"})


def test_that_a_change_without_company_touches_every_company() -> None:
    changes = Changes(frozenset({"catalogue"}), frozenset(), Origin.SYNC)
    one = Changes(frozenset({"catalogue"}), frozenset({_A}), Origin.SYNC)
    assert changes.touch({"catalogue"}, _B)
    assert (changes | one).touch({"catalogue"}, _B)


def test_that_the_first_that_touched_anything_names_the_origin() -> None:
    sync = Changes(frozenset({"process"}), frozenset({_A}), Origin.SYNC)
    undo = Changes(frozenset({"answer"}), frozenset({_A}), Origin.UNDO)
    assert (sync | undo).origin is Origin.SYNC
    assert not Changes.none()
