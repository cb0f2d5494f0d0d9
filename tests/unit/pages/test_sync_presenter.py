"""What the page of the exchange shows and decides, without a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from kihub_desktop.composition import Services
from kihub_desktop.domain.choices import Archetype, LegalForm, Level, Stage
from kihub_desktop.domain.records import CashLine, Finding, Process
from kihub_desktop.services.conflicts import Conflict, Version
from kihub_desktop.services.records import RecordService
from kihub_desktop.store.workspace import Surroundings as Around
from kihub_desktop.store.workspace import Workspace, create_workspace
from kihub_desktop.texts import render
from kihub_desktop.ui.pages.sync.state import ConflictState
from tests.services.conftest import carry
from tests.store.conftest import CHEAP, PASSPHRASE
from tests.unit.pages.sync_scene import TODAY, Case, Shown, rendered


@pytest.fixture
def shown(workspace: Workspace) -> Shown:
    return Shown(workspace)


@pytest.fixture
def third(tmp_path: Path) -> Iterator[Workspace]:
    around = Around(anchors=tmp_path / "anchors-3", key_cost=CHEAP)
    with create_workspace(tmp_path / "Drei.kihub", PASSPHRASE, around) as opened:
        yield opened


def test_that_the_version_of_this_laptop_comes_first_in_words(
    shown: Shown, workspace: Workspace, colleague: Workspace
) -> None:
    case = Case(workspace, colleague)
    case.disagree(stops_per_year=(Decimal(38), Decimal("41.5")))
    shown.presenter.load()
    found = shown.view.conflict
    assert render(found.title) == "Beide haben dasselbe Feld geändert"
    assert render(found.subject) == "Göltzschtal Präzision GmbH · Prozess „Instandhaltung“"
    assert render(found.field) == "Stillstände/Jahr"
    assert [(each.device, each.author, each.own) for each in found.versions] == [
        ("Laptop 07", "Beratung 07", True),
        ("Laptop 12", "Beratung 12", False),
    ]
    assert rendered([each.said.value for each in found.versions]) == ["38", "41,5"]
    assert rendered([each.said.action for each in found.versions]) == [
        "Diese Fassung behalten",
        "Diese Fassung übernehmen",
    ]
    assert found.before is not None
    assert render(found.before.said.value) == "35"


def test_that_a_decision_is_kept_and_the_next_conflict_shown(
    shown: Shown, workspace: Workspace, colleague: Workspace
) -> None:
    case = Case(workspace, colleague)
    case.disagree(
        stops_per_year=(Decimal(38), Decimal(41)), problem=("dauert", "fällt aus"), pain=(3, 5)
    )
    shown.presenter.load()
    fields = []
    for _turn in range(3):
        fields.append(render(shown.view.conflict.field))
        assert shown.view.conflict.place == 1
        shown.presenter.keep(1)
    assert sorted(fields) == ["Problem", "Schmerz", "Stillstände/Jahr"]
    assert shown.view.state.conflict is None
    assert case.stops(workspace) == Decimal(41)
    assert all(changes.kinds == {"process"} for changes in shown.published)
    case.share()
    assert Services(colleague).conflicts.count() == 0


def test_that_steps_lead_around_and_a_reload_stays_where_it_was(
    shown: Shown, workspace: Workspace, colleague: Workspace
) -> None:
    case = Case(workspace, colleague)
    case.disagree(stops_per_year=(Decimal(38), Decimal(41)), problem=("a", "b"), pain=(3, 5))
    shown.presenter.load()
    first = shown.view.conflict
    shown.presenter.step(-1)
    assert shown.view.conflict.place == 3
    shown.presenter.load()
    assert shown.view.conflict.place == 3
    shown.presenter.step(1)
    assert shown.view.conflict == first
    shown.presenter.open_record()
    assert [each.record for each in shown.opened] == [case.process]


def test_that_more_than_two_versions_are_all_offered(
    shown: Shown, workspace: Workspace, colleague: Workspace, third: Workspace
) -> None:
    case = Case(workspace, colleague, third)
    case.disagree(stops_per_year=(Decimal(38), Decimal(41), Decimal(29)))
    shown.presenter.load()
    found = shown.view.conflict
    assert render(found.title) == "Mehrere haben dasselbe Feld geändert"
    assert found.versions[0].own
    assert sorted(rendered([each.said.value for each in found.versions])) == ["29", "38", "41"]
    last = render(found.versions[2].said.value)
    shown.presenter.keep(3)
    assert shown.view.conflict.total == 1
    shown.presenter.keep(2)
    assert shown.view.state.conflict is None
    assert case.stops(workspace) == Decimal(last)


@pytest.mark.parametrize(("number", "left"), [(0, 0), (1, 1)])
def test_that_a_deletion_is_worded_and_decided(
    shown: Shown, workspace: Workspace, colleague: Workspace, number: int, left: int
) -> None:
    case = Case(workspace, colleague)
    here, there = RecordService(workspace, Process), RecordService(colleague, Process)
    here.delete(case.company, case.process, here.of_company(case.company).as_of)
    there.save(case.company, case.process, there.of_company(case.company).as_of, problem="x")
    case.share()
    shown.presenter.load()
    found = shown.view.conflict
    assert render(found.title) == "Hier gelöscht, dort geändert"
    assert rendered([each.said.action for each in found.versions]) == ["Löschen", "Behalten"]
    assert not found.has_before
    other = Shown(colleague)
    other.presenter.load()
    assert render(other.view.conflict.title) == "Dort gelöscht, hier geändert"
    assert render(other.view.conflict.versions[0].said.action) == "Behalten"
    shown.presenter.keep(number)
    assert shown.view.state.conflict is None
    assert len(here.of_company(case.company).records) == left


def test_that_a_time_that_is_still_to_come_is_marked(
    shown: Shown, workspace: Workspace, colleague: Workspace
) -> None:
    Case(workspace, colleague).disagree(stops_per_year=(Decimal(38), Decimal(41)))
    shown.presenter.load()
    assert not any(each.is_early for each in shown.view.conflict.versions)
    shown.ahead = timedelta(hours=-3)
    shown.presenter.load()
    assert all(each.is_early for each in shown.view.conflict.versions)


def _both(
    workspace: Workspace, colleague: Workspace, write: Callable[[Services, int], object]
) -> ConflictState:
    """The one conflict after both wrote without knowing of each other."""
    carry(workspace, colleague)
    write(Services(workspace), 0)
    write(Services(colleague), 1)
    carry(colleague, workspace)
    shown = Shown(workspace)
    shown.presenter.load()
    assert shown.view.conflict.total == 1
    return shown.view.conflict


def _said(conflict: ConflictState) -> list[str]:
    return rendered([each.said.value for each in conflict.versions])


def test_that_master_data_are_worded(workspace: Workspace, colleague: Workspace) -> None:
    company, _ = Services(workspace).companies.create("")

    def write(field: str, values: tuple[object, object]) -> ConflictState:
        def save(services: Services, place: int) -> None:
            state = services.companies.state(company)
            assert state is not None
            services.companies.save(company, state.as_of, **{field: values[place]})

        found = _both(workspace, colleague, save)
        decided = Shown(workspace)
        decided.presenter.load()
        decided.presenter.keep(0)
        return found

    found = write("legal_form", (LegalForm.GMBH_CO_KG, LegalForm.GMBH))
    assert render(found.subject) == "(ohne Namen)"
    assert _said(found) == ["GmbH & Co. KG", "GmbH"]
    assert _said(write("founded", (1998, 2003))) == ["1998", "2003"]
    assert _said(write("works_council", (True, False))) == ["ja", "nein"]
    write("town", ("Gera", "Jena"))
    assert _said(write("town", (None, "Plauen"))) == ["keine Angabe", "Plauen"]
    turnover = write("turnover", (Decimal(12_400_000), Decimal("9800000.50")))
    assert _said(turnover) == ["12.400.000\u00a0€", "9.800.000,50\u00a0€"]
    assert _said(write("industry", ("2008/25.62", "2008/28.41")))[0].startswith("25.62 ")


def test_that_answers_ratings_and_findings_name_what_they_are_about(
    workspace: Workspace, colleague: Workspace
) -> None:
    services = Services(workspace)
    company, _ = services.companies.create("Muster GmbH")
    use_case, _ = services.use_cases.create(
        company, title="Verschleiß", archetype=Archetype.PREDICTIVE_MAINTENANCE
    )
    levels = (Level.TWO, Level.THREE)

    def answer(each: Services, place: int) -> None:
        each.interviews.answer(company, Stage.T0, "D3.1", 0, TODAY, level=levels[place])

    found = _both(workspace, colleague, answer)
    assert "Antwort „D3.1 " in render(found.subject)
    assert _said(found) == [
        "2 – begonnen, nicht verbindlich",
        "3 – festgelegt und in einem Bereich gelebt",
    ]
    services.conflicts.keep(*_first(services))
    found = _both(
        workspace,
        colleague,
        lambda each, place: each.use_cases.rate(
            company, use_case, "value", "Leitung Fertigung", 0, 3 + place
        ),
    )
    assert "Anwendungsfall „Verschleiß“ · Bewertung „" in render(found.subject)
    assert "Leitung Fertigung“" in render(found.subject)
    services.conflicts.keep(*_first(services))
    found = _both(
        workspace,
        colleague,
        lambda each, place: each.use_cases.set_finding(
            company, use_case, "market_trl", 0, value=("8", "5")[place]
        ),
    )
    (finding,) = RecordService(workspace, Finding).of_company(company).records
    assert "Angabe zum Anwendungsfall" in render(found.subject)
    assert str(finding.key) not in render(found.subject)
    assert len(set(_said(found))) == 2


def _first(services: Services) -> tuple[Conflict, Version]:
    """A conflict and its own version, ready to be kept."""
    (conflict,) = services.conflicts.all()
    return conflict, conflict.versions[0]


def test_that_links_show_names_and_estimates_their_unit(
    workspace: Workspace, colleague: Workspace
) -> None:
    case = Case(workspace)
    services = Services(workspace)
    other, _ = services.processes.create(case.company, name="Rüsten")
    use_case, _ = services.use_cases.create(case.company, title="Verschleiß")
    wanted = (case.process, other)
    found = _both(
        workspace,
        colleague,
        lambda each, place: each.use_cases.save(
            case.company,
            use_case,
            each.use_cases.of_company(case.company).as_of,
            process=wanted[place],
        ),
    )
    assert _said(found) == ["Instandhaltung", "Rüsten"]
    services.conflicts.keep(*_first(services))
    lines = RecordService(workspace, CashLine)
    line, _ = lines.create(case.company, use_case=use_case, label="Stillstände", unit="Fälle")

    def estimate(each: Services, place: int) -> None:
        service = RecordService(each.workspace, CashLine)
        as_of = service.of_company(case.company).as_of
        service.save(case.company, line, as_of, likely=Decimal(20 + place))

    found = _both(workspace, colleague, estimate)
    assert _said(found) == ["20\u00a0Fälle", "21\u00a0Fälle"]
    assert "Anwendungsfall „Verschleiß“" in render(found.subject)
