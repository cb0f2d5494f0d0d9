"""One catalogue: its entries at the left, the chosen one as a reader sees it at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from kihub_desktop.texts import _, day, number, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.catalogues.state import EntryLine, EntryView, OpenedKind
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.cells import Cell, Column, PillCell, TextCell
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.labels import label

_WAIT_MS = 200
_LIST_HEIGHT = 560
_GERMAN, _ENGLISH = "de", "en"


class EntriesCard(Card):
    """The entries of the edition on show, narrowed by what is typed."""

    chosen = Signal(str)
    searched = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Alle Einträge"), parent=parent)
        self.setObjectName("entriesCard")
        px = theme.current().px
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Eintrag suchen …"))
        self.search.setAccessibleName(_("Eintrag suchen"))
        self.search.setClearButtonEnabled(True)
        self.table: DataTable[EntryLine] = DataTable(
            _("Alle Einträge"),
            (
                Column(
                    _("Eintrag"),
                    lambda line: TextCell(line.label or line.key, note=line.key),
                    stretch=4,
                ),
                Column(_("Status"), _status, stretch=2),
            ),
            key_of=lambda line: line.key,
            empty=EmptyState(_("Kein Eintrag passt zu dem, was Sie suchen.")),
            grows=False,
        )
        self.table.setFixedHeight(px(_LIST_HEIGHT))
        self.add(self.search)
        self.add(self.table)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self.search.textEdited.connect(lambda _text: self._wait.start())
        self._wait.timeout.connect(lambda: self.searched.emit(self.search.text()))
        self.table.chosen.connect(lambda line: self.chosen.emit(line.key))

    def show_opened(self, opened: OpenedKind) -> None:
        self.set_heading(_("Alle Einträge"), number(len(opened.lines)))
        if not self.search.hasFocus() and self.search.text() != opened.query:
            self.search.setText(opened.query)
        if opened.lines != tuple(self.table.model.rows):
            self.table.show_rows(opened.lines)
        current = self.table.current()
        if current is None or current.key != opened.chosen:
            self.table.choose(opened.chosen)


class PreviewCard(Card):
    """The chosen entry line by line, in German or English."""

    english_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("previewCard")
        self.language = ChoiceBox()
        self.language.setAccessibleName(_("Sprache der Vorschau"))
        self.language.set_options([Option(_GERMAN, "Deutsch"), Option(_ENGLISH, "English")])
        self.add_action(self.language)
        self.warning = label("", "problem", wrap=True)
        self.add(self.warning)
        self._facts = QWidget()
        self._grid = QGridLayout(self._facts)
        self._grid.setContentsMargins(0, 0, 0, 0)
        px = theme.current().px
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(8))
        self._grid.setColumnStretch(1, 1)
        self.add(self._facts)
        self._shown: EntryView | None = None
        self.language.activated.connect(
            lambda _index: self.english_chosen.emit(self.language.key() == _ENGLISH)
        )

    def show_entry(self, entry: EntryView | None) -> None:
        self.setVisible(entry is not None)
        if entry is None or entry == self._shown:
            return
        self._shown = entry
        self.set_heading(entry.title, _("Vorschau"))
        self.language.choose(_ENGLISH if entry.english else _GERMAN)
        self.warning.setText(" ".join(render(each) for each in entry.warnings))
        self.warning.setVisible(bool(entry.warnings))
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for row, fact in enumerate(entry.facts):
            caption = label(fact.caption, "note", wrap=True)
            caption.setFixedWidth(theme.current().px(130))
            self._grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label(fact.text, wrap=True), row, 1)


def _status(line: EntryLine) -> Cell:
    said = render(line.note)
    if line.tone is not None:
        return PillCell(said, line.tone)
    if said:
        return PillCell(said, Tone.NEUTRAL)
    if line.valid_until is not None:
        return TextCell(_("bis {day}").format(day=day(line.valid_until)), muted=True)
    return TextCell(day(line.checked_on) if line.checked_on else "–", muted=True)
