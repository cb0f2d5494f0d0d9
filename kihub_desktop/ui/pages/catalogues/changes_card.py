"""What differs between two editions, entry by entry, the old beside the new."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from kihub_desktop.texts import _, number
from kihub_desktop.ui.pages.catalogues.state import ChangeLine, OpenedKind
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.cells import Column, TextCell
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.labels import label, set_role

_SHOWN = 200


class DifferencesCard(Card):
    """The differences from another edition; hidden while none is compared."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("differencesCard")
        self.close_button = QPushButton(_("Vergleich schließen"))
        set_role(self.close_button, "link")
        self.add_action(self.close_button)
        self.table: DataTable[ChangeLine] = DataTable(
            _("Unterschiede"),
            (
                Column(
                    _("Eintrag"),
                    lambda line: TextCell(line.entry, strong=True),
                    stretch=3,
                    wrap=True,
                ),
                Column(
                    _("Was"), lambda line: TextCell(line.what, muted=True), stretch=2, wrap=True
                ),
                Column(_("vorher"), lambda line: TextCell(line.before), stretch=4, wrap=True),
                Column(_("jetzt"), lambda line: TextCell(line.after), stretch=4, wrap=True),
            ),
            empty=EmptyState(_("Beide Ausgaben sagen dasselbe.")),
        )
        self.more = label("", "note")
        self.add(self.table)
        self.add(self.more)
        self.close_button.clicked.connect(self.closed)

    def show_opened(self, opened: OpenedKind) -> None:
        self.setVisible(bool(opened.compared))
        if not opened.compared:
            return
        now = opened.draft.edition if opened.draft else opened.edition
        heading = _("Unterschiede von {old} zu {new}").format(old=opened.compared, new=now)
        self.set_heading(heading, number(len(opened.changes)))
        self.table.show_rows(opened.changes[:_SHOWN])
        hidden = len(opened.changes) - _SHOWN
        self.more.setText(_("und {n} weitere").format(n=number(hidden)))
        self.more.setVisible(hidden > 0)
