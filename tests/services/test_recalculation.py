"""An assessment keeps its editions; newer ones are compared, and adopted only on demand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from kihub_desktop.catalogues.editions import use_installed
from kihub_desktop.catalogues.loading import read_document
from kihub_desktop.catalogues.schema import as_yaml
from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Archetype, Level, Stage
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.services.edition_comparison import Figure, compare_under
from kihub_desktop.services.interviews import InterviewService
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import render
from tests.services.conftest import workspace
from tests.unit.catalogues.editions import installed

__all__ = ["workspace"]
TODAY = date(2026, 11, 30)
NEW_SENTENCE = "Die Beschäftigten haben davon gehört."


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    use_installed(tmp_path / "kataloge")
    yield tmp_path / "kataloge"
    use_installed(None)


@pytest.fixture
def services(workspace: Workspace, folder: Path) -> Services:
    services = Services(workspace, lambda: TODAY)
    services.team.sign("Beratung Süd", "Laptop 07")
    return services


def answered(services: Services) -> UUID:
    company, _changes = services.companies.create("Göltzschtal Präzision GmbH")
    services.use_cases.create(company, title="Sichtprüfung", archetype=Archetype.VISUAL_INSPECTION)
    for question in services.questionnaire.questions:
        as_of = services.interviews.state(company, Stage.T0).as_of
        services.interviews.answer(
            company, Stage.T0, question.id, as_of, TODAY, level=Level("2"), evidence=None
        )
    return company


def test_that_an_assessment_names_both_editions_and_is_not_outdated(services: Services) -> None:
    company = answered(services)
    assessment = services.interviews.state(company, Stage.T0).assessment
    assert assessment is not None
    assert (assessment.edition, assessment.method) == ("2026-11", "M-2026-11")
    assert services.recalculation.outdated(company, Stage.T0) is None
    assert services.recalculation.compare(company, Stage.T0) is None


def test_that_it_keeps_its_result_until_the_newer_method_is_adopted(
    services: Services, folder: Path
) -> None:
    company = answered(services)
    before = services.feasibility.readiness(company, Stage.T0).result
    assert before.total == pytest.approx(2)
    installed(
        "method",
        folder,
        ("most_not_relevant: 2", "most_not_relevant: 3"),
        (
            "level_names: [Kein Thema, Vereinzelt, Begonnen,",
            "level_names: [Kein Thema, Vereinzelt, Gelebt,",
        ),
        ("{VI: [2, 3], PM: [2, 3]", "{VI: [3, 3], PM: [2, 3]"),
        edition="M-2027-01",
    )
    use_installed(folder)
    services.renew()

    assert services.feasibility.method.edition == "M-2027-01"
    assert services.feasibility.readiness(company, Stage.T0).result == before
    found = services.recalculation.compare(company, Stage.T0)
    assert found is not None
    assert (found.outdated.used, found.outdated.newest) == (
        ("2026-11", "M-2026-11"),
        ("2026-11", "M-2027-01"),
    )
    assert [(render(each.before or ""), render(each.after or "")) for each in found.readiness] == [
        ("Stufe 2 Begonnen", "Stufe 2 Gelebt")
    ]
    assert found.verdicts, "the hard minimum of a visual inspection is higher now"
    assert not found.interview

    assert services.recalculation.adopt(company, Stage.T0)
    assert services.recalculation.outdated(company, Stage.T0) is None
    after = services.feasibility.readiness(company, Stage.T0).result
    assert (after.edition, after.stage and after.stage.name) == ("M-2027-01", "Gelebt")
    services.undo.undo()
    assert services.feasibility.readiness(company, Stage.T0).result == before


def test_that_another_sentence_behind_a_level_is_told(services: Services, folder: Path) -> None:
    company = answered(services)
    path = installed("readiness", folder)
    document = dict(read_document(path))
    level = document["dimensions"][0]["questions"][0]["levels"][2]
    old, level["sentence"] = level["sentence"], NEW_SENTENCE
    document["translations"] = {"en": {NEW_SENTENCE: "The staff have heard of it."}}
    path.write_text(as_yaml(document), "utf-8")
    use_installed(folder)
    services.renew()
    assert services.questionnaire.edition == "2027-01"
    found = services.recalculation.compare(company, Stage.T0)
    assert found is not None
    ((shift),) = found.interview
    assert shift.key == "D1.1"
    assert render(shift.before or "") == old
    assert render(shift.after or "") == NEW_SENTENCE


def test_that_an_edition_that_is_not_here_is_said(services: Services, workspace: Workspace) -> None:
    company, _changes = services.companies.create("Werk Nord")
    elsewhere = InterviewService(workspace, "2031-01", lambda: "M-2031-01")
    elsewhere.answer(company, Stage.T0, "D1.1", 0, TODAY, level=Level("3"))
    found = services.recalculation.outdated(company, Stage.T0)
    assert found is not None
    assert not found.is_known
    assert services.recalculation.compare(company, Stage.T0) is None
    assert services.feasibility.readiness(company, Stage.T0).result.answered == 1


def test_that_any_result_can_be_compared_under_two_catalogues() -> None:
    def duties(rules: dict[str, int]) -> list[Figure]:
        return [Figure(key, key, phrase("ab {n}", n=year)) for key, year in rules.items()]

    shifts = compare_under(
        duties, {"a": 2026, "b": 2027, "c": 2026}, {"b": 2028, "c": 2026, "d": 2030}
    )
    assert [(s.key, s.before is None, s.after is None) for s in shifts] == [
        ("b", False, False),
        ("d", True, False),
        ("a", False, True),
    ]


def test_that_an_assessment_without_a_method_counts_by_that_of_its_day(
    services: Services, workspace: Workspace, folder: Path
) -> None:
    company, _changes = services.companies.create("Werk Nord")
    older = InterviewService(workspace, "2026-11")
    older.answer(company, Stage.T0, "D1.1", 0, TODAY, level=Level("3"))
    installed("method", folder, edition="M-2027-01")
    use_installed(folder)
    services.renew()
    assert services.feasibility.readiness(company, Stage.T0).result.edition == "M-2026-11"
    found = services.recalculation.outdated(company, Stage.T0)
    assert found is not None
    assert found.used == ("2026-11", "M-2026-11")
