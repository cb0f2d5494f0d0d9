"""Draws the exchange with the hub."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kihub_desktop.texts import _, render
from kihub_desktop.ui.moments import date_text, moment_text
from kihub_desktop.ui.pages.sync import state as shown
from kihub_desktop.ui.pages.sync.conflict_card import ConflictCard
from kihub_desktop.ui.pages.sync.enrol_card import EnrolCard
from kihub_desktop.ui.pages.sync.state import RunLine, SyncState, Trouble
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.cells import Cell, Column, PillCell, TextCell
from kihub_desktop.ui.widgets.data_table import DataTable
from kihub_desktop.ui.widgets.empty_state import EmptyState
from kihub_desktop.ui.widgets.message_banner import Message, MessageBanner
from kihub_desktop.ui.widgets.progress_strip import ProgressStrip
from kihub_desktop.ui.widgets.scroll_page import ScrollPage
from kihub_desktop.ui.widgets.stat_tile import StatTile
from kihub_desktop.ui.widgets.tile_grid import TileGrid

KEYS = "Ctrl+Shift+A"


class SyncPage(ScrollPage):
    exchange_requested = Signal()
    waiting_requested = Signal()  # show what waits
    trouble_dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Abgleich mit dem Hub"), parent=parent)
        self.setObjectName("syncPage")
        self._trouble: Trouble | None = None
        self._today = date.min
        self.button = self.add_button(_("Jetzt abgleichen"), primary=True, keys=KEYS)
        self.banner = MessageBanner()
        self.banner.action.setAccessibleName(_("Noch einmal abgleichen"))
        self.banner.fold.setAccessibleName(_("Einzelheiten"))
        self.progress = ProgressStrip()
        self.waiting = StatTile(_("Wartet auf den Hub"))
        self.fresh = StatTile(_("Neu vom Hub"))
        self.open = StatTile(_("Bitte entscheiden"))
        self.enrolment = EnrolCard()
        self.conflict = ConflictCard()
        self.history: DataTable[RunLine] = DataTable(
            _("Verlauf"),
            self._columns(),
            key_of=lambda line: line.number,
            empty=EmptyState(_("Hier steht, wann abgeglichen wurde und was dabei ankam.")),
        )
        self._history_card = Card(_("Verlauf"))
        self._history_card.add(self.history)
        self._build()

    def _build(self) -> None:
        tiles = TileGrid(220)
        for tile in (self.waiting, self.fresh, self.open):
            tiles.add(tile)
        for part in (self.banner, self.progress, tiles, self.enrolment, self.conflict):
            self.add(part)
        self.add(self._history_card)
        self.button.clicked.connect(self.exchange_requested)
        self.banner.action_requested.connect(self.exchange_requested)
        self.banner.closed.connect(self.trouble_dismissed)
        self.waiting.clicked.connect(self.waiting_requested)
        self.fresh.clicked.connect(lambda: self._lead_to(self.history))
        self.open.clicked.connect(lambda: self._lead_to(self.conflict))

    # -- showing -----------------------------------------------------------------------------

    def show_state(self, state: SyncState) -> None:
        self._today = state.today
        self.set_heading(self.title, _subtitle(state))
        self._show_tiles(state)
        self._show_work(state)
        self._show_trouble(state.trouble)
        asks = state.enrolment is not None
        self.enrolment.setVisible(asks)
        if state.enrolment is not None:
            self.enrolment.show_enrolment(state.enrolment, busy=state.is_running)
        self.conflict.show_conflict(state.conflict, state.today)
        self.conflict.setVisible(state.conflict is not None or not asks)
        self.history.show_rows(state.runs)
        self._history_card.setVisible(bool(state.runs) or not asks)

    def _show_tiles(self, state: SyncState) -> None:
        for tile, known in (
            (self.waiting, state.waiting),
            (self.fresh, state.fresh),
            (self.open, state.open),
        ):
            tile.show_figure(render(known.value), _note(known, state.today))

    def _show_work(self, state: SyncState) -> None:
        """The header's button rests while an exchange is under way."""
        was_running = not self.button.isEnabled()
        self.button.setEnabled(not state.is_running)
        if state.is_running and not was_running:
            self.progress.start(_("Verbindet mit dem Hub"))
        elif not state.is_running:
            self.progress.finish()

    def _show_trouble(self, trouble: Trouble | None) -> None:
        if trouble == self._trouble:
            return
        self._trouble = trouble
        if trouble is None:
            self.banner.hide()
        else:
            self.banner.show_message(_message(trouble))

    # -- going to a place ----------------------------------------------------------------------

    def ask_for_enrolment(self) -> None:
        self.ensureWidgetVisible(self.enrolment)
        self.enrolment.focus_first_open()

    def focus_first(self) -> None:
        """Begins with the conflict on screen, or with enrolling the device."""
        if not self.enrolment.isHidden():
            self.enrolment.focus_first_open()
        elif self.conflict.versions:
            self.conflict.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().focus_first()

    def _lead_to(self, widget: QWidget) -> None:
        self.ensureWidgetVisible(widget)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _columns(self) -> tuple[Column[RunLine], ...]:
        return (
            Column(
                _("Zeit"),
                lambda line: date_text(line.started, self._today),
                sort=lambda line: line.started,
            ),
            Column(_("Was"), lambda line: render(line.what)),
            Column(_("Ergebnis"), _result),
            Column(
                _("Einzelheiten"), lambda line: TextCell(render(line.result)), stretch=1, wrap=True
            ),
        )


def _result(line: RunLine) -> Cell:
    if line.is_complete:
        return PillCell(_("vollständig"), Tone.GOOD)
    return PillCell(_("unterbrochen"), Tone.WARN)


def _subtitle(state: SyncState) -> str:
    if state.enrolment is not None and state.last is None:
        return _("Dieses Gerät ist noch bei keinem Hub angemeldet")
    parts = [_("Noch kein Abgleich")]
    if state.last is not None:
        moment = date_text(state.last, state.today)
        parts = [_("Letzter Abgleich {moment}").format(moment=moment)]
    if state.device:
        parts.append(_("Gerät „{name}“").format(name=state.device))
    return " · ".join(parts)


def _note(tile: shown.Tile, today: date) -> str:
    note = render(tile.note)
    return note if tile.moment is None else f"{note} {moment_text(tile.moment, today)}"


def _message(trouble: Trouble) -> Message:
    """The first sentence says what happened, the others what is safe and what to do."""
    what, _point, rest = render(trouble.message).partition(". ")
    return Message(
        f"{what}." if rest else what,
        safe=rest,
        to_do=render(trouble.done),
        action=_("Noch einmal abgleichen") if trouble.can_repeat else "",
        details=trouble.detail,
    )
