"""Keys of order: always room for one more, never the same twice, never longer and longer."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kihub_desktop.domain.positions import LONGEST, between, is_position, moved, next_position

IDS = [UUID(int=n * 0x9E3779B97F4A7C15) for n in range(1, 9)]
MOVES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 8)), max_size=120)


def shown(keys: dict[UUID, str | None]) -> list[UUID]:
    """The order the workspace shows: by key (none first), then by id."""
    return sorted(keys, key=lambda each: (keys[each] or "", str(each)))


def appended() -> dict[UUID, str | None]:
    keys: dict[UUID, str | None] = {}
    for each in IDS:
        keys[each] = next_position(list(keys.values()))
    return keys


@given(MOVES)
def test_that_any_moves_lead_to_the_order_that_was_asked_for(moves: list[tuple[int, int]]) -> None:
    keys = appended()
    for source, target in moves:
        order = shown(keys)
        moving = order[source]
        before = order[target] if target < len(order) else None
        if moving == before:
            continue
        wanted = [each for each in order if each != moving]
        wanted.insert(wanted.index(before) if before else len(wanted), moving)
        keys.update(moved([(each, keys[each]) for each in order], (moving,), before))
        assert shown(keys) == wanted
        assert len(set(keys.values())) == len(keys)
        assert all(key is not None and len(key) <= LONGEST for key in keys.values())


@given(st.integers(0, 8), st.lists(st.integers(0, 7), unique=True, min_size=1, max_size=5))
def test_that_several_keep_the_order_they_were_given_in(target: int, places: list[int]) -> None:
    keys = appended()
    moving = [IDS[place] for place in places]
    before = IDS[target] if target < len(IDS) and IDS[target] not in moving else None
    keys.update(moved(list(keys.items()), moving, before))
    order = shown(keys)
    start = order.index(moving[0])
    assert order[start : start + len(moving)] == moving
    if before is not None:
        assert order[start + len(moving)] == before


@given(st.integers(0, 3), st.integers(0, 3))
def test_that_records_without_keys_get_theirs_when_one_is_moved(source: int, target: int) -> None:
    keys: dict[UUID, str | None] = dict.fromkeys(IDS[:4])
    order = shown(keys)
    moving, before = order[source], order[target]
    if moving == before:
        return
    keys.update(moved([(each, None) for each in order], (moving,), before))
    wanted = [each for each in order if each != moving]
    wanted.insert(wanted.index(before), moving)
    assert shown(keys) == wanted


def test_that_two_laptops_give_different_keys_in_the_same_gap() -> None:
    ours, theirs = (between("00001000", "00002000", each) for each in IDS[:2])
    assert ours is not None
    assert theirs is not None
    assert ours != theirs


def test_that_a_moved_record_alone_gets_a_new_key_as_long_as_there_is_room() -> None:
    keys = appended()
    assert list(moved(list(keys.items()), (IDS[5],), IDS[1])) == [IDS[5]]


def test_that_a_foreign_key_is_replaced_and_not_trusted() -> None:
    order: list[tuple[UUID, str | None]] = [(IDS[0], "00001000"), (IDS[1], "Zeile"), (IDS[2], "zz")]
    fresh = moved(order, (IDS[2],), IDS[1])
    assert all(is_position(key) for key in fresh.values())
    keys = dict(order) | fresh
    assert shown(keys) == [IDS[0], IDS[2], IDS[1]]


def test_that_the_next_key_is_behind_all_even_at_the_end_of_the_digits() -> None:
    assert next_position(["00001000", None, "00001800ab"]) == "00002800"
    assert next_position(["fffffff0"]) > "fffffff0"
