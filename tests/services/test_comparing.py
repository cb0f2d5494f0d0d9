"""The look at what a copy holds differently, in words that a consultant reads."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from kihub_desktop.composition import Services
from kihub_desktop.store.comparison import Fate
from kihub_desktop.texts import render


def test_that_a_look_names_company_record_field_values_and_author(services: Services) -> None:
    services.team.sign("Jana Öhler", "Laptop Plauen")
    company, _changes = services.companies.create("Göltzschtal Präzision GmbH")
    process, _changes = services.processes.create(company, name="Rüsten", pain=3)
    copy = services.copies.make()
    as_of = services.processes.of_company(company).as_of
    services.processes.save(company, process, as_of, hours_per_year=Decimal(1450), pain=5)
    (changed,) = services.comparing.differences(copy.path).companies
    assert changed.name == "Göltzschtal Präzision GmbH"
    (record,) = changed.records
    assert record.fate is Fate.CHANGED
    assert "Rüsten" in render(record.subject)
    assert [
        (render(each.label), render(each.then), render(each.now)) for each in record.fields
    ] == [("Aufwand/Jahr", "–", "1.450\u00a0h"), ("Schmerz", "3", "5")]
    assert {each.author for each in record.fields} == {"Jana Öhler"}


def test_that_a_backup_brings_records_and_pictures_back(services: Services, tmp_path: Path) -> None:
    company, _changes = services.companies.create("Göltzschtal Präzision GmbH")
    blobs = services.workspace.folder / "blobs"
    blobs.mkdir(exist_ok=True)
    picture = blobs / ("cd" * 32 + ".blob")
    picture.write_bytes(b"sealed")
    backup = services.backups.back_up(tmp_path / "Stick")
    picture.unlink()
    state = services.companies.state(company)
    assert state is not None
    services.companies.delete(company, state.as_of)
    look = services.comparing.differences(backup.folder)
    assert [each.name for each in look.companies] == ["Göltzschtal Präzision GmbH"]
    services.comparing.take_over(look, look.companies[0].records)
    assert services.companies.state(company) is not None
    assert picture.read_bytes() == b"sealed"
    assert services.comparing.differences(backup.folder).companies == ()
