"""A dialog for one record: all its fields, saved at once, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kihub_desktop.domain.phrases import Value
from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.open_texts import EDITORS, OpenText
from kihub_desktop.ui.record_entry import Entries
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.widgets.fields import Field
from kihub_desktop.ui.widgets.labels import label, set_role
from kihub_desktop.ui.widgets.record_form import RecordForm

Texts = Mapping[str, str]
_WIDTH = 620
_TALLEST = 900


@dataclass(frozen=True)
class RecordQuestion:
    """What the dialog asks: its title, the rows of its form and what they show at first.

    `check` gives a sentence about one text or None; `save` takes the texts that the user
    changed (maybe none) and gives sentences about wrong ones, none if everything was saved.
    With `again` it can be saved and asked once more.
    """

    title: str
    rows: Sequence[Sequence[Field]]
    entries: Entries
    check: Callable[[str, str], Value | None]
    save: Callable[[Texts], Mapping[str, Value]]
    accept: str = ""
    focus: str = ""
    again: bool = False


class RecordDialog(QDialog):
    """Enter or Strg+Enter saves; Escape closes, but asks for a second one when much is at stake.

    Wrong texts stay in their fields with one sentence until they are mended.
    """

    decision_requested = Signal(str)
    again_requested = Signal()  # saved; the next one is to be asked

    def __init__(self, question: RecordQuestion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._question = question
        self._warned = False
        self._below = 0
        self._fitted = False
        self.setObjectName("recordDialog")
        self.setWindowTitle(question.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = RecordForm(question.rows)
        EDITORS.leave(self.form)  # a field that was left is not saved yet: the dialog speaks
        EDITORS.join(self)
        self.form.show_entries(question.entries)
        self._before = dict(self.form.texts())
        self.save_button = QPushButton(question.accept or _("Speichern"))
        self.cancel_button = QPushButton(_("Abbrechen"))
        self.again_button = QPushButton(_("… und nächster"))
        self.warning = label("", "note", wrap=True)
        self._build()
        self._wire()

    def _build(self) -> None:
        px = theme.current().px
        set_role(self.save_button, "primary")
        self.save_button.setDefault(True)
        self.cancel_button.setAutoDefault(False)
        show_key(self.save_button, "Ctrl+Return")
        self.again_button.setAutoDefault(False)
        self.again_button.setVisible(self._question.again)
        self.again_button.setAccessibleName(_("Anlegen und gleich der nächste"))
        show_key(self.again_button, "Ctrl+Shift+Return")
        show_key(self.cancel_button, "Esc")
        content = QWidget()
        content.setObjectName("scrollBody")
        inside = QVBoxLayout(content)
        inside.setContentsMargins(px(20), px(4), px(20), px(12))
        self._below = px(4) + px(12)
        inside.addWidget(self.form)
        inside.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(content)
        heading = label(self._question.title, "card-title", wrap=True)
        heading.setContentsMargins(px(20), 0, px(20), 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(16), 0, px(16))
        column.setSpacing(px(10))
        column.addWidget(heading)
        column.addWidget(self.area, 1)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        px = theme.current().px
        foot = QHBoxLayout()
        foot.setContentsMargins(px(20), 0, px(20), 0)
        foot.setSpacing(px(10))
        foot.addWidget(self.warning, 1)
        foot.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.cancel_button, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignBottom)
        return foot

    def _wire(self) -> None:
        self.form.committed.connect(self._check)
        self.form.decision_requested.connect(self._on_decision)
        self.save_button.clicked.connect(self.save)
        self.again_button.clicked.connect(self.save_and_ask)
        if self._question.again:
            more = QShortcut(QKeySequence("Ctrl+Shift+Return"), self)
            more.activated.connect(self.save_and_ask)
        self.cancel_button.clicked.connect(self.leave)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.activated.connect(self.save)
        for row in self._question.rows:
            for each in row:
                editor = self.form.field(each.name).editor
                for widget in editor.focus_widgets():
                    widget.installEventFilter(self)

    def ask(self) -> None:
        """Opens beside the window, no larger than it, with the first field in hand."""
        self.resize(self._room())
        self.open()
        QTimer.singleShot(0, self, self._fit)
        self.form.focus_field(self._question.focus or self._question.rows[0][0].name)

    def changed(self) -> dict[str, str]:
        """The texts that the user changed, by field name."""
        texts = self.form.texts()
        return {name: text for name, text in texts.items() if text != self._before[name]}

    def open_texts(self) -> Iterable[OpenText]:
        """All that the user changed here, until it is saved or given up."""
        if self.isVisible():
            for name in self.changed():
                yield self.form.open_text(name)

    def save(self) -> None:
        """Saves what was changed and closes; wrong texts keep the dialog open."""
        changed = self.changed()
        problems = self._question.save(changed)
        self.form.show_problems({name: render(each) for name, each in problems.items()})
        if problems:
            self._lead_to(next(name for name in self._before if name in problems))
        else:
            self.accept()

    def save_and_ask(self) -> None:
        """Saves and asks for the next one."""
        self.save()
        if self.result() == QDialog.DialogCode.Accepted:
            self.again_requested.emit()

    def leave(self) -> None:
        """Closes; typed texts are only given up when it is said twice."""
        if self.changed() and not self._warned:
            self._warned = True
            self.warning.setText(
                _("Noch nicht gespeichert. Noch einmal abbrechen verwirft die Eingaben.")
            )
            return
        super().reject()

    def reject(self) -> None:
        self.leave()

    def _check(self, name: str, text: str) -> None:
        problem = self._question.check(name, text)
        self.form.field(name).show_problem(render(problem) if problem else "")
        self._warned = False
        self.warning.setText("")
        QTimer.singleShot(0, self, self._fit)

    def _lead_to(self, name: str) -> None:
        self.form.focus_field(name)
        self.area.ensureWidgetVisible(self.form.field(name))

    def _on_decision(self, name: str) -> None:
        self.decision_requested.emit(name)
        self.leave()

    def _fit(self) -> None:
        """As tall as its form, but inside the window behind; later it only grows."""
        if not self.isVisible():
            return
        inside = self.area.viewport()
        form = self.form.heightForWidth(self.form.width())
        tall = max(form, self.form.sizeHint().height()) + self._below
        height = min(self._room().height(), self.height() - inside.height() + tall)
        if height > self.height() or not self._fitted:
            self.resize(self.width(), height)
        self._fitted = True

    def _room(self) -> QSize:
        look = theme.current()
        room = QSize(look.px(_WIDTH), look.px(_TALLEST))
        parent = self.parentWidget()
        if parent is None:
            return room
        margin = look.px(32)
        return room.boundedTo(parent.window().size() - QSize(margin, margin))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape belongs to the dialog, not to the field; what gets focus scrolls into view."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
        elif event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.area.ensureWidgetVisible(watched.parentWidget() or watched)
        return super().eventFilter(watched, event)
