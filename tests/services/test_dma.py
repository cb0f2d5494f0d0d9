"""The EU-DMA as records: stages, exclusion, comparison, suggestions, exchange and the CSV."""

from __future__ import annotations

import csv
import io
from datetime import date
from uuid import UUID

import pytest

from kihub_desktop.catalogues.dma import current_dma
from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Stage, SystemKind
from kihub_desktop.domain.dma_records import DmaAnswer
from kihub_desktop.domain.visit_records import ItSystem
from kihub_desktop.services.dma import DmaState
from kihub_desktop.services.dma_export import dma_csv, dma_file_name
from kihub_desktop.store.view import view_of
from kihub_desktop.store.workspace import Workspace
from tests.services.conftest import carry
from tests.services.golden_report import TODAY
from tests.unit.analysis.test_dma import NEGATIVE, oracle


@pytest.fixture
def company(services: Services) -> UUID:
    return services.companies.create("Göltzschtal Präzision GmbH")[0]


def _state(services: Services, company: UUID, stage: Stage = Stage.T0) -> DmaState:
    found = services.dma.state(company, stage)
    assert found is not None
    return found


def _answer(
    services: Services, company: UUID, values: dict[str, int | None], stage: Stage = Stage.T0
) -> None:
    services.dma.answer(company, stage, values, _state(services, company, stage).as_of, TODAY)


def _cells(services: Services, company: UUID) -> dict[str, str]:
    text = dma_csv(_state(services, company), current_dma()).decode("utf-8-sig")
    header, row = csv.reader(io.StringIO(text))
    return dict(zip(header, row, strict=True))


def test_that_the_first_answer_opens_the_stage_with_edition_profile_and_day(
    services: Services, company: UUID
) -> None:
    assert _state(services, company).assessment is None
    _answer(services, company, {"Q3.website": 1})
    opened = _state(services, company).assessment
    assert opened is not None
    assert (opened.edition, opened.profile, opened.held_on) == ("2026-11", "EU-DMA-A-2024", TODAY)
    assert services.dma.stages(company) == (Stage.T0,)


def test_that_a_whole_interview_is_scored_by_the_chosen_profile(
    services: Services, company: UUID
) -> None:
    _answer(services, company, dict(oracle()))
    assert _state(services, company).result.total == pytest.approx(48.9127, abs=5e-5)
    as_of = _state(services, company).as_of
    services.dma.describe(company, Stage.T0, as_of, TODAY, profile="EU-DMA-C-2024")
    found = _state(services, company)
    assert found.result.total == pytest.approx(50.9960, abs=5e-5)
    assert found.totals["EU-DMA-A-2024"].total == pytest.approx(48.9127, abs=5e-5)


def test_that_the_negative_row_and_the_others_exclude_each_other(
    services: Services, company: UUID
) -> None:
    _answer(services, company, {"Q7.data_policy": 1, "Q7.data_analysed": 1})
    _answer(services, company, {NEGATIVE: 1})
    assert _state(services, company).answers == {
        "Q7.data_policy": 0,
        NEGATIVE: 1,
        "Q7.data_analysed": 0,
    }
    _answer(services, company, {"Q7.stored_digitally": 1})
    assert _state(services, company).answers[NEGATIVE] == 0


def test_that_a_later_stage_follows_the_profile_and_is_compared(
    services: Services, company: UUID
) -> None:
    _answer(services, company, dict(oracle()))
    as_of = _state(services, company).as_of
    services.dma.describe(company, Stage.T0, as_of, TODAY, profile="EU-DMA-B-2024")
    _answer(services, company, {**oracle(), "Q9.robotics": 5}, Stage.T2)
    found = _state(services, company, Stage.T2)
    assert found.profile.key == "EU-DMA-B-2024"
    assert found.comparison is not None
    assert (found.comparison.stage, found.comparison.held_on) == (Stage.T0, TODAY)
    assert found.comparison.changes[4].difference == pytest.approx(20)
    assert found.comparison.changes[-1].difference == pytest.approx(20 / 6)


def test_that_captured_systems_are_suggested_for_open_rows_only(
    services: Services, company: UUID
) -> None:
    services.records(ItSystem).create(company, name="proALPHA", kind=SystemKind.ERP)
    services.records(ItSystem).create(company, name="Hydra", kind=SystemKind.MES)
    assert _state(services, company).suggestions == {
        "Q3.management_systems": (1, ("proALPHA",)),
        "Q4.manufacturing_execution": (5, ("Hydra",)),
    }
    _answer(services, company, {"Q3.management_systems": 0})
    assert set(_state(services, company).suggestions) == {"Q4.manufacturing_execution"}


def test_that_answers_reach_a_colleague_and_the_same_row_is_the_same_record(
    workspace: Workspace, colleague: Workspace, services: Services, company: UUID
) -> None:
    _answer(services, company, {"Q3.website": 1})
    carry(workspace, colleague)
    there = Services(colleague, lambda: TODAY)
    assert _state(there, company).answers == {"Q3.website": 1}
    _answer(there, company, {"Q3.website": 0})
    carry(colleague, workspace)
    assert _state(services, company).answers == {"Q3.website": 0}
    with view_of(workspace) as view:
        assert len(view.of_company(DmaAnswer, company)) == 1


def test_that_rows_of_another_edition_are_kept_but_not_scored(
    services: Services, company: UUID
) -> None:
    _answer(services, company, {"Q3.website": 1, "Q12.future": 1, "Q4.blockchain": 5})
    found = _state(services, company)
    assert found.foreign == 1
    assert found.answers == {"Q3.website": 1, "Q4.blockchain": 5}


def test_that_the_file_follows_the_documented_layout(services: Services, company: UUID) -> None:
    as_of = services.companies.state(company)
    assert as_of is not None
    services.companies.save(company, as_of.as_of, vat_id="DE123456789")
    _answer(services, company, {**oracle(), "Q11.recycling": 1})
    services.dma.describe(
        company, Stage.T0, _state(services, company).as_of, TODAY, held_on=date(2026, 3, 9)
    )
    raw = dma_csv(_state(services, company), current_dma())
    assert raw.startswith(b'\xef\xbb\xbf"time_point","maturity_assessment_date"')
    assert raw.count(b"\r\n") == 2
    cells = _cells(services, company)
    assert list(cells)[:4] == [
        "time_point",
        "maturity_assessment_date",
        "enterprise_name_edih",
        "fiscal_registration_number_vat",
    ]
    assert list(cells.values())[:4] == [
        "T0",
        "03/09/2026",
        "Göltzschtal Präzision GmbH",
        "DE123456789",
    ]
    assert len(cells) == 4 + sum(len(each.items) for each in current_dma().questions)
    plans = [value for name, value in cells.items() if name.endswith("_m2_1_1")]
    assert plans == ["1|1"] * 3 + ["0|1"] * 3 + ["1|0"] + ["0|0"] * 3
    matrix = "following_advanced_digital_technologies_m2_2_4__simulation_digital_twins"
    assert cells[matrix] == "10"
    assert cells["cyber_threats_egularly_monitored_m2_4_8"] == "1"
    green = [value for name, value in cells.items() if name.startswith("green_digitalisation_2")]
    assert green == ["10", "10", "5", "5", "0"]


def test_that_open_rows_stay_empty_in_the_file(services: Services, company: UUID) -> None:
    _answer(services, company, {"Q3.website": 0})
    cells = _cells(services, company)
    assert cells["website_m2_2_3"] == "0"
    assert cells["live_chat_m2_2_3"] == ""


@pytest.mark.parametrize("name", ["=1+1", "+49 GmbH", "-x", "@SUM(A1)", "\t=1", "  =cmd"])
def test_that_no_name_becomes_a_formula(services: Services, name: str) -> None:
    company = services.companies.create("Muster")[0]
    state = services.companies.state(company)
    assert state is not None
    services.companies.save(company, state.as_of, name=name)
    assert _cells(services, company)["enterprise_name_edih"].startswith("'")


def test_that_the_file_name_says_what_it_is_for(services: Services, company: UUID) -> None:
    name = dma_file_name(_state(services, company))
    assert name == "EU-DMA_T0_Goeltzschtal-Praezision-GmbH_zur-Pruefung.csv"
