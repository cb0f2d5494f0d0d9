"""Laptops that meet at the hub: what each of them has afterwards."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kihub_desktop.domain.changes import Origin
from kihub_desktop.domain.phrases import Joined
from kihub_desktop.sync.exchange import Interrupted
from kihub_desktop.sync.runs import RunOutcome
from kihub_desktop.texts import render
from tests.hub.stations import Scene


def test_that_what_one_laptop_writes_another_reads(scene: Scene) -> None:
    here, there = scene.laptop(), scene.laptop()
    company, _ = here.companies.create("Göltzschtal Präzision GmbH")
    assert here.exchange.status().waiting == 1
    assert here.exchange.status().waiting_companies == 1
    sent, received = here.sync(), there.sync()
    assert (sent.sent, sent.received, received.sent, received.received) == (1, 0, 0, 1)
    assert there.companies.rows()[0].name == "Göltzschtal Präzision GmbH"
    assert received.changes.kinds == {"company"}
    assert received.changes.companies == {company}
    assert received.changes.origin is Origin.SYNC
    assert here.exchange.status().waiting == 0
    assert here.log() == there.log()
    assert scene.station.is_sound()


def test_that_nothing_new_changes_nothing(scene: Scene) -> None:
    laptop = scene.laptop()
    laptop.companies.create("Muster GmbH")
    laptop.sync()
    again = laptop.sync()
    assert (again.sent, again.received) == (0, 0)
    assert not again.changes


def test_that_different_fields_meet_silently(scene: Scene) -> None:
    here, there = scene.laptop(), scene.laptop()
    company, _ = here.companies.create("Muster GmbH")
    here.sync()
    there.sync()
    here.save(company, town="Plauen")
    there.save(company, employees=Decimal(84))
    there.sync()
    outcome = here.sync()
    there.sync()
    assert (outcome.merged, outcome.conflicts) == (1, 0)
    for laptop in (here, there):
        state = laptop.companies.state(company)
        assert state is not None
        assert (state.company.town, state.company.employees) == ("Plauen", Decimal(84))
        assert laptop.conflicts.count() == 0


def test_that_a_conflict_is_shown_on_both_until_one_decides(scene: Scene) -> None:
    here, there = scene.laptop(), scene.laptop()
    company, _ = here.companies.create("Muster GmbH")
    here.sync()
    there.sync()
    here.save(company, town="Plauen")
    there.save(company, town="Auerbach")
    there.sync()
    outcome = here.sync()
    assert (outcome.merged, outcome.conflicts) == (0, 1)
    there.sync()
    (mine,), (theirs,) = here.conflicts.all(), there.conflicts.all()
    assert [version.value for version in mine.versions] == ["Plauen", "Auerbach"]
    assert [version.value for version in theirs.versions] == ["Auerbach", "Plauen"]
    here.conflicts.keep(mine, mine.versions[1])
    here.sync()
    there.sync()
    assert here.conflicts.count() == there.conflicts.count() == 0
    assert here.town(company) == there.town(company) == "Auerbach"
    assert here.log() == there.log()


def test_that_a_stale_form_makes_a_visible_conflict(scene: Scene) -> None:
    here, there = scene.laptop(), scene.laptop()
    company, _ = here.companies.create("Muster GmbH")
    here.sync()
    there.sync()
    form = here.companies.state(company)
    assert form is not None
    there.save(company, town="Auerbach")
    there.sync()
    here.sync()
    assert here.town(company) == "Auerbach"
    here.companies.save(company, form.as_of, town="Plauen")
    assert here.conflicts.count() == 1
    here.sync()
    there.sync()
    assert there.conflicts.count() == 1


def test_that_thousands_of_operations_travel_in_batches(scene: Scene) -> None:
    here, there = scene.laptop(), scene.laptop()
    company, _ = here.companies.create("Muster GmbH")
    here.write_many(company, 2_100)
    steps: list[tuple[int, int]] = []
    here.exchange.run(lambda done, total, doing="": steps.append((done, total)))
    assert there.sync().received == 2_101
    assert here.log() == there.log()
    assert steps == sorted(steps)
    assert steps[0] == (0, 2_101)
    assert len(steps) >= 6
    assert scene.station.is_sound()


def test_that_every_run_is_in_the_history(scene: Scene) -> None:
    laptop = scene.laptop()
    laptop.companies.create("Muster GmbH")
    laptop.sync()
    scene.station.stop()
    scene.clock.forward(minutes=5)
    with pytest.raises(Interrupted):
        laptop.sync()
    scene.station.start()
    status = laptop.exchange.status()
    latest, first = status.runs
    assert (latest.outcome, latest.detail.reason) == (RunOutcome.INTERRUPTED, "hub_unreachable")
    assert (first.outcome, first.sent) == (RunOutcome.COMPLETE, 1)
    assert status.last_run == first
    assert isinstance(first.sentence, Joined)
    assert render(first.sentence) == "1 Änderung gesendet, 0 empfangen"
    assert render(latest.sentence) == "Rest beim nächsten Mal, nichts verloren"


def test_that_three_laptops_converge_whatever_the_order(scene: Scene) -> None:
    laptops = [scene.laptop() for _ in range(3)]
    company, _ = laptops[0].companies.create("Muster GmbH")
    for laptop in laptops:
        laptop.sync()
    for number, laptop in enumerate(laptops):
        laptop.save(company, town=f"Ort {number}", note=f"Notiz {number}")
    for laptop in (*laptops, *reversed(laptops), *laptops):
        laptop.sync()
    assert laptops[0].log() == laptops[1].log() == laptops[2].log()
    assert {laptop.town(company) for laptop in laptops} == {laptops[0].town(company)}
    assert [laptop.conflicts.count() for laptop in laptops] == [2, 2, 2]
    assert all(laptop.is_sound() for laptop in laptops)
