"""The rows of a quick test, kept on purpose: bounded, masked, encrypted, at home, removable."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Archetype
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.services.attached_samples import AttachedSample
from kihub_desktop.services.data_checks import Adoption, FileChoice
from kihub_desktop.services.quick_test_process import QuickTested, run_packing, run_quick_test
from kihub_desktop.services.quick_test_sample import PackedSample, packed, unpacked
from kihub_desktop.services.quick_test_worker import Wanted
from kihub_desktop.services.report_chapters.quick_test import quick_test_blocks
from kihub_desktop.store.blobs import BlobRole, note_blob, sweep, used_hashes
from kihub_desktop.store.unit_of_work import writing_to
from tests.unit.analysis import factory_tables as factory

TODAY = date(2026, 11, 23)
PERSONS = ("Sabine", "Müller", "Jörg", "firma.example", "DE89", "MÜL")
DAY = 24 * 3600 * 1000


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    frame = factory.with_people(factory.clean(rows=1_500))
    return factory.saved(frame, tmp_path_factory.mktemp("tables") / "spindel.csv")


@pytest.fixture(scope="module")
def tested(table: Path) -> QuickTested:
    return run_quick_test(Wanted(table, TODAY))


@pytest.fixture(scope="module")
def sample(table: Path) -> PackedSample:
    return run_packing(Wanted(table, TODAY))


@pytest.fixture
def kept(services: Services, tested: QuickTested) -> tuple[UUID, UUID]:
    company, _ = services.companies.create("Muster GmbH")
    record, _ = services.data_checks.keep(company, tested)
    return company, record


def test_that_a_sample_holds_the_rows_without_columns_that_look_personal(
    sample: PackedSample, tested: QuickTested
) -> None:
    text = unpacked(sample.content).decode()
    head, *rows = text.splitlines()
    assert (sample.rows, len(rows)) == (1_500, 1_500)
    assert sample.columns == len(head.split(",")) == sample.columns_total - 4
    assert [value for value in PERSONS if value in text] == []
    assert set(tested.found.profile.personal).isdisjoint(head.split(","))


def test_that_a_sample_that_is_too_large_keeps_its_first_rows(tested: QuickTested) -> None:
    frame = factory.clean(rows=4_000)
    largest = 20_000
    cut = packed(frame, tested.found.profile, largest)
    assert len(cut.content) <= largest
    assert 100 < cut.rows < 4_000
    whole = packed(frame, tested.found.profile)
    assert unpacked(whole.content).startswith(unpacked(cut.content))


def test_that_nothing_but_personal_columns_is_refused(tested: QuickTested) -> None:
    frame = factory.with_people(factory.clean(rows=50))[list(tested.found.profile.personal)]
    with pytest.raises(Refused):
        packed(frame, tested.found.profile)


def test_that_a_sample_is_kept_at_home_and_removed_at_once(
    services: Services, kept: tuple[UUID, UUID], sample: PackedSample, tmp_path: Path
) -> None:
    company, record = kept
    workspace, service = services.workspace, services.attached_samples
    test = services.data_checks.get(company, record)
    assert test is not None
    assert service.of(test) is None
    service.attach(company, record, sample)
    test = services.data_checks.get(company, record)
    assert test is not None
    assert test.sample is not None
    assert service.of(test) == AttachedSample(len(sample.content), is_here=True)
    now = workspace.around.now()
    for day in (0, 100):
        swept = sweep(workspace, lambda day=day: now + day * DAY)  # type: ignore[misc]
        assert (swept.used, swept.resting, swept.removed) == (1, 0, 0)
    with workspace.reading() as connection:
        assert test.sample not in set(used_hashes(connection))  # what a bundle takes along
    service.export(test, tmp_path / "zeilen.csv")
    assert (tmp_path / "zeilen.csv").read_bytes() == gzip.decompress(sample.content)
    file = workspace.blobs.path(test.sample)
    assert sample.content[:200] not in file.read_bytes()
    service.remove(company, record, services.data_checks.of_company(company).as_of)
    assert not file.exists()
    services.undo.undo()
    test = services.data_checks.get(company, record)
    assert test is not None
    assert service.of(test) == AttachedSample(len(sample.content), is_here=False)
    with pytest.raises(Refused):
        service.export(test, tmp_path / "leer.csv")


def test_that_a_sample_that_two_tests_name_stays_for_the_other(
    services: Services, kept: tuple[UUID, UUID], sample: PackedSample, tested: QuickTested
) -> None:
    company, record = kept
    other, _ = services.data_checks.keep(company, tested)
    for each in (record, other):
        services.attached_samples.attach(company, each, sample)
    as_of = services.data_checks.of_company(company).as_of
    services.attached_samples.remove(company, record, as_of)
    test = services.data_checks.get(company, other)
    assert test is not None
    assert services.attached_samples.of(test) == AttachedSample(len(sample.content), is_here=True)


def test_that_another_file_than_the_tested_one_is_refused(
    services: Services, kept: tuple[UUID, UUID], sample: PackedSample
) -> None:
    longer = replace(sample, rows_total=sample.rows_total + 1)
    with pytest.raises(Refused) as refused:
        services.attached_samples.attach(*kept, longer)
    assert refused.value.reason is Reason.BAD_INPUT
    assert services.workspace.blobs.count_files() == 0


def test_that_an_unused_sample_rests_and_is_cleared_like_a_picture(services: Services) -> None:
    workspace = services.workspace
    digest = workspace.blobs.put(b"x" * 100)
    with writing_to(workspace) as work:
        note_blob(work.connection, digest, 100, BlobRole.SAMPLE)
    assert sweep(workspace).resting == 1


def test_that_what_unpacks_too_far_or_is_none_is_refused(sample: PackedSample) -> None:
    for spoilt in (b"", b"text", sample.content[:-9], gzip.compress(bytes(300_000_000), 9)):
        with pytest.raises(Refused):
            unpacked(spoilt)


def test_that_the_report_says_what_became_of_the_rows(
    services: Services, kept: tuple[UUID, UUID], sample: PackedSample
) -> None:
    company, record = kept
    use_case, _ = services.use_cases.create(
        company, title="Verschleiß", archetype=Archetype.PREDICTIVE_MAINTENANCE
    )
    as_of = services.data_checks.of_company(company).as_of
    services.data_checks.adopt(company, record, as_of, Adoption(use_case))

    def told() -> str:
        (case,) = services.reports.material(company).cases
        return repr(list(quick_test_blocks(case)))

    assert "die Rohdaten sind beim Unternehmen geblieben" in told()
    services.attached_samples.attach(company, record, sample)
    assert "verschlüsselt beim Arbeitsbereich" in told()


def test_that_a_file_that_is_none_is_refused_in_one_sentence(
    services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "bild.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
    with pytest.raises(Refused) as refused:
        services.attached_samples.pack(FileChoice(path))
    assert refused.value.reason is Reason.BAD_INPUT
