"""The report and the workbook as files: for which company, written, refused, stopped."""

from __future__ import annotations

import errno
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from pypdf import PdfReader

from kihub_desktop.composition import Services
from kihub_desktop.domain.fields import kinds
from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.progress import Cancelled
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.services.reporting import company_named
from kihub_desktop.texts import render
from tests.services.golden_report import firm


def test_that_a_conflict_stands_in_the_workbook_with_both_values(
    disputed: tuple[Services, UUID], tmp_path: Path
) -> None:
    services, company = disputed
    services.reports.write_xlsx(company, tmp_path / "daten.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "daten.xlsx")["Prozesse"]
    head, row = (list(cells) for cells in sheet.iter_rows(values_only=True))
    assert row[head.index("Stillstände/Jahr")] == "widersprüchliche Angaben: 38 oder 41"


# -- the workbook ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def workbook(
    sample: Services, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[dict[str, object]]]:
    """The sheets as rows by column title, in the order of the workbook."""
    target = tmp_path_factory.mktemp("xlsx") / "daten.xlsx"
    sample.reports.write_xlsx(firm(sample), target)
    sheets = {}
    for sheet in openpyxl.load_workbook(target):
        head, *rows = sheet.iter_rows(values_only=True)
        sheets[sheet.title] = [
            dict(zip((str(title) for title in head), row, strict=True)) for row in rows
        ]
    return sheets


def test_that_the_workbook_has_a_sheet_per_kind_and_the_results(
    workbook: dict[str, list[dict[str, object]]],
) -> None:
    own = [kind.plural for kind in kinds() if kind.name not in {"colleague", "device"}]
    results = [
        "Reifegrad",
        "Lücken und Maßnahmen",
        "Urteile",
        "Szenarien",
        "Auflagen der Urteile",
        "Fahrplan",
    ]
    assert list(workbook) == [*(title[:31] for title in own), *results]


def test_that_cells_are_typed_worded_and_resolved(
    workbook: dict[str, list[dict[str, object]]],
) -> None:
    company = workbook["Unternehmen"][0]
    assert company["Umsatz"] == 12_400_000
    assert company["Rechtsform"] == "GmbH"
    assert company["Landkreis"] == "Vogtlandkreis"
    case = next(row for row in workbook["Anwendungsfälle"] if row["Geplanter Start"])
    assert isinstance(case["Geplanter Start"], datetime)
    processes = {row["Prozess"] for row in workbook["Prozesse"]}
    assert case["Prozess"] in processes
    titles = {row["Titel"] for row in workbook["Anwendungsfälle"]}
    assert {row["Anwendungsfall"] for row in workbook["Bewertungen"]} <= titles
    assert {row["Anwendungsfall"] for row in workbook["Urteile"]} == titles
    assert len(workbook["Antworten"]) == 42
    questions = [str(row["Frage"]).split()[0] for row in workbook["Antworten"]]
    assert questions == sorted(questions)
    assert {row["Stufe"] for row in workbook["Antworten"]} >= {"Stufe 2", "Stufe 3"}
    assert "Datenlage" in {row["Kriterium"] for row in workbook["Bewertungen"]}


def test_that_the_workbook_holds_every_recorded_value(
    workbook: dict[str, list[dict[str, object]]], sample: Services
) -> None:
    company = firm(sample)
    recorded = sample.business_cases.of_company(company).records
    likely = sorted(float(line.likely) for line in recorded if line.likely is not None)
    shown = sorted(
        float(str(row["wahrscheinlich"]))
        for row in workbook["Kosten und Nutzen"]
        if row["wahrscheinlich"] is not None
    )
    assert shown == likely


# -- files -----------------------------------------------------------------------------------


def test_that_the_pdf_of_the_sample_is_written_with_its_steps(
    sample: Services, tmp_path: Path
) -> None:
    steps: list[tuple[int, int]] = []

    def progress(done: int, total: int, doing: Value = "") -> None:
        steps.append((done, total))

    target = tmp_path / "Bericht.pdf"
    sample.reports.write_pdf(firm(sample), target, progress)
    pages = PdfReader(target).pages
    assert "Göltzschtal Präzision GmbH" in pages[0].extract_text()
    assert len(pages) > 10
    assert steps == sorted(steps)
    assert steps[-1] == (5, 5)
    assert {total for _done, total in steps} == {5}


def test_that_a_full_disk_leaves_the_old_report_and_says_so(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    company, _ = services.companies.create("Muster GmbH")
    target = tmp_path / "Bericht.pdf"
    target.write_bytes(b"old")

    def full(_path: Path, _content: bytes) -> int:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(Refused) as caught:
        services.reports.write_pdf(company, target)
    assert caught.value.reason is Reason.NO_SPACE
    assert "kein Platz" in render(caught.value.message)
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_that_a_folder_that_is_gone_is_a_refusal(
    services: Services, tmp_path: Path, kind: str
) -> None:
    company, _ = services.companies.create("Muster GmbH")
    write = services.reports.write_pdf if kind == "pdf" else services.reports.write_xlsx
    with pytest.raises(Refused) as caught:
        write(company, tmp_path / "weg" / f"Bericht.{kind}")
    assert caught.value.reason is Reason.NOT_WRITABLE
    assert "Den Ordner" in render(caught.value.message)


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_that_stopping_leaves_the_old_file(services: Services, tmp_path: Path, kind: str) -> None:
    company, _ = services.companies.create("Muster GmbH")
    target = tmp_path / f"Bericht.{kind}"
    target.write_bytes(b"old")

    def stop(done: int, total: int, doing: Value = "") -> None:
        if done >= 1:
            raise Cancelled

    write = services.reports.write_pdf if kind == "pdf" else services.reports.write_xlsx
    with pytest.raises(Cancelled):
        write(company, target, stop)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [target.name]
    assert target.read_bytes() == b"old"


def test_that_a_company_that_is_gone_is_a_refusal(services: Services) -> None:
    with pytest.raises(Refused) as caught:
        services.reports.content(UUID(int=1))
    assert caught.value.reason is Reason.UNKNOWN_RECORD


# -- which company ---------------------------------------------------------------------------


def test_that_a_company_is_found_by_name_or_because_it_is_the_only_one(
    services: Services,
) -> None:
    with pytest.raises(Refused) as caught:
        company_named(services.companies, None)
    assert caught.value.reason is Reason.BAD_INPUT
    first, _ = services.companies.create("Göltzschtal Präzision GmbH")
    assert company_named(services.companies, None) == first
    second, _ = services.companies.create("Elster Guss GmbH")
    third, _ = services.companies.create("Elster Guss GmbH & Co. KG")
    assert company_named(services.companies, "goeltzschtal") == first
    assert company_named(services.companies, "Elster Guss GmbH") == second
    assert company_named(services.companies, "co kg") == third
    with pytest.raises(Refused) as caught:
        company_named(services.companies, "Elster")
    words = render(caught.value.message)
    assert "„Elster Guss GmbH“, „Elster Guss GmbH & Co. KG“" in words
    assert "Göltzschtal" not in words
    with pytest.raises(Refused) as caught:
        company_named(services.companies, "Zwickau")
    assert "„Göltzschtal Präzision GmbH“" in render(caught.value.message)


def test_that_no_window_library_is_loaded_for_a_report() -> None:
    code = (
        "import sys\n"
        "import kihub_desktop.services.reporting, kihub_desktop.composition\n"
        "print(sorted(name for name in sys.modules if 'PySide' in name or 'shiboken' in name))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
