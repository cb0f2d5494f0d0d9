"""The six anchored levels of a question, chosen by click, arrow keys or the digits 0 to 5."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kihub_desktop.texts import _
from kihub_desktop.ui import theme
from kihub_desktop.ui.widgets.card import CardButton
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.painting import BOLD, CENTRED, rounded, smooth


@dataclass(frozen=True)
class Level:
    """One anchor: its number, its name and what one sees there."""

    number: int
    title: str
    text: str


class _Badge(QWidget):
    """The number of the level in a small box."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = text
        self.chosen = False
        side = theme.current().px(28)
        self.setFixedSize(QSize(side, side))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = theme.current()
        painter = smooth(QPainter(self))
        fill = look.colour("primary" if self.chosen else "neutral_soft")
        rounded(painter, QRectF(self.rect()), look.px(6), fill)
        painter.setFont(look.font(weight=BOLD))
        painter.setPen(look.colour("on_primary" if self.chosen else "neutral_text"))
        painter.drawText(self.rect(), CENTRED, self.text)
        painter.end()


class LevelCard(CardButton):
    """One level; number, name, description."""

    def __init__(self, level: Level, parent: QWidget) -> None:
        super().__init__(level.title, parent)
        self.level = level
        self.setCheckable(True)
        self.setAccessibleName(f"{level.number}: {level.title}")
        self.setAccessibleDescription(level.text)
        self._badge = _Badge(str(level.number), self)
        px = theme.current().px
        words = QVBoxLayout()
        words.setSpacing(px(1))
        words.addWidget(label(level.title, "strong", wrap=True))
        if level.text:
            words.addWidget(label(level.text, "muted", wrap=True))
        row = QHBoxLayout(self)
        row.setSpacing(px(14))
        row.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        self._row = row
        self.set_dense(False)

    def set_dense(self, dense: bool) -> None:
        px = theme.current().px
        beside, above = px(14), px(4 if dense else 9)
        self._row.setContentsMargins(beside, above, beside, above)

    def mark(self, chosen: bool) -> None:
        self.setChecked(chosen)
        self._badge.chosen = chosen
        self._badge.update()


class LevelPicker(QWidget):
    """Emits what was chosen and changes nothing itself: the page shows the answer.

    The keys work while the focus is inside; a page may hand its own key events to `take_key`,
    so that the digits work from anywhere but a text field.
    """

    picked = Signal(int)
    not_relevant_requested = Signal()
    confirmed = Signal()
    evidence_requested = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.picked)
        self._cards: dict[int, LevelCard] = {}
        self._dense = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(8))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_levels(self, levels: Sequence[Level]) -> None:
        """The levels of the next question, none chosen; the focus stays where it was."""
        had_focus = any(card.hasFocus() for card in self._cards.values())
        for card in self._cards.values():
            self._group.removeButton(card)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = {level.number: LevelCard(level, self) for level in levels}
        for number, card in self._cards.items():
            self._group.addButton(card, number)
            card.set_dense(self._dense)
            self._column.addWidget(card)
        for first in list(self._cards.values())[:1]:
            self.setFocusProxy(first)
            if had_focus:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_dense(self, dense: bool) -> None:
        """Less air in and between the levels, so that a low window shows all of them."""
        if dense == self._dense:
            return
        self._dense = dense
        self._column.setSpacing(theme.current().px(4 if dense else 8))
        for card in self._cards.values():
            card.set_dense(dense)

    def show_choice(self, number: int | None) -> None:
        """Marks the answered level; None marks none."""
        self._group.setExclusive(False)
        for known, card in self._cards.items():
            card.mark(known == number)
        self._group.setExclusive(True)
        if number in self._cards:
            self.setFocusProxy(self._cards[number])

    def choice(self) -> int | None:
        return next((n for n, card in self._cards.items() if card.isChecked()), None)

    def card(self, number: int) -> LevelCard:
        return self._cards[number]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.take_key(event):
            super().keyPressEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """0 to 5 answer, N is not relevant, Enter goes on, B asks for evidence."""
        plain = Qt.KeyboardModifier.NoModifier | Qt.KeyboardModifier.KeypadModifier
        if event.modifiers() & ~plain:
            return False
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.confirmed.emit()
            return True
        return self._take_letter(event.text().lower())

    def _take_letter(self, letter: str) -> bool:
        if letter.isdecimal() and int(letter) in self._cards:
            self._cards[int(letter)].click()
        elif letter == _("n"):
            self.not_relevant_requested.emit()
        elif letter == _("b"):
            self.evidence_requested.emit()
        else:
            return False
        return True
