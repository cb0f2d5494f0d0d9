"""The command line as a process of its own: what it does, and one sentence when it does not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from kihub_desktop.store.workspace import Surroundings, open_workspace
from tests.unit.command_line import CommandLine, assert_done, assert_one_sentence

PASSPHRASE = "ein kurzer Satz über Öl"
AND_SAY_QT = (
    "import sys; from kihub_desktop.cli import main; code = main(sys.argv[1:]);"
    "print(code, [name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))])"
)
"""Runs a command in one process and prints its exit code and what of Qt was imported."""
WITH_OPTIONS = {
    "new": ("--author", "--device", "--sample", "--passphrase-file", "--passphrase-stdin"),
    "check": ("--passphrase-file", "--passphrase-stdin"),
    "report": ("--company", "--pdf", "--xlsx", "--passphrase-file", "--passphrase-stdin"),
    "sync": ("--hub", "--code", "--passphrase-file", "--passphrase-stdin"),
    "demo": ("--out", "--screenshots"),
    "import-companies": ("--sheet", "--mapping", "--duplicates", "--dry-run"),
    "import-contacts": ("--company", "--dry-run"),
    "catalogues": ("list", "check", "diff", "install", "expiring"),
    "calc": ("readiness", "dma", "economics", "law", "ahp", "topsis", "smaa", "verdict"),
    "calc readiness": ("--today",),
    "calc dma": ("--today",),
    "calc economics": ("--today",),
    "calc law": ("--today",),
    "calc ahp": ("--today",),
    "calc topsis": ("--today",),
    "calc smaa": ("--today",),
    "calc verdict": ("--today",),
    "": ("--version", "--english", "--details", "new", "check", "report", "sync", "demo", "calc"),
}


@pytest.fixture(scope="module")
def kihub(tmp_path_factory: pytest.TempPathFactory) -> CommandLine:
    return CommandLine(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def passphrase_file(kihub: CommandLine) -> Path:
    path = kihub.home / "kennwort.txt"
    path.write_text(PASSPHRASE + "\n", "utf-8")
    return path


@pytest.fixture(scope="module")
def sample(kihub: CommandLine, passphrase_file: Path) -> Path:
    """A workspace with the sample companies, made by the command line; tests only read it."""
    folder = kihub.home / "Beispiel.kihub"
    done = kihub.run("new", folder, "--sample", "--passphrase-file", passphrase_file)
    assert_done(done)
    return folder


@pytest.fixture
def own(sample: Path, tmp_path: Path) -> Path:
    """A copy of the sample that a test may spoil."""
    return Path(shutil.copytree(sample, tmp_path / "Eigener.kihub"))


# -- help ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", WITH_OPTIONS)
def test_that_help_names_what_a_command_takes(kihub: CommandLine, command: str) -> None:
    done = kihub.run(*command.split(), "--help")
    assert_done(done)
    for option in WITH_OPTIONS[command]:
        assert option in done.stdout


def test_that_help_speaks_german_and_english(kihub: CommandLine) -> None:
    assert "einen Arbeitsbereich anlegen" in kihub.run("--help").stdout
    assert "BEFEHL" not in kihub.run("--english", "--help").stdout


def test_that_misuse_ends_with_code_two(kihub: CommandLine) -> None:
    for arguments in ([], ["unbekannt"], ["report"], ["calc"]):
        done = kihub.run(*arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert "Traceback" not in done.stderr


# -- what the commands do -------------------------------------------------------------------------


def test_that_a_workspace_is_checked_and_needs_no_window(
    kihub: CommandLine, sample: Path, passphrase_file: Path
) -> None:
    done = kihub.python("-c", AND_SAY_QT, "check", sample, "--passphrase-file", passphrase_file)
    assert_done(done)
    checked, modules = done.stdout.splitlines()
    assert checked.endswith("Änderungen geprüft. Protokoll und Tabellen passen zueinander.")
    assert modules == "0 []"


def test_that_the_passphrase_can_come_by_standard_input(kihub: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "Neu.kihub"
    made = kihub.run("new", folder, "--passphrase-stdin", given=PASSPHRASE + "\n")
    assert_done(made)
    checked = kihub.run("check", folder, "--passphrase-stdin", given=PASSPHRASE)
    assert_done(checked)


def test_that_report_and_sheets_are_written_and_need_no_window(
    kihub: CommandLine, sample: Path, passphrase_file: Path, tmp_path: Path
) -> None:
    pdf, xlsx = tmp_path / "bericht.pdf", tmp_path / "werte.xlsx"
    target = ("--company", "leutra", "--pdf", pdf, "--xlsx", xlsx)
    done = kihub.python(
        "-c", AND_SAY_QT, "report", sample, *target, "--passphrase-file", passphrase_file
    )
    assert_done(done)
    assert done.stdout.splitlines()[-1] == "0 []"
    assert "Leutra Diagnostik" in "".join(page.extract_text() for page in PdfReader(pdf).pages)
    assert len(load_workbook(xlsx).sheetnames) > 3


def test_that_a_company_that_is_not_there_is_refused_with_those_that_are(
    kihub: CommandLine, sample: Path, passphrase_file: Path
) -> None:
    secret = ("--passphrase-file", passphrase_file)
    done = kihub.run("report", sample, "--company", "gibt es nicht", *secret)
    assert_one_sentence(done, "Kein Unternehmen passt zu „gibt es nicht“", "Göltzschtal", "Leutra")


@pytest.mark.parametrize(
    ("analysis", "part"),
    [
        ("readiness", "explanation"),
        ("dma", "totals"),
        ("law", "next"),
        ("economics", "cost_of_ownership"),
        ("verdict", "outcome"),
    ],
)
def test_that_the_example_in_the_help_is_answered_in_json(
    kihub: CommandLine, analysis: str, part: str
) -> None:
    text = " ".join(kihub.run("calc", analysis, "--help").stdout.split())
    example = text[text.index("{") : text.rindex("}") + 1]
    done = kihub.run("calc", analysis, "--today", "2026-11-23", given=example)
    assert_done(done)
    assert part in json.loads(done.stdout)


# -- what is refused ----------------------------------------------------------------------------


def test_that_a_wrong_passphrase_is_refused(kihub: CommandLine, sample: Path) -> None:
    done = kihub.run("check", sample, "--passphrase-stdin", given="falsch\n")
    assert_one_sentence(done, "Das Kennwort passt nicht.")


def test_that_a_folder_without_workspace_is_refused(
    kihub: CommandLine, tmp_path: Path, passphrase_file: Path
) -> None:
    done = kihub.run("check", tmp_path, "--passphrase-file", passphrase_file)
    assert_one_sentence(done, "liegt kein Arbeitsbereich")
    assert list(tmp_path.iterdir()) == []


def test_that_a_damaged_workspace_is_refused_untouched(
    kihub: CommandLine, own: Path, passphrase_file: Path
) -> None:
    content = bytearray((own / "data.db").read_bytes())
    content[20:4000] = bytes(3980)
    (own / "data.db").write_bytes(content)
    done = kihub.run("check", own, "--passphrase-file", passphrase_file)
    assert_one_sentence(done, "beschädigt und wurde nicht verändert")
    assert (own / "data.db").read_bytes() == bytes(content)


def test_that_a_damaged_key_file_is_refused(
    kihub: CommandLine, own: Path, passphrase_file: Path
) -> None:
    (own / "keys.json").write_text("{", "utf-8")
    done = kihub.run("check", own, "--passphrase-file", passphrase_file)
    assert_one_sentence(done, "Schlüsseldatei", "keys.json aus einer Sicherung")


def test_that_a_newer_workspace_is_refused(
    kihub: CommandLine, own: Path, passphrase_file: Path
) -> None:
    content = json.loads((own / "keys.json").read_text("utf-8"))
    (own / "keys.json").write_text(json.dumps({**content, "needs": "9999"}), "utf-8")
    done = kihub.run("check", own, "--passphrase-file", passphrase_file)
    assert_one_sentence(done, "neueren Version", "Bitte die Werkbank aktualisieren.")


def test_that_a_workspace_in_use_is_refused(
    kihub: CommandLine, own: Path, passphrase_file: Path, tmp_path: Path
) -> None:
    with open_workspace(own, PASSPHRASE, Surroundings(tmp_path / "anchors")):
        done = kihub.run("check", own, "--passphrase-file", passphrase_file)
    assert_one_sentence(done, "„Eigener“ ist schon geöffnet")


def test_that_an_unreadable_passphrase_file_is_refused(
    kihub: CommandLine, sample: Path, tmp_path: Path
) -> None:
    spoilt = tmp_path / "kennwort.bin"
    spoilt.write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "fehlt.txt", spoilt):
        done = kihub.run("check", sample, "--passphrase-file", path)
        assert_one_sentence(done, f"Die Kennwortdatei „{path}“ ist nicht lesbar.")


def test_that_a_weak_passphrase_and_a_taken_name_are_refused(
    kihub: CommandLine, own: Path, tmp_path: Path
) -> None:
    weak = kihub.run("new", tmp_path / "Neu.kihub", "--passphrase-stdin", given="kurz\n")
    assert_one_sentence(weak, "Das Kennwort ist zu kurz")
    assert not (tmp_path / "Neu.kihub").exists()
    taken = kihub.run("new", own, "--passphrase-stdin", given=PASSPHRASE)
    assert_one_sentence(taken, "„Eigener.kihub“ gibt es schon.")


@pytest.mark.parametrize("given", ["", "{", '{"answers": {"D1.1": {"level": "viel"}}}'])
def test_that_bad_input_of_an_analysis_is_refused(kihub: CommandLine, given: str) -> None:
    done = kihub.run("calc", "readiness", given=given)
    assert_one_sentence(done, "Die Eingabe")


def test_that_a_report_without_place_to_go_is_refused(
    kihub: CommandLine, sample: Path, passphrase_file: Path, tmp_path: Path
) -> None:
    target = tmp_path / "fehlt" / "bericht.pdf"
    secret = ("--passphrase-file", passphrase_file)
    done = kihub.run("report", sample, "--company", "leutra", "--pdf", target, *secret)
    assert_one_sentence(done, "Den Ordner für „bericht.pdf“ gibt es nicht")


def test_that_technical_details_come_when_asked_for(
    kihub: CommandLine, own: Path, passphrase_file: Path
) -> None:
    (own / "keys.json").write_text("{", "utf-8")
    done = kihub.run("--details", "check", own, "--passphrase-file", passphrase_file)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 2
    assert "JSONDecodeError" in done.stderr
