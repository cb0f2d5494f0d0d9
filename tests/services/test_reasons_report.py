"""What the report says about where figures come from, and about scenarios side by side."""

from __future__ import annotations

import pytest

from kihub_desktop.composition import Services
from kihub_desktop.reports.content import (
    BulletList,
    Chapter,
    ExplanationTree,
    Heading,
    Part,
    Table,
    plain_text,
)
from kihub_desktop.services.report_chapters.composing import compose
from kihub_desktop.services.report_chapters.economics import economics_blocks
from kihub_desktop.services.report_chapters.material import CaseMaterial, Material
from kihub_desktop.services.report_chapters.readiness import readiness_chapter
from kihub_desktop.services.report_chapters.reasons import reasons_chapters
from kihub_desktop.services.result_sheets import gap_sheet, scenario_sheet
from tests.services.golden_report import firm


@pytest.fixture(scope="module")
def material(sample: Services) -> Material:
    return sample.reports.material(firm(sample))


@pytest.fixture(scope="module")
def reasons(material: Material) -> Chapter:
    (chapter,) = reasons_chapters(material)
    return chapter


def trees(chapter: Chapter) -> list[ExplanationTree]:
    return [block for block in chapter.blocks if isinstance(block, ExplanationTree)]


def points(part: Part) -> float:
    return float(part.contribution.replace("−", "-").replace(",", "."))


def calculated(material: Material) -> CaseMaterial:
    return next(case for case in material.cases if case.economics is not None)


def table_below(material: Material, case: CaseMaterial, title: str) -> Table:
    blocks = list(economics_blocks(material, case))
    place = next(
        n for n, each in enumerate(blocks) if isinstance(each, Heading) and each.text == title
    )
    table = blocks[place + 1]
    assert isinstance(table, Table)
    return table


def test_that_the_appendix_explains_every_verdict_down_to_the_answers(
    material: Material, reasons: Chapter
) -> None:
    assert reasons.appendix
    assert reasons in compose(material).chapters
    assert len(trees(reasons)) == len([case for case in material.cases if case.has_findings])
    shown = [row for tree in trees(reasons) for row in tree.flat()]
    assert not any(row.folded for row in shown)
    asked = [row.part for row in shown if row.part.label.startswith("D5.1 ")]
    assert len(asked) == len(trees(reasons))
    assert all(part.value and part.evidence for part in asked)


def test_that_the_contributions_of_a_pillar_add_up_to_its_points(reasons: Chapter) -> None:
    closed = [
        pillar
        for tree in trees(reasons)
        for pillar in tree.roots
        if all(part.contribution for part in pillar.parts)
    ]
    assert closed
    for pillar in closed:
        printed = float(pillar.value.replace(",", "."))
        assert sum(points(part) for part in pillar.parts) == pytest.approx(printed, abs=1e-9)


def test_that_answers_behind_two_parts_are_told_once(reasons: Chapter) -> None:
    money = next(
        pillar
        for tree in trees(reasons)
        for pillar in tree.roots
        if len(pillar.parts) == 4 and pillar.label == "Wirtschaftlichkeit"
    )
    first, *others = money.parts
    assert first.parts
    assert [part.parts for part in others] == [()] * 3
    assert all(f"wie „{first.label}“" in part.label for part in others)


def test_that_scenarios_stand_side_by_side_in_the_report(material: Material) -> None:
    case = calculated(material)
    table = table_below(material, case, "Szenarien im Vergleich")
    assert [column.title for column in table.columns[1:]] == ["ohne Förderung", "mit Förderung"]
    rows = {cells[0].text: [cell.text for cell in cells[1:]] for cells in table.rows}
    for title in (
        "Gleichwertiger Betrag im Jahr",
        "Modifizierter Zinsfuß (MIRR)",
        "Rückfluss, abgezinst",
        "Gesamtkosten über die Laufzeit (TCO)",
    ):
        assert all(any(sign.isdigit() for sign in shown) for shown in rows[title]), title
    assert rows["Kapitalwert P50"][0] != rows["Kapitalwert P50"][1]


def test_that_a_measure_stands_by_every_gap(material: Material) -> None:
    tables = [block for block in readiness_chapter(material).blocks if isinstance(block, Table)]
    told = {cells[1].text for table in tables for cells in table.rows if len(cells) == 3}
    assert {gap.indicator for gap in material.gaps} <= told


def test_that_the_limits_of_the_lines_are_told(material: Material) -> None:
    blocks = list(economics_blocks(material, calculated(material)))
    lists = [
        plain_text(item) for each in blocks if isinstance(each, BulletList) for item in each.items
    ]
    assert any("trägt sich ab" in words for words in lists)


def test_that_the_workbook_holds_scenarios_and_measures_as_numbers(material: Material) -> None:
    case = calculated(material)
    assert case.economics is not None
    sheet = scenario_sheet(material)
    titles = [column.title for column in sheet.columns]
    rows = [dict(zip(titles, cells, strict=True)) for cells in sheet.rows]
    plain, granted = (row for row in rows if row["Anwendungsfall"] == case.verdict.name)
    assert plain["Modifizierter Zinsfuß (MIRR)"] == case.economics.without_grant.modified_rate
    assert granted["Gleichwertiger Betrag im Jahr"] == case.economics.preferred.annuity
    measures = gap_sheet(material)
    assert measures.count >= len(material.gaps) > 0
