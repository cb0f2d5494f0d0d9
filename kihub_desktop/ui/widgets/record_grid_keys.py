"""What a key means in a list of records."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from kihub_desktop.texts import _


class Command(StrEnum):
    """What somebody wants of the list, whatever key says so."""

    EDIT = "edit"
    CLEAR = "clear"
    NEXT = "next"
    PREVIOUS = "previous"
    NEW = "new"
    OPEN = "open"
    DUPLICATE = "duplicate"
    DELETE = "delete"
    RAISE = "raise"
    LOWER = "lower"
    COPY = "copy"
    PASTE = "paste"
    HISTORY = "history"
    ESCAPE = "escape"


_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_KEYS = {
    (Qt.Key.Key_F2, _NONE): Command.EDIT,
    (Qt.Key.Key_Return, _NONE): Command.EDIT,
    (Qt.Key.Key_Enter, _NONE): Command.EDIT,
    (Qt.Key.Key_Backspace, _NONE): Command.CLEAR,
    (Qt.Key.Key_Tab, _NONE): Command.NEXT,
    (Qt.Key.Key_Backtab, _SHIFT): Command.PREVIOUS,
    (Qt.Key.Key_Backtab, _NONE): Command.PREVIOUS,
    (Qt.Key.Key_Tab, _SHIFT): Command.PREVIOUS,
    (Qt.Key.Key_Return, _CONTROL): Command.OPEN,
    (Qt.Key.Key_Enter, _CONTROL): Command.OPEN,
    (Qt.Key.Key_D, _CONTROL): Command.DUPLICATE,
    (Qt.Key.Key_H, _CONTROL): Command.HISTORY,
    (Qt.Key.Key_Delete, _NONE): Command.DELETE,
    (Qt.Key.Key_Up, _ALT): Command.RAISE,
    (Qt.Key.Key_Down, _ALT): Command.LOWER,
    (Qt.Key.Key_Escape, _NONE): Command.ESCAPE,
}
_STANDARD = {
    QKeySequence.StandardKey.New: Command.NEW,
    QKeySequence.StandardKey.Copy: Command.COPY,
    QKeySequence.StandardKey.Paste: Command.PASTE,
}


def command_of(event: QKeyEvent) -> Command | None:
    """The command of a key, or None for any other."""
    for standard, command in _STANDARD.items():
        if event.matches(standard):
            return command
    return _KEYS.get((Qt.Key(event.key()), event.modifiers() & ~_KEYPAD))


def typed_text(event: QKeyEvent) -> str:
    """What a key would write, or "" for keys that write nothing."""
    if event.modifiers() & (_CONTROL | _ALT) and not _is_alt_gr(event):
        return ""
    text = event.text()
    return text if text.isprintable() and text.strip() else ""


def _is_alt_gr(event: QKeyEvent) -> bool:
    """AltGr (@, €, { on a German keyboard) comes as Strg+Alt."""
    return event.modifiers() & (_CONTROL | _ALT) == _CONTROL | _ALT


def sorted_column(event: QKeyEvent) -> int:
    """The number of a column to sort by (Alt+1 … Alt+9), 0 for any other key."""
    if event.modifiers() & ~_KEYPAD != _ALT:
        return 0
    number = event.key() - Qt.Key.Key_0.value
    return number if 1 <= number <= 9 else 0


def grid_keys() -> tuple[tuple[str, str], ...]:
    """The keys of a list that is edited in its cells, for F1."""
    return (
        ("F2", _("Zelle bearbeiten; Tippen ersetzt ihren Inhalt")),
        ("Tab", _("Zelle übernehmen und weiter zur nächsten")),
        ("Ctrl+Return", _("Ganzes Formular öffnen")),
        ("Ctrl+D", _("Duplizieren")),
        ("Alt+Up", _("Eintrag nach oben (Alt+Ab: nach unten)")),
        ("Ctrl+C", _("Zeilen für Excel kopieren")),
        ("Ctrl+V", _("Zeilen aus Excel einfügen")),
        ("Ctrl+H", _("Verlauf der Zelle")),
    )
