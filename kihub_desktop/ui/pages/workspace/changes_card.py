"""Leads from the workspace to the latest changes and to the recycle bin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from kihub_desktop.domain.fields import kinds
from kihub_desktop.domain.phrases import plural_phrase
from kihub_desktop.texts import _, render
from kihub_desktop.ui.pages.workspace.page import RIGHT, Topic
from kihub_desktop.ui.shortcuts import show_key
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench

_COUNTED = 100


class ChangesTopicCard(Card):
    """Says how much lies in the recycle bin."""

    def __init__(self) -> None:
        super().__init__(_("Verlauf und Papierkorb"))
        self.setObjectName("changesTopic")
        self.said = label("", wrap=True)
        self.button = QPushButton(_("Verlauf und Papierkorb öffnen"))
        self.button.setAccessibleName(self.button.text())
        show_key(self.button, "Ctrl+Shift+H")
        self.add(self.said)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_count(self, count: int) -> None:
        if count == 0:
            text = _("Der Papierkorb ist leer. Was gelöscht wird, bleibt hier liegen.")
        elif count >= _COUNTED:
            text = _("Im Papierkorb liegen mehr als {n} Einträge.").format(n=_COUNTED)
        else:
            text = render(
                plural_phrase(
                    "Im Papierkorb liegt {n} Eintrag.", "Im Papierkorb liegen {n} Einträge.", count
                )
            )
        self.said.setText(text)


def changes_topic(bench: Workbench) -> Topic:
    card = ChangesTopicCard()
    card.button.clicked.connect(lambda: bench.desk.go("changes"))

    def load() -> None:
        card.show_count(bench.services.recycle_bin.count(_COUNTED))

    return Topic("changes", card, load, RIGHT, frozenset(kind.name for kind in kinds()))
