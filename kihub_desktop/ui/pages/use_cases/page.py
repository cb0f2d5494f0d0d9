"""Draws step 3: matrix, ranking, weights, and the list of all use cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from kihub_desktop.domain.phrases import Value
from kihub_desktop.domain.records import UseCase
from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.use_cases.cards import ListCard, RankingCard, WeightsCard
from kihub_desktop.ui.pages.use_cases.matrix_card import MatrixCard
from kihub_desktop.ui.pages.use_cases.similar import SimilarState
from kihub_desktop.ui.pages.use_cases.similar_card import ASK_KEYS, SimilarCard
from kihub_desktop.ui.pages.use_cases.state import UseCaseDraft, UseCasesState
from kihub_desktop.ui.record_entry import entry_rows
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.record_dialog import RecordDialog, RecordQuestion
from kihub_desktop.ui.widgets.scroll_page import FOLD_BELOW, Columns, ScrollPage

TEMPLATE_KEYS = "Ctrl+Shift+V"
_ROWS = (
    ("title",),
    ("archetype", "process"),
    ("planned_start", "pilot"),
    ("description",),
)


@dataclass(frozen=True)
class DialogWork:
    """What a dialog of the page asks the presenter: empty or filled drafts, checks, saving."""

    new: Callable[[], UseCaseDraft | None]
    draft: Callable[[UUID], UseCaseDraft | None]
    check: Callable[[str, str], Value | None]
    save: Callable[[UseCaseDraft, Mapping[str, str]], Mapping[str, Value]]


class MatrixColumns(Columns):
    """Matrix and ranking side by side; in a folded window below each other.

    A ranking with its verdicts needs more than the half of a narrow window.
    """

    def _arrange(self, across: int) -> None:
        narrow = self.window().width() < FOLD_BELOW * theme.current().scale
        super()._arrange(1 if narrow else across)


class UseCasesPage(ScrollPage):
    delete_requested = Signal(object)  # UUID
    duplicate_requested = Signal(object)
    verdict_requested = Signal(object)
    rating_requested = Signal(object)
    weighting_requested = Signal()
    template_requested = Signal(str)  # its key, or "" for all of them
    moved = Signal(object, float, float)  # UUID, feasibility and benefit 0–1
    topsis_chosen = Signal(bool)
    companies_requested = Signal()
    current_changed = Signal(object)  # UseCaseLine or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Anwendungsfälle priorisieren"), parent=parent)
        self.setObjectName("useCasesPage")
        self._work: DialogWork | None = None
        self.template_button = self.add_button(_("Aus Vorlage …"), keys=TEMPLATE_KEYS)
        self.new_button = self.add_button(_("+ Idee"), primary=True, keys="Ctrl+N")
        self.empty = EmptyState(
            _("Hier sammeln Sie Ideen, bewerten sie mit der Gruppe und ordnen sie."),
            title=_("Noch kein Unternehmen gewählt"),
            action=_("Alle Unternehmen"),
        )
        self.nothing = Card()
        self.nothing.add(self.empty)
        self.add(self.nothing)
        self.columns = MatrixColumns((61, 39))
        self.add(self.columns)
        self.matrix = MatrixCard()
        self.ranking = RankingCard()
        self.weights = WeightsCard()
        self.list = ListCard()
        self.columns.add(0, self.matrix)
        self.columns.add(1, self.ranking)
        self.columns.add(1, self.weights)
        self.similar = SimilarCard()
        self.add(self.list)
        self.add(self.similar)
        self.setFocusProxy(self.list.table)
        self._wire()

    def _wire(self) -> None:
        self.new_button.clicked.connect(self.ask_new)
        # Works in the header too, and only while this page is shown.
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.New), self)
        keys.activated.connect(self.ask_new)
        self.template_button.clicked.connect(lambda: self.template_requested.emit(""))
        choose = QShortcut(QKeySequence(TEMPLATE_KEYS), self)
        choose.activated.connect(lambda: self.template_requested.emit(""))
        self.empty.action_requested.connect(self.companies_requested)
        self.matrix.moved.connect(self.moved)
        self.ranking.verdict_requested.connect(self.verdict_requested)
        self.ranking.topsis_chosen.connect(self.topsis_chosen)
        self.weights.weighting_requested.connect(self.weighting_requested)
        weigh = QShortcut(QKeySequence("Ctrl+G"), self)
        weigh.activated.connect(self.weighting_requested)
        look = QShortcut(QKeySequence(ASK_KEYS), self)
        look.activated.connect(self.similar.ask_requested)
        self.list.table.chosen.connect(self.current_changed)
        self.list.new_requested.connect(self.ask_new)
        self.list.edit_requested.connect(self.ask_edit)
        self.list.delete_requested.connect(self.delete_requested)
        self.list.duplicate_requested.connect(self.duplicate_requested)
        self.list.rating_requested.connect(self.rating_requested)

    def work_with(self, work: DialogWork) -> None:
        """Connects the dialogs; called once, before the page is shown."""
        self._work = work

    def show_state(self, state: UseCasesState) -> None:
        self.nothing.setVisible(not state.known)
        self.columns.setVisible(state.known and bool(state.lines))
        self.list.setVisible(state.known)
        for button in (self.template_button, self.new_button):
            button.setVisible(state.known)
        self.set_heading(self.title, render(state.subtitle))
        if not state.known:
            self.current_changed.emit(None)
            return
        self.matrix.show_state(state)
        self.ranking.show_state(state)
        self.weights.show_state(state)
        self.list.show_state(state)
        self.current_changed.emit(self.list.table.current())

    def show_similar(self, state: SimilarState) -> None:
        self.similar.show_similar(state)

    def choose(self, use_case: UUID) -> None:
        """Makes a use case current in the list."""
        self.list.table.choose(use_case)
        self.list.table.setFocus()
        self.ensureWidgetVisible(self.list)

    # -- dialogs -----------------------------------------------------------------------------

    def ask_new(self) -> None:
        """Opens an empty dialog."""
        if self._work is not None:
            self._ask(self._work.new(), _("Neue Idee"), _("Anlegen"))

    def ask_template(self, key: str) -> None:
        """Opens the templates with one of them in hand."""
        self.template_requested.emit(key)

    def ask_edit(self, use_case: UUID) -> None:
        """Opens the dialog of a use case."""
        if self._work is not None:
            self._ask(self._work.draft(use_case), _("Anwendungsfall"), _("Speichern"))

    def _ask(self, draft: UseCaseDraft | None, title: str, accept: str) -> None:
        if draft is None or self._work is None:
            return
        question = RecordQuestion(
            title=title,
            rows=entry_rows(UseCase, _ROWS, {"process": {"options": draft.processes}}),
            entries=draft.entries,
            check=self._work.check,
            save=partial(self._work.save, draft),
            accept=accept,
        )
        RecordDialog(question, self).ask()
