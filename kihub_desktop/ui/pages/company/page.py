"""Draws step 1: everything about the company that the analyses start from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QMenu, QWidget

from kihub_desktop.domain.phrases import Value
from kihub_desktop.texts import _
from kihub_desktop.ui.importing.dropped import file_of
from kihub_desktop.ui.open_point import OpenPoint
from kihub_desktop.ui.open_texts import EDITORS
from kihub_desktop.ui.pages.company.kinds import edit_title, new_title, record_rows
from kihub_desktop.ui.pages.company.master_card import MasterCard
from kihub_desktop.ui.pages.company.open_card import OpenCard
from kihub_desktop.ui.pages.company.pictures_card import holds_pictures
from kihub_desktop.ui.pages.company.record_card import RecordCard
from kihub_desktop.ui.pages.company.section_bodies import SectionBodies
from kihub_desktop.ui.pages.company.sections import (
    COUNTED,
    OVERVIEW,
    SectionBar,
    new_entries,
    section_of,
)
from kihub_desktop.ui.pages.company.state import CompanyPageState, RecordDraft
from kihub_desktop.ui.pages.company.template_card import TEMPLATE_KEYS, TemplateDialog
from kihub_desktop.ui.pages.company.templates_desk import TemplateOffer
from kihub_desktop.ui.record_columns import GridSpec
from kihub_desktop.ui.record_rows import RecordRows
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.record_dialog import RecordDialog, RecordQuestion
from kihub_desktop.ui.widgets.record_grid import RecordGrid
from kihub_desktop.ui.widgets.scroll_page import ScrollPage


@dataclass(frozen=True)
class PageWork:
    """What the page asks the presenter: drafts for its dialogs, checks, saving, where to begin.

    `sections` remembers by company which section was looked at last.
    """

    new: Callable[[str], RecordDraft | None]
    draft: Callable[[str, UUID, str], RecordDraft | None]
    check: Callable[[str, str, str], Value | None]
    save: Callable[[RecordDraft, Mapping[str, str]], Mapping[str, Value]]
    target: Callable[[], str]
    offer: Callable[[str, str], Sequence[Option]]
    template: Callable[[], TemplateOffer | None]
    links: Callable[[str], Sequence[Option]]
    rows: Callable[[RecordGrid, GridSpec, str], RecordRows]
    sections: dict[UUID, str] = field(default_factory=dict)


class CompanyPage(ScrollPage):
    """Four sections over one company; the first holds what the first hour of a visit needs."""

    field_committed = Signal(str, str)  # field name, text as typed
    field_restored = Signal(str)
    obstacle_committed = Signal(str, str, str)  # barrier, field, text
    obstacle_restored = Signal(str, str)
    history_requested = Signal(str, object, str)  # kind, UUID, field
    ticked = Signal(str, object)  # kind, UUID
    entries_taken = Signal(object)  # keys of the template
    question_answered = Signal(str, str)
    question_made_task = Signal(str)
    question_ticked_off = Signal(str)
    file_dropped = Signal(object)  # Path of a list or of address cards
    decision_requested = Signal()
    go_requested = Signal(str, str)  # page, target
    companies_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Unternehmen erfassen"), "", parent)
        self.setObjectName("companyPage")
        self.setAcceptDrops(True)
        self._work: PageWork | None = None
        self._state = CompanyPageState()
        self.nothing = Card()
        self.bar = SectionBar()
        self.stack = SectionBodies(self._offered, self._links)
        self._build()
        self._wire()
        self._bind_keys()

    @property
    def master(self) -> MasterCard:
        return self.stack.master

    @property
    def open_card(self) -> OpenCard:
        return self.stack.open_card

    @property
    def columns(self) -> QWidget:
        """Everything below the chips; hidden without a company."""
        return self.stack

    @property
    def cards(self) -> Mapping[str, RecordCard]:
        """The list of each kind: of the section at hand if it is there, else where it is."""
        return self.stack.cards_for(self.bar.section())

    def _build(self) -> None:
        self.empty = EmptyState(
            _("Hier steht, was Sie über ein Unternehmen wissen müssen, bevor gerechnet wird."),
            title=_("Noch kein Unternehmen gewählt"),
            action=_("Alle Unternehmen"),
            example=_("Wählen Sie dort eines oder legen Sie mit Strg+N ein neues an."),
        )
        self.nothing.add(self.empty)
        self.add(self.nothing)
        self.add(self.bar)
        self.add(self.stack)

    def _wire(self) -> None:
        stack = self.stack
        self.bar.chosen.connect(self.show_section)
        stack.field_committed.connect(self.field_committed)
        stack.field_restored.connect(self.field_restored)
        stack.obstacle_committed.connect(self.obstacle_committed)
        stack.obstacle_restored.connect(self.obstacle_restored)
        stack.decision_requested.connect(self.decision_requested)
        stack.point_chosen.connect(self._on_point)
        stack.new_requested.connect(self.ask_new)
        stack.edit_requested.connect(self.ask_edit)
        stack.history_requested.connect(self.history_requested)
        stack.ticked.connect(self.ticked)
        stack.template_requested.connect(self.offer_template)
        stack.answered.connect(self.question_answered)
        stack.made_task.connect(self.question_made_task)
        stack.ticked_off.connect(self.question_ticked_off)
        self.empty.action_requested.connect(self.companies_requested)

    def _bind_keys(self) -> None:
        for keys, slot in (
            ("Ctrl+PgDown", partial(self._step_section, 1)),
            ("Ctrl+PgUp", partial(self._step_section, -1)),
            ("F6", lambda: self.stack.step_card(1)),
            ("Shift+F6", lambda: self.stack.step_card(-1)),
            ("Ctrl+Shift+N", self.ask_kind),
            (TEMPLATE_KEYS, self.offer_template),
        ):
            bound = QShortcut(QKeySequence(keys), self)
            bound.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            bound.activated.connect(slot)

    def work_with(self, work: PageWork) -> None:
        """Connects page and presenter; called once, before the page is shown."""
        self._work = work
        self.stack.connect_cards(
            lambda card: card.work_with(work.rows(card.grid, card.grid.spec, card.kind))
        )

    def _offered(self, field: str, typed: str) -> Sequence[Option]:
        return self._work.offer(field, typed) if self._work is not None else ()

    def _links(self, kind: str) -> Sequence[Option]:
        return self._work.links(kind) if self._work is not None else ()

    # -- showing -----------------------------------------------------------------------------

    def show_state(self, state: CompanyPageState) -> None:
        another = state.company != self._state.company
        self._state = state
        chosen = state.company is not None
        self.nothing.setVisible(not chosen)
        self.bar.setVisible(chosen)
        self.stack.setVisible(chosen)
        saying = _("Stammdaten, Prozesse und Datenquellen – jede Eingabe wird sofort gespeichert")
        if another or not self.subtitle:
            self.set_heading(self.title, saying if chosen else "")
        if not chosen:
            return
        self.bar.show_counts(
            {
                section: sum(state.counts.get(kind, 0) for kind in kinds)
                for section, kinds in COUNTED.items()
            }
        )
        if another and self._work is not None and state.company is not None:
            self.show_section(self._work.sections.get(state.company, OVERVIEW))
        else:
            self.stack.show_state(state)

    def show_section(self, section: str) -> None:
        """Shows a section and remembers it for the company in hand."""
        self.bar.show_section(section)
        self.stack.show_section(section, self._state)
        if self._work is not None and self._state.company is not None:
            self._work.sections[self._state.company] = section

    def _step_section(self, by: int) -> None:
        """To a neighbouring section, the focus in what it begins with."""
        self.bar.step(by)
        self.stack.focus_first()

    # -- going to a place --------------------------------------------------------------------

    def focus_first(self) -> None:
        """Begins where another page has asked for, else in the first field."""
        target = self._work.target() if self._work is not None else ""
        if target:
            self.reveal(target)
        elif self.stack.isHidden():
            self.empty.button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.stack.focus_first()

    def reveal(self, target: str) -> None:
        """Shows a place: `field:town`, `process:<id>`, `process:<id>:<field>`, `new:process`,
        `section:visit`, `obstacle:<id>`, `picture:<id>`."""
        kind, _sign, rest = target.partition(":")
        if kind == "field":
            self._reveal_field(rest)
        elif kind == "new":
            self.ask_new(rest)
        elif kind == "section":
            self.show_section(rest)
            self.stack.focus_first()
        elif kind == "obstacle":
            self.show_section(section_of(kind, self.bar.section()))
            self.stack.focus_obstacle(UUID(rest.partition(":")[0]))
        elif kind == "picture":
            self.show_section(OVERVIEW)
            self.stack.pictures.choose(rest)
            self.ensureWidgetVisible(self.stack.pictures)
        elif self.stack.has_list(kind):
            record, _sign, name = rest.partition(":")
            self._reveal_record(kind, UUID(record), name)

    def _reveal_field(self, name: str) -> None:
        self.show_section(OVERVIEW)
        form = self.master.form_with(name)
        if form is not None:
            self.master.unfold(name)
            form.focus_field(name)
            self.ensureWidgetVisible(form.field(name))

    def _reveal_record(self, kind: str, record: UUID, name: str) -> None:
        self.show_section(section_of(kind, self.bar.section()))
        self.master.unfold(kind)
        card = self.cards[kind]
        card.choose(record)
        self.ensureWidgetVisible(card)
        if name:
            self.ask_edit(kind, record, name)

    def _on_point(self, point: OpenPoint) -> None:
        if point.page == "company":
            self.reveal(point.target)
        else:
            self.go_requested.emit(point.page, point.target)

    # -- dialogs -------------------------------------------------------------------------------

    def ask_kind(self) -> None:
        """A menu of everything that can be added; one letter chooses."""
        if self._state.company is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind, text in new_entries():
            menu.addAction(text).triggered.connect(partial(self._ask_later, kind))
        menu.popup(self.mapToGlobal(self.bar.geometry().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def _ask_later(self, kind: str, _checked: bool = False) -> None:
        self.ask_new(kind)

    def offer_template(self) -> None:
        """Lets entries of the sector's template be chosen."""
        offer = self._work.template() if self._work is not None else None
        if offer is not None:
            dialog = TemplateDialog(offer, self)
            dialog.taken.connect(self.entries_taken)
            dialog.open()

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
            rows=record_rows(draft.kind, self._offered),
            entries=draft.entries,
            check=partial(self._work.check, draft.kind),
            save=partial(self._work.save, draft),
            accept=accept,
            focus=draft.focus,
            again=draft.record is None,
        )
        dialog = RecordDialog(question, self)
        dialog.decision_requested.connect(lambda _name: self.decision_requested.emit())
        dialog.again_requested.connect(lambda: self.ask_new(draft.kind))
        dialog.ask()

    def commit_pending(self) -> None:
        """Commits what was typed in any form or cell of this page and not left yet."""
        super().commit_pending()
        for editor in EDITORS.inside(self):
            if isinstance(editor, RecordGrid):
                editor.commit_pending()

    # -- dropping ------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Photos, address cards and lists may be let go anywhere on the page."""
        dragged = event.mimeData()
        if not self.stack.isHidden() and (file_of(dragged) or holds_pictures(dragged)):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        path = file_of(event.mimeData())
        if path is not None:
            self.file_dropped.emit(path)
        else:
            self.show_section(OVERVIEW)
            self.stack.pictures.give(event.mimeData())

    # -- keys ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Strg+N outside of any list makes what the section lists first, a process at the start."""
        if event.matches(QKeySequence.StandardKey.New) and self.stack.isVisible():
            self.ask_new(self.stack.usual_kind(self.bar.section()))
        else:
            super().keyPressEvent(event)
