"""The drop-down in the heading of a page that shows one use case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kihub_desktop.texts import _
from kihub_desktop.ui.widgets.choice_box import ChoiceBox
from kihub_desktop.ui.widgets.fields import Option

if TYPE_CHECKING:
    from kihub_desktop.ui.use_case_choice import UseCaseChoice


class UseCaseBox(ChoiceBox):
    """Tells which use case a person picked; a shown state tells nothing."""

    use_case_picked = Signal(object)  # UUID

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._offered: list[Option] = []
        self.setAccessibleName(_("Anwendungsfall"))
        self.activated.connect(lambda _index: self.use_case_picked.emit(UUID(self.key())))

    def show_choices(self, choices: Sequence[UseCaseChoice], chosen: UUID | None) -> None:
        offered = [Option(str(each.id), each.title or _("(ohne Titel)")) for each in choices]
        if offered != self._offered:
            self._offered = offered
            self.setCurrentIndex(-1)  # what is deleted must not stay as an option of its own
            self.set_options(offered)
        if chosen is not None:
            self.choose(str(chosen))
