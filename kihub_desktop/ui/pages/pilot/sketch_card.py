"""The card of the sketch: proposals that can be taken over, then the form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kihub_desktop.domain.partner_records import PilotSketch
from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.pilot.state import PilotPageState, ProposedField
from kihub_desktop.ui.record_entry import entry_rows
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.chip import StatusPill
from kihub_desktop.ui.widgets.fields import FieldKind, Option
from kihub_desktop.ui.widgets.labels import label, set_role
from kihub_desktop.ui.widgets.link_line import LinkLine
from kihub_desktop.ui.widgets.record_form import RecordForm

ADOPT_KEYS = "Ctrl+Shift+V"
_ROWS = (
    ("goal",),
    ("measure",),
    ("baseline", "threshold"),
    ("stop",),
    ("starts_on", "months"),
    ("lead", "experts", "it_contact"),
    ("inputs",),
    ("partner", "partner_role"),
    ("note",),
)


class SketchCard(Card):
    """What is proposed is marked as such and recorded only when it is taken over."""

    adopted = Signal(object)  # tuple of field names
    budget_requested = Signal()

    def __init__(self, suggest: Callable[[str], Sequence[Option]]) -> None:
        super().__init__(_("Pilotskizze"), _("was der Pilot zeigen soll"))
        self.proposals = ProposalStrip()
        self.form = RecordForm(entry_rows(PilotSketch, _ROWS, _special(suggest)))
        self.budget = LinkLine("")
        self.add(self.proposals)
        self.add(self.form)
        self.add(self.budget)
        self.proposals.adopted.connect(self.adopted)
        self.budget.clicked.connect(self.budget_requested)

    def show_state(self, state: PilotPageState) -> None:
        if state.sketch is not None:
            self.form.show_entries(state.sketch)
        self.proposals.show_proposals(state.proposed)
        said = _("{budget} → Wirtschaftlichkeit").format(budget=render(state.budget))
        self.budget.setText(said)
        self.budget.setAccessibleName(said)
        self.budget.updateGeometry()


def _special(suggest: Callable[[str], Sequence[Option]]) -> dict[str, dict[str, object]]:
    return {
        "partner": {
            "kind": FieldKind.SUGGESTION,
            "suggest": suggest,
            "placeholder": _("Name aus der Liste oder ein anderer"),
        },
        "starts_on": {"placeholder": _("z. B. 1.2. oder heute")},
        "lead": {"placeholder": _("z. B. Leitung Fertigung")},
        "experts": {"placeholder": _("z. B. Instandhaltung")},
        "it_contact": {"placeholder": _("z. B. IT-Leitung")},
    }


class ProposalStrip(QWidget):
    """Every empty field with what could stand there; one key takes all."""

    adopted = Signal(object)  # tuple of field names

    def __init__(self) -> None:
        super().__init__()
        px = theme.current().px
        self.mark = StatusPill(_("Vorschlag"), Tone.NOTE)
        self.hint = label("", "note", wrap=True)
        self.all = QPushButton(_("Alle übernehmen"))
        show_key(self.all, ADOPT_KEYS)
        self.all.clicked.connect(self.adopt_all)
        self._names: tuple[str, ...] = ()
        self.rows: list[tuple[QWidget, QPushButton]] = []
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.mark)
        head.addWidget(self.hint, 1)
        head.addWidget(self.all)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(6))
        self._column.addLayout(head)

    def show_proposals(self, proposed: tuple[ProposedField, ...]) -> None:
        self._names = tuple(each.name for each in proposed)
        self.hint.setText(_("Aus den Angaben und dem Üblichen; gilt erst, wenn Sie es übernehmen."))
        for widget, _button in self.rows:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.rows = [self._row(each) for each in proposed]
        self.setVisible(bool(proposed))

    def adopt_all(self) -> None:
        if self._names:
            self.adopted.emit(self._names)

    def _row(self, proposed: ProposedField) -> tuple[QWidget, QPushButton]:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        said = f"{render(proposed.label)}: {render(proposed.text)}"
        button = QPushButton(_("übernehmen"))
        set_role(button, "link")
        button.setAccessibleName(f"{said} – {button.text()}")
        button.clicked.connect(partial(self.adopted.emit, (proposed.name,)))
        line.addWidget(label(said, "", wrap=True), 1)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(row)
        return row, button
