"""The votes on „Ich trage das mit“: one name and one digit per person."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kihub_desktop.texts import _, number, render
from kihub_desktop.ui.pages.findings.rows import stacked
from kihub_desktop.ui.pages.findings.state import VoteLine, VotesState
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.cells import Cell, Column, DotsCell, TextCell
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.fields import Field, Option
from kihub_desktop.ui.widgets.flag_picker import SegmentPicker
from kihub_desktop.ui.widgets.form import Form
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.scroll_page import Columns

_MOST = 5
_NAME = "participant"


class VotesCard(Card):
    """A digit records the vote at once and offers the next name."""

    vote_given = Signal(str, int)
    delete_requested = Signal(object)  # UUID

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Stimmen"), _("„Ich trage das mit“, 0 gar nicht bis 5 voll"), parent=parent
        )
        self._next = ""
        self.form = Form([[Field(_NAME, _("Wer stimmt ab"))]])
        digits = tuple(Option(str(value), str(value)) for value in range(_MOST + 1))
        self.digits = SegmentPicker(_("Stimme"), digits)
        self.summary = label("", "muted", wrap=True)
        self.table: DataTable[VoteLine] = DataTable(
            _("Stimmen"),
            (
                Column(_("Teilnehmende"), lambda line: line.participant, stretch=1),
                Column(_("Stimme"), _value, sort=lambda line: line.value),
            ),
            key_of=lambda line: line.id,
            empty=EmptyState(
                _("Noch keine Stimme. Ein Name und eine Ziffer genügen; Namen sind freiwillig.")
            ),
        )
        columns = Columns((1, 1))
        columns.add(0, self._entry())
        columns.add(1, self.table)
        self.add(columns)
        self.digits.picked.connect(self._on_picked)
        self.table.opened.connect(self._change)
        self.table.new_requested.connect(self.lead)
        self.table.delete_requested.connect(lambda line: self.delete_requested.emit(line.id))

    def _entry(self) -> QWidget:
        part, column = stacked()
        column.addWidget(self.form)
        column.addWidget(label(_("Stimme"), "label"))
        column.addWidget(self.digits)
        column.addWidget(self.summary)
        hint = _(
            "Tasten 0–5 stimmen ab, der nächste Name steht schon da. Enter ändert, Entf löscht."
        )
        column.addWidget(label(hint, "note", wrap=True))
        self.digits.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        assert isinstance(column, QVBoxLayout)
        return part

    def show_votes(self, state: VotesState) -> None:
        self._next = state.next_name
        self.form.show_values({_NAME: state.next_name})
        self.summary.setText(render(state.summary))
        self.table.show_rows(state.lines)

    def lead(self) -> None:
        """To the digits: the next name stands there already."""
        self.digits.setFocus(Qt.FocusReason.TabFocusReason)

    def _change(self, line: VoteLine) -> None:
        self.form.show_values({_NAME: line.participant})
        self.lead()

    def _on_picked(self, key: str) -> None:
        box = self.form.field(_NAME)
        box.commit()
        name = box.editor.text().strip() or self._next
        self.digits.choose("")
        box.show_value(self._next)
        self.vote_given.emit(name, int(key))
        self.lead()


def _value(line: VoteLine) -> Cell:
    if line.value is None:
        return TextCell("–", muted=True)
    words = _("{n} von {most}").format(n=number(line.value), most=number(_MOST))
    return DotsCell(line.value, _MOST, words)
