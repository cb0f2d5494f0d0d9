"""What comes in and goes out as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from kihub_desktop.texts import _
from kihub_desktop.ui.pages.workspace.page import RIGHT, Topic
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.flow import FlowRow
from kihub_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench


class ExchangeCard(Card):
    """Buttons for all that is read in or given out; `buttons` takes more of them."""

    def __init__(self) -> None:
        super().__init__(_("Ein- und Ausgabe"))
        self.setObjectName("exchangeCard")
        self.add(
            label(
                _(
                    "Firmenlisten (CSV, Excel) und Adresskarten (VCF) einlesen: Spalten zuordnen, "
                    "Vorschau ansehen, mit einem Schritt zurücknehmen."
                ),
                "muted",
                wrap=True,
            )
        )
        self.buttons = FlowRow()
        self.companies = QPushButton(_("Firmenliste oder Adresskarten einlesen …"))
        self.contacts = QPushButton(_("Adresskarten zum offenen Unternehmen …"))
        self.buttons.add(self.companies)
        self.buttons.add(self.contacts)
        self.add(self.buttons)


def exchange_topic(bench: Workbench) -> Topic:
    from kihub_desktop.ui.importing.wiring import open_import

    card = ExchangeCard()
    card.companies.clicked.connect(lambda: open_import(bench))
    card.contacts.clicked.connect(lambda: open_import(bench, company=bench.desk.company()))

    def load() -> None:
        card.contacts.setEnabled(bench.desk.company() is not None)

    return Topic("exchange", card, load, RIGHT)
