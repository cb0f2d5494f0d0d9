"""The IT security quick check of a company: answers, status value, what to do first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from kihub_desktop.analysis.it_security import SecurityStatus, assess_security
from kihub_desktop.domain.changes import Changes
from kihub_desktop.domain.choices import CheckAnswer
from kihub_desktop.domain.identity import slot_id
from kihub_desktop.domain.it_security import SecurityCatalogue
from kihub_desktop.domain.legal_records import SecurityAnswer
from kihub_desktop.store.unit_of_work import writing_to
from kihub_desktop.store.view import View, view_of
from kihub_desktop.store.workspace import Workspace

KINDS = frozenset({"security_answer"})


@dataclass(frozen=True)
class SecurityState:
    """The check of one company as it was read at `as_of`; `answers` by the key of the item.

    `foreign` counts answers to items that this edition does not have: kept, not scored.
    """

    as_of: int
    answers: Mapping[str, SecurityAnswer]
    foreign: int
    status: SecurityStatus

    @property
    def is_begun(self) -> bool:
        return self.status.answered > 0


def security_answer_id(company: UUID, item: str) -> UUID:
    return slot_id("security_answer", company, item)


class SecurityService:
    """Writes each answer under the edition that it was given to."""

    def __init__(self, workspace: Workspace, catalogue: SecurityCatalogue) -> None:
        self._workspace = workspace
        self.catalogue = catalogue

    def state(self, company: UUID) -> SecurityState:
        with view_of(self._workspace) as view:
            return security_of(view, company, self.catalogue)

    def answer(self, company: UUID, item: str, answer: CheckAnswer | None, as_of: int) -> Changes:
        """Saves the answer to one item; None opens it again. KeyError for a foreign item."""
        self.catalogue.question(item)
        with writing_to(self._workspace, as_of) as work:
            work.set(
                SecurityAnswer,
                company,
                security_answer_id(company, item),
                item=item,
                answer=answer,
                edition=self.catalogue.edition,
            )
        return work.changes

    def note(self, company: UUID, item: str, note: str | None, as_of: int) -> Changes:
        """Saves what was seen or said about one item."""
        self.catalogue.question(item)
        with writing_to(self._workspace, as_of) as work:
            slot = security_answer_id(company, item)
            work.set(SecurityAnswer, company, slot, item=item, note=note)
        return work.changes


def security_of(view: View, company: UUID, catalogue: SecurityCatalogue) -> SecurityState:
    """The state of the check inside a view."""
    known = {each.key for each in catalogue.questions}
    recorded = {each.item or "": each for each in view.of_company(SecurityAnswer, company)}
    answers = {key: each for key, each in recorded.items() if key in known}
    given = {key: each.answer for key, each in answers.items() if each.answer is not None}
    foreign = sum(each.answer is not None for key, each in recorded.items() if key not in known)
    return SecurityState(view.as_of, answers, foreign, assess_security(given, catalogue))
