"""The three ways to weigh as parts of the dialog: points, an order, pairs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kihub_desktop.texts import _, number
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.use_cases.weighting import PairLine, WeightedLine
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.widgets.fields import Field, FieldKind
from kihub_desktop.ui.widgets.form import Form
from kihub_desktop.ui.widgets.labels import label, set_role

_ACROSS = 2
_STRONGEST = 9


class PointsPanel(QWidget):
    """A field for points per criterion; what they sum to does not matter, their shares do."""

    given = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form: Form | None = None
        self._keys: tuple[str, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        hint = _("Verteilen Sie zum Beispiel 100 Punkte; es zählt das Verhältnis.")
        self._column.addWidget(label(hint, "note", wrap=True))

    def show_lines(self, lines: Sequence[WeightedLine]) -> None:
        keys = tuple(line.key for line in lines)
        if keys != self._keys or self.form is None:
            self._rebuild(lines)
            self._keys = keys
        if self.form is not None:
            self.form.show_values({line.key: line.points for line in lines})

    def _rebuild(self, lines: Sequence[WeightedLine]) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
        fields = [Field(line.key, _(line.name), FieldKind.NUMBER) for line in lines]
        rows = [fields[start : start + _ACROSS] for start in range(0, len(fields), _ACROSS)]
        self.form = Form(rows)
        self.form.committed.connect(self.given)
        self._column.addWidget(self.form)

    def commit_pending(self) -> None:
        """Saves what is still being typed."""
        if self.form is not None:
            self.form.commit_pending()


class OrderPanel(QWidget):
    """The criteria as lines; Strg+↑ and Strg+↓ move the one in focus."""

    moved = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[QPushButton] = []
        self._keys: tuple[str, ...] = ()
        self._held = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.current().px(6))
        hint = _("Das Wichtigste nach oben: ↑ ↓ wählt, Strg+↑ und Strg+↓ verschieben.")
        column.addWidget(label(hint, "note", wrap=True))
        self._column = column
        buttons = QHBoxLayout()
        self.up, self.down = QPushButton(_("Wichtiger")), QPushButton(_("Weniger wichtig"))
        for button, keys, by in ((self.up, "Ctrl+Up", -1), (self.down, "Ctrl+Down", 1)):
            button.setAutoDefault(False)
            show_key(button, keys)
            button.clicked.connect(lambda _on=False, by=by: self._move(by))
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)

    def show_order(self, keys: tuple[str, ...], names: Mapping[str, str]) -> None:
        while len(self.lines) < len(keys):
            self.lines.append(self._line(len(self.lines)))
        self._keys = keys
        for place, line in enumerate(self.lines):
            line.setVisible(place < len(keys))
            if place < len(keys):
                said = f"{number(place + 1)}. {_(names[keys[place]])}"
                line.setText(said)
                line.setAccessibleName(said)
        self._hold(self._held if self._held in keys else (keys[0] if keys else ""))

    def _line(self, place: int) -> QPushButton:
        line = QPushButton()
        line.setCheckable(True)
        line.setAutoDefault(False)
        set_role(line, "chip")
        line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        line.installEventFilter(self)
        line.clicked.connect(lambda: self._hold(self._keys[place]))
        self._column.insertWidget(place + 1, line)
        return line

    def _hold(self, key: str) -> None:
        self._held = key
        for place, line in enumerate(self.lines):
            line.setChecked(place < len(self._keys) and self._keys[place] == key)

    def _move(self, by: int) -> None:
        if not self._held:
            return
        focused = any(line.hasFocus() for line in self.lines)
        self.moved.emit(self._held, by)
        if focused and self._held in self._keys:
            self.lines[self._keys.index(self._held)].setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if by is not None and watched in self.lines:
                place = self.lines.index(watched)
                if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                    self._hold(self._keys[place])
                    self._move(by)
                elif 0 <= place + by < len(self._keys):
                    self._hold(self._keys[place + by])
                    self.lines[place + by].setFocus()
                return True
        return super().eventFilter(watched, event)


class PairPanel(QWidget):
    """Which of two is more important, and how much: ← → the side, 1–9 the strength."""

    judged = Signal(object)  # int as in CriterionPair of the left one, or None
    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._right = False
        self.place = label("", "note")
        self.sides = (self._chip(""), self._chip(""))
        self.strengths = tuple(self._chip(number(n)) for n in range(1, _STRONGEST + 1))
        self.back, self.forward = QPushButton(_("← Voriger")), QPushButton(_("Nächster →"))
        self.clear = QPushButton(_("Offen lassen"))
        for button, keys in ((self.back, "PgUp"), (self.forward, "PgDown"), (self.clear, "Del")):
            button.setAutoDefault(False)
            show_key(button, keys)
        self._build()
        self._wire()

    def _chip(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setCheckable(True)
        button.setAutoDefault(False)
        set_role(button, "chip")
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.installEventFilter(self)
        return button

    def _build(self) -> None:
        px = theme.current().px
        head, pair, strength, foot = (QHBoxLayout() for _row in range(4))
        head.addWidget(label(_("Was ist wichtiger, und wie viel?"), "strong", wrap=True), 1)
        head.addWidget(self.place)
        for button in self.sides:
            pair.addWidget(button, 1)
        for button in self.strengths:
            strength.addWidget(button, 1)
        for button in (self.back, self.forward, self.clear):
            foot.addWidget(button)
        foot.addStretch(1)
        scale = _("1 gleich · 3 etwas · 5 deutlich · 7 viel · 9 weit überlegen")
        keys = _("Tasten: ← → Seite · 1–9 bewertet und geht weiter · Entf löscht")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(head)
        column.addLayout(pair)
        column.addLayout(strength)
        column.addWidget(label(f"{scale}\n{keys}", "note", wrap=True))
        column.addLayout(foot)

    def _wire(self) -> None:
        self.setAccessibleName(_("Paarvergleich"))
        for right, button in enumerate(self.sides):
            button.clicked.connect(lambda _on=False, right=right: self._choose(bool(right)))
        for strength, button in enumerate(self.strengths, 1):
            button.clicked.connect(lambda _on=False, strength=strength: self._judge(strength))
        self.back.clicked.connect(lambda: self.stepped.emit(-1))
        self.forward.clicked.connect(lambda: self.stepped.emit(1))
        self.clear.clicked.connect(lambda: self.judged.emit(None))

    def show_pair(self, pair: PairLine) -> None:
        said = pair.judgement
        self._right = said is not None and said < 0
        self.place.setText(
            _("{n} von {total}").format(n=number(pair.place), total=number(pair.total))
        )
        for button, name in zip(self.sides, (pair.first, pair.second), strict=True):
            button.setText(_(name))
        for strength, button in enumerate(self.strengths, 1):
            button.setChecked(said is not None and abs(said) == strength)
            button.setAccessibleName(_("Stärke {n}").format(n=number(strength)))
        self.back.setEnabled(pair.place > 1)
        self.forward.setEnabled(pair.place < pair.total)
        self.clear.setEnabled(said is not None)
        self._show_side()

    def _show_side(self) -> None:
        for right, button in enumerate(self.sides):
            button.setChecked(bool(right) == self._right)

    def _choose(self, right: bool) -> None:
        """Turns an answer that was given; before one it only sets the side."""
        self._right = right
        self._show_side()
        given = [n for n, each in enumerate(self.strengths, 1) if each.isChecked()]
        if given and given[0] > 1:
            self.judged.emit(-given[0] if right else given[0])

    def _judge(self, strength: int) -> None:
        self.judged.emit(-strength if self._right and strength > 1 else strength)

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        digit = key - Qt.Key.Key_0
        if 1 <= digit <= _STRONGEST:
            self._judge(digit)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._right = key == Qt.Key.Key_Right
            self._show_side()
        elif key == Qt.Key.Key_Delete:
            self.judged.emit(None)
        else:
            return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._on_key(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the question also work with a button in focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        return super().eventFilter(watched, event)
