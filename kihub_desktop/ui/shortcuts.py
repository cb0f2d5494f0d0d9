"""Every action has a key: bound once, shown in its tooltip, listed by F1."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from kihub_desktop.texts import _
from kihub_desktop.ui import theme


@dataclass(frozen=True)
class KeyEntry:
    """One line of the key list. `keys` is portable: Ctrl+K."""

    keys: str
    does: str
    group: str


def shown_keys(keys: str) -> str:
    """The keys as the reader knows them: Strg+K, Alt+Links."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys


def show_key(button: QAbstractButton, keys: str) -> None:
    """Puts the key into the tooltip of a button that already has a name."""
    name = button.accessibleName() or button.text()
    button.setToolTip(f"{name} ({shown_keys(keys)})")


class Shortcuts:
    """The keys of one window."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._bound: list[QShortcut] = []
        self.entries: list[KeyEntry] = []
        self.actions: list[tuple[KeyEntry, Callable[[], object]]] = []
        """What is bound everywhere, for whoever looks for it by its name."""

    def bind(self, keys: str, does: str, group: str, slot: Callable[[], object]) -> None:
        """Binds a key everywhere in the window and lists it."""
        shortcut = QShortcut(QKeySequence(keys), self._window)
        shortcut.activated.connect(slot)
        self._bound.append(shortcut)
        self.list(keys, does, group)
        self.actions.append((self.entries[-1], slot))

    def alias(self, keys: str, slot: Callable[[], object]) -> None:
        """A second key for the same, not listed."""
        shortcut = QShortcut(QKeySequence(keys), self._window)
        shortcut.activated.connect(slot)
        self._bound.append(shortcut)

    def list(self, keys: str, does: str, group: str) -> None:
        """Lists a key that a widget handles itself."""
        self.entries.append(KeyEntry(keys, does, group))

    def keys(self) -> tuple[str, ...]:
        """All listed keys; a rebuilt window has only its own again."""
        return tuple(entry.keys for entry in self.entries)

    def clear(self) -> None:
        for shortcut in self._bound:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._bound.clear()
        self.entries.clear()
        self.actions.clear()


class KeyListDialog(QDialog):
    """All keys by group (F1)."""

    def __init__(self, entries: list[KeyEntry], parent: QWidget | None = None) -> None:
        from kihub_desktop.ui.widgets.cells import Column, TextCell
        from kihub_desktop.ui.widgets.data_table import DataTable

        super().__init__(parent)
        self.setWindowTitle(_("Tasten"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        look = theme.current()
        self.table: DataTable[KeyEntry] = DataTable(
            _("Tasten"),
            (
                Column(_("Taste"), lambda entry: TextCell(shown_keys(entry.keys), strong=True)),
                Column(_("Wirkung"), lambda entry: entry.does, stretch=1),
                Column(_("Wo"), lambda entry: TextCell(entry.group, muted=True)),
            ),
            grows=False,
        )
        self.table.show_rows(entries)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        margin = look.px(16)
        column.setContentsMargins(margin, margin, margin, margin)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        self.resize(look.px(620), look.px(560))
