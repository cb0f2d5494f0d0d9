"""What keeps the workspace shut: the ways to open it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kihub_desktop.texts import _
from kihub_desktop.ui.pages.workspace.page import LEFT, Topic
from kihub_desktop.ui.widgets.card import Card
from kihub_desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from kihub_desktop.ui.workbench import Workbench


class SecurityCard(Card):
    def __init__(self) -> None:
        super().__init__(_("Sicherheit"))
        self.setObjectName("securityCard")
        self.add(
            label(
                _("Der Arbeitsbereich ist verschlüsselt. Ohne Kennwort kann ihn niemand lesen."),
                "muted",
                wrap=True,
            )
        )

    def show_ways(self) -> None:
        """Nothing to read yet."""


def security_topic(_bench: Workbench) -> Topic:
    card = SecurityCard()
    return Topic("security", card, card.show_ways, LEFT)
