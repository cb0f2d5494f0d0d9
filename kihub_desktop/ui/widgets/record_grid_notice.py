"""What stands below a list: what is wrong or disputed, what was done, what a paste would do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kihub_desktop.texts import _
from kihub_desktop.ui import theme
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.widgets.labels import label, set_role


class GridNotice(QWidget):
    """Empty and without height as long as there is nothing to say."""

    mend_requested = Signal()
    decision_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.problem = label("", "problem", wrap=True)
        self.note = label("", "note", wrap=True)
        self.decide = QPushButton(_("zwei Angaben – bitte entscheiden"))
        set_role(self.decide, "link")
        self.decide.clicked.connect(self.decision_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.current().px(8), theme.current().px(4), 0, 0)
        column.setSpacing(theme.current().px(2))
        column.addWidget(self.problem)
        column.addWidget(self.decide, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.note)
        self.show_problem("")
        self.show_dispute("")
        self.show_note("")

    def show_problem(self, text: str) -> None:
        """One sentence about a wrong text, with the cell it stands in; "" takes it away."""
        self._set(self.problem, text)

    def show_dispute(self, cell: str) -> None:
        """Leads from a cell with two values to the decision."""
        self.decide.setAccessibleName(
            _("{field}: zwei Angaben – bitte entscheiden").format(field=cell)
        )
        self.decide.setText(self.decide.accessibleName() if cell else "")
        self.decide.setVisible(bool(cell))
        self._fit()

    def show_note(self, text: str) -> None:
        """What was just done, calmly."""
        self._set(self.note, text)

    def _set(self, line: QWidget, text: str) -> None:
        line.setProperty("text", text)
        line.setVisible(bool(text))
        self._fit()

    def _fit(self) -> None:
        parts = (self.problem, self.decide, self.note)
        self.setVisible(any(not part.isHidden() for part in parts))


class PasteStrip(QFrame):
    """What a paste would do; Enter does it, Escape leaves everything as it is."""

    answered = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme.current().px
        self.setProperty("role", "well")
        self.said = label("", "strong", wrap=True)
        self.accept_button = QPushButton(_("Einfügen"))
        self.leave_button = QPushButton(_("Nicht einfügen"))
        set_role(self.accept_button, "primary")
        show_key(self.accept_button, "Return")
        show_key(self.leave_button, "Esc")
        self.accept_button.clicked.connect(lambda: self._answer(True))
        self.leave_button.clicked.connect(lambda: self._answer(False))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(8), px(12), px(8))
        row.addWidget(self.said, 1)
        row.addWidget(self.accept_button)
        row.addWidget(self.leave_button)
        self.hide()

    def ask(self, said: str) -> None:
        """Shows the question and takes the focus."""
        self.said.setText(said)
        self.accept_button.setAccessibleDescription(said)
        self.show()
        self.accept_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._answer(False)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._answer(not self.leave_button.hasFocus())
        else:
            super().keyPressEvent(event)

    def _answer(self, yes: bool) -> None:
        self.hide()
        self.answered.emit(yes)
