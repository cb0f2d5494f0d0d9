"""A form that remembers, for each field, when the value on screen was read."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kihub_desktop.ui.pages.findings.presenter import FieldEdit
from kihub_desktop.ui.record_entry import Entries
from kihub_desktop.ui.widgets.fields import Field
from kihub_desktop.ui.widgets.record_form import RecordForm


class SlotForm(RecordForm):
    """A field in use keeps its value, and with it the `as_of` that a save has to name."""

    edited = Signal(object)  # FieldEdit

    def __init__(self, rows: Sequence[Sequence[Field]], parent: QWidget | None = None) -> None:
        super().__init__(rows, parent)
        self._as_of: dict[str, int] = {}
        self._slot: UUID | None = None
        self.committed.connect(self._on_committed)

    def show_slot(self, entries: Entries, as_of: int) -> None:
        """Shows what was read at `as_of`; fields in use keep what they show."""
        if entries.record != self._slot:
            self._slot = entries.record
            self._as_of.clear()
        self.show_entries(entries)
        for name, text in self.texts().items():
            if name not in self._as_of or text == entries.texts.get(name, ""):
                self._as_of[name] = as_of

    def _on_committed(self, name: str, text: str) -> None:
        self.edited.emit(FieldEdit(name, text, self._as_of.get(name, 0)))
