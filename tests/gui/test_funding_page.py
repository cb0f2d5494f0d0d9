"""The page of funding in the real window: fit, reasons, missing answers, and the roadmap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kihub_desktop.catalogues.funding import current_funding
from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Side
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.ui.jobs import Jobs
from kihub_desktop.ui.pages.company.page import CompanyPage
from kihub_desktop.ui.pages.funding.page import FundingPage
from kihub_desktop.ui.theme import Appearance
from kihub_desktop.ui.workbench import Workbench
from tests.gui.conftest import click, type_text, unnamed_focusable
from tests.services.conftest import workspace

__all__ = ["workspace"]
TODAY = date(2026, 11, 30)
TRAFO = "sn-digiz-trafo"


class _Desk:
    def __init__(self, bench: Workbench, company: UUID) -> None:
        self.bench, self.company, self.services = bench, company, bench.services

    def page(self) -> FundingPage:
        self.bench.window.go_to("funding")
        page = self.bench.window.page("funding")
        assert isinstance(page, FundingPage)
        return page

    def save(self, **values: object) -> None:
        found = self.services.companies.state(self.company)
        assert found is not None
        self.bench.desk.publish(self.services.companies.save(self.company, found.as_of, **values))

    def plan(self) -> UUID:
        use_case, _ = self.services.use_cases.create(self.company, title="Werkzeugverschleiß")
        self.services.business_cases.add_line(
            self.company,
            use_case,
            Side.COST,
            label="Integration und Modell",
            likely=Decimal(96_000),
            first_year=0,
            last_year=0,
        )
        return use_case

    def row(self, page: FundingPage, programme: str) -> list[str]:
        table = page.programmes.table
        place = [line.id for line in table.model.rows].index(programme)
        return [table.cell_words(place, column) for column in range(4)]


@pytest.fixture
def desk(workspace: Workspace, appearance: Appearance, qtbot: QtBot) -> Iterator[_Desk]:
    services = Services(workspace, today=lambda: TODAY)
    company, _ = services.companies.create("Göltzschtal Präzision GmbH")
    jobs = Jobs()
    bench = Workbench(services, appearance, jobs)
    bench.window.resize(1440, 900)
    bench.desk.choose(company)
    bench.window.show()
    qtbot.waitExposed(bench.window)
    made = _Desk(bench, company)
    made.save(
        postcode="08523",
        town="Plauen",
        district="14523",
        industry="2008/28.41",
        employees=Decimal(84),
        turnover=Decimal(12_400_000),
        balance_sheet=Decimal(9_000_000),
        autonomous=True,
        founded=1992,
        de_minimis=Decimal(0),
        startup=False,
        collective_agreement=False,
    )
    yield made
    jobs.shut_down()
    bench.window.close()
    bench.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_that_without_a_use_case_the_page_says_what_it_is_for(desk: _Desk) -> None:
    page = desk.page()
    assert not page.columns.isVisible()
    click(page.empty.button)
    assert desk.bench.window.current_key == "use_cases"


def test_that_a_programme_shows_its_estimate_fit_and_reason(desk: _Desk) -> None:
    desk.plan()
    name, amount, fit, why = desk.row(desk.page(), TRAFO)
    assert name.startswith("Digitalisierung Zuschuss EFRE, Transformation\nSAB")
    assert amount.replace("\xa0", " ") == "bis 33.600 €"
    assert fit == "unter Bedingung"
    assert why.startswith("Nur, wenn noch nichts beauftragt ist")


def test_that_what_ended_but_is_still_advertised_stands_at_the_end(desk: _Desk) -> None:
    desk.plan()
    page = desk.page()
    last = page.programmes.table.model.rows[-1]
    assert last.id == "de-godigital"
    assert desk.row(page, "de-godigital")[2] == "beendet"


def test_that_the_count_says_how_many_fit_and_how_many_need_something(desk: _Desk) -> None:
    desk.plan()
    page = desk.page()
    note = page.programmes._note.text()
    assert note.startswith("66 geprüft · ")
    assert "unter Bedingungen" in note


def test_that_a_missing_answer_is_asked_and_given_on_the_page(desk: _Desk) -> None:
    desk.plan()
    page = desk.page()
    asked = [link for link in page.programmes.missing.links if "beauftragt" in link.text()]
    click(asked[0])
    box = page.facts.form.field("ordered")
    assert box.has_focus()
    page.facts.form.committed.emit("ordered", "no")
    assert not any("beauftragt" in link.text() for link in page.programmes.missing.links)
    assert desk.row(page, TRAFO)[3].startswith("Ob 2026 noch Anträge")


def test_that_an_answer_of_the_company_leads_to_its_page(desk: _Desk) -> None:
    desk.save(de_minimis=None, founded=None, employees=None)
    desk.plan()
    page = desk.page()
    asked = [link for link in page.programmes.missing.links if "groß" in link.text()]
    click(asked[0])
    assert desk.bench.window.current_key == "company"
    company = desk.bench.window.page("company")
    assert isinstance(company, CompanyPage)
    form = company.master.form_with("employees")
    assert form is not None
    assert form.field("employees").has_focus()


def test_that_an_order_placed_too_early_is_told(desk: _Desk) -> None:
    desk.plan()
    page = desk.page()
    page.facts.form.committed.emit("ordered_on", "02.11.2026")
    click(page.programmes.chips["refused"])
    assert desk.row(page, TRAFO)[3].startswith("Schon am 02.11.2026 beauftragt")


def test_that_a_chosen_programme_is_recorded_and_can_be_taken_back(desk: _Desk) -> None:
    use_case = desk.plan()
    page = desk.page()
    page.programmes.table.choose(TRAFO)
    page.programmes.programme_chosen.emit(TRAFO)
    click(page.toggle)
    assert "✓ im Fahrplan" in desk.row(page, TRAFO)[0]
    state = desk.services.business_cases.state(desk.company, use_case)
    assert state.grant == 33_600
    desk.bench.undo()
    assert "✓" not in desk.row(page, TRAFO)[0]


def test_that_a_combination_is_taken_at_once(desk: _Desk) -> None:
    use_case = desk.plan()
    page = desk.page()
    click(page.plans.take)
    result = desk.services.funding.result(desk.company, use_case)
    assert result is not None
    assert {each.programme for each in result.recorded.choices} >= {TRAFO, "de-inqa"}


def test_that_details_say_conditions_calculation_sources_and_day(desk: _Desk) -> None:
    desk.plan()
    page = desk.page()
    page.programmes.programme_chosen.emit(TRAFO)
    detail = page.detail
    assert "Geprüft am 23.11.2026 · Belegstärke B" in detail.standing.text()
    assert detail.view.labels()[:2] == ["Umsetzung durch Dienstleister", "Fördersatz bis zu"]
    assert "sab.sachsen.de" in detail.sources.text()
    click(detail.copy)
    assert QGuiApplication.clipboard().text() == "https://www.sab.sachsen.de"


def test_that_an_own_amount_goes_before_the_business_case(desk: _Desk) -> None:
    use_case = desk.plan()
    page = desk.page()
    field = page.facts.costs.field("implementation")
    editor = field.editor.focus_widgets()[0]
    editor.setFocus()
    type_text(editor, "40000")
    field.commit()
    result = desk.services.funding.result(desk.company, use_case)
    assert result is not None
    assert result.recorded.facts.costs is not None
    assert list(result.recorded.facts.costs.values()) == [40_000]
    assert desk.row(page, TRAFO)[1].replace("\xa0", " ") == "bis 14.000 €"


def test_that_a_start_up_sees_investors_and_others_do_not(desk: _Desk) -> None:
    desk.plan()
    page = desk.page()
    assert not page.startup.isVisible()
    desk.save(startup=True, founded=2025, employees=Decimal(4), turnover=Decimal(100_000))
    shown = [line.id for line in page.startup.table.model.rows]
    assert page.startup.isVisible()
    assert {"sn-tgfs", "sn-bbs"} <= set(shown)
    assert "th-bmt-tsf2" not in shown


def test_that_the_page_lists_what_ends_within_sixty_days(desk: _Desk) -> None:
    desk.plan()
    page = desk.page()
    click(page.programmes.chips["soon"])
    shown = {line.id for line in page.programmes.table.model.rows}
    days = current_funding().ends_soon_days
    assert shown == {each.id for each in current_funding().expiring(TODAY, days)}


def test_that_the_account_says_what_is_left_and_leads_to_its_answer(desk: _Desk) -> None:
    desk.save(de_minimis=Decimal(18_000))
    desk.plan()
    page = desk.page()
    said = page.facts.account.text().replace("\xa0", " ")
    assert said == "De-minimis: 18.000 € von 300.000 € in 3 Jahren, frei 282.000 €"
    click(page.facts.account)
    assert desk.bench.window.current_key == "company"


def test_that_everything_that_takes_focus_has_a_name(desk: _Desk) -> None:
    desk.plan()
    assert unnamed_focusable(desk.page()) == []
