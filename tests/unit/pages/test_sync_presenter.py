"""What the page of the exchange shows and decides, without a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from kihub_desktop.composition import Services
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import Archetype, LegalForm, Level, Stage
from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.domain.records import CashLine, Finding, Process
from kihub_desktop.domain.refusals import Reason
from kihub_desktop.services.conflicts import Conflict, Version
from kihub_desktop.services.records import RecordService
from kihub_desktop.store.workspace import Surroundings as Around
from kihub_desktop.store.workspace import Workspace, create_workspace
from kihub_desktop.sync.link import Link, adopt_link
from kihub_desktop.sync.runs import Run, RunDetail, RunOutcome, record_run
from kihub_desktop.texts import SHOWN_ZONE, TEXTS, render
from kihub_desktop.ui.pages.sync.exchanging import HUB_CHANGED, Exchanging, Surroundings
from kihub_desktop.ui.pages.sync.hub_card import hub_connection
from kihub_desktop.ui.pages.sync.moments import date_text, moment_text
from kihub_desktop.ui.pages.sync.presenter import SyncDesk, SyncPresenter
from kihub_desktop.ui.pages.sync.state import ConflictState, SyncState
from kihub_desktop.ui.record_entry import KeptTexts
from tests.services.conftest import carry
from tests.store.conftest import CHEAP, PASSPHRASE

TODAY = date(2026, 11, 23)
NOWHERE = "http://127.0.0.1:9"  # the discard port: nobody listens there


class _View:
    """Notes what it is told."""

    def __init__(self) -> None:
        self.states: list[SyncState] = []
        self.asked = 0

    def show_state(self, state: SyncState) -> None:
        self.states.append(state)

    def ask_for_enrolment(self) -> None:
        self.asked += 1

    @property
    def state(self) -> SyncState:
        return self.states[-1]

    @property
    def conflict(self) -> ConflictState:
        assert self.state.conflict is not None
        return self.state.conflict


class _Shown:
    """A presenter over a real workspace; long work runs at once."""

    def __init__(self, workspace: Workspace) -> None:
        self.services = Services(workspace, today=lambda: TODAY)
        self.view, self.kept = _View(), KeptTexts()
        self.published: list[Changes] = []
        self.opened: list[Conflict] = []
        self.ahead = timedelta()
        around = Surroundings(self._start, self._publish, self._publish)
        self.exchanging = Exchanging(self.services, around)
        self.presenter = self.made_anew()

    def made_anew(self) -> SyncPresenter:
        """Another presenter, as after a change of the language."""
        desk = SyncDesk(self._publish, self.opened.append, self._now, self.kept)
        self.presenter = SyncPresenter(self.view, self.services, self.exchanging, desk)
        return self.presenter

    def _now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def _start(
        self,
        work: Callable[[Progress], object],
        done: Callable[[object], None],
        failed: Callable[[Exception], None],
    ) -> None:
        try:
            result = work(silent)
        except Exception as error:  # as a job would
            failed(error)
        else:
            done(result)

    def _publish(self, changes: Changes) -> None:
        self.published.append(changes)
        self.presenter.load()

    def problems(self) -> dict[str, str]:
        enrolment = self.view.state.enrolment
        assert enrolment is not None
        return {name: render(said) for name, said in enrolment.problems.items()}

    def enrol_as(self, url: str, code: str) -> None:
        for name, text in (("url", url), ("code", code), ("device", "Laptop 07")):
            self.presenter.type(name, text)
        self.presenter.enrol()


@pytest.fixture
def shown(workspace: Workspace) -> _Shown:
    return _Shown(workspace)


@pytest.fixture
def third(tmp_path: Path) -> Iterator[Workspace]:
    around = Around(anchors=tmp_path / "anchors-3", key_cost=CHEAP)
    with create_workspace(tmp_path / "Drei.kihub", PASSPHRASE, around) as opened:
        yield opened


class _Case:
    """A company with a process that several laptops know."""

    def __init__(self, *workspaces: Workspace) -> None:
        self.workspaces = workspaces
        for workspace, name in zip(workspaces, ("07", "12", "15"), strict=False):
            Services(workspace).team.sign(f"Beratung {name}", f"Laptop {name}")
        self.company, _ = Services(workspaces[0]).companies.create("Göltzschtal Präzision GmbH")
        self.process, _ = RecordService(workspaces[0], Process).create(
            self.company, name="Instandhaltung", stops_per_year=Decimal(35)
        )
        self.share()

    def share(self) -> None:
        for source in self.workspaces:
            for target in self.workspaces:
                if source is not target:
                    carry(source, target)

    def disagree(self, **values: tuple[object, ...]) -> None:
        """Every laptop writes its own values of the process; then all know all."""
        for place, workspace in enumerate(self.workspaces):
            service = RecordService(workspace, Process)
            as_of = service.of_company(self.company).as_of
            own = {name: each[place] for name, each in values.items()}
            service.save(self.company, self.process, as_of, **own)
        self.share()

    def stops(self, workspace: Workspace) -> Decimal | None:
        (process,) = RecordService(workspace, Process).of_company(self.company).records
        return process.stops_per_year


def _words(values: list[Value]) -> list[str]:
    return [render(value) for value in values]


def _link(workspace: Workspace, *runs: Run) -> None:
    adopt_link(workspace, Link(NOWHERE, "hub", workspace.device, "Laptop 07", "e1"))
    with workspace.writing() as connection:
        for run in runs:
            record_run(connection, run)


def _run(hours: float, reason: str = "", received: int = 31) -> Run:
    """A run that long before noon of 23 November; with a reason it was interrupted."""
    started = datetime(2026, 11, 23, 12, tzinfo=SHOWN_ZONE) - timedelta(hours=hours)
    outcome = RunOutcome.INTERRUPTED if reason else RunOutcome.COMPLETE
    detail = RunDetail(reason, 61 if reason else None)
    return Run(started, "internet", outcome, 212, received, 4, detail)


# -- conflicts -----------------------------------------------------------------------------------


def test_that_the_version_of_this_laptop_comes_first_in_words(
    shown: _Shown, workspace: Workspace, colleague: Workspace
) -> None:
    case = _Case(workspace, colleague)
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
    assert _words([each.said.value for each in found.versions]) == ["38", "41,5"]
    assert _words([each.said.action for each in found.versions]) == [
        "Diese Fassung behalten",
        "Diese Fassung übernehmen",
    ]
    assert found.before is not None
    assert render(found.before.said.value) == "35"


def test_that_a_decision_is_kept_and_the_next_conflict_shown(
    shown: _Shown, workspace: Workspace, colleague: Workspace
) -> None:
    case = _Case(workspace, colleague)
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
    shown: _Shown, workspace: Workspace, colleague: Workspace
) -> None:
    case = _Case(workspace, colleague)
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
    shown: _Shown, workspace: Workspace, colleague: Workspace, third: Workspace
) -> None:
    case = _Case(workspace, colleague, third)
    case.disagree(stops_per_year=(Decimal(38), Decimal(41), Decimal(29)))
    shown.presenter.load()
    found = shown.view.conflict
    assert render(found.title) == "Mehrere haben dasselbe Feld geändert"
    assert found.versions[0].own
    assert sorted(_words([each.said.value for each in found.versions])) == ["29", "38", "41"]
    last = render(found.versions[2].said.value)
    shown.presenter.keep(3)
    assert shown.view.conflict.total == 1
    shown.presenter.keep(2)
    assert shown.view.state.conflict is None
    assert case.stops(workspace) == Decimal(last)


@pytest.mark.parametrize(("number", "left"), [(0, 0), (1, 1)])
def test_that_a_deletion_is_worded_and_decided(
    shown: _Shown, workspace: Workspace, colleague: Workspace, number: int, left: int
) -> None:
    case = _Case(workspace, colleague)
    here, there = RecordService(workspace, Process), RecordService(colleague, Process)
    here.delete(case.company, case.process, here.of_company(case.company).as_of)
    there.save(case.company, case.process, there.of_company(case.company).as_of, problem="x")
    case.share()
    shown.presenter.load()
    found = shown.view.conflict
    assert render(found.title) == "Hier gelöscht, dort geändert"
    assert _words([each.said.action for each in found.versions]) == ["Löschen", "Behalten"]
    assert not found.has_before
    other = _Shown(colleague)
    other.presenter.load()
    assert render(other.view.conflict.title) == "Dort gelöscht, hier geändert"
    assert render(other.view.conflict.versions[0].said.action) == "Behalten"
    shown.presenter.keep(number)
    assert shown.view.state.conflict is None
    assert len(here.of_company(case.company).records) == left


def test_that_a_time_that_is_still_to_come_is_marked(
    shown: _Shown, workspace: Workspace, colleague: Workspace
) -> None:
    _Case(workspace, colleague).disagree(stops_per_year=(Decimal(38), Decimal(41)))
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
    shown = _Shown(workspace)
    shown.presenter.load()
    assert shown.view.conflict.total == 1
    return shown.view.conflict


def _said(conflict: ConflictState) -> list[str]:
    return _words([each.said.value for each in conflict.versions])


def test_that_master_data_are_worded(workspace: Workspace, colleague: Workspace) -> None:
    company, _ = Services(workspace).companies.create("")

    def write(field: str, values: tuple[object, object]) -> ConflictState:
        def save(services: Services, place: int) -> None:
            state = services.companies.state(company)
            assert state is not None
            services.companies.save(company, state.as_of, **{field: values[place]})

        found = _both(workspace, colleague, save)
        decided = _Shown(workspace)
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
    case = _Case(workspace)
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


# -- tiles, history and enrolment ---------------------------------------------------------------


def test_that_tiles_and_history_tell_what_happened(shown: _Shown, workspace: Workspace) -> None:
    _Case(workspace)
    _link(workspace, _run(96), _run(27, "hub_unreachable", received=5))
    shown.presenter.load()
    state = shown.view.state
    assert state.enrolment is None
    assert (state.device, state.last) == ("Laptop 07", _run(96).started)
    assert render(state.waiting.note) == "Änderungen in 1 Unternehmen"
    assert render(state.fresh.value) == "5"
    assert render(state.open.note) == "keine widersprüchlichen Angaben"
    interrupted, complete = state.runs
    assert render(interrupted.result).startswith("Hub nicht erreichbar · nach 61\u00a0%")
    assert "nichts verloren" in render(interrupted.result)
    assert (interrupted.is_complete, complete.is_complete) == (False, True)
    assert render(complete.result).startswith("212 Änderungen gesendet, 31 empfangen")
    assert moment_text(interrupted.started, TODAY) == "gestern 09:00"
    assert moment_text(complete.started, TODAY) == "19.11., 12:00"
    assert date_text(complete.started, date(2027, 1, 2)) == "19.11.2026, 12:00"
    TEXTS.use("en")
    assert date_text(complete.started, TODAY) == "19 Nov, 12:00"
    TEXTS.use("de")


def test_that_the_card_in_the_rail_tells_the_truth(
    workspace: Workspace, colleague: Workspace
) -> None:
    services = Services(workspace)
    card = hub_connection(services, TODAY)
    assert (card.online, card.title, card.note) == (False, "Nicht angemeldet", "")
    _Case(workspace, colleague).disagree(stops_per_year=(Decimal(38), Decimal(41)))
    _link(workspace)
    assert hub_connection(services, TODAY).title == "Noch nicht abgeglichen"
    _link(workspace, _run(96))
    card = hub_connection(services, TODAY)
    waiting = services.exchange.status().waiting
    assert (card.online, card.title) == (True, "Abgeglichen")
    assert card.note.splitlines() == [
        "zuletzt 19.11., 12:00",
        f"{waiting} Änderungen warten",
        "1 bitte entscheiden",
    ]
    _link(workspace, _run(1, "hub_unreachable"))
    card = hub_connection(services, TODAY)
    assert (card.online, card.title) == (False, "Abgleich unterbrochen")
    assert "zuletzt 19.11., 12:00" in card.note


def test_that_an_unknown_device_is_asked_for_everything_it_lacks(shown: _Shown) -> None:
    shown.presenter.load()
    shown.presenter.exchange()
    assert shown.view.asked == 1
    shown.presenter.enrol()
    assert set(shown.problems()) == {"url", "code", "device"}
    shown.presenter.type("code", "ABCDE-12345")
    assert set(shown.problems()) == {"url", "device"}
    shown.made_anew().load()
    assert shown.view.state.enrolment is not None
    assert shown.view.state.enrolment.texts["code"] == "ABCDE-12345"
    assert set(shown.problems()) == {"url", "device"}


@pytest.mark.parametrize(
    ("url", "begin"),
    [
        ("ftp://hub.region.example", "Das ist keine Hub-Adresse."),
        ("http://hub.region.example", "Der Hub wird nur verschlüsselt angesprochen"),
        (NOWHERE, "Der Hub ist nicht erreichbar."),
    ],
)
def test_that_a_wrong_address_is_told_beside_it_and_kept(
    shown: _Shown, url: str, begin: str
) -> None:
    shown.presenter.load()
    shown.enrol_as(url, "ABCDE-12345")
    assert list(shown.problems()) == ["url"]
    assert shown.problems()["url"].startswith(begin)
    assert shown.view.state.enrolment is not None
    assert shown.view.state.enrolment.texts["url"] == url
    assert not shown.view.state.is_running
    shown.presenter.type("url", "https://hub.region.example")
    assert shown.problems() == {}


def test_that_an_interrupted_exchange_says_what_is_safe_until_it_is_dismissed(
    shown: _Shown, workspace: Workspace
) -> None:
    _Case(workspace)
    _link(workspace)
    shown.presenter.load()
    shown.presenter.exchange()
    state = shown.view.state
    assert state.trouble is not None
    assert "Alles bleibt auf diesem Laptop gespeichert" in render(state.trouble.message)
    assert (state.trouble.can_repeat, state.is_running) == (True, False)
    assert [each.is_complete for each in state.runs] == [False]
    assert HUB_CHANGED in shown.published
    shown.presenter.dismiss()
    shown.presenter.load()
    assert shown.view.state.trouble is None


def test_that_a_device_which_the_hub_has_forgotten_is_enrolled_again(
    shown: _Shown, workspace: Workspace
) -> None:
    _link(workspace, _run(1, Reason.NOT_ENROLLED.value))
    shown.presenter.load()
    enrolment = shown.view.state.enrolment
    assert enrolment is not None
    assert (enrolment.is_again, enrolment.texts["url"]) == (True, NOWHERE)
    assert enrolment.texts["device"] == "Laptop 07"


def test_that_only_one_exchange_runs_at_a_time(shown: _Shown, workspace: Workspace) -> None:
    _link(workspace)
    shown.presenter.load()
    shown.exchanging.is_running = True
    shown.presenter.exchange()
    assert shown.view.state.runs == ()


def test_that_an_unexpected_error_is_told_and_not_swallowed(shown: _Shown) -> None:
    shown.exchanging.trouble = ZeroDivisionError("by design")
    shown.presenter.load()
    trouble = shown.view.state.trouble
    assert trouble is not None
    assert trouble.detail == "ZeroDivisionError: by design"
    assert trouble.can_repeat


def test_that_without_a_conflict_nothing_is_decided_or_opened(
    shown: _Shown, workspace: Workspace
) -> None:
    _Case(workspace)
    shown.presenter.load()
    assert shown.view.state.conflict is None
    shown.presenter.keep(0)
    shown.presenter.step(1)
    shown.presenter.open_record()
    assert (shown.opened, shown.published) == ([], [])
