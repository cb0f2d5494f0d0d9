"""Shows one conflict after the other, its versions side by side."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kihub_desktop.texts import _, number, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.sync.state import ConflictState
from kihub_desktop.ui.pages.sync.version_tile import BeforeTile, ChoiceButton, VersionTile
from kihub_desktop.ui.shortcuts import show_key, shown_keys
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.labels import label, set_role
from kihub_desktop.ui.widgets.painting import focus_ring, smooth
from kihub_desktop.ui.widgets.tile_grid import TileGrid

_NARROWEST_TILE = 240
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ConflictCard(Card):
    """A digit chooses a version, the arrow keys lead to the next conflict."""

    kept = Signal(int)  # place of the version, from 0
    stepped = Signal(int)  # 1: next, -1: previous
    record_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("conflictCard")
        self._shown: tuple[ConflictState, date] | None = None
        self.versions: list[VersionTile] = []
        self.before: BeforeTile | None = None
        self.previous = self._step(_("← Voriger"), "Left", -1)
        self.next = self._step(_("Nächster →"), "Right", 1)
        self.open = ChoiceButton(_("Beide ansehen …"))
        self.open.setToolTip(_("Öffnet den Eintrag; dort lässt sich auch ein neuer Wert eintragen"))
        self.open.clicked.connect(self.record_requested)
        set_role(self.open, "link")
        self._field = label("", "strong", wrap=True)
        self._grid = TileGrid(_NARROWEST_TILE)
        self._keys = label("", "note", wrap=True)
        self._foot = self._row(self._keys, self.open, self.previous, self.next)
        self._empty = EmptyState(
            _("Ändern zwei Personen dasselbe Feld, stehen hier beide Fassungen nebeneinander."),
        )
        for part in (self._field, self._grid, self._foot, self._empty):
            self.add(part)
        self._show_parts(None)

    def _row(self, words: QWidget, *buttons: QWidget) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.current().px(4))
        line.addWidget(words, 1)
        for button in buttons:
            line.addWidget(button)
        return row

    def _step(self, text: str, key: str, distance: int) -> ChoiceButton:
        button = ChoiceButton(text)
        set_role(button, "link")
        show_key(button, key)
        button.clicked.connect(lambda: self.stepped.emit(distance))
        return button

    def show_conflict(self, conflict: ConflictState | None, today: date) -> None:
        """Shows a conflict, or that there is none."""
        shown = None if conflict is None else (conflict, today)
        if shown == self._shown:
            return
        self._shown = shown
        had_focus = self.hasFocus() or self._holds_focus()
        self._clear()
        self._show_parts(conflict)
        if conflict is not None:
            self._show_versions(conflict, today)
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _holds_focus(self) -> bool:
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _clear(self) -> None:
        self._grid.clear()
        self.versions, self.before = [], None

    def _show_parts(self, conflict: ConflictState | None) -> None:
        known = conflict is not None
        for part in (self._grid, self._foot):
            part.setVisible(known)
        self._empty.setVisible(not known)
        # A card without a conflict is only read; a tab stop there would lead to nothing.
        focus = Qt.FocusPolicy.StrongFocus if known else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(focus)
        several = conflict is not None and conflict.total > 1
        for button in (self.previous, self.next):
            button.setVisible(several)
        field = "" if conflict is None else render(conflict.field)
        self._field.setText(field)
        self._field.setVisible(bool(field))
        if conflict is None:
            self.set_heading(_("Keine widersprüchlichen Angaben"))
            return
        place = _("{place} von {total}").format(
            place=number(conflict.place), total=number(conflict.total)
        )
        self.set_heading(render(conflict.title), f"{place} · {render(conflict.subject)}")
        self._keys.setText(_keys_text(len(conflict.versions), several=several))

    def _show_versions(self, conflict: ConflictState, today: date) -> None:
        field = render(conflict.field) or render(conflict.title)
        for place, version in enumerate(conflict.versions):
            tile = VersionTile(version, place + 1, field, today)
            tile.button.clicked.connect(lambda _on=False, place=place: self.kept.emit(place))
            self.versions.append(tile)
            self._grid.add(tile)
        self._order_tabs()
        if conflict.has_before:
            self.before = BeforeTile(conflict.before, field, today, len(self.versions))
            self._grid.add(self.before)
        self.setAccessibleDescription(
            ", ".join(f"{tile.button.accessibleDescription()}" for tile in self.versions)
        )

    def _order_tabs(self) -> None:
        """New widgets stand last in the order of the Tab key; these stand where they are seen."""
        seen = [self, *(tile.button for tile in self.versions), self.open]
        for earlier, later in pairwise(seen):
            QWidget.setTabOrder(earlier, later)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        digit = int(event.text()) if event.text() in "123456789" and event.text() else 0
        if 0 < digit <= len(self.versions):
            self.kept.emit(digit - 1)
        elif self._shown is not None and key in _STEPS:
            self.stepped.emit(_STEPS[key])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            look = theme.current()
            painter = smooth(QPainter(self))
            focus_ring(painter, QRectF(self.rect()), look.px(9), look.colour("primary"))
            painter.end()


def _keys_text(versions: int, *, several: bool) -> str:
    digits = ", ".join(str(place + 1) for place in range(min(9, versions)))
    parts = [_("Taste {digits} wählt die Fassung").format(digits=digits)]
    if several:
        parts.append(_("← → zeigt den nächsten Widerspruch"))
    parts.append(_("{key} bringt den vorigen Wert zurück").format(key=shown_keys("Ctrl+Z")))
    return " · ".join(parts)
