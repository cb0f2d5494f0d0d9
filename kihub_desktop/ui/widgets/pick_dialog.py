"""A dialog to pick several entries of a grouped list, by keyboard alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kihub_desktop.texts import _, number
from kihub_desktop.ui import theme
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.theme import LABEL
from kihub_desktop.ui.widgets.labels import label, set_role
from kihub_desktop.ui.widgets.painting import BOLD

_KEY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class PickEntry:
    key: str
    text: str
    note: str = ""


@dataclass(frozen=True)
class PickGroup:
    title: str
    entries: tuple[PickEntry, ...]


class PickDialog(QDialog):
    """Arrows walk, the space bar checks, Enter takes.

    With `checked`, what has been chosen before, nothing can be taken too.
    """

    picked = Signal(object)  # tuple of keys

    def __init__(
        self,
        title: str,
        hint: str,
        groups: Sequence[PickGroup],
        parent: QWidget | None = None,
        checked: Collection[str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._checked = checked
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("pickDialog")
        self.setWindowTitle(title)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.take_button = QPushButton("")
        self.cancel_button = QPushButton(_("Abbrechen"))
        self._build(title, hint)
        for group in groups:
            self._add_heading(group.title)
            for entry in group.entries:
                self._add(entry)
        self.list.itemChanged.connect(lambda _item: self._count())
        self._count()
        self.list.setCurrentRow(1)

    def _build(self, title: str, hint: str) -> None:
        px = theme.current().px
        set_role(self.take_button, "primary")
        self.take_button.setDefault(True)
        self.cancel_button.setAutoDefault(False)
        show_key(self.cancel_button, "Esc")
        self.take_button.clicked.connect(self.take)
        self.cancel_button.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(10))
        column.addWidget(label(title, "card-title", wrap=True))
        column.addWidget(label(hint, "note", wrap=True))
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.take_button)
        column.addLayout(foot)
        parent = self.parentWidget()
        tallest = parent.window().height() - px(32) if parent is not None else px(720)
        self.resize(px(760), min(px(720), tallest))

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(theme.current().font(LABEL, BOLD))
        self.list.addItem(item)

    def _add(self, entry: PickEntry) -> None:
        item = QListWidgetItem(f"{entry.text}\n{entry.note}" if entry.note else entry.text)
        item.setToolTip(item.text())
        item.setData(_KEY, entry.key)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
        )
        before = entry.key in (self._checked or ())
        item.setCheckState(Qt.CheckState.Checked if before else Qt.CheckState.Unchecked)
        self.list.addItem(item)

    def keys(self) -> tuple[str, ...]:
        """What is checked, in the order of the list."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(
            str(item.data(_KEY))
            for item in items
            if item.flags() & Qt.ItemFlag.ItemIsUserCheckable
            and item.checkState() == Qt.CheckState.Checked
        )

    def take(self) -> None:
        """Gives what is checked and closes."""
        keys = self.keys()
        if keys or self._checked is not None:
            self.picked.emit(keys)
            self.accept()

    def _count(self) -> None:
        chosen = len(self.keys())
        self.take_button.setText(_("{n} übernehmen").format(n=number(chosen)))
        self.take_button.setEnabled(chosen > 0 or self._checked is not None)
