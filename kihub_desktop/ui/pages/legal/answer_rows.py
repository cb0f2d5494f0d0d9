"""Questions with their answers side by side: one key answers and goes on to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QVBoxLayout, QWidget

from kihub_desktop.texts import render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.legal.pickers import AnswerBox, TickPicker, grows_down, picker_of
from kihub_desktop.ui.pages.legal.state import AnswerGroup, AnswerLine
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.chip import StatusPill
from kihub_desktop.ui.widgets.flag_picker import SegmentPicker
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.link_line import LinkLine

_STACK_BELOW = 520
_PLAIN = Qt.KeyboardModifier.NoModifier | Qt.KeyboardModifier.KeypadModifier


class AnswerRow(QWidget):
    """The question at the left, its answers at the right; in a narrow place below it."""

    picked = Signal(str, str)  # question, answer; "" takes it back
    address_chosen = Signal(str)

    def __init__(self, line: AnswerLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        px = theme.current().px
        self.text = label(render(line.text), "strong", wrap=True)
        self.note = label("", "note", wrap=True)
        self.taken = LinkLine("")
        self.warning = label("", "problem", wrap=True)
        self.mark = StatusPill()
        self.marks = FlowRow()
        self.marks.add(self.mark)
        self.picker = picker_of(line, self.pick)
        words = QWidget()
        grows_down(words)
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(1))
        for part in (self.text, self.note, self.taken, self.warning, self.marks):
            column.addWidget(part)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(0, px(9), 0, px(9))
        self._across.addWidget(words, 1)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if isinstance(self.picker, TickPicker):
            self._across.addWidget(self.picker)
        elif self.picker is not None:
            self._across.addWidget(self.picker, 0, middle)
        grows_down(self)
        self._arrange()
        self.taken.clicked.connect(self._on_taken)

    def show_line(self, line: AnswerLine) -> None:
        self.line = line
        if self.picker is not None:
            self.picker.choose(line.value)
        self.text.setText(render(line.text))
        _show(self.note, render(line.note))
        _show(self.warning, render(line.warning) if line.warning else "")
        self.taken.setVisible(line.taken is not None)
        if line.taken is not None:
            self.taken.setText(render(line.taken.text))
            self.taken.setAccessibleName(render(line.taken.text))
        self.marks.setVisible(line.mark is not None)
        if line.mark is not None:
            self.mark.show_status(render(line.mark), Tone.NOTE)

    def _on_taken(self) -> None:
        if self.line.taken is not None:
            self.address_chosen.emit(self.line.taken.address)

    def pick(self, answer: str) -> None:
        """Tells what was picked; the own answer once more takes it back."""
        again = self.line.is_own and answer == self.line.value
        self.picked.emit(self.line.key, "" if again else answer)

    def pick_letter(self, letter: str) -> bool:
        """Answers by the key of an answer; False if none has it."""
        for each in self.line.choices:
            if letter and letter == render(each.letter):
                self.pick(each.key)
                return True
        return False

    def stops(self) -> list[QWidget]:
        """Where the keyboard stops in this row."""
        if isinstance(self.picker, TickPicker | SegmentPicker):
            return list(self.picker.buttons())
        return [self.picker or self.taken]

    def lead(self) -> None:
        (self.picker or self.taken).setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < theme.current().px(_STACK_BELOW)
        below = narrow or isinstance(self.picker, TickPicker)
        wanted = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        self._across.setDirection(wanted)
        self._across.setSpacing(theme.current().px(6 if below else 14))


def _show(part: QLabel, text: str) -> None:
    part.setVisible(bool(text))
    part.setText(text)


class AnswerRows(QWidget):
    """Groups of questions; emits what was answered and changes nothing itself."""

    picked = Signal(str, str)
    address_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, AnswerRow] = {}
        self._notes: dict[str, QLabel] = {}
        self._shape: tuple[object, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        grows_down(self)

    def show_groups(self, groups: Sequence[AnswerGroup]) -> None:
        """Builds what is new, keeps what is known, so that the focus stays where it is."""
        shape = tuple((group.key, tuple(map(_shape, group.lines))) for group in groups)
        if shape != self._shape:
            self._shape = shape
            self._build(groups)
        for group in groups:
            for line in group.lines:
                self.rows[line.key].show_line(line)
            heading = self._notes.get(group.key)
            if heading is not None:
                heading.setText(render(group.note))

    def _build(self, groups: Sequence[AnswerGroup]) -> None:
        wanted = {line.key: line for group in groups for line in group.lines}
        known = self.rows
        self.rows = {}
        self._clear(keep={key for key, row in known.items() if _fits(row, wanted.get(key))})
        for number, group in enumerate(groups):
            self._add_heading(group, first=number == 0)
            for place, line in enumerate(group.lines):
                if place:
                    self._column.addWidget(_rule())
                row = known.get(line.key)
                row = row if row is not None and _fits(row, line) else self._row(line)
                self.rows[line.key] = row
                self._column.addWidget(row)
                row.show()

    def _clear(self, keep: set[str]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is None or (isinstance(widget, AnswerRow) and widget.line.key in keep):
                continue
            widget.hide()
            widget.deleteLater()
        self._notes.clear()

    def _add_heading(self, group: AnswerGroup, *, first: bool) -> None:
        name = render(group.name)
        if not name:
            return
        heading = FlowRow(gap=10)
        heading.setContentsMargins(0, theme.current().px(0 if first else 14), 0, 0)
        heading.add(label(name.upper(), "overline"))
        note = label(render(group.note), "note")
        heading.add(note)
        self._notes[group.key] = note
        self._column.addWidget(heading)

    def _row(self, line: AnswerLine) -> AnswerRow:
        row = AnswerRow(line, self)
        row.picked.connect(self.picked)
        row.address_chosen.connect(self.address_chosen)
        for stop in row.stops():
            stop.installEventFilter(self)
        return row

    # -- keys ------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row = next((each for each in self._shown() if watched in each.stops()), None)
            if row is not None and self._take_key(row, event):
                return True
        return super().eventFilter(watched, event)

    def _take_key(self, row: AnswerRow, event: QKeyEvent) -> bool:
        key, chooses = row.line.key, isinstance(row.picker, AnswerBox)
        if event.modifiers() & ~_PLAIN:
            return False
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.step(key, 1)  # what was typed into a drop-down is told when it is left
        elif event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down} and not chooses:
            self.step(key, 1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}:
            if row.line.is_own:
                row.picked.emit(key, "")
        elif isinstance(row.picker, TickPicker):
            return row.picker.tick(event.text())
        else:
            return not chooses and self._take_letter(row, event.text().lower())
        return True

    def _take_letter(self, row: AnswerRow, letter: str) -> bool:
        key, following = row.line.key, self._neighbour(row.line.key, 1)
        if not row.pick_letter(letter):
            return False
        self._go_on(key, following)
        return True

    def _go_on(self, key: str, following: str) -> None:
        """On to the question that follows now: answers may have added or removed some."""
        follower = self._neighbour(key, 1) if key in self.rows else following
        if follower in self.rows:
            self.rows[follower].lead()

    def step(self, key: str, by: int) -> None:
        """Focus to the neighbour of a question."""
        neighbour = self._neighbour(key, by)
        if neighbour:
            self.rows[neighbour].lead()

    def _neighbour(self, key: str, by: int) -> str:
        order = list(self.rows)
        place = order.index(key) + by
        return order[place] if 0 <= place < len(order) else ""

    def _shown(self) -> Iterator[AnswerRow]:
        yield from self.rows.values()


def _shape(line: AnswerLine) -> tuple[object, ...]:
    return line.key, line.choices


def _fits(row: AnswerRow, line: AnswerLine | None) -> bool:
    return line is not None and row.line.choices == line.choices


def _rule() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.NoFrame)
    line.setFixedHeight(1)
    line.setProperty("role", "rule")
    return line
