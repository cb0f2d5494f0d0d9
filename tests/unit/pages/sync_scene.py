"""The exchange page's presenter over real workspaces, and laptops that disagree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from kihub_desktop.composition import Services
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.progress import Progress, silent
from kihub_desktop.domain.records import Process
from kihub_desktop.services.conflicts import Conflict
from kihub_desktop.services.records import RecordService
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.sync.link import Link, adopt_link
from kihub_desktop.sync.runs import Run, RunDetail, RunOutcome, record_run
from kihub_desktop.texts import SHOWN_ZONE, render
from kihub_desktop.ui.pages.sync.exchanging import Exchanging, Surroundings
from kihub_desktop.ui.pages.sync.presenter import SyncDesk, SyncPresenter
from kihub_desktop.ui.pages.sync.state import ConflictState, SyncState
from kihub_desktop.ui.record_entry import KeptTexts
from tests.services.conftest import carry

TODAY = date(2026, 11, 23)
NOWHERE = "http://127.0.0.1:9"  # the discard port: nobody listens there


class View:
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


class Shown:
    """A presenter over a real workspace; long work runs at once."""

    def __init__(self, workspace: Workspace) -> None:
        self.services = Services(workspace, today=lambda: TODAY)
        self.view, self.kept = View(), KeptTexts()
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


class Case:
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


def rendered(values: list[Value]) -> list[str]:
    return [render(value) for value in values]


def link(workspace: Workspace, *runs: Run) -> None:
    adopt_link(workspace, Link(NOWHERE, "hub", workspace.device, "Laptop 07", "e1"))
    with workspace.writing() as connection:
        for run in runs:
            record_run(connection, run)


def run_before(hours: float, reason: str = "", received: int = 31) -> Run:
    """A run that long before noon of 23 November; with a reason it was interrupted."""
    started = datetime(2026, 11, 23, 12, tzinfo=SHOWN_ZONE) - timedelta(hours=hours)
    outcome = RunOutcome.INTERRUPTED if reason else RunOutcome.COMPLETE
    detail = RunDetail(reason, 61 if reason else None)
    return Run(started, "internet", outcome, 212, received, 4, detail)
