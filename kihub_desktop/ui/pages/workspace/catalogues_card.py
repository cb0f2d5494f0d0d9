"""Leads from the workspace to the catalogues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from kihub_desktop.texts import _
from kihub_desktop.ui.pages.workspace.page import RIGHT, Topic
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench


class CataloguesTopicCard(Card):
    """What catalogues are, and the way to them."""

    def __init__(self) -> None:
        super().__init__(_("Kataloge"))
        self.setObjectName("cataloguesTopic")
        self.button = QPushButton(_("Kataloge öffnen"))
        self.button.setAccessibleName(self.button.text())
        self.add(
            label(
                _(
                    "Fragen, Regeln, Programme und Partner mit Ausgabe und Stand: ansehen,"
                    " einlesen, vergleichen, bearbeiten. Sie gelten für alle Arbeitsbereiche"
                    " dieses Rechners."
                ),
                "muted",
                wrap=True,
            )
        )
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)


def catalogues_topic(bench: Workbench) -> Topic:
    card = CataloguesTopicCard()
    card.button.clicked.connect(lambda: bench.desk.go("catalogues"))
    return Topic("catalogues", card, lambda: None, RIGHT)
