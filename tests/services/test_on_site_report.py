"""What a visit yields has its place in the report and in the workbook."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kihub_desktop.composition import Services
from kihub_desktop.domain.fields import rules_of
from kihub_desktop.domain.visit_records import Observation, Picture
from kihub_desktop.reports.content import BulletList, Chapter, Paragraph, Table, plain_text
from kihub_desktop.services.data_export import workbook_of
from kihub_desktop.services.report_chapters.company import company_chapter
from kihub_desktop.services.report_chapters.material import Material, OnSite
from kihub_desktop.services.report_chapters.on_site import on_site_chapters
from kihub_desktop.services.report_chapters.roadmap import roadmap_chapter
from kihub_desktop.services.report_chapters.tables import Shown, record_table
from kihub_desktop.store.view import view_of
from tests.services.golden_report import firm


@pytest.fixture(scope="module")
def material(sample: Services) -> Material:
    return sample.reports.material(firm(sample))


def _words(part: Chapter) -> str:
    """All words of a chapter, cells and bullets included."""
    found: list[str] = []
    for block in part.blocks:
        if isinstance(block, Table):
            found += [cell.text for cells in block.rows for cell in cells]
        elif isinstance(block, BulletList):
            found += [plain_text(item) for item in block.items]
        elif isinstance(block, Paragraph):
            found.append(plain_text(block.text))
    return "\n".join(found).replace("\u00a0", " ")


def test_that_everything_of_the_visit_is_in_the_report(material: Material) -> None:
    (on_site,) = on_site_chapters(material)
    words = "\n".join(map(_words, (on_site, company_chapter(material), roadmap_chapter(material))))
    found = material.on_site
    lists = (found.sites, found.systems, found.machines, found.pains)
    named = [str(getattr(each, "name", "")) for records in lists for each in records]
    told = (found.observations, found.decisions, found.tasks)
    said = [str(getattr(each, "text", "")) for records in told for each in records]
    assert len(named) + len(said) > 15
    assert [each for each in (*named, *said) if not each or each not in words] == []
    for person in found.participants:
        assert person.name
        assert person.name in words
    for visit in found.visits:
        assert visit.topic
        assert visit.topic in words


def test_that_pain_is_told_in_euros_a_year_with_what_has_no_figure(material: Material) -> None:
    (on_site,) = on_site_chapters(material)
    words = _words(on_site)
    assert "49.476 €" in words  # 38 × 1.302 €, as in the process
    assert "Zusammen 80.936 € im Jahr; beziffert sind 3 von 4." in words


def test_that_obstacles_are_told_apart(material: Material) -> None:
    words = _words(next(on_site_chapters(material)))
    assert words.index("fehlendes technisches Wissen") < words.index("rechtliche Unsicherheit")
    assert "Trifft nach Angabe des Unternehmens nicht zu: fehlendes Geld, keine Daten." in words


def test_that_a_quote_is_quoted_once(material: Material) -> None:
    words = _words(next(on_site_chapters(material)))
    assert (
        "Zitat: „Ich höre das am Klang, eine Stunde bevor er bricht.“ (Einrichter, BAZ 3" in words
    )
    quote = next(each for each in material.on_site.observations if each.said_by)
    quoted = replace(quote, text=f"„{quote.text}“")
    again = replace(material, on_site=OnSite(observations=(quoted,)))
    assert "„„" not in _words(next(on_site_chapters(again)))


def test_that_a_company_nobody_has_visited_has_no_such_chapter(material: Material) -> None:
    bare = replace(material, on_site=OnSite())
    assert list(on_site_chapters(bare)) == []
    empty = Observation(id=material.company.id, company=material.company.id)
    silent = replace(material, on_site=OnSite(observations=(empty,)))
    assert list(on_site_chapters(silent)) == []


def test_that_a_column_without_any_value_is_left_out(material: Material) -> None:
    table = record_table(
        material, material.on_site.systems, (Shown("name"), Shown("vendor"), Shown("kind"))
    )
    assert table is not None
    assert [column.title for column in table.columns] == ["System", "Art"]
    assert record_table(material, (), (Shown("name"),)) is None


def test_that_the_workbook_tells_links_by_name_and_no_internal_names(
    sample: Services, material: Material
) -> None:
    with view_of(sample.workspace) as view:
        book = workbook_of(view, material)
    sheets = {sheet.title: sheet for sheet in book.sheets}
    machines = [[str(cell) for cell in cells] for cells in sheets["Maschinen"].rows]
    assert any("Instandhaltung BAZ 1–6" in cells and "Werk 1" in cells for cells in machines)
    tasks = [[str(cell) for cell in cells] for cells in sheets["Aufgaben"].rows]
    assert any("Workshop, 23.11.2026" in cells for cells in tasks)
    pictures = sheets["Fotos und Skizzen"]
    titles = [column.title for column in pictures.columns]
    assert not {"Inhalt", "Vorschau", "Zeichnung"} & set(titles)
    assert len(titles) == len(rules_of(Picture)) - 4
