"""Overwrites that arrive before what they overwrite, in one space and in several."""

from __future__ import annotations

from collections.abc import Callable

from kihub_desktop.replication.fold import RecordKey
from tests.replication.laptops import Laptop
from tests.replication.sheets import KEYS

Make = Callable[[], Laptop]
KEY = KEYS[0]


def test_that_two_overwrites_of_one_value_may_both_arrive_before_it(laptop: Make) -> None:
    author, here, there, late = laptop(), laptop(), laptop(), laptop()
    author.write(KEY, {"amount": "84"})
    (first,) = author.bodies()
    for each in (here, there):
        each.take([first])
        each.write(KEY, {"amount": str(each.number)})
    late.take(here.bodies()[1:])
    late.take(there.bodies()[1:])
    late.take([first])
    assert set(late.shown(KEY).contested) == {"amount"}
    assert len(late.heads(KEY)["amount"]) == 2
    assert late.rows("SELECT * FROM dead") == []
    assert late.check().clean


def test_that_a_second_early_overwrite_in_the_batch_of_the_value_leaves_nothing_behind(
    laptop: Make,
) -> None:
    author, here, there, late = laptop(), laptop(), laptop(), laptop()
    author.write(KEY, {"amount": "84"})
    (first,) = author.bodies()
    for each in (here, there):
        each.take([first])
        each.write(KEY, {"amount": str(each.number)})
    late.take(here.bodies()[1:])
    late.take([there.bodies()[1], first])
    assert late.rows("SELECT * FROM dead") == []
    assert late.check().clean


def test_that_what_arrived_in_one_space_has_not_arrived_in_another(laptop: Make) -> None:
    author, other = laptop(), laptop()
    elsewhere: RecordKey = KEYS[2]
    author.write(KEY, {"amount": "84"})
    author.write(KEY, {"town": "Plauen"})
    author.write(elsewhere, {"amount": "35"})
    author.write(elsewhere, {"amount": "38"})
    first, second, old, new = author.bodies()
    other.take([first])
    other.take([second, new])
    other.take([old])
    assert other.shown(elsewhere).values == {"amount": "38"}
    assert other.shown(elsewhere).contested == frozenset()
    before = other.content()
    assert other.check().clean
    other.rebuild()
    assert other.content() == before
