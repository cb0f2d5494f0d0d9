"""One person rates use cases: six criteria from 1 to 5 with their anchors, by keyboard alone."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kihub_desktop.domain.spelling import matches
from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.use_cases.state import RatedCriterion, RatingState
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.widgets.fields import Field, FieldKind, Option
from kihub_desktop.ui.widgets.form import Form
from kihub_desktop.ui.widgets.labels import label, set_role

_WIDTH = 780
_RATINGS = range(1, 6)


class RatingRow(QWidget):
    """A criterion: question at the left, the five ratings with their anchors at the right."""

    picked = Signal(str, int)
    cleared = Signal(str)
    left = Signal(str, int)  # the criterion, and -1 or +1: to the row before or after

    def __init__(self, criterion: RatedCriterion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = criterion.key
        name = _(criterion.name)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._proposed: int | None = None
        px = theme.current().px
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(label(name, "strong", wrap=True))
        words.addWidget(label(_(criterion.question), "note", wrap=True))
        self.proposal = label("", "note", wrap=True)
        words.addWidget(self.proposal)
        words.addStretch(1)
        choice = QVBoxLayout()
        choice.setSpacing(px(4))
        choice.addLayout(self._buttons(name, criterion.anchors))
        choice.addLayout(self._anchors(criterion.anchors))
        choice.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(18))
        row.addLayout(words, 2)
        row.addLayout(choice, 3)
        self.setFocusProxy(self._group.button(1))
        self._group.idClicked.connect(lambda value: self.picked.emit(self.key, value))

    def _buttons(self, name: str, anchors: Mapping[int, str]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(6))
        for value in _RATINGS:
            button = QPushButton(str(value))
            button.setCheckable(True)
            button.setAutoDefault(False)
            set_role(button, "chip")
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setAccessibleName(f"{name}: {value}")
            button.setAccessibleDescription(_(anchors[value]) if value in anchors else "")
            button.installEventFilter(self)
            self._group.addButton(button, value)
            row.addWidget(button, 1)
        return row

    def _anchors(self, anchors: Mapping[int, str]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(6))
        sides = {1: Qt.AlignmentFlag.AlignLeft, 5: Qt.AlignmentFlag.AlignRight}
        for value, sentence in anchors.items():
            said = label(f"{value}: {_(sentence)}", "label", wrap=True)
            said.setAlignment(
                sides.get(value, Qt.AlignmentFlag.AlignHCenter) | Qt.AlignmentFlag.AlignTop
            )
            row.addWidget(said, 1)
        return row

    def show_proposal(self, value: int | None) -> None:
        """What the template would rate, beside the question and not among the ratings."""
        self._proposed = value
        self.proposal.setVisible(value is not None)
        if value is not None:
            self.proposal.setText(_("Vorschlag der Vorlage: {n} (V übernimmt)").format(n=value))

    def show_value(self, value: int | None) -> None:
        """Marks the rating; None marks none. Tells nobody."""
        self._group.setExclusive(False)
        for known in _RATINGS:
            self._group.button(known).setChecked(known == value)
        self._group.setExclusive(True)
        self.setFocusProxy(self._group.button(value or 1))

    def value(self) -> int | None:
        checked = self._group.checkedId()
        return checked if checked > 0 else None

    def button(self, value: int) -> QWidget:
        return self._group.button(value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event)
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        """1 to 5 rate and go on, V adopts, arrows walk, Delete takes the rating away."""
        if event.text().isdecimal() and int(event.text()) in _RATINGS:
            self.picked.emit(self.key, int(event.text()))
            self.left.emit(self.key, 1)
        elif event.key() == Qt.Key.Key_V and self._proposed is not None:
            self.picked.emit(self.key, self._proposed)
            self.left.emit(self.key, 1)
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.left.emit(self.key, 1)
        elif event.key() == Qt.Key.Key_Up:
            self.left.emit(self.key, -1)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.cleared.emit(self.key)
        else:
            return False
        return True


class RatingDialog(QDialog):
    """Saves every rating at once; there is nothing to confirm, only the next use case."""

    picked = Signal(str, int)
    cleared = Signal(str)
    person_named = Signal(str)
    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ratingDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._state: RatingState | None = None
        self._warned = False
        self.heading = label("", "card-title", wrap=True)
        self.place = label("", "note")
        self.form = Form(
            [[Field("person", _("Wer bewertet"), FieldKind.SUGGESTION, suggest=self._known)]]
        )
        self.rows: dict[str, RatingRow] = {}
        self.back = QPushButton(_("← Voriger"))
        self.forward = QPushButton(_("Nächster →"))
        self.close_button = QPushButton(_("Fertig"))
        self._content = QWidget()
        self._content.setObjectName("scrollBody")
        self._inside = QVBoxLayout(self._content)
        self.area = QScrollArea()
        self._build()
        self._wire()

    def _build(self) -> None:
        px = theme.current().px
        self._inside.setContentsMargins(px(20), 0, px(20), px(4))
        self._inside.setSpacing(px(12))
        self._inside.addWidget(self.form)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self._content)
        head, foot = QHBoxLayout(), QHBoxLayout()
        for row in (head, foot):
            row.setContentsMargins(px(20), 0, px(20), 0)
            row.setSpacing(px(10))
        head.addWidget(self.heading, 1)
        head.addWidget(self.place)
        keys = _("Tasten: 1–5 bewertet und geht weiter · ↑ ↓ Kriterium · Entf löscht")
        foot.addWidget(label(keys, "note", wrap=True), 1)
        for button in (self.back, self.forward, self.close_button):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(16), 0, px(16))
        column.setSpacing(px(10))
        column.addLayout(head)
        column.addWidget(self.area, 1)
        column.addLayout(foot)
        self._name_buttons()

    def _name_buttons(self) -> None:
        for button, keys in ((self.back, "PgUp"), (self.forward, "PgDown")):
            button.setAutoDefault(False)
            show_key(button, keys)
        show_key(self.close_button, "Esc")
        self.close_button.setAutoDefault(False)
        set_role(self.forward, "primary")

    def _wire(self) -> None:
        self.form.committed.connect(lambda _name, text: self.person_named.emit(text))
        self.back.clicked.connect(lambda: self._step(-1))
        self.forward.clicked.connect(lambda: self._step(1))
        self.close_button.clicked.connect(self.close)
        # Not by key press: the scroll area would take these two for itself.
        for button, key in ((self.back, "PgUp"), (self.forward, "PgDown")):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(button.click)

    def ask(self) -> None:
        """Opens over the window, no larger than it, with the first criterion in hand."""
        look = theme.current()
        size = QSize(look.px(_WIDTH), self._content.sizeHint().height() + look.px(150))
        parent = self.parentWidget()
        if parent is not None:
            size = size.boundedTo(parent.window().size() - QSize(look.px(32), look.px(32)))
        self.resize(size)
        self.open()
        self._begin()

    def show_state(self, state: RatingState) -> None:
        self._state = state
        self.setWindowTitle(_("Bewerten: {title}").format(title=state.title))
        self.heading.setText(state.title)
        self.place.setText(_("{n} von {total}").format(n=state.place, total=state.total))
        for criterion in state.criteria:
            if criterion.key not in self.rows:
                self._add(criterion)
            self.rows[criterion.key].show_value(criterion.value)
            self.rows[criterion.key].show_proposal(criterion.proposal)
        self.form.show_problems({})
        self.form.show_values({"person": state.person})
        if state.problem is not None:
            self.form.show_problems({"person": render(state.problem)})
        self.back.setEnabled(state.place > 1)
        self.forward.setEnabled(state.place < state.total)

    def _add(self, criterion: RatedCriterion) -> None:
        rule = QFrame()
        rule.setProperty("role", "rule")
        row = RatingRow(criterion)
        row.picked.connect(self.picked)
        row.cleared.connect(self.cleared)
        row.left.connect(self._walk)
        self.rows[criterion.key] = row
        self._inside.addWidget(rule)
        self._inside.addWidget(row)

    def _known(self, typed: str) -> list[Option]:
        names = self._state.persons if self._state else ()
        return [Option(name, name) for name in names if matches(typed, name)]

    def _walk(self, key: str, by: int) -> None:
        keys = list(self.rows)
        place = keys.index(key) + by
        if place < 0:
            self.form.focus_field("person")
        elif place < len(keys):
            self._focus(self.rows[keys[place]])
        else:
            button = self.forward if self.forward.isEnabled() else self.close_button
            button.setFocus(Qt.FocusReason.TabFocusReason)

    def _step(self, by: int) -> None:
        self.form.commit_pending()
        self.stepped.emit(by)
        self._begin()

    def _begin(self) -> None:
        """The first criterion without a rating, or the name while it is missing."""
        if self._state is None or not self.rows:
            return
        if not self._state.person:
            self.form.focus_field("person")
            return
        still_open = [row for row in self.rows.values() if row.value() is None]
        self._focus((still_open or list(self.rows.values()))[0])

    def _focus(self, row: RatingRow) -> None:
        row.setFocus(Qt.FocusReason.TabFocusReason)
        self.area.ensureWidgetVisible(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._press_focused()
        else:
            super().keyPressEvent(event)

    def _press_focused(self) -> None:
        focused = self.focusWidget()
        if isinstance(focused, QPushButton):
            focused.click()
        else:
            self._begin()

    def reject(self) -> None:
        """Closes; ratings that wait for a name are only given up when it is said twice."""
        self.form.commit_pending()
        if self._state is not None and self._state.waiting and not self._warned:
            self._warned = True
            self.form.focus_field("person")
            return
        super().reject()
