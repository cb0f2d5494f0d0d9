"""What the report made from real records says."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from uuid import UUID

import pytest
from pypdf import PdfReader

from kihub_desktop.analysis.verdict.views import Verdict
from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Evidence, Level, Stage
from kihub_desktop.reports.content import (
    Block,
    BulletList,
    Callout,
    Chapter,
    ExplanationTree,
    Figure,
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
from kihub_desktop.services.report_chapters.material import CaseMaterial, Material, OnSite
from kihub_desktop.services.report_chapters.roadmap import roadmap_chapter
from kihub_desktop.services.report_chapters.verdict import verdict_chapters
from kihub_desktop.services.reporting import company_named
from kihub_desktop.texts import TEXTS, render
from tests.services.golden_report import FILE, TODAY, firm, golden_text
from tests.unit.analysis.verdict_cases import B0, judged, law_state, level, vary, volumes


@pytest.fixture(scope="module")
def material(sample: Services) -> Material:
    return sample.reports.material(firm(sample))


@pytest.fixture(scope="module")
def report(material: Material) -> Report:
    return compose(material)


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
    assert titles[:5] == [
        "Zusammenfassung",
        "Wo das Unternehmen steht",
        "Prozesse und Datenlage",
        "Vor Ort gesehen und gehört",
        "Anwendungsfälle",
    ]
    assert titles[5:10] == [case.verdict.name for case in material.ranked()]
    assert titles[10:16] == [
        "Recht & Sicherheit",
        "Förderung",
        "Partner und Pilot",
        "Weiterbildung und KI-Kompetenz",
        "Nächste Schritte",
        "Methode und Grenzen",
    ]
    assert [part.title for part in report.chapters if part.appendix] == titles[16:]


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


def test_that_what_is_settled_is_recommended_with_its_conditions(
    report: Report, material: Material
) -> None:
    recommended = material.recommended()
    assert recommended is not None
    assert recommended.verdict.name == "Werkzeugverschleiß vorhersagen"
    assert "wenn vor dem Pilotprojekt 5 Auflagen" in render(recommended.verdict.headline)
    assert report.recommendation.text.startswith("machbar unter Auflagen")


def test_that_nothing_open_is_called_examined(sample: Services) -> None:
    company = company_named(sample.companies, "Saalebogen")
    material = sample.reports.material(company)
    assert material.recommended() is None
    block = sample.reports.content(company).recommendation
    assert block.title == "Noch nicht geprüft: Wärmelast vorhersagen"
    assert "zwischen ‚nicht machbar‘ und" in block.text


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


def test_that_the_plan_is_printed_as_chart_and_table_by_its_days(material: Material) -> None:
    part = roadmap_chapter(material)
    (figure,) = blocks_of(part, Figure)
    assert isinstance(figure, Figure)
    assert figure.alt.startswith("Balkenplan mit ")
    tables = [block for block in part.blocks if isinstance(block, Table)]
    rows = words_of(tables[-1])
    assert material.roadmap is not None
    assert len(rows) == len([each for each in material.roadmap.steps if not each.is_gone])
    dated = [row[0] for row in rows if row[0] != "–"]
    assert dated == sorted(dated, key=lambda shown: shown.split(".")[::-1])
    shared = next(row for row in rows if row[1].startswith("Datenverantwortliche Person"))
    assert shared[4].count(",") == 2


def test_that_the_chapter_says_what_follows_where_no_condition_is_open(material: Material) -> None:
    given = replace(
        _with(material, "machbar", "unter Auflagen", "Datenprojekt"),
        on_site=OnSite(),
        roadmap=None,
    )
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


def test_that_a_report_can_be_kept_as_json(report: Report) -> None:
    assert json.loads(report_json(report))["company"] == "Göltzschtal Präzision GmbH"
