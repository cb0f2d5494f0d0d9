"""The card of the plan for AI literacy: the duty, what is proposed, and the plan as a grid."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from kihub_desktop.domain.training_records import Training
from kihub_desktop.texts import _, render
from kihub_desktop.ui.icons import ToolButton
from kihub_desktop.ui.record_columns import GridColumn, GridSpec, Look
from kihub_desktop.ui.regional.training_card import ProposalList
from kihub_desktop.ui.regional.training_lines import TrainingView
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.cells import Align
from kihub_desktop.ui.widgets.chip import StatusPill
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.record_grid import RecordGrid


def plan_spec() -> GridSpec:
    """The columns of the plan in the language in use."""
    columns = (
        GridColumn("name", look=Look.STRONG, stretch=3, wrap=True),
        GridColumn("group"),
        GridColumn("people", align=Align.RIGHT),
        GridColumn("due"),
        GridColumn("held_on"),
        GridColumn("trainer", stretch=1, wrap=True, recall=True),
    )
    return GridSpec(
        Training,
        _("Plan zur KI-Kompetenz"),
        columns,
        _("Neue Schulung …"),
        frozenset({"trainer", "people"}),
        "name",
    )


class PlanCard(Card):
    """Everything that is typed here is the record of what was done for AI literacy."""

    taken = Signal(object)  # tuple of keys

    def __init__(self, parent: QWidget | None = None) -> None:
        spec = plan_spec()
        super().__init__(spec.title, parent=parent)
        self.spec = spec
        self._open_keys: tuple[str, ...] = ()
        self.status = StatusPill()
        self.new = ToolButton("plus", _("Neue Schulung"))
        show_key(self.new, "Ctrl+N")
        self.add_action(self.status)
        self.add_action(self.new)
        self.duty = label("", "note", wrap=True)
        self.proposals = ProposalList(takes=True)
        self.take_all = QPushButton(_("Alle Vorschläge in den Plan"))
        self.grid = RecordGrid(
            spec,
            empty=EmptyState(
                _("Wer bis wann was lernt, und was davon stattgefunden hat."),
                action=_("+ Schulung"),
                example=_("Zum Beispiel: KI-Grundlagen für alle, 84 Personen, bis 31.1."),
            ),
        )
        self.hint = label("", "note", wrap=True)
        for part in (self.duty, self.proposals):
            self.add(part)
        self.body.addWidget(self.take_all, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self.grid)
        self.add(self.hint)
        self.proposals.taken.connect(lambda key: self.taken.emit((key,)))
        self.take_all.clicked.connect(lambda: self.taken.emit(self._open_keys))
        self.new.clicked.connect(self.grid.begin_new)
        bound = QShortcut(QKeySequence(QKeySequence.StandardKey.New), self)
        bound.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        bound.activated.connect(self.grid.begin_new)

    def show_training(self, view: TrainingView) -> None:
        self._open_keys = view.open_keys
        self.status.show_status(render(view.status), view.status_tone)
        self.duty.setText(render(view.duty))
        self.hint.setText(render(view.hint))
        opened = tuple(each for each in view.lines if not each.is_planned)
        self.proposals.show_lines(opened)
        self.proposals.setVisible(bool(opened))
        self.take_all.setVisible(len(opened) > 1)
