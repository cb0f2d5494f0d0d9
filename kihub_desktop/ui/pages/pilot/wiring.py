"""Connects the page of the pilot with its presenter, the grid of the plan and the dialogs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from kihub_desktop.domain.training_records import Training
from kihub_desktop.texts import _
from kihub_desktop.ui.history_desk import PastPlace
from kihub_desktop.ui.pages.pilot.page import PilotPage
from kihub_desktop.ui.pages.pilot.partners_dialog import PartnersDialog
from kihub_desktop.ui.pages.pilot.presenter import (
    KINDS,
    PilotDesk,
    PilotPresenter,
    TrainingDraft,
)
from kihub_desktop.ui.record_entry import entry_rows
from kihub_desktop.ui.record_grid_wiring import connect_grid
from kihub_desktop.ui.record_rows import RecordRows, RowsDesk
from kihub_desktop.ui.widgets.record_dialog import RecordDialog, RecordQuestion

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench

KEY = "pilot"
_TRAINING = (
    ("name",),
    ("group", "people"),
    ("due", "held_on"),
    ("trainer", "proof"),
    ("content",),
    ("note",),
)


def wire(bench: Workbench) -> PilotPage:
    """Makes page and presenter and connects every intent."""
    desk = bench.desk
    made: list[PilotPresenter] = []
    page = PilotPage(lambda typed: made[0].suggest_partners(typed))  # noqa: PLW0108  made later
    presenter = PilotPresenter(
        page,
        bench.services,
        PilotDesk(
            desk.company,
            desk.use_case,
            desk.choose_use_case,
            lambda: desk.take_target(KEY),
            desk.publish,
            bench.kept,
        ),
    )
    made.append(presenter)
    bench.presenters[KEY] = presenter
    _wire_plan(page, presenter, bench)
    page.decision_requested.connect(lambda: desk.go("sync"))
    host = bench.host(page, KINDS, presenter.load)
    desk.use_case_changed.connect(host.mark_stale)
    page.use_case_chosen.connect(presenter.choose)
    page.sketch.form.committed.connect(presenter.commit)
    page.sketch.form.restored.connect(presenter.restore)
    page.sketch.form.decision_requested.connect(lambda _name: desk.go("sync"))
    page.sketch.adopted.connect(presenter.adopt)
    page.sketch.budget_requested.connect(lambda: desk.go("economics"))
    page.partners.partner_chosen.connect(presenter.choose_partner)
    page.partners_requested.connect(partial(_ask_partners, page, presenter))
    page.start_requested.connect(lambda: desk.go("use_cases" if desk.company() else "companies"))
    return page


def _wire_plan(page: PilotPage, presenter: PilotPresenter, bench: Workbench) -> None:
    """The grid of the plan decides for itself; the page only says when to read."""
    services, desk, grid = bench.services, bench.desk, page.plan.grid
    contested = services.companies.contested
    rows = RecordRows(
        grid,
        page.plan.spec,
        services.training,
        RowsDesk(desk.company, desk.publish, services.today, bench.kept, contested),
    )
    connect_grid(grid, rows)
    page.rows = rows
    page.plan.taken.connect(presenter.take_training)
    grid.open_requested.connect(lambda key, name: _open(page, presenter, key, name))
    grid.decision_requested.connect(lambda _key, _name: desk.go("sync"))
    grid.history_requested.connect(partial(_show_history, bench))


def _show_history(bench: Workbench, record: UUID, name: str) -> None:
    company = bench.desk.company()
    if company is not None:
        bench.history_desk.show(PastPlace(company, "training", record, name))


def _open(page: PilotPage, presenter: PilotPresenter, key: UUID, name: str) -> None:
    if key == page.plan.grid.model.state.new.key:
        _ask(page, presenter, presenter.new_training(), "")
    else:
        _ask(page, presenter, presenter.training(key), name)


def _ask(
    page: PilotPage, presenter: PilotPresenter, draft: TrainingDraft | None, focus: str
) -> None:
    if draft is None:
        return
    special = {
        "proof": {"placeholder": _("z. B. Teilnahmeliste, Ablage Personal")},
        "held_on": {"placeholder": _("z. B. 18.11. oder heute")},
    }
    question = RecordQuestion(
        title=_("Neue Schulung") if draft.record is None else _("Schulung bearbeiten"),
        rows=entry_rows(Training, _TRAINING, special),
        entries=draft.entries,
        check=presenter.check_training,
        save=partial(presenter.save_training, draft),
        focus=focus,
    )
    dialog = RecordDialog(question, page)
    dialog.decision_requested.connect(lambda _name: page.decision_requested.emit())
    dialog.ask()


def _ask_partners(page: PilotPage, presenter: PilotPresenter) -> None:
    view = presenter.partners()
    if view is None:
        return
    dialog = PartnersDialog(view, page)
    dialog.partner_chosen.connect(presenter.choose_partner)
    dialog.open()
