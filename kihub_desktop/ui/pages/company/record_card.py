"""A card with the records of one kind: listed, added, edited and deleted by keyboard or mouse."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from kihub_desktop.domain.phrases import Amount
from kihub_desktop.texts import _, number, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.icons import ToolButton
from kihub_desktop.ui.pages.company.kinds import new_title
from kihub_desktop.ui.pages.company.lists import look_of
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.data_table import DataTable

_NARROW = 600


class RecordCard(Card):
    """`kind` is the name of the kind in the log."""

    new_requested = Signal(str)  # kind
    edit_requested = Signal(str, object)  # kind, UUID
    delete_requested = Signal(str, object)
    ticked = Signal(str, object)  # kind, UUID: the space bar on a task
    duplicate_requested = Signal(str, object)

    def __init__(
        self, kind: str, *, wide: bool = False, flat: bool = False, parent: QWidget | None = None
    ) -> None:
        self._look = look_of(kind, wide=wide)
        super().__init__("" if flat else self._look.title, parent=parent)
        self.kind = kind
        self._flat = flat
        self._lines: Sequence[Any] = ()
        self._narrow = False
        self.add_button = ToolButton("plus", new_title(kind))
        show_key(self.add_button, "Ctrl+N")
        self.add_action(self.add_button)
        self.add_button.clicked.connect(lambda: self.new_requested.emit(self.kind))
        self.table = self._made_table()
        self.add(self.table)
        if flat:
            self.setProperty("role", "plain")
            self.set_margins(0, 0, 0)
        # Also from the buttons of the card, where the table itself has no focus.
        self._bind(QKeySequence(QKeySequence.StandardKey.New), self._ask_new)
        self._bind(QKeySequence("Ctrl+D"), self._ask_duplicate)

    def _bind(self, keys: QKeySequence, slot: Any) -> None:
        bound = QShortcut(keys, self)
        bound.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        bound.activated.connect(slot)

    def _ask_new(self) -> None:
        self.new_requested.emit(self.kind)

    def _ask_duplicate(self) -> None:
        row = self.table.current()
        if row is not None:
            self.duplicate_requested.emit(self.kind, row.id)

    def _made_table(self) -> DataTable[Any]:
        look = self._look
        columns = look.narrow if self._narrow and look.narrow else look.columns
        table: DataTable[Any] = DataTable(look.title, columns, key_of=_key, empty=look.empty())
        table.new_requested.connect(self._ask_new)
        table.opened.connect(lambda row: self.edit_requested.emit(self.kind, row.id))
        table.delete_requested.connect(lambda row: self.delete_requested.emit(self.kind, row.id))
        if self.kind == "task":
            tick = QShortcut(QKeySequence("Space"), table)
            tick.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            tick.activated.connect(self._tick)
        return table

    def _tick(self) -> None:
        row = self.table.current()
        if row is not None:
            self.ticked.emit(self.kind, row.id)

    def show_lines(self, lines: Sequence[Any]) -> None:
        """Shows the lines; the same lines again change nothing."""
        if lines == self._lines and bool(lines) == bool(self.table.model.rows):
            return
        self._lines = lines
        self._tell_count()
        self.table.show_rows(lines)

    def _tell_count(self) -> None:
        note = self._count() if self._lines else ""
        self.set_heading("" if self._flat else self._look.title, note)

    def _count(self) -> str:
        parts = [number(len(self._lines))]
        if self._look.sums is not None:
            total = sum((line.amount or Decimal(0) for line in self._lines), Decimal(0))
            parts += [self._look.sums(render(Amount(total, unit="€")))] if total else []
        if not self._narrow:
            parts.append(_("Enter bearbeitet, Strg+N legt an, Entf löscht"))
        return " · ".join(parts)

    def choose(self, record: UUID) -> None:
        """Makes a record current and gives its table the focus."""
        self.table.choose(record)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.current().px(_NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self._tell_count()
            if self._look.narrow:
                self._fold()

    def _fold(self) -> None:
        """Fewer columns in a narrow card; the row in hand stays in hand."""
        old, current = self.table, self.table.current()
        focused = old.view.hasFocus()
        self.table = self._made_table()
        self.add(self.table)
        self.body.removeWidget(old)
        old.hide()
        old.deleteLater()
        self.table.show_rows(self._lines)
        if current is not None:
            self.table.choose(current.id)
        if focused:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _key(line: Any) -> Hashable:
    identifier: UUID = line.id
    return identifier
