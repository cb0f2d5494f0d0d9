"""What the pages of one window have in common: the company in hand, and where to go next."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, Signal

from kihub_desktop.domain.changes import Changes
from kihub_desktop.ui.change_bus import ChangeBus


class Desk(QObject):
    """The company that is worked on; a page asks for it and never keeps it.

    `go_requested` carries a page key and what to show there ("" for nothing in particular).
    """

    company_changed = Signal()
    use_case_changed = Signal()
    go_requested = Signal(str, str)
    saved = Signal()
    message_posted = Signal(object)  # widgets.message_banner.Message

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bus = ChangeBus(self)
        self._company: UUID | None = None
        self._use_case: UUID | None = None
        self._targets: dict[str, str] = {}

    def company(self) -> UUID | None:
        return self._company

    def choose(self, company: UUID | None) -> None:
        if company != self._company:
            self._company = company
            self._use_case = None
            self.company_changed.emit()

    def use_case(self) -> UUID | None:
        """The use case that the pages of step 4 show; None: the first one."""
        return self._use_case

    def choose_use_case(self, use_case: UUID | None) -> None:
        if use_case != self._use_case:
            self._use_case = use_case
            self.use_case_changed.emit()

    def go(self, page: str, target: str = "") -> None:
        """Asks the window for a page; the page finds its target through `take_target`."""
        if target:
            self._targets[page] = target
        self.go_requested.emit(page, target)

    def take_target(self, page: str) -> str:
        """What the page was asked to show, once."""
        return self._targets.pop(page, "")

    def publish(self, changes: Changes) -> None:
        """Tells every page what was touched, and the header that it is saved."""
        if changes:
            self.saved.emit()
            self.bus.publish(changes)
