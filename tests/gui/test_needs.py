"""What the analyses still need: marked in the rail, said above the page, one press away."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication

from kihub_desktop.domain.choices import Level, Side, Stage
from kihub_desktop.texts import render
from kihub_desktop.ui.pages.readiness.page import ReadinessPage
from tests.gui.company_desk import TODAY, Desk, desk, workspace
from tests.gui.conftest import click, unnamed_focusable

__all__ = ["desk", "workspace"]


def _said(desk: Desk, page: str) -> list[str]:
    desk.bench.needs.count()
    return [render(each.text) for each in desk.bench.needs.needs[page]]


def test_that_every_step_says_what_it_lacks(desk: Desk) -> None:
    assert "Rechtsform" in _said(desk, "company")
    assert _said(desk, "readiness") == ["42 Fragen sind offen, zuerst D1.1"]
    assert _said(desk, "use_cases") == ["Noch kein Anwendungsfall"]
    button = desk.bench.window.rail.button("readiness")
    assert (button.open_count, "zuerst D1.1" in button.toolTip()) == (1, True)


def test_that_a_use_case_lacks_ratings_findings_and_money_until_they_are_given(desk: Desk) -> None:
    services, company = desk.services, desk.company
    use_case, _ = services.use_cases.create(company, title="Lastspitzen")
    assert _said(desk, "use_cases") == ["„Lastspitzen“ ist noch nicht bewertet"]
    assert _said(desk, "findings")[0].startswith("„Lastspitzen“: ")
    assert _said(desk, "economics") == ["„Lastspitzen“: noch keine Kosten und kein Nutzen"]
    services.business_cases.add_line(company, use_case, Side.COST, likely=Decimal(10))
    assert _said(desk, "economics") == ["„Lastspitzen“: noch kein Nutzen in Euro"]
    services.business_cases.add_line(company, use_case, Side.BENEFIT, likely=Decimal(10))
    assert _said(desk, "economics") == []
    services.use_cases.rate(company, use_case, "economic_benefit", "Meister", 0, value=3)
    assert _said(desk, "use_cases") == []


def test_that_the_strip_leads_to_the_first_open_question(desk: Desk) -> None:
    services, company = desk.services, desk.company
    services.interviews.answer(company, Stage.T0, "D1.1", 0, TODAY, level=Level.TWO)
    desk.bench.window.go_to("readiness")
    desk.bench.needs.count()
    QApplication.processEvents()  # new links are shown by an event
    strip = desk.bench.window.strip
    (link,) = strip.links()
    assert link.text() == "41 Fragen sind offen, zuerst D1.2"
    click(link)
    page = desk.bench.window.page("readiness")
    assert isinstance(page, ReadinessPage)
    assert page.subtitle.startswith("Frage 2 von 42")
    assert unnamed_focusable(strip) == []


def test_that_the_strip_chooses_the_use_case_it_speaks_of(desk: Desk) -> None:
    services, company = desk.services, desk.company
    services.use_cases.create(company, title="Erster")
    second, _ = services.use_cases.create(company, title="Zweiter")
    desk.bench.window.go_to("economics")
    desk.bench.needs.count()
    QApplication.processEvents()
    click(desk.bench.window.strip.links()[1])
    assert desk.bench.desk.use_case() == second


@pytest.mark.parametrize("page", ["company", "companies"])
def test_that_pages_that_say_it_themselves_have_no_strip(desk: Desk, page: str) -> None:
    desk.bench.window.go_to(page)
    desk.bench.needs.count()
    assert desk.bench.window.strip.links() == []
