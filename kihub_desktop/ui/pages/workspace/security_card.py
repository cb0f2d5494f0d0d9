"""Draws what keeps the workspace shut: the ways in, and when it locks by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kihub_desktop.domain.phrases import Joined, Value, plural_phrase
from kihub_desktop.reports.recovery_sheet import RecoverySheet
from kihub_desktop.texts import _, render
from kihub_desktop.ui import theme
from kihub_desktop.ui.pages.workspace.page import LEFT, Topic
from kihub_desktop.ui.pages.workspace.secret_dialogs import (
    RecoveryDialog,
    SecretDialog,
    SecretQuestion,
)
from kihub_desktop.ui.pages.workspace.security import (
    MINUTES,
    SecurityDesk,
    SecurityPresenter,
    SecurityState,
    WayLine,
)
from kihub_desktop.ui.tones import Tone
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.fields import Option
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import label, set_role
from kihub_desktop.ui.widgets.message_banner import Message

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench


class _WayRow(QWidget):
    """One way in, with a button that takes it away."""

    remove_requested = Signal(str)

    def __init__(self, line: WayLine) -> None:
        super().__init__()
        title = render(line.title)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(title, "strong", wrap=True))
        if line.notes:
            words.addWidget(label(render(Joined(line.notes, " · ")), "note", wrap=True))
        row.addLayout(words, 1)
        self.remove = QPushButton(_("Entfernen"))
        self.remove.setAccessibleName(_("{way} entfernen").format(way=title))
        set_role(self.remove, "link")
        self.remove.setHidden(not line.removable)
        self.remove.clicked.connect(lambda: self.remove_requested.emit(line.id))
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)


class SecurityCard(Card):
    passphrase_requested = Signal()
    sheet_requested = Signal()
    ring_requested = Signal()
    remove_requested = Signal(str)
    minutes_chosen = Signal(int)
    said = Signal(object)  # Message

    def __init__(self) -> None:
        super().__init__(_("Sicherheit"))
        self.setObjectName("securityCard")
        px = theme.current().px
        self.rows: list[_WayRow] = []
        self._ways = QVBoxLayout()
        self._ways.setSpacing(px(10))
        self.change = QPushButton(_("Kennwort ändern …"))
        self.sheet = QPushButton()
        self.ring = QPushButton(_("Auf diesem Rechner ohne Kennwort öffnen …"))
        buttons = FlowRow()
        for button in (self.change, self.sheet, self.ring):
            buttons.add(button)
        self.minutes = ChoiceBox(_minute_options())
        self.minutes.setAccessibleName(_("Sperren nach"))
        caption = label(_("Sperren, wenn niemand am Rechner ist"), "label", wrap=True)
        caption.setBuddy(self.minutes)
        self.add(
            label(
                _("Der Arbeitsbereich ist verschlüsselt. Diese Wege öffnen ihn:"),
                "muted",
                wrap=True,
            )
        )
        self.body.addLayout(self._ways)
        self.add(buttons)
        self.add(caption)
        self.body.addWidget(self.minutes, 0, Qt.AlignmentFlag.AlignLeft)
        self.change.clicked.connect(self.passphrase_requested)
        self.sheet.clicked.connect(self.sheet_requested)
        self.ring.clicked.connect(self.ring_requested)
        self.minutes.activated.connect(lambda _at: self.minutes_chosen.emit(self._chosen()))

    def _chosen(self) -> int:
        return int(self.minutes.key())

    def show_state(self, state: SecurityState) -> None:
        for row in self.rows:
            self._ways.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [_WayRow(line) for line in state.ways]
        for row in self.rows:
            row.remove_requested.connect(self.remove_requested)
            self._ways.addWidget(row)
        self.sheet.setText(
            _("Neuer Wiederherstellungsbogen …")
            if state.has_sheet
            else _("Wiederherstellungsbogen …")
        )
        self.ring.setVisible(not state.opens_here)
        self.minutes.choose(str(state.minutes))

    def tell(self, said: Value) -> None:
        self.said.emit(Message(render(said), tone=Tone.NOTE))


def _minute_options() -> tuple[Option, ...]:
    return tuple(
        Option(
            str(minutes),
            render(plural_phrase("nach {n} Minute", "nach {n} Minuten", minutes))
            if minutes
            else _("nur mit Strg+L"),
        )
        for minutes in MINUTES
    )


class _Securing:
    """Asks with dialogs and hands the answers to the presenter."""

    def __init__(self, card: SecurityCard, bench: Workbench) -> None:
        self._card, services = card, bench.services

        def run(
            work: Callable[[], object],
            done: Callable[[], None],
            failed: Callable[[Exception], None],
        ) -> None:
            bench.jobs.start(card, lambda _progress: work(), lambda _nothing: done(), failed)

        self.presenter = SecurityPresenter(
            self,
            services.workspace,
            services.slots,
            SecurityDesk(services.today, lambda: bench.lock.minutes, run),
        )
        self.show_state, self.tell = card.show_state, card.tell
        card.passphrase_requested.connect(self._ask_change)
        card.sheet_requested.connect(self._ask_sheet)
        card.ring_requested.connect(self._ask_ring)
        card.remove_requested.connect(self.presenter.remove)
        card.minutes_chosen.connect(bench.lock.choose_minutes)
        card.said.connect(bench.window.show_message)

    def show_key(self, sheet: RecoverySheet) -> None:
        RecoveryDialog(sheet, self.presenter.write_sheet, self._card.window()).open()

    def _ask_change(self) -> None:
        self._ask(
            SecretQuestion(
                _("Kennwort ändern"),
                _("Ein kurzer Satz ist sicherer als ein Wort und leichter zu merken."),
                (_("Bisheriges Kennwort"), _("Neues Kennwort"), _("Neues Kennwort wiederholen")),
                _("Ändern"),
                self.presenter.change_passphrase,
            )
        )

    def _ask_sheet(self) -> None:
        self._ask(
            SecretQuestion(
                _("Wiederherstellungsbogen"),
                _(
                    "Der Bogen öffnet den Arbeitsbereich, wenn das Kennwort vergessen ist. Er wird"
                    " gedruckt und verschlossen aufbewahrt. Ein früherer gilt dann nicht mehr."
                ),
                (_("Kennwort"),),
                _("Bogen erstellen"),
                self.presenter.new_sheet,
            )
        )

    def _ask_ring(self) -> None:
        self._ask(
            SecretQuestion(
                _("Auf diesem Rechner ohne Kennwort öffnen"),
                _(
                    "Wer sich an diesem Rechner mit Ihrem Benutzerkonto anmeldet, kann dann alles"
                    " lesen. Ein kopierter Ordner öffnet anderswo weiter nur mit dem Kennwort."
                ),
                (_("Kennwort"),),
                _("Erlauben"),
                self.presenter.allow_this_computer,
            )
        )

    def _ask(self, question: SecretQuestion) -> None:
        SecretDialog(question, self._card.window()).ask()


def security_topic(bench: Workbench) -> Topic:
    card = SecurityCard()
    securing = _Securing(card, bench)
    return Topic("security", card, securing.presenter.load, LEFT)
