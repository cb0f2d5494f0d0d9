"""Lists and address cards by the command line: shown first, written once, undone by one step."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.command_line import CommandLine, assert_done, assert_one_sentence

LIST = "Firma;PLZ;Mitarbeiter;Kürzel\nMüller AG;08523;84;M1\nMeier GmbH;07545;viele;M2\n"
CARD = "BEGIN:VCARD\nFN:Eva Muster\nORG:Müller AG\nEMAIL:eva@m.de\nEND:VCARD\n"


@pytest.fixture
def kihub(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


@pytest.fixture
def workspace(kihub: CommandLine) -> Path:
    (kihub.home / "kennwort.txt").write_text("ein kurzer Satz über Öl\n", "utf-8")
    folder = kihub.home / "Liste.kihub"
    assert_done(kihub.run("new", folder, *_passphrase(kihub)))
    return folder


def _passphrase(kihub: CommandLine) -> tuple[object, ...]:
    return "--passphrase-file", kihub.home / "kennwort.txt"


def test_that_a_list_is_shown_then_read_and_known_the_second_time(
    kihub: CommandLine, workspace: Path
) -> None:
    path = kihub.home / "liste.csv"
    path.write_bytes(LIST.encode("cp1252"))
    order = ("import-companies", workspace, path, *_passphrase(kihub))
    dry = kihub.run(*order, "--dry-run")
    assert dry.stdout.splitlines()[0].startswith("2 neu, 0 ergänzt")
    assert dry.stderr.startswith("Zeile 3, Mitarbeiter:")
    done = kihub.run(*order, "--mapping", "Kürzel=next_step")
    assert done.returncode == 0, done.stderr
    again = kihub.run(*order)
    assert again.stdout.startswith("0 neu, 0 ergänzt oder geändert, 2 unverändert")
    cards = kihub.home / "karten.vcf"
    cards.write_text(CARD, "utf-8")
    read = kihub.run("import-contacts", workspace, cards, *_passphrase(kihub))
    assert_done(read)
    assert read.stdout.startswith("0 neu, 1 ergänzt")


def test_that_what_is_no_list_is_refused_in_one_sentence(
    kihub: CommandLine, workspace: Path
) -> None:
    path = kihub.home / "liste.csv"
    path.write_bytes(b"%PDF-1.7")
    assert_one_sentence(kihub.run("import-companies", workspace, path), "keine Tabelle")
    path.write_bytes(LIST.encode())
    refused = kihub.run(
        "import-companies", workspace, path, "--mapping", "Kürzel=gibtesnicht", *_passphrase(kihub)
    )
    assert_one_sentence(refused, "kein Feld")
