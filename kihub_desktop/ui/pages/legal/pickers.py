"""The controls that answer a question: segments, a drop-down, ticks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.legal.state import AnswerChoice, AnswerForm, AnswerLine
from kihub_desktop.ui.theme import NOTE
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.flag_picker import SegmentPicker
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.painting import CENTRED, SEMIBOLD, focus_ring, rounded, smooth

_LISTED = 9  # of more answers one is chosen from a drop-down
_SIGN = ","
_DIGITS = 10
_WRAPPED = int(Qt.AlignmentFlag.AlignVCenter.value) | int(Qt.TextFlag.TextWordWrap.value)
_ANY_HEIGHT = 10_000


def grows_down(part: QWidget) -> None:
    """Lets a widget take its height from its width."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    part.setSizePolicy(policy)


class TickChip(QAbstractButton):
    """An answer that can be ticked; a long one breaks into lines."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        grows_down(self)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        px = theme.current().px
        room = QRect(0, 0, max(1, width - self._sides()), _ANY_HEIGHT)
        tall = QFontMetrics(self._font()).boundingRect(room, _WRAPPED, self.text()).height()
        return max(px(32), tall + px(12))

    def sizeHint(self) -> QSize:
        # As wide as the bold text, so that ticking moves nothing.
        width = QFontMetrics(self._font()).horizontalAdvance(self.text()) + self._sides() + 2
        return QSize(width, theme.current().px(32))

    def minimumSizeHint(self) -> QSize:
        px = theme.current().px
        return QSize(min(self.sizeHint().width(), px(120)), px(32))

    def _sides(self) -> int:
        return theme.current().px(40)

    def _font(self) -> QFont:
        return theme.current().font(NOTE, weight=SEMIBOLD)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = smooth(QPainter(self))
        area = QRectF(self.rect())
        on = self.isChecked()
        fill = "primary_soft" if on else "hover" if self.underMouse() else "card"
        line = "primary" if on else "field_border"
        rounded(painter, area, look.px(7), look.colour(fill), look.colour(line))
        painter.setPen(look.colour("primary_text" if on else "ink"))
        painter.setFont(self._font() if on else look.font(NOTE))
        inner = self.rect().adjusted(look.px(28), 0, -look.px(10), 0)
        painter.drawText(inner, _WRAPPED, self.text())
        if on:
            mark = QRect(look.px(8), 0, look.px(16), self.height())
            painter.drawText(mark, CENTRED, "✓")
        else:
            side = look.px(12)
            box = QRectF(look.px(10), (self.height() - side) / 2, side, side)
            rounded(painter, box, look.px(3), look.colour("card"), look.colour("field_border"))
        if self.hasFocus():
            focus_ring(painter, area, look.px(7), look.colour("primary"))
        painter.end()


class TickPicker(QWidget):
    """Answers in lines: one of them, or several; digits tick them too.

    One that stands alone takes the others out.
    """

    picked = Signal(str)  # the keys with commas between them

    def __init__(self, name: str, choices: tuple[AnswerChoice, ...], *, single: bool) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._choices, self._single = choices, single
        self._row = FlowRow(gap=6)
        self._chips: dict[str, TickChip] = {}
        for number, each in enumerate(choices, 1):
            chip = self._chips[each.key] = TickChip(render(each.word))
            chip.setAccessibleName(f"{name}: {render(each.word)}")
            chip.setToolTip("0" if each.alone else str(number) if number < _DIGITS else "")
            chip.clicked.connect(lambda _on=False, key=each.key: self._on_clicked(key))
            self._row.add(chip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._row)
        grows_down(self)
        self.setFocusProxy(next(iter(self._chips.values())))

    def choose(self, keys: str) -> None:
        """Shows what is chosen without telling anybody."""
        chosen = set(keys.split(_SIGN))
        for key, chip in self._chips.items():
            chip.setChecked(key in chosen)

    def buttons(self) -> list[QAbstractButton]:
        return list(self._chips.values())

    def tick(self, digit: str) -> bool:
        """Ticks by number, 0 the one that stands alone; False if no answer has it."""
        alone = [place for place, each in enumerate(self._choices) if each.alone]
        place = int(digit) - 1 if digit.isdecimal() else -1
        if digit == "0" and alone:
            place = alone[0]
        if not (0 <= place < min(len(self._chips), _DIGITS - 1) or place in alone):
            return False
        self.buttons()[place].click()
        return True

    def _on_clicked(self, key: str) -> None:
        chosen = {name for name, chip in self._chips.items() if chip.isChecked()}
        alone = {each.key for each in self._choices if each.alone}
        if self._single:
            chosen &= {key}
        elif key in chosen:
            chosen = {key} if key in alone else chosen - alone
        self.picked.emit(_SIGN.join(name for name in self._chips if name in chosen))


class AnswerBox(ChoiceBox):
    """Tells an answer when it is chosen, and what was typed when the field is left."""

    picked = Signal(str)
    _shown = ""

    def __init__(self, options: tuple[Option, ...]) -> None:
        super().__init__(options)
        self.activated.connect(lambda _index: self.settle())

    def choose(self, key: str) -> None:
        self._shown = key
        super().choose(key)

    def settle(self) -> None:
        """Tells what is chosen if it differs from what was shown."""
        if self.key() != self._shown:
            self._shown = self.key()
            self.picked.emit(self._shown)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.settle()


def picker_of(
    line: AnswerLine, pick: Callable[[str], None]
) -> SegmentPicker | AnswerBox | TickPicker | None:
    """The control of a question; None for one that is answered elsewhere."""
    if line.form is AnswerForm.ELSEWHERE:
        return None
    many = len(line.choices) > _LISTED
    if line.form is AnswerForm.SEVERAL or (line.form is AnswerForm.ONE_OF and not many):
        single = line.form is AnswerForm.ONE_OF
        ticks = TickPicker(render(line.text), line.choices, single=single)
        ticks.picked.connect(pick)
        return ticks
    options = tuple(Option(each.key, render(each.word)) for each in line.choices)
    if many:
        return _box(line, options, pick)
    segments = SegmentPicker(render(line.text), options)
    segments.picked.connect(pick)
    for button, each in zip(segments.buttons(), line.choices, strict=True):
        button.setToolTip(render(each.letter).upper())
    return segments


def _box(line: AnswerLine, options: tuple[Option, ...], pick: Callable[[str], None]) -> AnswerBox:
    box = AnswerBox(options)
    box.setAccessibleName(render(line.text))
    box.setPlaceholderText(_("bitte wählen"))
    box.setFixedWidth(theme.current().px(250))
    box.picked.connect(pick)
    return box
