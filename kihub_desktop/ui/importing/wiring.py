"""Opens the import window and connects it: from the start page, a dropped file, a card."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from kihub_desktop.imports.company_plan import Act, WrongCells
from kihub_desktop.ui.importing.dialog import ImportDialog
from kihub_desktop.ui.importing.presenter import ImportPresenter, Work
from kihub_desktop.ui.jobs import Job

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench


def open_import(
    bench: Workbench, path: Path | None = None, company: UUID | None = None
) -> ImportDialog:
    """The import window, with a file already in it or not.

    `company` is the one that address cards belong to; without it they find theirs by name.
    """
    dialog = ImportDialog(bench.window)
    running: list[Job] = []

    def run(work: Work, done: Callable[[Any], None]) -> None:
        running[:] = [
            bench.jobs.start(
                dialog,
                work,
                done=done,
                failed=presenter.fail,
                progress=dialog.strip.show_step,
                cancelled=presenter.cancelled,
            )
        ]

    presenter = ImportPresenter(dialog, bench.services.imports, run, bench.desk.publish, company)
    _connect(dialog, presenter)

    def stop() -> None:
        for job in running:
            job.cancel()

    dialog.cancel_requested.connect(stop)
    dialog.ask()
    if path is not None:
        presenter.open_file(path)
    return dialog


def _connect(dialog: ImportDialog, presenter: ImportPresenter) -> None:
    columns, preview = dialog.columns_step, dialog.preview_step
    dialog.file_given.connect(presenter.open_file)
    dialog.text_given.connect(presenter.open_text)
    dialog.on_requested.connect(presenter.go_on)
    dialog.back_requested.connect(presenter.go_back)
    dialog.undo_requested.connect(presenter.take_back)
    columns.assigned.connect(presenter.assign)
    columns.header_toggled.connect(presenter.set_header)
    columns.sheet_chosen.connect(presenter.choose_sheet)
    preview.row_opened.connect(presenter.cycle_act)
    preview.act_chosen.connect(lambda line, act: presenter.choose_act(line, Act(act)))
    preview.duplicates_chosen.connect(lambda act: presenter.choose_duplicates(Act(act)))
    preview.wrong_chosen.connect(lambda wrong: presenter.choose_wrong(WrongCells(wrong)))
