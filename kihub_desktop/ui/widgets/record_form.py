"""A form over one record: recorded values, wrong texts kept as typed, values in dispute."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kihub_desktop.texts import _, render
from kihub_desktop.ui.open_texts import OpenText
from kihub_desktop.ui.record_entry import NEW, Entries
from kihub_desktop.ui.widgets.editors import LineEditor
from kihub_desktop.ui.widgets.fields import Field
from kihub_desktop.ui.widgets.form import FieldBox, Form
from kihub_desktop.ui.widgets.labels import say, set_role

_BELOW_EDITOR = 2  # place in the column of a field: label, editor, then this

_PAD = 12  # between a field's border and its text


class RecordForm(Form):
    """Shows the entries of one record after the other.

    A reload of the same record leaves fields in use alone; another record replaces everything.
    """

    decision_requested = Signal(str)  # the field with two values that wait for a decision

    def __init__(self, rows: Sequence[Sequence[Field]], parent: QWidget | None = None) -> None:
        super().__init__(rows, parent)
        self._record: UUID | None = None
        self._company: UUID | None = None
        self._kind = ""
        self._names = tuple(each.name for row in rows for each in row)
        self._disputes: dict[str, QPushButton] = {}

    def show_entries(self, entries: Entries) -> None:
        """Shows values, wrong texts with their sentence, and where a decision is due."""
        if entries.record != self._record:
            self._forget()
            self._record = entries.record
        self._company, self._kind = entries.company, entries.kind
        kept = {name: each for name, each in entries.kept.items() if name in self._names}
        self.show_problems({name: render(each.problem) for name, each in kept.items()})
        self.show_values({n: t for n, t in entries.texts.items() if n not in kept})
        for name, each in kept.items():
            self._show_kept(name, each.text, entries.texts.get(name, ""), render(each.problem))
        for name in self._names:
            self._mark_dispute(name, disputed=name in entries.contested)
            self._tell_whole(self.field(name))

    def texts(self) -> Mapping[str, str]:
        """What all fields show now, committed or not."""
        return {name: self.field(name).editor.text() for name in self._names}

    def open_texts(self) -> Iterable[OpenText]:
        """What is typed and not committed yet, and of which record."""
        for name in self.uncommitted():
            yield self.open_text(name)

    def open_text(self, name: str) -> OpenText:
        """What a field shows now, as a text that is not saved yet."""
        box, record = self.field(name), self._record
        return OpenText(
            company=self._company,
            kind=self._kind,
            record=None if record == NEW else record,
            field=name,
            text=box.editor.text(),
            before=box.stored,
            label=box.field.label,
        )

    def dispute(self, name: str) -> QPushButton | None:
        """What leads from a field to the decision, once it had two values."""
        return self._disputes.get(name)

    def _forget(self) -> None:
        """Leaves the field in hand, so that nothing of the old record stays in the form."""
        for name in self._names:
            if self.field(name).has_focus():
                focused = self.window().focusWidget()
                if focused is not None:
                    focused.clearFocus()
        self.show_problems({})

    def _show_kept(self, name: str, text: str, recorded: str, problem: str) -> None:
        """A field that is new on screen takes the wrong text; Escape leads to the recorded one."""
        box = self.field(name)
        if box.editor.text() != text and not box.is_uncommitted():
            box.show_problem("")
            box.show_value(text)
            box.show_problem(problem)
        box.show_value(recorded)

    def _tell_whole(self, box: FieldBox) -> None:
        """A text that is longer than its field can be read in a tooltip."""
        if isinstance(box.editor, LineEditor) and not box.field.hint:
            text, line = box.editor.text(), box.editor.line
            too_long = line.fontMetrics().horizontalAdvance(text) > line.width() - 2 * _PAD
            say(line, text if too_long else box.problem_line.text())

    def _mark_dispute(self, name: str, *, disputed: bool) -> None:
        button = self._disputes.get(name)
        if button is None and disputed:
            button = self._disputes[name] = self._dispute(self.field(name))
        if button is not None:
            button.setVisible(disputed)

    def _dispute(self, box: FieldBox) -> QPushButton:
        button = QPushButton(_("zwei Angaben – bitte entscheiden"))
        set_role(button, "link")
        button.setAccessibleName(
            _("{field}: zwei Angaben – bitte entscheiden").format(field=box.field.label)
        )
        button.clicked.connect(lambda: self.decision_requested.emit(box.field.name))
        column = box.layout()
        assert isinstance(column, QVBoxLayout)  # FieldBox stacks label, editor and problem
        column.insertWidget(_BELOW_EDITOR, button, 0, Qt.AlignmentFlag.AlignLeft)
        QWidget.setTabOrder(box.editor.widget, button)
        return button
