"""A figure with its label and a note; a click asks where it comes from."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kihub_desktop.texts import _
from kihub_desktop.ui import theme
from kihub_desktop.ui.widgets.card import CardButton
from kihub_desktop.ui.widgets.labels import ElidedLabel, label


class StatTile(CardButton):
    """Label above, big value, note below (`clicked` opens the parts)."""

    def __init__(
        self, title: str, value: str = "", note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent)
        self._title = ElidedLabel(title, "note")
        self._value = ElidedLabel(value, "figure")
        self._note = label(note, "note", wrap=True)
        px = theme.current().px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(10), px(16), px(12))
        column.setSpacing(px(1))
        for part in (self._title, self._value, self._note):
            column.addWidget(part)
        column.addStretch(1)
        self.show_figure(value, note)

    def show_figure(self, value: str, note: str = "") -> None:
        self._value.setText(value)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        parts = (f"{self.text()}: {value}", note)
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.setAccessibleDescription(_("Woher kommt das? Klick zeigt die Teile."))

    def value(self) -> str:
        return self._value.text()
