"""Undo: gives back what was shown, and never writes over somebody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kihub_desktop.replication.clock import HybridClock
from kihub_desktop.replication.fold import deletion_mark
from kihub_desktop.replication.log import last_clock
from kihub_desktop.replication.operation import DELETED, FieldWrite
from tests.replication.laptops import NOON, Laptop
from tests.replication.sheets import KEYS

Make = Callable[[], Laptop]
KEY = KEYS[0]


def exchange(*laptops: Laptop) -> None:
    for each in laptops:
        for other in laptops:
            each.take(other.bodies())


def test_that_undoing_a_removal_brings_back_a_tag_that_another_had_removed_too(
    laptop: Make,
) -> None:
    here, there = laptop(), laptop()
    here.write(KEY, {"tags=Öl": True})
    exchange(here, there)
    here.write(KEY, {"tags=Öl": True})
    there.wall = lambda: NOON + 1_000
    there.restart()
    there.write(KEY, {"tags=Öl": None})
    exchange(here, there)
    assert here.shown(KEY).values["tags=Öl"] is True
    (removal,) = here.write(KEY, {"tags=Öl": None})
    here.undo(removal.transaction)
    assert here.shown(KEY).values["tags=Öl"] is True


def test_that_undoing_a_deletion_of_a_disputed_record_brings_it_back(laptop: Make) -> None:
    here, there = laptop(), laptop()
    here.write(KEY, {"amount": "84"})
    here.commit([(KEY, here.deletion(KEY))])
    exchange(here, there)
    here.commit([(KEY, here.restoring(KEY))])
    there.wall = lambda: NOON + 1_000
    there.restart()
    there.commit([(KEY, there.deletion(KEY))])
    exchange(here, there)
    assert here.shown(KEY).exists
    (deletion,) = here.commit([(KEY, here.deletion(KEY))])
    assert not here.shown(KEY).exists
    here.undo(deletion.transaction)
    assert here.shown(KEY).exists


def test_that_undoing_a_decision_reopens_the_dispute_of_a_restoring_with_a_deletion(
    laptop: Make,
) -> None:
    here, there = laptop(), laptop()
    here.write(KEY, {"amount": "84"})
    here.commit([(KEY, here.deletion(KEY))])
    exchange(here, there)
    here.commit([(KEY, here.restoring(KEY))])
    there.commit([(KEY, there.deletion(KEY))])
    exchange(here, there)
    before = here.shown(KEY)
    assert before.exists
    assert DELETED in before.contested
    for decide in (here.restoring, here.deletion):
        (decision,) = here.commit([(KEY, decide(KEY))])
        assert here.shown(KEY).contested == frozenset()
        here.undo(decision.transaction)
        assert here.shown(KEY) == before
        here.undo(next(reversed(here.inversions)))
        assert here.shown(KEY).exists == (decide == here.restoring)
        assert here.shown(KEY).contested == frozenset()
        here.undo(next(reversed(here.inversions)))
        assert here.shown(KEY) == before
    exchange(here, there)
    assert there.shown(KEY) == before


def test_that_undoing_a_restoring_puts_back_every_deletion(laptop: Make) -> None:
    here, there = laptop(), laptop()
    here.write(KEY, {"amount": "84"})
    there.write(KEY, {"town": "Plauen"})
    for each in (here, there):
        each.commit([(KEY, each.deletion(KEY))])
    exchange(here, there)
    assert not here.shown(KEY).exists
    (restoring,) = here.commit([(KEY, here.restoring(KEY))])
    assert here.shown(KEY).exists
    here.undo(restoring.transaction)
    assert not here.shown(KEY).exists
    assert DELETED not in here.shown(KEY).contested


def test_that_undoing_a_deletion_keeps_alive_what_an_undo_had_kept_alive(laptop: Make) -> None:
    """A colleague deletes without having seen the value that an undo put back."""
    here, there = laptop(), laptop()
    here.write(KEY, {"amount": "84"})
    exchange(here, there)
    (change,) = here.write(KEY, {"amount": "85"})
    here.undo(change.transaction)
    there.commit([(KEY, there.deletion(KEY))])
    exchange(here, there)
    before = here.shown(KEY)
    assert before.exists
    assert DELETED in before.contested
    (deletion,) = here.commit([(KEY, here.deletion(KEY))])
    assert not here.shown(KEY).exists
    here.undo(deletion.transaction)
    assert here.shown(KEY) == before


def test_that_undoing_a_decision_to_keep_a_record_opens_it_again(laptop: Make) -> None:
    """As before, when the author has kept the record instead; the value stands for "nothing"."""
    here, there = laptop(), laptop()
    here.write(KEY, {"amount": "84"})
    exchange(here, there)
    (change,) = here.write(KEY, {"town": "Plauen"})
    here.undo(change.transaction)
    there.commit([(KEY, there.deletion(KEY))])
    exchange(here, there)
    before = here.shown(KEY)
    assert before.exists
    assert DELETED in before.contested
    (kept,) = here.commit([(KEY, here.restoring(KEY))])
    assert here.shown(KEY).contested == frozenset()
    here.undo(kept.transaction)
    assert here.shown(KEY) == before


def test_that_one_unseen_value_of_two_equal_ones_goes_on_keeping_a_record_alive(
    laptop: Make,
) -> None:
    here, there = laptop(), laptop()
    here.write(KEY, {"tags=Öl": True})
    exchange(here, there)
    (removal,) = here.write(KEY, {"tags=Öl": None})
    here.undo(removal.transaction)  # unseen by the deletion that follows
    there.wall = lambda: NOON + 1_000
    there.restart()
    there.write(KEY, {"tags=Öl": True})
    there.commit([(KEY, there.deletion(KEY))])
    exchange(here, there)
    before = here.shown(KEY)
    assert before.exists
    assert DELETED in before.contested
    (deletion,) = here.commit([(KEY, here.deletion(KEY))])
    (restoring,) = here.commit([(KEY, here.restoring(KEY))])
    (removal,) = here.write(KEY, {"tags=Öl": None})
    for done in (removal, restoring):
        here.undo(done.transaction)
    assert not here.shown(KEY).exists
    here.undo(deletion.transaction)
    assert here.shown(KEY) == before


def test_that_undoing_a_creation_stops_where_somebody_has_decided_the_deletion(
    laptop: Make,
) -> None:
    here, there = laptop(), laptop()
    (created,) = here.write(KEY, {"amount": "84"})
    exchange(here, there)
    there.commit([(KEY, there.deletion(KEY))])
    there.commit([(KEY, there.restoring(KEY))])
    exchange(here, there)
    inverse, written = here.undo(created.transaction)
    assert written == ()
    assert [(each.field, each.authors) for each in inverse.overtaken] == [
        (DELETED, (there.author,))
    ]
    assert here.shown(KEY).exists


def test_that_a_record_written_twice_in_one_transaction_is_undone_whole(laptop: Make) -> None:
    here = laptop()
    here.write(KEY, {"amount": "84"})
    dots = here.seen(KEY)["amount"]
    first, second = here.commit(
        [
            (KEY, {"amount": FieldWrite("85", dots)}),
            (KEY, {"town": FieldWrite("Plauen")}),
        ]
    )
    assert first.transaction == second.transaction
    here.undo(first.transaction)
    assert here.shown(KEY).values == {"amount": "84", "town": None}
    undone = next(reversed(here.inversions))
    here.undo(undone)
    assert here.shown(KEY).values == {"amount": "85", "town": "Plauen"}


def test_that_a_restart_follows_the_own_clock_and_near_ones_only(laptop: Make) -> None:
    here, ahead = laptop(), laptop()
    ahead.wall = lambda: NOON + 5 * 31_536_000_000
    ahead.restart()
    ahead.write(KEY, {"amount": "84"})
    here.take(ahead.bodies())
    before = here.write(KEY, {"amount": "85"})[0].clock
    here.restart()
    after = here.write(KEY, {"amount": "86"})[0].clock
    assert before < after
    assert after >> 16 <= NOON + 1_000


def test_that_a_restart_never_falls_behind_itself(laptop: Make) -> None:
    here = laptop()
    before = here.write(KEY, {"amount": "84"})[0].clock
    here.wall = lambda: NOON - 9 * 31_536_000_000
    here.restart()
    assert here.write(KEY, {"amount": "85"})[0].clock > before


@pytest.mark.parametrize("wall", [-1, 0, 2**47, 2**60])
def test_that_an_absurd_wall_clock_still_gives_a_storable_value(laptop: Make, wall: int) -> None:
    here = laptop()
    here.wall = lambda: wall
    here.restart()
    (written,) = here.write(KEY, {"amount": "84"})
    assert 0 < written.clock < 2**63 - 1
    assert HybridClock(lambda: wall, written.clock).tick() > written.clock
    with here.reading() as connection:
        assert last_clock(connection, here.device) == written.clock


def test_that_a_mark_names_each_dot_once(laptop: Make) -> None:
    here = laptop()
    (written,) = here.write(KEY, {"amount": "84", "town": "Plauen"})
    assert deletion_mark([written.dot, written.dot]) == f'{{"{here.device}":[1]}}'


def test_that_undoing_a_decision_opens_it_again_and_redo_decides_it(laptop: Make) -> None:
    here, there = laptop(), laptop()
    here.write(KEY, {"amount": "84"})
    exchange(here, there)
    (mine,) = here.write(KEY, {"amount": "85"})
    there.write(KEY, {"amount": "86"})
    exchange(here, there)
    before = here.shown(KEY)
    assert "amount" in before.contested
    (decision,) = here.write(KEY, {"amount": "87"})
    assert here.shown(KEY).contested == frozenset()
    here.undo(decision.transaction)
    assert here.shown(KEY) == before
    undone = next(reversed(here.inversions))
    here.undo(undone)
    assert here.shown(KEY).values["amount"] == "87"
    assert here.shown(KEY).contested == frozenset()
    here.undo(next(reversed(here.inversions)))
    exchange(here, there)
    assert here.shown(KEY) == there.shown(KEY) == before
    inverse, written = here.undo(mine.transaction)  # the other value is a colleague's
    assert written == ()
    assert there.author in inverse.overtaken[0].authors
