"""The report on stages: compared side by side, and the EU-DMA with its scoring named."""

from __future__ import annotations

from uuid import UUID

import pytest

from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Evidence, Level, Stage
from kihub_desktop.reports.content import Table
from kihub_desktop.services.report_chapters.readiness import readiness_chapter
from tests.services.golden_report import TODAY
from tests.unit.analysis.test_dma import oracle


@pytest.fixture
def company(services: Services) -> UUID:
    return services.companies.create("Göltzschtal Präzision GmbH")[0]


def _answer(services: Services, company: UUID, stage: Stage, level: Level) -> None:
    for question in services.questionnaire.questions:
        as_of = services.interviews.state(company, stage).as_of
        services.interviews.answer(
            company, stage, question.id, as_of, TODAY, level=level, evidence=Evidence.DOCUMENT
        )


def _tables(services: Services, company: UUID) -> list[str]:
    chapter = readiness_chapter(services.reports.material(company))
    return [str(block) for block in chapter.blocks if isinstance(block, Table)]


def test_that_two_stages_stand_side_by_side(services: Services, company: UUID) -> None:
    _answer(services, company, Stage.T0, Level.ONE)
    once = len(_tables(services, company))
    _answer(services, company, Stage.T1, Level.THREE)
    tables = _tables(services, company)
    assert len(tables) == once + 1
    assert "+2,0 *" in tables[-1]


def test_that_the_dma_stands_in_the_report_with_its_comparison(
    services: Services, company: UUID
) -> None:
    assert _tables(services, company) == []
    services.dma.answer(company, Stage.T0, oracle(), 0, TODAY)
    (table,) = _tables(services, company)
    assert "48,9" in table
    services.dma.answer(company, Stage.T1, {**oracle(), "Q9.robotics": 5}, 0, TODAY)
    (table,) = _tables(services, company)
    assert "+20,0" in table
    assert "+3,3" in table
