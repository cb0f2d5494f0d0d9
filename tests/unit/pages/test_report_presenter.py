"""What the page of the report shows and does, without a window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from kihub_desktop.composition import Services
from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.progress import Cancelled, Progress, silent
from kihub_desktop.store.workspace import Workspace
from kihub_desktop.texts import render
from kihub_desktop.ui.pages.report.presenter import Ends, ReportDesk, ReportPresenter
from kihub_desktop.ui.pages.report.state import FileKind, ReportState
from tests.services.golden_report import TODAY


class _Shown:
    """A view that keeps the states, and a desk whose work is done when the test says so."""

    def __init__(self, workspace: Workspace) -> None:
        self.services = Services(workspace, lambda: TODAY)
        self.states: list[ReportState] = []
        self.company: UUID | None = None
        self.went: list[tuple[str, str]] = []
        self.waiting: list[tuple[Callable[[Progress], object], Ends]] = []
        self.chosen: list[UUID | None] = []
        desk = ReportDesk(
            lambda: self.company,
            self.chosen.append,
            lambda page, target: self.went.append((page, target)),
            lambda: TODAY,
            self.run,
        )
        self.presenter = ReportPresenter(
            self, self.services.companies, lambda: self.services.reports, desk
        )

    def show_state(self, state: ReportState) -> None:
        self.states.append(state)

    def run(self, work: Callable[[Progress], object], ends: Ends, doing: Value = "") -> None:
        self.waiting.append((work, ends))

    def work(self, progress: Progress = silent) -> ReportState:
        """Does what waits, and all that follows from it."""
        while self.waiting:
            work, ends = self.waiting.pop(0)
            try:
                result = work(progress)
            except Cancelled:
                ends.cancelled()
            except Exception as error:
                ends.failed(error)
            else:
                ends.done(result)
        return self.state

    @property
    def state(self) -> ReportState:
        return self.states[-1]


@pytest.fixture
def shown(workspace: Workspace) -> _Shown:
    return _Shown(workspace)


def test_that_nothing_is_read_before_a_company_is_chosen(shown: _Shown) -> None:
    shown.presenter.load()
    assert shown.state == ReportState(has_company=False)
    assert shown.waiting == []


def test_that_every_gap_leads_to_where_it_is_entered(shown: _Shown) -> None:
    shown.company, _ = shown.services.companies.create("Muster GmbH")
    use_case, _ = shown.services.use_cases.create(shown.company, title="Sichtprüfung")
    shown.presenter.load()
    assert shown.state.chapters is None
    state = shown.work()
    assert render(state.subtitle) == "4 von 8 Kapiteln haben Lücken"
    for chapter in state.chapters or ():
        for jump in chapter.missing:
            shown.presenter.follow(jump)
    assert shown.went == [
        ("company", "field:legal_form"),
        ("feasibility", ""),
        ("readiness", "D1.1"),
        ("company", "new:contact"),
        ("company", "new:process"),
        ("company", "new:data_source"),
        ("use_cases", ""),
        ("findings", ""),
    ]
    assert shown.chosen == [use_case]


def test_that_a_change_while_reading_is_read_as_well(shown: _Shown) -> None:
    shown.company, _ = shown.services.companies.create("Muster GmbH")
    shown.presenter.load()
    shown.services.processes.create(shown.company, name="Rüsten")
    shown.presenter.load()
    assert len(shown.waiting) == 1
    state = shown.work()
    assert state.chapters is not None
    assert render(state.chapters[2].note) == "1 Prozess · 0 Datenquellen"


def test_that_another_company_never_shows_the_outline_of_the_first(shown: _Shown) -> None:
    first, _ = shown.services.companies.create("Erste GmbH")
    second, _ = shown.services.companies.create("Zweite GmbH")
    shown.company = first
    shown.presenter.load()
    shown.company = second
    shown.presenter.load()
    shown.work()
    covers = [state.cover.company for state in shown.states if state.cover is not None]
    assert covers == ["Zweite GmbH"]


def test_that_one_file_is_written_at_a_time(shown: _Shown, tmp_path: Path) -> None:
    shown.company, _ = shown.services.companies.create("Muster GmbH")
    shown.presenter.load()
    shown.work()
    target = tmp_path / "daten.xlsx"
    shown.presenter.write(FileKind.XLSX, target)
    shown.presenter.write(FileKind.PDF, tmp_path / "bericht.pdf")
    assert shown.state.writing is FileKind.XLSX
    assert len(shown.waiting) == 1
    written = shown.work().written
    assert written is not None
    assert (written.kind, written.path) == (FileKind.XLSX, target)
    assert written.kilobytes == max(1, round(target.stat().st_size / 1000))


def test_that_a_failure_is_one_sentence_and_a_new_try_clears_it(
    shown: _Shown, tmp_path: Path
) -> None:
    shown.company, _ = shown.services.companies.create("Muster GmbH")
    shown.presenter.load()
    shown.work()
    shown.presenter.write(FileKind.XLSX, tmp_path / "weg" / "daten.xlsx")
    failure = shown.work().failure
    assert failure is not None
    assert render(failure.text) == "Den Ordner für „daten.xlsx“ gibt es nicht mehr."
    shown.presenter.write(FileKind.XLSX, tmp_path / "daten.xlsx")
    assert shown.state.failure is None


def test_that_stopping_says_nothing_and_frees_the_buttons(shown: _Shown, tmp_path: Path) -> None:
    shown.company, _ = shown.services.companies.create("Muster GmbH")
    shown.presenter.load()
    shown.work()

    def stop(done: int, total: int, doing: Value = "") -> None:
        raise Cancelled

    shown.presenter.write(FileKind.XLSX, tmp_path / "daten.xlsx")
    state = shown.work(stop)
    assert (state.writing, state.written, state.failure) == (None, None, None)
    assert list(tmp_path.glob("*.xlsx")) == []


def test_that_proposed_names_fit_every_file_system(shown: _Shown) -> None:
    shown.company, _ = shown.services.companies.create('A/B: "Guss" <Süd>?\n' + "x" * 200)
    shown.presenter.load()
    name = shown.presenter.proposed_name(FileKind.PDF)
    assert name.startswith("Machbarkeitsbericht A B Guss Süd")
    assert name.endswith(" 2026-11-23.pdf")
    assert not set(name) & set('<>:"/\\|?*\n')
    assert len(name) < 100
