"""Letting laptops in: one-time codes, keys, tokens, and shutting them out again."""

from __future__ import annotations

import shutil

import pytest

from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.store.workspace import open_workspace
from kihub_hub.devices import revoke
from tests.hub.direct import Direct
from tests.hub.stations import Laptop, Scene, Station
from tests.store.conftest import PASSPHRASE


def refusal(laptop: Laptop, url: str, code: str) -> Refused:
    with pytest.raises(Refused) as caught:
        laptop.exchange.enrol(url, code, "Laptop 07")
    return caught.value


def test_that_a_code_lets_one_laptop_in_and_no_second(scene: Scene) -> None:
    first, second = scene.laptop(enrolled=False), scene.laptop(enrolled=False)
    assert not first.exchange.status().enrolled
    code = scene.station.code("Laptop 07")
    first.exchange.enrol(scene.station.url, code, "irgendwie")
    status = first.exchange.status()
    assert (status.enrolled, status.url, status.device_name) == (
        True,
        scene.station.url,
        "Laptop 07",
    )
    assert refusal(second, scene.station.url, code).reason is Reason.HUB_REFUSED
    # The answer may have been lost on its way: the same laptop may ask again.
    first.exchange.enrol(scene.station.url, code, "irgendwie")


def test_that_a_code_is_read_as_people_type_it(scene: Scene) -> None:
    laptop = scene.laptop(enrolled=False)
    code = scene.station.code()
    assert len(code.replace("-", "")) == 10
    laptop.exchange.enrol(
        scene.station.url, f" {code.lower().replace('0', 'o').replace('1', 'l')} ", "Laptop 07"
    )
    assert laptop.exchange.status().enrolled


def test_that_a_code_ends_after_a_quarter_of_an_hour(scene: Scene) -> None:
    early, late = scene.laptop(enrolled=False), scene.laptop(enrolled=False)
    code, other = scene.station.code(), scene.station.code()
    scene.clock.forward(minutes=14.9)
    early.exchange.enrol(scene.station.url, code, "Laptop 07")
    scene.clock.forward(minutes=0.2)
    assert refusal(late, scene.station.url, other).reason is Reason.HUB_REFUSED


def test_that_a_code_is_void_after_five_wrong_tries(scene: Scene) -> None:
    laptop, lucky = scene.laptop(enrolled=False), scene.laptop(enrolled=False)
    code, other = scene.station.code(), scene.station.code()

    def wrong(right: str) -> str:
        return right[:-1] + ("0" if right[-1] != "0" else "2")

    for _ in range(5):
        refusal(laptop, scene.station.url, wrong(code))
    assert refusal(laptop, scene.station.url, code).reason is Reason.HUB_REFUSED
    for _ in range(4):
        refusal(lucky, scene.station.url, wrong(other))
    lucky.exchange.enrol(scene.station.url, other, "Laptop 07")


def test_that_guessing_is_braked(scene: Scene) -> None:
    laptop = scene.laptop(enrolled=False)
    details = {refusal(laptop, scene.station.url, "AAAAAAAAAA").detail for _ in range(25)}
    assert details == {"403 code", "429 too_often"}


def test_that_no_code_lies_readable_in_the_database(station: Station) -> None:
    code = station.code().replace("-", "")
    with station.hub.storage.reading() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM enrolment").all()
    assert code[3:] not in repr(rows)


def test_that_nobody_takes_the_id_of_another_device(station: Station) -> None:
    victim = Direct(station)
    thief = Direct(station)
    application = {**thief.application(station.code()), "device": victim.device}
    assert thief.post("enrol", application).status_code == 403
    assert victim.sign_in().status_code == 200


def test_that_a_token_needs_the_key_and_every_nonce_is_good_once(station: Station) -> None:
    device = Direct(station)
    assert device.post("token", device.signed).status_code == 401
    other = Direct(station)
    other.device = device.device
    assert other.sign_in().status_code == 401
    assert device.pull().status_code == 200
    station.clock.forward(minutes=16)
    answer = device.pull()
    assert (answer.status_code, answer.json()["type"]) == (401, "token")


def test_that_a_laptop_renews_its_token_by_itself(scene: Scene) -> None:
    laptop = scene.laptop()
    laptop.sync()
    scene.clock.forward(minutes=20)
    laptop.companies.create("Muster GmbH")
    assert laptop.sync().sent == 1


def test_that_without_enrolment_nothing_is_sent(scene: Scene) -> None:
    laptop = scene.laptop(enrolled=False)
    with pytest.raises(Refused) as caught:
        laptop.sync()
    assert caught.value.reason is Reason.NOT_ENROLLED


def test_that_a_revoked_laptop_loses_nothing_and_learns_nothing(scene: Scene) -> None:
    outcast, other = scene.laptop(), scene.laptop()
    outcast.companies.create("Vorher GmbH")
    outcast.sync()
    with scene.station.hub.storage.writing() as connection:
        assert revoke(connection, outcast.workspace.device, scene.clock())
    outcast.companies.create("Nachher GmbH")
    other.companies.create("Andere GmbH")
    other.sync()
    with pytest.raises(Refused) as caught:
        outcast.sync()
    assert caught.value.reason is Reason.HUB_REFUSED
    assert scene.station.count("quarantine") == 1
    assert {row.name for row in outcast.companies.rows()} == {"Vorher GmbH", "Nachher GmbH"}
    other.sync()
    assert {row.name for row in other.companies.rows()} == {"Vorher GmbH", "Andere GmbH"}
    # Let in again, it goes on where it stopped.
    outcast.exchange.enrol(scene.station.url, scene.station.code(), "Laptop 07")
    assert outcast.sync().sent == 1


def test_that_a_copied_workspace_has_to_enrol_itself(scene: Scene) -> None:
    laptop = scene.laptop()
    company, _ = laptop.companies.create("Muster GmbH")
    laptop.sync()
    laptop.workspace.close()
    scene.laptops.remove(laptop)
    folder = scene.folder / "Kopie.kihub"
    shutil.copytree(laptop.workspace.folder, folder)
    with open_workspace(laptop.workspace.folder, PASSPHRASE, laptop.workspace.around) as opened:
        original = Laptop.of(opened)
        original.save(company, town="Plauen")
        original.sync()
    with open_workspace(folder, PASSPHRASE, laptop.workspace.around) as opened:
        copy = Laptop.of(opened)
        with pytest.raises(Refused) as caught:
            copy.sync()
        assert caught.value.reason is Reason.NOT_ENROLLED
        copy.save(company, town="Auerbach")
        copy.exchange.enrol(scene.station.url, scene.station.code(), "Kopie")
        copy.sync()
        assert copy.conflicts.count() == 1
    assert scene.station.count("quarantine") == 0
    assert scene.station.is_sound()
