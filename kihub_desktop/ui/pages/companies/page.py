"""Draws the start page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QInputDialog, QLineEdit, QWidget

from kihub_desktop.texts import _, number, render, with_unit
from kihub_desktop.ui import theme
from kihub_desktop.ui.importing.dropped import file_of
from kihub_desktop.ui.pages.companies.presenter import CompaniesState, CompanyLine
from kihub_desktop.ui.pages.companies.table import CompanyTable
from kihub_desktop.ui.shortcuts import shown_keys
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.verdict_words import outcome_tone, outcome_word
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.cells import Cell, Column, PillCell, ProgressCell, TextCell
from kihub_desktop.ui.widgets.chip import Chip
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.link_line import LinkLine
from kihub_desktop.ui.widgets.scroll_page import ScrollPage


class CompaniesPage(ScrollPage):
    """All companies in a table; a double click or Enter opens one."""

    opened = Signal(object)  # UUID
    filter_chosen = Signal(str)
    create_requested = Signal(str)  # name
    delete_requested = Signal(object)  # UUID
    import_requested = Signal(object)  # the Path of a dropped file, or None
    narrowed = Signal(str)
    sort_chosen = Signal(int, bool)
    seen = Signal(object)  # tuple[UUID, ...]
    catalogues_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Alle Unternehmen"), parent=parent)
        self.setObjectName("companiesPage")
        self.import_button = self.add_button(_("Einlesen …"), keys="Ctrl+I")
        self.new_button = self.add_button(_("+ Unternehmen"), primary=True, keys="Ctrl+N")
        self._chips = FlowRow()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Chip] = {}
        self.narrow = QLineEdit()
        self.narrow.setPlaceholderText(_("Liste eingrenzen …"))
        self.narrow.setAccessibleName(_("Liste eingrenzen"))
        self.narrow.setToolTip(
            _("Name, Ort, Branche oder Schlagwort ({keys})").format(keys=shown_keys("Ctrl+F"))
        )
        self.narrow.setClearButtonEnabled(True)
        self.narrow.setFixedWidth(theme.current().px(240))
        self.table = CompanyTable(_("Alle Unternehmen"), _columns(), _empty())
        top = QWidget()
        row = QHBoxLayout(top)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._chips, 1)
        row.addWidget(self.narrow, 0, Qt.AlignmentFlag.AlignTop)
        card = Card()
        card.add(self.table)
        self.ageing = LinkLine("")
        self.ageing.hide()
        self.add(top)
        self.add(self.ageing)
        self.body.insertWidget(self.body.count() - 1, card, 1)
        self.body.setStretch(self.body.count() - 1, 0)
        self.setFocusProxy(self.table)
        self._connect()
        self.setAcceptDrops(True)

    def _connect(self) -> None:
        self.ageing.clicked.connect(self.catalogues_requested)
        self.new_button.clicked.connect(self.ask_name)
        # Works in the header too, and only while this page is shown.
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.New), self)
        keys.activated.connect(self.ask_name)
        self.import_button.clicked.connect(lambda: self.import_requested.emit(None))
        QShortcut(QKeySequence("Ctrl+I"), self).activated.connect(self.import_button.click)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(lambda: self.narrow.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.narrow.textChanged.connect(self.narrowed)
        self.table.sort_chosen.connect(self.sort_chosen)
        self.table.seen.connect(self.seen)
        self.table.new_requested.connect(self.ask_name)
        self.table.opened.connect(lambda line: self.opened.emit(line.id))
        self.table.delete_requested.connect(lambda line: self.delete_requested.emit(line.id))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if file_of(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.import_requested.emit(file_of(event.mimeData()))

    def show_state(self, state: CompaniesState) -> None:
        self.set_heading(self.title, render(state.subtitle))
        self._show_filters(state)
        self.table.show_rows(state.lines)

    def show_ageing(self, said: str) -> None:
        """A quiet line above the table about catalogues; "" takes it away."""
        self.ageing.setText(said)
        self.ageing.setAccessibleName(said)
        self.ageing.setVisible(bool(said))

    def ask_name(self) -> None:
        """Asks for the name of a new company; everything else is recorded on its page."""
        dialog = QInputDialog(self)
        dialog.setObjectName("newCompany")
        dialog.setWindowTitle(_("Neues Unternehmen"))
        dialog.resize(theme.current().px(480), dialog.sizeHint().height())
        dialog.setLabelText(_("Name des Unternehmens"))
        dialog.setOkButtonText(_("Anlegen"))
        dialog.setCancelButtonText(_("Abbrechen"))
        dialog.textValueSelected.connect(self.create_requested)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def refresh_lines(self) -> None:
        self.table.refresh()

    def _show_filters(self, state: CompaniesState) -> None:
        wanted = {choice.key for choice in state.filters}
        for key in [key for key in self._buttons if key not in wanted]:
            chip = self._buttons.pop(key)
            self._group.removeButton(chip)
            chip.hide()
            chip.deleteLater()
        for choice in state.filters:
            chip = self._buttons.get(choice.key) or self._chip(choice.key, render(choice.label))
            chip.show_count(choice.count)
            chip.setChecked(choice.key == state.chosen)

    def _chip(self, key: str, text: str) -> Chip:
        chip = Chip(text)
        self._group.addButton(chip)
        self._chips.add(chip)
        self._buttons[key] = chip
        chip.clicked.connect(lambda: self.filter_chosen.emit(key))
        return chip


def _columns() -> tuple[Column[CompanyLine], ...]:
    return (
        Column(_("Unternehmen"), _name, stretch=3, sort=lambda line: line.name.casefold()),
        Column(_("Branche"), _sector, stretch=2, sort=_sector),
        Column(_("Erfasst"), _recorded, sort=lambda line: line.share),
        Column(_("Reifegrad"), _readiness, sort=_readiness_key),
        Column(_("Bestes Urteil"), _verdict, stretch=2, sort=_verdict_key),
        Column(
            _("Nächster Schritt"),
            lambda line: line.next_step,
            stretch=3,
            sort=lambda line: line.next_step,
        ),
        Column(
            _("Geändert"),
            lambda line: TextCell(render(line.changed), muted=True),
            sort=lambda line: -line.changed_ms,
        ),
    )


def _name(line: CompanyLine) -> Cell:
    return TextCell(line.name or _("(ohne Namen)"), note=render(line.note), strong=True)


def _sector(line: CompanyLine) -> str:
    return render(line.sector) if line.sector else ""


def _recorded(line: CompanyLine) -> Cell:
    return ProgressCell(line.share, with_unit(number(line.share * 100), "%"))


def _readiness(line: CompanyLine) -> Cell | str:
    if line.summary is None or line.summary.readiness is None:
        return TextCell("–", muted=True)
    stage = line.summary.stage
    return f"{number(line.summary.readiness, 1)} {stage.value}" if stage else ""


def _readiness_key(line: CompanyLine) -> float:
    return -1.0 if line.summary is None else line.summary.readiness or -1.0


def _verdict(line: CompanyLine) -> Cell:
    if line.conflicts:
        return PillCell(_("Konflikt"), Tone.WARN)
    if line.summary is None:
        return TextCell("…", muted=True)
    outcome = line.summary.outcome
    return PillCell(render(outcome_word(outcome)), outcome_tone(outcome))


def _verdict_key(line: CompanyLine) -> int:
    if line.summary is None or line.summary.outcome is None:
        return -1
    return int(line.summary.outcome)


def _empty() -> EmptyState:
    return EmptyState(
        _("Hier stehen alle Unternehmen, die Sie besuchen – vom ersten Gespräch bis zum Bericht."),
        action=_("+ Unternehmen"),
        example=_("Zum Beispiel: „Göltzschtal Präzision GmbH“, Maschinenbau, 84 Beschäftigte."),
    )
