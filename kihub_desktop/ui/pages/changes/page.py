"""Draws who changed what lately, and the recycle bin below."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from kihub_desktop.texts import _, number
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.changes.state import ChangesState, DeletedLine, FeedLine
from kihub_desktop.ui.shortcuts import show_key, shown_keys
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.cells import Column, TextCell
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import set_role
from kihub_desktop.ui.widgets.scroll_page import ScrollPage

_ALL, _ONE = "all", "one"
_WAIT_MS = 150


class ChangesPage(ScrollPage):
    scope_chosen = Signal(bool)  # only the company in hand
    more_requested = Signal()
    opened = Signal(str)  # key of a line
    searched = Signal(str)
    restore_requested = Signal(list)  # keys of lines

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Verlauf und Papierkorb"),
            _("Wer was geändert hat – und was gelöscht wurde und wieder da sein soll"),
            parent,
        )
        self.setObjectName("changesPage")
        self.feed = FeedCard()
        self.bin = BinCard()
        self.add(self.feed)
        self.add(self.bin)
        self.setFocusProxy(self.feed.table)
        self.feed.scope.activated.connect(
            lambda _index: self.scope_chosen.emit(self.feed.scope.key() == _ONE)
        )
        self.feed.more.clicked.connect(self.more_requested)
        self.feed.table.opened.connect(lambda line: self.opened.emit(line.key))
        self.bin.searched.connect(self.searched)
        self.bin.restore_requested.connect(self.restore_requested)

    def show_state(self, state: ChangesState) -> None:
        self.feed.show_state(state)
        self.bin.show_state(state)


class FeedCard(Card):
    """The latest transactions of all laptops that are known here."""

    def __init__(self) -> None:
        super().__init__(_("Letzte Änderungen"))
        self.scope = ChoiceBox()
        self.scope.setAccessibleName(_("Welche Unternehmen"))
        self.add_action(self.scope)
        self.table: DataTable[FeedLine] = DataTable(
            _("Letzte Änderungen"),
            (
                Column(_("Wann"), lambda line: line.when),
                Column(_("Wer"), lambda line: TextCell(line.who, note=line.device), stretch=2),
                Column(
                    _("Was"), lambda line: TextCell(line.what, strong=True), stretch=5, wrap=True
                ),
                Column(
                    _("Unternehmen"), lambda line: TextCell(line.company, muted=True), stretch=2
                ),
            ),
            key_of=lambda line: line.key,
            empty=EmptyState(
                _("Jede Änderung steht hier mit Namen und Uhrzeit, sobald es die erste gibt.")
            ),
        )
        self.more = QPushButton(_("Ältere zeigen"))
        set_role(self.more, "link")
        self.add(self.table)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_state(self, state: ChangesState) -> None:
        options = [Option(_ALL, _("Alle Unternehmen"))]
        if state.company:
            options.append(Option(_ONE, state.company))
        self.scope.set_options(options)
        self.scope.choose(_ONE if state.only_company else _ALL)
        note = _("Enter zeigt die Stelle, {keys} ihren ganzen Verlauf")
        self.set_heading(
            _("Letzte Änderungen"),
            note.format(keys=shown_keys("Ctrl+H")) if state.feed else "",
        )
        self.table.show_rows(state.feed)
        self.more.setVisible(state.has_more)


class BinCard(Card):
    """Deleted records, to be found and brought back one by one or all that are shown."""

    searched = Signal(str)
    restore_requested = Signal(list)

    def __init__(self) -> None:
        super().__init__(_("Papierkorb"))
        px = theme.current().px
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Gelöschtes suchen …"))
        self.search.setAccessibleName(_("Gelöschtes suchen"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(px(240))
        self.add_action(self.search)
        self.table: DataTable[DeletedLine] = DataTable(
            _("Papierkorb"),
            (
                Column(_("Gelöscht"), lambda line: line.when),
                Column(
                    _("Was"),
                    lambda line: TextCell(line.name, note=line.comes_with, strong=True),
                    stretch=4,
                ),
                Column(_("Art"), lambda line: line.kind, stretch=2),
                Column(
                    _("Unternehmen"), lambda line: TextCell(line.company, muted=True), stretch=3
                ),
                Column(_("Wer"), lambda line: line.who, stretch=2),
            ),
            key_of=lambda line: line.key,
            empty=EmptyState(_("Der Papierkorb ist leer. Was gelöscht wird, bleibt hier liegen.")),
        )
        self.one = QPushButton(_("Zurückholen"))
        self.all = QPushButton(_("Alle zurückholen"))
        set_role(self.one, "primary")
        show_key(self.one, "Return")
        show_key(self.all, "Ctrl+Return")
        row = FlowRow(gap=8)
        row.add(self.one)
        row.add(self.all)
        self.add(self.table)
        self.add(row)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wire()

    def _wire(self) -> None:
        self.search.textEdited.connect(lambda _text: self._wait.start())
        self._wait.timeout.connect(lambda: self.searched.emit(self.search.text()))
        self.table.opened.connect(lambda line: self.restore_requested.emit([line.key]))
        self.table.chosen.connect(lambda _line: self._show_buttons())
        self.one.clicked.connect(self._restore_one)
        self.all.clicked.connect(self._restore_all)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._restore_all)

    def show_state(self, state: ChangesState) -> None:
        count = len(state.deleted)
        self.set_heading(_("Papierkorb"), number(count) if count else "")
        self.table.show_rows(state.deleted)
        if self.table.current() is None and state.deleted:
            self.table.choose(state.deleted[0].key)
        self.search.setVisible(bool(state.deleted or state.query))
        self.all.setText(_("Alle {n} zurückholen").format(n=number(count)))
        self.all.setAccessibleName(self.all.text())
        show_key(self.all, "Ctrl+Return")
        self.all.setVisible(count > 1)
        self._show_buttons()

    def _show_buttons(self) -> None:
        line = self.table.current()
        self.one.setVisible(line is not None)
        if line is not None:
            self.one.setAccessibleName(_("{name} zurückholen").format(name=line.name))

    def _restore_one(self) -> None:
        line = self.table.current()
        if line is not None:
            self.restore_requested.emit([line.key])

    def _restore_all(self) -> None:
        keys = [line.key for line in self.table.model.rows]
        if keys:
            self.restore_requested.emit(keys)
