"""What to ask on the tour: an answer becomes an observation, or the question is put aside."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kihub_desktop.texts import _, number
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.company.templates_desk import QuestionLine
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.fields import Field
from kihub_desktop.ui.widgets.form import Form
from kihub_desktop.ui.widgets.labels import label, set_role


class QuestionRow(QWidget):
    """One question; Enter behind the answer keeps it."""

    answered = Signal(str, str)  # key, answer
    made_task = Signal(str)
    ticked_off = Signal(str)

    def __init__(self, line: QuestionLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = line.key
        px = theme.current().px
        self.form = Form(
            [
                [
                    Field(
                        "answer",
                        line.question,
                        captioned=False,
                        placeholder=_("Antwort, dann Enter"),
                    )
                ]
            ]
        )
        self.form.committed.connect(self._answer)
        self.task_button = QPushButton(_("Aufgabe"))
        self.done_button = QPushButton(_("Abhaken"))
        for button, signal in (
            (self.task_button, self.made_task),
            (self.done_button, self.ticked_off),
        ):
            set_role(button, "link")
            button.setAccessibleName(f"{line.question}: {button.text()}")
            button.clicked.connect(lambda _checked=False, told=signal: told.emit(self.key))
        row = QHBoxLayout()
        row.setSpacing(px(6))
        row.addWidget(self.form, 1)
        row.addWidget(self.task_button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.done_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(label(line.question, wrap=True))
        column.addLayout(row)

    def _answer(self, _name: str, text: str) -> None:
        if text.strip():
            self.answered.emit(self.key, text.strip())


class QuestionsCard(Card):
    """The questions that are still open, in the order of the template."""

    answered = Signal(str, str)
    made_task = Signal(str)
    ticked_off = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Fragen für den Rundgang"), parent=parent)
        self.rows: dict[str, QuestionRow] = {}
        self._done = label(_("Alle gefragt oder abgehakt."), "muted", wrap=True)
        self.add(self._done)

    def show_lines(self, lines: Sequence[QuestionLine]) -> None:
        """Rows come and go one by one, so that an answer being typed stays."""
        wanted = {line.key: line for line in lines}
        for key in [key for key in self.rows if key not in wanted]:
            self._drop(self.rows.pop(key))
        for line in lines:
            if line.key not in self.rows:
                self._take(line)
        self._done.setVisible(not lines)
        note = _("{n} offen · die Antwort wird eine Beobachtung").format(n=number(len(lines)))
        self.set_heading(_("Fragen für den Rundgang"), note if lines else "")

    def focus_first(self) -> None:
        for row in list(self.rows.values())[:1]:
            row.form.focus_first()

    def _take(self, line: QuestionLine) -> None:
        row = self.rows[line.key] = QuestionRow(line)
        row.answered.connect(self.answered)
        row.made_task.connect(self.made_task)
        row.ticked_off.connect(self.ticked_off)
        self.add(row)

    def _drop(self, row: QuestionRow) -> None:
        """Where the focus was in it, it goes on to the next question."""
        keys = list(self.rows)
        focused = (
            row.isAncestorOf(row.window().focusWidget()) if row.window().focusWidget() else False
        )
        self.body.removeWidget(row)
        row.hide()
        row.deleteLater()
        if focused and keys:
            self.rows[keys[0]].form.focus_first()
