"""Draws step 1: everything about the company that the analyses start from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from kihub_desktop.domain.phrases import Value
from kihub_desktop.texts import _
from kihub_desktop.ui.pages.company.kinds import edit_title, new_title, record_rows
from kihub_desktop.ui.pages.company.master_card import MasterCard
from kihub_desktop.ui.pages.company.open_card import OpenCard
from kihub_desktop.ui.pages.company.open_points import OpenPoint
from kihub_desktop.ui.pages.company.record_card import RecordCard
from kihub_desktop.ui.pages.company.state import CompanyPageState, RecordDraft
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.record_dialog import RecordDialog, RecordQuestion
from kihub_desktop.ui.widgets.scroll_page import ScrollPage


@dataclass(frozen=True)
class PageWork:
    """What the page asks the presenter: drafts for its dialogs, checks, saving, where to begin."""

    new: Callable[[str], RecordDraft | None]
    draft: Callable[[str, UUID, str], RecordDraft | None]
    check: Callable[[str, str, str], Value | None]
    save: Callable[[RecordDraft, Mapping[str, str]], Mapping[str, Value]]
    target: Callable[[], str]


class CompanyPage(ScrollPage):
    """Master data at the left, processes, data sources and open points at the right."""

    field_committed = Signal(str, str)  # field name, text as typed
    field_restored = Signal(str)
    delete_requested = Signal(str, object)  # kind, UUID
    decision_requested = Signal()
    go_requested = Signal(str, str)  # page, target
    companies_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Unternehmen erfassen"), "", parent)
        self.setObjectName("companyPage")
        self._work: PageWork | None = None
        self.master = MasterCard()
        self.cards = {kind: RecordCard(kind) for kind in ("contact", "process", "data_source")}
        self.open_card = OpenCard()
        self.nothing = Card()
        self.columns = self._build()
        self._wire()

    def _build(self) -> QWidget:
        self.empty = EmptyState(
            _("Hier steht, was Sie über ein Unternehmen wissen müssen, bevor gerechnet wird."),
            title=_("Noch kein Unternehmen gewählt"),
            action=_("Alle Unternehmen"),
            example=_("Wählen Sie dort eines oder legen Sie mit Strg+N ein neues an."),
        )
        self.nothing.add(self.empty)
        self.add(self.nothing)
        columns = self.add_columns(3, 5)
        columns.add(0, self.master)
        columns.add(0, self.cards["contact"])
        columns.add(1, self.cards["process"])
        columns.add(1, self.cards["data_source"])
        columns.add(1, self.open_card)
        return columns

    def _wire(self) -> None:
        self.master.committed.connect(self.field_committed)
        self.master.restored.connect(self.field_restored)
        self.master.decision_requested.connect(lambda _name: self.decision_requested.emit())
        self.empty.action_requested.connect(self.companies_requested)
        self.open_card.point_chosen.connect(self._on_point)
        for card in self.cards.values():
            card.new_requested.connect(self.ask_new)
            card.edit_requested.connect(self.ask_edit)
            card.delete_requested.connect(self.delete_requested)

    def work_with(self, work: PageWork) -> None:
        """Connects page and presenter; called once, before the page is shown."""
        self._work = work

    def show_state(self, state: CompanyPageState) -> None:
        chosen = state.company is not None
        self.nothing.setVisible(not chosen)
        self.columns.setVisible(chosen)
        saying = _("Stammdaten, Prozesse und Datenquellen – jede Eingabe wird sofort gespeichert")
        self.set_heading(self.title, saying if chosen else "")
        if not chosen:
            return
        self.master.show_state(state)
        self.cards["contact"].show_lines(state.contacts)
        self.cards["process"].show_lines(state.processes)
        self.cards["data_source"].show_lines(state.sources)
        self.open_card.show_points(state.points)

    # -- going to a place --------------------------------------------------------------------

    def focus_first(self) -> None:
        """Begins where another page has asked for, else in the first field."""
        target = self._work.target() if self._work is not None else ""
        if target:
            self.reveal(target)
        elif self.columns.isHidden():
            self.empty.button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().focus_first()

    def reveal(self, target: str) -> None:
        """Shows a place: `field:town`, `process:<id>`, `process:<id>:<field>`, `new:process`."""
        kind, _sign, rest = target.partition(":")
        if kind == "field":
            self._reveal_field(rest)
        elif kind == "new":
            self.ask_new(rest)
        elif kind in self.cards:
            record, _sign, name = rest.partition(":")
            self._reveal_record(kind, UUID(record), name)

    def _reveal_field(self, name: str) -> None:
        form = self.master.form_with(name)
        if form is not None:
            form.focus_field(name)
            self.ensureWidgetVisible(form.field(name))

    def _reveal_record(self, kind: str, record: UUID, name: str) -> None:
        self.cards[kind].choose(record)
        self.ensureWidgetVisible(self.cards[kind])
        if name:
            self.ask_edit(kind, record, name)

    def _on_point(self, point: OpenPoint) -> None:
        if point.page == "company":
            self.reveal(point.target)
        else:
            self.go_requested.emit(point.page, point.target)

    # -- dialogs -------------------------------------------------------------------------------

    def ask_new(self, kind: str) -> None:
        """Opens an empty dialog."""
        if self._work is not None:
            self._ask(self._work.new(kind), new_title(kind), _("Anlegen"))

    def ask_edit(self, kind: str, record: UUID, name: str = "") -> None:
        """Opens the dialog of a record, at a field if one is named."""
        if self._work is not None:
            self._ask(self._work.draft(kind, record, name), edit_title(kind), _("Speichern"))

    def _ask(self, draft: RecordDraft | None, title: str, accept: str) -> None:
        if draft is None or self._work is None:
            return
        question = RecordQuestion(
            title=title,
            rows=record_rows(draft.kind),
            entries=draft.entries,
            check=partial(self._work.check, draft.kind),
            save=partial(self._work.save, draft),
            accept=accept,
            focus=draft.focus,
        )
        dialog = RecordDialog(question, self)
        dialog.decision_requested.connect(lambda _name: self.decision_requested.emit())
        dialog.ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Strg+N outside of any list makes a new process, the most frequent of the three."""
        if event.matches(QKeySequence.StandardKey.New) and self.columns.isVisible():
            self.ask_new("process")
        else:
            super().keyPressEvent(event)
