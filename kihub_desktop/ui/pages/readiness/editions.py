"""Compares an assessment under its own editions with the newest, and adopts them on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from kihub_desktop.catalogues.editions import edition
from kihub_desktop.domain.choices import Stage
from kihub_desktop.domain.questionnaire import Questionnaire
from kihub_desktop.texts import _
from kihub_desktop.ui.pages.readiness.page import ReadinessPage
from kihub_desktop.ui.pages.readiness.presenter import InterviewPresenter
from kihub_desktop.ui.widgets.message_banner import Message

if TYPE_CHECKING:
    from kihub_desktop.services.recalculation import Recalculation
    from kihub_desktop.ui.workbench import Workbench


def questionnaire_named(name: str) -> Questionnaire | None:
    """The edition of the questionnaire; None if it is not on this computer."""
    try:
        return edition("readiness", name, Questionnaire)
    except KeyError:
        return None


def show_editions(bench: Workbench, page: ReadinessPage, presenter: InterviewPresenter) -> None:
    """Works the comparison out beside the window, then opens it."""
    company, stage = bench.desk.company(), presenter.stage
    if company is None:
        return
    recalculation = bench.services.recalculation
    bench.jobs.start(
        page,
        lambda progress: recalculation.compare(company, stage, progress),
        done=lambda found: _open(bench, page, company, stage, found),
        failed=lambda error: bench.window.show_message(
            Message(_("Der Vergleich ließ sich nicht rechnen."), details=str(error))
        ),
    )


def _open(
    bench: Workbench,
    page: ReadinessPage,
    company: UUID,
    stage: Stage,
    found: Recalculation | None,
) -> None:
    from kihub_desktop.ui.editions_dialog import EditionsDialog

    if found is None:
        return
    dialog = EditionsDialog(found, page.window())
    dialog.adopted.connect(
        lambda: bench.desk.publish(bench.services.recalculation.adopt(company, stage))
    )
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
