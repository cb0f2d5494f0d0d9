"""Says that a process or pain point says something else by now, and asks what to do."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kihub_desktop.services.cash_bases import BasisChange
from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.widgets.labels import label


class BasisStrip(QWidget):
    adopted = Signal(object)  # UUID of the line
    kept = Signal(object)  # UUID of the line

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.current().px(6))
        self._shown: tuple[BasisChange, ...] = ()
        self._rows: list[QWidget] = []
        self.hide()

    def show_changes(self, changes: Sequence[BasisChange]) -> None:
        if tuple(changes) == self._shown:
            return
        self._shown = tuple(changes)
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(each) for each in changes]
        for row in self._rows:
            self._column.addWidget(row)
        self.setVisible(bool(changes))

    def _row(self, change: BasisChange) -> QWidget:
        row = QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        said = _("{origin} sagt jetzt {now} statt {before}. In „{line}“ übernehmen?").format(
            line=change.label,
            origin=render(change.basis.origin),
            now=render(change.basis.amounts),
            before=render(change.before),
        )
        inside.addWidget(label(said, "", wrap=True), 1)
        for text, hint, signal in (
            (
                _("Übernehmen"),
                _("Menge und Preis im gleichen Verhältnis umrechnen"),
                self.adopted,
            ),
            (_("So lassen"), _("Die Zahlen der Zeile bleiben"), self.kept),
        ):
            button = QPushButton(text)
            button.setAccessibleName(f"{text}: {change.label}")
            button.setToolTip(hint)
            button.clicked.connect(partial(signal.emit, change.line))
            inside.addWidget(button)
        return row
