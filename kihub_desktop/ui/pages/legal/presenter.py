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
from kihub_desktop.ui.pages.legal.state import LegalPageState, LegalState, SecurityPageState
from kihub_desktop.ui.use_case_choice import NO_COMPANY, UseCaseChoice, choices_of, chosen_of

if TYPE_CHECKING:
    from kihub_desktop.services.it_security import SecurityState
    from kihub_desktop.services.legal_check import LegalCheck

KINDS = frozenset(
    {
        "security_answer",
        "legal_fact",
        "company",
        "affiliate",
        "use_case",
        "source_link",
        "data_source",
        "it_system",
        "machine",
        "finding",
    }
)
NO_USE_CASE = phrase("Die rechtliche Prüfung gehört zu einem Anwendungsfall; noch ist keiner da.")


class LegalView(Protocol):
    def show_state(self, state: LegalPageState) -> None: ...

    def reveal_question(self, fact: str) -> None: ...

    def reveal_security(self, item: str) -> None: ...


@dataclass(frozen=True)
class LegalDesk:
    """What the presenter asks of its surroundings."""

    company: Callable[[], UUID | None]
    use_case: Callable[[], UUID | None]
    choose_use_case: Callable[[UUID | None], None]
    take_target: Callable[[], str]
    go: Callable[[str, str], None]
    publish: Callable[[Changes], None]


class LegalPresenter:
    def __init__(self, view: LegalView, services: Services, desk: LegalDesk) -> None:
        self._view, self._services, self._desk = view, services, desk
        self._company: UUID | None = None
        self._choices: tuple[UseCaseChoice, ...] = ()
        self._check: LegalCheck | None = None
        self._security: SecurityState | None = None

    # -- showing -----------------------------------------------------------------------------

    def load(self) -> None:
        """Reads the company and the use case in hand; then leads to what was asked for."""
        target = self._desk.take_target()
        self._company = self._desk.company()
        kind, _sign, rest = target.partition(":")
        if kind == "law":
            use_case = rest.partition(":")[0]
            self._desk.choose_use_case(UUID(use_case))
        self._read()
        self._show()
        self._reveal(kind, rest)

    def choose(self, use_case: UUID) -> None:
        self._desk.choose_use_case(use_case)

    def _read(self) -> None:
        self._choices, self._check, self._security = (), None, None
        if self._company is None:
            return
        self._security = self._services.it_security.state(self._company)
        self._choices = choices_of(self._services.use_cases, self._company)
        chosen = chosen_of(self._choices, self._desk.use_case())
        if chosen is not None:
            self._check = self._services.legal.state(self._company, chosen)

    def _show(self) -> None:
        from kihub_desktop.ui.pages.legal.reading import subtitle_of

        if self._company is None:
            self._view.show_state(LegalPageState(missing=NO_COMPANY, missing_page="companies"))
            return
        check = self._check
        self._view.show_state(
            LegalPageState(
                subtitle=subtitle_of(self._services.legal.catalogue),
                choices=self._choices,
                chosen=check.use_case.id if check is not None else None,
                legal=self._legal(check),
                security=self._security_page(),
                missing=NO_USE_CASE if check is None else None,
                missing_page="use_cases" if check is None else "",
            )
        )

    def _legal(self, check: LegalCheck | None) -> LegalState | None:
        from kihub_desktop.ui.pages.legal.reading import legal_state

        if check is None or self._company is None:
            return None
        contested = self._services.companies.contested(self._company)
        return legal_state(check, self._services.legal.catalogue, contested)

    def _security_page(self) -> SecurityPageState | None:
        from kihub_desktop.ui.pages.legal.security import security_page

        if self._security is None:
            return None
        roles = dict(self._services.feasibility.method.roles)
        return security_page(self._security, self._services.it_security.catalogue, roles)

    # -- going to a place --------------------------------------------------------------------

    def _reveal(self, kind: str, rest: str) -> None:
        if kind == "security":
            self._view.reveal_security(rest)
        elif kind == "law":
            self._view.reveal_question(rest.partition(":")[2])
        elif kind in {"security_answer", "legal_fact"} and self._company is not None:
            self._reveal_record(kind, rest, self._company)

    def _reveal_record(self, kind: str, record: str, company: UUID) -> None:
        """Where undo, search and history want to show an answer."""
        if kind == "security_answer":
            for each in self._services.it_security.catalogue.questions:
                if str(security_answer_id(company, each.key)) == record:
                    self._view.reveal_security(each.key)
            return
        for check in self._services.legal.of_company(company).values():
            for key, state in check.states.items():
                if state.record is not None and str(state.record.id) == record:
                    self._lead(check, key)
                    return

    def _lead(self, check: LegalCheck, fact: str) -> None:
        if self._check is not None and check.use_case.id != self._check.use_case.id:
            self._desk.choose_use_case(check.use_case.id)
            self._read()
            self._show()
        self._view.reveal_question(fact)

    def follow(self, address: str) -> None:
        """To the record that an answer was taken over from (`kind:record:field`)."""
        kind, _sign, rest = address.partition(":")
        record, _sign, field = rest.partition(":")
        if kind == "company":
            self._desk.go("company", f"field:{field}")
        elif kind == "finding" and self._check is not None:
            self._desk.go("findings", f"finding:{self._check.use_case.id}:{field}")
        elif kind == "use_case":
            self._desk.go("use_cases", "")
        else:
            self._desk.go("company", f"{kind}:{record}")

    # -- answers -----------------------------------------------------------------------------

    def answer(self, fact: str, answer: str) -> None:
        """Saves the answer to a question; "" takes it back, then the capture counts again."""
        if self._company is None or self._check is None:
            return
        check = self._check
        legal = self._services.legal
        self._tell(
            legal.answer(self._company, check.use_case.id, fact, answer or None, check.as_of)
        )

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
