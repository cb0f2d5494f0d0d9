"""The report and the workbook made from real records."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from pypdf import PdfReader

from kihub_desktop.analysis.verdict.views import Verdict
from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Evidence, Level, Stage
from kihub_desktop.domain.fields import kinds
from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.progress import Cancelled
from kihub_desktop.domain.refusals import Reason, Refused
from kihub_desktop.reports.content import (
    Block,
    BulletList,
    Callout,
    Chapter,
    ExplanationTree,
    Heading,
    PillarRow,
    QuestionList,
    Report,
    Table,
    Tone,
)
from kihub_desktop.reports.to_json import report_json
from kihub_desktop.services.report_chapters.composing import compose
from kihub_desktop.services.report_chapters.cover import recommendation
from kihub_desktop.services.report_chapters.material import CaseMaterial, Material
from kihub_desktop.services.report_chapters.roadmap import roadmap_chapter
from kihub_desktop.services.report_chapters.verdict import verdict_chapters
from kihub_desktop.services.reporting import company_named
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import TEXTS, render
from tests.services.conftest import carry
from tests.services.golden_report import FILE, TODAY, firm, golden_text, sample_services
from tests.unit.analysis.verdict_cases import B0, judged, law_state, level, vary, volumes


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    services = sample_services(tmp_path_factory.mktemp("sample"))
    with services.workspace:
        yield services


@pytest.fixture(scope="module")
def material(sample: Services) -> Material:
    return sample.reports.material(firm(sample))


@pytest.fixture(scope="module")
def report(material: Material) -> Report:
    return compose(material)


@pytest.fixture
def services(workspace: Workspace) -> Services:
    return Services(workspace, lambda: TODAY)


def chapter(report: Report, title: str) -> Chapter:
    return next(each for each in report.chapters if each.title == title)


def blocks_of(part: Chapter, kind: type[Block]) -> list[Block]:
    return [block for block in part.blocks if isinstance(block, kind)]


def words_of(table: Table) -> list[list[str]]:
    return [[cell.text for cell in cells] for cells in table.rows]


# -- the sample ------------------------------------------------------------------------------


def test_that_the_report_of_the_sample_reads_as_it_did(report: Report) -> None:
    assert golden_text(report) == FILE.read_text(encoding="utf-8")


def test_that_every_company_of_the_sample_has_a_report_in_both_languages(
    sample: Services,
) -> None:
    for row in sample.companies.rows():
        material = sample.reports.material(row.id)
        for language in ("de", "en"):
            TEXTS.use(language)
            try:
                report = compose(material)
            finally:
                TEXTS.use("de")
            assert (report.language, report.company) == (language, row.name)
            assert all(part.blocks for part in report.chapters)


def test_that_the_chapters_follow_the_method(report: Report, material: Material) -> None:
    titles = [part.title for part in report.chapters]
    assert titles[:4] == [
        "Zusammenfassung",
        "Wo das Unternehmen steht",
        "Prozesse und Datenlage",
        "Anwendungsfälle",
    ]
    assert titles[4:9] == [case.verdict.name for case in material.ranked()]
    assert titles[9:11] == ["Nächste Schritte", "Methode und Grenzen"]
    assert [part.title for part in report.chapters if part.appendix] == titles[11:]


def test_that_every_question_of_the_interview_is_printed_with_its_answer(
    report: Report, material: Material
) -> None:
    printed = [
        question
        for block in blocks_of(chapter(report, "Fragen und Antworten"), QuestionList)
        if isinstance(block, QuestionList)
        for question in block.questions
    ]
    asked = material.catalogues.questionnaire.questions
    assert [each.number for each in printed] == [each.id.removeprefix("D") for each in asked]
    for question, shown in zip(asked, printed, strict=True):
        answer = material.interview.answers[question.id]
        if answer.level not in (None, Level.NOT_RELEVANT):
            assert shown.anchor == question.levels[int(answer.level or 0)].sentence
            assert shown.note == (answer.note or "")


def test_that_nothing_open_is_called_examined(report: Report, material: Material) -> None:
    assert material.recommended() is None
    block = report.recommendation
    assert block.title == "Noch nicht geprüft: Werkzeugverschleiß vorhersagen"
    assert "zwischen ‚nicht machbar‘ und ‚machbar unter Auflagen‘" in block.text
    assert "Es entscheidet vor allem: rechtliche Einordnung." in block.text


def test_that_people_appear_by_role_without_a_way_to_reach_them(
    services: Services,
) -> None:
    company, _ = services.companies.create("Muster GmbH")
    services.contacts.create(
        company, role="Leitung IT", email="it@firma.example", phone="03741 5550", note="heikel"
    )
    services.contacts.create(company, role="Betriebsrat")
    report = services.reports.content(company)
    printed = report_json(report)
    assert "Leitung IT" in printed
    assert all(word not in printed for word in ("it@firma.example", "03741", "heikel"))
    (table,) = [
        block
        for block in blocks_of(chapter(report, "Prozesse und Datenlage"), Table)
        if isinstance(block, Table) and block.columns[0].title == "Funktion"
    ]
    assert [column.title for column in table.columns] == ["Funktion", "Thema"]


def test_that_an_empty_company_has_a_report_that_says_what_is_missing(
    services: Services, tmp_path: Path
) -> None:
    company, _ = services.companies.create("Neu & Co. <KG> #1")
    report = services.reports.content(company)
    assert report.recommendation.title == "Zuerst Anwendungsfälle sammeln"
    questions = [
        question
        for block in blocks_of(chapter(report, "Fragen und Antworten"), QuestionList)
        if isinstance(block, QuestionList)
        for question in block.questions
    ]
    assert [question.level for question in questions] == ["offen"] * 42
    services.reports.write_pdf(company, tmp_path / "leer.pdf")
    assert "Neu & Co. <KG> #1" in PdfReader(tmp_path / "leer.pdf").pages[0].extract_text()


# -- verdicts that are final -----------------------------------------------------------------


@cache
def _verdicts() -> dict[str, Verdict]:
    return {
        "machbar": judged(B0),
        "unter Auflagen": judged(vary(indicators={"D3.6": 1}, id="b1", name="Sichtprüfung")),
        "Datenprojekt": judged(
            vary(data_pillar={"label": level(1), "volumes": volumes(failures=15, months=14)})
        ),
        "nicht machbar": judged(vary(law=law_state("VERBOTEN"))),
    }


def _with(material: Material, *names: str) -> Material:
    """The material with these verdicts in place of the recorded use cases."""
    cases: list[CaseMaterial] = []
    for name, case in zip(names, material.cases, strict=False):
        verdict = replace(
            _verdicts()[name],
            name=name.capitalize(),
            use_case_id=str(case.state.use_case.id),
        )
        cases.append(replace(case, judged=replace(case.judged, verdict=verdict)))
    return replace(material, cases=tuple(cases))


@pytest.mark.parametrize(
    ("names", "title", "tone"),
    [
        (("nicht machbar", "machbar", "unter Auflagen"), "Mit „Machbar“ beginnen", Tone.GREEN),
        (("Datenprojekt", "unter Auflagen"), "Mit „Unter auflagen“ beginnen", Tone.AMBER),
        (
            ("nicht machbar", "Datenprojekt"),
            "Zuerst die Daten für „Datenprojekt“ ordnen",
            Tone.BLUE,
        ),
        (
            ("nicht machbar",),
            "Keinen der Anwendungsfälle in dieser Form beginnen",
            Tone.RED,
        ),
    ],
)
def test_that_the_cover_recommends_the_best_final_verdict(
    material: Material, names: tuple[str, ...], title: str, tone: Tone
) -> None:
    block = recommendation(_with(material, *names))
    assert (block.title, block.tone) == (title, tone)


def test_that_a_use_case_chapter_says_what_why_who_and_until_when(material: Material) -> None:
    given = _with(material, "unter Auflagen")
    verdict = given.cases[0].verdict
    (part,) = verdict_chapters(given)
    headings = [block.text for block in part.blocks if isinstance(block, Heading)]
    assert headings[:2] == ["Auflagen", "Wird machbar, wenn …"]
    (callout,) = blocks_of(part, Callout)
    assert isinstance(callout, Callout)
    assert callout.tone is Tone.AMBER
    assert callout.text[0].text == render(verdict.headline)
    tables = [block for block in part.blocks if isinstance(block, Table)]
    (condition,) = words_of(tables[0])
    assert condition[2:] == ["Geschäftsführung", "14.12.2026"]
    (row,) = blocks_of(part, PillarRow)
    assert isinstance(row, PillarRow)
    assert [pillar.score for pillar in row.pillars] == [str(view.ring) for view in verdict.pillars]


def test_that_what_was_agreed_on_a_condition_is_printed(services: Services) -> None:
    company, _ = services.companies.create("Muster GmbH")
    use_case, _ = services.use_cases.create(company, title="Sichtprüfung")
    services.interviews.answer(
        company, Stage.T0, "D3.6", 0, TODAY, level=Level.ZERO, evidence=Evidence.SEEN
    )
    services.use_cases.set_finding(company, use_case, "market_trl", 0, value="8")
    services.use_cases.settle_condition(
        company, use_case, "D3.6", 0, owner="Werkleitung", due=date(2027, 3, 1)
    )
    part = chapter(services.reports.content(company), "Sichtprüfung")
    table = next(block for block in part.blocks if isinstance(block, Table))
    assert ["Werkleitung", "01.03.2027"] in [cells[2:] for cells in words_of(table)]


def test_that_the_plan_joins_what_use_cases_share_and_names_the_duties(
    material: Material,
) -> None:
    given = _with(material, "machbar", "unter Auflagen", "Datenprojekt")
    rows = words_of(_only_table(roadmap_chapter(given)))
    titles = [row[1] for row in rows]
    assert len(titles) == len(set(titles))
    shared = next(row for row in rows if row[3].count(",") == 2)
    assert shared[2] == "Datenschutz"
    dated = [row[0] for row in rows if row[0] != "–"]
    assert dated == sorted(dated, key=lambda shown: shown.split(".")[::-1])
    bullets = blocks_of(roadmap_chapter(given), BulletList)
    (free,) = [each.items[0] for each in bullets if isinstance(each, BulletList)]
    assert [run.text for run in free] == [
        "Machbar: ",
        "Pilotskizze erstellen, Förderung abgleichen, Partner abgleichen",
    ]


def test_that_printed_contributions_sum_to_the_printed_score(material: Material) -> None:
    (part,) = verdict_chapters(_with(material, "machbar"))
    (tree,) = blocks_of(part, ExplanationTree)
    assert isinstance(tree, ExplanationTree)
    assert max(each.depth for each in tree.flat()) == 2

    def figure(words: str) -> Decimal:
        return Decimal(words.replace(",", ".").replace("−", "-"))

    for pillar in tree.roots[0].parts:
        shares = [figure(each.contribution) for each in pillar.parts if each.contribution]
        assert sum(shares) == figure(pillar.value)


# -- values in conflict ----------------------------------------------------------------------


@pytest.fixture
def disputed(workspace: Workspace, colleague: Workspace) -> tuple[Services, UUID]:
    """A company about which two laptops say different things."""
    here, there = Services(workspace, lambda: TODAY), Services(colleague, lambda: TODAY)
    company, _ = here.companies.create("Muster GmbH")
    process, _ = here.processes.create(company, name="Instandhaltung", stops_per_year=Decimal(35))
    here.interviews.answer(company, Stage.T0, "D1.1", 0, TODAY, level=Level.ONE)
    carry(workspace, colleague)
    for side, stops, answer in ((here, 38, Level.TWO), (there, 41, Level.FOUR)):
        as_of = side.processes.of_company(company).as_of
        side.processes.save(company, process, as_of, stops_per_year=Decimal(stops))
        side.interviews.answer(company, Stage.T0, "D1.1", as_of, TODAY, level=answer)
    carry(colleague, workspace)
    return here, company


def test_that_a_conflict_is_printed_with_both_values(disputed: tuple[Services, UUID]) -> None:
    services, company = disputed
    report = services.reports.content(company)
    tables = blocks_of(chapter(report, "Prozesse und Datenlage"), Table)
    cells = [
        cell
        for table in tables
        if isinstance(table, Table)
        for row in words_of(table)
        for cell in row
    ]
    assert "widersprüchliche Angaben: 38 oder 41" in cells
    questions = blocks_of(chapter(report, "Fragen und Antworten"), QuestionList)[0]
    assert isinstance(questions, QuestionList)
    first = questions.questions[0]
    assert first.level == "widersprüchlich"
    assert "Stufe 2" in first.anchor
    assert "Stufe 4" in first.anchor
    assert len(words_of(_only_table(chapter(report, "Widersprüchliche Angaben")))) == 2
    callouts = blocks_of(chapter(report, "Zusammenfassung"), Callout)
    titles = [block.title for block in callouts if isinstance(block, Callout)]
    assert titles == ["2 Angaben sind widersprüchlich"]


def _only_table(part: Chapter) -> Table:
    (table,) = blocks_of(part, Table)
    assert isinstance(table, Table)
    return table


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
    expected = [*(title[:31] for title in own), "Reifegrad", "Urteile", "Auflagen der Urteile"]
    assert list(workbook) == expected


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


# -- what will be in it ----------------------------------------------------------------------


def test_that_the_outline_names_what_is_missing_and_where(services: Services) -> None:
    company, _ = services.companies.create("Muster GmbH")
    services.interviews.answer(company, Stage.T0, "D1.1", 0, TODAY, level=Level.ONE)
    outline = services.reports.outline(company)
    missing = [(each.kind, each.name) for part in outline.chapters for each in part.missing]
    assert missing == [
        ("company", "legal_form"),
        ("answer", "D1.2"),
        ("contact", ""),
        ("process", ""),
        ("data_source", ""),
        ("use_case", ""),
    ]


def test_that_the_outline_lists_the_chapters_of_the_report(
    sample: Services, report: Report
) -> None:
    outline = sample.reports.outline(firm(sample))
    titles = [render(each.title) for each in outline.chapters]
    assert titles[1:-1] == [part.title for part in report.chapters if not part.appendix][1:]
    assert outline.recommendation == report.recommendation


def test_that_no_window_library_is_loaded_for_a_report() -> None:
    code = (
        "import sys\n"
        "import kihub_desktop.services.reporting, kihub_desktop.composition\n"
        "print(sorted(name for name in sys.modules if 'PySide' in name or 'shiboken' in name))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr


def test_that_a_report_can_be_kept_as_json(report: Report) -> None:
    assert json.loads(report_json(report))["company"] == "Göltzschtal Präzision GmbH"
