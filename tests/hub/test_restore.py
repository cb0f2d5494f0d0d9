"""A hub that was restored from an old copy: the laptops bring back what it lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kihub_desktop.domain.refusals import Reason, Refused
from kihub_hub.cli import main
from tests.hub.direct import Direct, chain
from tests.hub.postgres import Postgres
from tests.hub.stations import Laptop, Scene

Restore = Callable[[], None]


@pytest.fixture
def back_up(scene: Scene, tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[], Restore]:
    """Copies the hub's database; what it returns puts the copy back. The hub restarts each time."""
    station = scene.station

    def take() -> Restore:
        station.stop()
        if station.database.startswith("sqlite"):
            put_back = copy_file(tmp_path)
        else:
            put_back = copy_database(request.getfixturevalue("server"), station.database)
        station.start()

        def restore() -> None:
            station.stop()
            put_back()
            station.start()

        return restore

    return take


def copy_file(folder: Path) -> Restore:
    copies = folder / "backup"
    copies.mkdir()
    for path in folder.glob("hub.db*"):
        shutil.copy(path, copies)

    def restore() -> None:
        for path in folder.glob("hub.db*"):
            path.unlink()
        for path in copies.iterdir():
            shutil.copy(path, folder)

    return restore


def copy_database(server: Postgres, url: str) -> Restore:
    name = url.rpartition("/")[2]
    copy = server.fresh(name)

    def restore() -> None:
        server.drop(name)
        server.fresh(copy, name)

    return restore


def names(laptop: Laptop) -> set[str]:
    return {row.name for row in laptop.companies.rows()}


@pytest.mark.parametrize("told", [True, False], ids=["told", "unnoticed"])
def test_that_a_restored_hub_loses_nothing(
    scene: Scene, back_up: Callable[[], Restore], told: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    here, there, late = scene.laptop(), scene.laptop(), scene.laptop()
    here.companies.create("Vor der Sicherung GmbH")
    for laptop in (here, there):
        laptop.sync()
    restore = back_up()
    company, _ = here.companies.create("Nach der Sicherung GmbH")
    here.sync()
    there.sync()
    there.save(company, town="Plauen")
    there.sync()
    restore()
    if told:
        assert main(["new-epoch", "--database", scene.station.database]) == 0
        assert "1" in capsys.readouterr().out
    late.companies.create("Danach GmbH")
    late.sync()
    for laptop in (here, there, late, here, there):
        laptop.sync()
    everything = {"Vor der Sicherung GmbH", "Nach der Sicherung GmbH", "Danach GmbH"}
    assert names(here) == names(there) == names(late) == everything
    assert late.town(company) == "Plauen"
    assert here.log() == there.log() == late.log()
    assert scene.station.count("op") == 4
    assert scene.station.is_sound()


def test_that_a_new_hub_at_the_old_address_gets_everything(scene: Scene) -> None:
    laptop = scene.laptop()
    laptop.companies.create("Muster GmbH")
    laptop.sync()
    with scene.station.hub.storage.writing() as connection:
        for table in ("op", "device", "hub_setting", "epoch"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
        connection.exec_driver_sql("UPDATE counter SET n = 0")
    scene.station.stop()
    scene.station.start()
    laptop.companies.create("Andere GmbH")
    with pytest.raises(Refused) as caught:
        laptop.sync()
    assert caught.value.reason is Reason.NOT_ENROLLED
    laptop.exchange.enrol(scene.station.url, scene.station.code(), "Laptop 07")
    assert laptop.sync().sent == 2
    assert scene.station.count("op") == 2


def test_that_a_cursor_nobody_here_has_sealed_starts_anew(scene: Scene) -> None:
    direct = Direct(scene.station)
    bodies = chain(direct.device, ["Plauen"])
    direct.push(bodies, [direct.head(bodies[-1])])
    cursor = direct.pull().json()["cursor"]
    assert direct.pull(cursor=cursor).json()["ops"] == []
    for foreign in ("", "x", "x.y", cursor[:-2] + "AA", "…"):
        assert len(direct.pull(cursor=foreign).json()["ops"]) == 1
