"""The chapters of the report line by line, each with what is missing and a way there."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kihub_desktop.texts import _, ngettext, number, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.report.state import ChapterLine, Jump
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.chip import StatusPill
from kihub_desktop.ui.widgets.labels import label, set_role

_NUMBER_WIDTH = 26


class ChapterList(Card):
    """Rebuilt only if a line has changed, so that a button in focus stays."""

    jump_chosen = Signal(object)  # Jump

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Was im Bericht steht"), parent=parent)
        self._shown: tuple[ChapterLine, ...] = ()
        self._waiting = label(_("Der Inhalt wird zusammengestellt …"), "muted", wrap=True)
        self._lines = QWidget()
        self._column = QVBoxLayout(self._lines)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.add(self._waiting)
        self.add(self._lines)

    def show_lines(self, lines: tuple[ChapterLine, ...] | None) -> None:
        """None: nothing is known yet."""
        self._waiting.setVisible(lines is None)
        self._lines.setVisible(lines is not None)
        if lines is None or lines == self._shown:
            return
        self._shown = lines
        self._clear()
        for place, line in enumerate(lines):
            if place:
                self._column.addWidget(_rule())
            self._column.addWidget(self._line(place, line))

    def jumps(self) -> list[QPushButton]:
        """The buttons that lead to what is missing, in their order."""
        return [each for each in self._lines.findChildren(QPushButton) if not each.isHidden()]

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()

    def _line(self, place: int, line: ChapterLine) -> QWidget:
        px = theme.current().px
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, px(8), 0, px(8))
        column.setSpacing(px(2))
        head = QHBoxLayout()
        head.setSpacing(px(10))
        numbered = label(number(place + 1), "muted")
        numbered.setFixedWidth(px(_NUMBER_WIDTH))
        head.addWidget(numbered, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(px(2))
        words.addWidget(label(render(line.title), "strong", wrap=True))
        words.addWidget(label(render(line.note), "note", wrap=True))
        head.addLayout(words, 1)
        head.addWidget(_pill(line), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        for jump in line.missing:
            column.addWidget(self._missing(jump))
        return part

    def _missing(self, jump: Jump) -> QWidget:
        px = theme.current().px
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(px(_NUMBER_WIDTH + 10), px(2), 0, 0)
        row.setSpacing(px(8))
        text = render(jump.text)
        words = label(text, wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        button = QPushButton(_("Ergänzen"))
        set_role(button, "link")
        button.setAccessibleName(_("Ergänzen: {what}").format(what=text))
        button.clicked.connect(lambda: self.jump_chosen.emit(jump))
        row.addWidget(words, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return part


def _pill(line: ChapterLine) -> StatusPill:
    count = len(line.missing)
    if not count:
        return StatusPill(_("vollständig"), Tone.GOOD)
    return StatusPill(ngettext("{n} Lücke", "{n} Lücken", count), Tone.WARN)


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("role", "rule")
    return rule
