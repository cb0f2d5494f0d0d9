"""Undo and redo in the window: taken, said by name, led to, and listed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer

from kihub_desktop.domain.phrases import Joined
from kihub_desktop.domain.progress import Step
from kihub_desktop.domain.refusals import Refused
from kihub_desktop.replication.fold import RecordKey
from kihub_desktop.services.change_words import ChangeName
from kihub_desktop.services.undo import LISTED, UndoOutcome
from kihub_desktop.texts import SHOWN_ZONE, _, render
from kihub_desktop.ui.jobs import Job
from kihub_desktop.ui.moments import moment_text
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.message_banner import Message
from kihub_desktop.ui.widgets.notice import Notice
from kihub_desktop.ui.widgets.step_buttons import LIST_KEYS, REDO_KEYS, StepButtons, StepLine

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench

_SOON_MS = 120  # several changes in one breath are worded once


class UndoDesk(QObject):
    """Between the service, the buttons in the header and the place that a step belongs to."""

    def __init__(self, bench: Workbench, page_of: Callable[[str], str]) -> None:
        super().__init__(bench)
        self._bench, self._page_of = bench, page_of
        self._buttons: StepButtons | None = None
        self._running: Job | None = None
        self.notice = Notice(bench.window)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.show_steps)
        bench.desk.bus.changed.connect(lambda _changes: self._soon.start())
        bench.window.closing.connect(self._soon.stop)

    def attach(self) -> None:
        """Binds keys and buttons; a rebuilt window has forgotten both."""
        window = self._bench.window
        if self._buttons is window.header.steps:
            return
        self._buttons = window.header.steps
        self._buttons.undo_requested.connect(self.undo)
        self._buttons.redo_requested.connect(self.redo)
        self._buttons.list_requested.connect(self.open_list)
        bind, everywhere = window.shortcuts.bind, _("überall")
        bind(REDO_KEYS, _("Wiederholen"), everywhere, self.redo)
        bind(LIST_KEYS, _("Letzte Schritte zurücknehmen"), everywhere, self.open_list)
        window.shortcuts.alias("Ctrl+Shift+Z", self.redo)
        self.show_steps()

    def show_steps(self, at_most: int = 1) -> None:
        """The buttons say what they would do now; the list wants more than the next step."""
        if self._buttons is None:
            return
        steps = self._bench.services.undo.steps(at_most)
        self._buttons.show_steps(
            [_line(each) for each in steps.back], [_line(each) for each in steps.forward]
        )

    def open_list(self) -> None:
        self._bench.window.commit_pending()  # what is being typed would be the next step
        self.show_steps(LISTED)
        if self._buttons is not None:
            self._buttons.open_list()

    def undo(self, count: int = 1) -> None:
        """Takes back the last steps and shows where the last of them was."""
        self._take(self._bench.services.undo.undo, count, redo=False)

    def redo(self, count: int = 1) -> None:
        self._take(self._bench.services.undo.redo, count, redo=True)

    # -- taking ----------------------------------------------------------------------------

    def _take(self, action: Callable[..., UndoOutcome], count: int, *, redo: bool) -> None:
        if count == 1 and self._bench.services.undo.is_long(redo=redo):
            self._take_beside(action, redo=redo)
            return
        nothing = _("Es gibt nichts zu wiederholen.") if redo else _("Nichts mehr zurückzunehmen.")
        outcomes: list[UndoOutcome] = []
        try:
            while len(outcomes) < count:
                outcome = action()
                if outcome.nothing_left:
                    break
                outcomes.append(outcome)
                self._bench.desk.publish(outcome.changes)
        except Refused as refusal:
            self._bench.tell(refusal)
        if not outcomes:
            self._say(nothing)
            return
        self._show(outcomes, redo=redo)

    def _show(self, outcomes: list[UndoOutcome], *, redo: bool) -> None:
        self._lead_to(outcomes[-1])
        self._tell(outcomes, redo=redo)
        self.show_steps()

    def _take_beside(self, action: Callable[..., UndoOutcome], *, redo: bool) -> None:
        """A list of companies that was read in: slice by slice, while typing goes on."""
        if self._running is not None and not self._running.ended:
            return

        def done(outcome: UndoOutcome) -> None:
            self._bench.desk.publish(outcome.changes)
            self._show([outcome], redo=redo)

        def failed(error: Exception) -> None:
            if isinstance(error, Refused):
                self._bench.tell(error)

        def progress(step: Step) -> None:
            self._say(render(step.doing), f"{step.done} / {step.total}")

        self._running = self._bench.jobs.start(self, action, done, failed, progress)

    def _tell(self, outcomes: list[UndoOutcome], *, redo: bool) -> None:
        done = [each for each in outcomes if each.changes]
        overtaken = [since for each in outcomes for since in each.overtaken_by]
        if done:
            name = done[-1].name
            said = render(name.said) if name is not None else ""
            if len(done) > 1:
                text = _("{n} Schritte zurück, zuletzt: {step}")
                text = _("{n} Schritte wiederholt, zuletzt: {step}") if redo else text
                self._say(text.format(n=len(done), step=said))
            else:
                text = _("Wiederholt: {step}") if redo else _("Rückgängig: {step}")
                self._say(text.format(step=said), _moment(name.written_ms) if name else "")
        if overtaken:
            since = overtaken[0]
            self._bench.window.show_message(
                Message(
                    _("{who} hat „{field}“ inzwischen geändert ({moment}).").format(
                        who=render(since.who),
                        field=render(since.field),
                        moment=_moment(since.written_ms),
                    ),
                    safe=_("Der neuere Wert bleibt stehen; Ihrer steht im Verlauf (Strg+H)."),
                    tone=Tone.NOTE,
                )
            )

    def _say(self, words: str, note: str = "") -> None:
        self.notice.say(words, note)

    def _lead_to(self, outcome: UndoOutcome) -> None:
        """To the record and field that were changed; to the list of companies if all is gone."""
        name = outcome.name
        key = name.record if name is not None and name.record is not None else None
        if key is None:
            key = outcome.records[0] if outcome.records else None
        if key is not None:
            self.show_record(key, name.field if name is not None else "")

    def show_record(self, key: RecordKey, field: str = "") -> None:
        """Goes to the page of a record, and there to the field or the line."""
        desk, company = self._bench.desk, UUID(key.space)
        kind, _sign, identifier = key.record.partition(":")
        if self._bench.services.companies.state(company) is None:
            desk.go("companies")
            return
        desk.choose(company)
        page = self._page_of(kind)
        target = ""
        if page == "company":
            target = f"field:{field}" if kind == "company" and field else ""
            if kind != "company":
                target = f"{kind}:{identifier}"
        elif page in {"legal", "roadmap"}:
            target = f"{kind}:{identifier}"
        desk.go(page, target)


def _line(name: ChangeName) -> StepLine:
    return StepLine(render(Joined((name.said,))), _moment(name.written_ms))


def _moment(milliseconds: int) -> str:
    if not milliseconds:
        return ""
    moment = datetime.fromtimestamp(milliseconds / 1000, SHOWN_ZONE)
    return moment_text(moment, datetime.now(SHOWN_ZONE).date())
