"""What the company's page shows and saves, without a window."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from kihub_desktop.composition import Services
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import Access, Archetype
from kihub_desktop.domain.sme import SizeClass
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import render
from kihub_desktop.ui.pages.company.grids import look_of
from kihub_desktop.ui.pages.company.presenter import CompanyDesk, CompanyPresenter
from kihub_desktop.ui.pages.company.state import CompanyPageState
from kihub_desktop.ui.record_entry import KeptTexts
from kihub_desktop.ui.widgets.cells import words
from tests.services.conftest import carry

TODAY = date(2026, 11, 23)


class _View:
    """Notes what it is told; a real page reads again when a change is published."""

    def __init__(self) -> None:
        self.state = CompanyPageState()
        self.revealed: list[str] = []

    def show_state(self, state: CompanyPageState) -> None:
        self.state = state

    def commit_pending(self) -> None:
        self.revealed.append("committed")

    def reveal(self, target: str) -> None:
        self.revealed.append(target)


class _Shown:
    """A presenter over a company in a real workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.services = Services(workspace, today=lambda: TODAY)
        self.company: UUID | None = self.services.companies.create("Göltzschtal Präzision GmbH")[0]
        self.view, self.target, self.kept = _View(), "", KeptTexts()
        self.published: list[Changes] = []
        self.presenter = CompanyPresenter(
            self.view,
            self.services,
            CompanyDesk(lambda: self.company, self._take, self._publish, self.kept),
        )
        self.presenter.load()

    def _take(self) -> str:
        taken, self.target = self.target, ""
        return taken

    def _publish(self, changes: Changes) -> None:
        self.published.append(changes)
        self.presenter.refresh()

    def texts(self) -> dict[str, str]:
        assert self.view.state.entries is not None
        return dict(self.view.state.entries.texts)

    def names(self) -> list[str]:
        return [each.name for each in self.presenter.lists.of("process")]

    def size(self) -> SizeClass | None:
        return self.view.state.size.size if self.view.state.size else None

    def open(self) -> list[str]:
        points = self.view.state.points
        return [render(each.text) for each in (*points.fields, *points.others)]


def _cell(kind: str, name: str, record: object) -> str:
    """What a list shows of a value."""
    cell = look_of(kind, lambda _kind: ()).spec.column(name).cell
    assert cell is not None
    said = cell(record)
    return said if isinstance(said, str) else words(said)


@pytest.fixture
def shown(workspace: Workspace) -> _Shown:
    return _Shown(workspace)


def test_that_without_a_company_nothing_is_shown_and_nothing_saved(shown: _Shown) -> None:
    shown.company = None
    shown.presenter.load()
    assert shown.view.state == CompanyPageState()
    shown.presenter.commit("name", "Niemand")
    assert shown.presenter.new("process") is None
    assert shown.published == []


def test_that_a_field_is_saved_and_a_wrong_one_kept(shown: _Shown) -> None:
    shown.presenter.commit("turnover", "12,4 Mio")
    assert shown.texts()["turnover"] == "12.400.000"
    shown.presenter.commit("turnover", "viel")
    assert shown.view.state.entries is not None
    assert shown.view.state.entries.kept["turnover"].text == "viel"
    assert shown.texts()["turnover"] == "12.400.000"
    shown.presenter.restore("turnover")
    assert shown.view.state.entries.kept == {}
    assert len(shown.published) == 1


def test_that_the_size_follows_the_figures(shown: _Shown) -> None:
    assert shown.size() is SizeClass.UNKNOWN
    for name, text in (("employees", "84"), ("turnover", "12,4 Mio"), ("autonomous", "yes")):
        shown.presenter.commit(name, text)
    assert shown.size() is SizeClass.MEDIUM
    assert "Bilanzsumme" not in shown.open()


def test_that_a_postcode_is_one_change_with_town_and_district(shown: _Shown) -> None:
    shown.presenter.commit("district", "Leipzig")
    shown.presenter.commit("postcode", "08523")
    texts = shown.texts()
    assert (texts["postcode"], texts["town"]) == ("08523", "Plauen")
    assert texts["district"] == "Vogtlandkreis (14523)"
    assert shown.view.state.entries is not None
    assert shown.view.state.entries.kept == {}
    shown.services.undo.undo()
    shown.presenter.load()
    assert shown.texts()["district"] == shown.texts()["postcode"] == ""


def test_that_a_new_record_is_created_at_once_and_shown(shown: _Shown) -> None:
    draft = shown.presenter.new("process")
    assert draft is not None
    assert list(shown.presenter.save(draft, {})) == ["name"]
    wrong = shown.presenter.save(draft, {"name": "Rüsten", "hours_per_year": "viele"})
    assert list(wrong) == ["hours_per_year"]
    assert shown.names() == []
    texts = {"name": "Rüsten", "hours_per_year": "900 h", "pain": "4", "area": "planning"}
    assert shown.presenter.save(draft, texts) == {}
    assert shown.names() == ["Rüsten"]
    (process,) = shown.presenter.lists.of("process")
    assert (process.name, process.pain) == ("Rüsten", 4)
    assert _cell("process", "hours_per_year", process) == "900\u00a0h"
    assert shown.view.revealed == [f"process:{process.id}"]
    assert len(shown.published) == 1


def test_that_an_edit_names_only_what_was_changed(shown: _Shown, colleague: Workspace) -> None:
    company = shown.company
    assert company is not None
    workspace = shown.services.workspace
    created, changes = shown.services.processes.create(company, name="Rüsten", problem="dauert")
    shown._publish(changes)
    carry(workspace, colleague)
    draft = shown.presenter.draft("process", created)
    assert draft is not None
    theirs = Services(colleague, today=lambda: TODAY)
    theirs.processes.save(company, created, 10**9, problem="Erfahrungswissen")
    carry(colleague, workspace)
    shown.presenter.save(draft, {"name": "Rüstplanung"})
    found = shown.services.processes.get(company, created)
    assert found is not None
    assert (found.name, found.problem) == ("Rüstplanung", "Erfahrungswissen")
    assert shown.services.companies.contested(company) == {}


def test_that_two_values_are_marked_and_counted_as_open(
    shown: _Shown, colleague: Workspace
) -> None:
    company = shown.company
    assert company is not None
    workspace = shown.services.workspace
    carry(workspace, colleague)
    theirs = Services(colleague, today=lambda: TODAY).companies
    theirs.save(company, 10**9, employees=Decimal(84))
    shown.presenter.commit("employees", "80")
    carry(colleague, workspace)
    shown.presenter.load()
    assert shown.view.state.entries is not None
    assert shown.view.state.entries.contested == {"employees"}
    (point,) = [each for each in shown.view.state.points.others if each.page == "sync"]
    assert "bitte entscheiden" in render(point.text)


def test_that_a_deleted_record_comes_back_by_undo(shown: _Shown) -> None:
    assert shown.company is not None
    created, changes = shown.services.contacts.create(shown.company, role="Leitung Fertigung")
    shown._publish(changes)
    assert shown.view.state.counts["contact"] == 1
    service = shown.presenter.lists.service("contact")
    shown._publish(service.delete(shown.company, created, shown.presenter.lists.as_of("contact")))
    assert shown.view.state.counts["contact"] == 0
    assert shown.presenter.draft("contact", created) is None
    shown.services.undo.undo()
    shown.presenter.load()
    assert shown.view.state.counts["contact"] == 1


def test_that_open_points_lead_to_where_they_are_entered(shown: _Shown) -> None:
    company, services = shown.company, shown.services
    assert company is not None
    assert [each.target for each in shown.view.state.points.others[:2]] == [
        "new:process",
        "new:data_source",
    ]
    source, _ = services.sources.create(company, name="Prüfprotokolle", access=Access.PARTLY)
    services.processes.create(company, name="Prüfen", stops_per_year=Decimal(38))
    services.use_cases.create(company, title="Lastspitzen", archetype=Archetype.ENERGY)
    shown.presenter.load()
    assert [each.target for each in shown.view.state.points.others] == [
        f"data_source:{source}:personal_data",
        "field:energy_use",
        "",
    ]
    assert "Datenquelle „Prüfprotokolle“: personenbezogene Daten ja/nein?" in shown.open()
    assert "Energieverbrauch/Jahr fehlt (für Anwendungsfall „Lastspitzen“)" in shown.open()
    assert "Reifegrad-Interview: 0 von 42 Fragen beantwortet" in shown.open()
    assert "Gründungsjahr" in shown.open()
    (process,) = shown.presenter.lists.of("process")
    assert _cell("process", "hours_per_year", process) == "38 Stillstände"


@pytest.mark.parametrize(
    ("months", "said"),
    [(14, "14 Monate"), (1, "1 Monat"), (12, "12 Monate"), (72, "6 Jahre"), (26, "26 Monate")],
)
def test_that_long_histories_are_told_in_years(shown: _Shown, months: int, said: str) -> None:
    assert shown.company is not None
    shown.services.sources.create(shown.company, history_months=Decimal(months))
    shown.presenter.load()
    (source,) = shown.presenter.lists.of("data_source")
    assert _cell("data_source", "history_months", source) == said


def test_that_another_company_takes_nothing_along(shown: _Shown) -> None:
    first = shown.company
    shown.presenter.commit("founded", "neulich")
    shown.company = shown.services.companies.create("Muster AG")[0]
    shown.presenter.load()
    assert shown.view.revealed == ["committed"]
    assert shown.view.state.entries is not None
    assert shown.view.state.entries.kept == {}
    shown.company, shown.target = first, "field:town"
    shown.presenter.load()
    assert shown.view.revealed[-1] == "field:town"
    assert shown.view.state.entries.kept["founded"].text == "neulich"
