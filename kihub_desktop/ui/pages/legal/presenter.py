"""Decides which questions of law and security are asked, and what their answers mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from kihub_desktop.composition import Services
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import CheckAnswer
from kihub_desktop.domain.phrases import phrase
from kihub_desktop.services.it_security import security_answer_id
from kihub_desktop.ui.pages.legal.state import LegalPageState, SecurityPageState
from kihub_desktop.ui.use_case_choice import NO_COMPANY

if TYPE_CHECKING:
    from kihub_desktop.services.it_security import SecurityState

KINDS = frozenset({"security_answer"})
NO_USE_CASE = phrase("Die rechtliche Prüfung gehört zu einem Anwendungsfall; noch ist keiner da.")


class LegalView(Protocol):
    def show_state(self, state: LegalPageState) -> None: ...

    def reveal_security(self, item: str) -> None: ...


@dataclass(frozen=True)
class LegalDesk:
    """What the presenter asks of its surroundings."""

    company: Callable[[], UUID | None]
    take_target: Callable[[], str]
    publish: Callable[[Changes], None]


class LegalPresenter:
    def __init__(self, view: LegalView, services: Services, desk: LegalDesk) -> None:
        self._view, self._services, self._desk = view, services, desk
        self._company: UUID | None = None
        self._security: SecurityState | None = None

    # -- showing -----------------------------------------------------------------------------

    def load(self) -> None:
        """Reads the company in hand and shows it; then leads to what was asked for."""
        target = self._desk.take_target()
        self._company = self._desk.company()
        if self._company is None:
            self._security = None
            self._view.show_state(LegalPageState(missing=NO_COMPANY, missing_page="companies"))
            return
        self._security = self._services.it_security.state(self._company)
        self._show()
        self._reveal(target)

    def _show(self) -> None:
        self._view.show_state(LegalPageState(security=self._security_page()))

    def _security_page(self) -> SecurityPageState | None:
        from kihub_desktop.ui.pages.legal.security import security_page

        if self._security is None:
            return None
        roles = dict(self._services.feasibility.method.roles)
        return security_page(self._security, self._services.it_security.catalogue, roles)

    def _reveal(self, target: str) -> None:
        kind, _sign, rest = target.partition(":")
        if kind == "security":
            self._view.reveal_security(rest)
        elif kind == "security_answer" and self._company is not None:
            for each in self._services.it_security.catalogue.questions:
                if str(security_answer_id(self._company, each.key)) == rest:
                    self._view.reveal_security(each.key)

    # -- IT security -------------------------------------------------------------------------

    def answer_security(self, item: str, answer: str) -> None:
        """Saves the answer to an item; "" opens it again."""
        if self._company is None or self._security is None:
            return
        given = CheckAnswer(answer) if answer else None
        self._tell(
            self._services.it_security.answer(self._company, item, given, self._security.as_of)
        )

    def _tell(self, changes: Changes) -> None:
        """Publishing makes a visible page read again; a save without effect does it here."""
        if changes:
            self._desk.publish(changes)
        else:
            self._show()
