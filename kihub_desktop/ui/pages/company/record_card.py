"""A card with the records of one kind, edited in their cells or in a dialog."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from kihub_desktop.domain.phrases import Amount
from kihub_desktop.texts import _, number, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.icons import ToolButton
from kihub_desktop.ui.pages.company.grid_parts import Links, total_cost
from kihub_desktop.ui.pages.company.grids import look_of
from kihub_desktop.ui.pages.company.kinds import new_title
from kihub_desktop.ui.record_grid_wiring import connect_grid
from kihub_desktop.ui.record_rows import RecordRows
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.record_grid import RecordGrid

_NARROW = 600


class RecordCard(Card):
    """`kind` is the name of the kind in the log."""

    new_requested = Signal(str)  # kind
    edit_requested = Signal(str, object, str)  # kind, UUID, field
    history_requested = Signal(str, object, str)  # kind, UUID, field
    ticked = Signal(str, object)  # kind, UUID: the space bar on a task
    decision_requested = Signal(str)

    def __init__(
        self,
        kind: str,
        links: Links,
        *,
        wide: bool = False,
        flat: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        look = look_of(kind, links, wide=wide)
        self._heading = "" if flat else look.spec.title
        super().__init__(self._heading, parent=parent)
        self.kind = kind
        self.rows: RecordRows | None = None
        self._version = -1
        self.add_button = ToolButton("plus", new_title(kind))
        show_key(self.add_button, "Ctrl+N")
        self.add_action(self.add_button)
        empty = EmptyState(look.purpose, action=look.action, example=look.example)
        self.grid = RecordGrid(look.spec, empty=empty)
        self.add(self.grid)
        if flat:
            self.setProperty("role", "plain")
            self.set_margins(0, 0, 0)
        self._wire()

    def _wire(self) -> None:
        self.add_button.clicked.connect(self.grid.begin_new)
        self.grid.open_requested.connect(self._open)
        self.grid.history_requested.connect(
            lambda key, name: self.history_requested.emit(self.kind, key, name)
        )
        self.grid.decision_requested.connect(lambda _key, name: self.decision_requested.emit(name))
        # Also from the buttons of the card, where the grid itself has no focus.
        self._bind(QKeySequence(QKeySequence.StandardKey.New), self, self.grid.begin_new)
        if self.kind == "task":
            self._bind(QKeySequence("Space"), self.grid, self._tick)

    def _bind(self, keys: QKeySequence, where: QWidget, slot: Any) -> None:
        bound = QShortcut(keys, where)
        bound.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        bound.activated.connect(slot)

    def work_with(self, rows: RecordRows) -> None:
        """Connects the grid with what decides for it; called once."""
        self.rows = rows
        connect_grid(self.grid, rows)

    def show_version(self, version: int) -> None:
        """Reads and shows the list if it is another one than last time."""
        if self.rows is not None and version != self._version:
            self._version = version
            self.rows.refresh()
            self._tell_count()

    def choose(self, record: UUID) -> None:
        """Makes a record current and gives its list the focus."""
        self.grid.choose(record)

    def names(self) -> tuple[str, ...]:
        """What the records are called, in the order shown."""
        return tuple(row.label for row in self.grid.model.rows if row.record is not None)

    def _open(self, key: UUID, name: str) -> None:
        if key == self.grid.model.state.new.key:
            self.new_requested.emit(self.kind)
        else:
            self.edit_requested.emit(self.kind, key, name)

    def _tick(self) -> None:
        current = self.grid.current()
        if current is not None:
            self.ticked.emit(self.kind, current[0])

    def _tell_count(self) -> None:
        records = [row.record for row in self.grid.model.state.rows]
        parts = [number(len(records))] if records else []
        if self.kind == "pain_point":
            total = total_cost(records)
            amount = render(Amount(total, unit="€"))
            parts += [_("zusammen {amount} im Jahr").format(amount=amount)] if total else []
        if records and self.width() >= theme.current().px(_NARROW):
            parts.append(_("tippen ändert, Strg+Enter öffnet, Strg+N legt an"))
        self.set_heading(self._heading, " · ".join(parts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = theme.current().px(_NARROW)
        if (event.oldSize().width() < wide) != (self.width() < wide):
            self._tell_count()
