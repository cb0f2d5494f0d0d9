"""The search field and the results below it, by group, with the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from kihub_desktop.texts import _
from kihub_desktop.ui import theme
from kihub_desktop.ui.icons import icon
from kihub_desktop.ui.shortcuts import shown_keys
from kihub_desktop.ui.widgets.labels import label
from kihub_desktop.ui.widgets.search_delegate import KEY_ROLE, NOTE_ROLE, ResultDelegate

_WAIT_MS = 60
_MAX_LINES = 14
_WIDTH = 640


@dataclass(frozen=True)
class SearchResult:
    key: str
    title: str
    note: str = ""
    keys: str = ""


@dataclass(frozen=True)
class SearchGroup:
    title: str
    results: tuple[SearchResult, ...]


class SearchBox(QLineEdit):
    """Emits what is searched for and what was chosen; the window brings the results."""

    query_changed = Signal(str)
    result_chosen = Signal(str)  # key of the result

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        keys = shown_keys("Ctrl+K")
        self.setPlaceholderText(_("Suchen … {keys}").format(keys=keys))
        self.setAccessibleName(_("Alles durchsuchen"))
        self.setToolTip(
            _("Unternehmen, Personen, Prozesse, Anwendungsfälle, Befehle ({keys})").format(
                keys=keys
            )
        )
        self.setClearButtonEnabled(True)
        self._sign = self.addAction(icon("search", "muted"), self.ActionPosition.LeadingPosition)
        self._recent_asked = False
        self._awaited = False  # the results on screen belong to an earlier query
        self._enter_waits = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._ask)
        self.textEdited.connect(self._on_edited)
        self.results = ResultList(self)
        self.results.view.clicked.connect(lambda index: self._choose(index.row()))

    def show_results(self, groups: Sequence[SearchGroup], *, complete: bool = True) -> None:
        """Shows what was found; nothing found is said too, and that some may still be missing.

        Without a query only what was asked for by `ask_recent` is shown.
        """
        if not self.text().strip() and not (self._recent_asked and any(g.results for g in groups)):
            self.results.hide()
            return
        self.results.show_groups(groups, complete=complete)
        self._awaited = False
        if self._enter_waits:
            self._choose(self.results.current_row())
        else:
            self._place()

    def ask_recent(self) -> None:
        """Asks for what was worked on last, while nothing is typed."""
        if not self.text().strip():
            self._recent_asked = True
            self.query_changed.emit("")

    def _place(self) -> None:
        room = self.mapTo(self.window(), QPoint(self.width(), 0)).x() - 8
        width = max(self.width(), min(theme.current().px(_WIDTH), room))
        corner = self.mapTo(self.window(), QPoint(self.width() - width, self.height() + 4))
        self.results.setParent(self.window())
        height = min(self.results.wanted_height(), self.window().height() - corner.y() - 12)
        self.results.setGeometry(max(4, corner.x()), corner.y(), width, height)
        self.results.show()
        self.results.raise_()

    def _ask(self) -> None:
        self._wait.stop()
        self.query_changed.emit(self.text().strip())

    def _on_edited(self, text: str) -> None:
        self._enter_waits = False
        self._awaited = bool(text.strip())
        if text.strip():
            self._wait.start()
        else:
            self._wait.stop()
            self.results.hide()
            self.ask_recent()

    def _choose(self, row: int) -> None:
        key = self.results.key(row)
        if key:
            self.close_results()
            self.result_chosen.emit(key)

    def close_results(self) -> None:
        self._wait.stop()
        self._recent_asked = self._awaited = self._enter_waits = False
        self.results.hide()
        self.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = self.results.isVisible()
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.close_results()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and shown:
            self.results.walk(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._awaited:
            # Whoever types a name and Enter in one go means what that name finds.
            self._enter_waits = True
            self._ask()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and shown:
            self._choose(self.results.current_row())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._recent_asked = False
            self.results.hide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_sign"):
            self._sign.setIcon(icon("search", "muted"))

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(250), super().sizeHint().height())


class ResultList(QFrame):
    """The results, laid over the window; the focus stays in the search field."""

    def __init__(self, box: QWidget) -> None:
        super().__init__(box)
        self.setProperty("role", "popup")
        self.hide()
        px = theme.current().px
        self._model = QStandardItemModel(self)
        self.view = QListView()
        self.view.setModel(self._model)
        self.view.setItemDelegate(ResultDelegate(self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setAccessibleName(_("Suchergebnisse"))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = label(_("Nichts gefunden. Zwei Buchstaben genügen."), "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(6), px(6), px(6), px(6))
        column.addWidget(self._nothing)
        column.addWidget(self.view)
        self._unfinished = label(
            _("Das Verzeichnis wird noch aufgebaut; es kann etwas fehlen."), "muted", wrap=True
        )
        self._unfinished.hide()
        column.addWidget(self._unfinished)
        box.destroyed.connect(self._on_box_gone)

    def _on_box_gone(self, _gone: QObject) -> None:
        self.deleteLater()

    def show_groups(self, groups: Sequence[SearchGroup], *, complete: bool = True) -> None:
        self._model.clear()
        self._unfinished.setVisible(not complete)
        for group in groups:
            if not group.results:
                continue
            self._model.appendRow(_heading(group.title))
            for result in group.results:
                self._model.appendRow(_line(result))
        found = self._model.rowCount() > 0
        self._nothing.setVisible(not found)
        self.view.setVisible(found)
        self.walk(1)

    def wanted_height(self) -> int:
        px = theme.current().px
        lines = min(_MAX_LINES, self._model.rowCount())
        height = sum(self.view.sizeHintForRow(row) for row in range(lines))
        told = px(30) if not self._unfinished.isHidden() else 0
        return (height + px(18) if lines else px(52)) + told

    def current_row(self) -> int:
        return self.view.currentIndex().row()

    def key(self, row: int) -> str:
        return str(self._model.index(row, 0).data(KEY_ROLE) or "") if row >= 0 else ""

    def walk(self, step: int) -> None:
        """To the next result in this direction, over the headings."""
        row = self.current_row() + step
        while 0 <= row < self._model.rowCount():
            if self.key(row):
                self.view.setCurrentIndex(self._model.index(row, 0))
                return
            row += step


def _heading(title: str) -> QStandardItem:
    item = QStandardItem(title)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


def _line(result: SearchResult) -> QStandardItem:
    item = QStandardItem(result.title)
    item.setData(result.key, KEY_ROLE)
    note = shown_keys(result.keys) if result.keys else result.note
    item.setData(note, NOTE_ROLE)
    said = " · ".join(part for part in (result.title, note) if part)
    item.setToolTip(said)
    item.setData(said, Qt.ItemDataRole.AccessibleTextRole)
    return item
