"""The chapters on partners, pilot and training: there when there is something to say."""

from __future__ import annotations

from uuid import UUID

import pytest

from kihub_desktop.composition import Services
from kihub_desktop.reports.content import (
    BulletList,
    Chapter,
    Figure,
    Paragraph,
    Report,
    Table,
    plain_text,
)
from kihub_desktop.texts import TEXTS, render
from tests.services.golden_report import firm


def _chapter(report: Report, title: str) -> Chapter:
    (found,) = [each for each in report.chapters if each.title == title]
    return found


def _said(chapter: Chapter) -> str:
    said = []
    for block in chapter.blocks:
        if isinstance(block, Paragraph):
            said.append(plain_text(block.text))
        elif isinstance(block, BulletList):
            said += [plain_text(item) for item in block.items]
        elif isinstance(block, Table):
            said += [cell.text for row in block.rows for cell in row]
    return "\n".join(said)


def test_that_the_pilot_is_told_with_partner_reasons_and_source(sample: Services) -> None:
    chapter = _chapter(sample.reports.content(firm(sample)), "Partner und Pilot")
    said = _said(chapter)
    assert "höchstens ein Fehlalarm je Woche" in said
    assert "Fraunhofer IWU, Chemnitz: kann Zeitreihen" in said
    assert "geprüft am 23.11.2026" in said
    assert "nicht belegt" in said
    (figure,) = [each for each in chapter.blocks if isinstance(each, Figure)]
    assert "Plauen" in figure.alt


def test_that_the_record_of_literacy_and_what_is_missing_are_told(sample: Services) -> None:
    chapter = _chapter(sample.reports.content(firm(sample)), "Weiterbildung und KI-Kompetenz")
    said = _said(chapter)
    assert "Art. 4 KI-VO" in said
    assert "1 von 3 Schulungen" in said
    assert "Teilnahmeliste im Ordner Workshop" in said
    assert "KI-Kompetenz für den Betriebsrat – Pflicht" in said


def test_that_the_outline_names_the_same_chapters(sample: Services) -> None:
    outline = sample.reports.outline(firm(sample))
    titles = [render(each.title) for each in outline.chapters]
    assert "Partner und Pilot" in titles
    assert "Weiterbildung und KI-Kompetenz" in titles


def test_that_a_company_without_use_case_and_plan_has_no_such_chapter(services: Services) -> None:
    company, _ = services.companies.create("Leere GmbH")
    titles = [each.title for each in services.reports.content(company).chapters]
    assert "Partner und Pilot" not in titles
    assert "Weiterbildung und KI-Kompetenz" not in titles


@pytest.mark.parametrize("title", ["Partners and pilot", "Training and AI literacy"])
def test_that_the_chapters_speak_english(sample: Services, title: str) -> None:
    TEXTS.use("en")
    try:
        chapter = _chapter(sample.reports.content(firm(sample)), title)
    finally:
        TEXTS.use("de")
    assert chapter.blocks


def test_that_a_broken_choice_is_told_by_its_own_name(services: Services) -> None:
    company: UUID = services.companies.create("Göltzschtal Präzision GmbH")[0]
    use_case, _ = services.use_cases.create(company, title="Prüfen")
    state = services.partners.state(company, use_case)
    assert state is not None
    services.partners.save(company, use_case, state.as_of, partner="Büro im Ort")
    said = _said(_chapter(services.reports.content(company), "Partner und Pilot"))
    assert "Partner: Büro im Ort" in said
