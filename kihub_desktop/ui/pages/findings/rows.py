"""One question with its editor, what the answer means, how well it is proven, and a note."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kihub_desktop.domain.findings import FindingQuestion
from kihub_desktop.texts import _, ngettext, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.findings.presenter import FieldEdit
from kihub_desktop.ui.pages.findings.slot_form import SlotForm
from kihub_desktop.ui.pages.findings.spellings import NOTE, VALUE, note_field, value_field
from kihub_desktop.ui.pages.findings.state import FindingGroupState, FindingLine
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.chip import StatusPill
from kihub_desktop.ui.widgets.evidence_picker import EvidencePicker
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import label, set_role

_FOLD_BELOW = 960
_SHARES = (34, 38, 34)


def stacked() -> tuple[QWidget, QVBoxLayout]:
    """A part of a row that takes its height from its width."""
    part = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    part.setSizePolicy(policy)
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.current().px(4))
    return part, column


class FindingRow(QWidget):
    """Question, editor and evidence side by side; in a narrow window the question on top."""

    edited = Signal(str, object)  # key, FieldEdit
    restored = Signal(str, str)  # key, field
    graded = Signal(str, int)
    interview_requested = Signal(str)
    decision_requested = Signal()

    def __init__(self, question: FindingQuestion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question = question
        self.line: FindingLine | None = None
        self._folded: bool | None = None
        self.pill = StatusPill()
        self.value = SlotForm([[value_field(question)]])
        self.sentence = label("", "note", wrap=True)
        self.stand_in = label("", "note", wrap=True)
        self.jump = QPushButton(_("Zur Frage {id}").format(id=question.replaces))
        set_role(self.jump, "link")
        self.evidence = EvidencePicker(_("Beleg: {name}").format(name=_(question.name)))
        self.note = SlotForm([[note_field(question)]])
        self.add_note = QPushButton(_("+ Notiz"))
        self.add_note.setAccessibleName(note_field(question).hint)
        set_role(self.add_note, "link")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.current().px(22))
        self._grid.setVerticalSpacing(theme.current().px(8))
        self._parts = (self._asked(), self._answered(), self._proven())
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._arrange(folded=False)
        self._wire()

    def _asked(self) -> QWidget:
        part, column = stacked()
        column.addWidget(label(_(self.question.question), "strong", wrap=True))
        column.addWidget(label(_(self.question.meaning), "note", wrap=True))
        column.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return part

    def _answered(self) -> QWidget:
        part, column = stacked()
        column.addWidget(self.value)
        column.addWidget(self.sentence)
        column.addWidget(self.stand_in)
        links = FlowRow()
        links.add(self.jump)
        links.add(self.add_note)
        column.addWidget(links)
        column.addWidget(self.note)
        column.addStretch(1)
        return part

    def _proven(self) -> QWidget:
        part, column = stacked()
        column.addWidget(label(_("Sicherheit der Einschätzung"), "label"))
        column.addWidget(self.evidence)
        column.addStretch(1)
        return part

    def _wire(self) -> None:
        key = self.question.key
        for form in (self.value, self.note):
            form.edited.connect(lambda edit: self.edited.emit(key, edit))
            form.restored.connect(lambda name: self.restored.emit(key, name))
            form.decision_requested.connect(lambda _name: self.decision_requested.emit())
        self.value.edited.connect(self._on_value)
        self.evidence.picked.connect(lambda grade: self.graded.emit(key, grade))
        self.add_note.clicked.connect(self._begin_note)
        self.jump.clicked.connect(lambda: self.interview_requested.emit(self.question.replaces))

    def show_line(self, line: FindingLine, as_of: int) -> None:
        self.value.show_slot(line.entries, as_of)
        self.note.show_slot(line.entries, as_of)
        if line == self.line:
            return  # the same again would lay out the whole page anew
        self.line = line
        self.evidence.show_grade(line.evidence)
        self.pill.show_status(_("noch offen") if line.is_open else "", Tone.WARN)
        self.pill.setVisible(line.is_open)
        self.stand_in.setText(render(line.stand_in) if line.stand_in else "")
        self.stand_in.setVisible(line.stand_in is not None)
        self.jump.setVisible(line.stand_in is not None)
        self._show_sentence(line.entries.texts.get(VALUE, ""))
        # An empty note takes no room until somebody wants to write one.
        box = self.note.field(NOTE)
        used = bool(box.editor.text()) or box.has_focus()
        self.note.setVisible(used)
        self.add_note.setVisible(not used)

    def lead(self) -> None:
        """Puts the focus into the editor."""
        self.value.focus_field(VALUE)

    def _begin_note(self) -> None:
        self.note.show()
        self.note.focus_field(NOTE)
        self.add_note.hide()

    def _on_value(self, edit: FieldEdit) -> None:
        self._show_sentence(edit.text)

    def _show_sentence(self, text: str) -> None:
        """The anchor of the chosen answer, so that it means the same to everybody."""
        editors = {"yes": "ja", "no": "nein"}
        option = self.question.option(editors.get(text, text))
        self.sentence.setText(_(option.sentence) if option else "")
        self.sentence.setVisible(option is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(folded=self.width() < _FOLD_BELOW * theme.current().scale)

    def _arrange(self, *, folded: bool) -> None:
        if folded == self._folded:
            return
        self._folded = folded
        asked, answered, proven = self._parts
        for part in self._parts:
            self._grid.removeWidget(part)
        shares = (1, 1, 0) if folded else _SHARES
        for column, share in enumerate(shares):
            self._grid.setColumnStretch(column, share)
        if folded:
            self._grid.addWidget(asked, 0, 0, 1, 2)
            self._grid.addWidget(answered, 1, 0)
            self._grid.addWidget(proven, 1, 1)
        else:
            for column, part in enumerate(self._parts):
                self._grid.addWidget(part, 0, column)


def rule() -> QFrame:
    """A line between two rows."""
    line = QFrame()
    line.setProperty("role", "rule")
    return line


def count_note(count: int) -> str:
    """How many entries are open, for the heading of a card."""
    if not count:
        return _("vollständig")
    return ngettext("{n} noch offen", "{n} noch offen", count)


class GroupCard(Card):
    """The questions of one pillar; rows are built anew only for another kind of use case."""

    edited = Signal(str, object)
    restored = Signal(str, str)
    graded = Signal(str, int)
    interview_requested = Signal(str)
    decision_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.body.setSpacing(theme.current().px(14))
        self.rows: dict[str, FindingRow] = {}
        self._questions: tuple[str, ...] = ()
        self._built: list[QWidget] = []
        self._heading = ("", "")

    def show_group(self, group: FindingGroupState, as_of: int) -> None:
        heading = (_(group.name), count_note(group.open_count))
        if heading != self._heading:
            self._heading = heading
            self.set_heading(*heading)
        questions = tuple(line.question.id for line in group.lines)
        if questions != self._questions:
            self._questions = questions
            self._build([line.question for line in group.lines])
        for line in group.lines:
            self.rows[line.question.key].show_line(line, as_of)

    def _build(self, questions: Sequence[FindingQuestion]) -> None:
        for old in self._built:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._built, self.rows = [], {}
        for question in questions:
            if self._built:
                self._keep(rule())
            row = FindingRow(question)
            row.edited.connect(self.edited)
            row.restored.connect(self.restored)
            row.graded.connect(self.graded)
            row.interview_requested.connect(self.interview_requested)
            row.decision_requested.connect(self.decision_requested)
            self.rows[question.key] = row
            self._keep(row)

    def _keep(self, widget: QWidget) -> None:
        self._built.append(widget)
        self.add(widget)
