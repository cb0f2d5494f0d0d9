"""Connects the business case page with its presenter, the jobs and the dialog of a line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from kihub_desktop.domain.choices import Side
from kihub_desktop.domain.progress import Progress
from kihub_desktop.domain.records import CashLine
from kihub_desktop.domain.words import word
from kihub_desktop.texts import _, render
from kihub_desktop.ui.announced_work import AnnouncedWork
from kihub_desktop.ui.history_desk import PastPlace
from kihub_desktop.ui.pages.economics.page import EconomicsPage
from kihub_desktop.ui.pages.economics.presenter import (
    KINDS,
    EconomicsDesk,
    EconomicsPresenter,
    LineDraft,
)
from kihub_desktop.ui.record_entry import entry_rows
from kihub_desktop.ui.record_grid_wiring import connect_grid
from kihub_desktop.ui.widgets.pick_dialog import PickDialog, PickEntry, PickGroup
from kihub_desktop.ui.widgets.record_dialog import RecordDialog, RecordQuestion

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench

_LINE = (
    ("label",),
    ("side", "first_year", "last_year"),
    ("pessimistic", "likely", "optimistic"),
    ("unit", "growth"),
    ("price_pessimistic", "price_likely", "price_optimistic"),
    ("driver", "coupling"),
    ("source", "cost_type"),
)


def wire(page: EconomicsPage, bench: Workbench) -> EconomicsPresenter:
    """Makes the presenter and connects every intent."""
    desk = bench.desk
    announced = AnnouncedWork(page, page.progress, bench.jobs)

    def calculate(work: Callable[[Progress], object], done: Callable[[object], None]) -> None:
        announced.start(_("Szenarien werden gerechnet"), work, done)

    presenter = EconomicsPresenter(
        page,
        bench.services,
        EconomicsDesk(
            desk.company, desk.use_case, desk.choose_use_case, desk.publish, calculate, bench.kept
        ),
    )
    bench.presenters["economics"] = presenter
    host = bench.host(page, KINDS, presenter.load)
    desk.use_case_changed.connect(host.mark_stale)
    page.use_case_chosen.connect(presenter.choose)
    page.scenario_chosen.connect(presenter.choose_scenario)
    page.frame.committed.connect(presenter.commit_frame)
    page.frame.restored.connect(presenter.restore_frame)
    connect_grid(page.lines.grid, presenter.list_lines(page.lines.grid, page.lines.grid.spec))
    page.funding_requested.connect(lambda: desk.go("funding"))
    page.history_requested.connect(partial(_show_history, bench))
    page.decision_requested.connect(lambda: desk.go("sync"))
    page.start_requested.connect(lambda: desk.go("use_cases" if desk.company() else "companies"))
    page.line_requested.connect(lambda side: _ask_new(page, presenter, side))
    strip = page.lines.changed
    strip.adopted.connect(lambda line: presenter.answer_basis(line, adopt=True))
    strip.kept.connect(lambda line: presenter.answer_basis(line, adopt=False))
    page.bases_requested.connect(lambda: _ask_bases(page, presenter))
    page.usual_lines_requested.connect(lambda: _ask_usual(page, presenter))
    page.line_opened.connect(lambda line: _ask_line(page, presenter, line))
    return presenter


def _show_history(bench: Workbench, record: UUID, name: str) -> None:
    company = bench.desk.company()
    if company is not None:
        bench.history_desk.show(PastPlace(company, "cash_line", record, name))


def _ask_usual(page: EconomicsPage, presenter: EconomicsPresenter) -> None:
    library = presenter.usual_lines()
    if not library:
        return
    groups = [
        PickGroup(
            _(group.name),
            tuple(
                PickEntry(line.key, f"{render(word(line.side))}: {_(line.label)}", _(line.question))
                for line in group.lines
            ),
        )
        for group in library
    ]
    hint = _(
        "Leertaste wählt, Enter übernimmt. Zahlen sind keine dabei: Gerechnet wird, sobald jede "
        "Position ihre Werte aus dem Betrieb hat."
    )
    dialog = PickDialog(_("Übliche Kosten und Nutzen"), hint, groups, page)
    dialog.picked.connect(presenter.take_usual)
    dialog.open()


def _ask_bases(page: EconomicsPage, presenter: EconomicsPresenter) -> None:
    found = presenter.bases()
    if not found:
        page.lines.say(
            _(
                "Noch sagt kein Prozess und kein Schmerzpunkt, wie viel im Jahr anfällt. Das steht "
                "auf der Seite „Unternehmen“."
            )
        )
        return
    groups: dict[str, list[PickEntry]] = {}
    for each in found:
        text = f"{render(word(each.kind))}: {render(each.amounts)}"
        groups.setdefault(render(each.origin), []).append(PickEntry(each.key, text))
    hint = _(
        "Leertaste wählt, Enter übernimmt. Der Preis kommt aus der Erfassung; welcher Teil der "
        "Menge wegfällt, tragen Sie danach als Schätzung ein."
    )
    offered = [PickGroup(title, tuple(entries)) for title, entries in groups.items()]
    dialog = PickDialog(_("Nutzen aus Prozessen und Schmerzpunkten"), hint, offered, page)
    dialog.picked.connect(presenter.take_bases)
    dialog.open()


def _ask_new(page: EconomicsPage, presenter: EconomicsPresenter, side: Side) -> None:
    title = _("Neue Kosten") if side is Side.COST else _("Neuer Nutzen")
    _ask(page, presenter, presenter.new_line(side), title)


def _ask_line(page: EconomicsPage, presenter: EconomicsPresenter, line: UUID) -> None:
    _ask(page, presenter, presenter.line(line), _("Kosten- und Nutzenposition"))


def _ask(
    page: EconomicsPage, presenter: EconomicsPresenter, draft: LineDraft | None, title: str
) -> None:
    if draft is None:
        return
    question = RecordQuestion(
        title=title,
        rows=entry_rows(CashLine, _LINE),
        entries=draft.entries,
        check=presenter.check_line,
        save=lambda texts: presenter.save_line(draft, texts),
    )
    RecordDialog(question, page).ask()
