"""Connects the page of the plan with its presenter, its dialogs and the work beside it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from kihub_desktop.domain.refusals import Refused
from kihub_desktop.domain.roadmap_records import RoadmapStep
from kihub_desktop.domain.spelling import fold
from kihub_desktop.texts import _
from kihub_desktop.ui.announced_work import AnnouncedWork
from kihub_desktop.ui.pages.roadmap.editing import StepDraft
from kihub_desktop.ui.pages.roadmap.page import RoadmapPage
from kihub_desktop.ui.pages.roadmap.presenter import (
    KINDS,
    RoadmapDesk,
    RoadmapPresenter,
)
from kihub_desktop.ui.pages.roadmap.wording import group_of, title_of
from kihub_desktop.ui.record_entry import entry_rows
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.fields import FieldKind, Option
from kihub_desktop.ui.widgets.message_banner import Message
from kihub_desktop.ui.widgets.pick_dialog import PickDialog, PickEntry, PickGroup
from kihub_desktop.ui.widgets.record_dialog import RecordDialog, RecordQuestion

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench

KEY = "roadmap"


def wire(page: RoadmapPage, bench: Workbench) -> RoadmapPresenter:
    """Makes the presenter and connects every intent."""
    desk = bench.desk
    announced = AnnouncedWork(page, page.progress, bench.jobs)

    def work_out(company: UUID) -> None:
        announced.start(
            _("Die Urteile werden gerechnet"),
            lambda progress: bench.services.feasibility.all_judged(company, progress),
            lambda _found: presenter.load(),
            lambda error: desk.message_posted.emit(_failed(error)),
        )

    presenter = RoadmapPresenter(
        page,
        bench.services,
        RoadmapDesk(
            desk.company,
            desk.choose_use_case,
            lambda: desk.take_target(KEY),
            desk.go,
            desk.publish,
            work_out,
            bench.kept,
        ),
    )
    bench.presenters[KEY] = presenter
    bench.host(page, KINDS, presenter.load)
    page.agree_requested.connect(presenter.agree)
    page.filtered.connect(presenter.filter)
    page.companies_requested.connect(lambda: desk.go("companies"))
    page.cases_requested.connect(lambda: desk.go("use_cases"))
    page.new_requested.connect(lambda: ask_step(page, presenter, ""))
    page.gantt.chosen.connect(presenter.choose)
    page.gantt.moved.connect(presenter.move)
    page.gantt.ticked.connect(presenter.tick)
    page.gantt.opened.connect(lambda key: ask_step(page, presenter, key))
    strip = page.strip
    strip.jump_requested.connect(presenter.follow)
    strip.open_requested.connect(lambda key: ask_step(page, presenter, key))
    strip.tick_requested.connect(presenter.tick)
    strip.wait_requested.connect(lambda key: ask_waits(page, presenter, key))
    strip.forget_requested.connect(presenter.forget)
    page.calendar_requested.connect(lambda: page.ask_target(presenter.calendar_name()))
    page.target_chosen.connect(partial(_save_calendar, presenter, bench))
    _connect_list(page, presenter)
    return presenter


def _connect_list(page: RoadmapPage, presenter: RoadmapPresenter) -> None:
    grid = page.add_list(presenter.spec)
    grid.cell_committed.connect(presenter.commit)
    grid.row_created.connect(presenter.create)
    grid.cell_restored.connect(presenter.restore)
    grid.delete_requested.connect(presenter.delete_rows)
    grid.open_requested.connect(
        lambda identifier, _name: ask_step(page, presenter, presenter.key_of(identifier))
    )
    grid.view.selectionModel().currentChanged.connect(
        lambda _index: presenter.choose_row(place[0]) if (place := grid.current()) else None
    )


def ask_step(page: RoadmapPage, presenter: RoadmapPresenter, key: str) -> None:
    """The form of a step; without a key that of a new one."""
    draft = presenter.draft(key)
    if draft is None:
        return
    dialog = RecordDialog(question(presenter, draft), page)
    dialog.ask()


def question(presenter: RoadmapPresenter, draft: StepDraft) -> RecordQuestion:
    owners = {
        "kind": FieldKind.SUGGESTION,
        "suggest": lambda typed: [
            Option(each, each) for each in presenter.owners() if fold(typed).strip() in fold(each)
        ],
    }
    return RecordQuestion(
        title=_("Neuer Schritt") if draft.step is None else title_of(draft.step),
        rows=entry_rows(RoadmapStep, draft.rows, {"owner": owners}),
        entries=draft.entries,
        check=presenter.check,
        save=partial(presenter.save, draft),
        accept=_("Anlegen") if draft.step is None else "",
    )


def ask_waits(page: RoadmapPage, presenter: RoadmapPresenter, key: str) -> None:
    """What a step waits for: picking turns a dependency on or off."""
    groups: dict[str, list[PickEntry]] = {}
    for step, waits in presenter.others(key):
        note = _("wartet schon darauf – auswählen löst") if waits else ""
        groups.setdefault(group_of(step), []).append(PickEntry(step.key, title_of(step), note))
    dialog = PickDialog(
        _("Wartet auf …"),
        _("Angekreuzte Schritte müssen vorher fertig sein; noch einmal ankreuzen löst es."),
        [PickGroup(name, tuple(found)) for name, found in groups.items()],
        page,
    )
    dialog.picked.connect(lambda keys: presenter.turn_links(key, keys))
    dialog.open()


def _save_calendar(presenter: RoadmapPresenter, bench: Workbench, target: Path) -> None:
    try:
        count = presenter.write_calendar(target)
    except Refused as refusal:
        bench.tell(refusal)
        return
    said = _("{n} Termine stehen in „{name}“.").format(n=count, name=target.name)
    bench.desk.message_posted.emit(Message(said, Tone.GOOD))


def _failed(error: Exception) -> Message:
    return Message(
        _("Der Fahrplan ließ sich nicht ausrechnen; es ging nichts verloren."),
        Tone.BAD,
        details=str(error),
    )
