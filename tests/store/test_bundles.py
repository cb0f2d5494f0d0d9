"""A company as a file: complete, sealed, looked at first, harmless when it is broken or hostile."""

from __future__ import annotations

import io
import random
import threading
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.progress import Cancelled
from kihub_desktop.domain.quick_test_records import QuickTestRecord
from kihub_desktop.domain.records import Company, Process
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.domain.visit_records import Picture
from kihub_desktop.replication.bundle import MAGIC, BundleWriter, Item
from kihub_desktop.replication.check import check_log
from kihub_desktop.services.bundles import BundleService
from kihub_desktop.services.conflicts import ConflictService
from kihub_desktop.services.team import TeamService
from kihub_desktop.store.blobs import BlobRole, note_blob
from kihub_desktop.store.restoring import restore
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.view import view_of
from kihub_desktop.store.workspace import (
    Surroundings,
    Workspace,
    create_workspace,
    open_workspace,
)
from tests.store.conftest import CHEAP, PASSPHRASE
from tests.store.test_comparison import PROCESS, records, write
from tests.store.test_copies import COMPANY, add
from tests.unit.command_line import CommandLine, assert_done, assert_one_sentence

WORDS = "ein Satz für das Paket"
PHOTO = random.Random(4).randbytes(400_000)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Workspace]:
    around = Surroundings(tmp_path / "anchors-2", key_cost=CHEAP)
    with create_workspace(tmp_path / "Zwei.kihub", PASSPHRASE, around) as opened:
        yield opened


@pytest.fixture
def packet(workspace: Workspace, tmp_path: Path) -> Path:
    """A bundle of a company with a process, a photo, and a colleague who wrote it."""
    TeamService(workspace).sign("Jana Öhler", "Laptop Plauen")
    add(workspace, "Göltzschtal Präzision GmbH")
    write(workspace, name="Rüsten", hours_per_year=Decimal(120))
    digest = workspace.blobs.put(PHOTO)
    with writing_to(workspace) as work:
        work.set(Picture, COMPANY, workspace.new_id(), caption="Halle 3", content=digest)
        note_blob(work.connection, digest, len(PHOTO), BlobRole.ORIGINAL)
    foreign = workspace.new_id()
    with writing_to(workspace) as work:
        work.set(Company, foreign, foreign, name="Anderes Unternehmen")
    path = tmp_path / "Göltzschtal.kihub-paket"
    exported = BundleService(workspace).export(COMPANY, path, WORDS)
    assert (exported.operations, exported.pictures, exported.missing) == (5, 1, 0)
    return path


def state(workspace: Workspace) -> tuple[int, int, object]:
    """What must be the same before and after a refusal."""
    with workspace.reading() as connection:
        counts = connection.exec_driver_sql(
            "SELECT (SELECT count(*) FROM op), (SELECT count(*) FROM quarantine)"
        ).one()
    return counts[0], counts[1], sorted(p.name for p in workspace.folder.rglob("*") if p.is_file())


def test_that_a_company_arrives_whole_with_authors_and_pictures(
    workspace: Workspace, other: Workspace, packet: Path
) -> None:
    bundles = BundleService(other)
    before = state(other)
    staged = bundles.look(packet, WORDS)
    preview = staged.preview
    assert state(other)[:2] == before[:2]  # a look writes nothing
    assert (preview.name, preview.is_new) == ("Göltzschtal Präzision GmbH", True)
    assert (preview.operations, preview.values, preview.records) == (5, 6, 3)
    assert (preview.conflicts, preview.doubtful, preview.pictures) == (0, 0, 1)
    imported = bundles.take_in(staged)
    assert (imported.operations, imported.pictures) == (5, 1)
    assert imported.changes.companies == {COMPANY}
    mine = {
        key: value for key, value in records(workspace).items() if value["company"] == str(COMPANY)
    }
    assert {k: v for k, v in records(other).items() if v["company"] == str(COMPANY)} == mine
    with view_of(other) as view:
        assert [each.name for each in view.everywhere(Company)] == ["Göltzschtal Präzision GmbH"]
        (picture,) = view.of_company(Picture, COMPANY)
    assert picture.content is not None
    assert other.blobs.get(picture.content) == PHOTO
    with other.reading() as connection:
        assert check_log(connection, other.registry).clean
    assert not list((other.folder / "staging").iterdir())


def test_that_an_attached_sample_stays_at_home(
    workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    add(workspace, "Göltzschtal Präzision GmbH")
    rows = b"zeit,strom\n" * 900
    digest = workspace.blobs.put(rows)
    with writing_to(workspace) as work:
        note_blob(work.connection, digest, len(rows), BlobRole.SAMPLE)
        identifier = workspace.new_id()
        work.set(QuickTestRecord, COMPANY, identifier, name="spindel.csv", sample=digest)
    path = tmp_path / "Göltzschtal.kihub-paket"
    exported = BundleService(workspace).export(COMPANY, path, WORDS)
    assert (exported.pictures, exported.missing) == (0, 0)
    BundleService(other).take_in(BundleService(other).look(path, WORDS))
    assert not other.blobs.has(digest)
    with view_of(other) as view:
        (test,) = view.of_company(QuickTestRecord, COMPANY)
    assert test.sample == digest  # so that one can tell where it lies


def test_that_a_second_import_has_no_effect(other: Workspace, packet: Path) -> None:
    bundles = BundleService(other)
    bundles.take_in(bundles.look(packet, WORDS))
    before = state(other)
    staged = bundles.look(packet, WORDS)
    assert not staged.preview.has_anything
    assert (staged.preview.known, staged.preview.pictures_known) == (5, 1)
    assert not bundles.take_in(staged).changes
    assert state(other) == before


def test_that_the_look_counts_the_conflicts_that_come(
    workspace: Workspace, other: Workspace, packet: Path, tmp_path: Path
) -> None:
    bundles = BundleService(other)
    bundles.take_in(bundles.look(packet, WORDS))
    write(other, hours_per_year=Decimal(75))
    write(workspace, hours_per_year=Decimal(90), problem="Wartezeit")
    again = tmp_path / "Neu.kihub-paket"
    BundleService(workspace).export(COMPANY, again, WORDS)
    staged = bundles.look(again, WORDS)
    assert (staged.preview.operations, staged.preview.conflicts) == (1, 1)
    bundles.take_in(staged)
    assert len(ConflictService(other).all()) == staged.preview.conflicts


def test_that_a_restored_workspace_reads_a_bundle_without_a_passphrase(
    workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    add(workspace)
    path = tmp_path / "ohne Kennwort.kihub-paket"
    copy = tmp_path / "Kopie.db"
    workspace.copy_to(copy)
    (tmp_path / "keys.json").write_bytes((workspace.folder / "keys.json").read_bytes())
    add(workspace, "später")
    BundleService(workspace).export(COMPANY, path, None)
    restored = restore(copy, tmp_path / "Zurück.kihub", PASSPHRASE)
    with open_workspace(restored.folder, PASSPHRASE, workspace.around) as opened:
        staged = BundleService(opened).look(path, None)
        assert staged.preview.operations == 1
        BundleService(opened).take_in(staged)
        assert records(opened) == records(workspace)
    with pytest.raises(Refused) as caught:
        BundleService(other).look(path, None)
    assert caught.value.reason is Reason.WRONG_PASSPHRASE


def test_that_a_wrong_or_missing_passphrase_is_told(other: Workspace, packet: Path) -> None:
    before = state(other)
    for words in (None, "falsches Kennwort"):
        with pytest.raises(Refused) as caught:
            BundleService(other).look(packet, words)
        assert caught.value.reason is Reason.WRONG_PASSPHRASE
    assert state(other) == before


def test_that_nothing_readable_lies_in_the_file_or_while_it_is_staged(
    other: Workspace, packet: Path
) -> None:
    BundleService(other).look(packet, WORDS)
    for path in (packet, *(other.folder / "staging").iterdir()):
        content = path.read_bytes()
        for secret in ("Göltzschtal", "Jana", "Halle 3", str(COMPANY)):
            assert secret.encode() not in content


def test_that_a_look_and_an_import_can_be_cancelled(other: Workspace, packet: Path) -> None:
    def stop(done: int, total: int, doing: Value = "") -> None:
        raise Cancelled

    before = state(other)
    with pytest.raises(Cancelled):
        BundleService(other).look(packet, WORDS, stop)
    assert state(other) == before
    staged = BundleService(other).look(packet, WORDS)
    with pytest.raises(Cancelled):
        BundleService(other).take_in(staged, stop)
    assert state(other) == before


def test_that_an_interrupted_import_is_completed_by_the_next(
    workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    with writing_to(workspace) as work:
        for number in range(400):
            work.set(Process, COMPANY, workspace.new_id(), name=f"Prozess {number}")
    path = tmp_path / "groß.kihub-paket"
    BundleService(workspace).export(COMPANY, path, WORDS)
    calls = 0

    def stop_later(done: int, total: int, doing: Value = "") -> None:
        nonlocal calls
        calls += 1
        if calls > 3:
            raise Cancelled

    bundles = BundleService(other)
    with pytest.raises(Cancelled):
        bundles.take_in(bundles.look(path, WORDS), stop_later)
    with other.reading() as connection:
        assert check_log(connection, other.registry).clean
    staged = bundles.look(path, WORDS)
    assert 0 < staged.preview.operations < 400
    bundles.take_in(staged)
    assert records(other) == records(workspace)


def test_that_somebody_can_save_between_the_slices(
    workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    with writing_to(workspace) as work:
        for number in range(300):
            work.set(Process, COMPANY, workspace.new_id(), name=f"Prozess {number}")
    path = tmp_path / "groß.kihub-paket"
    BundleService(workspace).export(COMPANY, path, WORDS)
    saved: list[int] = []

    def save(done: int, total: int, doing: Value = "") -> None:
        worker = threading.Thread(target=write, args=(other, PROCESS), kwargs={"name": str(done)})
        worker.start()
        worker.join(10)
        saved.append(done)

    bundles = BundleService(other)
    bundles.take_in(bundles.look(path, WORDS), save)
    assert len(saved) >= 5
    with other.reading() as connection:
        assert check_log(connection, other.registry).clean


def test_that_an_unfinished_bundle_never_takes_the_place_of_the_last(
    workspace: Workspace, packet: Path
) -> None:
    def stop(done: int, total: int, doing: Value = "") -> None:
        raise Cancelled

    before = packet.read_bytes()
    with pytest.raises(Cancelled):
        BundleService(workspace).export(COMPANY, packet, WORDS, stop)
    assert packet.read_bytes() == before
    assert not list(packet.parent.glob(".*.part"))


def test_that_a_writer_without_an_end_is_refused() -> None:
    stream = io.BytesIO()
    BundleWriter(stream, {}, bytes(32)).write(Item.CONTENTS, b"{}")
    assert stream.getvalue().startswith(MAGIC)


def test_that_the_command_line_exports_and_imports(
    tmp_path: Path, packet: Path, workspace: Workspace
) -> None:
    workspace.close()
    kihub, words = CommandLine(tmp_path), tmp_path / "kennwort.txt"
    words.write_text(WORDS, "utf-8")
    target = tmp_path / "aus.kihub-paket"
    given = ("--passphrase-stdin", "--bundle-passphrase-file", words)
    made = kihub.run(
        "export-company", workspace.folder, "--company", "Göltzschtal", "--to", target, *given,
        given=PASSPHRASE,
    )  # fmt: skip
    assert_done(made)
    assert "1 Bild" in made.stdout
    new = tmp_path / "Drei.kihub"
    assert_done(kihub.run("new", new, "--passphrase-stdin", given=PASSPHRASE))
    look = kihub.run("import-company", new, target, *given, given=PASSPHRASE)
    assert_done(look)
    assert "6 Angaben, 0 Konflikte, 1 Bild" in look.stdout
    assert "--yes" in look.stdout
    taken = kihub.run("import-company", new, target, "--yes", *given, given=PASSPHRASE)
    assert_done(taken)
    assert "Eingelesen" in taken.stdout
    again = kihub.run("import-company", new, target, "--yes", *given, given=PASSPHRASE)
    assert "Alles ist schon vorhanden" in again.stdout
    target.write_bytes(target.read_bytes()[:-9])
    broken = kihub.run("import-company", new, target, "--yes", *given, given=PASSPHRASE)
    assert_one_sentence(broken, "kein vollständiges Paket")
