"""„Beim letzten Mal noch nicht gespeichert“: each text with what is recorded, and three ways on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kihub_desktop.texts import _
from kihub_desktop.ui import theme
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.labels import label, set_role

_WIDTH, _TALLEST, _LONGEST = 680, 640, 400


@dataclass(frozen=True)
class UnsavedLine:
    """A field, what was typed into it, and what is recorded there ("" for nothing)."""

    label: str
    text: str
    now: str


@dataclass(frozen=True)
class Unsaved:
    """`take` gives a sentence if it could not be taken over; None: only copying is offered."""

    place: str
    lines: tuple[UnsavedLine, ...]
    copied: str
    take: Callable[[], str] | None
    give_up: Callable[[], None]


class RecoveryDialog(QDialog):
    """Whatever is not decided is offered again at the next start."""

    def __init__(self, unsaved: Sequence[Unsaved], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recoveryDialog")
        self.setWindowTitle(_("Noch nicht gespeichert"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.cards = tuple(UnsavedCard(each) for each in unsaved)
        self.take_all = QPushButton(_("Alle übernehmen"))
        self.later = QPushButton(_("Später"))
        self._build()
        for card in self.cards:
            card.decided = self._on_decided
        self.take_all.clicked.connect(self._take_all)
        self.later.clicked.connect(self.reject)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.activated.connect(self._take_all)

    def _build(self) -> None:
        px = theme.current().px
        set_role(self.take_all, "primary")
        self.take_all.setAutoDefault(False)
        self.later.setAutoDefault(False)
        show_key(self.take_all, "Ctrl+Return")
        show_key(self.later, "Esc")
        self.take_all.setVisible(any(card.take is not None for card in self.cards))
        inside = QWidget()
        inside.setObjectName("scrollBody")
        cards = QVBoxLayout(inside)
        cards.setContentsMargins(px(20), 0, px(20), px(4))
        cards.setSpacing(px(12))
        for card in self.cards:
            cards.addWidget(card)
        cards.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        heading = label(_("Beim letzten Mal noch nicht gespeichert"), "card-title", wrap=True)
        why = label(
            _(
                "Das Programm wurde beendet, während hier getippt wurde. Es ist nichts verloren: "
                "Übernehmen speichert den Text, und das lässt sich wie jede Änderung zurücknehmen."
            ),
            "muted",
            wrap=True,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(18), 0, px(16))
        column.setSpacing(px(10))
        for part in (heading, why):
            part.setContentsMargins(px(20), 0, px(20), 0)
            column.addWidget(part)
        column.addWidget(area, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(20), 0, px(20), 0)
        foot.setSpacing(px(10))
        foot.addStretch(1)
        foot.addWidget(self.later)
        foot.addWidget(self.take_all)
        column.addLayout(foot)

    def ask(self) -> None:
        """Opens beside the window, no larger than it."""
        look, parent = theme.current(), self.parentWidget()
        height = look.px(170) + sum(card.sizeHint().height() + look.px(12) for card in self.cards)
        height = min(height, look.px(_TALLEST))
        width = look.px(_WIDTH)
        if parent is not None:
            width = min(width, parent.window().width() - look.px(40))
            height = min(height, parent.window().height() - look.px(40))
        self.resize(width, height)
        self.open()
        first = self.cards[0].buttons[0] if self.cards else self.later
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_all(self) -> None:
        for card in self.cards:
            card.take_over()

    def _on_decided(self) -> None:
        if all(card.is_decided for card in self.cards):
            self.accept()


class UnsavedCard(Card):
    """One place; after the decision its texts can still be read and copied."""

    def __init__(self, unsaved: Unsaved) -> None:
        super().__init__(unsaved.place or _("Ohne Eintrag"))
        self._unsaved = unsaved
        self.is_decided = False
        self.decided: Callable[[], None] = lambda: None
        self.take = QPushButton(_("Übernehmen")) if unsaved.take is not None else None
        self.copy = QPushButton(_("Kopieren"))
        self.drop = QPushButton(_("Verwerfen"))
        self.buttons = [each for each in (self.take, self.copy, self.drop) if each is not None]
        self.outcome = label("", "note", wrap=True)
        for line in unsaved.lines:
            self._show_line(line)
        self._show_foot()

    def _show_line(self, line: UnsavedLine) -> None:
        self.add(label(line.label, "label"))
        shown = line.text if len(line.text) <= _LONGEST else line.text[:_LONGEST] + " …"
        typed = label(shown, "strong", wrap=True)
        typed.setTextFormat(Qt.TextFormat.PlainText)
        typed.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.add(typed)
        if line.now:
            now = label(_("gespeichert ist: {value}").format(value=line.now), "note", wrap=True)
            now.setTextFormat(Qt.TextFormat.PlainText)
            self.add(now)

    def _show_foot(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.current().px(8))
        row.addWidget(self.outcome, 1)
        for button in self.buttons:
            button.setAutoDefault(False)
            button.setAccessibleName(f"{button.text()}: {self._unsaved.place}")
            row.addWidget(button)
        self.body.addLayout(row)
        if self.take is not None:
            self.take.clicked.connect(self.take_over)
        else:
            self.outcome.setText(_("Der Eintrag dazu ist nicht zu finden; bitte kopieren."))
        self.copy.clicked.connect(self._copy)
        self.drop.clicked.connect(self._give_up)

    def take_over(self) -> None:
        if self._unsaved.take is None or self.is_decided:
            return
        problem = self._unsaved.take()
        self.outcome.setText(problem or _("Übernommen"))
        if not problem:
            self._end()

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._unsaved.copied)
        self.outcome.setText(_("Kopiert"))

    def _give_up(self) -> None:
        self._unsaved.give_up()
        self.outcome.setText(_("Verworfen"))
        self._end()

    def _end(self) -> None:
        self.is_decided = True
        for button in (self.take, self.drop):
            if button is not None:
                button.setEnabled(False)
        self.decided()
